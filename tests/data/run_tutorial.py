#!/usr/bin/env python3
"""
The tutorial of docs/authoring.md, run: run_tutorial.py REUNIFY-PROFILE [--write]

Every console block of the page is a command, run in examples/data/tutorial, and what it says; both have to agree. With --write the page is brought up to date instead.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(ROOT, "docs", "authoring.md")
FOLDER = os.path.join(ROOT, "examples", "data", "tutorial")
BLOCK = re.compile(r"```console\n\$ ([^\n]*)\n(.*?)```", re.S)


def output(program, command):
    where = dict(os.environ, PATH=os.path.dirname(os.path.abspath(program)) + os.pathsep + os.environ["PATH"])
    done = subprocess.run(command, shell=True, cwd=FOLDER, env=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def main(program, *options):
    with open(PAGE, encoding="utf-8") as page:
        text = page.read()
    blocks = BLOCK.findall(text)
    made = BLOCK.sub(lambda m: "```console\n$ %s\n%s```" % (m[1], output(program, m[1])), text)
    if "--write" in options:
        with open(PAGE, "w", encoding="utf-8") as page:
            page.write(made)
        return 0
    for (command, said), (_, says) in zip(blocks, BLOCK.findall(made)):
        if said != says:
            print("$ %s\n--- the page\n%s--- the program\n%s" % (command, said, says))
    print("%d commands" % len(blocks))
    return 0 if made == text and len(blocks) >= 7 else 1


sys.exit(main(*sys.argv[1:]))

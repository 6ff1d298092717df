#!/usr/bin/env python3
"""
The tutorial of docs/authoring.md and the samples of README.md, run: run_tutorial.py REUNIFY-PROFILE [--write]

Every console block of a page is a command, run in examples/data/tutorial (of README.md at the top), and what it says, up to a line "[...]" where
there is one; both have to agree. With --write the pages are brought up to date instead.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = ((os.path.join(ROOT, "docs", "authoring.md"), os.path.join(ROOT, "examples", "data", "tutorial"), 7), (os.path.join(ROOT, "README.md"), ROOT, 1))
BLOCK = re.compile(r"(```(?:console)?\n)\$ (reunify-[^\n]*)\n(.*?)(\[\.\.\.\]\n)?```", re.S)


def output(program, command, folder):
    where = dict(os.environ, PATH=os.path.dirname(os.path.abspath(program)) + os.pathsep + os.environ["PATH"])
    done = subprocess.run(command, shell=True, cwd=folder, env=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def cut(says, said):
    """As much of what a program says as a sample has of it, by lines."""
    return "".join(says.splitlines(True)[:said.count("\n")])


def remade(program, folder, block):
    says = output(program, block[2], folder)
    return "%s$ %s\n%s%s```" % (block[1], block[2], cut(says, block[3]) if block[4] else says, block[4] or "")


def check(program, page, folder, least, write):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    made = BLOCK.sub(lambda block: remade(program, folder, block), text)
    blocks = BLOCK.findall(text)
    if write:
        with open(page, "w", encoding="utf-8") as file:
            file.write(made)
        return True
    for (_, command, said, _), (_, _, says, _) in zip(blocks, BLOCK.findall(made)):
        if said != says:
            print("$ %s\n--- the page\n%s--- the program\n%s" % (command, said, says))
    print("%s: %d commands" % (os.path.basename(page), len(blocks)))
    return made == text and len(blocks) >= least


def main(program, *options):
    good = [check(program, page, folder, least, "--write" in options) for page, folder, least in PAGES]
    return 0 if all(good) else 1


sys.exit(main(*sys.argv[1:]))

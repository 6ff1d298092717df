#!/usr/bin/env python3
"""
The library as -Dtext=false builds it: the same symbols and the same documents as the usual one, and no pages, which is said.

  run_without_text.py SOURCE-ROOT LIBRARY PROGRAM COMPILER...      of the usual build
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT, LIBRARY, PROGRAM, COMPILER = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3], " ".join(sys.argv[4:])
CASES = sorted((ROOT / "examples/data").glob("*.json"))[:3]
SAID = "built without texts for people to read"
problems = []


def check(good, what):
    if not good:
        problems.append(what)


def build(top):
    for command in (["meson", "setup", top, ROOT, "-Dtext=false", "-Doptimization=0", "-Ddefault_library=shared"],
                    ["ninja", "-C", top, "libreunify.so.0.1.0", "examples/programs/reunify-evaluate"]):
        done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(os.environ, CC=COMPILER))
        if done.returncode:
            sys.exit(done.stdout[-3000:])


def symbols(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", str(library)], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[-1] for line in lines if " T " in line}


def evaluate(program, *arguments):
    """By the library that each program was built with."""
    alone = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    done = subprocess.run([str(program), "--as-of", "2024-06-01", *map(str, arguments)], capture_output=True, env=alone)
    return done.returncode, done.stdout, done.stderr.decode()


def main(top):
    build(top)
    program = top / "examples/programs/reunify-evaluate"
    check(symbols(top / "libreunify.so.0.1.0") == symbols(LIBRARY) != set(), "other symbols")
    for words in (["json-lines"], ["csv", "--table", "outstanding"]):
        mine, usual = (evaluate(p, "--format", *words, *CASES) for p in (program, PROGRAM))
        check(mine == usual and mine[0] == 0 and mine[1], "%s: %s" % (words, mine[2][-300:]))
    for words in ((CASES[0],), ("--format", "html", CASES[0]), CASES, ("--pages", *CASES)):
        code, out, said = evaluate(program, *words)
        check(code == 1 and not out and SAID in said, "%s: exit %d, %d bytes, %s" % (words, code, len(out), said))


with tempfile.TemporaryDirectory() as folder:
    main(pathlib.Path(folder))
print("\n".join(problems))
sys.exit(bool(problems))

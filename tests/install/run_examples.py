#!/usr/bin/env python3
"""
The examples that readers copy, as the pages show them: built against the installed library, shared and static, and run.

  run_examples.py BUILD [--write] C-COMPILER... -- [C++-COMPILER...]

In PAGES a code block below a line "`examples/NAME`:" is that file, to the byte; a console block after it is the program built from it, run in examples/,
and what it says up to a line "[...]" where there is one. Every file stands in one page and is run there. With --write the pages are brought up to date.
"""
import pathlib
import re
import shlex
import sys

from installed import Tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PAGES = [ROOT / "docs/vendors.md", ROOT / "docs/cpp.md"]
BLOCK = re.compile(r"^`examples/([\w.]+)`:\n\n```(c|cpp)\n(.*?)```\n|^```console\n\$ \./(\w+)([^\n]*)\n(.*?)(\[\.\.\.\]\n)?```\n", re.M | re.S)
STRICT = {".c": ["-std=c99"], ".cpp": ["-std=c++11", "-Wconversion", "-Wshadow"]}


def remade(block, programs, tree, quoted, run):
    """The block as it has to be; notes what is quoted and what is run."""
    name, language, _, program, words, said, cut = block.groups()
    if name:
        quoted.append(name)
        return "`examples/%s`:\n\n```%s\n%s```\n" % (name, language, (EXAMPLES / name).read_text())
    name = quoted[-1] if quoted else ""
    if pathlib.Path(name).stem != program:
        sys.exit("./%s does not stand below its file" % program)
    if name not in programs:
        return block.group(0)  # there is no compiler for it
    says = set()
    for static, built in programs[name].items():
        says.add(tree.said(built, *shlex.split(words), static=static, cwd=EXAMPLES) + "\n")
    if len(says) != 1:
        sys.exit("%s: static and shared differ" % name)
    run.append(name)
    says = "".join(line.rstrip() + "\n" for line in says.pop().splitlines())
    return "```console\n$ ./%s%s\n%s%s```\n" % (program, words, "".join(says.splitlines(True)[:said.count("\n")]) if cut else says, cut or "")


def main(build, *words):
    write = words[0] == "--write"
    words = words[write:]
    split = words.index("--")
    compilers = {".c": words[:split], ".cpp": words[split + 1:]}
    files = sorted(p for p in EXAMPLES.iterdir() if p.suffix in compilers)
    good, quoted, run = len(files) >= 8, [], []
    with Tree(build) as tree:
        programs = {}
        for number, file in enumerate(files):
            compiler = compilers[file.suffix]
            if compiler:
                compiled = tree.compile([*compiler, *STRICT[file.suffix]], file, "%d.o" % number)
                programs[file.name] = {static: tree.link(compiler, compiled, "%d-%s" % (number, static), static) for static in (False, True)}
            else:
                print("there is no compiler for %s" % file.name)
        for page in PAGES:
            text = page.read_text()
            new = BLOCK.sub(lambda block: remade(block, programs, tree, quoted, run), text)
            if write:
                page.write_text(new)
            elif new != text:
                good = False
                for is_so, has_to_be in zip(BLOCK.finditer(text), BLOCK.finditer(new)):
                    if is_so.group(0) != has_to_be.group(0):
                        print("%s has\n%sand it is\n%s" % (page.name, is_so.group(0), has_to_be.group(0)))
    for file in files:
        if quoted.count(file.name) != 1 or file.name in programs and file.name not in run:
            print("%s: quoted %d times, run %d times" % (file.name, quoted.count(file.name), run.count(file.name)))
            good = False
    print("%d examples, run %d times" % (len(files), len(run)))
    return 0 if good else 1


sys.exit(main(*sys.argv[1:]))

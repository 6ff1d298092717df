#!/usr/bin/env python3
"""Installs the built tree into an empty folder and builds a program against it through pkg-config, shared and static.

consumer.py BUILD COMPILER... -- SOURCE private|system        whose jansson it is
"""
import shutil
import sys

from installed import Tree, run

WANTED = ["reunify/reunify.h", "reunify/reunify.hpp", "libreunify.so.0", "libreunify.a", "bin/reunify-evaluate", "case.schema.json", "profile.schema.json",
          "evaluation.schema.json", "vocabulary.schema.json", "reunify/herefordshire-2023.json", "reunify-evaluate.1", "reunifyConfig.cmake"]


def main():
    split = sys.argv.index("--")
    build, compiler, source, jansson = sys.argv[1], sys.argv[2:split], sys.argv[split + 1], sys.argv[split + 2]
    with Tree(build) as tree:
        found = tree.files()
        for wanted in WANTED + ["LICENSE.jansson"] * (jansson == "private"):
            if not any(wanted in f for f in found):
                sys.exit("%s is not installed; there are: %s" % (wanted, ", ".join(sorted(found))))
        packs = tree.pkg_config("--variable=pkgdatadir")[0]
        if packs != tree.pkg_config("--variable=datadir")[0] + "/reunify" or not tree.one("herefordshire-2023.json").samefile(packs + "/herefordshire-2023.json"):
            sys.exit("datadir in reunify.pc is not where the packs are: " + packs)
        if ("-ljansson" in tree.words(static=True)) != (jansson == "system"):
            sys.exit("the jansson is the %s one, and pkg-config --static says: %s" % (jansson, " ".join(tree.words(static=True))))
        compiled = tree.compile([*compiler, "-std=c99"], source, "consumer.o")
        for static in (False, True):
            program = tree.link(compiler, compiled, "static" if static else "shared", static)
            said = tree.said(program, static=static)
            if said != "c herefordshire-2023":
                sys.exit("%s said %r" % (program, said))
            if shutil.which("ldd") and ("libreunify.so.0" in run("ldd", program, env=tree.env)) == static:
                sys.exit("%s: ldd says otherwise" % program.name)


main()

#!/usr/bin/env python3
"""Installs the built tree into an empty folder and builds a program against it through pkg-config, shared and static.

consumer.py BUILD COMPILER... -- SOURCE private|system        whose jansson it is
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(*command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), done.stdout))
    return done.stdout.strip()


def main():
    split = sys.argv.index("--")
    build, compiler, source, jansson = sys.argv[1], sys.argv[2:split], sys.argv[split + 1], sys.argv[split + 2]
    with tempfile.TemporaryDirectory() as top:
        run("meson", "install", "-C", build, "--no-rebuild", "--destdir", top)
        tree = pathlib.Path(top)
        pc = next(tree.rglob("reunify.pc"), None)
        if not pc:
            sys.exit("reunify.pc is not installed")
        found = {p.relative_to(tree).as_posix() for p in tree.rglob("*") if not p.is_dir()}
        for wanted in ["reunify/reunify.h", "libreunify.so.0", "libreunify.a", "bin/reunify-evaluate", "case.schema.json",
                       "profile.schema.json", "evaluation.schema.json", "vocabulary.schema.json", "reunify/herefordshire-2023.json", "reunify-evaluate.1"] + ["LICENSE.jansson"] * (jansson == "private"):
            if not any(wanted in f for f in found):
                sys.exit("%s is not installed; there are: %s" % (wanted, ", ".join(sorted(found))))
        env = dict(os.environ, PKG_CONFIG_PATH=str(pc.parent), PKG_CONFIG_SYSROOT_DIR="")
        prefix = pc.parent
        while prefix.name not in ("lib", "lib64"):
            prefix = prefix.parent
        flags = ["--define-variable=prefix=%s" % prefix.parent, "reunify"]
        library = str(next(tree.rglob("libreunify.so.0")).parent)
        env["LD_LIBRARY_PATH"] = library
        shared = str(tree / "shared")
        run(*compiler, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", source, "-o", shared,
            *run("pkg-config", "--cflags", "--libs", *flags, env=env).split())
        static = str(tree / "static")
        words = run("pkg-config", "--static", "--cflags", "--libs", *flags, env=env).split()
        words = [str(next(tree.rglob("libreunify.a"))) if w == "-lreunify" else w for w in words]
        if ("-ljansson" in words) != (jansson == "system"):
            sys.exit("the jansson is the %s one, and pkg-config --static says: %s" % (jansson, " ".join(words)))
        run(*compiler, "-std=c99", source, "-o", static, *words)
        for program in (shared, static):
            said = run(program, env=env if program == shared else dict(os.environ))
            if said != "c herefordshire-2023":
                sys.exit("%s said %r" % (program, said))
        if shutil.which("ldd"):
            if "libreunify.so.0" not in run("ldd", shared, env=env):
                sys.exit("the program does not ask for libreunify.so.0")
            if "libreunify" in run("ldd", static):
                sys.exit("the static program asks for the shared library")


main()

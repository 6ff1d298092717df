#!/usr/bin/env python3
"""The library as one file, compiled by each compiler that is here, answers as the usual build does.

run_single.py ROOT PACKS-C PROGRAM SOURCE...      PROGRAM: reunify-evaluate of the usual build; SOURCE: the files of lib/

Where a tool is not there that way is skipped, aloud; exit 77 where jansson's source cannot be had. Every example is evaluated by each
way: gcc, clang, for Windows (under wine) and for WebAssembly (under Node). And reunify-profile, built over the one file, passes the cases.
"""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
PACKS, PROGRAM, SOURCES = sys.argv[2], sys.argv[3], sys.argv[4:]
HERE = ROOT / "tests/single"
FETCH = ROOT / "lib/third-party/private-jansson/fetch"
JANSSON = ROOT / "lib/third-party/private-jansson/jansson-2.14"
STRICT = ["-std=c11", "-Wall", "-Wextra", "-Werror"]
WASI = ["--target=wasm32-wasi", "--sysroot=/usr", "-isystem", "/usr/include/wasm32-wasi"]
# name, compiler, what it is told, the program's name, what runs it
WAYS = [
    ("gcc", "gcc", ["-O1"], "answer-gcc", []),
    ("clang", "clang", [], "answer-clang", []),
    ("Windows", "x86_64-w64-mingw32-gcc", [], "answer.exe", ["wine"]),
    ("WebAssembly", "clang", WASI, "answer.wasm", ["node", "--no-warnings", str(HERE / "run.mjs")]),
]
PACK, AS_OF = "herefordshire-2023", "2025-06-01"
passed = failed = 0


def check(good, what):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED: " + what)


def missing_tool(compiler, runner):
    for tool in [compiler] + runner[:1]:
        if not shutil.which(tool):
            return tool
    return None


def compile_way(folder, way):
    name, compiler, options, program, runner = way
    tool = missing_tool(compiler, runner)
    if tool or (name == "WebAssembly" and not os.path.exists("/usr/include/wasm32-wasi/stdio.h")):
        return "skipped: %s: there is no %s" % (name, tool or "wasi-libc")
    done = subprocess.run([compiler] + options + STRICT + ["-I", str(folder), str(folder / "reunify.c"), str(HERE / "answer.c"), "-o", str(folder / program)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout[:2000] if done.returncode else None


def answer(folder, way, text):
    command = way[4] + [str(folder / way[3]), PACK, AS_OF] if way[4] else [str(folder / way[3]), PACK, AS_OF]
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, WINEDEBUG="-all")).stdout


def compare(folder, ways):
    for path in sorted((ROOT / "examples/data").glob("*.json")):
        text = path.read_bytes()
        wanted = subprocess.run([PROGRAM, "--profile", PACK, "--as-of", AS_OF, "--format", "json", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        if not wanted:
            continue  # a case for another pack
        for way in ways:
            check(answer(folder, way, text) == wanted, "%s: %s has another answer" % (path.name, way[0]))
            if way[4] == ["wine"] and path.name > "d":
                ways = [w for w in ways if w is not way]  # each start of wine is slow: some are enough


def cases(folder):
    """reunify-profile over the one file, and the cases of the packs through it."""
    programs = ROOT / "examples/programs"
    schemas = folder / "schemas.c"
    names = ["case", "profile", "evaluation", "cost", "error"] + sorted(
        p.name.split(".")[0] for p in (ROOT / "docs/schema").glob("*.json") if p.name.split(".")[0] not in ("case", "profile", "evaluation", "cost", "error"))
    subprocess.run([sys.executable, str(programs / "embed_schemas.py"), str(schemas)] + [str(ROOT / "docs/schema" / (n + ".schema.json")) for n in names], check=True)
    (folder / "reunify").mkdir()
    (folder / "reunify/reunify.h").write_text('#include "../reunify.h"\n')
    sources = [str(p) for p in sorted(programs.glob("*.c")) if p.name.startswith(("profile_", "case_", "requires_", "vocabulary_")) and p.name != "case_id.c"]
    sources += [str(programs / n) for n in ("reunify-profile.c", "choices.c", "files.c", "nearest.c", "support.c")]
    program = folder / "reunify-profile"
    done = subprocess.run(["gcc", "-std=c11", "-O1", "-D_POSIX_C_SOURCE=200809L", "-I", str(folder), "-I", str(programs)] + sources +
                          [str(schemas), str(folder / "reunify.c"), "-ljansson", "-o", str(program)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    check(not done.returncode, "reunify-profile does not build over the one file:\n" + done.stdout[-2000:])
    if not done.returncode:
        done = subprocess.run([sys.executable, str(ROOT / "tests/data/run_cases.py"), str(program)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print("cases: " + done.stdout.strip().splitlines()[-1])
        check(not done.returncode, "the cases:\n" + done.stdout[-2000:])


def main():
    if subprocess.run([str(FETCH)], stdout=subprocess.DEVNULL).returncode:
        print("jansson's source could not be had")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, str(ROOT / "lib/amalgamate.py"), name, str(JANSSON), PACKS] + SOURCES, check=True)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda w: compile_way(folder, w), WAYS))
        ways = []
        for way, problem in zip(WAYS, told):
            if problem is None:
                ways.append(way)
            elif problem.startswith("skipped"):
                print(problem)
            else:
                check(False, "%s does not compile it:\n%s" % (way[0], problem))
        compare(folder, ways)
        cases(folder)
    print("single: %s; %d passed, %d failed" % (", ".join(w[0] for w in ways), passed, failed))
    sys.exit(bool(failed))


main()

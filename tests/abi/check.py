#!/usr/bin/env python3
"""One promise of the ABI a call.

check.py WHAT SOURCE-ROOT SHARED ARCHIVE COMPILER...          WHAT: symbols archive soname data constants headers baseline
check.py update SOURCE-ROOT SHARED ARCHIVE COMPILER...        writes constants.txt and baseline.abi anew

Exit 0: kept, 1: broken, 77: the tool is not there.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WHAT, ROOT, SHARED, ARCHIVE, COMPILER = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]
HEADERS = sorted((ROOT / "include/reunify").glob("*.h"))
HERE = ROOT / "tests/abi"


def need(tool):
    if not shutil.which(tool):
        print(tool + " is not installed")
        sys.exit(77)


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), done.stdout))
    return done.stdout


def same(a_name, a, b_name, b):
    broken = False
    for name, there, here in ((a_name, b, a), (b_name, a, b)):
        for symbol in sorted(there - here):
            print("not in %s: %s" % (name, symbol))
            broken = True
    if broken or not a:
        sys.exit(1)


def in_headers():
    text = "".join(re.sub(r"/\*.*?\*/", "", h.read_text(), flags=re.S) for h in HEADERS)
    return set(re.findall(r"REUNIFY_API[^;]*?\b(reunify_\w+)\(", text))


def in_map():
    text = (ROOT / "lib/reunify.map").read_text()
    if re.search(r"global:[^;]*\*[^;]*;", text):
        sys.exit("the map exports by wildcard")
    return set(re.findall(r"^\s+(reunify_\w+);", text, re.M))


def in_library():
    need("nm")
    out = set()
    for line in run("nm", "-D", "--defined-only", SHARED).splitlines():
        kind, name = line.split()[-2:]
        name = name.split("@")[0]
        if kind == "A":  # the version node itself
            continue
        if kind != "T":
            sys.exit("%s is exported and is no function (%s)" % (name, kind))
        out.add(name)
    return out


def symbols():
    same("the headers", in_headers(), "the map", in_map())
    same("the library", in_library(), "the map", in_map())


def archive():
    """No global name without the prefix, so that nothing collides; and all public ones are there."""
    need("nm")
    lines = run("nm", "-g", "--defined-only", ARCHIVE).splitlines()
    names = {line.split()[-1] for line in lines if len(line.split()) == 3}
    foreign = sorted(n for n in names if not n.startswith("reunify_"))
    print("\n".join(foreign[:20]))
    if foreign:
        sys.exit("%d global names in the archive have no prefix" % len(foreign))
    if in_map() - names:
        sys.exit("not in the archive: %s" % sorted(in_map() - names))
    if names - in_map():
        sys.exit("global in the archive and not public: %s" % sorted(names - in_map()))


def soname():
    need("readelf")
    text = run("readelf", "-d", SHARED)
    number = re.search(r"^soname = '(\d+)'", (ROOT / "meson.build").read_text(), re.M).group(1)
    found = re.search(r"SONAME.*\[(.*)\]", text)
    if not found or found.group(1) != "libreunify.so." + number:
        sys.exit("the soname is %s" % (found and found.group(1)))
    needed = set(re.findall(r"NEEDED.*\[(.*?)\]", text))
    if needed - {"libc.so.6", "libjansson.so.4", "libm.so.6"}:
        sys.exit("it needs more than jansson and libc: %s" % sorted(needed))
    own = "json_load_callback" in run("nm", "--defined-only", ARCHIVE)
    if own == ("libjansson.so.4" in needed):
        sys.exit("it has a jansson of its own, and needs another" if own else "it has no jansson")


def data():
    """Nothing that can be written: no state is shared by those who use the library."""
    need("nm")
    # But for a jansson of the library's own: the number in its tables, which is set once, its allocator, which nobody can set, and values it never writes.
    allowed = {"hashtable_seed", "seed_initialized", "do_malloc", "do_free", "the_true", "the_false", "the_null"}
    bad = []
    count = 0
    for line in run("nm", ARCHIVE).splitlines():
        part = line.split()
        count += 1
        if len(part) == 3 and part[1] in "bBcCsSgG" or (len(part) == 3 and part[1] in "dD"):
            bad.append(part)
    # Constants with addresses in them (.data.rel.ro) are written by the loader alone, then read-only; nm calls them d too.
    sections = run("objdump", "-t", ARCHIVE)
    writable = {m.group(2) for m in re.finditer(r"^\S+ .{7} (\.data|\.bss|\.tdata|\.tbss|\.data\.(?!rel\.ro)\S+|\.bss\.\S+|\*COM\*)\t\S+ +(\S+)$", sections, re.M)}
    writable = {w for w in writable if not w.startswith(".") and not allowed & set(w.split("."))}
    if writable:
        sys.exit("these can be written: %s" % sorted(writable))
    if count < 200 or not any("rel.ro" in line for line in sections.splitlines()):
        sys.exit("the archive was not read")


def enumerators():
    text = "\n".join(h.read_text() for h in HEADERS)
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    names = {m for body in re.findall(r"enum\s*\{(.*?)\}", plain, re.S) for m in re.findall(r"\b(REUNIFY_\w+)\s*=", body)}
    unset = {m.strip() for body in re.findall(r"enum\s*\{(.*?)\}", plain, re.S) for m in body.split(",") if m.strip() and "=" not in m}
    if unset:
        sys.exit("these constants have no value of their own: %s" % sorted(unset))
    return names


def constant_values():
    names = sorted(enumerators())
    structs = sorted(set(re.findall(r"^\} (reunify_\w+);", "\n".join(h.read_text() for h in HEADERS), re.M)))
    program = "#include <reunify/reunify.h>\n"
    for h in HEADERS:
        program += "#include <reunify/%s>\n" % h.name
    program += "#include <stdio.h>\nint main(void)\n{\n"
    for n in names:
        program += '    printf("%s %%lld\\n", (long long)%s);\n' % (n, n)
    for s in structs:
        body = re.search(r"typedef struct %s \{(.*?)\n\} %s;" % (s, s), "\n".join(h.read_text() for h in HEADERS), re.S)
        members = re.findall(r"(?:\(\*(\w+)\)\(|\b(\w+);)", re.sub(r"/\*.*?\*/", "", body.group(1), flags=re.S))
        for m in members:
            name = m[0] or m[1]
            program += '    printf("offset %s.%s %%zu\\n", offsetof(%s, %s));\n' % (s, name, s, name)
        program += '    printf("size %s %%zu\\n", sizeof(%s));\n' % (s, s)
    program += "    return 0;\n}\n"
    with tempfile.TemporaryDirectory() as folder:
        source, binary = pathlib.Path(folder, "c.c"), pathlib.Path(folder, "c")
        source.write_text(program)
        run(*COMPILER, "-I", ROOT / "include", source, "-o", binary)
        return run(binary) + prototypes()


def prototypes():
    """One line each. abidiff is told nothing of opaque types, so a parameter of such a type is held here."""
    text = re.sub(r"/\*.*?\*/", "", "\n".join(h.read_text() for h in HEADERS), flags=re.S)
    return "".join(sorted("prototype %s\n" % " ".join(m.split()) for m in re.findall(r"REUNIFY_API(?:_CHECKED)?\s+([^;]+);", text)))


def constants():
    """Every constant, offset and prototype is what it was; new ones are added by `check.py update`."""
    kept, now = (HERE / "constants.txt").read_text(), constant_values()
    same("constants.txt (check.py update adds what is new; nothing is ever changed)", set(kept.splitlines()), "the headers", set(now.splitlines()))


def headers():
    """Each header compiles alone, as C99 and as C++11, without a warning."""
    strict = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror", "-fsyntax-only", "-I", ROOT / "include"]
    plus = [c for c in ("g++", "clang++") if shutil.which(c)]
    compilers = [(COMPILER, "c", "c99"), (COMPILER, "c", "c11")] + [([c], "c++", "c++11") for c in plus]
    if not plus:
        print("there is no C++ compiler")
        sys.exit(77)
    for header in HEADERS:
        for compiler, language, standard in compilers:
            run(*compiler, "-x", language, "-std=" + standard, *strict, "-Wstrict-prototypes" if language == "c" else "-Wzero-as-null-pointer-constant", "-",
                input="#include <reunify/%s>\n#include <reunify/%s>\nint main(%s) { return 0; }\n" % (header.name, header.name, "void" if language == "c" else ""))
    text = (ROOT / "include/reunify/reunify.h").read_text()
    left_out = [h.name for h in HEADERS if h.name not in ("reunify.h", "arrow_abi.h") and "<reunify/%s>" % h.name not in text]
    if left_out:
        sys.exit("reunify.h does not include %s" % left_out)


def abidw(out):
    """What a user of the library can see, without places in the source and without what is private."""
    # By a pattern and not by --headers-dir, which goes by the file's name alone: lib/ has a profile.h too.
    run("abidw", "--suppressions", HERE / "private.supp", "--no-comp-dir-path", "--no-corpus-path", "--no-show-locs", "--drop-undefined-syms",
        "--out-file", out, SHARED)
    # A file of the source is named by its place in the project, wherever that lies.
    text = re.sub(r"path='[^']*?/?((?:lib|include)/[^']*)'", r"path='\1'", pathlib.Path(out).read_text())
    text = re.sub(r"path='[^']*/packs\.c'", "path='packs.c'", text)
    pathlib.Path(out).write_text(text)
    if "elf-function-symbols" not in text or "<function-decl" not in text:
        print("the library has no debug information that abidw can read")
        sys.exit(77)


def with_debug(then):
    """The ABI is read from debug information: builds the library once more, with it and with nothing else."""
    need("abidw")
    need("meson")
    global SHARED
    with tempfile.TemporaryDirectory() as folder:
        run("meson", "setup", folder, ROOT, "-Dbuildtype=plain", "-Dc_args=-g -O0", "-Ddefault_library=shared", "-Dprograms=false", "-Dtests=false", "-Dwerror=false")
        run("ninja", "-C", folder)
        SHARED = str(pathlib.Path(folder, "libreunify.so"))
        then()


def baseline():
    """abidiff against the committed baseline: additions are told, changes and removals are failures."""
    need("abidiff")

    def compare():
        with tempfile.TemporaryDirectory() as folder:
            now = pathlib.Path(folder, "now.abi")
            abidw(now)
            done = subprocess.run(["abidiff", "--no-added-syms", str(HERE / "baseline.abi"), str(now)], stdout=subprocess.PIPE, text=True)
            if done.returncode:
                print(done.stdout[:6000])
                sys.exit("the ABI changed: docs/CONTRIBUTING.md, \"The ABI\"")
    with_debug(compare)


def update():
    (HERE / "constants.txt").write_text(constant_values())
    with_debug(lambda: abidw(HERE / "baseline.abi"))


globals()[WHAT]()

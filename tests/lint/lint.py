#!/usr/bin/env python3
"""What a reader would have to look for in every change.

lint.py layers|jansson|documentation|headers|sizes|words|format|days|calls|sweeps SOURCE-ROOT
lint.py memory SOURCE-ROOT ARCHIVE           lint.py locale SOURCE-ROOT PROGRAM
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

WHAT, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
LIB = ROOT / "lib"
problems = []

# Which folder may include which: downward only (docs/CONTRIBUTING.md).
MAY = {
    "base": set(),
    "json": {"base"},
    "model": {"base"},
    "rule": {"base", "model"},
    "profile": {"base", "json", "model", "rule"},
    "evaluate": {"base", "model", "rule", "profile"},
    "words": {"base", "model", "rule", "profile"},
    "authoring": {"base", "model", "rule", "profile", "words", "evaluate"},
    "outcome": {"base", "model", "profile"},
    "cost": {"base", "profile"},
    "codec": {"base", "json", "model", "profile", "evaluate", "outcome", "cost", "authoring"},
    "text": {"base", "json", "model", "profile", "evaluate", "outcome", "cost", "words", "authoring"},
    "reflection": {"base", "model", "rule", "profile", "evaluate", "authoring"},
    "batch": {"base", "evaluate", "outcome", "cost", "profile", "model", "rule", "codec"},
}
# The header of each folder that its siblings may see, beside <folder>.h.
SHOWN = {"base": {"message.h"}, "evaluate": {"evaluation.h", "movement.h", "observation.h"}, "profile": {"profile.h", "vocabulary.h"}, "rule": {"needs.h"}}
# The whole platform that the inside stands on.
SYSTEM = {"assert.h", "errno.h", "inttypes.h", "limits.h", "locale.h", "math.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
          "stdlib.h", "string.h", "jansson.h", "float.h"}
# Instructions that only some processors have, for the one file that asks whether they are there; and those that a build always has.
PROCESSOR = {"vector.c": {"cpuid.h", "immintrin.h", "arm_neon.h"}, "results.c": {"emmintrin.h"}}


def problem(path, line, text):
    problems.append("%s:%s: %s" % (path.relative_to(ROOT), line, text))


def ours(paths):
    """Without what others wrote, which a build may have brought."""
    return [p for p in paths if not re.search(r"lib/third-party/[^/]+/jansson-\d", p.as_posix())]


def sources():
    found = ours(sorted(list(LIB.rglob("*.c")) + list(LIB.rglob("*.h"))))
    if len(found) < 30:
        sys.exit("the library was not found")
    return found


def includes(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        m = re.match(r"\s*#\s*include\s*([<\"])([^>\"]+)[>\"]", line)
        if m:
            yield number, m.group(1), m.group(2)


def layers():
    seen = set()
    for path in sources():
        folder = path.parent.name
        if folder not in MAY:
            problem(path, 1, "the folder %s has no place in the layers" % folder)
            continue
        for line, kind, name in includes(path):
            if kind == "<" and name.startswith("reunify/"):
                if not (ROOT / "include" / name).exists():
                    problem(path, line, "there is no such public header: " + name)
                continue
            if kind == "<":
                if name not in SYSTEM and name not in PROCESSOR.get(path.name, ()):
                    problem(path, line, "<%s> is not among what the library stands on" % name)
                continue
            other, _, header = name.rpartition("/")
            if not other:
                problem(path, line, "\"%s\" does not say its folder" % name)
            elif other != folder:
                seen.add((folder, other))
                if other not in MAY[folder]:
                    problem(path, line, "%s may not include %s" % (folder, other))
                elif header != other + ".h" and header not in SHOWN.get(other, ()):
                    problem(path, line, "%s is private to its folder" % name)
    if len(seen) < 8:
        sys.exit("few edges were found: the includes were not read")


def jansson():
    users = 0
    for path in sources():
        text = path.read_text()
        outside = path.parent.name != "json"
        for line, _, name in includes(path):
            users += name == "jansson.h"
            if name == "jansson.h" and (outside or path.suffix == ".h" and path.name != "document.h"):
                problem(path, line, "jansson is for lib/json alone")
        for number, line in enumerate(text.splitlines(), 1):
            if outside and re.search(r"\bjson_t\b|\bjson_(?:loadb|dumps|decref|incref|object_get|array_get|string_value)\b", re.sub(r"/\*.*?\*/|\"(?:\\.|[^\"])*\"", "", line)):
                problem(path, number, "a name of jansson's outside lib/json")
            if "json_set_alloc_funcs" in line:
                problem(path, number, "the allocator of jansson belongs to the host")
    for path in (ROOT / "include").rglob("*.h"):
        if "jansson" in path.read_text():
            problem(path, 1, "jansson in a public header")
    if not users:
        sys.exit("nothing includes jansson")


def days():
    """Operators see the day of evaluation through the calls of rule/days.h alone, which note the days on which their answer changes."""
    operators = [p for p in sources() if p.parent.name == "rule" and p.suffix == ".c" and p.name not in ("days.c", "evaluate.c")]
    calls = 0
    for path in operators:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            calls += bool(re.search(r"\b(?:has_come|is_ahead|can_look_at|is_complete_by|today)\(", line))
            if re.search(r"(?:->|\.)(?:as_of|next_change|last_change|day_unnoted)\b|\bnote_(?:change|moving|daily)\b", line):
                problem(path, number, "the day of evaluation is for rule/days.h: " + line.strip()[:80])
    if len(operators) < 6 or calls < 10:
        sys.exit("the operators were not found")


def public_headers():
    return sorted((ROOT / "include/reunify").glob("*.h"))


def documentation():
    """Each public prototype, type and enumeration has a comment of its own, with @since."""
    count = 0
    for path in public_headers():
        text = path.read_text()
        for m in re.finditer(r"^(REUNIFY_API(?:_CHECKED)?|typedef|enum)\b", text, re.M):
            if m.group(1) == "typedef" and re.match(r"typedef struct (\w+) \1;", text[m.start():]):
                continue  # a list of handles has one comment
            line = text.count("\n", 0, m.start()) + 1
            before = text[:m.start()].rstrip()
            comment = re.search(r"/\*\*((?:(?!\*/).)*)\*/$", before, re.S)
            count += 1
            if not comment:
                if m.group(1).startswith("REUNIFY_API") or "since" not in text[max(0, m.start() - 400):m.start()]:
                    problem(path, line, "no comment: " + text[m.start():].split("\n")[0][:90])
            elif "@since " not in comment.group(1):
                problem(path, line, "its comment has no @since")
            elif not re.search(r"@since \d+\.\d+\.\d+", comment.group(1)):
                problem(path, line, "@since names no version")
    if count < 150:
        sys.exit("few prototypes were found")


ALLOWED_STRUCTS = {"reunify_allocator", "reunify_context_options", "reunify_evaluate_options", "reunify_cost_options", "reunify_profile_options", "reunify_classify_options", "reunify_batch_options", "reunify_caseload_options",
                   "reunify_outcome_options", "reunify_episodes", "reunify_episode_children", "reunify_return_marks", "ArrowSchema", "ArrowArray", "ArrowArrayStream"}


def headers():
    """What an FFI in any language can call: no variadics, no types of the platform, no macros or inline functions as the only way."""
    for path in public_headers():
        if path.name == "arrow_abi.h":
            continue  # the layout of another project
        text = path.read_text()
        blank = lambda m: re.sub(r"[^\n]", " ", m.group(0))
        text = re.sub(r"/\*.*?\*/", blank, text, flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, why in [(r"\.\.\.", "a variadic"), (r"\bva_list\b", "va_list"), (r"\bFILE\b", "FILE"), (r"\btime_t\b", "time_t"), (r"\bwchar_t\b", "wchar_t"),
                                 (r"\b(?:unsigned|signed)\b|\b(?:int|long|short)\b(?!\w)", "a type whose width is the platform's"), (r"\bstatic\b|\binline\b", "an inline function"),
                                 (r"^\s*enum\s+\w+", "an enumeration with a name"), (r"\benum\s+\w+\s+\w+[,)]", "an enumeration in a prototype"), (r"\bbool\b|_Bool", "bool"), (r":\s*\d+;", "a bit field"),
                                 (r"_(?:LAST|MAX|END|COUNT)\s*=", "a constant that will change")]:
                if re.search(pattern, line) and not re.search(r"REUNIFY_DATE_MAX|extern \"C\"|#", line):
                    problem(path, number, why + ": " + line.strip()[:80])
            m = re.match(r"\s*#\s*define\s+(\w+)(\()?", line)
            if m and (not m.group(1).startswith("REUNIFY_") or m.group(2) and m.group(1) != "REUNIFY_DEPRECATED"):
                problem(path, number, "a macro that is not a constant of ours: " + m.group(1))
        for m in re.finditer(r"typedef struct (\w+) \{", text):
            if m.group(1) not in ALLOWED_STRUCTS:
                problem(path, text.count("\n", 0, m.start()) + 1, "a visible structure: " + m.group(1))
            if m.group(1).endswith("_options") and not (text.startswith("    size_t size;", m.end() + 1) and m.group(1) + "_init(" in text):
                problem(path, text.count("\n", 0, m.start()) + 1, m.group(1) + " cannot grow: it has no size in front, or no _init")
        for m in re.finditer(r"REUNIFY_API(?:_CHECKED)?\s+([^;]+);", text):
            prototype = " ".join(m.group(1).split())
            line = text.count("\n", 0, m.start()) + 1
            if re.search(r"\breunify_(?:context|error|text|profile|case|evaluation|evaluator|assessment|classification) \w+[,)]", prototype):
                problem(path, line, "a structure by value: " + prototype[:80])
            name = re.search(r"(\w+)\(", prototype).group(1)
            if re.search(r"_(?:new|from_json|to_json|to_text|from_packs)$", name) and not prototype.startswith("reunify_status "):
                problem(path, line, name + " can fail and returns no status")
            if re.search(r"_(?:from_json|to_json|to_text|from_packs)$", name) and not re.search(r"uint32_t flags|_options \*", prototype):
                problem(path, line, name + " takes neither flags nor options")


def c_files():
    found = ours(p for folder in ("include", "lib", "examples", "bindings", "tests") for form in ("*.[ch]", "*.[ch]pp") for p in sorted((ROOT / folder).rglob(form)))
    if len(found) < 100:
        sys.exit("few files were found")
    return found


def format():
    """C and C++ are laid out by clang-format 14, whose settings are in the root; no line is longer than 100 characters."""
    tool = next((t for t in ("clang-format-14", "clang-format") if shutil.which(t)), None)
    if not tool or " 14." not in subprocess.run([tool, "--version"], stdout=subprocess.PIPE, text=True).stdout:
        print("there is no clang-format 14")
        sys.exit(77)
    files = c_files()
    for path in files:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if len(line) > 100:
                problem(path, number, "the line is %d characters long" % len(line))
    done = subprocess.run([tool, "--dry-run", *files], stderr=subprocess.PIPE, text=True, cwd=ROOT)
    problems.extend(line for line in done.stderr.splitlines() if "warning:" in line)


def sizes():
    """A file is at most 1500 lines, a function 150."""
    functions = 0
    for path in sources():
        lines = path.read_text().splitlines()
        if len(lines) > 1500:
            problem(path, 1500, "the file is too long: %d lines" % len(lines))
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                functions += 1
                if number - start > 150:
                    problem(path, start, "the function is too long: %d lines" % (number - start))
                start = None
    if functions < 200:
        sys.exit("few functions were found")


def words():
    """Nothing that is left to do and nothing of somebody's machine."""
    banned = [r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", r"\bHA" + r"CK\b", r"/ho" + r"me/\w", r"/wo" + r"rk/\w", r"/ro" + r"ot/", r"/Us" + r"ers/\w"]
    count = 0
    for folder in ("include", "lib", "examples", "tests", "docs", "bindings"):
        for path in ours(sorted((ROOT / folder).rglob("*"))):
            if not path.is_file() or path.suffix in (".abi", ".pyc", ".so", ".o") or "corpus" in path.parts:
                continue
            try:
                text = path.read_text()
            except UnicodeDecodeError:
                continue
            count += 1
            for number, line in enumerate(text.splitlines(), 1):
                for word in banned:
                    if re.search(word, line):
                        problem(path, number, line.strip()[:100])
            if path.suffix in (".c", ".h", ".cpp", ".hpp", ".py", ".build"):
                for number, line in enumerate(text.splitlines(), 1):
                    if line != line.rstrip() or "\t" in line:
                        problem(path, number, "a tab, or white space at the end of the line")
                if text and not text.endswith("\n"):
                    problem(path, 1, "no newline at the end of the file")
    if count < 60:
        sys.exit("few files were found")


def memory():
    """malloc and its like are asked for in lib/base/memory.c alone, and nothing of the machine is looked at anywhere."""
    allocating = {"malloc", "calloc", "realloc", "free", "reallocarray", "strdup", "strndup", "asprintf", "vasprintf", "aligned_alloc", "posix_memalign", "alloca", "getline"}
    world = {"time", "clock", "gettimeofday", "clock_gettime", "getenv", "secure_getenv", "setlocale", "localtime", "gmtime", "rand", "random", "srand", "fopen", "open", "puts",
             "printf", "fprintf", "vfprintf", "putchar", "fwrite", "fputs", "perror", "abort", "exit", "strtod", "atof", "strerror", "stderr", "stdout", "stdin", "strtok", "setjmp",
             "longjmp", "gets", "strcpy", "strcat", "sprintf", "vsprintf", "__printf_chk", "__fprintf_chk"}
    out = subprocess.run(["nm", "-u", sys.argv[3]], stdout=subprocess.PIPE, text=True, check=True).stdout
    name, objects, seen = "", 0, set()
    for line in out.splitlines():
        if line.endswith(":"):
            name = line[:-1]
            objects += 1
            continue
        part = line.split()
        if not part:
            continue
        symbol = part[-1].split("@")[0]
        seen.add(symbol)
        if symbol in allocating and not name.endswith("base_memory.c.o"):
            problems.append("%s asks for %s" % (name, symbol))
        if symbol in world and not (symbol == "abort" and "sanit" in name):
            problems.append("%s asks for %s" % (name, symbol))
    if objects < 25 or "malloc" not in seen:
        sys.exit("the objects were not read")


def locale():
    program = shlex.split(sys.argv[3])
    case = str(ROOT / "examples/data/second-attempt.json")
    names = subprocess.run(["locale", "-a"], stdout=subprocess.PIPE, text=True).stdout.split()
    outputs = {}
    for name in sorted(set(names) | {"C", "fr_FR.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ps_AF"}):
        env = dict(os.environ, LC_ALL=name, LANG=name)
        for form in ("json", "text"):
            done = subprocess.run([*program, "--as-of", "2025-05-20", "--format", form, case], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
            if done.returncode or done.stderr:
                sys.exit("%s: exit %d, %s" % (name, done.returncode, done.stderr))
            outputs.setdefault(form, {}).setdefault(done.stdout, []).append(name)
    for form, found in outputs.items():
        if len(found) != 1:
            problems.append("%s differs by locale: %s" % (form, list(found.values())))
    print("locales that the machine has: %s" % ", ".join(names))
    if not json.loads(list(outputs["json"])[0])["case"]:
        sys.exit("there is no case")


# What the tests call ---------------------------------------------------------------------------------------------------------


def exported():
    """Each public function: (its type, its parameters)."""
    names = re.findall(r"^\s*(reunify_\w+);", (LIB / "reunify.map").read_text(), re.M)
    headers = "\n".join(p.read_text() for p in sorted((ROOT / "include").rglob("*.h")))
    found = {n: re.search(r"REUNIFY_API(?:_CHECKED)?\s+([^;(]*?)\b%s\(([^;]*)\);" % n, headers) for n in names}
    if len(names) < 200 or not all(found.values()):
        sys.exit("the functions were not read")
    return {n: m.groups() for n, m in found.items()}


def bare(path):
    """A C file without comments and the insides of its strings."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", path.read_text(), flags=re.S)
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def functions_of(text):
    """The functions that a C file defines, by name."""
    return dict(re.findall(r"^\w[^;={}#\n]*?(\w+)\((?:[^;{}]*)\)\n\{\n(.*?)^\}", text, re.M | re.S))


def macros_of(text):
    return dict(re.findall(r"^#define (\w+)\(((?:.*\\\n)*.*)$", text, re.M))


def arguments_of(text, called):
    """What stands between the brackets of each call to a name that the expression matches."""
    for m in re.finditer(r"\b(?:%s)\(" % called, text):
        depth, at = 1, m.end()
        while depth and at < len(text):
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        yield text[m.end():at]


def calls():
    """
    Every public function is called by a test that looks at its answer: the call stands within an assertion (assert_*, or a helper or macro of the
    test's whose name says that it compares and whose body asserts; or put*, which puts it into a document that is compared as a whole) or beside ==
    or !=. One that gives nothing back is followed by an assertion in the same function.
    """
    looked_at = set()
    after = {}
    for path in sorted((ROOT / "tests").rglob("*.[ch]")):
        text = bare(path)
        helpers = {**functions_of(text), **macros_of(text)}
        asserting = [n for n, body in helpers.items() if re.match(r"(?i)(assert|same|check|expect|equal)", n) and re.search(r"\bassert_\w+\(", body)]
        if re.search(r"\bassert_\w+\(", text):
            asserting += [n for n in helpers if n.startswith("put")]
        for arguments in arguments_of(text, "|".join([r"assert_\w+"] + asserting)):
            looked_at.update(re.findall(r"\b(reunify_\w+)\(", arguments))
        looked_at.update(re.findall(r"[!=]= (reunify_\w+)\(", text))
        for body in functions_of(text).values():
            last = max([m.start() for m in re.finditer(r"\bassert_\w+\(", body)], default=-1)
            for m in re.finditer(r"\b(reunify_\w+)\(", body):
                after[m.group(1)] = after.get(m.group(1), False) or m.start() < last
    functions = exported()
    for name, (kind, _) in functions.items():
        if not (after.get(name) if kind.strip() == "void" else name in looked_at):
            problems.append("no test looks at the answer of %s" % name)
    print("%d functions" % len(functions))


def swept_of(text):
    """The text of the functions that run while allocations fail: those given to a sweep, those that set `fail_at`, and what these call."""
    functions = functions_of(text)
    lists = re.findall(r"\boperation \*const \w+\[\] = \{([^}]*)\}", text)
    swept = {n for arguments in list(arguments_of(text, r"sweep\w*")) + lists for n in re.findall(r"\w+", arguments)}
    swept = {n for n, body in functions.items() if n in swept or "fail_at = " in body}
    while True:
        more = {n for n in functions if n not in swept and any(re.search(r"\b%s\(" % n, functions[s]) for s in swept)}
        if not more:
            return "\n".join(functions[n] for n in swept)
        swept |= more


def sweeps():
    """Every public function that makes something is swept: called while each allocation fails in turn."""
    makers = [n for n, (kind, parameters) in exported().items() if kind.strip() == "reunify_status" and re.search(r"\*\*\w+", parameters)]
    if len(makers) < 20:
        sys.exit("the functions were not read")
    swept = "\n".join(swept_of(bare(p)) for p in sorted((ROOT / "tests").rglob("test_*.c")) if "fail_at" in p.read_text())
    for name in makers:
        if not re.search(r"\b%s\(" % name, swept):
            problems.append("no test sweeps %s" % name)
    print("%d functions" % len(makers))


globals()[WHAT]()
if problems:
    print("\n".join(problems[:60]))
    sys.exit("%d problems" % len(problems))

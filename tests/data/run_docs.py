#!/usr/bin/env python3
"""
docs/diagnostics.md against lib/: every code of an error or a warning that the library can give stands in the first column of a table there, and every
code there is one that the library can give.

  run_docs.py

The codes are read from the sources: the argument of each call in the place where the function called has its parameter `const char *code`, and the first
text of each entry of a table whose type begins with such a member.
"""
import glob
import os
import re
import sys

import support

TELLS = re.compile(r"fault|warn|error|refuse|report")  # functions that report; others may take a code to look it up


def argument(text, at, index):
    """Argument `index` of the call whose parenthesis opens at `at`."""
    depth, start, count, quoted = 0, at + 1, 0, False
    for i in range(at, len(text)):
        c = text[i]
        if c == '"' and text[i - 1] != "\\":
            quoted = not quoted
        if quoted:
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        if depth == 0 or (depth == 1 and c == ","):
            if count == index:
                return text[start:i]
            count, start = count + 1, i + 1
            if depth == 0:
                return ""
    return ""


def read_sources():
    out = {}
    for path in glob.glob(os.path.join(support.ROOT, "lib", "*", "*.[ch]")):
        with open(path, encoding="utf-8") as file:
            out[path] = re.sub(r"/\*.*?\*/|//[^\n]*", " ", file.read(), flags=re.S)
    return out


def codes_in(sources):
    """{code: where}"""
    places = {}
    for text in sources.values():
        for name, parameters in re.findall(r"\b(\w+)\s*\(([^(){};]*\bconst char \*code\b[^(){};]*)\)", text):
            if TELLS.search(name):
                listed = [p.strip() for p in parameters.split(",")]
                places[name] = next(i for i, p in enumerate(listed) if re.fullmatch(r"const char \*code", p))
    found = {}
    for path, text in sources.items():
        where = os.path.relpath(path, support.ROOT)
        for call in re.finditer(r"\b(%s)\s*\(" % "|".join(places), text):
            for code in re.findall(r'"([a-z][a-z0-9_]*)"', argument(text, call.end() - 1, places[call.group(1)])):
                found.setdefault(code, where)
        for table in re.findall(r"struct\s*\{\s*const char \*code\b[^{}]*\}\s*\w+\[\]\s*=\s*\{(.*?)\n\};", text, flags=re.S):
            for code in re.findall(r'\{\s*"([a-z][a-z0-9_]*)"', table):
                found.setdefault(code, where)
    return found


def codes_documented():
    """{code: line}, from the first column of the tables: one or more codes in backticks."""
    found = {}
    with open(os.path.join(support.ROOT, "docs", "diagnostics.md"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.lstrip().startswith("|"):
                for code in re.findall(r"`([a-z][a-z0-9_]*)`", line.strip().strip("|").split("|")[0]):
                    found.setdefault(code, number)
    return found


def main():
    report = support.Report("docs")
    used, documented = codes_in(read_sources()), codes_documented()
    report.check(len(used) > 30, "only %d codes found in lib/: is the reading of the sources still right?" % len(used))
    for code in sorted(used):
        report.check(code in documented, "%s, given in %s, stands in no table of docs/diagnostics.md" % (code, used[code]))
    for code in sorted(documented):
        report.check(code in used, "docs/diagnostics.md:%d: nothing in lib/ gives %s" % (documented[code], code))
    print("%d codes in lib/, %d documented" % (len(used), len(documented)))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())

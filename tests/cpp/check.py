#!/usr/bin/env python3
"""
reunify.hpp against the manifest of the C headers, and as a compiler sees it.

check.py covers SOURCE-ROOT        every public function and constant stands in it
check.py names SOURCE-ROOT         every getter calls the C function of its own name
check.py compiles SOURCE-ROOT      by g++ and clang++, from C++11 to C++20, with exceptions and without, without a warning

Exit 0: so, 1: not so, 77: there is no compiler.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

WHAT, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
API = json.loads((ROOT / "bindings/manifest.json").read_text())
HPP = (ROOT / "include/reunify/reunify.hpp").read_text()

# Calls that have another name than in C: what is a word of C++, would hide a type, or needs no second word there.
RENAMED = {
    ("attempt", "return_home"): "attempt_return",
    ("legal_status", "code"): "position_legal_status",
    ("position_person", "id"): "position_person",
    ("goal", "id"): "position_goal",
    ("requirement_person", "id"): "requirement_person",
    ("information_needed", "id"): "evaluation_information_needed",
    ("person_value", "id"): "classification_person",
    ("stated_value", "finding"): "classification_stated",
    ("dimension", "id"): "classification_dimension",
    ("profile_finding", "name"): "profile_finding",
    ("failure", "faults"): "error",
    ("error", "faults"): "error",
    ("lint", "findings"): "lint",
    ("diff", "differences"): "diff",
    ("owned_text", "size"): "text_length",
    ("named_value", "name"): "case_symbol_text",
    ("named_value", "type"): "case_named_type",
    ("named_value", "text"): "case_get_named_text",
    ("named_value", "boolean"): "case_get_named_boolean",
    ("named_value", "number"): "case_get_named_number",
    ("case_record", "symbol_of"): "case_symbol",
    ("evaluator", "evaluate"): "evaluate",
    ("evaluator", "evaluate_into"): "evaluate_into",
    ("profile_view", "classify"): "profile_classify",
    ("need_attribute", "name"): "need_attribute",
    ("need_alternative", "all"): "needs_need",
    ("vocabulary_entry", "parent"): "vocabulary_parent_kind",
    ("requires_list", "make"): "profile_requires",
    ("reading_rule", "reads"): "requires_read",
    ("episode_code", "code"): "episode_code",
    ("outcome_column", "int32"): "outcomes_int32",
    ("outcome_column", "int64"): "outcomes_int64",
    ("outcome_table_view", "column"): "outcomes_column_find",
}
# What the functions of a class begin with, where it is not the name of the class.
PREFIX = {
    "legal_status": "position_legal_status", "position_person": "position_person", "position_factor": "position_factor", "goal": "position_goal",
    "requirement_person": "requirement_person", "information_needed": "evaluation_information_needed", "warning": "evaluation_warning",
    "person_value": "classification_person", "stated_value": "classification_stated", "dimension": "classification",
    "classification_view": "classification", "lint_finding": "lint", "difference": "diff", "base_pack": "profile_base", "profile_finding": "profile_finding",
    "unit_costs": "profile_cost", "profile_view": "profile", "cost_source": "cost_source", "cost_line": "cost_line", "cost_note": "cost_note",
    "fault": "error", "case_record": "case", "named_constant": "names", "field_info": "field", "kind_info": "kind", "vocabulary_entry": "vocabulary",
    "rule_read": "requires_read", "reading_rule": "requires_rule", "read_item": "requires_item", "requires_list": "requires", "exit_class": "exit",
    "outcome_column": "outcomes_column", "outcome_table_view": "outcomes",
}
ONE = {"people": "person", "entries": "entry", "legal_statuses": "legal_status", "set_asides": "set_aside", "dimensions": "dimension", "evidence": "evidence"}


def bare(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def covers():
    used = set(re.findall(r"\b(?:reunify|REUNIFY)_\w+", bare(HPP)))
    wanted = API["functions"] + API["constants"]
    # the version of the headers is a macro for who includes them, in C++ too
    missing = ["%(header)s: %(name)s" % w for w in wanted if w["name"] not in used and not w["name"].startswith(("REUNIFY_VERSION_", "REUNIFY_COLUMNS_"))]
    print("\n".join(missing))
    if missing or len(wanted) < 400:
        sys.exit("%d of %d are not in reunify.hpp" % (len(missing), len(wanted)))
    print("%d functions and constants" % len(wanted))


def classes():
    """(name, body) of each class of namespace reunify."""
    return re.findall(r"^class (\w+)[^;{]*\{\n(.*?)^\};", re.sub(r"^#.*$", "", bare(HPP), flags=re.M), re.M | re.S)


def members(body):
    """(name, what calls C) of each getter, `T name() const noexcept { return ...; }` (or `const &`), and of each call that can fail, `... name(..., error &e, ...)`."""
    flat = " ".join(body.split())
    for kind, method, returned in re.findall(r"((?:[\w:]+(?:<[^;{}]*?>)?)) (\w+)\(\) const &?\s?noexcept \{ return (.*?); \}", flat):
        yield method, kind + " " + returned
    for method, does in re.findall(r"REUNIFY_NODISCARD (?:static )?[\w:]+ (\w+)\((?:[^(){}]|\(\))*\) (?:const )?noexcept \{ (.*?;) \}", flat):
        yield method, does


def names():
    """The C functions that a member calls are prefix_name, of a list also its count."""
    functions = {f["name"] for f in API["functions"]}
    seen, wrong = 0, []
    for name, body in classes():
        for method, does in members(body):
            called = [c[len("reunify_"):] for c in re.findall(r"\breunify_\w+", does) if c in functions]
            seen += bool(called)
            one = PREFIX.get(name, name) + "_" + {"make": "new"}.get(method, ONE.get(method, method))
            right = {one, re.sub(r"s$", "", one), RENAMED.get((name, method), one)}
            right |= {r + "_count" for r in right}
            wrong += ["%s::%s() calls reunify_%s" % (name, method, c) for c in called if c not in right]
    print("\n".join(wrong))
    if wrong or seen < 300:
        sys.exit("%d of %d members call another function" % (len(wrong), seen))
    print("%d members" % seen)


def compiles():
    strict = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wold-style-cast", "-Wzero-as-null-pointer-constant", "-Werror", "-fsyntax-only"]
    found = [c for c in ("g++", "clang++") if shutil.which(c)]
    if not found:
        print("there is no C++ compiler")
        sys.exit(77)
    for compiler in found:
        for standard in ("c++11", "c++14", "c++17", "c++20"):
            for more in [[]] + [["-fno-exceptions", "-fno-rtti"]] * (standard in ("c++11", "c++20")):
                command = [compiler, "-x", "c++", "-std=" + standard, *strict, *more, "-I", str(ROOT / "include"), "-"]
                source = "#include <reunify/reunify.hpp>\n#include <reunify/reunify.hpp>\n"
                done = subprocess.run(command, input=source, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                if done.returncode:
                    sys.exit("%s\n%s" % (" ".join(command), done.stdout))
    print(", ".join(found))


globals()[WHAT]()

#!/usr/bin/env python3
"""
Has the program run the cases of PACK/cases under each pack that has some, then counts: every rule of the pack needs a case that fires it and one
that does not. What a pack takes unchanged from the one that it extends may have its cases there. docs/authoring.md describes the files.

  run_cases.py REUNIFY-PROFILE [FILE...]      with files: only those, and no count

What can never be seen stands, with the reason, in PACK/never.json: [{"kind", "id", "value", "why"}]; the count does not ask for it. A file that
names a "profile" of its own, a variation, does not count for the pack.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

import support


# The program -----------------------------------------------------------------------------------------------------------------


def folder_of(path):
    return os.path.basename(os.path.dirname(os.path.dirname(path)))


def run_pack(report, program, pack, files):
    """What the program tells of every check in the files: those in --evaluations."""
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl", encoding="utf-8") as told:
        profile = os.path.join(support.PACKS, pack + ".json")
        done = subprocess.run([program, "test", profile, "--evaluations", told.name] + files, cwd=support.ROOT, capture_output=True, text=True, timeout=250)
        lines = [json.loads(line) for line in told]
    failed = sum(not line["passed"] for line in lines)
    report.checked += len(lines)
    report.failed += failed
    if done.returncode != (1 if failed else 0) or failed or done.stderr:
        report.fail(pack + ":", done.stderr, *[line for line in done.stdout.splitlines() if not line.startswith("ok ")])
    return lines


def check_names(report, lines):
    names = set()
    for line in lines:
        title = "%s: %s" % (line["file"], line.get("name"))
        if not line.get("why") or not line.get("name") or title in names:
            report.fail(title, "needs a name of its own and a why")
        names.add(title)


# The count -------------------------------------------------------------------------------------------------------------------


def movements(pack):
    return pack.get("risk", {}).get("movement", [])


def wanted(pack):
    """Everything that some check has to expect: {(kind, id, value): the rule}."""
    out = {}

    def ask(kind, rule, *values):
        out.update({(kind, rule["id"], v): rule for v in values})

    actions = {a["id"]: a for a in pack.get("risk", {}).get("actions", [])}
    for at, stage in ((at, s) for p in pack.get("pathways", []) for at, s in enumerate(p["stages"])):
        ask("gates", stage, "passed", "incomplete", *(["waiting"] if at else []), *(["stopped"] if stage.get("stops") else []))
        for r in stage.get("requirements", []):
            ask("requirements", r, "met", "not_met", "unknown")
            if "when" in r or ("for_each" in r and r.get("if_none") != "unknown"):
                ask("requirements", r, "not_applicable")
            ask("requirements", r, *(["set_aside"] if r.get("set_aside_by") else []), *(["late"] if "late" in r else []))
        for s in stage.get("stops", []):
            ask("stops", s, "true", "false", "unknown")
    for c in pack.get("applicability", []):
        ask("conditions", c, "true", "false", "unknown")
    for m in movements(pack):
        ask("movement", m, "applies", "does not apply")
        if "for" in m:
            ask("movement", m, "runs", "does not run")
        if m.get("may_be_held"):
            ask("movement", m, "held by classification", "held by incomplete")
    for a in actions.values():
        ask("actions", a, "asked for", "not asked for")
    for level in pack.get("risk", {}).get("levels", []):
        ask("level", level, "stands")
    for o in pack.get("schedule", []):
        ask("schedule", o, "not_started", "upcoming", "due", "overdue", "done", *(["not_applicable"] if "when" in o or "lapses" in o else []))
    for a in pack.get("alerts", []):
        ask("alerts", a, True, False)
    for f in pack.get("factors", []):
        ask("factors", f, "present", "absent", "unknown")
    return out


def expected_by(expect, pack):
    """What of that a check expects; its short forms are written out."""
    out = {(kind, i, e["status"]) for kind in ("gates", "requirements", "schedule") for i, e in expect.get(kind, {}).items() if "status" in e}
    out |= {("requirements", i, "late") for i, e in expect.get("requirements", {}).items() if e.get("late")}
    out |= {(kind, i, v) for kind in ("stops", "conditions", "factors", "alerts") for i, v in expect.get(kind, {}).items()}
    out |= {("level", expect["level"], "stands")} if expect.get("level") else set()
    for entry in expect.get("history", {}).values():
        out |= {("movement", entry["rule"], "applies")} if entry.get("rule") else set()
        out |= {("movement", rule, "does not apply") for rule in entry.get("not", [])}
        held = entry.get("held")
        out |= {("movement", held["rule"], "held by " + held["by"])} if held else set()
    out |= {("movement", rule, "runs" if entry else "does not run") for rule, entry in expect.get("pending", {}).items()}
    lists = [(expect["risk_actions"], risk_actions(pack))] if "risk_actions" in expect else []
    lists += [(expect["gate_actions"][s["id"]], {a for stop in s.get("stops", []) for a in stop.get("actions", [])})
              for p in pack.get("pathways", []) for s in p["stages"] if s["id"] in expect.get("gate_actions", {})]
    for listed, possible in lists:
        out |= {("actions", a, "asked for" if a in listed else "not asked for") for a in possible}
    return out


def risk_actions(pack):
    return {a for rule in pack.get("risk", {}).get("levels", []) + movements(pack) for a in rule.get("actions", [])}


def never(folder):
    path = os.path.join(folder, "never.json")
    return {(n["kind"], n["id"], n["value"]) for n in support.load(path) if n["why"]} if os.path.exists(path) else set()


def count(report, name, expected):
    """Holds what the checks of a pack expect, and those of the packs below it, against its rules."""
    pack = support.pack_of(name)
    asked = wanted(pack)
    left_out = never(os.path.join(support.HERE, name))
    seen = expected[name] | left_out
    for lower in support.extended_by(name):
        below = wanted(support.pack_of(lower))
        seen |= {key for key in expected.get(lower, set()) | never(os.path.join(support.HERE, lower)) if key in below and below[key] == asked.get(key)}
    missing = sorted(set(asked) - seen, key=str)
    for kind, i, value in missing:
        report.fail("no case of %s expects %s %s: %s" % (name, kind, i, value))
    ids = {(kind, i) for kind, i, _ in asked}
    for kind, i, value in sorted(expected[name] | left_out, key=str):
        if (kind, i) not in ids:
            report.fail("a case of %s expects something of %s %s, which the pack does not have" % (name, kind, i))
    for key in sorted(left_out & expected[name], key=str):
        report.fail("never.json of %s leaves out what a case expects: %s %s %s" % ((name,) + key))
    report.checked += len(asked)
    print("%s: %d of %d statuses of its rules are expected by some check, %d can never be" % (name, len(asked) - len(missing), len(asked), len(left_out)))


def of_the_pack(lines):
    """The checks that are made under the pack itself."""
    own = {file for file in {line["file"] for line in lines} if "profile" not in support.load(file)}
    return [line for line in lines if line["file"] in own]


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("cases")
    files = [os.path.abspath(f) for f in arguments[1:]] or sorted(glob.glob(os.path.join(support.HERE, "*", "cases", "*.json")))
    expected, lines = {}, []
    for pack in sorted({folder_of(f) for f in files}):
        told = run_pack(report, program, pack, [f for f in files if folder_of(f) == pack])
        whole = support.pack_of(pack)
        expected[pack] = {key for line in of_the_pack(told) for key in expected_by(line["expect"], whole)}
        lines += told
    check_names(report, lines)
    print("%d checks in %d files" % (len(lines), len(files)))
    for name in expected if not arguments[1:] else []:
        count(report, name, expected)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

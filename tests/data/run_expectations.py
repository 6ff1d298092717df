#!/usr/bin/env python3
"""
The example cases at dates in their stories, against herefordshire-2023/expectations.json, which was derived by hand from the rules; and, at the dates
that examples/data/README.md names, their whole evaluations against herefordshire-2023/golden/NAME@DATE.json, byte for byte.

  run_expectations.py PROGRAM             compares
  run_expectations.py PROGRAM --accept    writes the golden evaluations anew: read their difference before you commit it

A golden evaluation is what the program prints: one line. A difference is shown indented, as a diff. It changes with the library's version, with the
pack's, and with any text of the pack.
"""
import json
import os
import sys

import support

GOLDEN = os.path.join(support.DATA, "golden")


def view(document):
    """What expectations.json speaks of."""
    stage = document["stage"] and document["stage"]["id"]
    current = [r for g in document["gates"] if g["stage"] == stage for r in g["requirements"]]
    return {
        "level": document["risk"]["level"],
        "stage": stage,
        "applicability": document["applicability"]["result"],
        "gates": {g["stage"]: g["status"] for g in document["gates"]},
        "not_met": [r["id"] for r in current if r["status"] == "not_met"],
        "unknown": [r["id"] for r in current if r["status"] == "unknown"],
        "alerts": sorted(a["code"] for a in document["alerts"]),
        "schedule": {s["id"]: s["status"] for s in document["schedule"]},
        "may_close": document["risk"]["may_close"],
        "earliest_closure": document["risk"]["earliest_closure"],
    }


def check_expectations(report, program):
    expectations = support.load(os.path.join(support.DATA, "expectations.json"))
    of_file = {}
    for entry in expectations["cases"]:
        of_file.setdefault(entry["file"], []).append(entry)
    for file, entries in of_file.items():
        case = support.load(os.path.join(support.EXAMPLES, file))
        lines = support.evaluate_many(program, [case], [entry["as_of"] for entry in entries], ["--profile", expectations["profile"]])
        for entry, line in zip(entries, lines):
            found = support.differences(entry["expect"], view(json.loads(line)))
            report.check(not found and entry["expect"], "%s as of %s:" % (file, entry["as_of"]), *found)
    missing = set(support.examples()) - {file[:-5] for file in of_file}
    report.check(not missing, "no expectation for " + ", ".join(sorted(missing)))


def check_golden(report, program, accept):
    dates, cases, wanted = support.example_dates(), support.examples(), set()
    report.check(set(dates) == set(cases), "examples/data/README.md does not list the files that are there, with dates")
    for name, case in cases.items():
        days = dates.get(name, [])
        lines = support.evaluate_many(program, [case], days, ["--profile", "herefordshire-2023"]) if days else []
        for date, line in zip(days, lines):
            file = "%s@%s.json" % (name, date)
            wanted.add(file)
            path = os.path.join(GOLDEN, file)
            got = line + b"\n"
            if accept:
                with open(path, "wb") as out:
                    out.write(got)
            if not report.check(os.path.exists(path), file + " is not there: --accept writes it"):
                continue
            with open(path, "rb") as golden:
                want = golden.read()
            report.check(got == want, file + " differs:", *(support.pretty_difference(want, got) if got != want else []))
    stray = set(os.listdir(GOLDEN)) - wanted
    report.check(not stray, "golden/ has files that no example of the README makes: " + ", ".join(sorted(stray)))


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("expectations")
    check_expectations(report, program)
    os.makedirs(GOLDEN, exist_ok=True)
    check_golden(report, program, arguments[1:] == ["--accept"])
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

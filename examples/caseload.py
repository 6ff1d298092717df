#!/usr/bin/env python3
"""A caseload in Python: who waits for whom, what is due, and why. It needs nothing but the package `reunify`.

caseload.py DATE [CASES]    CASES: JSON lines, a JSON file, or none for invented children
"""
import collections
import sys
from typing import Any, List

import reunify as ru


def heading(text: str) -> None:
    print("\n%s\n%s" % (text, "-" * len(text)))


def main(date: str, path: str = "") -> None:
    profile = ru.profile("herefordshire-2023")
    cases: Any = path or ru.datasets.caseload(40)
    evaluations = profile.evaluate(cases, as_of=date, errors="collect")
    print(repr(evaluations)[1:-1])
    for fault in evaluations.table("errors"):
        print("  %s: %s at %s: %s" % (fault["case_id"], fault["code"], fault["pointer"], fault["message"]))

    heading("Who waits for whom")
    waiting = collections.Counter(row["role"] or "nobody named" for row in evaluations.table("waiting"))
    for role, points in waiting.most_common(5):
        print("  %3d  %s" % (points, role))

    heading("Next dates")
    due: List[Any] = [row for row in evaluations.table("schedule") if row["status"] in ("overdue", "due", "upcoming")]
    for row in sorted(due, key=lambda r: (r["due"], r["case_id"]))[:5]:
        print("  %s  %-8s  %s  %s" % (row["due"], row["status"], row["case_id"], row["obligation"].replace("_", " ")))

    heading("How long a level stood")
    spells = ru.spells(profile.levels(ru.datasets.assessments(40)))
    for level in profile.levels_of_risk:
        days = sorted((s["stop"] - s["start"]).days for s in spells if s["level"] == level and s["event"])
        if days:
            print("  %-7s left %2d times, half of them within %d days" % (level, len(days), days[len(days) // 2]))

    for row in evaluations.table("outstanding")[:1]:
        heading("One point of one case: %s" % row["case_id"])
        print(evaluations[row["case_id"]].why(row["requirement"]))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])

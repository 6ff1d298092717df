#!/usr/bin/env python3
"""Writes classification.txt: what Appendix A's tool says for every combination of findings, unknown ones included.

  make_classification.py > classification.txt
  make_classification.py --check FILE       ends with 1 where FILE is anything else

This is the table of the tool as a person reads it, written down apart from the rule pack and from the library: each value of a
dimension by the columns (levels of risk) in which it stands. Nothing here is read from the pack. Run it only when the reading of the
source changes, and read the difference line by line.
"""
import contextlib
import io
import itertools
import sys

LEVELS = ["low", "medium", "high", "severe"]

# The rows of the tool: dimension, value, the columns in which it stands.
TOOL = {
    "risk_factors": {
        "addressed": ["low"],
        "being_addressed": ["medium"],
        "not_being_addressed": ["high", "severe"],
    },
    "protective_factors": {
        "apparent": ["low", "medium", "high"],
        "not_apparent": ["severe"],
    },
    "parental_capacity": {
        "able": ["low", "medium"],
        "unable": ["high", "severe"],
    },
    "wishes": {
        "both_want": ["low", "medium"],
        "ambivalent": ["high", "severe"],
    },
    "recurrence": {
        "unlikely": ["low"],
        "some": ["medium"],
        "strong": ["high"],
        "very_strong": ["severe"],
    },
}


def classify(values):
    """status, level, at_least and deciding dimensions for a value of each dimension; '-' is unknown."""
    floor = {}
    for dimension, value in values.items():
        if value != "-":
            floor[dimension] = min(LEVELS.index(column) for column in TOOL[dimension][value])
    worst = max(floor.values(), default=0)
    deciding = [dimension for dimension in values if floor.get(dimension) == worst]
    if "-" in values.values():
        return "incomplete", "-", LEVELS[worst], deciding
    agree = all(LEVELS[worst] in TOOL[dimension][value] for dimension, value in values.items())
    return "consistent" if agree else "discordant", LEVELS[worst], LEVELS[worst], deciding


def wish(parents, child):
    """Somebody in two minds or against settles it; else both must be known, and a child who cannot say counts with the parents."""
    against = ("ambivalent", "does_not_want")
    if parents in against or child in against:
        return "ambivalent"
    if parents == "wants" and child in ("wants", "not_ascertainable"):
        return "both_want"
    return "-"


def write():
    print("# Every combination of the five dimensions of the risk classification tool, '-' for unknown, and what the tool says of it.")
    print("# Made by make_classification.py, which holds the tool's table and knows neither the rule pack nor the library.")
    print("#")
    widths = [20, 18, 17, 11, 12, 11, 8, 8]
    names = list(TOOL) + ["status", "level", "at_least"]
    columns = "".join(n.ljust(max(w, len(n) + 1)) for n, w in zip(["# " + names[0]] + names[1:], [22] + widths[1:]))
    print(columns + "deciding")
    for values in itertools.product(*(list(rows) + ["-"] for rows in TOOL.values())):
        status, level, at_least, deciding = classify(dict(zip(TOOL, values)))
        cells = list(values) + [status, level, at_least]
        line = "".join(c.ljust(max(w, len(n) + 1)) for c, n, w in zip(cells, names, [22] + widths[1:]))
        print(line + (",".join(deciding) or "-"))
    print("#")
    print("# wishes: the parents' wish, the child's wish, and the value of the dimension.")
    print("# word    parents        child              wishes")
    for parents in ("wants", "ambivalent", "does_not_want", "-"):
        for child in ("wants", "not_ascertainable", "ambivalent", "does_not_want", "-"):
            print("wishes".ljust(10) + parents.ljust(15) + child.ljust(19) + wish(parents, child))


def main(arguments):
    if not arguments:
        write()
        return 0
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        write()
    with open(arguments[1], encoding="utf-8") as table:
        if table.read() == out.getvalue():
            return 0
    print(arguments[1] + " is not what make_classification.py writes")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

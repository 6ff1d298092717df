#!/usr/bin/env python3
"""
docs/sources*.md against the packs: every id that stands there in backticks exists in a pack, and every rule of a pack that the pages name stands in
a table there, with the place in the source that it comes from.

  run_sources.py
"""
import glob
import os
import re
import sys

import support

NEEDED = "herefordshire-2023"


def rules(pack):
    """The ids of everything in a pack that a source has to carry."""
    out = set()
    for name in ("applicability", "schedule", "alerts", "factors"):
        out |= {r["id"] for r in pack.get(name, [])}
    risk = pack.get("risk", {})
    out |= {r["id"] for name in ("movement", "actions") for r in risk.get(name, [])}
    out |= {"%s=%s" % (d["id"], v["value"]) for d in risk.get("dimensions", []) for v in d["values"]}
    for stage in (s for p in pack.get("pathways", []) for s in p["stages"]):
        out |= {r["id"] for name in ("requirements", "stops") for r in stage.get(name, [])}
    return out


def words_of(value):
    """Every word that a document uses: names of members and texts."""
    if isinstance(value, list):
        return set().union(*(words_of(v) for v in value))
    if isinstance(value, dict):
        return set(value).union(*(words_of(v) for v in value.values()))
    return {value} if isinstance(value, str) else set()


def main():
    report = support.Report("sources")
    packs = {n[:-5]: support.pack_of(n[:-5]) for n in sorted(os.listdir(support.PACKS)) if n.endswith(".json")}
    known = set(packs).union(*(rules(p) | words_of(p) for p in packs.values()))
    pages = sorted(glob.glob(os.path.join(support.ROOT, "docs", "sources*.md")) + glob.glob(os.path.join(support.ROOT, "docs", "sources", "*.md")))
    text, in_tables, rows, of_rules = "", set(), 0, False
    for page in pages:
        with open(page, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                text += line
                words = re.findall(r"`([^`]+)`", line)
                for word in words:
                    if re.fullmatch(r"[a-z][a-z0-9]*([_.=][a-z0-9]+)+", word):
                        report.check(word in known, "%s:%d: no pack has `%s`" % (os.path.basename(page), number, word))
                cells = [c.strip() for c in line.strip().strip("|").split("|")] if line.startswith("|") else []
                if not cells or cells[-1] == "rules":
                    of_rules = bool(cells)
                elif of_rules and not re.match(r"\|[\s|:-]*$", line):
                    rows += 1
                    in_tables |= set(words)
                    report.check(words or re.match(r"[-–—] \S", cells[-1]), "%s:%d: neither a rule nor a dash with the reason why there is none" % (
                            os.path.basename(page), number))
    report.check(rows > 50, "no tables found")
    named = [name for name in packs if name == NEEDED or name in text]
    for name in named:
        for rule in sorted(rules(packs[name])):
            report.check(rule in in_tables, "%s: %s stands in no table of docs/sources*.md" % (name, rule))
    print("%d rows, packs %s" % (rows, ", ".join(named)))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())

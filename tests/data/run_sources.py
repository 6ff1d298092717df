#!/usr/bin/env python3
"""
docs/sources*.md against the packs. A section is headed by the pack that it is about: every id that stands in it in backticks is one of that pack, with
what it extends, and every rule of a pack that has a section stands in a table there (or in one of a pack that it extends, or that extends it), with the
place in the source that it comes from. Each row names a rule or gives the reason why there is none.

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


def chain(name):
    """A pack and those that it extends."""
    return [name] + support.extended_by(name)


def rows_of(report, packs):
    """{pack: the words in backticks in the tables of its sections}, having checked each word and each row."""
    pages = sorted(glob.glob(os.path.join(support.ROOT, "docs", "sources*.md")))
    every = set(packs).union(*(rules(p) | words_of(p) for p in packs.values()))
    known = {name: {name} | rules(p) | words_of(p) for name, p in packs.items()}
    tables, section, of_rules, rows = {}, None, False, 0
    for line, where in ((line, "%s:%d" % (os.path.basename(page), n)) for page in pages for n, line in enumerate(open(page, encoding="utf-8"), 1)):
        words = re.findall(r"`([^`]+)`", line)
        if line.startswith("## "):
            section = words[0] if words else None
            report.check(section is None or section in packs, "%s: no pack %s" % (where, section))
        for word in words:
            if re.fullmatch(r"[a-z][a-z0-9]*([_.=][a-z0-9]+)+", word):
                report.check(word in known.get(section, every), "%s: the pack has no `%s`" % (where, word))
        cells = [c.strip() for c in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells or cells[-1] == "rules":
            of_rules = bool(cells)
        elif of_rules and not re.match(r"\|[\s|:-]*$", line):
            rows += 1
            tables.setdefault(section, set()).update(words)
            report.check(words or re.match(r"[-–—] \S", cells[-1]), "%s: neither a rule nor a dash with the reason why there is none" % where)
    report.check(rows > 50, "no tables found")
    print("%d rows, sections of %s" % (rows, ", ".join(sorted(map(str, tables)))))
    return tables


def main():
    report = support.Report("sources")
    packs = {n[:-5]: support.pack_of(n[:-5]) for n in sorted(os.listdir(support.PACKS)) if n.endswith(".json")}
    tables = rows_of(report, packs)
    for name in sorted(set(tables) & set(packs) | {NEEDED}):
        # What a pack takes from its base stands where the base's rules are gone through, if only in the section of another pack that takes it too.
        inherited = set().union(*(rules(packs[base]) for base in chain(name)[1:]))
        near = set().union(*(words for section, words in tables.items() if section in packs and (section in chain(name) or name in chain(section))))
        elsewhere = set().union(*(words for section, words in tables.items() if section in packs))
        for rule in sorted(rules(packs[name])):
            if rule in inherited and rule in elsewhere:
                continue
            report.check(rule in near, "%s: %s stands in no table of docs/sources*.md" % (name, rule))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())

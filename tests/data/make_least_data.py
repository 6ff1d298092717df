#!/usr/bin/env python3
"""
Writes docs/least-data.md: the least data of a case that gates 1 to 4 of each pack need, as reunify-profile requires tells it.

  make_least_data.py REUNIFY-PROFILE            writes the page
  make_least_data.py REUNIFY-PROFILE --check    says whether the page is up to date
"""
import json
import os
import sys

import support

PAGE = os.path.join(support.ROOT, "docs", "least-data.md")
GATES = 4
HEAD = """# The least data

What has to be in a case before the first four gates of a pack can say anything: the entries and fields that their required
requirements and their stops read, as `reunify-profile requires PACK` lists them. This page is written by a program
(`tests/data/make_least_data.py`) and held by a test.

A gate also needs what tells where the present attempt began, since nothing older counts, and when its stage was settled. That is
the same for every gate of a pack and stands first. What a gate reads beside it comes after; a field that an earlier gate of the pack
has named is not named again. Where a gate reads no more than those before it, nothing is listed.

`(one of ..)` are the words that the rules of the pack tell apart.
"""
LISTS = {"legal_status": "legal_statuses", "care_period": "care_periods", "placement": "placements", "return": "returns", "person": "people",
         "assessment": "assessments", "factor": "assessments/factors", "judgement": "assessments/judgement", "record": "records",
         "goal": "goals", "stay": "people/stays", "person_findings": "assessments/people"}


def required(pack):
    """{requirement id}: those that a gate waits for."""
    return {r["id"] for p in pack["pathways"] for s in p["stages"] for r in s["requirements"] if r["necessity"] == "required"}


def told(items):
    """Items by where they stand in a case, a line each."""
    groups = {}
    for item in items:
        groups.setdefault((LISTS.get(item["kind"], item["kind"]), item.get("code", "")), []).append(item)
    for (place, code), those in sorted(groups.items()):
        fields = []
        for item in those:
            name = item.get("name", item.get("field"))
            if name is None:
                name = "that there is one"
            else:
                name = "`%s`" % ("%s/%s" % (item["field"], name) if "name" in item else name)
            values = item.get("values", [])
            fields.append(name + (" (one of %s)" % ", ".join(values) if 1 < len(values) <= 8 else ""))
        yield "- `%s`%s: %s" % (place, ", `%s`" % code if code else "", ", ".join(fields))


def gates_of(pack, document):
    """[(pathway, stage, ids of what is read by itself, ids of what tells of the attempt and of settling)]"""
    asked = required(pack)
    for path in pack["pathways"]:
        for stage in path["stages"][:GATES]:
            rules = [r for r in document["rules"] if r.get("stage") == stage["id"] and r.get("pathway") == path["id"]
                     and (r["kind"] == "stop" or r["id"] in asked)]
            own = {i for r in rules for i in r["reads"]}
            yield path["id"], stage["id"], own, {i for r in rules for i in r["reads_for_attempt"] + r["reads_for_settlement"]}


def page_of(name, pack, document):
    items = {item["id"]: item for item in document["items"]}
    gates = list(gates_of(pack, document))
    own = set().union(*(g[2] for g in gates))
    base = set().union(*(g[3] for g in gates)) & attempt_of(document)
    lines = ["", "## %s" % name, "", "Where the attempt began:", ""] if base else ["", "## %s" % name]
    lines += told([items[i] for i in sorted(base)])
    seen, last = set(base), None
    for path, stage, reads, _ in gates:
        if path != last:
            lines += ["", "### Pathway `%s`" % path]
            seen, last = set(base), path
        lines += ["", "Stage `%s`:" % stage, ""]
        lines += list(told([items[i] for i in sorted(reads - seen)])) or ["- nothing more"]
        seen |= reads
    return lines, len(base | own)


def attempt_of(document):
    return {i for r in document["rules"] for i in r["reads_for_attempt"]}


def page(program):
    lines = [HEAD.rstrip()]
    for name in sorted(n[:-5] for n in os.listdir(support.PACKS) if n.endswith(".json")):
        document = json.loads(support.run(program, ["requires", name, "--json"]))
        more, count = page_of(name, support.pack_of(name), document)
        lines += more[:2] + ["", "%d fields in all." % count] + more[2:]
    return "\n".join(lines) + "\n"


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    made = page(program)
    if "--check" not in arguments:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(made)
        return 0
    with open(PAGE, encoding="utf-8") as file:
        same = file.read() == made
    print("docs/least-data.md is %s" % ("up to date" if same else "not as make_least_data.py writes it"))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

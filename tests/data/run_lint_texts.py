#!/usr/bin/env python3
"""
What the lint tells of texts that name another level, role or period than their rule has, and of which it is silent.

  run_lint_texts.py REUNIFY-PROFILE

The rules of authoring/texts.json are all put into one pack, whose top level is said as "very high"; each has to be told of as its row says and no more.
The packs that come with the library say what their rules do: nothing is told of them.
"""
import json
import os
import sys
import tempfile

import support

CODE = "text_names_other"
CONDITIONS = {"@new": {"finding": "new_risk", "is": [True]}, "@old": {"finding": "new_risk", "is": [False]}, "@visit": {"record": "visit"}}
SOURCE = {"id": "risk-tool", "at": "a page"}
PLACES = {"movement": "/risk/movement", "actions": "/risk/actions", "closing": "/risk/closing", "requirements": "/pathways/0/stages/0/requirements",
          "stops": "/pathways/0/stages/0/stops"}


def written_out(node):
    """With the conditions that have a short form."""
    if isinstance(node, dict):
        return {name: written_out(value) for name, value in node.items()}
    if isinstance(node, list):
        return [written_out(e) for e in node]
    return CONDITIONS.get(node, node) if isinstance(node, str) else node


def items_of(section, rows):
    """The rules of a section, called by their number in it."""
    for number, row in enumerate(rows):
        item = dict(written_out(row["rule"]), id="%s.%d" % (section, number), text={"en": row["text"]}, source=SOURCE)
        if section in ("movement", "stops"):
            item.setdefault("actions", [])
        if section == "requirements":
            item.setdefault("necessity", "required")
        yield item, row


def whole_pack(table):
    """The pack with all rules, and by id what has to be told."""
    pack, wanted = support.pack_of("nspcc-2015"), {}
    pack["record_types"].append({"id": "visit", "text": {"en": "visit"}, "outcomes": []})
    pack["risk"]["levels"][-1]["text"]["en"] = "very high"
    for item in pack["risk"]["movement"] + pack["alerts"]:
        item["text"]["en"] = item["text"]["en"].replace("severe", "very high")
    first = support.place_of(pack, PLACES["requirements"] + "/0")[0]
    first.append({"id": "r.led", "necessity": "required", "by": ["social_worker"], "satisfied_by": CONDITIONS["@visit"], "text": {"en": "Led."}, "source": SOURCE})
    for section, rows in table.items():
        container, name = support.place_of(pack, PLACES.get(section, "/" + section))
        container.setdefault(name, [])
        for item, row in items_of(section, rows):
            container[name].append(item)
            wanted[item["id"]] = (row["why"], row.get("tells", []))
    return pack, wanted


def told_of(program, pack):
    """By rule, the examples of what the lint tells of texts."""
    found, rule = {}, None
    for line in support.run(program, ["lint", pack]).decode().splitlines():
        if line.startswith("    example: ") and rule:
            found.setdefault(rule, []).append(line[len("    example: "):])
        elif not line.startswith(" "):
            code, name = line.split(": ")[:2]
            rule = name if code == CODE else None
    return found


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("lint of texts")
    for name in sorted(n[:-5] for n in os.listdir(support.PACKS) if n.endswith(".json")):
        report.check(not told_of(program, name), "%s: %s" % (name, told_of(program, name)))
    pack, wanted = whole_pack(support.load(os.path.join(support.HERE, "authoring", "texts.json"))["rows"])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "pack.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(pack, file)
        found = told_of(program, path)
    for rule, (why, tells) in wanted.items():
        report.check(found.get(rule, []) == tells, "%s (%s): wanted %s, told %s" % (rule, why, tells, found.get(rule, [])))
    report.check(not set(found) - set(wanted), "told of others: %s" % {r: found[r] for r in set(found) - set(wanted)})
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

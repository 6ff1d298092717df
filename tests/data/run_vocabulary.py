#!/usr/bin/env python3
"""
The vocabulary of a pack against the pack's own text, with all that it extends laid together: every id, value and text of the pack is enumerated once, in
its order and with its type, source and amounts, and nothing else is but what every profile knows. For the packs that come with the library, the packs
of language/ and one whose texts are in two languages. The documents are held against their schema.

run_vocabulary.py REUNIFY-PROFILE
"""
import collections
import glob
import json
import os
import sys

import support

PROGRAM = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
report = support.Report("vocabulary")

# By member of the document: where its items stand in a pack.
LISTS = {"sources": ["sources"], "roles": ["roles"], "record_types": ["record_types"], "legal_statuses": ["legal_statuses"], "attributes": ["attributes"],
         "findings": ["findings"], "levels": ["risk", "levels"], "dimensions": ["risk", "dimensions"], "movement": ["risk", "movement"],
         "closing": ["risk", "closing"], "actions": ["risk", "actions"], "applicability": ["applicability"], "pathways": ["pathways"], "schedule": ["schedule"],
         "alerts": ["alerts"], "factors": ["factors"], "costs": ["costs"]}
# What lies in an item: lists of items, and of plain codes.
INNER = {"record_types": ["attributes"], "pathways": ["stages"], "stages": ["requirements", "stops"]}
CODES = {"record_types": "outcomes", "attributes": "values", "findings": "values", "requirements": "set_aside_for"}
# What is said of an item in the same words in both, with what stands where the pack says nothing.
PLAIN = {"attributes": {"type": None, "at_least": None, "at_most": None}, "findings": {"type": None, "stated": True, "by_person": False},
         "dimensions": {"finding": None}, "movement": {"from": None, "to": None, "may_be_held": False, "closes": False},
         "actions": {"about": "other"}, "closing": {"pathway": None, "otherwise": None}, "applicability": {"pathway": None, "otherwise": None},
         "pathways": {"without_risk_tool": False}, "stops": {"outcome": None}, "schedule": {"working_days": None, "never_overdue": False},
         "alerts": {"pathway": None}, "factors": {"kind": None, "help": None, "figure": None}, "costs": {"price_year": None, "re_entry": None, "support": None}}
STANDARD = json.load(open(os.path.join(HERE, "..", "..", "docs", "schema", "case.schema.json"), encoding="utf-8"))


def ask(command, pack, bases, *more):
    return json.loads(support.run(PROGRAM, [command, pack, "--json"] + bases + list(more)))


def ids_of(node, inside=None):
    """Every id that is declared anywhere in a pack, whatever it is called there: not that of the pack, and not where a source is named."""
    found = collections.Counter()
    if isinstance(node, list):
        for item in node:
            found += ids_of(item, "")
    elif isinstance(node, dict):
        if isinstance(node.get("id"), str) and inside == "":
            found[node["id"]] += 1
        for name, value in node.items():
            if not name.startswith("x_") and name != "source":
                found += ids_of(value, name)
    return found


def enumerated(node):
    """Every id of a vocabulary that the pack declares, codes left out."""
    found = collections.Counter()
    for name, value in node.items():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    found += enumerated(item)
                    if item["declared"] and name not in CODES.values():
                        found[item["id"]] += 1
    return found


def languages_of(node):
    """Of every text of a pack."""
    found = set()
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if name in ("text", "title", "help", "figure", "otherwise") and isinstance(value, dict):
            found |= set(value)
        elif name == "words":
            found |= {language for said in value.values() for language in said}
        else:
            found |= languages_of(value)
    return found


def references(pack, list_name, item):
    """Lists of ids in an item, in the order in which the library tells them."""
    roles = [r["id"] for r in pack.get("roles", [])]
    actions = item.get("actions")
    if list_name in ("levels", "movement", "stops", "alerts"):
        yield "actions", actions if isinstance(actions, list) else []
    if list_name == "requirements":
        for name in ("by", "set_aside_by"):
            given = item.get(name, [])
            yield name, [r for r in roles if r in given] + [r for r in given if r not in roles]


def compare(where, list_name, items, entries, pack):
    """The items of a list of a pack with the entries of the vocabulary."""
    own = [e for e in entries if e["declared"]]
    report.check([i["id"] for i in items] == [e["id"] for e in own], "%s: %s and %s" % (where, [i["id"] for i in items], [e["id"] for e in own]))
    for item, entry in zip(items, own):
        here = "%s/%s" % (where, item["id"])
        said = item.get("title") if list_name == "sources" else item.get("text")
        report.check(entry["text"] == said, "%s: the text is %s" % (here, entry["text"]))
        report.check(entry.get("source") == item.get("source") or list_name == "dimensions", "%s: the source is %s" % (here, entry.get("source")))
        for name, absent in PLAIN.get(list_name, {}).items():
            same = entry[name] == item.get(name, absent) or (name == "pathway" and list_name == "schedule" and not item.get(name))
            report.check(same, "%s: %s is %s" % (here, name, entry[name]))
        for name, given in references(pack, list_name, item):
            report.check(sorted(entry[name]) == sorted(given) if name != "actions" else entry[name] == given, "%s: %s is %s" % (here, name, entry[name]))
        if list_name in CODES:
            name = CODES[list_name]
            codes = [v["id"] for v in entry[name] if v["declared"]]
            report.check(codes == item.get(name, []), "%s: %s are %s" % (here, name, codes))
            words = {v["id"]: v["text"] for v in entry[name] if v["text"]}
            report.check(words == item.get("words", {}), "%s: the words are %s" % (here, words))
        for name in INNER.get(list_name, []):
            compare(here, name, item.get(name, []), entry[name], pack)


def check_standard(where, vocabulary, pack):
    """What every profile knows stands behind what the pack declares, once."""
    for name in ("roles", "legal_statuses", "placements", "record_types"):
        ids = [e["id"] for e in vocabulary[name]]
        report.check(len(set(ids)) == len(ids), "%s: in %s something comes twice" % (where, name))
        declared = [e["declared"] for e in vocabulary[name]]
        report.check(declared == sorted(declared, reverse=True), "%s: %s are mixed" % (where, name))
    report.check([e["id"] for e in vocabulary["record_types"] if not e["declared"]] == ["set_aside"], where + ": record types")
    report.check([e["id"] for e in vocabulary["placements"]] == [w for w in STANDARD["$defs"]["placement"]["properties"]["type"]["enum"] if w], where + ": placements")
    report.check({"child", "parent", "social_worker", "other"} <= {e["id"] for e in vocabulary["roles"]}, where + ": roles")
    report.check({"care_order", "section_20", "other"} <= {e["id"] for e in vocabulary["legal_statuses"]}, where + ": legal statuses")
    for entry in vocabulary["record_types"]:
        outcomes = [o["id"] for o in entry["outcomes"]]
        report.check(outcomes.count("did_not_take_place") == 1, "%s: outcomes of %s" % (where, entry["id"]))
    deciding = pack.get("risk", {}).get("judgement", {}).get("deciding_roles", [])
    report.check(sorted(e["id"] for e in vocabulary["roles"] if e["decides"]) == sorted(deciding), where + ": who decides")


def check_periods(where, vocabulary, pack):
    given = {m["id"]: m.get("for") for m in pack.get("risk", {}).get("movement", [])}
    told = {m["id"]: m["period"] for m in vocabulary["movement"]}
    report.check(told == given, "%s: periods %s" % (where, told))
    due = {o["id"]: o.get("after") for o in pack.get("schedule", []) if "working_days" not in o}
    told = {o["id"]: o["period"] for o in vocabulary["schedule"] if o["period"]}
    report.check(told == due, "%s: due after %s" % (where, told))


def check_pack(pack_name, bases, validate):
    pack, vocabulary = ask("show", pack_name, bases), ask("vocabulary", pack_name, bases)
    where = pack["id"]
    report.check(not list(validate.iter_errors(vocabulary)) if validate else True, where + ": the document is none by its schema")
    report.check(vocabulary["profile"] == {"id": pack["id"], "version": pack["version"], "title": pack["title"]}, where + ": the head")
    report.check(ids_of(pack, "top") == enumerated(vocabulary), "%s: not the same ids: %s" % (where, ids_of(pack, "top") - enumerated(vocabulary) or enumerated(vocabulary) - ids_of(pack, "top")))
    report.check(set(vocabulary["languages"]) == languages_of(pack), "%s: languages %s" % (where, vocabulary["languages"]))
    report.check(set(vocabulary) == set(LISTS) | {"schema", "profile", "library", "languages", "placements"}, where + ": members")
    for name, path in LISTS.items():
        part = pack
        for step in path:
            part = part.get(step, {} if step != path[-1] else [])
        compare("%s/%s" % (where, name), name, part, vocabulary[name], pack)
    check_standard(where, vocabulary, pack)
    check_periods(where, vocabulary, pack)
    return vocabulary


def check_page(pack_name, bases, vocabulary):
    """Without --json: every id on a line of its own, in its parent's."""
    page = support.run(PROGRAM, ["vocabulary", pack_name] + bases).decode()

    def paths(node, before=""):
        for value in node.values():
            for item in value if isinstance(value, list) else ():
                if isinstance(item, dict):
                    yield before + item["id"]
                    yield from paths(item, before + item["id"] + "/")
    lines = [line[2:] for line in page.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    wanted = collections.Counter(paths(vocabulary))
    report.check(wanted == collections.Counter(line.split(": ")[0].split(" [")[0] for line in lines), pack_name + ": the page has other entries")
    for cost in vocabulary["costs"]:
        amount = "£%d.%02d a year" % divmod(cost["re_entry"], 100)
        report.check(amount in page, "%s: the page has no %s" % (pack_name, amount))


def schema():
    try:
        import jsonschema
    except ImportError:
        return None
    document = support.load(os.path.join(support.ROOT, "docs", "schema", "vocabulary.schema.json"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


VALIDATE = schema()
PACKS = sorted(os.path.basename(p)[:-5] for p in glob.glob(os.path.join(support.PACKS, "*.json")))
OTHERS = sorted(glob.glob(os.path.join(HERE, "language", "*", "pack.json"))) + sorted(glob.glob(os.path.join(HERE, "languages", "*.json")))
report.check(len(PACKS) >= 5 and len(OTHERS) > 10, "few packs were found")
for name in PACKS + OTHERS:
    base_files = ["--base=" + b for b in sorted(glob.glob(os.path.join(os.path.dirname(name), "base-*.json")))] if name in OTHERS else []
    check_page(name, base_files, check_pack(name, base_files, VALIDATE))
sys.exit(report.end())

#!/usr/bin/env python3
"""
What a pack reads (reunify-profile requires), against what its rules do.

  run_requires.py PROFILE-PROGRAM EVALUATE-PROGRAM [NUMBER]

- Lists written by hand, for ten requirements (requires/by-hand.json): derived from the pack's text and the documents, not from the program.
- Deletions: of a case something is taken away, a member or an entry, and the case is evaluated again. The rules that then say something else are
  rules that read what was taken away. NUMBER deletions are drawn (RANDOM where it is not given), over all example cases and data cases.
- Nothing is listed in vain: for each item of each pack there is a case in which some rule says something else when it is taken away. Those that no case
  on file shows are in requires/not-shown.json: by_cases, which a run of LONG deletions or more shows by cases that it makes of them, and at_all.
- The document is as its schema says.
"""
import datetime
import json
import os
import random
import re
import sys

import library
import support

HERE = os.path.join(support.HERE, "requires")
RANDOM = 3000
WORST = {"parents_wish": "does_not_want", "parental_capacity": "unable"}  # found of one person
LONG = 100000  # deletions from which on cases are made, too
MADE = 4000  # most cases made to show one item
LISTS = {"legal_statuses": "legal_status", "care_periods": "care_period", "placements": "placement", "returns": "return", "people": "person",
         "assessments": "assessment", "records": "record", "family_time": "family_time", "goals": "goal", "return_to": "return_to"}
CODE = {"legal_status": "code", "placement": "type", "record": "type"}  # the member by which entries of a kind are told apart
NESTED = {"person": {"stays": "stay"}, "assessment": {"people": "person_findings", "factors": "factor", "judgement": "judgement"}}
WITHOUT = {"assessment": "date", "return": "date", "person": None, "goal": None, "person_findings": "person", "return_to": "person"}


# Cases -----------------------------------------------------------------------------------------------------------------------


def beside(path, name):
    """A file that another names: beside it, or from the project's root on."""
    near = os.path.join(os.path.dirname(path), name)
    return near if os.path.exists(near) else os.path.join(support.ROOT, name)


def document(path):
    """A case of a file, which may be another's with changes."""
    found = support.load(path)
    if "from" in found:
        return support.change(document(beside(path, found["from"])), found.get("change", []))
    return found


def checks_of(path):
    """The cases of a file of checks, with the dates at which they are looked at."""
    file = support.load(path)
    for check in file["checks"]:
        source = check if "case" in check or "from" in check else file
        case = source["case"] if "case" in source else document(beside(path, source["from"]))
        dates = check.get("as_of", file.get("as_of"))
        for date in dates if isinstance(dates, list) else [dates]:
            yield support.change(case, file.get("change", []) + check.get("change", [])), date


def latest_date(case):
    return max([e.get(m) for n in LISTS for e in case.get(n, []) if isinstance(e, dict) for m in ("date", "from") if e.get(m)] or ["2025-01-01"])


def cases_of(pack):
    """Every case that there is for a pack: [(case, date)]."""
    found = []
    folder = os.path.join(support.EXAMPLES, pack) if pack != "herefordshire-2023" else support.EXAMPLES
    for name in sorted(n for n in os.listdir(folder) if n.endswith(".json")):
        case = support.load(os.path.join(folder, name))
        dates = support.example_dates().get(name[:-5], []) if folder == support.EXAMPLES else []
        found += [(case, date) for date in dates + [latest_date(case)]]
    folder = os.path.join(support.HERE, pack, "cases")
    for name in sorted(os.listdir(folder)):
        if "profile" not in support.load(os.path.join(folder, name)):
            found += list(checks_of(os.path.join(folder, name)))
    return found


# What is taken away ----------------------------------------------------------------------------------------------------------


class Taken:
    """What of a case is taken away at a place: the items of which a part goes, and the one that goes alone."""

    def __init__(self, case, path):
        self.parts, self.alone = [], None
        name, rest = path[0], path[1:]
        if name == "attributes":
            self.member("case", None, "attributes", rest[0] if rest else None)
        elif name == "child":
            self.member("child", None, rest[0] if rest else None)
        elif name in LISTS:
            self.of_list(LISTS[name], case[name], rest)

    def member(self, kind, code, field, name=None):
        self.parts.append((kind, code, field, name))
        if field is not None or code is None:
            self.alone = kind + ("[%s]" % code if code and field != CODE.get(kind) else "") + (
                "." + field if field else "") + ("." + name if name else "")

    def names(self):
        """The item that went alone: of entries of its code, or of any."""
        return {self.alone, re.sub(r"\[.*\]", "", self.alone)} if self.alone else set()

    def of_list(self, kind, entries, rest):
        """All entries of a list, one of them, or something in one."""
        if not rest:
            self.parts += [(k, None, None, None) for k in [kind] + list(NESTED.get(kind, {}).values())]
        elif len(rest) == 1:
            self.entry(kind, entries[rest[0]])
        elif rest[1] in NESTED.get(kind, {}):
            inner, of = NESTED[kind][rest[1]], entries[rest[0]][rest[1]]
            if inner == "judgement":
                self.member(inner, None, rest[2] if len(rest) > 2 else None)
            else:
                self.of_list(inner, of, rest[2:])
        else:
            entry = entries[rest[0]]
            code = entry.get(CODE.get(kind)) if kind in CODE else None
            if rest[1] == CODE.get(kind):
                self.parts.append((kind, None, None, None))
                self.alone = "%s.%s" % (kind, rest[1])
            elif rest[1] in ("findings", "attributes"):
                self.member(kind, code, rest[1], rest[2] if len(rest) > 2 else None)
            else:
                self.member(kind, code, rest[1])

    def entry(self, kind, entry):
        code = entry.get(CODE[kind]) if kind in CODE and isinstance(entry, dict) else None
        self.parts += [(k, None, None, None) for k in NESTED.get(kind, {}).values()]
        self.parts.append((kind, code, None, None))
        if kind in WITHOUT:
            self.alone = kind + ("." + WITHOUT[kind] if WITHOUT[kind] else "")

    def touches(self, item):
        for kind, code, field, name in self.parts:
            if item["kind"] != kind or (field is not None and item.get("field") != field) or (name is not None and item.get("name") != name):
                continue
            # An entry of another type is none of those meant; and what type it is of matters only where that is not known.
            if code is not None and item.get("code", code) != code:
                continue
            if code is not None and field is None and item.get("field") == CODE[kind]:
                continue
            return True
        return False


def paths_of(value, path=()):
    """The places of a case from which something can be taken away."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if path == () and (key in ("schema", "id", "pathway") or key.startswith("x_")):
            continue
        yield path + (key,)
        if isinstance(inner, (dict, list)):
            yield from paths_of(inner, path + (key,))


def without(case, path):
    """The case as text without what stands at a place; only what lies on the way is copied."""
    copy = case.copy()
    at = copy
    for key in path[:-1]:
        at[key] = at[key].copy()
        at = at[key]
    del at[path[-1]]
    return json.dumps(copy).encode()


# What is put in first, where no case has it ----------------------------------------------------------------------------------


def days_before(date, *numbers):
    return [(datetime.date.fromisoformat(date) - datetime.timedelta(n)).isoformat() for n in numbers]


def values_for(item, case, date):
    """What an item may be, tried one after the other."""
    field, people = item.get("field"), [p["id"] for p in case.get("people", [])]
    if field in ("from", "to", "date", "ended_on"):
        return days_before(date, 1, 200, 3, 60, 500, 900)
    if field == "outcome" and item["kind"] == "record":
        return ["did_not_take_place"] + item.get("values", [])
    return {"date_of_birth": ["2022-01-01", "1980-01-01", date[:4]] + days_before(date, 1, 100, 400), "kind": item.get("values", []) if item["kind"] == "factor" else ["short_break"],
            "about": ["child"] + people, "person": people, "rationale": ["Stated."], "participants": [["other"]], "needs": [["other"], []],
            "hours": [30, 1], "times_a_week": [9, 1], "status": item.get("values", ["achieved", "red"]), "level": ["severe", "low"],
            "household": [False, True], "regular_visitor": [True, False], "parental_responsibility": [True, False], "overnight": [True, False],
            "planned": [True, False], "siblings": [True, False], "outcome": ["re_entered_care", "became_adult", "other"],
            }.get(field, item.get("values", []) + ([True, False, 1, 30, date] if not item.get("values") else []))


def entry_of(item, case, date, day):
    """An entry of the item's kind in which everything stands that makes it count."""
    code, people = item.get("code"), [p["id"] for p in case.get("people", [])]
    kind = item["kind"]
    if kind in ("legal_status", "placement"):
        return {CODE[kind]: code or ("with_parents" if kind == "placement" else "care_order"), "from": day}
    return {"record": {"id": "new", "type": code, "date": day}, "care_period": {"from": day}, "return": {"date": day},
            "person": {"id": "new", "relation": "parent", "household": True}, "assessment": {"id": "new", "date": day, "findings": {}},
            "family_time": {"from": day, "times_a_week": 2, "hours": 30, "overnight": True}, "goal": {"id": "new", "status": "red"},
            "return_to": {"person": people[0] if people else "new"}}.get(kind)


def put_in(item, case, date):
    """Cases made of one, with the place of the item in each: [(case, path)]."""
    kind, field, name = item["kind"], item.get("field"), item.get("name")
    lists = {k: n for n, k in LISTS.items()}
    if kind in ("case", "child"):
        place = "attributes" if kind == "case" else "child"
        for value in values_for(item, case, date):
            yield dict(case, **{place: dict(case.get(place, {}), **{name or field: value})}), (place, name or field)
        return
    outer = {"stay": "people"}.get(kind, lists.get(kind, "assessments"))
    inner = {"stay": "stays", "factor": "factors", "person_findings": "people", "judgement": "judgement"}.get(kind)
    entries = case.get(outer, [])
    places = [(entries, at) for at in range(len(entries)) if isinstance(entries[at], dict) and entries[at].get(CODE.get(kind)) in (item.get("code"), None if kind not in CODE else 0)]
    for day in days_before(date, 5, 100, 400, 0) if not inner else []:
        fresh = entry_of(item, case, date, day)
        if fresh and (kind != "record" or fresh["type"]):
            places += [(entries + [fresh], len(entries))]
    for many, at in places:
        for value in values_for(item, case, date):
            entry = dict(many[at])
            if inner:
                people = [p["id"] for p in case.get("people", [])]
                own = {"stay": {"from": "2000-01-01"}, "factor": {"code": "some", "kind": "risk", "status": "addressed", "emerged": "new"},
                       "judgement": {"level": "low" if field == "approved_by" else "severe", "rationale": "Stated.", "approved_by": "service_director"},
                       "person_findings": {"person": people[0] if people else "new", "findings": {} if name else WORST}}[kind]
                own[field] = dict(own.get(field, {}), **{name: value}) if name else value
                entry[inner] = own if kind == "judgement" else list(entry.get(inner, [])) + [own]
                path = (outer, at, inner) + (() if kind == "judgement" else (len(entry[inner]) - 1,)) + (field,) + ((name,) if name else ())
                path = path[:-1] if path[-1] == "person" and kind == "person_findings" else path
            elif field is None:
                path = (outer, at)
            elif name:
                entry[field] = dict(entry.get(field, {}), **{name: value})
                path = (outer, at, field, name)
            else:
                entry[field] = value
                path = (outer, at) if WITHOUT.get(kind) == field else (outer, at, field)
            made = dict(case, **{outer: many[:at] + [entry] + many[at + 1:]})
            if kind == "return_to":  # it matters to whom where something was found of one person
                own = [{"person": entry["person"], "findings": WORST}]
                made["assessments"] = [dict(a, people=own) for a in case.get("assessments", [])]
            yield made, path


# What rules say --------------------------------------------------------------------------------------------------------------


def said(evaluation):
    """{(kind, id): what the rule says}"""
    e = evaluation
    out = {("applicability", c["id"]): c["result"] for c in e["applicability"]["conditions"]}
    out["level", "level"] = ([(h["date"], h["to"], h["basis"], h["rule"], h["held"]) for h in e["risk"]["history"]], e["risk"]["since"],
                             [(p["rule"], p["run_since"]) for p in e["risk"]["pending"]])
    out.update({("closing", c["id"]): c["result"] for c in (e["risk"].get("closing") or {"conditions": []})["conditions"]})
    named = list(e["risk"]["actions"])
    for gate in e["gates"]:
        out.update({("requirement", r["id"]): (r["status"], r["late"]) for r in gate["requirements"]})
        out.update({("stop", s["id"]): s["result"] for s in gate["stops"]})
        named += gate.get("actions", [])
    out.update({("obligation", o["id"]): (o["due"], o["status"]) for o in e["schedule"]})
    out.update({("factor", f["code"]): f["result"] for f in e["factors"]})
    for alert in e["alerts"]:
        out["alert", alert["code"]] = "raised"
        named += alert.get("actions", [])
    out.update({("alert", a["code"]): "unknown" for a in e["alerts_not_known"]})
    out.update({("action", a["code"]): a["applies"] for a in named})
    return out


def changed(before, after):
    """The rules that say something else. An action is named or not by other rules: it is compared where it is named twice."""
    return {key for key in before.keys() | after.keys()
            if before.get(key) != after.get(key) and (key[0] != "action" or (key in before and key in after))}


class Pack:
    def __init__(self, program, inside, name):
        self.name, self.inside = name, inside
        self.document = json.loads(support.run(program, ["requires", name, "--json"]))
        self.items = {item["id"]: item for item in self.document["items"]}
        self.reads = {}
        for rule in self.document["rules"]:
            key = rule["kind"], rule["id"]
            reads = set(rule["reads"] + rule["reads_for_attempt"] + rule["reads_for_settlement"])
            self.reads.setdefault(key, {})[rule.get("pathway")] = reads
        self.cases, self.places, self.shown = cases_of(name), [], set()
        self.before = {}
        for at, (case, _) in enumerate(self.cases):
            self.places += [(at, path) for path in paths_of(case)]

    def evaluate(self, text, date):
        lines = self.inside.lines(text, [date], explain=library.NONE, profile=self.name)
        return json.loads(lines[0])

    def of_case(self, case, date):
        found = self.evaluate(json.dumps(case).encode(), date)
        return said(found), found["pathway"]

    def original(self, at):
        if at not in self.before:
            self.before[at] = self.of_case(*self.cases[at])
        return self.before[at]

    def show(self, report, item, seeds, most):
        """Looks for a case that shows that an item is read, among those made by putting it in."""
        tried = 0
        for at in seeds:
            case, date = self.cases[at]
            for made, path in put_in(self.items[item], case, date):
                self.take(report, at, path, made)
                tried += 1
                if item in self.shown or tried > most:
                    return

    def take(self, report, at, path, made=None):
        """One deletion; gives the rules that say something else, None where the case is then none. `made`: from a case made of this one."""
        case, date = self.cases[at]
        case = made or case
        try:
            before, pathway = self.of_case(made, date) if made else self.original(at)
            after = said(self.evaluate(without(case, path), date))
        except support.Failed:
            return None
        taken = Taken(case, path)
        others = changed(before, after)
        if not others:
            return others
        touched = {name for name, item in self.items.items() if taken.touches(item)}
        for key in others:
            of = self.reads[key]
            if not touched & of.get(pathway, of.get(None, set())):
                report.fail("%s: %s %s says %s instead of %s, and does not read what was taken away: /%s of %s on %s" % (
                    self.name, *key, after.get(key), before.get(key), "/".join(map(str, path)), case["id"], date))
        for alone in taken.names():
            if any(alone in self.reads[key].get(pathway, self.reads[key].get(None, set())) for key in others):
                self.shown.add(alone)
        return others


# The checks ------------------------------------------------------------------------------------------------------------------


def expand(entries, groups):
    """Items by name; =NAME is a group of them."""
    return {i for e in entries for i in (expand(groups[e[1:]], groups) if e.startswith("=") else [e])}


def check_by_hand(report, packs):
    for name, lists in support.load(os.path.join(HERE, "by-hand.json"))["packs"].items():
        rules = {rule["id"]: rule for rule in packs[name].document["rules"] if rule["kind"] == "requirement"}
        for requirement, wanted in lists["requirements"].items():
            earlier = set()
            for part in ("reads", "reads_for_attempt", "reads_for_settlement"):
                want, got = expand(wanted[part], lists["groups"]) - earlier, set(rules[requirement][part])
                earlier |= want
                report.check(want == got, "%s %s, %s: missing %s, too many %s" % (name, requirement, part, sorted(want - got), sorted(got - want)))


def check_schema(report, packs):
    try:
        import jsonschema
    except ImportError:
        return
    kind = jsonschema.Draft202012Validator(support.load(os.path.join(support.ROOT, "docs", "schema", "requires.schema.json")))
    for name, pack in packs.items():
        found = [e.message for e in kind.iter_errors(pack.document)]
        report.check(not found, "%s: the schema refuses:" % name, *found[:3])
    wrong = dict(packs[name].document, items=[{"id": "record", "kind": "record"}])
    report.check(list(kind.iter_errors(wrong)), "the schema takes an item that nothing reads")


def check_drawn(report, packs, number):
    """Deletions drawn at random, over all packs alike."""
    drawn, none = random.Random(number), 0
    names = sorted(packs)
    for i in range(number):
        pack = packs[names[i % len(names)]]
        found = pack.take(report, *drawn.choice(pack.places))
        report.checked += 1
        none += found is None
    print("%d deletions, of which %d left no case" % (number, none))


def check_hidden(report, pack, wanted, where):
    hidden = sorted(set(pack.items) - pack.shown)
    report.check(hidden == sorted(wanted), "%s: %s shows that these are read: %s; these are shown after all: %s" % (
        pack.name, where, json.dumps(sorted(set(hidden) - set(wanted))), sorted(set(wanted) - set(hidden))))


def check_shown(report, packs, long):
    """Each item is shown to be read, by a deletion of it alone; in a long run also from cases made for it."""
    hidden = support.load(os.path.join(HERE, "not-shown.json"))["packs"]
    for name, pack in sorted(packs.items()):
        by_item = {}
        for at, path in pack.places:
            for item in Taken(pack.cases[at][0], path).names():
                by_item.setdefault(item, []).append((at, path))
        for item in sorted(set(pack.items) - pack.shown):
            for at, path in by_item.get(item, []):
                pack.take(report, at, path)
                if item in pack.shown:
                    break
        made, never = hidden.get(name, {}).get("by_cases", []), hidden.get(name, {}).get("at_all", [])
        check_hidden(report, pack, made + never, "no case")
        seeds = random.Random(name).sample(range(len(pack.cases)), len(pack.cases))
        for item in made if long else []:
            pack.show(report, item, seeds, MADE)
        if long:
            check_hidden(report, pack, never, "no case that was made")


def check_reverse(report, packs):
    """Rules that read an item, and items that a rule reads, are the same pairs."""
    for name, pack in packs.items():
        there = {(rule["kind"], rule["id"], item) for rule in pack.document["rules"]
                 for part in ("reads", "reads_for_attempt", "reads_for_settlement") for item in rule[part]}
        back = {(kind, rule, item["id"]) for item in pack.document["items"] for kind, rules in item["read_by"].items() for rule in rules}
        report.check(there == back, "%s: rules and items do not say the same" % name)


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    number = int(arguments[2]) if len(arguments) > 2 else int(os.environ.get("DELETIONS", RANDOM))
    report = support.Report("requires")
    inside = library.Library(os.path.abspath(arguments[1]))
    packs = {name[:-5]: None for name in os.listdir(support.PACKS) if name.endswith(".json")}
    packs = {name: Pack(program, inside, name) for name in sorted(packs)}
    check_by_hand(report, packs)
    check_reverse(report, packs)
    check_schema(report, packs)
    check_drawn(report, packs, number)
    check_shown(report, packs, number >= LONG)
    print("%d cases; items shown to be read: %s" % (sum(len(p.cases) for p in packs.values()),
                                                   ", ".join("%s %d of %d" % (n, len(p.shown), len(p.items)) for n, p in packs.items())))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

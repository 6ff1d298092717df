#!/usr/bin/env python3
"""
What would meet a requirement (needs), tried: for every example and every case of the data tests, at many dates, each alternative of each requirement
that is not met or not known is added to the case, as it stood on that day and as the alternative says, and the requirement is then met, or not asked
any more.

  run_needs.py EVALUATE-PROGRAM [all]

Without `all` a part of the cases and dates is taken, drawn at random. What is missing (JSON Pointers) is looked at too: what is named is not in the case,
and what holds it is.
"""
import datetime
import json
import os
import random
import sys

import library
import run_properties
import run_requires
import support

PART = 250  # cases and dates that are taken where not all are


def step(date, days):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days)).isoformat()


# What is added ---------------------------------------------------------------------------------------------------------------


class Addition:
    """A case to which an alternative is added, and the day on which all of it is there."""

    def __init__(self, case, as_of, pack):
        self.case, self.as_of, self.until, self.pack, self.number = run_properties.cut(case, as_of), as_of, as_of, pack, 0

    def day(self, need, not_on=()):
        """A day on which it may be dated: the nearest to the date of the evaluation."""
        first, last = need.get("not_before"), need.get("not_after")
        day = min(self.as_of, last) if last else self.as_of
        day = max(day, first) if first else day
        while day in not_on:
            day = step(day, -1 if last and step(day, 1) > last else 1)
        self.until = max(self.until, day)
        return day

    def id(self):
        self.number += 1
        return "added-%d" % self.number

    def list(self, name):
        if self.case.get(name) is None:
            self.case[name] = []
        return self.case[name]

    def add(self, need):
        getattr(self, "add_" + need["kind"])(need)

    def add_record(self, need):
        kind = need["types"][0]
        for _ in range(need.get("count", 1)):
            used = [r.get("date") for r in self.list("records") if r.get("type") == kind] if need.get("count") else []
            record = {"id": self.id(), "type": kind, "date": self.day(need, used), "rationale": "Added."}
            if "outcomes" in need:
                record["outcome"] = need["outcomes"][0]
            if "led_by" in need:
                record["led_by"] = need["led_by"][0]
            if "with_all" in need or "with_any" in need:
                record["participants"] = need.get("with_all", []) + need.get("with_any", [])[:1]
            if "about" in need:
                record["about"] = need["about"][0]
            if "attributes" in need:
                record["attributes"] = {a["name"]: self.value(a) for a in need["attributes"]}
            self.list("records").append(record)

    @staticmethod
    def value(asked):
        if "values" in asked:
            return {"true": True, "false": False}.get(asked["values"][0], asked["values"][0])
        return asked.get("at_least", asked.get("at_most"))

    def judged(self, need, level):
        self.list("assessments").append({"id": self.id(), "date": self.day(need), "findings": {},
                                         "judgement": {"level": level, "rationale": "Added.", "approved_by": self.pack["risk"]["judgement"]["deciding_roles"][0]}})

    def add_assessment(self, need):
        if "name" in need:
            self.list("assessments").append({"id": self.id(), "date": self.day(need), "findings": {need["name"]: self.value(need)}})
        else:
            self.judged(need, self.pack["risk"]["levels"][-1]["id"])

    def add_level(self, need):
        self.judged(need, need["values"][0])

    def add_goal(self, need):
        if "values" not in need:
            self.list("goals").append({"id": self.id(), "status": "red"})
        for goal in self.list("goals") if "values" in need else []:
            goal["status"] = need["values"][0]
        if not self.list("goals"):
            self.list("goals").append({"id": self.id(), "status": need["values"][0]})

    def add_family_time(self, need):
        day = self.day(need)
        for i in range(need.get("count", 1), 0, -1):
            hours = 1 if i > 1 else max(24, need.get("at_least", 0)) + 6
            self.list("family_time").append({"from": day, "times_a_week": 1 if i > 1 else 9, "hours": hours, "overnight": i == 1})

    def add_attribute(self, need):
        """For ever or, where others have a time, from the day on; what began on that day and was not agreed on is corrected so."""
        name, value = need["name"], self.value(need)
        spans = run_properties.timed(self.case).get(name)
        if spans:
            value = [e for e in spans if e.get("from") != self.as_of] + [{"value": value, "from": self.as_of}]
        self.case["attributes"] = dict(self.case.get("attributes") or {}, **{name: value})

    def add_legal_status(self, need):
        self.list("legal_statuses").append({"code": need["values"][0], "from": need["not_after"]})

    def about(self, need):
        return next(p for p in self.case["people"] if p["id"] == need["about"][0])

    def add_birth(self, need):
        if need["about"] == ["child"]:
            raise NotImplementedError
        self.about(need)["date_of_birth"] = "1970-01-01"

    def add_stay(self, need):
        self.about(need)["stays"].append({"from": self.day(need)})

    def add_day(self, need):
        self.until = max(self.until, need["not_before"])


def status_of(evaluation, requirement):
    return next((r["status"] for g in evaluation["gates"] for r in g["requirements"] if r["id"] == requirement), None)


# What is missing -------------------------------------------------------------------------------------------------------------


def is_known(case, name, date):
    """Whether an attribute of the case is known on a day: of those that began last all say the same."""
    value = (case.get("attributes") or {}).get(name)
    if not isinstance(value, list):
        return value is not None
    there = [e for e in value if (e.get("from") or "") <= date < (e.get("to") or "9999-12-32")]
    last = [e["value"] for e in there if (e.get("from") or "") == max(e.get("from") or "" for e in there)]
    return bool(last) and all(v == last[0] for v in last)


def is_lacking(case, pointer, date):
    """Whether a pointer names what a case does not have: a member of an entry that it has, or a whole list. A birth may be there, and be no use."""
    if pointer.endswith("/date_of_birth"):
        return True
    at, parts = case, pointer.split("/")[1:]
    if parts[0] == "attributes":
        return not is_known(case, parts[1], date)
    for part in parts[:-1]:
        if isinstance(at, list):
            if int(part) >= len(at):
                return False
            at = at[int(part)]
        elif part in ("findings", "attributes", "child") and not at.get(part):
            return True
        else:
            at = at.get(part)
    return isinstance(at, dict) and at.get(parts[-1]) in (None, "")


def is_wrong_to_offer(case, date, need):
    """A return, a fact that is recorded otherwise, and what could only be dated back: nobody is to be told to do, or to write, that for a check."""
    if need["kind"] == "attribute":
        return is_known(case, need["name"], date)
    return need["kind"] == "return" or need.get("not_after", date) < date


# The checks ------------------------------------------------------------------------------------------------------------------


class Tried:
    def __init__(self, report, inside, name, pack):
        self.report, self.inside, self.name, self.pack = report, inside, name, pack
        self.alternatives = self.missing = self.none = 0
        self.without = {}

    def evaluate(self, case, date, explain):
        return json.loads(self.inside.lines(json.dumps(case).encode(), [date], explain=explain, profile=self.name)[0])

    def try_alternative(self, case, date, requirement, alternative):
        added = Addition(case, date, self.pack)
        try:
            for need in alternative["all_of"]:
                added.add(need)
        except NotImplementedError:
            return
        self.alternatives += 1
        status = status_of(self.evaluate(added.case, added.until, library.NONE), requirement)
        self.report.check(status in ("met", "not_applicable"), "%s, %s on %s: %s is %s with %s on %s" % (
            self.name, case["id"], date, requirement, status, json.dumps(alternative), added.until))

    def try_today(self, case, date, requirement, alternatives):
        """
        What can only be done from tomorrow on would not do today: unless there is one of today, where a later day says which is the latest. Where
        something else would do today it may be the same.
        """
        needs = [alternative["all_of"][0] for alternative in alternatives]
        if any(len(alternative["all_of"]) > 1 for alternative in alternatives) or any(
                need["kind"] != "record" or need.get("not_before") != step(date, 1) for need in needs):
            return
        for need in needs:
            if any(record.get("type") in need["types"] and record.get("date") == date for record in case.get("records") or []):
                continue
            added = Addition(case, date, self.pack)
            added.add({name: value for name, value in need.items() if name != "not_before"})
            status = status_of(self.evaluate(added.case, date, library.NONE), requirement)
            self.report.check(status != "met", "%s, %s on %s: %s is met without waiting a day for %s" % (self.name, case["id"], date, requirement, json.dumps(need)))

    def look_at(self, case, date):
        for gate in self.evaluate(case, date, library.FULL)["gates"]:
            for r in gate["requirements"]:
                if r["status"] not in ("not_met", "unknown"):
                    self.report.check("needs" not in r and "missing" not in r, "%s: %s is %s and needs something" % (case["id"], r["id"], r["status"]))
                    continue
                alternatives = r.get("needs", {"any_of": []})["any_of"]
                self.try_today(case, date, r["id"], alternatives)
                for alternative in alternatives:
                    self.try_alternative(case, date, r["id"], alternative)
                    for need in alternative["all_of"]:
                        self.report.check(not is_wrong_to_offer(case, date, need), "%s on %s: %s offers %s" % (case["id"], date, r["id"], json.dumps(need)))
                if not alternatives:
                    self.without.setdefault(r["id"], (case["id"], date))
                self.none += not alternatives
                for pointer in r.get("missing", []):
                    self.missing += 1
                    self.report.check(is_lacking(case, pointer, date), "%s on %s: %s lacks %s, which is there" % (case["id"], date, r["id"], pointer))


def check_who_took_part(report, program):
    """Who led and who took part are asked for where that is what would tell, and not where it is something else."""
    remove = lambda *members: [{"remove": "/records/consultation/" + m} for m in members]
    for steps, want in ((remove("outcome", "led_by"), ["outcome"]), (remove("led_by", "participants/head_of_service"), ["led_by"]),
                        (remove("participants"), ["participants"]), (remove("outcome", "led_by", "participants"), ["outcome", "led_by", "participants"])):
        case = support.change(support.base("home-from-section-20"), steps)
        at = next(i for i, r in enumerate(case["records"]) if r["id"] == "consultation")
        found = [r for g in support.evaluate(program, case, "2024-03-01")["gates"] for r in g["requirements"] if r["id"] == "h2.viability"][0]
        report.check((found["status"], found.get("missing")) == ("unknown", ["/records/%d/%s" % (at, m) for m in want]),
                     "without %s, %s is missing: %s" % (steps, want, found.get("missing")))
    for steps, offers in (([], True), ([{"remove": "/records/planning-meeting/led_by"}], False)):
        case = support.change(support.base("home-from-section-20"), steps + [{"remove": "/records/viability-meeting/participants/parent"}])
        found = [r for g in support.evaluate(program, case, "2024-08-25")["gates"] for r in g["requirements"] if r["id"] == "h4.participants"][0]
        report.check((found["status"], "needs" in found) == ("not_met", offers), "everybody of the planning meeting: %s" % found)


def check_who_is_there(report, inside):
    """People of whom stays are kept: what is offered, and that a stay without a start is named where it may tell."""
    folder = os.path.join(support.HERE, "language", "who_is_there")
    pack, checks = (support.load(os.path.join(folder, n)) for n in ("pack.json", "cases.json"))
    inside.take_pack("who_is_there", pack)
    tried, offered, missing = Tried(report, inside, "who_is_there", pack), set(), set()
    for check in checks["checks"]:
        tried.look_at(check["case"], check["as_of"])
        for r in tried.evaluate(check["case"], check["as_of"], library.FULL)["gates"][0]["requirements"]:
            offered |= {(check["name"], r["id"], " and ".join(n["kind"] for n in a["all_of"])) for a in r.get("needs", {"any_of": []})["any_of"]}
            missing |= {(check["name"], r["id"], m) for m in r.get("missing", [])}
    for member, found in (("x_offered", offered), ("x_missing", missing)):
        want = {(c["name"], *row) for c in checks["checks"] for row in c.get(member, [])}
        report.check(found == want, "who is there: %s differs: %s" % (member, sorted(found ^ want)))


def check_what_is_derived(report, inside):
    """A finding that is only derived is not offered: what somebody wrote of it would not count."""
    pack = support.load(os.path.join(support.HERE, "language", "scored_tool", "pack.json"))
    points = {"derived": {"finding": "result", "is": ["low"]}, "stated": {"finding": "history", "is": ["good"]}}
    pack["pathways"][0]["stages"][0]["requirements"] = [
        {"id": name, "text": {"en": name}, "source": {"id": "made_up", "at": "1"}, "necessity": "required", "satisfied_by": asked} for name, asked in points.items()]
    pack["id"] = "derived"
    inside.take_pack("derived", pack)
    case = {"schema": "reunify/case/1", "id": "c", "assessments": [{"id": "a", "date": "2024-01-01", "findings": {"history": "poor"}}]}
    found = json.loads(inside.lines(json.dumps(case).encode(), ["2024-02-01"], profile="derived")[0])
    offered = {r["id"]: "needs" in r for gate in found["gates"] for r in gate["requirements"]}
    report.check(offered == {"derived": False, "stated": True}, "what is offered of derived findings: %s" % offered)


def dates_around(case, date):
    found = {date} | {e[m] for n in run_requires.LISTS for e in case.get(n) or [] if isinstance(e, dict) for m in ("date", "from") if e.get(m)}
    found |= run_properties.happenings({"attributes": case.get("attributes") or {}})
    return sorted(d for d in found | {step(d, 30) for d in found if d < "9000"} if "1950" < d < "2100")


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report, inside = support.Report("needs"), library.Library(program)
    check_who_took_part(report, program)
    check_who_is_there(report, inside)
    check_what_is_derived(report, inside)
    for name in sorted(n[:-5] for n in os.listdir(support.PACKS) if n.endswith(".json")):
        tried = Tried(report, inside, name, support.pack_of(name))
        cases = run_requires.cases_of(name)
        places = sorted({(at, d) for at, (case, date) in enumerate(cases) for d in dates_around(case, date)})
        if "all" not in arguments:
            places = random.Random(name).sample(places, min(PART, len(places)))
        for at, date in places:
            try:
                tried.look_at(cases[at][0], date)
            except support.Failed:
                continue
        print("%s: %d cases at dates, %d alternatives met, %d things missing; %d times nothing that could be added: %s" % (
            name, len(places), tried.alternatives, tried.missing, tried.none, " ".join(sorted(tried.without))))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

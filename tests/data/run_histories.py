#!/usr/bin/env python3
"""
What holds of attempts and settled stages, in the examples and in random variations of them.

  run_histories.py PROGRAM

- Settled: a record, an assessment or family time added after the return changes no requirement that was met on the day of the return.
- Attempts: nothing dated before the attempt is evidence for what a stage asks that counts the attempt.
- As-of: a case cut at a date, and the case seen at that date, give the same bytes.
- Quiet days: a day on which nothing happens, nobody has a birthday and no period ends changes nothing but what the calendar counts.
"""
import json
import random
import sys

import library
import run_properties as dates
import support

PROFILE = "herefordshire-2023"
VARIATIONS = 1
ADDED = 2
DAYS = 6


def evaluate_all(program, inside, wanted, profile):
    """
    Documents of (key, case, date): {key: bytes}. A case at several dates takes one process of the program; one at a single date is evaluated in this
    process.
    """
    at, found = {}, {}
    for key, case, date in wanted:
        at.setdefault(id(case), []).append((key, case, date))
    for items in at.values():
        case, days = items[0][1], [date for _, _, date in items]
        if len(days) > 1:
            lines = support.evaluate_many(program, [case], days, ["--profile", profile])
        else:
            lines = inside.lines(dates.written(case), days, profile=profile)
        found.update({key: line for (key, _, _), line in zip(items, lines)})
    return found


# Random variations -----------------------------------------------------------------------------------------------------------


def outcomes_of(pack):
    return {t["id"]: list(t["outcomes"]) + [None, "did_not_take_place"] for t in pack["record_types"]}


def random_record(r, outcomes, name, date):
    kind = r.choice(sorted(outcomes))
    record = {"id": name, "type": kind, "date": date, "led_by": r.choice(["social_worker", "team_manager", "head_of_service", "service_director"])}
    outcome = r.choice(outcomes[kind])
    if outcome:
        record["outcome"] = outcome
    if r.random() < 0.5:
        record["participants"] = r.sample(["child", "parent", "social_worker", "team_manager", "independent_reviewing_officer"], 2)
    return record


def random_assessment(r, name, date):
    findings = {"risk_factors": r.choice(["addressed", "being_addressed", "not_being_addressed"]), "protective_factors": r.choice(["apparent", "not_apparent"]),
                "parental_capacity": r.choice(["able", "unable"]), "new_risk": r.random() < 0.5}
    return {"id": name, "date": date, "findings": findings}


def varied(r, case, outcomes):
    """The case with some records gone, some on another day or with another end, and perhaps a return that ended."""
    case = dates.copied(case)
    records = case.get("records", [])
    for record in r.sample(records, min(4, len(records))):
        how = r.randrange(3)
        if how == 0:
            records.remove(record)
        elif how == 1:
            record["date"] = dates.step(record["date"], r.randint(-60, 60))
        elif outcomes.get(record["type"]):
            record["outcome"] = r.choice([o for o in outcomes[record["type"]] if o])
    for entry in case.get("returns", []):
        if not entry.get("ended_on") and r.random() < 0.3:
            entry["ended_on"] = dates.step(entry["date"], r.randint(0, 200))
            entry["outcome"] = r.choice(["re_entered_care", "other"])
    return case


def all_cases(pack):
    outcomes = outcomes_of(pack)
    cases = support.examples()
    for name in sorted(cases):
        r = random.Random(name)
        for at in range(VARIATIONS):
            cases["%s, variation %d" % (name, at)] = varied(r, cases[name], outcomes)
    return cases


# Attempts and settling -------------------------------------------------------------------------------------------------------


def standing(document):
    """The return that stands, as an entry of an attempt."""
    home = [a["return"] for a in document["attempts"] if a["return"] and not a["return"]["ended_on"]]
    return home[-1] if home else None


def requirements_of(document, stages):
    return {q["id"]: q for g in document["gates"] if g["stage"] in stages for q in g["requirements"]}


def with_more(r, case, outcomes, since, until):
    """The case with something added after a date."""
    case = dates.copied(case)
    days = [dates.step(since, n) for n in range(1, 400) if dates.step(since, n) <= until]
    case.setdefault("records", []).append(random_record(r, outcomes, "added", r.choice(days)))
    case.setdefault("assessments", []).append(random_assessment(r, "added-too", r.choice(days)))
    case.setdefault("family_time", []).append({"from": r.choice(days), "times_a_week": 1, "hours": r.randint(1, 60), "overnight": r.random() < 0.5})
    return case


def check_settled(report, program, inside, pack, cases, whole):
    stages = {s["id"] for p in pack["pathways"] for s in p["stages"] if "settled_on" in s}
    outcomes, wanted = outcomes_of(pack), []
    for name, case in cases.items():
        document = whole.get(name)
        home = document and standing(document)
        if not home or home["date"] >= document["as_of"]:
            continue
        wanted.append(((name, "day"), case, home["date"]))
        r = random.Random(name + " added")
        for at in range(ADDED):
            wanted.append(((name, at), with_more(r, case, outcomes, home["date"], document["as_of"]), document["as_of"]))
    found = evaluate_all(program, inside, wanted, PROFILE)
    for (name, at), line in found.items():
        if at == "day":
            continue
        day = requirements_of(json.loads(found[(name, "day")]), stages)
        now = requirements_of(json.loads(line), stages)
        for i, q in day.items():
            if q["status"] == "met":
                kept = [now[i][m] == q[m] for m in ("status", "met_on", "evidence")]
                report.check(all(kept), "%s: %s was met on the day of the return, and what was added after it (%d) changes it" % (name, i, at))
    return len(found)


def check_evidence(report, pack, name, case, document):
    stages = {s["id"] for p in pack["pathways"] for s in p["stages"] if s.get("counts") == "attempt"}
    start = document["attempt"]["from"] if document["attempt"] else None
    on = {e["id"]: e["date"] for e in case.get("records", []) + case.get("assessments", []) if "id" in e and "date" in e}
    for i, q in requirements_of(document, stages).items():
        old = [e for e in q["evidence"] if start and q["status"] in ("met", "set_aside") and on.get(e, start) < start]
        report.check(not old, "%s as of %s: %s rests on %s, before the attempt of %s" % (name, document["as_of"], i, old, start))


# Quiet days ------------------------------------------------------------------------------------------------------------------


def loud_days(case):
    """The days on which something happens or the calendar may tell."""
    found = dates.happenings(case)
    for person in case.get("people", []):
        found |= {e[end] for e in person.get("stays", []) for end in ("from", "to") if e.get(end)}
    found |= {e[end] for e in case.get("return_to", []) if isinstance(e, dict) for end in ("from", "to") if e.get(end)}
    found |= {dates.step(d, n) for d in found for n in (1, 7, 8)} | {dates.months_later(d, m) for d in found for m in (1, 4, 6, 12, 24)}
    return found | {dates.step(d, 1) for d in found}


def has_birthday(case, date):
    born = [p.get("date_of_birth") for p in case.get("people", []) + [case.get("child", {})]]
    return any(len(b) < 10 or b[5:] == date[5:] for b in born if b)


def settled_view(document):
    """A document without what the calendar alone may change."""
    document = support.without_members(document, "needs")
    out = {k: v for k, v in document.items() if k not in ("as_of", "schedule", "applicability")}
    out["risk"] = {k: v for k, v in document["risk"].items() if k not in ("pending", "earliest_closure", "may_close", "actions")}
    return out


def quiet_days(case, days):
    happened, loud = dates.happenings(case), loud_days(case)
    return [date for date in days if min(happened) <= date <= max(happened) and date not in loud and not has_birthday(case, date)]


# All of them -------------------------------------------------------------------------------------------------------------


def check_histories(report, program, inside):
    pack = support.pack_of(PROFILE)
    cases, wanted = all_cases(pack), []
    r = random.Random("days")
    eventful = r.sample(sorted({d for case in cases.values() for d in dates.happenings(case)}), DAYS)
    others = [dates.step("2022-01-01", r.randrange(1500)) for _ in range(DAYS)]
    for name, case in cases.items():
        wanted.append(((name, "last", "whole"), case, max(dates.happenings(case))))
        for date in eventful:
            wanted += [((name, date, "whole"), case, date), ((name, date, "then"), dates.cut(case, date), date)]
        for date in quiet_days(case, others):
            wanted += [((name, date, "quiet"), case, date), ((name, date, "eve"), case, dates.step(date, -1))]
    found = evaluate_all(program, inside, wanted, PROFILE)
    whole = {}
    for (name, date, how), line in found.items():
        document = json.loads(line)
        if how == "whole":
            check_evidence(report, pack, name, cases[name], document)
            whole.update({name: document} if date == "last" else {})
        if how == "then":
            seen, line = support.without_places(found[(name, date, "whole")]), support.without_places(line)
            report.check(seen == line, "%s as of %s: what comes later changes the answer" % (name, date),
                         *(support.pretty_difference(line, seen, 20) if seen != line else []))
        if how == "quiet":
            wrong = support.differences(settled_view(json.loads(found[(name, date, "eve")])), settled_view(document))
            report.check(not wrong, "%s as of %s: nothing happened, and yet" % (name, date), *wrong[:5])
    more = check_settled(report, program, inside, pack, cases, whole)
    print("%d cases, %d evaluations of histories" % (len(cases), len(found) + more))


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("histories")
    check_histories(report, program, library.Library(program))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

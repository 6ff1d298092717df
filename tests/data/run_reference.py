#!/usr/bin/env python3
"""
Holds the program's evaluations under herefordshire-2023 against those of reference/, a second implementation in plain Python: every example at many dates,
then random variations of them. They have to say the same of applicability, risk, attempts, stages, gates, requirements, schedule, alerts and warnings.

  run_reference.py PROGRAM [--seed N] [--cases N]     more cases by hand

A case that differs is told with its seed, and the changes left out that do not matter.
"""
import argparse
import json
import os
import random
import sys

import support

sys.path.insert(0, os.path.join(support.HERE, "reference"))
import evaluation  # noqa: E402
import variations  # noqa: E402
from days import day, text  # noqa: E402

ANSWERS = {"true": True, "false": False, "unknown": None}
CASES = 250
DATES = 2
DATES_OF_EXAMPLES = 8
DATES_WITHOUT = 3
BY_LEVEL = ("h2.not_viable", "h4.risk_escalated")
WARNED = {"implausible_date", "duplicate_return", "return_while_standing", "one_day_gap", "placement_not_recorded", "home_without_return",
          "return_not_ended", "set_aside_not_allowed", "set_aside_no_rationale", "findings_conflict", "judgement_no_rationale", "judgement_not_approved",
          "date_out_of_range"}


# The program's document in the reference's form ------------------------------------------------------------------------------


def told_risk(risk):
    found = risk["classification"]
    out = {name: risk[name] for name in ("level", "since", "basis", "may_close", "earliest_closure", "pending")}
    out["history"] = [{name: value for name, value in entry.items() if name != "judgement"} for entry in risk["history"]]
    out["closing"] = {"result": ANSWERS[risk["closing"]["result"]], "conditions": {one["id"]: ANSWERS[one["result"]] for one in risk["closing"]["conditions"]}}
    out["classification"] = found and {
        "assessment": found["assessment"], "level": found["level"], "status": found["status"], "at_least": found["at_least"],
        "deciding": sorted(one["id"] for one in found["dimensions"] if one["deciding"]),
        "values": {one["id"]: one["value"] for one in found["dimensions"]}}
    return out


def told_gate(gate):
    out = {name: gate[name] for name in ("status", "outcome", "passed_on")}
    if gate["status"] == "stopped" and any(one["result"] == "true" and one["id"] not in BY_LEVEL for one in gate["stops"]):
        out.update(stopped_by=gate["stopped_by"], stopped_on=gate["stopped_on"])
    out["stops"] = {one["id"]: ANSWERS[one["result"]] for one in gate["stops"]}
    out["requirements"] = {}
    for row in gate["requirements"]:
        found = out["requirements"][row["id"]] = {name: row[name] for name in ("status", "late", "met_on")}
        if row["status"] == "met":
            found["evidence"] = sorted(row["evidence"])
        if row["people"]:
            found["people"] = {one["person"]: one["status"] for one in row["people"]}
    return out


def of_history(attempts, date):
    """Dated within an attempt, and not within the present one."""
    inside = [(one["from"] or "") <= date and (not one["to"] or date <= one["to"]) for one in attempts]
    return any(inside) and (attempts[-1]["from"] or "") > date


def told(document):
    """In the reference's form."""
    return {
        "applicability": {"result": document["applicability"]["result"],
                          "conditions": {one["id"]: ANSWERS[one["result"]] for one in document["applicability"]["conditions"]}},
        "risk": told_risk(document["risk"]), "attempt": document["attempt"], "attempts": document["attempts"],
        "set_aside": [[one[name] for name in ("requirement", "record", "by", "date", "outcome", "accepted")] for one in document["set_aside"]
                      if not of_history(document["attempts"], one["date"])],
        "stage": document["stage"] and document["stage"]["id"],
        "gates": {gate["stage"]: told_gate(gate) for gate in document["gates"]},
        "schedule": {one["id"]: {name: one[name] for name in ("due", "status", "done_on", "late")} for one in document["schedule"]},
        "alerts": {**{one["code"]: True for one in document["alerts"]}, **{one["code"]: None for one in document["alerts_not_known"]}},
        "warnings": sorted({one["code"] for one in document["warnings"]} & WARNED),
    }


def differences(want, got, at=""):
    """Where two forms differ, either way."""
    if isinstance(want, dict) and isinstance(got, dict):
        return [line for name in sorted(want.keys() | got.keys())
                for line in differences(want.get(name, "-"), got.get(name, "-"), "%s/%s" % (at, name))]
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return [line for index, (a, b) in enumerate(zip(want, got)) for line in differences(a, b, "%s/%d" % (at, index))]
    return [] if want == got and type(want) is type(got) else ["%s: the reference says %s, the program %s" % (at, json.dumps(want), json.dumps(got))]


def reference(case, date):
    out = case.evaluation(date)
    out["alerts"] = {code: so for code, so in out["alerts"].items() if so is not False}
    return out


def compare(program, case, dates):
    """Lines on where the program and the reference differ, each with its date; None where the program does not take the case."""
    try:
        lines = support.evaluate_many(program, [case], dates, ["--profile", "herefordshire-2023"])
    except support.Failed:
        return None
    whole = evaluation.Case(case)
    return ["%s %s" % (date, line) for date, found in zip(dates, lines) for line in differences(reference(whole, date), told(json.loads(found)))]


# Cases -----------------------------------------------------------------------------------------------------------------------


def examples():
    return {name: case for name, case in support.examples().items() if case.get("schema") == "reunify/case/1"}


def days_to_ask(case):
    """The days on which something changes, from the first record on to some years after the last."""
    rows = [day(one["date"]) for member in ("records", "assessments", "returns") for one in case.get(member) or [] if one.get("date")] or [day("2024-01-01")]
    return [text(one) for one in evaluation.Case(case).turns if min(rows) - 400 <= one <= max(rows) + 1000]


def without(case, member):
    return {key: value for key, value in case.items() if key != member}


def variation(bases, seed):
    """A random case and the dates to ask about."""
    dice = random.Random(seed)
    case = variations.Variation(bases[dice.choice(sorted(bases))], dice).apply(dice.choice((1, 1, 2, 2, 3, 4, 6, 9)))
    days = days_to_ask(case)
    return case, sorted(dice.sample(days, min(DATES, len(days))))


def main():
    asked = argparse.ArgumentParser(usage=__doc__)
    asked.add_argument("program")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--cases", type=int, default=CASES)
    given = asked.parse_args()
    report, program, bases = support.Report("reference"), support.program_argument([given.program], __doc__), examples()
    for name, case in bases.items():
        days = days_to_ask(case)
        for asked_of, at, count in ((name, case, DATES_OF_EXAMPLES), (name + " without records", without(case, "records"), DATES_WITHOUT)):
            found = compare(program, at, days[::max(1, len(days) // count)])
            report.check(found == [], asked_of, *(found or ["not taken"])[:12])
    for seed in range(given.seed, given.seed + given.cases):
        case, dates = variation(bases, seed)
        found = compare(program, case, dates)
        if found is not None:
            report.check(not found, "seed %d" % seed, *found[:12])
    return report.end()


if __name__ == "__main__":
    sys.exit(main())

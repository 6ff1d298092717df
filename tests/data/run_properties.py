#!/usr/bin/env python3
"""
What holds for every case, tried on the examples and on the bases of the data cases, at every date on which something happens and the days around it.

  run_properties.py PROGRAM

The program evaluates each case at all its dates; the cases that are made of it are evaluated in this process (library.py), and compared with what
the program printed.

- As-of replay: the whole case evaluated at a date, and the case with everything later cut away, give the same bytes.
- Order: shuffling what is independent (anything but records, assessments or family time of one date, and factors) changes no byte.
- First dates: what is met since a date (met_on, done_on) is met then and was never met before; a gate passed since a date was passed on every date
  from then on and not on the day before.
- Explanation: asking for less of it changes no result (that the results are all there, run_schemas.py sees).
"""
import datetime
import json
import marshal
import os
import random
import sys

import library
import support

SEEDS = 2


def written(document):
    return json.dumps(document).encode()


def copied(document):
    """A copy of a JSON document: there are many to make, and copy.deepcopy takes its time."""
    return marshal.loads(marshal.dumps(document))


# Dates -----------------------------------------------------------------------------------------------------------------------


def step(date, days):
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days)).isoformat()


def happenings(case):
    """The dates in a case on which something happens."""
    found = set()
    for name in ("records", "assessments", "returns"):
        found |= {e["date"] for e in case.get(name, []) if "date" in e}
    for name in ("legal_statuses", "care_periods", "placements", "family_time"):
        found |= {e[end] for e in case.get(name, []) for end in ("from", "to") if e.get(end)}
    found |= {e["ended_on"] for e in case.get("returns", []) if e.get("ended_on")}
    return found | {e[end] for spans in timed(case).values() for e in spans for end in ("from", "to") if e.get(end)}


def timed(case):
    """The attributes that have a time: {name: their values}."""
    return {name: value for name, value in (case.get("attributes") or {}).items() if isinstance(value, list)}


def months_later(date, months):
    total = int(date[:4]) * 12 + int(date[5:7]) - 1 + months
    year, month = divmod(total, 12)
    for day in range(int(date[8:]), 27, -1):
        try:
            return datetime.date(year, month + 1, day).isoformat()
        except ValueError:
            continue
    return datetime.date(year, month + 1, int(date[8:])).isoformat()


MOST_DATES = 45


def dates_of(case):
    """Happenings, what periods after them come to, and the days around: as many as there is time for, from the first to the last."""
    found = happenings(case)
    found |= {months_later(r["date"], m) for r in case.get("returns", []) for m in (1, 6, 24)}
    found |= {months_later(a["date"], 6) for a in case.get("assessments", []) if "date" in a}
    days = sorted({step(d, n) for d in found for n in (-1, 0, 1)})
    return days if len(days) <= MOST_DATES else [days[i * (len(days) - 1) // (MOST_DATES - 1)] for i in range(MOST_DATES)]


# The case as it stood --------------------------------------------------------------------------------------------------------


def cut(case, as_of):
    """What was on file at a date. Lists stay, if empty: what is not in them had not happened."""
    case = copied(case)
    for name, key in (("records", "date"), ("assessments", "date"), ("returns", "date"), ("family_time", "from"),
                      ("legal_statuses", "from"), ("care_periods", "from"), ("placements", "from")):
        if name in case:
            case[name] = [e for e in case[name] if key not in e or e[key] <= as_of]
            for e in case[name]:
                if e.get("to") and e["to"] > as_of:
                    e["to"] = None
                if e.get("ended_on") and e["ended_on"] > as_of:
                    e["ended_on"] = None
                    e.pop("outcome", None)
    stretches = [p["stays"] for p in case.get("people", []) if "stays" in p] + [case.get("return_to", [])]
    for stays in stretches + list(timed(case).values()):
        stays[:] = [e for e in stays if not isinstance(e, dict) or e.get("from", as_of) <= as_of]
        for e in stays:
            if isinstance(e, dict) and e.get("to") and e["to"] > as_of:
                e["to"] = None
    if timed(case):
        case["attributes"] = {name: value for name, value in case["attributes"].items() if value != []}
    return case


# The case in another order ---------------------------------------------------------------------------------------------------


def shuffle_keeping(random_, items, key):
    """A shuffle that keeps the order of items of the same key."""
    shuffled = list(items)
    random_.shuffle(shuffled)
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return [groups[key(item)].pop(0) for item in shuffled]


def reordered(case, seed):
    r = random.Random(seed)
    case = copied(case)
    keys = {
        "records": lambda e: (e.get("type"), e.get("date")),
        "assessments": lambda e: e.get("date"),
        "family_time": lambda e: e.get("from"),
        "returns": lambda e: e.get("date"),
    }
    for name, value in case.items():
        if isinstance(value, list):
            case[name] = shuffle_keeping(r, value, keys.get(name, id))
    for name in ("participants", "needs", "factors"):
        for e in case.get("records", []) + case.get("people", []) + case.get("assessments", []):
            if name in e:
                r.shuffle(e[name])

    def members(value):
        if isinstance(value, dict):
            items = [(k, members(v)) for k, v in value.items()]
            r.shuffle(items)
            return dict(items)
        return [members(v) for v in value] if isinstance(value, list) else value
    return members(case)


# The properties --------------------------------------------------------------------------------------------------------------


def check_as_of_and_order(report, program, inside, cases):
    """Also gives every evaluation: {name: {date: document}}."""
    history = {}
    for name, case in cases.items():
        days = dates_of(case)
        history[name] = {}
        for date, whole in zip(days, support.evaluate_many(program, [case], days)):
            history[name][date] = json.loads(whole)
            whole = support.without_places(whole)
            then = support.without_places(inside.lines(written(cut(case, date)), [date])[0])
            report.check(whole == then, "%s as of %s: what comes later changes the answer" % (name, date),
                         *(support.pretty_difference(then, whole, 20) if whole != then else []))
            for seed in range(SEEDS):
                other = support.without_places(inside.lines(written(reordered(case, (seed, date).__repr__())), [date])[0])
                report.check(whole == other, "%s as of %s: the order of the case changes the answer (seed %d)" % (name, date, seed),
                             *(support.pretty_difference(whole, other, 20) if whole != other else []))
    return history


def things_with_a_first_date(document):
    """(what, whether it holds, the date since which it says that it holds). An obligation after another return is another."""
    for gate in document["gates"]:
        for r in gate["requirements"]:
            yield ("requirement " + r["id"], r["status"] == "met", r["met_on"])
    for s in document["schedule"]:
        yield ("obligation %s, due %s" % (s["id"], s["due"]), s["status"] == "done", s["done_on"])


def first_dates(document):
    """Since when things hold, and gates have been passed."""
    return ({what: since for what, holds, since in things_with_a_first_date(document) if holds},
            {g["stage"]: g["passed_on"] for g in document["gates"] if g["status"] == "passed"})


def fill(program, cases, history):
    """Evaluations at first dates, and the days before them, that are not there yet."""
    for name, case in cases.items():
        first = set().union(*(f.values() for f in first_dates(history[name][max(history[name])]))) - {None}
        days = sorted({day for since in first for day in (since, step(since, -1))} - set(history[name]))
        for date, line in zip(days, support.evaluate_many(program, [case], days) if days else []):
            history[name][date] = json.loads(line)


def check_first_dates(report, program, cases, history):
    ends = {name: max(history[name]) for name in cases}
    fill(program, cases, history)
    for name, last in ends.items():
        document = history[name][last]
        firsts, passed = first_dates(document)
        for what, since in list(firsts.items()) + list(passed.items()):
            report.check(since is not None and since <= last, "%s: %s holds at %s, since %s" % (name, what, last, since))
        for date, then in history[name].items():
            held = {what: holds for what, holds, _ in things_with_a_first_date(then)}
            same_attempt = then["attempt"] == document["attempt"]
            for what, since in firsts.items():
                if date <= since and (same_attempt or not what.startswith("requirement")):
                    report.check(held.get(what, False) == (date == since), "%s: %s holds since %s, but %s at %s" % (
                        name, what, since, "does too" if held.get(what) else "does not", date))
            was = {g["stage"]: g["status"] == "passed" for g in then["gates"]}
            for stage, since in passed.items():
                if since <= date <= last or date == step(since, -1):
                    report.check(was[stage] == (date >= since), "%s: gate %s passed since %s, but %s at %s" % (
                        name, stage, since, "passed too" if was[stage] else "not", date))


def without_explanation(value):
    """A document without what explains: who and what it rests on, and since when."""
    if isinstance(value, dict):
        return {k: without_explanation(v) for k, v in value.items() if k not in ("evidence", "met_on", "passed_on", "done_on", "people", "latest_evidence", "late", "rationale", "needs", "missing")}
    return [without_explanation(v) for v in value] if isinstance(value, list) else value


def check_explanation(report, program, cases, history):
    for name, case in cases.items():
        days = sorted(history[name])[::5]
        wanted = [without_explanation(history[name][date]) for date in days]
        for how in ("none", "decision"):
            lines = support.evaluate_many(program, [case], days, ["--explain", how])
            for date, want, line in zip(days, wanted, lines):
                got = without_explanation(json.loads(line))
                found = support.differences(got, want) if written(got) != written(want) else []
                report.check(not found, "%s as of %s, --explain %s:" % (name, date, how), *found[:5])


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("properties")
    cases = support.examples()
    for file in sorted(os.listdir(os.path.join(support.DATA, "bases"))):
        cases["base " + file] = support.base(file[:-5])
    history = check_as_of_and_order(report, program, library.Library(program), cases)
    check_first_dates(report, program, cases, history)
    check_explanation(report, program, cases, history)
    print("%d cases, %d evaluations at different dates" % (len(cases), sum(len(h) for h in history.values())))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

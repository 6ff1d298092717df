#!/usr/bin/env python3
"""
What the page of a case says, and what it never says: every example of every pack, at the 15th of every month from its first date to its last.

  run_page.py PROGRAM

The documents are the program's; the pages are made in this process (library.py), and on one date of each pack the program's are held against them.

- The head has who, where the child lives, the legal status, the level and the stage, within six lines of 80 columns, and then the counts, which are
  those of the document. Every alert stands above line 12.
- No word or phrase that no page may hold; no figure about groups of families without --all.
- No sentence that orders: an action stands on the page only where the document names it. None is named about returning home while a return stands,
  the profile does not apply or a gate is stopped; none about an order where none is in force, about staying looked after for a child who is not,
  about closing where that is ruled out; those of an alert stand in the pack's order of urgency.
- What an alert rests on, a new risk, a goal past its date, alerts of which too little is known and an old record are named; each open point
  of the stage has a box.
- Of closing nothing is said but at the lowest level, at home and where nothing stops the plan.
"""
import glob
import json
import os
import re
import subprocess
import sys

import library
import run_properties as dates
import support

PROFILE = "herefordshire-2023"
HEAD = ("Lives", "Legal", "Risk", "Stage")
HEAD_LINES, ALERT_LINES, OLD_DAYS = 6, 12, 56
BETWEEN = "\n" + "-" * 80 + "\n\n"

# No page holds them: orders, promises, verdicts, and labels that only the program's makers understand.
NEVER = """
the case may close, may close from, can be told, cannot be told, gives alarm, keeps up, running:, deciding:, return the child, keep the care order,
bring the child back, remove the child, the child must, the parents must, parents have to, hidden, in two minds, ambivalent about, failed, failure,
problem family, incapable, unfit, non-compliant, disengaged, will be lower, will move to low, will be low, predict, likelihood, risk score,
not yet:, ever looked, not suited to the child, held back, and is still there, does not count for this one, abuse happens again, capacity for
""".replace("\n", " ")


# Actions ---------------------------------------------------------------------------------------------------------------------


def months_of(case):
    happened = sorted(dates.happenings(case))
    day, out = happened[0][:8] + "15", []
    while day <= dates.months_later(happened[-1], 1):
        out.append(day)
        day = dates.months_later(day, 1)
    return out


def holds(case, member, date, good):
    return any(good(e) and e.get("from", date) <= date and not (e.get("to") and e["to"] <= date) for e in case.get(member, []))


def standing(document):
    """The return that stands, as an entry of an attempt."""
    home = [a["return"] for a in document["attempts"] if a["return"] and not a["return"]["ended_on"]]
    return home[-1] if home else None


def ruled_out(case, document):
    """What no action may be about."""
    date, out = document["as_of"], {}
    if standing(document):
        out["return_home"] = "a return stands"
    elif document["applicability"]["result"] == "not_applicable":
        out["return_home"] = "the profile does not apply"
    elif any(g["status"] == "stopped" for g in document["gates"]):
        out["return_home"] = "a gate is stopped"
    if "legal_statuses" in case and not holds(case, "legal_statuses", date, lambda e: e.get("code") in ("care_order", "interim_care_order")):
        out["keep_order"] = "no order is in force"
    if "care_periods" in case and not holds(case, "care_periods", date, lambda e: e.get("kind") != "short_break"):
        out["stay_looked_after"] = "the child is not looked after"
    if document["risk"]["closing"] and document["risk"]["closing"]["result"] == "false":
        out["close"] = "closing is ruled out"
    return out


def check_actions_of(report, pack, name, case, document):
    order = [a["id"] for a in pack["risk"]["actions"]]
    about = {a["id"]: a.get("about", "other") for a in pack["risk"]["actions"]}
    no = ruled_out(case, document)
    lists = [("risk", document["risk"]["actions"])] + [(g["stage"], g["actions"]) for g in document["gates"]]
    lists += [(a["code"], a["actions"]) for a in document["alerts"]]
    for place, actions in lists:
        for action in actions:
            reason = no.get(about[action["code"]])
            report.check(not reason, "%s as of %s: %s names %s, and %s" % (name, document["as_of"], place, action["code"], reason))
    for alert in document["alerts"]:
        ranks = [order.index(a["code"]) for a in alert["actions"]]
        report.check(ranks == sorted(ranks), "%s as of %s: the actions of %s are not in order of urgency" % (name, document["as_of"], alert["code"]))


def examples_of(pack):
    folder = support.EXAMPLES if pack == PROFILE else os.path.join(support.EXAMPLES, pack)
    return {os.path.relpath(p, support.EXAMPLES): support.load(p) for p in sorted(glob.glob(os.path.join(folder, "*.json")))}


def examples_over_time(count):
    """Every example of every pack on so many of its days and the last: what it is called, the case, the day, and the options that name the pack."""
    for pack in sorted(n[:-5] for n in os.listdir(support.PACKS) if n.endswith(".json")):
        for name, case in examples_of(pack).items():
            days = months_of(case)
            for day in days[::max(1, len(days) // count)] + days[-1:]:
                yield "%s, %s on %s" % (pack, name, day), case, day, ["--profile", pack]


# Pages -----------------------------------------------------------------------------------------------------------------------


def pages_of(program, cases, date, profile):
    """The page of each case, by one process, in lines of 80 columns."""
    options = ["--profile", profile, "--as-of", date, "--format", "text", "--pages", "--width", "80"]
    with support.tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(case) + "\n" for case in cases))
        file.flush()
        done = subprocess.run([program] + options + [file.name], capture_output=True, timeout=60)
    pages = done.stdout.decode().split(BETWEEN)[1:]
    if done.returncode or len(pages) != len(cases):
        raise support.Failed("%d cases in, %d pages out, exit %d" % (len(cases), len(pages), done.returncode))
    return pages


def flat(text):
    return re.sub(r"\s+", " ", text)


def section(page, heading):
    """What stands under a heading, or nothing."""
    found = re.search(r"^%s.*?$(.*?)(?=^\S|\Z)" % re.escape(heading), page, re.M | re.S)
    return found.group(1) if found else ""


def check_head(report, where, page, document):
    lines = page.split("\n")
    rows = [line[2:13].strip() for line in lines]
    counts = rows.index("Counts") if "Counts" in rows else len(rows)
    report.check(lines[0].startswith("Case %s, " % document["case"]), "%s: the page begins with %s" % (where, lines[0]))
    report.check(counts <= HEAD_LINES, "%s: the head has %d lines" % (where, counts), *lines[:counts])
    report.check([r for r in rows[:counts] if r in HEAD] == list(HEAD), "%s: the head has %s" % (where, rows[:counts]))
    overdue, due = (sum(s["status"] == status for s in document["schedule"]) for status in ("overdue", "due"))
    unchecked = (len(document["alerts_not_known"]),) if document["alerts_not_known"] else ()
    wanted = (len(document["alerts"]), *unchecked, overdue, due, len(document["outstanding"]), len(document["information_needed"]))
    said = tuple(int(n) for n in re.findall(r"\d+", lines[counts])) if counts < len(lines) else ()
    report.check(said == wanted, "%s: the counts are %s, and the document has %s" % (where, said, wanted))
    alerts = [i + 1 for i, row in enumerate(rows) if row.startswith("! ALERT")]
    report.check(len(alerts) == len(document["alerts"]) and all(i <= ALERT_LINES for i in alerts), "%s: alerts in the lines %s" % (where, alerts))
    report.check(flat(page).count(" OVERDUE ") == overdue, "%s: OVERDUE is not said %d times" % (where, overdue))


def check_closing(report, where, page, document):
    said = re.search(r"^Closing$", page, re.M)
    lowest = document["risk"]["history"] and document["risk"]["level"] == "low"
    stopped = any(g["status"] == "stopped" for g in document["gates"])
    if not lowest or document["position"]["lives"] != "at_home" or stopped:
        report.check(not said, "%s: closing is spoken of" % where)
    allowed = "would allow a decision to close" in flat(section(page, "Closing"))
    confirmed = document["risk"]["may_close"] and document["risk"]["may_close"]["confirmed_on"]
    closing = document["risk"]["closing"]
    open_ = document["outstanding"] or document["information_needed"] or document["alerts"] or document["position"]["in_care"] == "true"
    report.check(not allowed or (confirmed and closing and closing["result"] == "true" and not open_), "%s: a decision to close would be allowed" % where)


def named(document):
    """The codes of all actions in a document."""
    lists = [document["risk"]["actions"]] + [g["actions"] for g in document["gates"]] + [a["actions"] for a in document["alerts"]]
    return {action["code"] for actions in lists for action in actions}


def words_of(pack):
    """What is looked for on each page, made ready once."""
    phrases = [(p.strip(), re.compile(r"(?<!\w)" + re.escape(p.strip()), re.I)) for p in NEVER.split(",")]
    actions = [(a["id"], flat(a["text"]["en"])) for a in pack["risk"]["actions"]]
    return phrases, actions, [(f["id"], flat(f["figure"]["en"])) for f in pack.get("factors", []) if "figure" in f]


def check_words(report, where, page, looked_for, document):
    phrases, actions, figures = looked_for
    words, codes = flat(page), named(document)
    for phrase, expression in phrases:
        report.check(not expression.search(words), '%s: the page says "%s"' % (where, phrase))
    for action, text in actions:
        if action not in codes:
            report.check(text not in words, "%s: the page says what no action names: %s" % (where, action))
    for factor, figure in figures:
        report.check(figure not in words, "%s: a figure of %s without --all" % (where, factor))


def spoken(code):
    return code.replace("_", " ")


def said_date(iso):
    months = "January February March April May June July August September October November December".split()
    year, month, day = iso.split("-")
    return "%d %s %d" % (int(day), months[int(month) - 1], int(year))


PROTECTION = {"section_47_enquiry", "police_protection", "emergency_protection_order"}


# Obligations that are done when such a requirement is met, in any pack.
DONE_BY = {"first_review": "h5.first_review", "minimum_support": "h5.support", "secure_return": "h5.secure"}


def only_waits(requirement, document):
    """Advice that a day alone brings, and whose day the schedule has: the page tells it there."""
    ways = (requirement.get("needs") or {}).get("any_of", []) if requirement["necessity"] == "advisory" and requirement["status"] == "not_met" else []
    waits = len(ways) == 1 and [one["kind"] for one in ways[0]["all_of"]] == ["day"]
    return waits and any(DONE_BY.get(one["id"]) == requirement["id"] and one["due"] for one in document["schedule"])



def check_rows(report, where, words, case, document):
    """The rows of warning that are no alerts."""
    position, home, history = document["position"], standing(document), document["risk"]["history"]
    open_ = position["lives"] == "at_home" and any(s["code"] in PROTECTION for s in position["legal_statuses"])
    report.check(("! OPEN " in words) == open_, "%s: an enquiry that is open at home" % where)
    unrecorded = position["lives"] == "at_home" and not home
    report.check(("! RECORD " in words) == unrecorded, "%s: at home without a return" % where)
    silent = bool(history) and history[-1]["silent"]
    report.check(("! JUDGE " in words) == silent, "%s: a manager is asked to judge" % where)
    if home:
        since = [s for s in case.get("legal_statuses", []) if s["code"] in PROTECTION and home["date"] < s.get("from", "") <= document["as_of"]]
        for alert in document["alerts"]:
            for status in since if alert["code"] == "protection_since_return" else []:
                report.check("since " + said_date(status["from"]) in words or "from " + said_date(status["from"]) in words,
                             "%s: the alert does not name what began on %s" % (where, status["from"]))


def check_goals(report, where, page, document):
    """Goals of the present attempt by whose they are, what was achieved first; none of an earlier one, and no id or colour."""
    part, start = flat(section(page, "Goals of the plan")), document["attempt"]["from"]
    for goal in document["position"]["goals"]:
        present = not start or not goal["due"] or goal["due"] >= start
        if not present or not goal["due"]:
            continue
        said = (spoken(goal["owner"]) if goal["owner"] else "whose it is") in part and said_date(goal["due"]) in part
        report.check(said, "%s: goal %s is not told" % (where, goal["goal"]))
    dues = {said_date(g["due"]) for g in document["position"]["goals"] if g["due"] and (not start or g["due"] >= start)}
    report.check(set(re.findall(r"\d+ [A-Z][a-z]+ \d{4}", part)) <= dues, "%s: a goal of another attempt is told" % where)
    report.check(not re.search(r"\b(red|amber|green)\b|Goal \w+\d", part), "%s: a goal by its id or colour" % where)


def check_details(report, where, page, document, case):
    """Of an alert what it rests on, of a risk and a goal its name, and a box for each point that is open."""
    grounds, words = flat(section(page, "What the alert")), flat(page)
    dated = {e["id"]: said_date(e["date"]) for kind in ("records", "assessments") for e in case.get(kind, []) if "id" in e and e.get("date")}
    for alert in document["alerts"]:
        for of in alert["evidence"]:
            said = dated.get(of, of)
            report.check(said in grounds or spoken(of) in grounds, "%s: %s rests on %s, and the page does not say so" % (where, alert["code"], of))
    check_rows(report, where, words, case, document)
    position = document["position"]
    for factor in position["factors"]:
        named = bool(document["risk"]["history"]) and factor["code"]
        report.check(not named or spoken(factor["code"]) + " (" in words, "%s: %s is not named" % (where, factor["code"]))
    new = any(f["emerged"] and f["kind"] == "risk" for f in position["factors"])
    report.check("! NEW " in words or not new, "%s: whether a risk is new is not said" % where)
    check_goals(report, where, page, document)
    stage = document["stage"] and next(g for g in document["gates"] if g["stage"] == document["stage"]["id"])
    for status, box in (("not_met", "[ ]"), ("unknown", "[?]")):
        count = sum(q["status"] == status and not only_waits(q, document) for q in stage["requirements"]) if stage else 0
        report.check(page.count(box) >= count and (status == "unknown" or page.count(box) == count), "%s: %d points %s, %d boxes" % (
            where, count, status, page.count(box)))
    told = "cannot be checked." in words or "Whether there is this alert" in words
    report.check(told == bool(document["alerts_not_known"]), "%s: whether alerts are not known" % where)
    last = position["recorded_on"]
    old = bool(last) and dates.step(last, OLD_DAYS) <= document["as_of"]
    report.check(("! OLD " in words) == old, "%s: the latest entry is of %s" % (where, last))


def check_program(report, program, name, cases, made):
    """The program prints the pages that were looked at: all cases that have one on the day that most have."""
    date = max(sorted({d for _, d in made}), key=lambda day: sum(day == d for _, d in made))
    names = [at for at in cases if (at, date) in made]
    for at, page in zip(names, pages_of(program, [cases[at] for at in names], date, name)):
        report.check(page == made[at, date], "%s as of %s: the program prints another page" % (at, date))


# What no example has, or what has to be said to the word: an example, what is changed in it, the date, and the words.
def with_enquiry(case):
    case["legal_statuses"].append({"code": "section_47_enquiry", "from": "2025-03-03"})


def without_rule(case):
    findings = dict(case["assessments"][-1]["findings"], new_risk=True, parental_capacity="able", protective_factors="not_apparent")
    case["assessments"].append({"id": "a-new", "date": "2025-07-20", "findings": findings})


def without_views(case):
    case["records"] = [record for record in case["records"] if record["type"] not in ("child_views", "parent_views")]


def without_return(case):
    case["returns"] = []


def ended_on_paper(case):
    """The return is closed, the placement with the parents goes on."""
    case["returns"] = [{"date": "2024-05-24", "ended_on": "2024-06-20", "outcome": "other"}]


MADE = (
    ("section-20-baby.json", with_enquiry, "2025-07-22", ["! OPEN While the child is at home: section 47 enquiry since 3 March 2025. Last assessed on"]),
    ("section-20-baby.json", without_rule, "2025-07-22", ["! JUDGE The tool has no rule for what the assessment of 20 July 2025 found; it leaves this to a manager's judgement.",
                                                          "! NEW A new or returning risk; the record does not say which. By the assessment of 20 July 2025."]),
    ("care-order-placed-with-parents.json", without_return, "2024-07-10", ["! RECORD Placed with the parents since 24 May 2024, but no return home that stands is recorded."]),
    ("care-order-placed-with-parents.json", ended_on_paper, "2024-07-10", ["at home since 20 June 2024 by placement, no return that stands recorded"]),
    ("thin-record.json", None, "2025-08-04", ["Risk at least medium by what is known, no full level yet; assessed 2 weeks ago, incomplete",
                                              "What would tell: who led the agreement to a care plan of 8 July 2025."]),
    ("stalled-to-severe.json", None, "2024-04-15", ["Risk severe since 15 April 2024 (high before); assessed today"]),
    ("new-risk-after-return.json", None, "2024-09-09", ["assessment of 22 January 2024, after which it was low"]),
    ("second-attempt.json", None, "2025-05-20", ["As last listed, on 4 November 2024: isolation (managed)", "What keeps the case open: care order since 11 October 2023;"]),
    ("unplanned-return.json", without_views, "2025-03-10", ["It can be set aside, with reasons, by: service manager, head of service or service director.",
                                                            "It can be set aside, with reasons, by: team manager, service manager, head of service or service director."]),
    ("parents-who-differ.json", None, "2024-01-16", ["lasting change by the parents (father: not found yet, mother: found)",
                                                     "(the parents' wish (father): does not want it, the parents' wish (mother): wants it, the child's wish: wants it)"]),
    ("parents-who-differ.json", None, "2025-04-08", ["lasting change by the parents (mother: found); the parents' wish (mother): wants it"]),
    ("unplanned-return.json", None, "2025-04-18", ["(late by 1 day). What would do: child in need review, or pathway plan review. [herefordshire, Stage 5]"]),
)


def check_made(report, inside):
    for name, change, date, wanted in MADE:
        case = support.load(os.path.join(support.EXAMPLES, name))
        if change:
            change(case)
        words = flat(inside.pages(dates.written(case), [date], 80, profile=PROFILE)[0].decode())
        for said in wanted:
            report.check(said in words, "%s as of %s, changed by %s: the page does not say \"%s\"" % (name, date, change and change.__name__, said))


def check_pack(report, program, inside, name):
    """The pages of the pack's examples: how many."""
    pack, cases, made = support.pack_of(name), examples_of(name), {}
    words = words_of(pack)
    for at, case in cases.items():
        days = months_of(case)
        lines = support.evaluate_many(program, [case], days, ["--profile", name])
        pages = inside.pages(dates.written(case), days, 80, profile=name)
        for date, line, page in zip(days, lines, pages):
            where, document, page = "%s as of %s" % (at, date), json.loads(line), page.decode()
            made[at, date] = page
            check_head(report, where, page, document)
            check_closing(report, where, page, document)
            check_words(report, where, page, words, document)
            check_details(report, where, page, document, case)
            if pack.get("risk", {}).get("actions"):
                check_actions_of(report, pack, at, case, document)
    if made:
        check_program(report, program, name, cases, made)
    return len(made)


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("page")
    inside = library.Library(program)
    count = sum(check_pack(report, program, inside, file[:-len(".json")]) for file in sorted(os.listdir(support.PACKS)))
    check_made(report, inside)
    print("%d pages" % count)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

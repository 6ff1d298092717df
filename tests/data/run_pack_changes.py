#!/usr/bin/env python3
"""
The rules are data: a change in the pack's JSON changes the answers, and only those that it should.

  run_pack_changes.py REUNIFY-PROFILE

Each change is made to the whole pack (with what it extends laid below it) and, where it is a change of items with an id, also as a variation of a few
lines that extends the pack. Both are given to the program as files and must answer alike; the pack unchanged must answer as the built-in one does.
"""
import json
import os
import subprocess
import sys
import tempfile

import support

STAGES = "/pathways/reunification/stages/"


def findings(risk="being_addressed", protective="apparent", capacity="able", wish="wants", recurrence="some", **more):
    return dict({"risk_factors": risk, "protective_factors": protective, "parental_capacity": capacity, "parents_wish": "wants", "child_wish": wish,
                 "recurrence": recurrence}, **more)


def assessed(base, *assessments):
    steps = [{"append": "/assessments", "value": {"id": i, "date": d, "findings": f}} for i, d, f in assessments]
    return support.change(support.base(base), steps)


def changed(base, *steps):
    return support.change(support.base(base), list(steps))


LOW = findings(risk="addressed", recurrence="unlikely")
HOME = "home-from-section-20"

# What is changed: the case and the date to look at; the place to look at, and what stands there before and after. Steps are those of the cases; "over" is
# the same as a variation.
CHANGES = [
    {
        "name": "three months instead of six at medium with all addressed",
        "steps": [{"set": "/risk/movement/medium.addressed/for", "to": "P3M"}],
        "over": {"risk": {"movement": [{"id": "medium.addressed", "for": "P3M"}]}},
        "case": assessed("medium", ("start", "2024-02-01", LOW), ("now", "2024-05-01", LOW)), "as_of": "2024-05-01",
        "look": {"level": ("medium", "low"), "history": ({"now": {"rule": None}}, {"now": {"rule": "medium.addressed", "to": "low"}}),
                 "earliest_closure": ("2025-02-01", "2024-11-01")},
    },
    {
        "name": "a year instead of six months before closing",
        "steps": [{"set": "/risk/movement/low.may_close/for", "to": "P1Y"}],
        "over": {"risk": {"movement": [{"id": "low.may_close", "for": "P1Y"}]}},
        "case": support.base("low"), "as_of": "2024-08-01",
        "look": {"may_close": ({"eligible_from": "2024-07-15", "confirmed_on": None}, {"eligible_from": "2025-01-15", "confirmed_on": None}),
                 "earliest_closure": ("2024-08-01", "2025-01-15")},
    },
    {
        "name": "a rule leads elsewhere",
        "steps": [{"set": "/risk/movement/high.stalled/to", "to": "high"}],
        "over": {"risk": {"movement": [{"id": "high.stalled", "to": "high"}]}},
        "case": assessed("high", ("now", "2024-07-15", findings("not_being_addressed", "apparent", "unable", "ambivalent", "strong"))), "as_of": "2024-07-15",
        "look": {"level": ("severe", "high")},
    },
    {
        "name": "a strong possibility permits medium",
        "steps": [{"set": "/risk/dimensions/recurrence/values/2/permits", "to": ["medium"]}],
        "case": assessed("low", ("now", "2024-03-01", findings(recurrence="strong"))), "as_of": "2024-03-01",
        "look": {"level": ("high", "medium"), "classification": ({"level": "high", "status": "discordant"}, {"level": "medium", "status": "consistent"})},
    },
    {
        "name": "protective factors that are not apparent permit high too",
        "steps": [{"set": "/risk/dimensions/protective_factors/values/1/permits", "to": ["high", "severe"]}],
        "case": assessed("low", ("now", "2024-03-01", findings(protective="not_apparent"))), "as_of": "2024-03-01",
        "look": {"level": ("severe", "high")},
    },
    {
        "name": "a movement is not silent",
        "steps": [{"set": "/risk/silent/from", "to": ["low"]}],
        "case": assessed("medium", ("now", "2024-03-01", findings(new_risk=True))), "as_of": "2024-03-01",
        "look": {"history": ({"now": {"silent": True}}, {"now": {"silent": False}})},
    },
    {
        "name": "a movement asks for something else",
        "steps": [{"set": "/risk/movement/medium.new_risk.capacity_lost/actions", "to": ["further_interventions"]}],
        "over": {"risk": {"movement": [{"id": "medium.new_risk.capacity_lost", "actions": ["further_interventions"]}]}},
        "case": assessed("medium", ("now", "2024-03-01", findings(capacity="unable", new_risk=True))), "as_of": "2024-03-01",
        "look": {"risk_actions": (["change_before_return", "concurrent_planning", "monitor", "retain_care_order"],
                                  ["change_before_return", "concurrent_planning", "further_interventions", "retain_care_order"])},
    },
    {
        "name": "a social worker may decide",
        "steps": [{"append": "/risk/judgement/deciding_roles", "value": "social_worker"}],
        "case": changed("high", {"set": "/assessments/before/judgement", "to": {"level": "medium", "rationale": "So it is.", "approved_by": "social_worker"}}),
        "as_of": "2024-03-01",
        "look": {"level": ("high", "medium"), "warnings": ([["judgement_not_approved", "before"]], [])},
    },
    {
        "name": "a requirement becomes advisory",
        "steps": [{"set": STAGES + "identification/requirements/h1.considered/necessity", "to": "advisory"}],
        "over": {"pathways": [{"id": "reunification", "stages": [{"id": "identification", "requirements": [{"id": "h1.considered", "necessity": "advisory"}]}]}]},
        "case": changed(HOME, {"remove": "/records/considered"}), "as_of": "2024-01-15",
        "look": {"requirements": ({"h1.considered": {"status": "not_met"}},) * 2, "gates": ({"identification": {"status": "incomplete"}}, {"identification": {"status": "passed"}})},
    },
    {
        "name": "an advisory one becomes required",
        "steps": [{"set": STAGES + "support_and_planning/requirements/h3.life_story/necessity", "to": "required"}],
        "over": {"pathways": [{"id": "reunification", "stages": [{"id": "support_and_planning", "requirements": [{"id": "h3.life_story", "necessity": "required"}]}]}]},
        "case": changed(HOME, {"remove": "/records/life-story"}), "as_of": "2024-07-01",
        "look": {"gates": ({"support_and_planning": {"status": "passed"}}, {"support_and_planning": {"status": "incomplete"}})},
    },
    {
        "name": "a requirement is taken away",
        "steps": [{"remove": STAGES + "identification/requirements/h1.ratified"}],
        "over": {"pathways": [{"id": "reunification", "stages": [{"id": "identification", "requirements": [{"id": "h1.ratified", "remove": True}]}]}]},
        "case": support.base(HOME), "as_of": "2024-01-14",
        "look": {"gates": ({"identification": {"status": "incomplete"}}, {"identification": {"status": "passed"}})},
    },
    {
        "name": "the consultation needs no head of service",
        "steps": [{"remove": STAGES + "assessment/requirements/h2.viability/satisfied_by/all/0/with/head_of_service"}],
        "case": changed(HOME, {"remove": "/records/consultation/participants/head_of_service"}), "as_of": "2024-02-13",
        "look": {"requirements": ({"h2.viability": {"status": "not_met"}}, {"h2.viability": {"status": "met"}})},
    },
    {
        "name": "a programme is three sessions",
        "steps": [{"set": STAGES + "support_and_planning/requirements/h3.direct_work_child/satisfied_by/count", "to": 3}],
        "over": {"pathways": [{"id": "reunification", "stages": [{"id": "support_and_planning", "requirements": [
            {"id": "h3.direct_work_child", "satisfied_by": {"record": "direct_work_child", "count": 3, "on_or_after": {"date": "viability_decision"}}}]}]}]},
        "case": support.base(HOME), "as_of": "2024-07-01",
        "look": {"requirements": ({"h3.direct_work_child": {"status": "met"}}, {"h3.direct_work_child": {"status": "not_met"}})},
    },
    {
        "name": "police checks from 18",
        "steps": [{"set": "/conditions/to_be_checked_at_decision/any/0/person/age_at_least", "to": "P18Y"},
                  {"set": "/conditions/to_be_checked_since/any/0/person/age_at_least", "to": "P18Y"}],
        "case": changed(HOME, {"remove": "/records/check-brother"}), "as_of": "2024-02-13",
        "look": {"requirements": ({"h2.police_checks": {"status": "not_met"}}, {"h2.police_checks": {"status": "met"}})},
    },
    {
        "name": "medium stops the assessment too",
        "steps": [{"append": STAGES + "assessment/stops/h2.not_viable/when/level", "value": "medium"}],
        "case": support.base(HOME), "as_of": "2024-02-13",
        "look": {"stops": ({"h2.not_viable": "false"}, {"h2.not_viable": "true"}), "gates": ({"assessment": {"status": "passed"}}, {"assessment": {"status": "stopped"}})},
    },
    {
        "name": "a year at home is enough",
        "steps": [{"set": STAGES + "return_home/requirements/h5.secure/satisfied_by/all/1/home_for/at_least", "to": "P1Y"}],
        "case": support.base(HOME), "as_of": "2025-09-02",
        "look": {"requirements": ({"h5.secure": {"status": "not_met"}}, {"h5.secure": {"status": "met", "met_on": "2025-09-02"}})},
    },
    {
        "name": "due from twenty days before",
        "steps": [{"set": "/schedule/first_review/window", "to": "P20D"}],
        "over": {"schedule": [{"id": "first_review", "window": "P20D"}]},
        "case": support.base(HOME), "as_of": "2024-09-12",
        "look": {"schedule": ({"first_review": {"status": "upcoming", "due": "2024-10-02"}}, {"first_review": {"status": "due", "due": "2024-10-02"}})},
    },
    {
        "name": "the first review within six weeks",
        "steps": [{"set": "/schedule/first_review/after", "to": "P6W"}],
        "over": {"schedule": [{"id": "first_review", "after": "P6W"}]},
        "case": changed(HOME, {"remove": "/records/first-review"}), "as_of": "2024-10-10",
        "look": {"schedule": ({"first_review": {"status": "overdue", "due": "2024-10-02"}}, {"first_review": {"status": "due", "due": "2024-10-14"}})},
    },
    {
        "name": "a year away from home",
        "steps": [{"set": "/applicability/app.out_of_home/when/away_for/at_least", "to": "P1Y"}],
        "over": {"applicability": [{"id": "app.out_of_home", "when": {"away_for": {"at_least": "P1Y"}}}]},
        "case": support.base(HOME), "as_of": "2024-02-13",
        "look": {"conditions": ({"app.out_of_home": "true"}, {"app.out_of_home": "false"}), "applicability": ("applicable", "not_applicable")},
    },
    {
        "name": "over twelve",
        "steps": [{"set": "/factors/over_ten/when/age/at_least", "to": "P13Y"}],
        "case": changed(HOME, {"set": "/child/date_of_birth", "to": "2012-01-01"}), "as_of": "2024-12-01",
        "look": {"factors": ({"over_ten": "present"}, {"over_ten": "absent"})},
    },
    {
        "name": "an alert is taken away",
        "steps": [{"remove": "/alerts/return_broke_down"}],
        "over": {"alerts": [{"id": "return_broke_down", "remove": True}]},
        "case": changed(HOME, {"set": "/returns/0/ended_on", "to": "2024-11-04"}, {"set": "/returns/0/outcome", "to": "re_entered_care"}), "as_of": "2024-12-01",
        "look": {"alerts": ({"return_broke_down": True}, {"return_without_confirmation": False})}, "gone": "return_broke_down",
    },
]


def written(folder, name, document):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    return path


def answers(program, folder, pack, checks):
    """What the program says of checks under a pack, which is an id or a document: whether each passed, with the evaluation but for the pack's name."""
    profile = pack if isinstance(pack, str) else written(folder, "pack.json", pack)
    told = os.path.join(folder, "told.jsonl")
    done = subprocess.run([program, "test", profile, written(folder, "cases.json", {"checks": checks}), "--evaluations", told], capture_output=True,
                          text=True, timeout=60)
    with open(told, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    if len(lines) != len(checks) or not all("evaluation" in line for line in lines):
        raise support.Failed(done.stderr)
    for line in lines:
        del line["evaluation"]["profile"]
    return [(line["passed"], line["evaluation"], done.stdout) for line in lines]


def check_of(change, which):
    """The check of what stands there before a change (0) or after it (1)."""
    return {"name": change["name"], "case": change["case"], "as_of": change["as_of"], "expect": {k: v[which] for k, v in change["look"].items()}}


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("pack changes")
    whole = support.pack_of("herefordshire-2023")
    local = {"schema": "reunify/profile/1", "id": "local", "version": "1.0.0", "title": {"en": "A local variation"}, "extends": "herefordshire-2023"}
    with tempfile.TemporaryDirectory() as folder:
        before = [check_of(change, 0) for change in CHANGES]
        builtin = answers(program, folder, "herefordshire-2023", before)
        same = answers(program, folder, whole, before)
        for change, (passed, evaluation, said), (_, unchanged, _) in zip(CHANGES, builtin, same):
            name, after = change["name"], check_of(change, 1)
            report.check(check_of(change, 0) != after, name + ": nothing to see")
            report.check(evaluation == unchanged, name + ": the pack as one file says something else than the built-in one",
                         *support.differences(evaluation, unchanged)[:5])
            report.check(passed, name + ", before:", said)
            [(passed, got, said)] = answers(program, folder, support.change(whole, change["steps"]), [after])
            report.check(passed, name + ", after:", said)
            report.check(change.get("gone") not in [a["code"] for a in got["alerts"]], name + ": is still raised")
            if "over" in change:
                [(_, varied, _)] = answers(program, folder, dict(local, **change["over"]), [after])
                report.check(varied == got, name + ": a variation says something else than the changed pack", *support.differences(got, varied)[:5])
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

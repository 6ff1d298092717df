#!/usr/bin/env python3
"""
Packs drawn at random, of two kinds. Every one has to be checked, shown, looked through, asked what it reads and compared without a fault.

Risk: findings of every kind, stated, derived, by person; dimensions; rules of movement from every operator and date that asks of assessments, levels and
days, and some that ask of what a table does not have. Of each pack the tables have to say what cases say (test_columns).

Process: stages with requirements and stops, obligations and alerts from every operator and date, laid over herefordshire-2023, whose words they use.
The examples are evaluated under each at several dates, as documents and as pages.

  run_drawn_packs.py PROFILE-PROGRAM EVALUATE-PROGRAM TEST-COLUMNS [--seed N] [--packs N] [--children N] [--keep FOLDER]

The packs of a seed are the same in every run; a pack that was found to be wrong is kept with --keep.
"""
import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

import support

LEVELS = ["low", "medium", "high", "severe", "worst"]
PERIODS = ["P1D", "P10D", "P1M", "P2M", "P3M", "P6M", "P6W", "P1M10D", "P1Y", "P90D"]
COMPARED = ["after", "before", "on_or_after", "on_or_before"]
OF_THE_CASE = ["return", "recorded_return", "care_start", "attempt_start", "left_care"]  # dates that no table has
NOT_IN_TABLES = [{"returned": "standing"}, {"legal_status": ["care_order"]}, {"in_care": True}, {"goals": "set"}, {"factors": {"kind": "risk"}}]
SOURCE = {"id": "made_up", "at": "1"}
SOURCE_OF_BASE = {"id": "herefordshire", "at": "1"}
DATES = ["2023-12-01", "2024-09-02", "2025-06-30"]
AT_ONCE = 11  # packs that test_columns takes, beside those that come with the library


def told(what, **members):
    return {"id": what, "text": {"en": what}, **members}


class Drawing:
    """One pack."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.levels = LEVELS[:self.random.choice([2, 3, 4, 4, 4, 5])]
        self.values = {}  # of each finding
        self.seed = seed

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def some(self, items):
        """One or more, not all where there are two or more, in their order."""
        return sorted(self.random.sample(items, self.random.randint(1, max(1, len(items) - 1))), key=items.index)

    # Dates and conditions --------------------------------------------------------------------------------------------------------

    def moved(self, depth, derived):
        inner = self.date(depth + 1, derived)
        how = self.random.randrange(5)
        if how == 0:
            return {"of": inner, "plus": self.random.choice(PERIODS)}
        if how == 1:
            return {"of": inner, "minus": self.random.choice(PERIODS)}
        if how == 2:
            return {"of": inner, "plus_working_days": self.random.randint(0, 12)}
        return {self.random.choice(["first_of", "earliest", "latest"]): [inner, self.date(depth + 1, derived)]}

    def date(self, depth=0, derived=False):
        if depth < 2 and self.chance(35):
            return self.moved(depth, derived)
        if self.chance(10):
            return self.random.choice(OF_THE_CASE)
        return "as_of" if derived or self.chance(40) else "level_since"

    def connective(self, depth, derived):
        def condition():
            return self.condition(depth + 1, derived)
        how = self.random.randrange(10)
        if how < 7:
            return {"all" if how < 4 else "any": [condition() for _ in range(self.random.randint(1, 3))]}
        if how == 7:
            return {"if": condition(), "then": condition(), "else": condition()}
        return {"not" if how == 8 else "unknown": condition()}

    def of_findings(self):
        finding = self.random.choice(list(self.values))
        return {"finding": finding, "is": self.some(self.values[finding])}

    def of_level(self):
        return {"level": self.some(self.levels), **({"at": self.date(1)} if self.chance(40) else {})}

    def of_assessed(self):
        asked = {name: self.date(1) for name in ("on_or_after", "on_or_before") if self.chance(50)}
        return {"assessed": {**asked, **({"incomplete_too": True} if self.chance(40) else {})}}

    def dated(self, derived):
        return {"dated": self.date(1, derived), self.random.choice(COMPARED): self.date(1, derived)}

    def condition(self, depth=0, derived=False):
        """`derived`: of a finding, which may ask of findings before it and of the day."""
        if depth < 3 and self.chance(42):
            return self.connective(depth, derived)
        if self.chance(58):
            return self.of_findings()
        if derived or self.chance(18):
            return self.dated(derived)
        return self.random.choice([
            lambda: {"classified": self.some(self.levels)}, self.of_level, self.of_level, self.of_assessed,
            lambda: {"level_rose": {"since": self.date(1)}},
            lambda: {"elapsed": {"since": self.date(1), "at_least": self.random.choice(PERIODS)}},
            lambda: {"elapsed": {"since": "level_since", "at_least": self.random.choice(PERIODS)}},
            lambda: self.random.choice(NOT_IN_TABLES + [True, False])])()

    # Findings --------------------------------------------------------------------------------------------------------------------

    def finding(self, name):
        values = [False, True] if self.chance(35) else ["v%d" % i for i in range(self.random.randint(2, 4))]
        made = told(name, type="code", values=values) if len(values) > 2 or values[0] else told(name, type="boolean", cautious=self.chance(50))
        if self.chance(25):
            made["if_absent"] = self.random.choice(values)
        return made, values

    def stated(self, name):
        made, self.values[name] = self.finding(name)
        return {**made, "by_person": True} if self.chance(35) else made

    def derived(self, name):
        made, values = self.finding(name)
        of_day = self.chance(40)
        made["derived"] = [{"value": self.random.choice(values), "when": self.condition(1, True) if of_day else self.of_findings()}
                           for _ in range(self.random.randint(1, 4))]
        if self.chance(50):
            made["stated"] = False
        self.values[name] = values
        return made

    # Risk ------------------------------------------------------------------------------------------------------------------------

    def dimension(self, finding):
        return told(finding, finding=finding, values=[{"value": value, "permits": sorted(self.random.sample(self.levels, self.random.randint(1, len(self.levels))),
                                                       key=self.levels.index), "source": SOURCE} for value in self.values[finding]])

    def sustained(self):
        made = {"for": self.random.choice(PERIODS)}
        if self.chance(70):
            made["to"] = self.random.choice(self.levels)
        if "to" not in made or self.chance(15):
            made["closes"] = True
        if self.chance(30):
            made["counts_from"] = self.date()
        return made

    def rule(self, name):
        how = self.sustained() if self.chance(55) else {"to": self.random.choice(self.levels), **({"silent": True} if self.chance(25) else {})}
        if self.chance(25) and "to" in how:
            how["may_be_held"] = True
        return told(name, source=SOURCE, when=self.condition(), **{"from": self.random.choice(self.levels)}, **how)

    def ways(self, dimensions, movement):
        """Rules to the levels that nothing leads to, which no pack may have."""
        led_to = {value["permits"][0] for dimension in dimensions for value in dimension["values"]}
        led_to |= {rule["to"] for rule in movement if rule.get("to", rule["from"]) != rule["from"]}
        for level in self.levels:
            if level not in led_to:
                yield told("to_" + level, source=SOURCE, when=self.condition(), to=level,
                           **{"from": self.random.choice([other for other in self.levels if other != level])})

    def risk(self):
        names = list(self.values)
        dimensions = [self.dimension(name) for name in self.random.sample(names, self.random.randint(1, min(4, len(names))))]
        movement = [self.rule("m%d" % i) for i in range(self.random.randint(0, 9))]
        movement += self.ways(dimensions, movement)
        self.random.shuffle(movement)
        made = {"levels": [told(level, source=SOURCE) for level in self.levels], "dimensions": dimensions, "movement": movement,
                "judgement": {"deciding_roles": ["head"], "source": SOURCE}}
        if self.chance(50):
            made["silent"] = {"from": self.some(self.levels), "when": self.condition()}
        return made

    def pack(self):
        findings = [self.stated("f%d" % i) for i in range(self.random.randint(2, 6))]
        findings += [self.derived("d%d" % i) for i in range(self.random.randint(0, 3))]
        stage = told("first", source=SOURCE, requirements=[])
        return {"schema": "reunify/profile/1", "id": "drawn-%d" % self.seed, "version": "1.0.0", "title": {"en": "Drawn"},
                "sources": [{"id": "made_up", "title": "Made up for a test"}], "roles": [told("head")],
                "findings": findings, "risk": self.risk(), "pathways": [told("home", stages=[stage])],
                "holidays": ["2020-01-01", "2020-12-25", "2021-12-27", "2022-06-02"] if self.chance(50) else []}


PEOPLE_ARE = {"relation": ["parent", "parents_partner", "extended_family", "sibling"], "needs": ["substance_misuse", "learning_difficulties"]}
LEGAL = ["care_order", "interim_care_order", "section_20", "placement_order", "emergency_protection_order"]
PLACED = ["foster", "with_parents", "kinship_foster", "residential"]
GATES = ["waiting", "stopped", "passed", "incomplete", "not_applicable"]
ROLES = ["social_worker", "team_manager", "head_of_service", "independent_reviewing_officer", "parent", "child", "foster_carer"]
DAYS = ["as_of", "return", "recorded_return", "care_start", "attempt_start", "attempt_return", "left_care", "birth", "level_since"]


class Process(Drawing):
    """A pack of the other kind."""

    def __init__(self, seed):
        super().__init__(seed)
        self.base = support.pack_of("herefordshire-2023")
        self.levels = LEVELS[:4]
        self.types = {one["id"]: one.get("outcomes", []) for one in self.base["record_types"] if not one.get("remove")}
        self.values = {one["id"]: one.get("values", [True, False]) for one in self.base["findings"] if one["type"] != "number"}
        self.stages, self.each, self.of_gates = [], False, False

    def any_of(self, *ways):
        return self.random.choice(ways)()

    def perhaps(self, percent, name, value):
        """A member that is there or not; what it is is found only then."""
        return {name: value()} if self.chance(percent) else {}

    def tests(self, depth):
        made = self.perhaps(30, "led_by", lambda: self.some(ROLES))
        made.update(self.perhaps(10, "with", lambda: self.some(ROLES)))
        made.update(self.perhaps(10, "with_any", lambda: self.some(ROLES)))
        for name in COMPARED:
            made.update(self.perhaps(14, name, lambda: self.date(depth + 1)))
        made.update(self.perhaps(8, self.random.choice(["under", "not_under"]), lambda: self.some(LEGAL)))
        made.update(self.perhaps(8, "within", lambda: {"of": self.date(depth + 1), "period": self.random.choice(PERIODS)}))
        return made

    def record(self, depth):
        kind = self.random.choice(sorted(self.types))
        made = {"record": kind, **self.tests(depth)}
        if self.each and self.chance(60):
            made["about"] = "each"
        elif self.chance(20):
            made["about"] = self.any_of(lambda: "child", lambda: "anyone", self.person)
        made.update(self.perhaps(30, "among", lambda: self.tests(depth)))
        made.update(self.perhaps(50, "which", lambda: self.random.choice(["first", "latest", "any"])))
        if self.types[kind] and self.chance(50):
            made.update(self.perhaps(30, "outcome_if_none", lambda: self.random.choice(["unknown", "passes", "fails"])), outcome=self.some(self.types[kind]))
        if made.get("which", "any") == "any":
            made.update(self.perhaps(12, "count", lambda: self.random.randint(1, 4)))
        return made

    def person(self):
        asked = self.perhaps(50, "relation", lambda: self.some(PEOPLE_ARE["relation"]))
        asked.update(self.perhaps(20, "needs", lambda: self.some(PEOPLE_ARE["needs"])), **self.perhaps(25, "age_at_least", lambda: "P16Y"))
        made = {"person": {**asked, "household": self.chance(80)}}
        if self.chance(35):
            made.update(self.perhaps(40, "until", lambda: self.date(1)), at=self.date(1))
        return made

    def people(self, depth):
        outer, who = self.each, self.person()
        self.each = True
        made = {"people": who, **self.perhaps(70, self.random.choice(["some", "every"]), lambda: self.condition(depth + 2))}
        self.each = outer
        return made

    def date(self, depth=0, derived=False):
        if depth < 3 and self.chance(30):
            return self.moved(depth, derived)
        return self.any_of(
            lambda: self.random.choice(DAYS), lambda: self.random.choice(DAYS), lambda: {"record": self.random.choice(sorted(self.types))},
            lambda: {"spell": "latest", "end": self.chance(50)}, lambda: {"placement": self.some(PLACED), "which": "latest"},
            lambda: {"legal_status": self.some(LEGAL), "unbroken": self.chance(50)}, lambda: {"family_time": {"overnight": True}, "which": "first"},
            lambda: {"stage": self.random.choice(self.stages)} if self.stages else "as_of")

    def of_care(self, depth):
        at = self.perhaps(40, "at", lambda: self.date(depth + 1))
        return self.any_of(
            lambda: {"legal_status": self.some(LEGAL), **at}, lambda: {"placement": self.some(PLACED), **at}, lambda: {"in_care": self.chance(60), **at},
            lambda: {self.random.choice(["in_care_for", "in_care_total", "away_for", "home_for"]): {"at_least": self.random.choice(PERIODS)}},
            lambda: {"age": {"at_least": "P5Y"}, **at}, lambda: {"goals": self.random.choice(["set", "all_met"])},
            lambda: {"family_time": self.random.choice(["recorded", "overnight", "increasing", "grown"]), **self.perhaps(40, "before", lambda: self.date(depth + 1))},
            lambda: {"returned": self.random.choice(["standing", "ended", "ended_in_care"]), self.random.choice(COMPARED): self.date(depth + 1)},
            lambda: {"home_without_return": self.chance(70)}, lambda: {"previous_returns": {"at_least": 1}})

    def of_gate(self):
        stage = self.random.choice(self.stages)
        return self.any_of(lambda: {"gate": stage, "status": self.some(GATES), **self.perhaps(50, "at", lambda: self.date(1))},
                           lambda: {"passed": stage, "at": self.date(1)}, lambda: {"stopped": stage, "since": self.date(1)})

    def condition(self, depth=0, derived=False):
        if depth < 3 and self.chance(40):
            return self.connective(depth, derived)
        if self.of_gates and self.chance(30):
            return self.of_gate()
        if self.each and self.chance(30):
            return self.person()
        if self.chance(50):
            return self.record(depth)
        if depth < 3 and self.chance(15):
            return self.people(depth)
        return self.any_of(lambda: self.of_care(depth), lambda: self.of_care(depth), lambda: super(Process, self).condition(depth)) if depth < 3 else self.of_care(depth)

    def requirement(self, name):
        made = told(name, source=SOURCE_OF_BASE, necessity=self.random.choice(["required", "advisory"]))
        self.each = self.chance(30)
        if self.each:
            made["for_each"] = self.person()
        made["satisfied_by"] = self.condition()
        self.each = False
        made.update(self.perhaps(30, "when", lambda: self.condition(1)))
        made.update(self.perhaps(25, "late", lambda: self.condition(1)))
        return {**made, **self.perhaps(30, "set_aside_by", lambda: self.some(ROLES))}

    def stop(self, name):
        return told(name, source=SOURCE_OF_BASE, when=self.condition(1), outcome=name, actions=[])

    def stage(self, name):
        made = told(name, source=SOURCE_OF_BASE, counts=self.random.choice(["attempt", "all"]),
                    requirements=[self.requirement("%s_r%d" % (name, i)) for i in range(self.random.randint(1, 5))])
        # On a day that moves on a stage would be settled as it was settled before that, and so on, until no work is left.
        made.update(self.perhaps(30, "settled_on", lambda: self.random.choice(DAYS[1:7])))
        made.update(self.perhaps(25, "when", lambda: self.condition(1)))
        made.update(self.perhaps(50, "stops", lambda: [self.stop(name + "_stop")]))
        self.stages.append(name)
        return made

    def instead(self, section, made):
        """What the base has is taken away."""
        return [{"id": one["id"], "remove": True} for one in self.base[section] if not one.get("remove")] + made

    def pack(self):
        stages = [self.stage("s%d" % i) for i in range(self.random.randint(1, 4))]
        self.of_gates = True
        due = [told("o%d" % i, source=SOURCE_OF_BASE, anchor=self.date(), after=self.random.choice(PERIODS), done={"all": [self.condition(1)]}) for i in range(3)]
        alerts = [told("a%d" % i, source=SOURCE_OF_BASE, when=self.condition(), actions=[]) for i in range(3)]
        return {"schema": "reunify/profile/1", "id": "drawn-process-%d" % self.seed, "version": "1.0.0", "title": {"en": "Drawn"}, "extends": "herefordshire-2023",
                "pathways": [told("reunification", replace=True, stages=stages)], "schedule": self.instead("schedule", due),
                "alerts": self.instead("alerts", alerts), "applicability": self.instead("applicability", []), "factors": self.instead("factors", [])}


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit("%s: ended with %d\n%s" % (" ".join(command), done.returncode, done.stdout[-3000:]))


def look_at(program, path, before):
    run(program, "check", path)
    for command in ("show", "lint", "requires", "vocabulary"):
        run(program, command, path)
    if before:
        run(program, "diff", before, path)


def evaluate(program, path, folder):
    """The examples in one file, which may hold an array."""
    cases = os.path.join(folder, "cases.json")
    with open(cases, "w", encoding="utf-8") as out:
        json.dump([case for case in support.examples().values() if case.get("schema") == "reunify/case/1"], out)
    run(program, "--profile", path, "--format", "json-lines", *itertools.chain(*(("--as-of", date) for date in DATES)), cases)
    for date in DATES:
        run(program, "--profile", path, "--pages", "--as-of", date, cases)


def batches(items, size):
    items = iter(items)
    return iter(lambda: list(itertools.islice(items, size)), [])


def draw(kind, given, folder):
    """The files of the packs of a kind."""
    paths = []
    for seed in range(given.seed, given.seed + given.packs):
        paths.append(os.path.join(folder, "%s-%d.json" % (kind.__name__.lower(), seed)))
        with open(paths[-1], "w", encoding="utf-8") as out:
            json.dump(kind(seed).pack(), out)
        look_at(given.profile, paths[-1], paths[-2] if len(paths) > 1 else None)
    return paths


def main():
    parser = argparse.ArgumentParser()
    for name in ("profile", "evaluate", "columns"):
        parser.add_argument(name)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packs", type=int, default=16, help="of each kind")
    parser.add_argument("--children", type=int, default=120)
    parser.add_argument("--keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        for batch in batches(draw(Drawing, given, given.keep or own), AT_ONCE):
            run(given.columns, str(given.children), *batch)
        for path in draw(Process, given, given.keep or own):
            evaluate(given.evaluate, path, own)
    print("%d passed, 0 failed: packs that were drawn" % (2 * given.packs))


main()

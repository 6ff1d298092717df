#!/usr/bin/env python3
"""
Packs drawn at random: findings of every kind, stated, derived, by person; dimensions; rules of movement from every operator and date that asks of
assessments, levels and days, and some that ask of what a table does not have. Of each pack the tables have to say what cases say (test_columns), and it has
to be checked, shown, looked through, asked what it reads and compared without a fault.

  run_drawn_packs.py PROFILE-PROGRAM TEST-COLUMNS [--seed N] [--packs N] [--children N] [--keep FOLDER]

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

LEVELS = ["low", "medium", "high", "severe", "worst"]
PERIODS = ["P1D", "P10D", "P1M", "P2M", "P3M", "P6M", "P6W", "P1M10D", "P1Y", "P90D"]
COMPARED = ["after", "before", "on_or_after", "on_or_before"]
OF_THE_CASE = ["return", "recorded_return", "care_start", "attempt_start", "left_care"]  # dates that no table has
NOT_IN_TABLES = [{"returned": "standing"}, {"legal_status": ["care_order"]}, {"in_care": True}, {"goals": "set"}, {"factors": {"kind": "risk"}}]
SOURCE = {"id": "made_up", "at": "1"}
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


def batches(items, size):
    items = iter(items)
    return iter(lambda: list(itertools.islice(items, size)), [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("profile")
    parser.add_argument("columns")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packs", type=int, default=16)
    parser.add_argument("--children", type=int, default=120)
    parser.add_argument("--keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder, before, paths = given.keep or own, None, []
        for seed in range(given.seed, given.seed + given.packs):
            paths.append(os.path.join(folder, "%d.json" % seed))
            with open(paths[-1], "w", encoding="utf-8") as out:
                json.dump(Drawing(seed).pack(), out)
            look_at(given.profile, paths[-1], before)
            before = paths[-1]
        for batch in batches(paths, AT_ONCE):
            run(given.columns, str(given.children), *batch)
    print("%d passed, 0 failed: packs that were drawn" % given.packs)


main()

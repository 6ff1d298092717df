#!/usr/bin/env python3
"""
The schemas of docs/schema against what they describe: each is a schema; every example case is a case, every pack a profile, and every evaluation of an
example, at each level of explanation, an evaluation. Documents with a fault of their own are refused.

  run_schemas.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile

import library
import support

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)



def remembering(kind):
    """
    The validator, but one that does not look again at a value that it found good under the same part of the schema: documents are alike in most of
    their parts. The answer depends on the two alone. What is wrong is looked at each time.
    """
    good = set()

    def look(validate, value, part, place):
        key = (id(part), type(value), value if isinstance(value, (str, int, float)) else json.dumps(value))
        if key not in good:
            found = list(validate.descend(value, part, path=place))
            yield from found
            if not found:
                good.add(key)

    def properties(validate, parts, value, schema):
        for name, part in parts.items() if isinstance(value, dict) else ():
            if name in value:
                yield from look(validate, value[name], part, name)

    def items(validate, part, value, schema):
        if not isinstance(part, dict) or "prefixItems" in schema:
            yield from kind.VALIDATORS["items"](validate, part, value, schema) or ()
        elif isinstance(value, list):
            for at, element in enumerate(value):
                yield from look(validate, element, part, at)
    return jsonschema.validators.extend(kind, {"properties": properties, "items": items})


def validator(name):
    schema = support.load(os.path.join(support.ROOT, "docs", "schema", name + ".schema.json"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return remembering(kind)(schema, format_checker=jsonschema.FormatChecker())


def faults(validate, document, most=4):
    found = ["/%s: %s" % ("/".join(map(str, e.absolute_path)), e.message[:200]) for e in validate.iter_errors(document)]
    return found[:most]


def without(document, path):
    return support.change(document, [{"remove": path}])


def with_(document, path, value):
    return support.change(document, [{"set": path, "to": value}])


def cases():
    """The examples, the bases and the cases written into checks: (name, document, dates)."""
    dates = support.example_dates()
    for name, case in support.examples().items():
        yield name, case, dates[name]
    for file in sorted(os.listdir(os.path.join(support.DATA, "bases"))):
        yield file, support.base(file[:-5]), ["2024-06-01", "2026-09-02"]
    for file in sorted(os.listdir(os.path.join(support.DATA, "cases"))):
        document = support.load(os.path.join(support.DATA, "cases", file))
        for check in document["checks"]:
            if "case" in check:
                yield file + ": " + check["name"], check["case"], [check.get("as_of", document.get("as_of"))]


def alike():
    """Members of a case, and whether they are good: the schema and the reader are to say the same."""
    day, people = "2024-01-15", [{"id": "m"}]
    for births, good in ((["2010-05-04", "2010-05", "2010", None], True), (["2010-13", "2010-5", "201", "0000", "2010-05-04T00", "", 2010, []], False)):
        for birth in births:
            yield good, {"child": {"date_of_birth": birth}}
            yield good, {"people": [{"date_of_birth": birth}]}
    for stays, good in ((None, True), ([], True), ([{}], True), ([{"from": day, "to": None}], True), ([{"from": "2024-01"}], False), ([None], False), ({}, False)):
        yield good, {"people": [{"stays": stays}]}
    for entry, good in (("m", True), ({"person": "m"}, True), ({"person": "m", "from": day, "to": None, "x_a": 1}, True), ("", False), ({"from": day}, False),
                        ({"person": None}, False), (None, False), (7, False), (["m"], False), ({"person": "m", "to": "2024"}, False)):
        yield good, {"people": people, "return_to": [entry]}
    for return_, good in (({"date": day}, True), ({"date": day, "ended_on": day, "outcome": "became_adult"}, True), ({"date": day, "outcome": None}, True), ({}, False),
                          ({"date": None}, False), ({"date": day, "outcome": "other"}, False), ({"date": day, "ended_on": None, "outcome": "other"}, False),
                          ({"date": day, "ended_on": day, "outcome": "re-entered"}, False), ({"date": day, "ended_on": day}, True)):
        yield good, {"returns": [return_]}
    for assessment, good in (({"date": day}, True), ({}, False), ({"date": None}, False), ({"date": day, "people": None}, True), ({"date": day, "people": []}, True),
                             ({"date": day, "people": [{"person": "m"}]}, True), ({"date": day, "people": [{"person": "m", "findings": {"parents_wish": "wants"}}]}, True),
                             ({"date": day, "people": [{"person": "m", "findings": None}]}, True), ({"date": day, "people": [{"findings": {}}]}, False),
                             ({"date": day, "people": ["m"]}, False), ({"date": day, "people": [{"person": "m", "findings": {"parents_wish": "No Code"}}]}, False)):
        yield good, {"people": people, "assessments": [assessment]}
    for kind, good in (("care", True), ("short_break", True), (None, True), ("respite", False)):
        yield good, {"care_periods": [{"from": day, "kind": kind}]}
    for kind, good in (("temporary", True), (None, True), ("holiday", False)):
        yield good, {"placements": [{"type": kind}]}
    for hours, good in ((0.0005, True), (1 / 3, True), (1000000000, True), (0, True), (None, True), (-0.0001, False), (1000000000.5, False), ("1", False)):
        yield good, {"family_time": [{"hours": hours}]}
    for rationale, good in (("", True), ("Two\nlines", True), (None, True), (7, False)):
        yield good, {"records": [{"rationale": rationale}]}
    for code, good in (("other", True), ("police_detention", True), ("Section 20", False), ("a.", False), ("a..b", False), ("a" * 101, False)):
        yield good, {"legal_statuses": [{"code": code}]}
    for needs, good in ([], True), (None, True), (["housing"], True), ([None], False):
        yield good, {"people": [{"needs": needs}]}
    for value, good in ((1, True), (None, True), ({}, False), ([], False), ([{"value": 1}], True), ([{"value": "t", "to": day}, {"value": True, "from": day}], True),
                        ([{"value": 1, "from": None, "to": None, "x_own": []}], True), ([{}], False), ([{"value": None}], False), ([{"value": [1]}], False),
                        ([{"value": 1, "from": "2024"}], False), ([1], False), ([None], False), ([{"value": 2000000000}], False)):
        yield good, {"attributes": {"a": value}}
        yield not isinstance(value, (list, dict)), {"records": [{"attributes": {"a": value}}]}
    for name in ("child", "attributes", "legal_statuses", "care_periods", "placements", "returns", "return_to", "people", "assessments", "records", "family_time", "goals"):
        yield True, {name: None}
        yield False, {name: "text"}


def taken_by_reader(program, cases):
    """The ids of those cases that the program evaluates."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(case) + "\n" for case in cases))
        file.flush()
        done = subprocess.run([program, "--format", "json-lines", "--as-of", "2024-06-01", file.name], capture_output=True, timeout=120)
    return {json.loads(line)["case"] for line in done.stdout.splitlines()}


def evaluations_of(inside, case, date, line):
    """The evaluations of a case: (options, document). The whole one is the program's; the indented one is to say the same."""
    text = json.dumps(case).encode()
    yield "", json.loads(line)
    for word, explain in (("decision", library.DECISION), ("none", library.NONE)):
        yield "--explain " + word, json.loads(inside.lines(text, [date], explain=explain)[0])
    yield "--pretty", json.loads(inside.lines(text, [date], flags=library.PRETTY)[0])
    yield "--lean", json.loads(inside.lines(text, [date], flags=library.LEAN)[0])


def check_evaluations(report, program, case_of, evaluation_of):
    """Of every case, and of the examples under every pack: how many."""
    inside, count = library.Library(program), 0

    def check(document, *where):
        found = faults(evaluation_of, document)
        report.check(not found, "evaluation of %s as of %s %s:" % where, *found)

    at = {}
    for name, case, dates in cases():
        found = faults(case_of, case)
        report.check(not found, "case %s:" % name, *found)
        for date in dates:
            at.setdefault(date, []).append((name, case))
    for date, those in at.items():
        for (name, case), line in zip(those, support.evaluate_many(program, [case for _, case in those], date)):
            for options, document in evaluations_of(inside, case, date, line):
                check(document, name, date, options)
                count += 1
    examples = {name: support.change(case, [{"remove": "/pathway"}]) for name, case in support.examples().items()}
    for pack in sorted(os.listdir(support.PACKS)):
        lines = support.evaluate_many(program, list(examples.values()), "2025-06-01", ["--profile", os.path.join(support.PACKS, pack)])
        for name, line in zip(examples, lines):
            check(json.loads(line), name, "2025-06-01", pack)
            count += 1
    return count


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("schemas")
    case_of, profile_of, evaluation_of = validator("case"), validator("profile"), validator("evaluation")
    for kind in (case_of, profile_of, evaluation_of):
        report.check(kind.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema", "a schema of another draft")
        report.check(faults(kind, {}) and faults(kind, []), "a schema that takes anything")

    packs = {n[:-5]: support.load(os.path.join(support.PACKS, n)) for n in sorted(os.listdir(support.PACKS)) if n.endswith(".json")}
    for name, pack in packs.items():
        found = faults(profile_of, pack)
        report.check(not found, "pack %s:" % name, *found)
        found = faults(profile_of, support.pack_of(name))
        report.check(not found, "pack %s with what it extends:" % name, *found)

    evaluations = check_evaluations(report, program, case_of, evaluation_of)

    rows = [(good, dict({"schema": "reunify/case/1", "id": "c%d" % i}, **members)) for i, (good, members) in enumerate(alike())]
    taken = taken_by_reader(program, [case for _, case in rows])
    for good, case in rows:
        report.check(good == (case["id"] in taken), "the reader says otherwise of %s" % case)
        report.check(good == (not faults(case_of, case)), "the schema says otherwise of %s" % case)

    whole = support.evaluate(program, support.base("home-from-section-20"), "2024-12-01")
    case = support.base("home-from-section-20")
    pack = support.pack_of()
    for kind, what, wrong in (
            (case_of, "a case without an id", without(case, "/id")),
            (case_of, "a date of the wrong form", with_(case, "/child/date_of_birth", "2015-5-4")),
            (case_of, "an unknown relation", with_(case, "/people/mother/relation", "aunt")),
            (case_of, "participants that are no list", with_(case, "/records/consultation/participants", "social_worker")),
            (profile_of, "a requirement without a source", without(pack, "/pathways/reunification/stages/identification/requirements/h1.considered/source")),
            (profile_of, "a period of the wrong form", with_(pack, "/risk/movement/medium.addressed/for", "6 months")),
            (evaluation_of, "an evaluation without its risk", without(whole, "/risk")),
            (evaluation_of, "a status that there is not", with_(whole, "/gates/0/status", "open")),
            (evaluation_of, "a requirement without a status", without(whole, "/gates/0/requirements/0/status")),
            (evaluation_of, "a member that there is not", with_(whole, "/score", 7)),
            (evaluation_of, "a result that is no word", with_(whole, "/applicability/conditions/0/result", True))):
        report.check(faults(kind, wrong), "%s was taken" % what)
    print("%d evaluations" % evaluations)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""The program reunify-cost: its figures against exact fractions, what it takes and refuses, and its documents against their schema.

  run_cost.py PROGRAM
"""
import fractions
import json
import os
import random
import subprocess
import sys
import tempfile

import support

SCHEMA = os.path.join(support.ROOT, "docs", "schema", "cost.schema.json")

PACK = {
    "schema": "reunify/profile/1", "id": "test-costs", "version": "1.0.0", "title": {"en": "Unit costs"},
    "sources": [{"id": "nspcc", "title": "The framework's page"}], "pathways": [],
    "costs": [
        {"id": "2015", "price_year": 2015, "re_entry": 6161400, "support": 562700, "text": {"en": "Averages of 2015"},
         "source": {"id": "nspcc", "at": "Costs"}},
        {"id": "2024", "price_year": 2024, "re_entry": 10580400, "support": 785700, "text": {"en": "Prices of 2024"},
         "source": {"id": "nspcc", "at": "Costs"}},
    ],
}


def run(program, arguments):
    return subprocess.run([program] + arguments, capture_output=True, timeout=60, text=True)


def half_up(value):
    """To the nearest whole number, halves away from zero."""
    size = (abs(value) + fractions.Fraction(1, 2)).__floor__()
    return size if value >= 0 else -size


# Figures ----------------------------------------------------------------------------------------------------------------------


def expected(returns, without, with_support, years, re_entry, support_cost):
    """The results, from numbers that fail, years and pounds as fractions."""
    pence = [half_up(100 * f) for f in (without * re_entry * years, returns * support_cost * years, with_support * re_entry * years)]
    net = pence[0] - pence[1] - pence[2]
    even = 0
    if returns * support_cost:
        even = -(-(returns * support_cost) // re_entry) if re_entry else None
    return {
        "costs": {"re_entries_without_support": pence[0], "support": pence[1], "re_entries_with_support": pence[2]},
        "saving": {"net": net, "per_child": half_up(fractions.Fraction(net, returns)) if returns else None},
        "break_even": even,
    }


def random_failures(chance, returns):
    """What fails, as it is written and as a fraction."""
    kind = chance.randrange(3)
    if kind == 0:
        number = chance.randint(0, returns)
        return str(number), fractions.Fraction(number)
    if kind == 1:
        share = "%.*f" % (chance.randint(1, 6), chance.random() * 0.99)
        return share, returns * fractions.Fraction(share)
    share = "%.*f" % (chance.randint(0, 4), chance.random() * 99)
    return share + "%", returns * fractions.Fraction(share) / 100


def check_figures(report, program, validate):
    chance = random.Random(20150)
    for _ in range(300):
        returns = chance.choice([0, 1, chance.randint(2, 300), chance.randint(2, 10 ** 7)])
        without, number_without = random_failures(chance, returns)
        with_support, number_with = random_failures(chance, returns)
        years = "%.*f" % (chance.randint(0, 3), chance.uniform(1, 99))
        re_entry = "%.*f" % (chance.randint(0, 2), chance.choice([0, chance.uniform(0, 1e6)]))
        support_cost = "%.*f" % (chance.randint(0, 2), chance.uniform(0, 1e5))
        done = run(program, ["--returns", str(returns), "--without", without, "--with=" + with_support, "--years", years,
                             "--re-entry", re_entry, "--support", support_cost, "--format", "json"])
        if not report.check(done.returncode == 0 and not done.stderr, done.args, done.stderr):
            continue
        document = json.loads(done.stdout)
        found = support.differences(expected(returns, number_without, number_with, *map(fractions.Fraction, (years, re_entry, support_cost))),
                                    document)
        report.check(not found, done.args, *found)
        report.check(validate(document), done.args, "the document is not what the schema says")


# The sources' own ----------------------------------------------------------------------------------------------------------------


def check_sources_example(report, program, profile, validate):
    arguments = ["--returns", "10080", "--without", "35%", "--with", "0.155", "--profile", profile]
    document = json.loads(support.run(program, arguments + ["--format", "json"]))
    found = support.differences({"schema": "reunify/cost/1", "profile": {"id": "test-costs", "version": "1.0.0"}, "returns": 10080, "years": 1,
                                 "costs": {"support": 5672016000}, "break_even": 921,
                                 "unit_costs": {"set": {"id": "2015", "price_year": 2015}},
                                 "sources": [{"id": "nspcc", "at": "Costs", "title": "The framework's page"}]}, document)
    report.check(not found, *found)
    report.check(validate(document), "the document is not what the schema says")
    text = support.run(program, arguments).decode()
    for words in ("56,720,160.00  10,080 returns x 5,627 pounds", "921 prevented re-entries", "prices of 2015 [nspcc, Costs]"):
        report.check(words in text, "not in the text: " + words, text)
    builtin = json.loads(support.run(program, arguments[:6] + ["--format", "json"]))
    report.check(builtin["break_even"] == 921 and builtin["profile"]["id"] == "herefordshire-2023", builtin["break_even"], builtin["profile"])
    other = json.loads(support.run(program, arguments + ["--format", "json", "--pretty", "--costs", "2024"]))
    report.check(other["unit_costs"]["set"]["id"] == "2024", other["unit_costs"])
    report.check(all(line == line.rstrip() for line in text.split("\n")), "a line ends in spaces", text)


# Wrong input and wrong usage -----------------------------------------------------------------------------------------------------


def ends(report, program, arguments, status, words):
    done = run(program, arguments)
    report.check(done.returncode == status and words in done.stderr and not done.stdout,
                 "%s: ended with %d, wanted %d and \"%s\"" % (" ".join(arguments), done.returncode, status, words), done.stderr, done.stdout)


def check_refusals(report, program, profile, broken):
    good = ["--profile", profile, "--returns", "100"]
    both = good + ["--without", "35", "--with", "10"]
    for arguments, words in [
            (good + ["--without", "101", "--with", "1"], "--without: expected failures from 0"),
            (good + ["--without", "35", "--with", "100.0001%"], "--with: expected a share"),
            (good + ["--without", "1.01", "--with", "1"], "--without: expected a share"),
            (both + ["--years", "0"], "--years: expected"),
            (both + ["--years", "100.001"], "--years: expected"),
            (both + ["--re-entry", "92233720368547758.07"], "larger than can be calculated"),
            (both + ["--re-entry", "92233720368547758.08"], "--re-entry: the number is too large"),
            (["--profile", broken] + both[2:], "expected"),
            (["--profile", broken + "/none.json"] + both[2:], "cannot be read")]:
        ends(report, program, arguments, 1, words)
    for arguments, words in [
            ([], "are needed"), (good + ["--without", "5"], "are needed"), (both + ["more"], "more is no option"),
            (both + ["--format", "html"], "--format is text or json"), (both + ["--pretty"], "--pretty is for"),
            (both + ["--costs", "1999"], "--costs: the profile has no unit costs"), (both + ["--nothing"], "there is no option"),
            (["--profile", "no-such"] + both[2:], "there is no profile"), (both + ["--support"], "needs a value")]:
        ends(report, program, arguments, 2, words)
    for number in ("", "-1", "+1", "1e3", "1,000", "1.", ".5", "0x10", " 1", "1 ", "10.5", "35%", "nan"):
        ends(report, program, both + ["--returns", number], 2, "--returns needs")
    for share in ("", "%", "35%%", "-0.1", ".35", "0.", "0.1234567", "35.12345%", "35 %", "1.2.3", "many"):
        ends(report, program, both + ["--without", share], 2, "--without needs")
    for amount in ("", "5627.505", "5,627", "-1", "1.", "\u00a35"):
        ends(report, program, both + ["--support=" + amount], 2, "--support needs")
    ends(report, program, both + ["--years", "1.0001"], 2, "--years needs")


def check_forms(report, program, profile):
    """What is a share and what is a number of children."""
    for written, share, number in [("1", None, 1), ("0", None, 0), ("1.0", 1, 200), ("0.0", 0, 0), ("1%", 0.01, 2), ("100%", 1, 200),
                                   ("0.0001%", 0.000001, 0.0002), ("0.000001", 0.000001, 0.0002), ("007", None, 7)]:
        document = json.loads(support.run(program, ["--profile", profile, "--returns", "200", "--without", written, "--with", "0",
                                                    "--format", "json"]))
        want = {"share": share, "number": number}
        report.check(document["failures"]["without_support"] == want, written, document["failures"], want)


def check_help(report, program):
    shown = support.run(program, ["--help"]).decode()
    report.check(shown.startswith("Usage: reunify-cost ") and all(len(line) <= 120 for line in shown.split("\n")), shown)
    report.check(support.run(program, ["--version"]).decode().startswith("reunify-cost "), "--version")


# The whole -------------------------------------------------------------------------------------------------------------------------


def validator():
    """A function that says whether a document is what the schema says; always true where there is no validator to ask."""
    try:
        import jsonschema
    except ImportError:
        print("jsonschema is not there: documents are not held against the schema")
        return lambda document: True
    schema = support.load(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema).is_valid


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("reunify-cost")
    validate = validator()
    with tempfile.TemporaryDirectory() as folder:
        profile, broken = os.path.join(folder, "pack.json"), os.path.join(folder, "broken.json")
        with open(profile, "w", encoding="utf-8") as file:
            json.dump(PACK, file)
        with open(broken, "w", encoding="utf-8") as file:
            json.dump({**PACK, "costs": [{"id": "2015"}]}, file)
        check_figures(report, program, validate)
        check_sources_example(report, program, profile, validate)
        check_refusals(report, program, profile, broken)
        check_forms(report, program, profile)
        check_help(report, program)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

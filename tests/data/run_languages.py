#!/usr/bin/env python3
"""
Texts in several languages, by a pack that has a few in Welsh: what is said where a language is asked for, that nothing but texts depends on it, and
that translations are seen by the tools for authors. languages/welsh.json is invented.

run_languages.py REUNIFY-PROFILE REUNIFY-EVALUATE
"""
import json
import os
import subprocess
import sys
import tempfile

import support

PROFILE, EVALUATE = sys.argv[1:3]
PACK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "languages", "welsh.json")
report = support.Report("languages")


def run(program, *arguments):
    return subprocess.run([program] + list(arguments), capture_output=True, text=True, timeout=60)


def one_line(page):
    return " ".join(page.split())


def texts_of(node, language):
    """Every text of a pack that is there in a language."""
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if name == language and isinstance(value, str):
            yield value
        else:
            yield from texts_of(value, language)


def leaves(node, at=""):
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from leaves(value, "%s/%s" % (at, name))
    if not isinstance(node, (dict, list)):
        yield at, node


OWN = support.load(PACK)
WELSH, ENGLISH = list(texts_of(OWN, "cy")), list(texts_of(OWN, "en"))


def check_pages():
    """Each text in the language that is asked for; what it is not in, in English."""
    plain, welsh = (one_line(run(PROFILE, "show", PACK, *more).stdout) for more in ((), ("--language=cy",)))
    only_welsh = "swyddog y Gymraeg"
    for said in WELSH:
        report.check(said in welsh, "not on the Welsh page: " + said)
        report.check((said in plain) == (said == only_welsh), "on the English page: " + said)
    for said in ENGLISH:
        report.check(said in plain, "not on the English page: " + said)
    report.check("The child has lived out of the family home for four months or more." in welsh, "what is not translated is not in English")
    for chain in ("cy", "cy-GB", "cy-GB,fr", "fr,cy", "cy,en", "gd-GB,cy-GB-x2"):
        report.check(one_line(run(PROFILE, "show", PACK, "--language", chain).stdout) == welsh, "another page in " + chain)
    for chain in ("en", "fr", "en,cy", "en-GB,cy", "fr,en,cy"):
        report.check(one_line(run(PROFILE, "show", PACK, "--language", chain).stdout) == plain, "another page in " + chain)


def check_vocabulary():
    """The document has every language, whichever is said."""
    documents = {run(PROFILE, "vocabulary", PACK, "--json", "--language", chain).stdout for chain in ("en", "cy", "fr", "cy-GB,en")}
    report.check(len(documents) == 1, "the vocabulary depends on the language")
    found = set(texts_of(json.loads(documents.pop()), "cy"))
    report.check(found == set(WELSH), "Welsh in the vocabulary: %s" % (found ^ set(WELSH)))


def check_evaluations():
    """Nothing but texts depends on the language, and of these those alone that the pack has in it."""
    changed = set()
    translated = dict(zip(ENGLISH, [w for w in WELSH if w != "swyddog y Gymraeg"]))
    for name, case in support.examples().items():
        for date in support.example_dates()[name]:
            told = [json.loads(support.run(EVALUATE, ["--profile", PACK, "--language", chain, "--format=json", "--as-of", date, "-"], json.dumps(case).encode()))
                    for chain in ("en", "cy")]
            one, other = (dict(leaves(document)) for document in told)
            report.check(list(one) == list(other), "%s at %s: not the same members" % (name, date))
            for at in one:
                if one[at] != other[at]:
                    report.check(translated.get(one[at]) == other[at], "%s at %s: %s is %s" % (name, date, at, other[at]))
                    changed.add(one[at])
                else:
                    report.check(at.rpartition("/")[2] != "text" or one[at] not in translated, "%s at %s: %s is not translated" % (name, date, at))
    report.check(len(changed) >= 3, "hardly anything was said in Welsh: %s" % changed)


def check_tools():
    lines = run(PROFILE, "diff", "herefordshire-2023", PACK).stdout
    for line in ("low: text (cy) none became isel", "app.under_18: otherwise (cy) none became", "welsh-example: title (cy) none became",
                 "h1.considered: text (cy) none became", "care_plan: text (cy) none became", "child: text (cy) none became plentyn",
                 "risk_factors: word of addressed (cy) none became \"wedi'u datrys\"",
                 "welsh_language_officer: added: swyddog y Gymraeg"):
        report.check(line in lines, "diff does not say " + line)
    report.check("low: text low" not in lines, "diff tells a text that is the same")
    report.check(run(PROFILE, "diff", PACK, PACK, "--language=cy").stdout == "no difference\n", "a pack differs from itself")
    report.check("text_missing: welsh_language_officer" in run(PROFILE, "lint", PACK).stdout, "lint does not tell a text that is in one language alone")
    for program, arguments in ((PROFILE, ["show", PACK]), (PROFILE, ["vocabulary", PACK]), (EVALUATE, ["--profile", PACK, os.path.join(support.EXAMPLES, "thin-record.json")])):
        for chain in ("", "Welsh", "cy,", "cy en", "cy;en", "c", "cy-", ",".join(["cy"] * 17)):
            done = run(program, *arguments, "--language", chain)
            report.check(done.returncode == 2 and "such as cy,en" in done.stderr and not done.stdout, "%s takes %r: %s" % (os.path.basename(program), chain, done.stderr))


def check_foreign():
    """A member of a text that begins with x_ is no language."""
    noted = json.loads(json.dumps(OWN))
    noted["roles"][0]["text"]["x_note"] = "said by whom?"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(noted, file)
        file.flush()
        document = json.loads(run(PROFILE, "vocabulary", file.name, "--json").stdout)
        report.check("x_note" not in json.dumps(document), "the vocabulary has a language x_note")
        report.check(run(PROFILE, "lint", file.name).stdout == run(PROFILE, "lint", PACK).stdout, "lint takes x_note for a language")


check_pages()
check_foreign()
check_vocabulary()
check_evaluations()
check_tools()
sys.exit(report.end())

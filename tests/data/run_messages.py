#!/usr/bin/env python3
"""
The library's own sentences, from messages.json: whole, in any language, and none forgotten.

  run_messages.py REUNIFY-PROFILE REUNIFY-EVALUATE REUNIFY-COST REUNIFY-OUTCOMES REUNIFY-TIMELINE

- A pseudo-language, made of the English texts: every letter is another one, and every message stands in marks with its number. Packs and titles of
  sources are put into letters of a third kind. Over the pages of every example under every pack, with all that can be asked for, drawings, tables of cases,
  every pack in sentences and outcomes, no English letter is left but in ids and codes of the pack or the case. The report says how many messages were met; those that
  were not are listed here, and no others may be missing.
- English given as another language is the same pages, byte for byte.
- What a document lacks is said in the next language of the chain, and in English at last.
- Plural forms are those that the document gives.
- The page of the example in Welsh is Welsh throughout, and so is the page in HTML with its drawing.
- What is wrong with a document is told at its place, with what would have been right.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import support

PROFILE, EVALUATE, COST, OUTCOMES, TIMELINE = sys.argv[1:6]
ENGLISH = support.load(os.path.join(support.ROOT, "lib", "base", "messages.json"))["languages"]["en"]
IDS = list(ENGLISH["messages"])
PACKS = sorted(n[:-5] for n in os.listdir(support.PACKS))
PLAIN = "abcdefghijklmnopqrstuvwxyz"
MESSAGE = dict(zip(PLAIN, "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ"))  # letters of messages
PACK = {c: chr(0xFF41 + i) for i, c in enumerate(PLAIN)}  # letters of packs: of full width
DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
NOT_MET = set("""
alert.attribute problem.attribute_conflict gap.attribute
no_date timeline.no_date timeline.stage_not_asked yes_or_no nothing relation.parents_partner relation.sibling relation.carer relation.household_member relation.visitor relation.other
placement.semi_independent placement.secure placement.other placement.temporary gate_status.waiting
gate_status.stopped gate_status.not_applicable period.weeks period.working_days day.care_start day.spell day.placement day.birth
test.within no_level label.judgement label.judge head.no_basis head.no_tool head.no_stage ago.yesterday ago.years
somebody.parents_partner factor.not_named factor.not_said judge alert.a_record alert.no_grounds applies.not_so entry.assessments.factors
entry.of_assessments unknown.no_tool problem.date_out_of_range problem.duplicate_return problem.findings_conflict problem.implausible_date
problem.judgement_no_level problem.judgement_no_rationale problem.judgement_not_approved problem.limit_evidence problem.one_day_gap
problem.unknown_finding problem.unknown_member level.latest_judgement closing.not_begun closing.complete closing.otherwise closing.not_yet
history.silent overview.all_passed show.itself show.no_text show.legal show.over legal_status.child_assessment_order legal_status.none
legal_status.other legal_status.police_detention legal_status.remand legal_status.short_breaks legal_status.special_guardianship_order
role.adult_specialist role.advocate role.assistant_director role.child role.childrens_guardian role.edge_of_care_practitioner
role.education_representative role.family_and_friends_carer role.family_group_conference_coordinator role.family_support_worker role.foster_carer
role.head_of_service role.health_representative role.independent_person role.independent_reviewing_officer role.independent_visitor role.legal_adviser
role.other role.parent role.police_officer role.practice_manager role.residential_key_worker role.reunification_support_worker role.service_director
role.service_manager role.social_worker role.team_manager role.trusted_adult role.virtual_school_head
""".split())
report = support.Report("messages")
FOLDER = tempfile.TemporaryDirectory()


def run(program, *arguments):
    return subprocess.run([program] + list(arguments), capture_output=True, timeout=120)


def page_of(program, *arguments):
    done = run(program, *arguments)
    report.check(done.returncode == 0 and not done.stderr, "%s: %s" % (arguments, done.stderr.decode()[:300]))
    return done.stdout.decode()


def write(name, document):
    path = os.path.join(FOLDER.name, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
    return path


def document(**languages):
    return {"schema": "reunify/messages/1", "languages": languages}


def of(messages, plurals=ENGLISH["plurals"]):
    return {"plurals": plurals, "messages": messages}


def letters(text, by):
    return "".join(by.get(c, by.get(c.lower(), c)) for c in text)


# The pseudo-language ---------------------------------------------------------------------------------------------------------

# A name in brackets, with what follows it, stays; all else is said.
STAYS = re.compile(r"(\{[a-z0-9_]+[#:}]|\[[a-z0-9_]+\?)")


def pseudo(number, text):
    parts = STAYS.split(text)
    return "⟦%s" % "".join(DIGITS[int(d)] for d in str(number)) + "".join(p if STAYS.fullmatch(p) else letters(p, MESSAGE) for p in parts) + "⟧"


def met(page):
    """The numbers of the messages of a page."""
    return {int("".join(str(DIGITS.index(d)) for d in n)) for n in re.findall("⟦([%s]+)" % DIGITS, page)}


def put_apart(node, name=""):
    """A pack with its texts and the titles of its sources in other letters."""
    if isinstance(node, dict):
        said = ("en", "title", "at") if name == "source" else ("en", "title")
        return {n: letters(v, PACK) if isinstance(v, str) and n in said else put_apart(v, n) for n, v in node.items()}
    return [put_apart(v, name) for v in node] if isinstance(node, list) else node


def strings(node):
    """All that a document says, but texts and titles."""
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from [name] if isinstance(name, str) else []
        yield from [value] if isinstance(value, str) and name not in ("en", "title") else strings(value)


def codes_of(document, but=()):
    """The words of ids and codes."""
    return {w for s in set(strings(document)) - set(but) if " " not in s for w in re.findall("[A-Za-z]+", s)}


def in_other_letters(case):
    """A case with what people wrote put into the letters of packs."""
    if isinstance(case, (dict, list)):
        return {n: in_other_letters(v) for n, v in case.items()} if isinstance(case, dict) else [in_other_letters(v) for v in case]
    return letters(case, PACK) if isinstance(case, str) and " " in case else case


def enumerated(node):
    """The words that the case format has for everybody: where they stand in a case, it is the library that says them."""
    found = set()
    for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        found |= {v for v in value if isinstance(v, str)} if name == "enum" else enumerated(value)
    return found


ENUMERATED = enumerated(support.load(os.path.join(support.ROOT, "docs", "schema", "case.schema.json")))
BUILT_IN = {"set", "aside", "withdrawn", "requirement", "reason"}  # the record type of every pack, by its codes
PSEUDO = write("pseudo.json", document(qps=of({k: pseudo(i, t) for i, (k, t) in enumerate(ENGLISH["messages"].items())})))
LANGUAGE = ["--language", "qps", "--messages", PSEUDO]
ENTRY = re.compile(r"/[a-z_/0-9]+")  # the place of an entry, as a JSON Pointer


def check_page(what, page, codes):
    seen.update(met(page))
    for line in page.splitlines():
        for word in re.findall("[A-Za-z]+", ENTRY.sub(" ", line)):
            counted[word in codes] += 1
            report.check(word in codes, "%s: %r is English, in: %s" % (what, word, line.strip()))


def pack_file(name):
    """A pack as one, with other letters, and the words of its codes."""
    whole = json.loads(page_of(PROFILE, "show", name, "--json"))
    return write(os.path.basename(os.path.dirname(name) if "/" in name else name) + ".json", put_apart(whole)), codes_of(whole) | BUILT_IN


def said_in(data):
    """All that a page or a drawing says, line by line, with what is said in the place of a picture."""
    root = xml.fromstring(data)
    said = [t for e in root.iter() if not e.tag.endswith("style") for t in (e.text, e.tail, e.get("aria-label")) if t and t.strip()]
    return "\n".join(said), root


def check_case(what, path, date, case, codes):
    """A case that the pack cannot read is passed over: it has no page."""
    asked = ("--profile", path, "--as-of", date, *LANGUAGE, write("case.json", in_other_letters(case)))
    done = run(EVALUATE, "--all", *asked)
    if done.returncode == 0:
        known = codes | codes_of(case, ENUMERATED)
        check_page("%s, %s" % (what, date), done.stdout.decode(), known)
        drawn, root = said_in(run(TIMELINE, *asked).stdout)
        check_page("%s, %s, drawn" % (what, date), drawn, known)
        report.check(root.get("lang") == "qps", "%s, %s: the drawing is in %s" % (what, date, root.get("lang")))


def check_cases(name, path, codes):
    for example, case in support.examples().items():
        for date in support.example_dates()[example]:
            check_case("%s, %s" % (name, example), path, date, case, codes)


def check_thin(name, path, codes):
    """Records without one of their lists at a time, or without an attribute of them: what is not known, and what does not fit."""
    for example, case in support.examples().items():
        date = support.example_dates()[example][0]
        for member in [m for m in case if m not in ("schema", "id")]:
            thin = {m: v for m, v in case.items() if m != member}
            check_case("%s, %s without %s" % (name, example, member), path, date, thin, codes)
            if isinstance(case[member], list) and case[member] and isinstance(case[member][0], dict):
                for inner in sorted({m for entry in case[member] for m in entry} - {"id"}):
                    less = dict(case, **{member: [{m: v for m, v in entry.items() if m != inner} for entry in case[member]]})
                    check_case("%s, %s without %s/%s" % (name, example, member, inner), path, date, less, codes)


def check_costs(name, path, codes):
    for words in ("20 35% 20%", "1 1 0", "100 47 50 --years 2.5", "10 0.33 0.1 --re-entry 50000", "0 0 0", "10 3 2 --re-entry 0 --support 7.50"):
        returns, without, with_support, *more = words.split()
        done = run(COST, "--profile", path, "--returns", returns, "--without", without, "--with", with_support, *more, *LANGUAGE)
        if done.returncode == 0:
            check_page("%s, costs of %s" % (name, words), done.stdout.decode(), codes)


OUTCOME_CODES = {"C", "V", "c", "North", "South", "West", "high"}  # legal statuses, what is not told, and what the files call a group


def episodes():
    """Rows with every way in which a period ends, and with everything that can be odd in one but what needs several reports."""
    ways = "E4A E4B E4 E13 E45 E11 E3 E15 E9 E2 E8".split() + [""]
    rows = ["A%d,2015-%02d-01,S,C2,U6,2016-02-01,%s,North" % (at, at + 1, way) for at, way in enumerate(ways)]
    back = ["A%d,2016-%02d-01,S,V2,P1,2016-12-01,E4A,South_West" % (at, at + 3) for at in range(3)]
    third = ["A0,2017-05-01,S,C1,U6,2017-09-01,E4B,", "A0,2018-01-01,S,C1,U6,,,North", "B,2015-01-01,S,V4,U6,2015-03-01,E4A,North"]
    odd = """D1,,S,C2,U6,2015-05-01,E4A,|D2,2015-05-01,S,C2,U6,2015-04-01,E4A,|D3,1915-05-01,S,C2,U6,2015-04-01,E4A,|D4,2015-05-01,S,C2,U6,2099-01-01,E4A,
D5,2015-05-01,S,C2,U6,2015-06-01,E4A,|D5,2015-05-01,S,C2,U6,2015-06-01,E4A,|D6,2015-05-01,S,C2,U6,,E4A,|D7,2015-05-01,S,C2,U6,2015-05-01,E4A,
D8,2015-05-01,S,Q9,K3,2015-06-01,E4A,|D9,2010-05-01,S,C2,U6,2010-06-01,E4A,|DA,2015-05-01,S,C2,U6,2015-09-01,X1,|DA,2015-06-01,S,C2,U6,2015-08-01,E4A,
DB,2015-05-01,S,C2,U6,,,|DB,2015-07-01,S,C2,U6,2015-08-01,E4A,|DC,2015-05-01,S,C2,U6,2015-07-01,E4A,|DC,2015-05-01,S,C2,U6,2015-08-01,E4A,
DD,2015-05-01,S,C2,U6,2015-07-01,E4A,|DD,2015-07-01,S,C2,U6,2015-08-01,E4A,|DE,2015-05-01,S,C2,U6,2015-07-01,E2,|DE,2015-09-01,S,C2,U6,2015-10-01,E4A,
DF,2015-05-01,P,C2,U6,2015-07-01,E4A,|DG,2015-05-01,S,V3,U6,2015-07-01,X1,|DG,2015-07-01,L,C2,U6,2015-08-01,E4A,|DH,2015-05-01,S,C2,U6,2015-07-01,E4A,
DI,2015-05-01,S,C2,U6,2015-07-01,E4A,|DJ,2015-05-01,S,C2,U6,2015-07-01,X1,|DK,2015-05-01,S,C2,U6,,E4A,""".replace("\n", "|").split("|")
    births = ["A0,2014-12-01,1", "A1,2012-01-01,2", "A2,2008-01-01,1", "B,2002-01-01,1", "D5,1998-12-01,2", "D9,2010-08-01,U", "DF,2015-01-01,1", "DH,2010-01-01,1", "DH,2011-01-01,2", "DI,1990-01-01,"]
    marks = ["A0,2010-01-01,high", "A1,2010-01-01,South"]
    return {"episodes.csv": ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,LA"] + rows + back + third + odd, "later.csv": ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,LA",
            "DI,2015-05-01,S,C2,U6,2015-08-01,E4A,", "D6,2015-05-02,S,C2,U6,2015-12-01,E4A,", "A0,2018-01-01,S,C1,U6,2018-02-01,E4A,North"],
            "header.csv": ["CHILD,DOB,SEX"] + births, "levels.csv": ["CHILD,DATE,LEVEL"] + marks, "gates.csv": ["CHILD,DATE,GATE"] + marks}


def outcome_files():
    paths = []
    for name, lines in episodes().items():
        paths.append(os.path.join(FOLDER.name, name))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    return paths


def check_outcomes():
    """The page of outcomes, and that it is the same in English given as another language."""
    files, same = outcome_files(), write("same.json", document(xx=of(ENGLISH["messages"])))
    for options in ([], ["--suppress-below", "3"], ["--rule", "codes", "--end", "inclusive", "--short-breaks", "drop-rows"], ["--short-breaks", "drop-periods"],
                    ["--from", "2015-01-01", "--to", "2018-12-31", "--observed-to", "2020-01-01"]):
        check_page("outcomes %s" % options, page_of(OUTCOMES, *options, *LANGUAGE, *files), OUTCOME_CODES)
        report.check(page_of(OUTCOMES, *options, "--language", "xx", "--messages", same, *files) == page_of(OUTCOMES, *options, *files),
                     "outcomes %s: English as another language is another page" % options)
    check_page("outcomes with costs", page_of(OUTCOMES, "--with", "1", "--within", "1", "--re-entry", "100", "--support", "10", *LANGUAGE, *files), OUTCOME_CODES)


def check_html():
    """One page with its drawing, of a child with a short break."""
    path, codes = pack_file("herefordshire-2023")
    case = dict(support.load(CASE), care_periods=[{"from": "2022-01-01", "to": "2022-02-01", "kind": "short_break"}])
    page, root = said_in(page_of(EVALUATE, "--profile", path, "--format", "html", "--as-of", "2025-05-20", *LANGUAGE, write("case.json", in_other_letters(case))))
    check_page("a page in HTML", page, codes | codes_of(case, ENUMERATED))
    report.check({e.get("lang") for e in root.iter() if e.get("lang")} == {"qps"}, "a page in HTML: another language than that of its sentences")


def check_tables(name, path, codes):
    files = [write(n + ".json", c) for n, c in support.examples().items()]
    cases = set().union(*(codes_of(c, ENUMERATED) for c in support.examples().values()))
    for date in ("2024-01-15", "2025-01-10"):
        check_page("%s, table, %s" % (name, date), run(EVALUATE, "--profile", path, "--as-of", date, *LANGUAGE, *files).stdout.decode(), codes | cases)


def packs_of_tests():
    """Those in which every operator and every date stands."""
    folder = os.path.join(support.HERE, "language")
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name, "pack.json")
        if os.path.exists(path) and "extends" not in support.load(path):
            yield path


def check_pseudo():
    for name in PACKS:
        path, codes = pack_file(name)
        check_page(name, page_of(PROFILE, "show", path, *LANGUAGE), codes)
        check_cases(name, path, codes)
        check_tables(name, path, codes)
        check_costs(name, path, codes)
        if name == "herefordshire-2023":
            check_thin(name, path, codes)
    for name in packs_of_tests():
        path, codes = pack_file(name)
        check_page(name, page_of(PROFILE, "show", path, *LANGUAGE), codes)


# Other languages -------------------------------------------------------------------------------------------------------------

CASE = os.path.join(support.EXAMPLES, "second-attempt.json")
SHOW, EXAMPLE = (PROFILE, "show", "herefordshire-2023"), (EVALUATE, "--as-of", "2025-05-20", "--all", CASE)


def in_languages(command, chain, messages):
    return page_of(*command, "--language", chain, "--messages", write("messages.json", messages))


def check_same():
    """English as another language, and a document that is not asked for."""
    same = document(xx=of(ENGLISH["messages"]))
    for command in (SHOW, EXAMPLE):
        plain = page_of(*command)
        report.check(in_languages(command, "xx", same) == plain, "English as another language is another page")
        report.check(in_languages(command, "en,qps", support.load(PSEUDO)) == plain, "languages behind English are said")
        report.check(in_languages(command, "de", support.load(PSEUDO)) == plain, "a language that is not asked for is said")


def check_schema():
    """The documents that come with the library are as the schema says, and so is no wrong one that it can tell."""
    try:
        import jsonschema
    except ImportError:
        print("there is no jsonschema: the schema is not checked")
        return
    judge = jsonschema.Draft202012Validator(support.load(os.path.join(support.ROOT, "docs", "schema", "messages.schema.json")))
    for path in (os.path.join(support.ROOT, "lib", "base", "messages.json"), os.path.join(WELSH, "messages-cy.json"), PSEUDO):
        for error in judge.iter_errors(support.load(path)):
            report.fail("%s: %s" % (path, error.message[:300]))
    for wrong, place, _ in FAULTS[:13]:
        report.check(not judge.is_valid(wrong) or place.endswith("label.lifes"), "the schema takes %s" % json.dumps(wrong)[:200])


def check_chain():
    """Each message in the first language that has it: qps-a lacks what qps-b has, and both lack the most."""
    some = document(**{"qpa": of({"label.legal": "A", "label.lives": "A"}), "qpb": of({"label.legal": "B", "label.risk": "B"})})
    for chain, labels in (("qpa,qpb", "AAB"), ("qpb,qpa", "ABB"), ("qpb-GB,qpa", "ABB"), ("qpa,en,qpb", "AA "), ("qpa,qpa", "AA ")):
        page = in_languages(EXAMPLE, chain, some)
        for own, english, label in zip("ABC", ("Lives", "Legal", "Risk"), labels):
            wanted = english if label == " " else label
            report.check(re.search(r"^  %s +[a-z]" % wanted, page, re.M), "%s: %s is not said as %s" % (chain, english, wanted))


def check_plurals():
    """The form that a number takes, by what the document says: the rules of Welsh, and of Polish, which go by the last digits."""
    welsh = {"zero": ["0"], "one": ["1"], "two": ["2"], "few": ["3"], "many": ["6"]}
    polish = {"one": ["1"], "few": ["*2", "*3", "*4", "!*12", "!*13", "!*14"]}
    expected = {"cy": {2: "two", 3: "few", 4: "other", 6: "many", 7: "other", 12: "other", 13: "other"},
                "pl": {2: "few", 4: "few", 5: "other", 11: "other", 12: "other", 14: "other", 22: "few", 25: "other"}}
    for language, plurals in (("cy", welsh), ("pl", polish)):
        text = "{count#} {count#%s}" % "|".join(list(plurals) + ["other"])
        messages = write("plural.json", document(**{language: of({"overview": text + "[date? {date}]"}, plurals)}))
        case = {"schema": "reunify/case/1", "id": "C-1", "child": {"date_of_birth": "2015-01-01"}}
        for number, form in expected[language].items():
            files = [write("%d.json" % i, dict(case, id="C-%d" % i)) for i in range(number)]
            page = page_of(EVALUATE, "--as-of", "2025-01-10", "--language", language, "--messages", messages, *files)
            report.check(page.startswith("%d %s" % (number, form)), "%s: %d is said as %s" % (language, number, page[:20]))


# The example in Welsh --------------------------------------------------------------------------------------------------------

WELSH = os.path.join(support.EXAMPLES, "welsh")


def in_letters_of_packs(node):
    """A pack with its English texts, but the title of no source, in other letters."""
    if isinstance(node, dict):
        return {n: letters(v, PACK) if n == "en" and isinstance(v, str) else in_letters_of_packs(v) for n, v in node.items()}
    return [in_letters_of_packs(v) for v in node] if isinstance(node, list) else node


def words(text):
    return set(re.findall(r"[^\W\d_]+", text))


def words_of_welsh(pack, messages):
    """Of its texts in Welsh, of the messages, of the titles and places of sources, and of ids: of the case, and of sources."""
    found = words(" ".join(messages["languages"]["cy"]["messages"].values())) | {"C", "a"}
    lists = [pack]
    while lists:
        node = lists.pop()
        found |= words(" ".join(v for n, v in node.items() if isinstance(v, str) and n == "cy")) if isinstance(node, dict) else set()
        for name, value in node.items() if isinstance(node, dict) else enumerate(node):
            if name in ("source", "sources"):
                found |= words(json.dumps(value, ensure_ascii=False))
            elif isinstance(value, (dict, list)):
                lists.append(value)
    return found


def check_welsh():
    """Its page, and the page in HTML with its drawing, have no message and no text of the pack that is not in Welsh."""
    pack, messages, case = (os.path.join(WELSH, n) for n in ("herefordshire-2023-cy.json", "messages-cy.json", "case.json"))
    both = support.load(messages)
    both["languages"]["qps"] = support.load(PSEUDO)["languages"]["qps"]
    apart = write("welsh-pack.json", in_letters_of_packs(json.loads(page_of(PROFILE, "show", pack, "--json"))))
    asked = (EVALUATE, "--profile", apart, "--as-of", "2025-08-04", case)
    page = in_languages(asked, "cy,qps", both)
    drawn, root = said_in(in_languages((*asked, "--format", "html"), "cy,qps", both))
    svg = next(e for e in root.iter() if e.tag.endswith("}svg"))
    report.check("Achos C-2101" in page and "21 Gorffennaf 2025" in page and "21 Gorff 2025" in drawn, "the page is not Welsh")
    for what, said in (("page", page), ("page in HTML", drawn)):
        report.check("⟦" not in said, "messages that the example lacks, %s: %s" % (what, sorted(IDS[i] for i in met(said))))
        report.check(not set(said) & set(PACK.values()), "a text of the pack that the example lacks, %s: %s" % (what, said))
    known = words_of_welsh(json.loads(page_of(PROFILE, "show", pack, "--json")), support.load(messages))
    report.check(not words(page + drawn) - known, "words that are in no Welsh text: %s" % sorted(words(page + drawn) - known))
    report.check(root.get("lang") == svg.get("lang") == "cy", "a language that is not Welsh: %s, %s" % (root.get("lang"), svg.get("lang")))
    for name in both["languages"]["cy"]["messages"]:
        report.check(name in IDS, "no message: " + name)


# Faults ----------------------------------------------------------------------------------------------------------------------

GOOD = {"one": ["1"]}
FAULTS = [
    ([], "", "expected an object"),
    ({"schema": "reunify/messages/2", "languages": {}}, "/schema", "expected reunify/messages/1"),
    ({"schema": "reunify/messages/1"}, "/languages", "expected an object here"),
    (dict(document(), texts={}), "/texts", "expected one of: schema languages"),
    (document(welsh=of({})), "/languages/welsh", "expected a language tag, such as cy"),
    (document(cy=[]), "/languages/cy", "expected an object"),
    (document(cy={"messages": {}}), "/languages/cy/plurals", "expected an object here"),
    (document(cy={"plurals": GOOD}), "/languages/cy/messages", "expected an object here"),
    (document(cy=of({}, {"lots": ["1"]})), "/languages/cy/plurals/lots", "expected one of: zero one two few many"),
    (document(cy=of({}, {"one": ["eins"]})), "/languages/cy/plurals/one/0", "expected a number such as \"2\""),
    (document(cy=of({}, {"one": ["1"] * 25})), "/languages/cy/plurals/one/24", "expected at most 24 numbers of a plural form"),
    (document(cy=of({"label.lifes": "Byw"})), "/languages/cy/messages/label.lifes", "did you mean \"label.lives\"?"),
    (document(cy=of({"label.lives": 1})), "/languages/cy/messages/label.lives", "expected a string"),
    (document(cy=of({"label.lives": ""})), "/languages/cy/messages/label.lives", "expected a text that is not empty"),
    (document(cy=of({"label.lives": "B\ny"})), "/languages/cy/messages/label.lives", "without control characters"),
    (document(cy=of({"label.lives": "Byw {where}"})), "/languages/cy/messages/label.lives", "there is no such value in this message; its values: (there is none)"),
    (document(cy=of({"old_record": "{dat}, {ago}"})), "/languages/cy/messages/old_record", "its values: date, ago; did you mean \"date\"?"),
    (document(cy=of({"old_record": "{ago}"})), "/languages/cy/messages/old_record", "the text has to say {date} too: in English, Nothing in this record"),
    (document(cy=of({"old_record": "{ago} {date"})), "/languages/cy/messages/old_record", "character 7: a bracket that is not closed"),
    (document(cy=of({"old_record": "{ago}} {date}"})), "/languages/cy/messages/old_record", "character 6: a bracket that closes nothing"),
    (document(cy=of({"old_record": "{ago} {Date}"})), "/languages/cy/messages/old_record", "character 7: expected the name of a value"),
    (document(cy=of({"old_record": "{ago} [date]"})), "/languages/cy/messages/old_record", "character 7: expected the name of a value and ?"),
    (document(cy=of({"old_record": "[ago?[ago?[ago?[ago?[ago?{date}]]]]]"})), "/languages/cy/messages/old_record", "too many brackets in brackets"),
    (document(cy=of({"old_record": "{ago} {date#a|b}"})), "/languages/cy/messages/old_record", "\"date\" is no number in this message"),
    (document(cy=of({"ago.days": "{count#a|b|c}"})), "/languages/cy/messages/ago.days", "has 3 parts between bars: expected 2, one, other"),
    (document(cy=of({"rule.in_care": "{in_care:ie} {at}"})), "/languages/cy/messages/rule.in_care", "has 1 parts between bars: expected 2, as in English"),
]


def check_faults():
    for wrong, place, words in FAULTS:
        file = write("wrong.json", wrong)
        done = run(PROFILE, "show", "surrey", "--language", "cy", "--messages", file)
        said = done.stderr.decode()
        report.check(done.returncode == 1 and not done.stdout and "%s: %s" % (file, place) in said and "messages: " in said and words in said,
                     "%s: exit %d, %s; expected %s, %s" % (json.dumps(wrong)[:200], done.returncode, said[:300], place, words))
    several = document(cy=of({"label.lifes": "a", "old_record": "{dat}", "label.legal": ""}))
    said = run(PROFILE, "check", "surrey", "--language", "cy", "--messages", write("wrong.json", several)).stderr.decode()
    report.check(all(at in said for at in several["languages"]["cy"]["messages"]), "not all faults are told: " + said)
    done = run(PROFILE, "check", "surrey", "--messages", os.path.join(FOLDER.name, "none.json"))
    report.check(done.returncode == 1, "a file that is not there is passed over")


def check_wrong_languages():
    """A chain that is none is a fault of the option, not of the pack, and not of the messages."""
    for command in ((EVALUATE, CASE), (TIMELINE, CASE), (COST, "--returns", "10", "--without", "3", "--with", "2"), (OUTCOMES, CASE), (PROFILE, "show", "surrey"),
                    (PROFILE, "check", "surrey"), (PROFILE, "lint", "surrey"), (PROFILE, "vocabulary", "surrey"), (PROFILE, "requires", "surrey"),
                    (PROFILE, "diff", "surrey", "havering")):
        for chain in ("c y", "", "cy,", "Welsh"):
            done = run(*command, "--language", chain)
            report.check(done.returncode == 2 and not done.stdout and b": --language: expected languages with commas between them, such as cy,en" in done.stderr,
                         "%s --language %r: exit %d, %s" % (command, chain, done.returncode, done.stderr.decode()))


seen, counted = set(), {True: 0, False: 0}
for check in (check_pseudo, check_html, check_outcomes, check_same, check_schema, check_chain, check_plurals, check_welsh, check_faults, check_wrong_languages):
    check()
missed = {IDS[i] for i in range(len(IDS)) if i not in seen}
print("%d of %d messages were met; words in ids and codes: %d" % (len(IDS) - len(missed), len(IDS), counted[True]))
report.check(missed == NOT_MET, "messages that no page here says: %s" % sorted(missed ^ NOT_MET))
sys.exit(report.end())

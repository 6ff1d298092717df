#!/usr/bin/env python3
"""
What reunify-evaluate does with files of many cases: each form of input, several dates, faults as messages and as documents in their place, counts,
cases with the same id, threads, words that somebody may have meant. (What is wrong with one case: tests/api/bad_input.py.)

  run_program.py REUNIFY-EVALUATE REUNIFY-PROFILE REUNIFY-COST [--without-gzip]      how the program was built

The bytes of the output are compared with those of each case alone; documents of faults with what is written here, and with their schema.
"""
import csv
import datetime
import gzip
import io
import json
import os
import re
import select
import subprocess
import sys
import tempfile

import support

DATES = ["2023-06-01", "2025-06-01", "2024-02-29"]
DAY = "2025-06-01"
MARK = "\ufeff"
SAME = r"%s: the case has the same id as %s"
MOST_WARNINGS = 20
NO_ID = '{"schema": "reunify/case/1"}'


class Program:
    """The program in a folder of its own, where the files are."""

    def __init__(self, path, folder, report, gzip_too=True):
        self.path, self.folder, self.report, self.gzip_too = path, folder, report, gzip_too

    def file(self, name, data):
        data = data if isinstance(data, bytes) else data.encode()
        with open(os.path.join(self.folder, name), "wb") as out:
            out.write(gzip.compress(data) if name.endswith(".gz") else data)
        return name

    def run(self, *arguments, stdin=None):
        """Exit status, standard output, and the messages without the program's name."""
        done = subprocess.run([self.path, *arguments], input=stdin, capture_output=True, cwd=self.folder, timeout=120)
        name = os.path.basename(self.path) + ": "
        said = [line[len(name):] if line.startswith(name) else line for line in done.stderr.decode().splitlines()]
        return done.returncode, done.stdout, said

    def lines(self, *arguments, stdin=None):
        return self.run("--format", "json-lines", *arguments, stdin=stdin)

    def expect(self, what, got, code, output, said):
        """`output` None: not looked at. What is said: expressions, a line each."""
        matched = len(got[2]) == len(said) and all(re.fullmatch(want, line) for want, line in zip(said, got[2]))
        good = got[0] == code and (output is None or got[1] == output) and matched
        self.report.check(good, what + ":", "exit %d, wanted %d" % (got[0], code), "said %s" % got[2], "wanted %s" % said,
                          *(support.pretty_difference(output, got[1], 10) if output is not None and output != got[1] else []))

    def refuses(self, what, said, *arguments):
        """Wrong usage, nothing written: the first line is as said."""
        code, out, messages = self.run(*arguments)
        self.report.check(code == 2 and not out and messages and re.fullmatch(said, messages[0]), "%s: exit %d, said %s" % (what, code, messages),
                          "wanted " + said)


def all_lines(cases):
    return "".join(json.dumps(case) + "\n" for case in cases)


def alone(p, cases, dates):
    """What the program prints of each case alone, at each date by a process: {(case, date): line}."""
    found = {}
    for i, case in enumerate(cases):
        name = p.file("alone.json", json.dumps(case))
        for date in dates:
            code, out, said = p.run("--format", "json", "--as-of", date, name)
            p.report.check(not code and not said and out.count(b"\n") == 1, "case %d as of %s alone: exit %d, %s" % (i, date, code, said))
            found[i, date] = out
    return found


# Input -----------------------------------------------------------------------------------------------------------------------


def check_forms(p, cases, want):
    lines, array = all_lines(cases), json.dumps(cases, indent=2)
    forms = {"a.jsonl": lines, "a.ndjson": lines, "a.jsonl.gz": lines, "a.ndjson.gz": lines, "a.json": array, "a.json.gz": array,
             "tight.json": json.dumps(cases, separators=(",", ":")),
             "mark.jsonl": MARK + lines, "mark.json": MARK + array, "mark.jsonl.gz": MARK + lines, "blank.jsonl": "\n\r\n" + lines.replace("\n", "\r\n \t\n"),
             "wide.json": " \n" + array + "\n\n", "no-end.jsonl": lines[:-1]}
    for name, text in forms.items():
        if name.endswith(".gz") and not p.gzip_too:
            p.expect(name, p.lines("--as-of", DAY, p.file(name, text)), 1, b"",
                     [".*: this program was built without zlib.*", "0 evaluated, 1 failed"][:1 if name.endswith(".json.gz") else 2])
            continue
        p.expect("the form of " + name, p.lines("--as-of", DAY, p.file(name, text)), 0, want, [])
    for name, form, text in (("lines.txt", "json-lines", lines), ("lines.json", "json-lines", lines), ("array.txt", "json", array),
                             ("array.jsonl", "json", array),
                             ("any.gz" if p.gzip_too else "any", "json-lines", lines), ("array.txt", "auto", array)):
        p.expect("%s as %s" % (name, form), p.lines("--as-of", DAY, "--input", form, p.file(name, text)), 0, want, [])
    for options, text in ((["--input", "json-lines"], lines), (["--input", "json-lines"], MARK + lines), ([], array), (["--input", "json"], array)):
        p.expect("standard input %s" % options, p.lines("--as-of", DAY, *options, "-", stdin=text.encode()), 0, want, [])
    code, out, said = p.run("--as-of", DAY, "-", stdin=array.encode())
    p.report.check(not code and not said and out == p.run("--as-of", DAY, "a.jsonl")[1] and b"%d cases" % len(cases) in out, "an array as text is no table")
    names = [p.file("one-%d.json" % i, json.dumps(case)) for i, case in enumerate(cases)]
    p.expect("a file each", p.lines("--as-of", DAY, *names), 0, want, [])


def check_spaces(p, cases, each):
    """White space anywhere between says nothing."""
    for separators, indent in (((" , ", " : "), None), ((",\t", "\r\n:"), None), ((",", " :"), "\t")):
        for number, (case, want) in enumerate(zip(cases, each)):
            name = p.file("spaced.json", json.dumps(case, separators=separators, indent=indent))
            p.expect("case %d with %r" % (number, separators), p.lines("--as-of", DAY, name), 0, want, [])


def check_array(p, cases, each):
    """What is wrong between the elements; each element that is a case is evaluated."""
    one, two = json.dumps(cases[0]), json.dumps(cases[1])
    both = each[0] + each[1]
    tricky = json.dumps(dict(cases[0], x_note="a ] \" } , [ { \\"))
    for what, text, out, said in (
            ("empty", "[]", b"", ["F: the array holds no case"]), ("blank", " [ \n ] ", b"", ["F: the array holds no case"]),
            ("open", "[%s,\n%s\n" % (one, two), both, ["F:3:1: the array of cases ends too early: a comma or ] was expected.*"]),
            ("open behind a comma", "[%s,%s," % (one, two), both, ["F:1:\\d+: the array of cases ends too early.*"]),
            ("a comma too many", "[%s,\n,\n%s]" % (one, two), both, ["F:2: element 2: a case was expected"]),
            ("a comma at the end", "[%s,%s,\n]" % (one, two), both, ["F:2: element 3: a case was expected"]),
            ("a comma first", "[,\n%s,%s]" % (one, two), both, ["F:1: element 1: a case was expected"]),
            ("something behind it", "[%s,%s]\n x" % (one, two), both, ["F:2:2: something stands behind the array of cases"]),
            ("another behind it", "[%s,%s][]" % (one, two), both, ["F:1:\\d+: something stands behind the array of cases"]),
            ("no comma", "[\n%s %s, %s]" % (one, one, two), each[1], ["F:2:%d: element 1: this is not JSON.*" % (len(one) + 2)]),
            ("a number", "[%s, 5,%s]" % (one, two), both, ["F:1:?\\d*: element 2: .*"]),
            ("an array within", "[%s,\n [%s],%s]" % (one, one, two), both, ["F:2(:\\d+)?: element 2: .*expected an object.*"]),
            ("a fault in a line", '[%s,\n  {"id":\n "é" x},%s]' % (one, two), both, ["F:3:6: element 2: this is not JSON.*"]),
            ("a wrong value", '[%s,{"schema": "reunify/case/1"},%s]' % (one, two), both, ["F:1(:\\d+)?: element 2: /id: .*"]),
            ("a wrong bracket", '[%s,{"a": [1},%s]}\n,%s]' % (one, one, two), both,
             ["F:1:%d: element 2: .*this is not JSON.*" % (len(one) + 11), "F:1:%d: element 2: .*the bracket that opens here.*" % (len(one) + 9)]),
            ("a string that does not end", '[%s,{"a": "%s]' % (one, "x, ] "), each[0],
             ["F:1:\\d+: element 2: .*this is not JSON.*", "F:1:%d: element 2: .*the string that begins here.*" % (len(one) + 9),
              "F:1:\\d+: the array of cases ends too early.*"])):
        name = p.file("array.json", text)
        failed = len(said) - sum("that opens" in s or "that begins" in s for s in said)
        count = "%d evaluated, %d failed" % (out.count(b"\n"), failed)
        p.expect("an array, " + what, p.lines("--as-of", DAY, name), 1, out, [s.replace("F", name, 1) for s in said] + [count])
    code, out, said = p.lines("--as-of", DAY, p.file("array.json", "[%s,\n%s]" % (tricky, two)))
    p.report.check(not code and not said and out == both, "brackets in a string: %s" % said)


def check_broken_files(p, cases, each):
    good = p.file("good.jsonl", all_lines(cases[:2]))
    whole = gzip.compress(all_lines(cases).encode())
    with open(os.path.join(p.folder, "cut.jsonl.gz"), "wb") as out:
        out.write(whole[:len(whole) // 2])
    with open(os.path.join(p.folder, "bad.jsonl.gz"), "wb") as out:
        out.write(whole[:100] + bytes([whole[100] ^ 255]) + whole[101:])
    with open(os.path.join(p.folder, "plain.jsonl.gz"), "w") as out:
        out.write(all_lines(cases[:2]))
    for name, why in (("cut.jsonl.gz", "the compressed data is damaged or cut short"), ("bad.jsonl.gz", "the compressed data is damaged or cut short"),
                      ("plain.jsonl.gz", "it is not compressed with gzip, as its name says"), ("none.jsonl", "No such file or directory"),
                      ("none.json.gz", "No such file or directory")):
        if name.endswith(".gz") and not p.gzip_too:
            continue
        code, out, said = p.lines("--as-of", DAY, "--explain", "none", name, good)
        p.report.check(code == 1 and len(out.splitlines()) >= 2 and len(said) >= 2 and
                       re.fullmatch(re.escape(name) + r"(:\d+)?: cannot be read: " + why, said[0]) and
                       said[-1] == "%d evaluated, 1 failed" % len(out.splitlines()), "%s: exit %d, %s" % (name, code, said))
    packed = os.path.join(p.folder, "packed.jsonl")
    with open(packed, "wb") as out:
        out.write(whole)
    for name, stdin in (("packed.jsonl", None), ("-", whole)):
        p.expect("compressed, and not by its name: " + name, p.lines("--as-of", DAY, "--input", "json-lines", name, stdin=stdin), 1, b"",
                 [name + ": cannot be read: it is compressed with gzip: give it as a file whose name ends in .gz", "0 evaluated, 1 failed"])
    p.expect("a file that is not there, in its place", p.lines("--as-of", DAY, "--errors", "inline", "none.json", good), 1,
             b'{"schema":"reunify/error/1","file":"none.json","case":null,"faults":[{"code":"unreadable","at":"",'
             b'"message":"cannot be read: No such file or directory"}]}\n' +
             each[0] + each[1], ["2 evaluated, 1 failed"])


def check_too_long(p, cases, each):
    """What never ends is refused where it is too long, not at its end; then it is read over."""
    for what, place, arguments, before, opens, fills, behind in (
            ("line", "-:2", ["--input", "json-lines"], json.dumps(cases[0]) + "\n", "", "x", "\n" + json.dumps(cases[1])),
            ("element", "-:1: element 2", [], "[" + json.dumps(cases[0]) + ",", '["', "]", '"],' + json.dumps(cases[1]) + "]")):
        said = r"reunify-evaluate: %s: the %s is longer than the limit of 64 MiB\n" % (place, what)
        run = subprocess.Popen([p.path, "--as-of", DAY, "--format", "json-lines", *arguments, "-"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        run.stdin.write((before + opens).encode())
        for _ in range(65):
            run.stdin.write(fills.encode() * (1 << 20))
        run.stdin.flush()
        told, _, _ = select.select([run.stderr], [], [], 60)  # else it waits for the end
        first = run.stderr.readline().decode() if told else ""
        out, rest = run.communicate(behind.encode())
        p.report.check(told and re.fullmatch(said, first) and run.returncode == 1 and out == each[0] + each[1], "one %s without an end:" % what,
                       "exit %d, said %s" % (run.returncode, (first + rest.decode())[:300]))


def check_pretty(p, case, line):
    code, out, said = p.run("--format", "json", "--pretty", "--as-of", DAY, p.file("one.json", json.dumps(case)))
    p.report.check(not code and not said and out.startswith(b"{\n  \"schema\"") and json.loads(out) == json.loads(line), "--pretty says something else")


def check_lean(p, case, line):
    def strip(value):
        if isinstance(value, dict):
            return {k: strip(v) for k, v in value.items() if k not in ("text", "source", "help", "figure")}
        return [strip(v) for v in value] if isinstance(value, list) else value
    want = (json.dumps(strip(json.loads(line)), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    p.expect("--lean", p.lines("--lean", "--as-of", DAY, p.file("one.jsonl", all_lines([case]))), 0, want, [])
    p.refuses("--lean of a page", "--lean is for --format json and json-lines", "--lean", "--as-of", DAY, p.file("one.json", json.dumps(case)))


# Several dates ---------------------------------------------------------------------------------------------------------------


def check_dates(p, cases, want):
    given = p.file("dates.jsonl", all_lines(cases))
    whole = b"".join(want[i, date] for i in range(len(cases)) for date in DATES)
    for options in (["--as-of", ",".join(DATES)], [a for date in DATES for a in ("--as-of", date)], ["--as-of=" + DATES[0], "--as-of", ",".join(DATES[1:])]):
        p.expect("dates %s" % options, p.lines(*options, given), 0, whole, [])
    first = b"".join(want[0, date] for date in DATES + DATES[:1])
    p.expect("a date twice, one case", p.lines("--as-of", ",".join(DATES + DATES[:1]), p.file("one.json", json.dumps(cases[0]))), 0, first, [])
    for wrong in ("2025-06-01,", ",2025-06-01", "2025-06-01,,2025-06-02", "2025-06-01,2025-02-29", "2025-06-01 2025-06-02", ""):
        p.refuses("the dates %r" % wrong, "--as-of needs a date of the calendar.*", "--format", "json-lines", "--as-of", wrong, given)
    for form in ("text", "json"):
        p.refuses("dates as " + form, "several --as-of need --format json-lines or csv", "--format", form, "--as-of", ",".join(DATES), "one.json")
    bad = p.file("bad-value.jsonl", json.dumps(dict(cases[0], pathway="nowhere")) + "\n" + json.dumps(cases[1]) + "\n")
    rest = b"".join(want[1, date] for date in DATES)
    p.expect("a fault at each date is said once", p.lines("--as-of", ",".join(DATES), bad), 1, rest, [r"%s:1:\d+: /pathway: .*" % bad, "1 evaluated, 1 failed"])
    code, out, said = p.lines("--as-of", ",".join(DATES), "--errors", "inline", bad)
    found = [json.loads(line) for line in out.splitlines()[:3]]
    p.report.check(code == 1 and out.endswith(rest) and [d.get("as_of") for d in found] == DATES and all(d["case"] == cases[0]["id"] for d in found),
                   "faults at each date in their place: %s" % out[:500])


# Words that the profile does not know ----------------------------------------------------------------------------------------


def check_strict(p, cases, each):
    """A case with such a word is not evaluated, once for all dates; the others are."""
    bad = json.loads(json.dumps(cases[0]))
    bad["records"][0].update(type="police_chekc", date="2099-01-01")
    bad["records"][1]["led_by"] = "x"
    name = p.file("strict.jsonl", all_lines([bad, cases[1]]))
    said = [r'strict\.jsonl:1:\d+: /records/0/type: expected a type of record .*; did you mean "police_check"\?', r"strict\.jsonl:1:\d+: /records/1/led_by: expected a role .*"]
    for dates in ([DAY], DATES):
        p.expect("strict, at %s" % dates, p.lines("--as-of", ",".join(dates), "--strict=pack", name), 1, None, said + ["1 evaluated, 1 failed"])
    p.expect("not strict", p.lines("--as-of", DAY, name), 1, each[1], said[1:] + ["1 evaluated, 1 failed"])
    code, out, _ = p.lines("--as-of", ",".join(DATES), "--strict=pack", "--errors", "inline", name)
    documents = [json.loads(line) for line in out.splitlines()]
    found = [[(f["code"], f["at"]) for f in d.get("faults", [])] for d in documents]
    want = [("unknown_record_type", "/records/0/type"), ("unknown_value", "/records/1/led_by")]
    p.report.check(code == 1 and found == [want] * len(DATES) + [[]] * len(DATES) and documents[0]["case"] == bad["id"], "strict, inline: exit %d, %s" % (code, found))
    line = json.dumps(bad)
    p.report.check([f.get("column") for f in documents[0]["faults"]] == [line.index(word) + 1 for word in ('"police_chekc"', '"x"')], "the columns of what is strict")
    check_schema(p.report, documents[0])
    p.expect("strict of a case that is good", p.lines("--as-of", DAY, "--strict=pack", "--strict", p.file("good.json", json.dumps(cases[1]))), 0, each[1], [])
    p.refuses("another strictness", r"--strict is members or pack; did you mean pack\?", "--strict=pakc", "--as-of", DAY, name)
    p.expect("the strictness of members", p.lines("--as-of", DAY, "--strict=members", p.file("m.json", json.dumps(dict(cases[1], new=1)))), 1, b"",
             [r"m\.json:1:\d+: /new: expected a member of the format.*"])


def check_strict_tests(p, profile, case):
    """A pack's own tests with a word that the pack does not know: that nothing is met says nothing, so it is refused."""
    case = json.loads(json.dumps(case))
    case["records"][0]["type"] = "police_chekc"
    member = dict(case, new=1)
    level = json.loads(p.lines("--as-of", DAY, p.file("level.json", json.dumps(case)))[1])["risk"]["level"]
    tests = Program(profile, p.folder, p.report)
    files = [p.file("%s-test.json" % name, json.dumps({"name": name, "case": record, "as_of": DAY, "expect": {"level": level}}))
             for name, record in (("word", case), ("member", member))]
    for flags, said in (((), ((), ())), (("--strict",), ((), ("new",))), (("--strict=pack",), (("records/0/type",), ("records/0/type",)))):
        for file, places in zip(files, said):
            code, _, messages = tests.run("test", "herefordshire-2023", file, *flags)
            found = [place for place in ("new", "records/0/type") if any("/%s: expected" % place in message for message in messages)]
            p.report.check((code, found) == (1 if places else 0, list(places)), "strict tests %s of %s: exit %d, %s" % (flags, file, code, messages))


# Faults in their place -------------------------------------------------------------------------------------------------------


def check_inline(p, cases, each):
    dated = 'expected a date of the calendar, written YYYY-MM-DD, or a month YYYY-MM or a year YYYY'
    rows = [
        (json.dumps(cases[0]), None),
        ('{"schema": "reunify/case/1", "id": "B-\\u00e9\\"", x', ('"B-é\\""', {"code": "bad_json", "at": "", "line": 3, "column": 50})),
        ('{"id": "B-1", "schema": "reunify/case/1", "child": {"date_of_birth": "2023-02-30"}}',
         ('"B-1"', {"code": "bad_date", "at": "/child/date_of_birth", "message": dated})),
        ('{"child": {"id": "no", "x": "]}"}, "id": 7', ("null", {"code": "wrong_type", "at": "/id"})),
        ('{"id": "B-2", "id": "B-3", "schema": "reunify/case/1"}', ("null", {"at": "/id"})),
        ("[]", ("null", {"at": ""})), ("{}", ("null", {"at": "/schema"})), ("x", ("null", {"code": "bad_json", "at": ""})),
        ('{"schema": "reunify/case/1", "id": "' + "i" * 3000 + '"}', ("null", {"at": "/id"})),
        (json.dumps(dict(cases[1], pathway="nowhere")), (json.dumps(cases[1]["id"]), {"at": "/pathway"})),
        (json.dumps(cases[1]), None)]
    name = p.file("inline.jsonl", "".join(text + "\n" + ("\n" if i == 0 else "") for i, (text, _) in enumerate(rows)))
    code, out, said = p.lines("--as-of", DAY, "--errors", "inline", name)
    lines = out.splitlines(keepends=True)
    p.report.check(code == 1 and len(lines) == len(rows) and said == ["inline.jsonl:12: the case has the same id as inline.jsonl:11", "2 evaluated, 9 failed"],
                   "faults in their place: exit %d, %d lines, %s" % (code, len(lines), said))
    for number, ((_, want), line) in enumerate(zip(rows, lines), 1):
        if not want:
            p.report.check(line in each, "line %d is no evaluation" % number)
            continue
        document = json.loads(line)
        number += number > 1
        start = '{"schema":"reunify/error/1","file":"inline.jsonl","line":%d,"case":%s,"faults":[{"code":' % (number, want[0])
        found = support.differences(want[1], document["faults"][0])
        p.report.check(line.decode().startswith(start) and not found, "line %d of faults: %s" % (number, line[:300]), *found)
        check_schema(p.report, document)
    p.expect("an exact document", p.lines("--as-of", DAY, "--errors", "inline", "--input", "json-lines", "-", stdin=b'{"schema": "reunify/case/1"}'), 1,
             b'{"schema":"reunify/error/1","line":1,"case":null,"faults":[{"code":"missing_member","at":"/id","line":1,"column":1,'
             b'"message":"expected an id of the case"}]}\n', ["0 evaluated, 1 failed"])
    p.expect("an exact document of an element", p.lines("--as-of", DAY, "--errors", "inline", p.file("e.json", '[\n  {"id": "E",\n   x}]')), 1,
             b'{"schema":"reunify/error/1","file":"e.json","line":2,"element":1,"case":"E","faults":[{"code":"bad_json","at":"","line":3,"column":4,'
             b'"message":"this is not JSON: a member name is expected here"}]}\n', ["0 evaluated, 1 failed"])
    many = json.dumps({"schema": "reunify/case/1", "id": "many", "records": [{"date": "x"}] * 70})
    code, out, _ = p.lines("--as-of", DAY, "--errors", "inline", p.file("many.json", many))
    p.report.check(code == 1 and json.loads(out).get("more") == 6 and len(json.loads(out)["faults"]) == 64, "70 faults: %s" % out[-200:])
    for form in ("text", "json"):
        p.refuses("inline as " + form, "--errors inline is for --format json-lines", "--format", form, "--errors", "inline", "--as-of", DAY, "one.json")


def check_schema(report, document):
    try:
        import jsonschema
    except ImportError:
        return
    schema = support.load(os.path.join(support.ROOT, "docs", "schema", "error.schema.json"))
    found = [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(document)]
    report.check(not found, "the schema of errors refuses %s:" % document, *found[:3])
    wrong = dict(document, faults=[])
    report.check(list(jsonschema.Draft202012Validator(schema).iter_errors(wrong)), "the schema of errors takes what has no fault")


# Counts, ids, threads --------------------------------------------------------------------------------------------------------


def check_counts(p, cases):
    small = [{"schema": "reunify/case/1", "id": "N-%d" % i} for i in range(1234)]
    rows = [json.dumps(case) for case in small]
    options = ["--as-of", DAY, "--explain", "none"]
    good, bad = p.file("good.jsonl", "\n".join(rows)), p.file("some.jsonl", "\n".join(rows[:7] + ["x"] + rows[7:] + [NO_ID]))
    p.expect("all evaluated", p.lines(*options, good), 0, None, [])
    p.expect("all evaluated, in their place", p.lines(*options, "--errors", "inline", good), 0, None, ["1,234 evaluated"])
    p.expect("some failed", p.lines(*options, bad), 1, None, [bad + ":8:1: .*", bad + r":1236(:\d+)?: /id: .*", "1,234 evaluated, 2 failed"])
    p.expect("some failed, in their place", p.lines(*options, "--errors", "inline", bad), 1, None, ["1,234 evaluated, 2 failed"])
    p.expect("some failed, as text", p.run(*options, bad), 1, None, [bad + ":8:1: .*", bad + r":1236(:\d+)?: /id: .*", "1,234 evaluated, 2 failed"])
    for text in ("", "\n \r\n"):
        p.expect("lines without a case", p.lines(*options, p.file("none.jsonl", text)), 0, b"", ["0 evaluated"])
    one = p.file("one.json", "x")
    p.expect("one case has no count", p.lines(*options, one), 1, b"", [one + ":1:1: .*"])


def check_without_type(p):
    """Records of which the type is not recorded, on every day of more than three years: no more than an evaluation may take."""
    case = support.examples()["care-order-placed-with-parents"]
    last = datetime.date.fromisoformat(max(r["date"] for r in case["records"]))
    added = [{"id": "z%d" % i, "date": str(last - datetime.timedelta(i // 13))} for i in range(16000)]
    code, output, said = p.lines("--as-of", str(last), p.file("typeless.json", json.dumps({**case, "records": case["records"] + added})))
    p.report.check(code == 0 and output, "16,000 records without a type: %s" % said)


HEADER = "case_id,as_of,profile,code,pointer,line_number,column_number,message,file,element\r\n"


def check_tables(p, cases):
    """Many cases and dates are one table; what cannot be evaluated is in the table of errors, and in no other. (The cells: run_tables.py.)"""
    good = [json.dumps(case) for case in cases[:3]]
    bad = '{"schema": "reunify/case/1", "id": "C, 9", "records": 1}'
    p.file("some.jsonl", "\n".join([good[0], bad, good[1], "x", good[2]]) + "\n")
    dates = "2025-06-01,2024-02-29"
    table = ["--format", "csv", "--as-of", dates, "--table"]
    code, out, said = p.run(*table, "risk", "some.jsonl")
    rows = [line.split(",")[:2] for line in out.decode().splitlines()]
    want = [["case_id", "as_of"]] + [[case["id"], date] for case in cases[:3] for date in dates.split(",")]
    p.report.check(code == 1 and rows == want, "a table of many: exit %d, %s" % (code, rows))
    p.report.check(said[-1] == "3 evaluated, 2 failed" and len(said) > 2, "a table of many: said %s" % said)
    p.report.check(p.run(*table, "risk", "--jobs", "3", "some.jsonl")[:2] == (code, out), "a table of many, by threads")
    code, out, said = p.run(*table, "errors", "some.jsonl")
    rows = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
    p.report.check(out.decode().startswith(HEADER) and code == 1 and said == ["3 evaluated, 2 failed"], "errors: exit %d, said %s" % (code, said))
    p.report.check([r["as_of"] for r in rows] == sorted([r["as_of"] for r in rows[:len(rows) // 2]], reverse=True) * 2 and
                   {(r["case_id"], r["line_number"], r["file"]) for r in rows} == {("C, 9", "2", "some.jsonl"), ("", "4", "some.jsonl")}, "errors: %s" % rows)
    p.expect("no errors", p.run(*table, "errors", p.file("good.jsonl", good[0])), 0, HEADER.encode(), [])
    p.expect("no file", p.run(*table[:-1], "--table", "errors", "none.json"), 1, None, [])
    p.refuses("no table", "--format csv needs --table, such as outstanding", *table[:-1], "good.jsonl")
    p.refuses("a table of text", "--table is for --format csv", "--table", "risk", "good.jsonl")
    p.refuses("another table", "--table is risk, .*; did you mean.*alerts.*|--table is risk, .*", *table, "alert", "good.jsonl")
    p.refuses("csv and --lean", "--lean is for --format json and json-lines", *table, "risk", "--lean", "good.jsonl")
    p.refuses("csv and --pretty", "--pretty is for --format json.*", *table, "risk", "--pretty", "good.jsonl")
    p.refuses("csv inline", "--errors inline is for --format json-lines", *table, "risk", "--errors", "inline", "good.jsonl")


def check_ids(p, cases):
    a, b = json.dumps(cases[0]), json.dumps(cases[1])
    files = [p.file("one.jsonl", "\n".join([a, b, "", a])), p.file("two.json", "[%s,\n%s, %s]" % (b, NO_ID, a)), p.file("three.json", b)]
    want = [SAME % ("one.jsonl:4", "one.jsonl:1"), SAME % ("two.json:1: element 1", "one.jsonl:2"), r"two.json:2(:\d+)?: element 2: /id: .*",
            SAME % ("two.json:2: element 3", "one.jsonl:1"), SAME % ("three.json", "one.jsonl:2"), "6 evaluated, 1 failed"]
    p.expect("cases of the same id", p.lines("--as-of", DAY, *files), 1, None, want)
    p.expect("and by threads", p.lines("--as-of", DAY, "--jobs", "3", *files), 1, None, want)
    p.expect("one case at several dates", p.lines("--as-of", ",".join(DATES), p.file("one.json", a)), 0, None, [])
    row = json.dumps({"schema": "reunify/case/1", "id": "MARKER"}) + "\n"
    code, _, said = p.lines("--as-of", DAY, p.file("same.jsonl", row * 25))
    p.report.check(code == 0 and len(said) == MOST_WARNINGS + 1 and said[-1] == "4 more cases have the id of one before" and "MARKER" not in "".join(said),
                   "25 of one id: %s" % said[-2:])


def check_threads(p, cases):
    rows = [json.dumps(dict(case, id="%s/%d" % (case["id"], turn))) for turn in range(4) for case in cases]
    for at in (3, 17, 18, 40, len(rows) - 1):
        rows[at] = ["x", NO_ID, json.dumps(dict(cases[0], pathway="nowhere")), "[]", rows[2]][at % 5]
    many = [p.file("many.jsonl", "\n".join(rows)), p.file("more.json", "[" + ",\n".join(json.dumps(c) for c in cases) + "]"), "none.json"]
    for options in (["--format", "json-lines"], ["--format", "json-lines", "--errors", "inline", "--as-of", DATES[0]], ["--format", "text"],
                    ["--format", "text", "--pages", "--all"]):
        whole = p.run("--as-of", DAY, *options, *many)
        p.report.check(whole[0] == 1 and whole[1] and whole[2][-1].endswith(" failed"), "%s: exit %d, %s" % (options, whole[0], whole[2]))
        for jobs in ("4", "9"):
            p.report.check(p.run("--as-of", DAY, "--jobs", jobs, *options, *many) == whole, "%s: %s threads change what is written" % (options, jobs))
    p.expect("threads for one case", p.lines("--as-of", DAY, "--jobs", "4", p.file("one.json", json.dumps(cases[0]))), 0,
             p.lines("--as-of", DAY, "one.json")[1], [])
    for wrong in ("0", "-1", "65", "x", "4x", ""):
        p.refuses("--jobs %r" % wrong, "--jobs is a number of threads from 1 to 64", "--jobs=" + wrong, "one.json")


# Words -----------------------------------------------------------------------------------------------------------------------


def check_words(p, profile, cost):
    for said, *arguments in (
            (r"there is no option --asof; did you mean --as-of\?", "--asof", DAY, "one.json"),
            (r"there is no option --as_of; did you mean --as-of\?", "--as_of=" + DAY),
            (r"there is no option --halp; did you mean --help\?", "--halp"), (r"there is no option --fromat; did you mean --format\?", "--fromat", "json"),
            (r"there is no option --expl; did you mean --explain\?", "--expl", "none"), (r"there is no option --zebra", "--zebra"),
            (r"there is no option -x", "-x"), (r"--help takes no value", "--help=all"), (r"--version takes no value", "--version="),
            (r"--pretty takes no value", "--pretty=yes"),
            (r"--format is text, json, json-lines, csv or html; did you mean json-lines\?", "--format", "jsonl", "one.json"),
            (r"--format is text, json, json-lines, csv or html", "--format", "pdf", "one.json"),
            (r"--explain is none, decision or full; did you mean decision\?", "--explain", "decisions", "one.json"),
            (r"--input is auto, json or json-lines; did you mean json\?", "--input", "jsn", "one.json"),
            (r"--errors is messages or inline; did you mean inline\?", "--errors", "in-line", "one.json"),
            (r"there is no profile herefordshire-2032; did you mean herefordshire-2023\? these come with the library:", "--profile", "herefordshire-2032",
             "one.json"),
            (r"there is no profile zebra; these come with the library:", "--profile", "zebra", "one.json"),
            (r"the profile has no pathway reunifcation", "--pathway", "reunifcation", "--as-of", DAY, "one.json")):
        p.refuses("the words %s" % arguments, said, *arguments)
    _, _, said = p.run("--pathway", "reunifcation", "--as-of", DAY, "one.json")
    p.report.check(said[1:2] == ["--pathway is reunification; did you mean reunification?"], "the pathways: %s" % said)
    for other, said, *arguments in ((profile, r"there is no option --bsae; did you mean --base\?", "--bsae", "x"),
                                    (profile, r"there is no command lnit; did you mean lint\?", "lnit"),
                                    (profile, r"there is no schema evaluations; did you mean evaluation\?", "schema", "evaluations"),
                                    (cost, r"there is no option --retuns; did you mean --returns\?", "--retuns", "5"),
                                    (cost, r"--format is text or json; did you mean json\?", "--returns", "9", "--with", "1", "--without", "2", "--format",
                                     "jsom")):
        Program(other, p.folder, p.report).refuses("the words %s" % arguments, said, *arguments)
    for path in (p.path, profile, cost):
        short = Program(path, p.folder, p.report)
        for one, other in (("-h", "--help"), ("-V", "--version")):
            p.report.check(short.run(one) == short.run(other) and short.run(one)[0] == 0 and short.run(one)[1], "%s of %s" % (one, path))


def main(arguments):
    program = support.program_argument(arguments, __doc__)
    report = support.Report("program")
    cases = list(support.examples().values())
    with tempfile.TemporaryDirectory() as folder:
        p = Program(os.path.abspath(program), folder, report, "--without-gzip" not in arguments)
        want = alone(p, cases, DATES)
        each = [want[i, DAY] for i in range(len(cases))]
        check_forms(p, cases, b"".join(each))
        check_spaces(p, cases, each)
        check_array(p, cases, each)
        check_broken_files(p, cases, each)
        check_too_long(p, cases, each)
        check_pretty(p, cases[0], each[0])
        check_lean(p, cases[0], each[0])
        check_dates(p, cases, want)
        check_inline(p, cases, each)
        check_strict(p, cases, each)
        check_counts(p, cases)
        check_ids(p, cases)
        check_without_type(p)
        check_tables(p, cases)
        check_threads(p, cases)
        check_strict_tests(p, os.path.abspath(arguments[1]), cases[0])
        check_words(p, *map(os.path.abspath, arguments[1:3]))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

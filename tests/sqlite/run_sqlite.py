#!/usr/bin/env python3
"""
The extension for SQLite in the real sqlite3 shell: each step of docs/integrators.md with what it prints; a table and levels of 10,000 generated cases
against what reunify-evaluate writes of the same; faults, NULLs, profiles. The step in Python by each interpreter here that loads extensions.

  run_sqlite.py EXTENSION REUNIFY-EVALUATE             checks
  run_sqlite.py EXTENSION REUNIFY-EVALUATE --write     writes what is printed into docs/integrators.md

Skipped, and said so, where there is no sqlite3.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

for neighbour in ("data", "bindings"):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", neighbour))
import pythons  # noqa: E402
import support  # noqa: E402

PAGE = os.path.join(support.ROOT, "docs", "integrators.md")
DAY = "2024-06-30"
CASES, EACH = 10000, 150  # in the tables of many; in each of all the tables
BLOCK = re.compile(r"```(sh|sql|sql-start|python)\n((?!>>> ).*?)```\n(\n```text\n(.*?)```\n)?", re.S)
TABLES = ["risk", "history", "requirements", "outstanding", "waiting", "schedule", "alerts", "factors", "warnings"]


class Shell:
    """sqlite3 in a folder of its own, which has the extension and the examples."""

    def __init__(self, extension, folder):
        self.folder = folder
        self.extension = os.path.splitext(os.path.abspath(extension))[0]
        os.symlink(extension, os.path.join(folder, "reunify_sqlite.so"))
        os.symlink(os.path.join(support.ROOT, "examples"), os.path.join(folder, "examples"))

    def run(self, script, database=":memory:"):
        """What it printed, and its messages without where they are from."""
        done = subprocess.run(["sqlite3", "-batch", database], input=script, capture_output=True, text=True, cwd=self.folder, timeout=280,
                              env={**os.environ, "HOME": self.folder})
        return done.stdout, re.sub(r"(?m)^(Runtime error|Parse error|Error).*?: (?=reunify)", "", done.stderr)

    def sql(self, script):
        return self.run(".load ./reunify_sqlite\n" + script)


# The page --------------------------------------------------------------------------------------------------------------------

CAN = "import sqlite3; sqlite3.connect(':memory:').enable_load_extension(True)"


def by_python(text, folder):
    """What a step in Python prints, and its messages: the same by whatever interpreter loads extensions."""
    answers = []
    for version, python in pythons.interpreters():
        if subprocess.run([python, "-c", CAN], stderr=subprocess.DEVNULL).returncode:
            print("loads no extensions: Python %s, %s" % (version, python))
            continue
        print("loads extensions: Python %s, %s" % (version, python))
        done = subprocess.run([python, "-c", text], cwd=folder, capture_output=True, text=True, timeout=60)
        answers.append((done.stdout, done.stderr))
    return answers[0] if len(set(answers)) == 1 else (None, "they differ: %s" % answers) if answers else (None, "")


def check_page(report, shell, write):
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    start = []

    def step(found):
        kind, text = found.group(1), found.group(2)
        said = problem = ""
        if kind == "sql-start":
            start.append(text)
        elif kind == "sh":
            problem = subprocess.run(["sh", "-e", "-c", text], cwd=shell.folder, capture_output=True, text=True, timeout=60).stderr
        elif kind == "python":
            said, problem = by_python(text, shell.folder)
            if said is None and not problem:
                print("skipped: the step in Python: no interpreter here loads extensions into SQLite")
                said = found.group(4) or ""
        else:
            said, problem = shell.run("".join(start) + text, "caseload.db")
        report.check(not problem, "docs/integrators.md: %s: %s" % (text, problem))
        said = "".join(line.rstrip() + "\n" for line in (said or "").splitlines())
        return "```%s\n%s```\n" % (kind, text) + ("\n```text\n%s```\n" % said if said else "")

    made = BLOCK.sub(step, page)
    if write:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(made)
    report.check(write or made == page, "docs/integrators.md prints otherwise (--write makes it so):",
                 *support.pretty_difference(page.encode(), made.encode(), 30))


# Tables against the program --------------------------------------------------------------------------------------------------


def generated(count):
    """Variations of the examples: each with an id of its own and without some of its records."""
    rng, whole = random.Random(20), list(support.examples().values())
    for i in range(count):
        case = dict(whole[i % len(whole)], id="G-%05d" % i)
        case["records"] = [r for r in case.get("records", []) if rng.random() > .1]
        yield case


def booleans():
    """The columns that hold booleans, which SQLite has as numbers."""
    with open(os.path.join(support.ROOT, "docs", "tables.md"), encoding="utf-8") as file:
        return set(re.findall(r"^\| `(\w+)` \| boolean \|", file.read(), re.M))


def by_program(program, path, table):
    done = subprocess.run([program, "--format", "csv", "--table", table, "--as-of", DAY, path], capture_output=True, text=True, timeout=280)
    head, *rows = csv.reader(io.StringIO(done.stdout, newline=""), strict=True)
    truths, numbers = [name in booleans() for name in head], {"true": "1", "false": "0", "": ""}
    return [head] + [[numbers[cell] if truth else cell for truth, cell in zip(truths, row)] for row in rows]


def load(name, count):
    return ("CREATE TABLE %s(json TEXT);\n.mode ascii\n.separator \"\\037\" \"\\n\"\n.import %s.jsonl %s\n.mode csv\n.headers on\n" % (name, name, name)
            + "SELECT count(*) AS n FROM %s;\n" % name, "n\n%d\n" % count)


def check_table(report, shell, program, name, count, table):
    script, head = load(name, count)
    out, problem = shell.sql(script + "SELECT t.* FROM %s, reunify_%s(json, '%s') AS t;\n" % (name, table, DAY))
    report.check(not problem and out.startswith(head), "%s of %s: %s" % (table, name, problem))
    got = list(csv.reader(io.StringIO(out[len(head):], newline=""), strict=True))
    want = by_program(program, os.path.join(shell.folder, name + ".jsonl"), table)
    got = got or want[:1]  # the shell prints no header where there are no rows
    wrong = [(a, b) for a, b in zip(got, want) if a != b][:1]
    report.check(len(got) == len(want) and not wrong, "%s of %s: %d rows, wanted %d: %s" % (table, name, len(got), len(want), wrong))


def check_levels(report, shell, program):
    """The function over all the cases, as the table of risk has it."""
    script, head = load("many", CASES)
    out, problem = shell.sql(script + ".headers off\nSELECT json->>'id', coalesce(reunify_level(json, '%s'), '') FROM many;\n" % DAY)
    names, *rows = by_program(program, os.path.join(shell.folder, "many.jsonl"), "risk")
    want = [[row[names.index("case_id")], row[names.index("level")]] for row in rows]
    got = list(csv.reader(io.StringIO(out[len(head):], newline=""), strict=True))
    report.check(len(want) == CASES and got == want and not problem, "levels of many: %d rows: %s" % (len(got), problem))


def check_document(report, shell, program):
    case = os.path.join(support.EXAMPLES, "stalled-to-severe.json")
    out, problem = shell.sql("SELECT reunify_evaluate(readfile('%s'), '%s');\n" % (case, DAY))
    want = support.run(program, ["--format", "json", "--as-of", DAY, case]).decode()
    report.check(out == want and not problem, "the document: %s" % problem)


def check_many(report, shell, program):
    for name, count, tables in (("many", CASES, ["waiting"]), ("some", EACH, TABLES)):
        with open(os.path.join(shell.folder, name + ".jsonl"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(case) + "\n" for case in generated(count))
        for table in tables:
            check_table(report, shell, program, name, count, table)
    check_levels(report, shell, program)


# What is wrong ---------------------------------------------------------------------------------------------------------------

GOOD = '{"schema": "reunify/case/1", "id": "C-1"}'
BAD = '{"schema": "reunify/case/1", "id": "C-1",\n "records": [{"type": "x", "date": "2024-2-30"}]}'
DATE = "expected a date of the calendar, written YYYY-MM-DD"
DEEP = '{"schema": "reunify/case/1", "id": "C-1", "more": %s}' % ("[" * 200 + "]" * 200)  # past a limit, which is a fault of the case all the same
FAULTS = [
    ("SELECT reunify_level('%s', '2024-06-30');" % BAD, "reunify: case /records/0/date: %s (bad_date)" % DATE),
    ("SELECT * FROM reunify_history('%s', '2024-06-30');" % BAD, "reunify: case /records/0/date: %s (bad_date)" % DATE),
    ("SELECT reunify_evaluate('{', '2024-06-30');", "reunify: case: this is not JSON: the text ends too early (bad_json)"),
    ("SELECT reunify_level('%s', '2024-06-31');" % GOOD, "reunify: as_of is a date of the calendar, YYYY-MM-DD"),
    ("SELECT reunify_level('%s', NULL);" % GOOD, "reunify: as_of is a date of the calendar, YYYY-MM-DD"),
    ("SELECT * FROM reunify_risk('%s');" % GOOD, r"reunify: the arguments are (json, as_of [, profile])"),
    ("SELECT * FROM reunify_risk;", r"reunify: the arguments are (json, as_of [, profile])"),
    ("SELECT * FROM reunify_errors('{', '2024-06-30', 'hereford');", "reunify: profile: no pack of this id comes with the library (unknown_profile)"),
    ("SELECT reunify_level('%s', '2024-06-30', '{}');" % GOOD, "reunify: profile /schema: expected a string here (missing_member), and 5 more"),
]
ANSWERS = [
    ("SELECT reunify_level(NULL, '2024-06-30') IS NULL;", "1\n"),
    ("SELECT count(*) FROM reunify_risk(NULL, '2024-06-30');", "0\n"),
    ("SELECT count(*) FROM reunify_errors('%s', '2024-06-30');" % GOOD, "0\n"),
    ("SELECT code, pointer, line_number, as_of, profile FROM reunify_errors('%s', '2024-06-30', 'havering');" % BAD,
     "bad_date|/records/0/date|2|2024-06-30|havering\n"),
    ("SELECT code FROM reunify_errors('%s', '2024-06-30');" % DEEP, "limit_depth\n"),
    ("SELECT case_id, profile, typeof(earlier_attempt), typeof(as_of) FROM reunify_risk('%s', '2024-06-30', NULL);" % GOOD,
     "C-1|herefordshire-2023|integer|text\n"),
    ("SELECT case_id, input_as_of FROM reunify_risk WHERE input_as_of = '2024-06-30' AND input_json = '%s';" % GOOD, "C-1|2024-06-30\n"),
    ("CREATE TABLE d(day); INSERT INTO d VALUES ('2024-06-30'), ('2025-06-30'); SELECT as_of FROM d LEFT JOIN reunify_risk('%s', day);" % GOOD,
     "2024-06-30\n2025-06-30\n"),
    ("CREATE VIEW v AS SELECT case_id FROM reunify_risk('%s', '2024-06-30'); SELECT * FROM v;" % GOOD, "C-1\n"),
]


def check_faults(report, shell):
    for statement, message in FAULTS:
        out, problem = shell.sql(statement + "\n")
        report.check(not out and message in problem, "%s: %s%s" % (statement, out, problem), "wanted " + message)
    for statement, answer in ANSWERS:
        out, problem = shell.sql(statement + "\n")
        report.check(out == answer and not problem, "%s: %r %s" % (statement, out, problem), "wanted %r" % answer)


def check_profiles(report, shell):
    """More than a connection keeps, one of them a pack of one's own, by turns."""
    packs = sorted(os.path.join(support.PACKS, n) for n in os.listdir(support.PACKS))
    root = json.dumps(support.load(os.path.join(support.PACKS, "nspcc-2015.json")))
    own = [root.replace('"nspcc-2015"', '"own-%d"' % i, 1) for i in range(10)]
    named = [os.path.basename(p)[:-5] for p in packs] + own
    want = [os.path.basename(p)[:-5] for p in packs] + ["own-%d" % i for i in range(10)]
    rows = ", ".join("('%s')" % text.replace("'", "''") for text in named)
    out, problem = shell.sql("CREATE TABLE p(pack); INSERT INTO p VALUES %s;\nSELECT profile FROM (SELECT * FROM p UNION ALL SELECT * FROM p), "
                             "reunify_risk('%s', '2024-06-30', pack);\n" % (rows, GOOD))
    report.check(out.split() == want * 2 and not problem, "profiles: %s %s" % (out.split(), problem))


def main(arguments):
    extension, program = map(os.path.abspath, arguments[:2])
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3")
        return 77
    report = support.Report("sqlite")
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(extension, folder)
        check_page(report, shell, "--write" in arguments)
        check_document(report, shell, program)
        check_faults(report, shell)
        check_profiles(report, shell)
        check_many(report, shell, program)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

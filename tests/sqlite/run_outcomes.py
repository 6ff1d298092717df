#!/usr/bin/env python3
"""
Outcomes in SQLite: the tables against what reunify-outcomes writes of the same random histories, the document, and what is wrong.

  run_outcomes.py EXTENSION REUNIFY-OUTCOMES
"""
import csv
import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "data"))
import support  # noqa: E402

TABLES = ["periods", "returns", "with_parents", "anomalies", "cohort", "leavers"]


def module_of(path):
    """The histories of tests/data/run_outcomes.py, which has the name of this file."""
    spec = importlib.util.spec_from_file_location("histories", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


histories = module_of(os.path.join(os.path.dirname(HERE), "data", "run_outcomes.py"))


def sql(extension, folder, script):
    """What the shell prints, and what it complains of."""
    done = subprocess.run(["sqlite3", "-bail", "authority.db"], input=".load %s\n%s" % (extension[:-3], script), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
                          universal_newlines=True, timeout=120)
    return done.stdout, done.stderr


def fill(files, children):
    """Statements that make the tables of a history; an empty cell is NULL."""
    def cells(row):
        return "(%s)" % ", ".join("NULL" if v == "" else "'%s'" % v for v in row)
    made = ["CREATE TABLE episodes(CHILD, DECOM, RNE, LS, PLACE, DEC, REC, REPORT); CREATE TABLE header(CHILD, DOB, SEX);"]
    for report, rows in enumerate(files):
        made += ["INSERT INTO episodes VALUES %s;" % cells([str(v) for v in row] + [str(report)]) for row in rows]
    return "\n".join(made + ["INSERT INTO header VALUES %s;" % cells(row) for row in children])


def cell(name, value):
    """A cell of SQLite as the program writes it; what is not told is nothing here."""
    if value and name.startswith(("share", "estimate", "lower", "upper")):
        return "%.6f" % float(value)
    return value


def check_tables(report, extension, program, count):
    chance = random.Random(17)
    for _ in range(count):
        files, children, _ = histories.random_history(chance)
        children = list({row[0]: row for row in children}.values())  # the query joins them, so each once
        options = dict(histories.random_options(chance), **{"suppress-below": chance.choice(["0", "6"])})
        arguments = [word for name, value in options.items() for word in ("--" + name, value)]
        given = {name.replace("-", "_"): int(value) if name == "suppress-below" else value for name, value in options.items()}
        query = "'SELECT e.*, h.dob, h.sex FROM episodes e LEFT JOIN header h USING (CHILD) ORDER BY e.rowid', '%s'" % json.dumps(given)
        lines, at = {}, 0
        for name, rows in zip(("episodes.csv", "later.csv"), files):
            for line, _ in enumerate(rows, 2):
                lines["%s:%d" % (name, line)], at = str(at), at + 1
        with tempfile.TemporaryDirectory() as folder:
            names = histories.write_files(folder, files[0], files[1], children)
            sql(extension, folder, fill(files, children))
            for table in TABLES:
                want = [{n: lines[v] if n.endswith("row") and v else "" if v == "c" else v for n, v in row.items()}
                        for row in histories.table_of(program, folder, names, arguments, table.replace("_", "-"))]
                out, problem = sql(extension, folder, ".mode csv\n.headers on\nSELECT * FROM reunify_outcomes_%s(%s);\n" % (table, query))
                got = [{n: cell(n, v) for n, v in row.items()} for row in csv.DictReader(io.StringIO(out))]
                wrong = [(a, b) for a, b in zip(got, want) if a != b][:1]
                report.check(not problem and len(got) == len(want) and not wrong, "%s, %s: %d rows, wanted %d: %s %s" % (table, arguments, len(got), len(want), wrong, problem))
            document, problem = sql(extension, folder, "SELECT reunify_outcomes(%s);\n" % query)
            report.check(json.loads(document or "null") == histories.document_of(program, folder, names, arguments), "%s: the document: %s" % (arguments, problem))


EPISODE = "SELECT 1 AS child, ''2020-01-01'' AS decom, ''01/06/2020'' AS dec, ''E4 A - Returned home'' AS rec, ''North'' AS la"
FAULTS = [
    ("SELECT * FROM reunify_outcomes_returns;", "reunify: the arguments are (query [, options])"),
    ("SELECT * FROM reunify_outcomes_returns('SELEC');", "reunify: the episodes: near"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT 1 AS child');", "reunify: the episodes have no column DECOM; expected CHILD, DECOM and DEC"),
    ("SELECT * FROM reunify_outcomes_returns('CREATE TABLE x(a)');", "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('DELETE FROM episodes');", "reunify: the episodes"),
    ("SELECT * FROM reunify_outcomes_returns('%s; SELECT 2');" % EPISODE, "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('');", "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT 1 AS child, ''2020-02-30'' AS decom, NULL AS dec');", "reunify: row 0 of the episodes, column DECOM: expected a date"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT NULL AS child, NULL AS decom, NULL AS dec');", "reunify: row 0 of the episodes, column CHILD: expected a child"),
    ("SELECT * FROM reunify_outcomes_returns('%s, ''male'' AS sex');" % EPISODE, "reunify: row 0 of the episodes, column SEX: expected M, F or U"),
    ("SELECT reunify_outcomes('%s', '{\"ends\": \"inclusive\"}');" % EPISODE, "reunify: options, ends: expected from, to or observed_to"),
    ("SELECT reunify_outcomes('%s', '{\"rule\": \"date\"}');" % EPISODE, "reunify: options, rule: expected"),
    ("SELECT reunify_outcomes('%s', '{\"suppress_below\": -1}');" % EPISODE, "reunify: options, suppress_below: expected"),
    ("SELECT reunify_outcomes('%s', '{');" % EPISODE, "reunify: the options: malformed JSON"),
    ("SELECT reunify_outcomes('%s', '{\"rule\": \"codes\"}');" % EPISODE, "reunify: the rule of codes needs a column RNE"),
    ("SELECT reunify_outcomes('%s', '{\"from\": \"2020-01-02\", \"to\": \"2020-01-01\"}');" % EPISODE, "(bad_window)"),
    ("CREATE VIEW v AS SELECT * FROM reunify_outcomes_returns('%s'); SELECT * FROM v;" % EPISODE, "unsafe use"),
]
ANSWERS = [
    ("SELECT child, date, exit, authority, typeof(days_in_care) FROM reunify_outcomes_returns('%s');" % EPISODE, "1|2020-06-01|home_planned|North|integer\n"),
    ("SELECT reunify_outcomes(NULL) IS NULL, (SELECT count(*) FROM reunify_outcomes_periods(NULL));", "1|0\n"),
    ("SELECT date FROM reunify_outcomes_returns('%s', '{\"end\": \"inclusive\"}');" % EPISODE, "2020-06-02\n"),
    ("SELECT date FROM reunify_outcomes_returns('%s;', NULL) WHERE input_options IS NULL;" % EPISODE, "2020-06-01\n"),
    ("SELECT count(*), sum(returns IS NULL) > 0 FROM reunify_outcomes_cohort('%s', '{\"suppress_below\": 6}');" % EPISODE, "7|1\n"),
    ("SELECT a.date, b.start FROM reunify_outcomes_returns('%s') a JOIN reunify_outcomes_periods('%s') b USING (child);" % (EPISODE, EPISODE), "2020-06-01|2020-01-01\n"),
]


def check_statements(report, extension):
    with tempfile.TemporaryDirectory() as folder:
        for statement, message in FAULTS:
            out, problem = sql(extension, folder, statement + "\n")
            report.check(not out and message in problem, "%s: %s%s" % (statement, out, problem), "wanted " + message)
        for statement, answer in ANSWERS:
            out, problem = sql(extension, folder, statement + "\n")
            report.check(out == answer and not problem, "%s: %r %s" % (statement, out, problem), "wanted %r" % answer)


def main(extension, program):
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3")
        return 77
    extension, program = map(os.path.abspath, (extension, program))
    report = support.Report("outcomes in SQLite")
    check_statements(report, extension)
    check_tables(report, extension, program, 6)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

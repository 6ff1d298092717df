#!/usr/bin/env python3
"""
Outcomes in SQLite: the tables against those of the Python package for the same random histories, which tests/bindings holds against the program; the
document against the program's; and what is wrong.

  run_outcomes.py EXTENSION REUNIFY-OUTCOMES LIBRARY
"""
import datetime
import importlib.util
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

TABLES = ["summary", "periods", "returns", "with_parents", "anomalies", "cohort", "leavers"]
EPISODES, CHILDREN, MARKS = "CHILD DECOM RNE LS PLACE DEC REC".split(), "CHILD DOB SEX".split(), "CHILD DATE LEVEL GATE".split()


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


def fill(files, children, marks):
    """Statements that make the tables of a history; an empty cell is NULL."""
    def cells(row):
        return "(%s)" % ", ".join("NULL" if v == "" else "'%s'" % v for v in row)
    made = ["CREATE TABLE %s(%s);" % (name, ", ".join(names)) for name, names in (("episodes", EPISODES + ["REPORT"]), ("header", CHILDREN), ("marks", MARKS))]
    for report, rows in enumerate(files):
        made += ["INSERT INTO episodes VALUES %s;" % cells([str(v) for v in row] + [str(report)]) for row in rows]
    made += ["INSERT INTO header VALUES %s;" % cells(row) for row in children]
    return "\n".join(made + ["INSERT INTO marks VALUES %s;" % cells(row) for row in marks])


def plain(value):
    """A cell of Python as SQLite has it."""
    return str(value) if isinstance(value, datetime.date) else int(value) if isinstance(value, bool) else value


def by_python(files, children, marks, options):
    import reunify
    rows = [dict(zip(EPISODES, row), REPORT=report) for report, file in enumerate(files) for row in file]
    born, marked = ([dict(zip(names, row)) for row in rows] for names, rows in ((CHILDREN, children), (MARKS, marks)))
    return reunify.outcomes(rows, born or None, marked or None, report="REPORT", **{{"from": "from_"}.get(name, name): value for name, value in options.items()})


def check_tables(report, extension, program, count):
    chance, dimensions = random.Random(17), set()
    for _ in range(count):
        files, children, marks = histories.random_history(chance)
        children = list({row[0]: row for row in children}.values())  # the query joins them, so each once
        options = dict(histories.random_options(chance), **{"suppress-below": chance.choice(["0", "6"])})
        arguments = [word for name, value in options.items() for word in ("--" + name, value)]
        given = {name.replace("-", "_"): int(value) if name == "suppress-below" else value for name, value in options.items()}
        query = "'SELECT e.*, h.dob, h.sex FROM episodes e LEFT JOIN header h USING (CHILD) ORDER BY e.rowid', '%s'" % json.dumps(given)
        query += ", 'SELECT * FROM marks'" if marks else chance.choice(["", ", NULL"])
        python = by_python(files, children, marks, given)
        with tempfile.TemporaryDirectory() as folder:
            names = histories.write_files(folder, files[0], files[1], children, marks)
            sql(extension, folder, fill(files, children, marks))
            for table in TABLES:
                want = [{n: plain(v) for n, v in row.items()} for row in getattr(python, table)]
                out, problem = sql(extension, folder, ".mode json\nSELECT * FROM reunify_outcomes_%s(%s);\n" % (table, query))
                got = json.loads(out or "[]")
                wrong = [(a, b) for a, b in zip(got, want) if list(a.items()) != list(b.items())][:1]
                report.check(not problem and len(got) == len(want) and not wrong, "%s, %s: %d rows, wanted %d: %s %s" % (table, options, len(got), len(want), wrong, problem))
                dimensions |= {row["by"] for row in got} if table == "cohort" else set()
            document, problem = sql(extension, folder, "SELECT reunify_outcomes(%s);\n" % query)
            report.check(json.loads(document or "null") == histories.document_of(program, folder, names, arguments), "%s: the document: %s" % (arguments, problem))
    report.check({"level", "gate"} <= dimensions, "no history has levels and gates: %s" % sorted(dimensions))


EPISODE = "SELECT 1 AS child, ''2020-01-01'' AS decom, ''01/06/2020'' AS dec, ''E4 A - Returned home'' AS rec, ''North'' AS la"
FAULTS = [
    ("SELECT * FROM reunify_outcomes_returns;", "reunify: the arguments are (query [, options [, marks]])"),
    ("SELECT * FROM reunify_outcomes_returns('SELEC');", "reunify: the episodes: near"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT 1 AS child');", "reunify: the episodes have no column DECOM; expected CHILD, DECOM and DEC"),
    ("SELECT * FROM reunify_outcomes_returns('CREATE TABLE x(a)');", "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('DELETE FROM episodes');", "reunify: the episodes"),
    ("SELECT * FROM reunify_outcomes_returns('%s; SELECT 2');" % EPISODE, "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('');", "reunify: the episodes are one SELECT, as text"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT 1 AS child, ''2020-02-30'' AS decom, NULL AS dec');", "reunify: row 0 of the episodes, column DECOM: expected a date"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT ''NULL'' AS child, NULL AS decom, NULL AS dec');", "reunify: row 0 of the episodes, column CHILD: expected the child's id"),
    ("SELECT * FROM reunify_outcomes_returns('SELECT NULL AS child, NULL AS decom, NULL AS dec');", "reunify: row 0 of the episodes, column CHILD: expected the child's id"),
    ("SELECT * FROM reunify_outcomes_returns('%s, ''male'' AS sex');" % EPISODE, "reunify: row 0 of the episodes, column SEX: expected M, F or U"),
    ("SELECT reunify_outcomes('%s', '{\"ends\": \"inclusive\"}');" % EPISODE, "reunify: options, ends: expected from, to or observed_to"),
    ("SELECT reunify_outcomes('%s', '{\"rule\": \"date\"}');" % EPISODE, "reunify: options, rule: expected"),
    ("SELECT reunify_outcomes('%s', '{\"suppress_below\": -1}');" % EPISODE, "reunify: options, suppress_below: expected"),
    ("SELECT reunify_outcomes('%s', '{');" % EPISODE, "reunify: the options: malformed JSON"),
    ("SELECT reunify_outcomes('%s', '{\"rule\": \"codes\"}');" % EPISODE, "reunify: the rule of codes needs a column RNE"),
    ("SELECT reunify_outcomes('%s', '{\"from\": \"2020-01-02\", \"to\": \"2020-01-01\"}');" % EPISODE, "(bad_window)"),
    ("SELECT reunify_outcomes('%s', NULL, 'SELECT 1 AS child, ''high'' AS level');" % EPISODE, "reunify: the marks have no column DATE; expected CHILD, DATE and LEVEL or GATE"),
    ("SELECT reunify_outcomes('%s', NULL, 'SELECT 1 AS child, ''2020-01-01'' AS date');" % EPISODE, "reunify: the marks have no column LEVEL or GATE"),
    ("SELECT reunify_outcomes('%s', NULL, 'SELECT 1 AS child, NULL AS date, ''high'' AS level');" % EPISODE, "reunify: row 0 of the marks, column DATE: expected the day of the level or the gate"),
    ("SELECT reunify_outcomes('%s', NULL, 'SELECT 1 AS child, ''2020-02-30'' AS date, NULL AS gate');" % EPISODE, "reunify: row 0 of the marks, column DATE: expected the day"),
    ("SELECT reunify_outcomes('%s', NULL, 'SELECT ''01'' AS child, ''2020-01-01'' AS date, ''high'' AS level');" % EPISODE, "reunify: no child of the marks has episodes"),
    ("SELECT reunify_outcomes('%s', NULL, 'DELETE FROM marks');" % EPISODE, "reunify: the marks"),
    ("SELECT reunify_outcomes('%s, ''1.5'' AS report');" % EPISODE, "reunify: row 0 of the episodes, column REPORT: expected a whole number"),
    ("CREATE TABLE t AS SELECT 'SELECT reunify_outcomes(q) AS child, NULL AS decom, NULL AS dec FROM t' AS q; SELECT reunify_outcomes(q) FROM t;",
     "reunify: outcomes of outcomes, more than 4 deep"),
    ("CREATE VIEW v AS SELECT * FROM reunify_outcomes_returns('%s'); SELECT * FROM v;" % EPISODE, "unsafe use"),
]
ANSWERS = [
    ("SELECT child, date, exit, authority, typeof(days_in_care) FROM reunify_outcomes_returns('%s');" % EPISODE, "1|2020-06-01|home_planned|North|integer\n"),
    ("SELECT reunify_outcomes(NULL) IS NULL, (SELECT count(*) FROM reunify_outcomes_periods(NULL));", "1|0\n"),
    ("SELECT date FROM reunify_outcomes_returns('%s', '{\"end\": \"inclusive\"}');" % EPISODE, "2020-06-02\n"),
    ("SELECT date FROM reunify_outcomes_returns('%s;', NULL) WHERE input_options IS NULL;" % EPISODE, "2020-06-01\n"),
    ("SELECT count(*), sum(returns IS NULL) > 0 FROM reunify_outcomes_cohort('%s', '{\"suppress_below\": 6}');" % EPISODE, "7|1\n"),
    ("SELECT level, gate FROM reunify_outcomes_returns('%s', NULL, 'SELECT 1 AS Child, ''02/01/2020'' AS Date, ''high'' AS Level, ''passed'' AS Gate UNION ALL "
     "SELECT 1, NULL, NULL, NULL UNION ALL SELECT 2, ''2020-02-01'', ''low'', ''not passed'' UNION ALL SELECT 1, ''2020-06-02'', ''low'', NULL');" % EPISODE, "high|passed\n"),
    ("SELECT \"by\", \"group\" FROM reunify_outcomes_cohort('%s', '{}', 'SELECT 1 AS child, ''2020-01-02'' AS date, ''high'' AS level') WHERE \"by\" IN ('level', 'gate');" % EPISODE, "level|high\n"),
    ("SELECT \"group\" FROM reunify_outcomes_cohort('%s', NULL, 'SELECT 1 AS child, NULL AS date, NULL AS level') WHERE \"by\" IN ('level', 'gate');" % EPISODE, "not_known\n"),
    ("SELECT \"by\", \"group\" FROM reunify_outcomes_cohort('%s', NULL, 'SELECT 1 AS child, ''2020-01-02'' AS date, ''null'' AS level, ''NULL'' AS gate') "
     "WHERE \"by\" IN ('level', 'gate', 'authority') ORDER BY 1;" % EPISODE.replace("North", "NULL"), "authority|not_known\ngate|not_known\nlevel|not_known\n"),
    ("SELECT gate FROM reunify_outcomes_returns('%s') WHERE input_marks = 'SELECT 1 AS child, ''2020-01-02'' AS date, ''x'' AS gate';" % EPISODE, "x\n"),
    ("SELECT child FROM reunify_outcomes_periods('SELECT child, start AS decom, date AS dec FROM reunify_outcomes_returns(''%s'') JOIN reunify_outcomes_periods(''%s'') USING (child)');"
     % (EPISODE.replace("'", "''"), EPISODE.replace("'", "''")), "1\n"),
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


def main(extension, program, library):
    if not shutil.which("sqlite3"):
        print("skipped: there is no sqlite3")
        return 77
    extension, program, os.environ["REUNIFY_LIBRARY"] = map(os.path.abspath, (extension, program, library))
    sys.path.insert(0, os.path.join(support.ROOT, "bindings", "python"))
    report = support.Report("outcomes in SQLite")
    check_statements(report, extension)
    check_tables(report, extension, program, 6)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
"""
`reunify.outcomes`: against what the program says of the same random histories, in every kind of table that is here. Runs with the standard library alone, and
once more with pandas, pyarrow and polars; `run_python.py` calls it.
"""
import csv
import datetime
import importlib
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

import reunify as ru

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs/tables.md"
PROGRAM = pathlib.Path(os.environ.get("REUNIFY_LIBRARY", "")).parent / "examples/programs/reunify-outcomes"
TABLES = ["summary", "periods", "returns", "with_parents", "anomalies", "cohort", "leavers"]
sys.path.insert(0, str(HERE.parent / "data"))
import run_outcomes as histories  # noqa: E402


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def kinds():
    """Ways to give rows, by name, and to read them back as dicts."""
    pandas, pyarrow, polars = map(module, ("pandas", "pyarrow", "polars"))
    yield "dicts", list, list
    yield "lists", lambda rows: {n: [r[n] for r in rows] for n in rows[0]}, lambda t: [dict(zip(t, row)) for row in zip(*t.values())]
    if pandas:
        yield "pandas", pandas.DataFrame, lambda t: [{n: None if v is pandas.NA or v is pandas.NaT or v != v else v for n, v in row.items()} for row in t.to_dict("records")]
    if pyarrow:
        yield "pyarrow", pyarrow.Table.from_pylist, lambda t: t.to_pylist()
        yield "batch", pyarrow.RecordBatch.from_pylist, lambda t: t.to_pylist()
    if polars:
        yield "polars", lambda rows: polars.DataFrame(rows, schema=list(rows[0])), lambda t: t.to_dicts()


def written(name, value):
    """A cell as the program writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and not name.startswith(("median", "share", "estimate", "lower", "upper")):
        return str(int(value))
    if isinstance(value, float):
        return "%.*f" % (1 if name.startswith("median") else 6, value)
    return str(value)


def by_program(folder, names, options, table, lines):
    """Rows of the program, with the rows of the episodes as numbers from 0, and nothing where something is not told."""
    done = subprocess.run([str(PROGRAM)] + options + ["--format", "csv", "--table", table.replace("_", "-")] + names, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True, timeout=60)
    if done.returncode:
        raise AssertionError(done.stderr)
    return [{n: str(lines[v]) if n.endswith("row") and v else "" if v == "c" else v for n, v in row.items()} for row in csv.DictReader(io.StringIO(done.stdout))]


class AgainstProgram(unittest.TestCase):
    def history(self, chance):
        files, children, marks = histories.random_history(chance)
        rows = [dict(zip(histories.COLUMNS, row), YEAR=number) for number, file in enumerate(files) for row in file]
        lines, at = {}, 0
        for name, file in zip(("episodes.csv", "later.csv"), files):
            for line, _ in enumerate(file, 2):
                lines["%s:%d" % (name, line)], at = at, at + 1
        return files, children, marks, rows, lines

    @unittest.skipUnless(PROGRAM.exists(), "reunify-outcomes is not there")
    def test_tables(self):
        chance = random.Random(7)
        for _ in range(6):
            files, children, marks, rows, lines = self.history(chance)
            options = histories.random_options(chance)
            options["suppress-below"] = chance.choice(["0", "6"])
            named = {n.replace("-", "_").replace("from", "from_"): v for n, v in options.items()}
            named["suppress_below"] = int(named["suppress_below"])
            born = [dict(zip(("CHILD", "DOB", "SEX"), row)) for row in children]
            marked = [dict(zip(("CHILD", "DATE", "LEVEL", "GATE"), row)) for row in marks]
            arguments = [word for name, value in options.items() for word in ("--" + name, value)]
            with tempfile.TemporaryDirectory() as folder:
                names = histories.write_files(folder, files[0], files[1], children, marks)
                want = {table: by_program(folder, names, arguments, table, lines) for table in TABLES}
            for kind, make, read in kinds():
                ou = ru.outcomes(make(rows), make(born) if born else None, make(marked) if marked else None, report="YEAR", **named)
                for table in TABLES:
                    got = [{n: written(n, v) for n, v in row.items()} for row in read(getattr(ou, table))]
                    self.assertEqual(got, want[table], "%s, %s, %s" % (kind, table, options))


class Tables(unittest.TestCase):
    rows = [{"child": 7, "decom": datetime.date(2020, 1, 1), "rne": "S", "ls": "V2", "dec": datetime.date(2020, 6, 1), "rec": "E4 A - Returned home"},
            {"child": 7, "decom": datetime.date(2020, 9, 1), "rne": "S", "ls": "C2", "dec": None, "rec": None},
            {"child": 9, "decom": datetime.date(2020, 9, 1), "rne": "S", "ls": "C2", "dec": datetime.date(2020, 8, 1), "rec": "X1"}]

    def refused(self, code, *given, **named):
        with self.assertRaises(ru.ReunifyError) as caught:
            ru.outcomes(*given, **named)
        self.assertEqual(caught.exception.code, code, str(caught.exception))
        return caught.exception

    def test_columns(self):
        """Every table has the columns of the page, in every kind, with rows or without."""
        page = PAGE.read_text(encoding="utf-8")
        want = {name: re.findall(r"^\| `(\w+)` \|", rows, re.M) for name, rows in re.findall(r"^### Outcomes: (\w+)\n(.*?)(?=^#|^<!)", page, re.M | re.S)}
        self.assertEqual(sorted(want), sorted(TABLES))
        for kind, make, _ in kinds():
            for rows in (self.rows, self.rows[2:]):
                ou = ru.outcomes(make(rows))
                for table in TABLES:
                    made = getattr(ou, table)
                    if kind != "dicts" or made:
                        self.assertEqual(list(made[0] if kind == "dicts" else made if kind in ("lists", "pandas") else getattr(made, "column_names", None) or made.columns), want[table])

    def test_values(self):
        for kind, make, read in kinds():
            ou = ru.outcomes(make(self.rows), make([{"CHILD": 7, "DOB": "05/05/2012", "SEX": 2}]))
            row = read(ou.returns)[0]
            self.assertEqual((row["child"], row["days_home"], row["age"], row["sex"], row["exit"], row["home_1_month"], row["home_3_months"], row["in_cohort"], row["level"]),
                             (7, 92, 8, "female", "home_planned", "yes", "no", True, None), kind)
            self.assertEqual(read(ou.anomalies)[0]["row"], 2)
            self.assertEqual(ou.document["returns_home"], 1)
            self.assertIn("Returns", str(ou))
            self.assertIn("<td>all</td>", ou._repr_html_())
            self.assertEqual(repr(ou), "<reunify.Outcomes, 1 returns home>")
            ou.close()
            self.assertEqual(read(ou.returns)[0]["child"], 7)  # what was read stays
            with self.assertRaises(ru.ReunifyError):
                ou.periods

    def test_refused(self):
        for _, make, _ in kinds():
            bad = [dict(row) for row in self.rows]
            bad[1]["decom"] = "31/02/2020"
            bad[0]["decom"], bad[2]["decom"] = "01/01/2020", "2020-09-01 00:00:00"
            self.assertEqual(self.refused("bad_date", make(bad)).pointer, "/1/decom")
            bad[1] = dict(self.rows[1], child=None)
            bad[0]["decom"] = bad[2]["decom"] = datetime.date(2020, 1, 1)
            self.assertEqual(self.refused("missing_member", make(bad)).pointer, "/1/child")
            self.assertIn("did you mean decom?", self.refused("missing_column", make([{"CHILD": 1, "DECOMM": None, "DEC": None}]), ).message.replace("DECOMM", "decom"))
            self.assertEqual(self.refused("bad_value", make(self.rows), make([{"CHILD": 7, "DOB": "2012-05-05", "SEX": "male"}])).pointer, "/0/SEX")
            self.assertIn("int there", self.refused("unknown_child", make([dict(r, child=str(r["child"])) for r in self.rows]), make([{"CHILD": 7, "DOB": "2012-05-05"}])).message)
            self.assertEqual(self.refused("missing_member", make(self.rows), None, make([{"CHILD": 7, "DATE": None, "LEVEL": "high"}])).pointer, "/0/DATE")
            self.refused("missing_column", make(self.rows), None, make([{"CHILD": 7, "DATE": None}]))
            self.refused("missing_column", make([{n: r[n] for n in ("child", "decom", "dec")} for r in self.rows]), rule="codes")
        for named in ({"rule": "date"}, {"short_breaks": "drop"}, {"end": "last"}, {"suppress_below": -1}, {"suppress_below": True}):
            self.refused("bad_value", self.rows, **named)
        self.refused("bad_date", self.rows, from_="01/01/2020")
        self.refused("bad_window", self.rows, from_="2020-01-02", to="2020-01-01")
        self.refused("missing_column", self.rows, report="year")
        self.refused("bad_number", [dict(r, year="a") for r in self.rows], report="year")
        self.refused("bad_table", [dict(r, DECOM=None) for r in self.rows])
        self.refused("bad_table", 5)

    def test_page_in_a_language(self):
        messages = {"schema": "reunify/messages/1", "languages": {"cy": {"plurals": {}, "messages": {"outcome.returns": "Yn dychwelyd adref"}}}}
        ou, welsh = ru.outcomes(self.rows), ru.profile("surrey", languages="cy", messages=messages)
        self.assertIn("\nReturns home\n", ou.to_text())
        self.assertEqual(ou.to_text(profile=welsh), ou.to_text().replace("\nReturns home\n", "\nYn dychwelyd adref\n"))
        self.assertEqual(ou.to_text(profile="surrey"), ou.to_text())
        with self.assertRaises(ru.ReunifyError) as caught:
            ou.to_text(profile="surey")
        self.assertEqual(caught.exception.code, "unknown_profile")

    def test_cost(self):
        ou = ru.outcomes([dict(self.rows[0], child=n) for n in range(20)] + [dict(self.rows[1], child=n) for n in range(5)], observed_to="2021-12-31")
        cost = ou.cost(0.1, within=12, years=1.5, support=4000.5)
        self.assertEqual((cost["returns"], cost["years"], cost["failures"]["without_support"]["share"], cost["failures"]["with_support"]["share"]), (20, 1.5, 0.25, 0.1))
        self.assertEqual(cost["costs"]["support"], 20 * 400050 * 3 // 2)
        self.assertEqual(ou.cost(2, within=12)["lines"][0]["text"][:17], "25% of 20 returns")
        self.assertEqual(ou.cost(2, within=12, re_entry=1, support=1, profile=ru.profile("havering"))["lines"][0]["amount"], 500)
        self.assertEqual(ou.cost(2, within=12, profile="havering"), ou.cost(2, within=12, profile=ru.profile("havering")))
        for named, code in (({"within": 60}, "missing"), ({"within": 5}, "bad_number"), ({"years": "x"}, "bad_number"), ({"support": 1.005}, "bad_number"), ({"costs": "1999"}, "unknown_cost_set")):
            with self.assertRaises(ru.ReunifyError) as caught:
                ou.cost(0.1, **dict({"within": 12}, **named))
            self.assertEqual(caught.exception.code, code)

    def test_null(self):
        """NULL is nothing, as databases write it: no authority, level or gate, and no child."""
        for word in ("NULL", " null ", "", None):
            told = ru.outcomes([dict(row, LA=word) for row in self.rows], marks=[{"CHILD": self.rows[0]["child"], "DATE": "2010-01-01", "LEVEL": word, "GATE": word}])
            self.assertEqual({row["group"] for row in told.cohort if row["by"] in ("authority", "level", "gate")}, {"not_known"}, word)
        with self.assertRaises(ru.ReunifyError) as caught:
            ru.outcomes([dict(self.rows[0], child="NULL")])
        self.assertEqual((caught.exception.code, caught.exception.pointer), ("missing_member", "/0/child"))

    def test_nothing(self):
        self.assertEqual(ru.outcomes([]).summary[0]["rows"], 0)
        marked = ru.outcomes(self.rows, marks=[{"CHILD": 7, "DATE": None, "LEVEL": None}])
        self.assertEqual([(row["by"], row["group"]) for row in marked.cohort if row["by"] in ("level", "gate")], [("level", "not_known")])
        self.assertEqual(ru.outcomes({"CHILD": [], "DECOM": [], "DEC": []}).periods["child"], [])
        self.assertEqual(json.loads(ru.outcomes(iter(self.rows)).to_json(pretty=True))["rows"], 3)


if __name__ == "__main__":
    unittest.main(verbosity=0)

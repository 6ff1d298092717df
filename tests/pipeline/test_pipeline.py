"""The pipeline: records by hand, an authority in both databases, the page. `run_pipeline.py` calls it."""
import datetime
import glob
import html.parser
import importlib
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import pandas

import figures
import invent
import records
import report
import store

import reunify as ru

PROGRAM = os.environ["REUNIFY_OUTCOMES"]
PIPELINE = os.path.join(os.path.dirname(os.path.abspath(records.__file__)), "pipeline.py")
OPTIONS = {"from_": "2019-04-01", "to": "2023-03-31", "observed_to": "2024-03-31"}


def frame(names, rows):
    return pandas.DataFrame([dict(zip(names.split(), [None if c == "-" else c for c in row])) for row in rows], columns=names.split())


# Dated parts of records --------------------------------------------------------------------------------------------------------


class Dated(unittest.TestCase):
    """Small tables with right answers. An episode: DECOM RNE LS PLACE DEC REC; the child is A, born in 2010."""

    def part(self, episodes, end="exclusive", statuses=None, placements=None, birth="2010-05-05", observed_to="2024-03-31", entered=None):
        given = frame("CHILD DECOM RNE LS PLACE DEC REC", [["A"] + row.split() for row in episodes])
        given["REC"] = given["REC"].map(lambda r: r and r.replace("_", " "))
        children = frame("CHILD DOB SEX", [["A", birth, "F"]])
        if statuses is not None:
            statuses = frame("CHILD START END STATUS", [["A"] + row.split(" ", 2) for row in statuses])
        if placements is not None:
            placements = frame("CHILD START END TYPE", [["A"] + row.split(" ", 2) for row in placements])
        made = records.dated_parts(given, children, statuses, placements, end, observed_to, entered)["A"]
        ru.profile("herefordshire-2023").evaluate([dict(made, schema="reunify/case/1", id="A")], as_of=observed_to, strict=True)  # a record that is one
        return made

    def test_touching_rows(self):
        """One care period, not two; placements of one type that touch are one; a legal status that changes is two."""
        made = self.part(["2020-01-01 S V2 U6 2020-03-01 X1", "2020-03-01 P V2 U4 2020-06-01 X1", "2020-06-01 L C2 K2 - -"])
        self.assertEqual(made["care_periods"], [{"from": "2020-01-01"}])
        self.assertEqual(made["placements"], [{"type": "foster", "from": "2020-01-01", "to": "2020-06-01"}, {"type": "residential", "from": "2020-06-01"}])
        self.assertEqual(made["legal_statuses"], [{"code": "section_20", "from": "2020-01-01", "to": "2020-06-01"}, {"code": "care_order", "from": "2020-06-01"}])
        self.assertEqual((made["returns"], made["child"]), ([], {"date_of_birth": "2010-05-05"}))

    def test_inclusive_ends(self):
        """The last day in care is 31 May: home from 1 June, and rows that follow on the next day are one period."""
        made = self.part(["2020-01-01 S V2 U6 2020-02-29 X1", "2020-03-01 P V2 U6 2020-05-31 E4A", "2020-09-01 S C2 U6 - -"], end="inclusive")
        self.assertEqual(made["care_periods"], [{"from": "2020-01-01", "to": "2020-06-01"}, {"from": "2020-09-01"}])
        self.assertEqual(made["placements"][0], {"type": "foster", "from": "2020-01-01", "to": "2020-06-01"})
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": True, "ended_on": "2020-09-01", "outcome": "re_entered_care"}])

    def test_descriptions(self):
        made = self.part(["2020-01-01 S V2 U6 2020-06-01 E4_B_-_Returned_home"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": False}])
        made = self.part(["2020-01-01 S V2 U6 2020-06-01 E4"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01"}])

    def test_short_breaks(self):
        """Short breaks are care periods of a kind of their own, and nobody returns from them."""
        made = self.part(["2020-01-03 S V4 U6 2020-01-05 E8", "2020-02-07 S V3 U6 2020-02-09 E4A", "2020-03-01 S V2 U6 2020-06-01 E4A"])
        self.assertEqual(made["care_periods"], [{"kind": "short_break", "from": "2020-01-03", "to": "2020-01-05"}, {"kind": "short_break", "from": "2020-02-07", "to": "2020-02-09"},
                                                {"from": "2020-03-01", "to": "2020-06-01"}])
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": True}])

    def test_home_in_care(self):
        """Placed with parents under a care order: a return. A hospital in between ends it not, another placement does."""
        made = self.part(["2020-01-01 S C2 U6 2020-06-01 X1", "2020-06-01 P C2 P1 2020-08-01 X1", "2020-08-01 P C2 T1 2020-08-05 X1", "2020-08-05 P C2 P1 2020-10-01 X1",
                          "2020-10-01 P C2 K2 - -"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "ended_on": "2020-10-01", "outcome": "re_entered_care"}])
        self.assertEqual([p["type"] for p in made["placements"]], ["foster", "with_parents", "hospital", "with_parents", "residential"])

    def test_care_ends_at_home(self):
        """Leaving care while with parents is no other return, and ends none."""
        made = self.part(["2020-01-01 S C2 U6 2020-06-01 X1", "2020-06-01 P C2 P1 2021-02-01 E4A"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01"}])
        made = self.part(["2020-01-01 S C2 U6 2020-06-01 X1", "2020-06-01 P C2 P1 2021-02-01 E45"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "ended_on": "2021-02-01", "outcome": "other"}])

    def test_never_left_home(self):
        """Placed with parents from the first day on: nobody came home."""
        self.assertEqual(self.part(["2020-01-01 S C2 P1 2021-02-01 E4A"])["returns"], [])
        made = self.part(["2020-01-01 S C1 P1 2020-02-01 X1", "2020-02-01 P C1 U6 2020-06-01 X1", "2020-06-01 P C2 P1 - -"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01"}])

    def test_temporary_away_then_home(self):
        """A few days away from a foster home are no return, and no return is ended by them."""
        made = self.part(["2020-01-01 S C2 U6 2020-06-01 X1", "2020-06-01 P C2 T2 2020-06-08 X1", "2020-06-08 P C2 U6 - -"])
        self.assertEqual(made["returns"], [])
        made = self.part(["2020-01-01 S C2 U6 2020-06-01 X1", "2020-06-01 P C2 P1 2020-07-01 X1", "2020-07-01 P C2 T4 - -"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01"}])

    def test_order_made_at_home(self):
        """Home with E4B, then an order with placement with parents from its first day: the return goes on until another placement."""
        made = self.part(["2020-01-01 S V2 U6 2020-06-01 E4B", "2020-08-01 S C1 P1 2020-11-01 X1", "2020-11-01 P C1 U6 - -"])
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": False, "ended_on": "2020-11-01", "outcome": "re_entered_care"}])

    def test_adult(self):
        made = self.part(["2020-01-01 S V2 U6 2020-06-01 E4A"], birth="2003-02-28")
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": True, "ended_on": "2021-02-28", "outcome": "became_adult"}])
        made = self.part(["2020-01-01 S V2 U6 2020-06-01 E4A"], birth="2003-02-28", observed_to="2021-02-27")
        self.assertEqual(made["returns"], [{"date": "2020-06-01", "planned": True}])

    def test_cut_on_the_left(self):
        """The start is not known, unless the tables say when the child entered care."""
        row = ["2020-01-01 P C2 U6 2020-06-01 E4A"]
        self.assertEqual(self.part(row)["care_periods"], [{"to": "2020-06-01"}])
        self.assertEqual(self.part(row, entered={"A": datetime.date(2016, 5, 1)})["care_periods"], [{"from": "2016-05-01", "to": "2020-06-01"}])

    def test_own_tables(self):
        """Legal statuses and placements with dates of their own; what is not a status of the return is another."""
        made = self.part(["2020-01-01 S - - 2020-05-31 E4A"], end="inclusive", statuses=["2020-01-01 2020-03-31 V2", "2020-04-01 2020-05-31 Special guardianship", "2020-04-01 - C2 - Full care order"],
                         placements=["2020-01-01 2020-05-31 U1 - relative"])
        self.assertEqual(made["legal_statuses"], [{"code": "section_20", "from": "2020-01-01", "to": "2020-04-01"}, {"code": "care_order", "from": "2020-04-01"}])
        self.assertEqual(made["placements"], [{"type": "kinship_foster", "from": "2020-01-01", "to": "2020-06-01"}])

    def test_yearly_layout(self):
        """The SSDA903 layout with its own dates, and a child without any row."""
        rows = frame("CHILD DECOM RNE LS PLACE DEC REC", [["A", "01/04/2020", "S", "V2", "U6", "03/05/2020", "X1"], ["A", "03/05/2020", "P", "V2", "K2", "02/06/2020", "E4B"]])
        made = records.dated_parts(rows, frame("CHILD DOB SEX", [["A", "05/04/2010", "F"], ["B", "06/07/2012", "M"]]), end="exclusive", observed_to="2021-03-31")
        self.assertEqual(made["A"]["care_periods"], [{"from": "2020-04-01", "to": "2020-06-02"}])
        self.assertEqual(made["A"]["placements"], [{"type": "foster", "from": "2020-04-01", "to": "2020-05-03"}, {"type": "residential", "from": "2020-05-03", "to": "2020-06-02"}])
        self.assertEqual(made["B"], {"child": {"date_of_birth": "2012-07-06"}, "care_periods": [], "legal_statuses": [], "placements": [], "returns": []})


# An authority ------------------------------------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """What a page loads, and whether its tags match."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.open, self.wrong = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.loaded += [value for name, value in attributes if name in ("src", "href")]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def everything(tables):
    """All result tables, as texts."""
    return {name: sorted([str(round(v, 9) if isinstance(v, float) else v) for v in row] for row in tables.rows("SELECT * FROM reunify_" + name)) for name in figures.TABLES}


def answer_of(tables, **more):
    return figures.work_out(tables, dict(OPTIONS, **more), lambda *given: records.from_tables(tables, *given, with_case=True))


def rows_of(tables):
    episodes, _, children, _ = figures.read(tables)
    return episodes, children


class Authority(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "authority.db")
        with store.Store(cls.path) as tables:
            invent.invent(tables, 1200, seed=5)
            cls.answer = answer_of(tables)
            cls.results = everything(tables)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_against_program(self):
        """The numbers are those of reunify-outcomes on the same rows as a file."""
        with store.Store(self.path) as tables:
            episodes, _, children, unknown = figures.read(tables)
        self.assertEqual(unknown, [])
        for name, rows in (("episodes.csv", episodes), ("children.csv", children)):
            rows.to_csv(os.path.join(self.folder.name, name), index=False)
        done = subprocess.run([PROGRAM, "--end", "inclusive", "--short-breaks", "drop-rows", "--from", OPTIONS["from_"], "--to", OPTIONS["to"], "--observed-to", OPTIONS["observed_to"],
                               "--format", "json", "episodes.csv", "children.csv"], cwd=self.folder.name, stdout=subprocess.PIPE, universal_newlines=True)
        want, got = json.loads(done.stdout), json.loads(json.dumps(self.answer.document))
        got["cohort"]["lines"] = [line for line in got["cohort"]["lines"] if line["by"] not in ("level", "gate")]
        self.assertEqual(got, want)
        self.assertGreater(want["returns_home"], 200)
        self.assertGreater(want["reentered"], 50)

    def test_hazards(self):
        """What the generator put in comes out: more come back who were not planned, and the old more than the young."""
        lines = {(line["by"], line["group"]): line["within"][3]["estimate"]["share"] for line in self.answer.document["cohort"]["lines"]}
        self.assertGreater(lines["exit", "home_unplanned"], lines["exit", "home_planned"] + 0.05)
        self.assertTrue({"low", "high"} <= {group for by, group in lines if by == "level"})
        self.assertTrue({"passed", "not passed"} <= {group for by, group in lines if by == "gate"})
        self.assertGreater(self.answer.document["anomalies"]["duplicate"], 0)
        with store.Store(self.path) as tables:
            twice = tables.rows("SELECT a.clae_person_id = b.clae_person_id AND a.clae_cla_episode_start_date = b.clae_cla_episode_start_date FROM reunify_anomalies "
                                'JOIN ssd_cla_episodes a ON a.clae_cla_episode_id = "row" JOIN ssd_cla_episodes b ON b.clae_cla_episode_id = other_row WHERE kind = \'duplicate\'')
        self.assertTrue(twice and all(row[0] for row in twice))

    def test_same_again(self):
        with store.Store(os.path.join(self.folder.name, "again.db")) as tables:
            invent.invent(tables, 1200, seed=5)
            answer_of(tables)
            self.assertEqual(everything(tables), self.results)
        with store.Store(":memory:") as tables:
            invent.invent(tables, 50, seed=6)
            with self.assertRaises(SystemExit):
                invent.invent(tables, 50)

    def test_codes_and_window(self):
        """Codes alone give the same as descriptions; what an extract cuts off is told."""
        with store.Store(":memory:") as tables:
            invent.invent(tables, 400, seed=5, described=False, window_years=4)
            answer = answer_of(tables)
            self.assertGreater(answer.about["left_cut"], 10)
            self.assertIn("%d periods of care began before the data" % answer.about["left_cut"], report.page(answer, "T", {}))
            parts = records.from_tables(tables, *rows_of(tables), OPTIONS)
            self.assertTrue(any(p and "from" not in p for part in parts.values() for p in part["care_periods"]))

    def test_spellings(self):
        with store.Store(":memory:") as tables:
            invent.invent(tables, 300, seed=5)
            tables.script("UPDATE ssd_cla_episodes SET clae_cla_episode_ceased_reason = 'Went back to mum' WHERE clae_cla_episode_ceased_reason LIKE 'E4 A%'")
            before = answer_of(tables)
            self.assertEqual([(u["column"], u["written"]) for u in before.unknown], [("REC", "Went back to mum")])
            self.assertIn("Went back to mum", report.page(before, "T", {}))
            tables.script("INSERT INTO reunify_spellings VALUES ('ceased', 'went back to mum', 'E4A')")
            after = answer_of(tables)
            self.assertEqual(after.unknown, [])
            self.assertEqual(after.document["returns_planned"], before.document["returns_planned"] + before.unknown[0]["rows"])

    def test_records(self):
        """Every record is one, and evaluates; what was judged is kept."""
        done = subprocess.run([sys.executable, PIPELINE, "records", self.path, "--observed-to", "2024-03-31"], stdout=subprocess.PIPE, universal_newlines=True, check=True)
        cases = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(cases), 1200)
        evaluations = ru.profile("herefordshire-2023").evaluate(cases, as_of="2024-03-31", strict=True, explain="none")
        self.assertEqual(len(evaluations), 1200)
        codes = {w["code"] for e in evaluations for w in e.document["warnings"]}
        self.assertFalse(codes & {"duplicate_return", "return_while_standing", "return_not_ended"}, codes)
        self.assertTrue(any(c.get("assessments") and c["returns"] and c["care_periods"] for c in cases))

    def test_page(self):
        """One file, that loads nothing and names nobody."""
        out = os.path.join(self.folder.name, "page.html")
        done = subprocess.run([sys.executable, PIPELINE, "run", self.path, "--from", "2019-04-01", "--to", "2023-03-31", "--observed-to", "2024-03-31", "--suppress-below", "6",
                               "--with", "0.2", "--title", "A & B", "--report", out], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("Returns home", done.stdout)
        with open(out, encoding="utf-8") as file:
            text = file.read()
        page = Page(text)
        self.assertTrue(len(page.loaded) >= 4 and all(value.startswith("data:image/svg+xml;base64,") for value in page.loaded), page.loaded)
        self.assertEqual((page.open, page.wrong), ([], []))
        self.assertIn("<h1>A &amp; B</h1>", text)
        self.assertIn("Costs", text)
        without = re.sub(r'src="[^"]*"', "", text)
        self.assertFalse(re.search(r"P\d{7}|https?:|<script", without))
        with store.Store(self.path) as tables:
            small = [row for row in tables.rows("SELECT returns FROM reunify_cohort") if row[0] is not None and 0 < row[0] < 6]
        self.assertEqual(small, [])

    def test_wrong(self):
        for arguments in (["run", self.path, "--from", "01/04/2019"], ["run", self.path, "--end", "last"], ["go", self.path]):
            self.assertEqual(subprocess.run([sys.executable, PIPELINE] + arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode, 2)
        done = subprocess.run([sys.executable, PIPELINE, "run", self.path, "--from", "2020-01-02", "--to", "2020-01-01"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        self.assertIn("pipeline: bad_window", done.stderr)
        self.assertEqual(done.returncode, 1)


# PostgreSQL --------------------------------------------------------------------------------------------------------------------


class Server:
    """A server of its own, that nobody else reaches: a socket in its folder, and no port."""

    def __init__(self, tools):
        self.tools, self.folder = tools, tempfile.mkdtemp(prefix="reunify-pg-")
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.as_user = {}
        if os.getuid() == 0:
            self.user = "nobody"
            self.as_user = {"user": "nobody"}
            shutil.chown(self.folder, "nobody")

    def call(self, tool, *arguments):
        subprocess.run([os.path.join(self.tools, tool)] + list(arguments), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, timeout=120,
                       env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.folder}, **self.as_user)

    def __enter__(self):
        data = os.path.join(self.folder, "data")
        self.call("initdb", "-D", data, "-U", "tester", "-A", "trust", "--no-sync", "-E", "UTF8")
        self.call("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o", "-c listen_addresses='' -c unix_socket_directories='%s' -c fsync=off" % self.folder, "start")
        return "host=%s user=tester dbname=postgres" % self.folder

    def __exit__(self, *_):
        self.call("pg_ctl", "-D", os.path.join(self.folder, "data"), "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def postgres():
    """The folder of the newest server that is there, or None, which is said."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    try:
        importlib.import_module("psycopg2")
    except ImportError:
        found = []
    if not found or sys.version_info < (3, 9):
        print("skipped: PostgreSQL, or psycopg2, is not there")
        return None
    return os.path.dirname(found[-1])


class Postgres(unittest.TestCase):
    def test_same(self):
        """The same children give the same tables and the same page as in SQLite."""
        tools = postgres()
        if not tools:
            self.skipTest("PostgreSQL is not there")
        with Server(tools) as where, store.Store(where) as tables:
            self.assertTrue(tables.postgres)
            invent.invent(tables, 600, seed=5)
            there = answer_of(tables)
            with store.Store(":memory:") as other:
                invent.invent(other, 600, seed=5)
                here = answer_of(other)
                self.assertEqual(everything(tables), everything(other))
                self.assertEqual(report.page(there, "T", {}), report.page(here, "T", {}))
                self.assertEqual(records.from_tables(tables, *rows_of(tables), OPTIONS), records.from_tables(other, *rows_of(other), OPTIONS))
            tables.connection.commit()


class Writing(unittest.TestCase):
    def test_values(self):
        """What is missing stays so, dates are dates, and names that are words of SQL are columns."""
        given = pandas.DataFrame({"group": pandas.Categorical(["a", None]), "date": pandas.to_datetime(["2020-01-02", None]), "n": pandas.array([1, None], dtype="Int64"),
                                  "share": [0.25, float("nan")], "yes": [True, False]})
        with store.Store(":memory:") as tables:
            tables.write("reunify_t", given)
            tables.write("reunify_t", given)
            self.assertEqual(tables.rows('SELECT "group", "date", n, share, yes FROM reunify_t'), [("a", "2020-01-02", 1, 0.25, 1), (None, None, None, None, 0)])


if __name__ == "__main__":
    unittest.main(verbosity=1)

#!/usr/bin/env python3
"""The Python package with the standard library alone. `run_python.py` says where the library is."""
import contextlib
import copy
import ctypes
import datetime
import doctest
import faulthandler
import gc
import importlib
import io
import json
import math
import os
import pathlib
import pickle
import random
import re
import subprocess
import sys
import tempfile
import threading
import unittest

import reunify as ru
from reunify import _evaluate, _handle, _tables

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "examples/data/high-risk-to-closing.json"
DAY = datetime.date
SMALL = {"schema": "reunify/case/1", "id": "C-1", "returns": []}


def load_tests(loader, tests, pattern):
    """The examples of the package are tests too."""
    for name in ("reunify", "reunify._profile", "reunify._case", "reunify._evaluate", "reunify._columns", "reunify._outcomes", "reunify._handle", "reunify.datasets"):
        tests.addTests(doctest.DocTestSuite(importlib.import_module(name)))
    return tests


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.p = ru.profile("herefordshire-2023")

    def refused(self, code, call, *given, **named):
        with self.assertRaises(ru.ReunifyError) as caught:
            call(*given, **named)
        self.assertEqual(caught.exception.code, code, str(caught.exception))
        return caught.exception


class Profiles(Base):
    def test_sources(self):
        pack = {"schema": "reunify/profile/1", "id": "x", "version": "1.0.0", "title": {"en": "X"}, "extends": "herefordshire-2023"}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.json"
            path.write_text(json.dumps(pack))
            for source in (pack, json.dumps(pack), json.dumps(pack).encode(), path, str(path)):
                self.assertEqual(ru.profile(source).id, "x")
        over = dict(pack, id="y", extends="x")
        self.assertEqual(ru.profile(over, bases=[pack]).id, "y")
        self.assertIn("herefordshire-2023", ru.profiles())

    def test_words(self):
        self.assertEqual(self.p.findings[0].values, ("addressed", "being_addressed", "not_being_addressed"))
        self.assertTrue(next(f for f in self.p.findings if f.id == "parental_capacity").by_person)
        self.assertIn("potentially_suited", next(r for r in self.p.record_types if r.id == "viability_consultation").outcomes)
        self.assertTrue(next(r for r in self.p.roles if r.id == "team_manager").text)
        h2 = next(r for r in self.p.requirements if r.id == "h2.viability")
        self.assertEqual((h2.source, h2.necessity), ("herefordshire", "required"))
        self.assertIn("h2.viability", [r["id"] for r in self.p.requirements.to_dicts()])
        self.assertIn("<table>", self.p.requirements._repr_html_())
        self.assertIn("Herefordshire", self.p.to_text())

    def test_languages(self):
        pack = {"schema": "reunify/profile/1", "id": "x", "version": "1.0.0", "title": {"en": "X", "cy": "Y"}, "extends": "herefordshire-2023"}
        self.assertEqual([ru.profile(pack, languages=t).title for t in (None, "cy", ["cy-GB", "en"])], ["X", "Y", "Y"])

    def test_sentences(self):
        plurals, said = {"one": ["1"]}, {"history.to": "{level} <- {before}", "date": "{year#}-{month:a|b|c|d|e|f|g|h|i|j|k|l}-{day#}"}
        messages = {"schema": "reunify/messages/1", "languages": {"cy": {"plurals": plurals, "messages": said}}}
        other = ru.profile("surrey", languages="cy", messages=messages)
        values = {"before": "ŵyl", "level": "low"}
        self.assertEqual([p.say("history.to", values) for p in (self.p, other)], ["ŵyl to low", "low <- ŵyl"])
        self.assertEqual([p.say_date("2025-08-04") for p in (self.p, other)], ["4 August 2025", "2025-h-4"])
        self.assertEqual(self.p.say("stages"), "The stages")
        self.assertEqual([self.p.say("ago.days", {"count": n}) for n in (1, 2)], ["1 day ago", "2 days ago"])
        status = {"status": "care order", "date": datetime.date(2025, 8, 4), "until": None}
        self.assertEqual(self.p.say("alert.status", status), "care order since 4 August 2025")
        self.assertEqual([self.p.say("rule.in_care", {"in_care": n, "at": ""}) for n in (0, 1)], ["the child is not in care", "the child is in care"])
        self.assertEqual([self.p.say("rule.assessed", {"incomplete_too": so}) for so in (False, True)],
                         ["the risk has been classified in full or judged", "there is an assessment"])
        for message, wrong, code in (("history.to", {"before": "x"}, "bad_argument"), ("histry.to", {}, "unknown_message"), ("stages", {"x": "y"}, "bad_argument"),
                                     ("ago.days", {"count": 1.5}, "bad_date"), ("history.to", dict(values, level="\0"), "bad_utf8")):
            with self.assertRaises(ru.ReunifyError) as raised:
                self.p.say(message, wrong)
            self.assertEqual(raised.exception.code, code)

    def test_faults(self):
        e = self.refused("unknown_profile", ru.profile, "hereford")
        self.assertEqual(e.status, "not_found")
        many = self.refused("missing_member", ru.profile, "{\"schema\": \"reunify/profile/1\",\n \"version\": 3}")
        self.assertGreater(len(many.faults), 1)
        self.assertEqual(self.refused("bad_json", ru.profile, "{\n  x}").line, 2)
        self.assertRaises(OSError, ru.profile, "./there-is-none.json")
        self.assertEqual(str(pickle.loads(pickle.dumps(many))), str(many))
        self.assertIn('did you mean "havering"?', str(self.refused("unknown_profile", ru.profile, "haverin")))
        self.refused("bad_type", ru.profile, None)
        self.refused("bad_path", ru.profile, "./\0")
        for name in ("h\0", "\ud800"):
            self.refused("bad_utf8", ru.profile, name)
            self.refused("bad_utf8", ru.profile, "havering", languages=name)
            self.refused("bad_utf8", self.p.evaluate, SMALL, "2024-03-31", pathway=name)


class Lifetimes(Base):
    def test_closed(self):
        with ru.profile("herefordshire-2023") as p:
            ev = p.evaluate(SMALL, "2024-03-31")
        for use in (p.to_text, lambda: p.findings, lambda: p.id, lambda: p.evaluate(SMALL, "2024-03-31"), lambda: p.levels(ru.datasets.assessments(1))):
            with self.assertRaises(ru.ReunifyError) as caught:
                use()
            self.assertEqual(caught.exception.status, "state")
        self.assertEqual(repr(p), "<reunify.Profile, closed>")
        one = ev["C-1"]
        self.assertIn("C-1", str(one))  # it needs the profile no more
        p.close()
        ev.close()
        self.assertTrue(one.closed)
        self.assertRaises(ru.ReunifyError, one.to_text)

    def test_closed_inside(self):
        """A profile that is closed while a call is inside lives until the call comes back."""
        p = ru.profile("herefordshire-2023")

        def cases():
            yield SMALL
            p.close()
            yield dict(SMALL, id="C-2")
        self.assertEqual(len(p.evaluate(cases(), "2024-03-31")), 2)
        self.assertRaises(ru.ReunifyError, p.to_text)

    def test_given_back(self):
        released = []
        handle = _handle.Handle("thing", object(), "reunify_profile_unref")
        handle._held.release = released.append
        with handle:
            handle.close()
            self.assertEqual(released, [])
        self.assertEqual(len(released), 1)
        handle.close()
        del handle
        gc.collect()
        self.assertEqual(len(released), 1)
        other = _handle.Handle("thing", object(), "reunify_profile_unref")
        other._held.release = released.append
        del other
        gc.collect()
        self.assertEqual(len(released), 2)

    @unittest.skipUnless(sys.platform == "linux", "a semaphore of glibc's layout is needed")
    def test_threads(self):
        """Another thread runs while a call is inside: the call waits, in an allocator that is no Python, for what only the other thread does."""
        lib, libc = ru._lib, ctypes.CDLL(None)
        semaphore = ctypes.create_string_buffer(64)
        self.assertEqual(libc.sem_init(semaphore, 0, 0), 0)
        options = lib.reunify_context_options(size=ctypes.sizeof(lib.reunify_context_options))
        types = dict(lib.reunify_allocator._fields_)
        options.allocator.user = ctypes.addressof(semaphore)
        options.allocator.allocate = ctypes.cast(libc.sem_wait, types["allocate"])  # waits, then gives NULL: there is no memory
        options.allocator.release = ctypes.cast(libc.sem_wait, types["release"])
        context = ctypes.POINTER(lib.reunify_context)()
        answers = []
        make = _handle.library().reunify_context_new
        entered = threading.Event()
        caller = threading.Thread(target=lambda: (entered.set(), answers.append(make(ctypes.byref(options), ctypes.byref(context)))))
        faulthandler.dump_traceback_later(120, exit=True)  # where it does not run, nothing ever would
        caller.start()
        entered.wait()
        self.assertEqual(len(self.p.evaluate(SMALL, "2024-03-31")), 1)
        self.assertEqual(answers, [])
        libc.sem_post(semaphore)
        caller.join()
        faulthandler.cancel_dump_traceback_later()
        self.assertEqual(answers, [lib.REUNIFY_NO_MEMORY])


class Cases(Base):
    def test_build(self):
        case = ru.Case("C-1", profile=self.p, attributes={"proceedings_ongoing": False}).set(pathway="reunification", attributes={"destination": "parents"})
        case.add("child", date_of_birth=DAY(2015, 4, 1)).add("person", id="mother", relation="parent", needs=[]).none("return")
        case.add("legal_status", code="section_20", from_="2023-01-04").add("return_to", person="mother")
        case.add("assessment", id="a1", date=datetime.datetime(2023, 6, 1, 12), findings={"recurrence": "some"}, people=[{"person": "mother", "findings": {"parental_capacity": "able"}}],
                 judgement={"level": "high", "rationale": "x", "approved_by": "team_manager"})
        case.add("police_check", date="2024-01-10", about="mother", outcome="completed").add("record", type="child_views", date="2024-01-11")
        read = json.loads(case.to_json())
        self.assertEqual(read["attributes"], {"destination": "parents", "proceedings_ongoing": False})
        self.assertEqual(read["assessments"][0]["date"], "2023-06-01")
        self.assertEqual((read["legal_statuses"], read["returns"]), ([{"code": "section_20", "from": "2023-01-04"}], []))
        self.assertEqual([r["type"] for r in read["records"]], ["police_check", "child_views"])
        self.assertEqual(json.loads(ru.Case.from_dict(case.to_dict(), profile=self.p).to_json()), read)
        self.assertEqual(json.loads(ru.Case.from_json(case.to_json()).to_json()), read)
        self.assertEqual(self.p.evaluate(case, "2024-03-31")["C-1"].level, "high")

    def test_attributes_that_change(self):
        case = ru.Case("C-1", profile=self.p, attributes={"proceedings_ongoing": False}).none("return")
        case.add("attribute", name="destination", value="relatives", to=DAY(2024, 2, 1)).add("attribute", name="destination", value="parents", from_="2024-02-01")
        spans = [{"value": "relatives", "to": "2024-02-01"}, {"value": "parents", "from": "2024-02-01"}]
        self.assertEqual(json.loads(case.to_json())["attributes"], {"destination": spans, "proceedings_ongoing": False})
        self.assertEqual(ru.Case("C-1", attributes={"destination": spans}).to_dict()["attributes"]["destination"], spans)
        before = case.to_dict()
        self.assertEqual(self.refused("unknown_value", case.add, "attribute", name="destination", value="nowhere").pointer, "/attributes/destination/2/value")
        self.assertEqual(self.refused("missing_member", case.add, "attribute", name="care_leaver", from_="2024-01-01").pointer, "/attributes/care_leaver/0/value")
        self.assertEqual(self.refused("ends_before_start", case.add, "attribute", name="destination", value="other", from_="2024-01-02", to="2024-01-01").pointer,
                         "/attributes/destination/2/to")
        self.refused("missing_member", case.add, "attribute", value="parents")
        self.refused("added_twice", case.add, "attribute", name="proceedings_ongoing", value=True)
        self.refused("unknown_kind", case.none, "attribute")
        self.assertEqual(case.to_dict(), before)
        home = [json.loads(self.p.evaluate(case, d)["C-1"].to_json())["applicability"]["conditions"] for d in ("2024-01-31", "2024-02-01")]
        self.assertEqual([next(c["result"] for c in conditions if c["id"] == "app.destination") for conditions in home], ["false", "true"])

    def test_refused(self):
        case = ru.Case("C-1", profile=self.p).add("police_check", date="2024-01-10", about="mother", outcome="completed")
        before = case.to_dict()
        e = self.refused("unknown_record_type", case.add, "police_chek", date="2024-01-10")
        self.assertEqual((e.pointer, e.case), ("/records/1/type", "C-1"))
        self.assertIn("police_check", e.message)
        self.refused("bad_date", case.add, "police_check", date="2024-02-30")
        self.assertEqual(self.refused("bad_number", case.add, "family_time", hours=math.nan).pointer, "/hours")
        self.refused("unknown_member", case.add, "police_check", dat="2024-01-10")
        self.refused("bad_utf8", case.add, "record", type="police_check", rationale=b"\xff")
        self.refused("bad_utf8", case.add, "record", type="police_check", rationale="\ud800")
        self.refused("bad_type", case.add, "record", type="police_check", participants={"child"})
        self.refused("unknown_kind", case.none, "retrun")
        case.add("child", siblings=True)
        self.refused("added_twice", case.add, "child", siblings=True)
        self.assertEqual({k: v for k, v in case.to_dict().items() if k != "child"}, before)
        self.refused("bad_type", ru.Case.from_dict, [])
        self.refused("dangling_reference", case.check)  # nobody is called mother
        self.assertIn('did you mean the kind "assessment"?', self.refused("unknown_record_type", case.add, "asessment", date="2024-01-10").message)
        with self.assertWarnsRegex(UserWarning, "did you mean the kind 'person'"):
            ru.Case("C-1").add("persn", id="mother")
        self.assertEqual(self.refused("bad_number", ru.Case.from_dict, {"id": "C-1", "a/b~": math.nan}).pointer, "/a~1b~0")
        self.refused("bad_type", ru.Case.from_json, 7)

    def test_own(self):
        case = ru.Case("C-1").add("anything", date="2024-01-10", x_ours=[1])
        self.assertEqual(case.to_dict()["records"][0]["x_ours"], [1])
        case.to_dict()["records"].clear()
        self.assertEqual(len(case.to_dict()["records"]), 1)


class Evaluating(Base):
    def test_ways_in(self):
        case = json.loads(EXAMPLE.read_text())
        other = dict(copy.deepcopy(case), id="C-9")
        text = json.dumps(case)
        expected = self.p.evaluate(case, "2023-06-30")["C-2004"].to_json()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "a.json").write_text(json.dumps([case, other]))
            (folder / "b.jsonl").write_text(text + "\n\n" + json.dumps(other) + "\n")
            ways = [case, ru.Case.from_dict(case), text, text.encode(), EXAMPLE, str(EXAMPLE), [case, other], (c for c in (case, other)), [text, EXAMPLE.read_bytes().replace(b"C-2004", b"C-9")],
                    [EXAMPLE], folder / "a.json", str(folder / "b.jsonl"), json.dumps([case, other]), text + "\n" + json.dumps(other)]
            for way in ways:
                ev = self.p.evaluate(way, DAY(2023, 6, 30))
                self.assertEqual(ev["C-2004"].to_json(), expected)
                self.assertIn(len(ev), (1, 2))

    def test_dates(self):
        ev = self.p.evaluate(EXAMPLE, ["2023-06-30", DAY(2024, 6, 30), datetime.datetime(2022, 6, 30)])
        self.assertEqual([e.as_of.year for e in ev], [2023, 2024, 2022])
        self.assertEqual(ev["C-2004"].as_of, DAY(2024, 6, 30))
        self.assertEqual(ev["C-2004", "2022-06-30"].as_of.year, 2022)
        self.assertRaises(KeyError, lambda: ev["C-2004", "2021-01-01"])
        self.assertRaises(KeyError, lambda: ev["C-2005"])
        self.assertIn("C-2004", ev)
        self.assertEqual(len(self.p.evaluate(EXAMPLE)), 1)
        self.refused("bad_date", self.p.evaluate, SMALL)
        for bad in ("2024-02-30", "tomorrow", 7, 1.5, [], ["2024-01-01", "20240101"]):
            self.refused("bad_date", self.p.evaluate, SMALL, bad)

    def test_tables(self):
        """Every table has what the document says, under the names of docs/tables.md."""
        ev = self.p.evaluate(EXAMPLE, ["2023-06-30", "2024-06-30"])
        document = ev["C-2004"].document
        page = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
        for table, words in re.findall(r"### (\w+)\n\n.*?\n\n\| column.*?\n(.*?)\n\n", page, re.S):
            self.assertEqual(ev.table(table).columns, re.findall(r"^\| `(\w+)`", words, re.M))
        for table, own in (("history", {"on_date": "date", "level_before": "from", "level_after": "to"}), ("outstanding", {}), ("schedule", {"obligation": "id"}), ("factors", {"factor": "code"})):
            source = document["risk"]["history"] if table == "history" else document[table]
            rows = [r for r in ev.rows(table) if r["as_of"] == DAY(2024, 6, 30)]
            self.assertEqual(len(rows), len(source), table)
            for row, entry in zip(rows, source):
                for name, value in row.items():
                    if own.get(name, name) in entry:
                        self.assertEqual(value.isoformat() if isinstance(value, DAY) else value, entry[own.get(name, name)], (table, name))
        risk = ev.rows("risk")[0]
        self.assertEqual((risk["case_id"], risk["level"], risk["level_since"], risk["stage"], risk["lives"], risk["attempt"], risk["earlier_attempt"]),
                         ("C-2004", "medium", DAY(2023, 3, 27), "support_and_planning", "in_care", 1, False))
        self.assertEqual(len(ev.table("requirements")), 2 * sum(len(g["requirements"]) for g in document["gates"]))
        needs = {r["id"]: r.get("needs") for g in document["gates"] for r in g["requirements"]}
        self.assertEqual({r["requirement"]: r["needs"] for r in ev.table("requirements")[-len(needs):]}, needs)
        self.assertIsInstance(ev.table("requirements")[0]["met_on"], DAY)
        self.assertEqual(ev.rows("errors"), [])
        with self.assertRaises(KeyError) as caught:
            ev.rows("scheduel")
        self.assertIn("schedule", str(caught.exception))
        self.assertEqual(len(ev.table("alerts")), sum(len(e.document["alerts"]) for e in ev))

    def test_cells(self):
        """Quotes, commas and lines in a text, an empty text, and the ends of a table."""
        judged = {"level": "high", "rationale": 'he said "no",\r\nand\nleft', "approved_by": "team_manager"}
        cases = [{**SMALL, "assessments": [{"id": "a, \"1\"", "date": "2024-01-01", "judgement": judged}]}, {**SMALL, "id": "C,\"2\""}]
        ev = self.p.evaluate(cases, "2024-03-31")
        history = ev.table("history")
        self.assertEqual([(r["assessment"], r["rationale"], r["rule"]) for r in history], [('a, "1"', judged["rationale"], None)])
        self.assertEqual([r["case_id"] for r in ev.table("risk")], ["C-1", "C,\"2\""])
        self.assertEqual((len(history), history[-1], history[:5], history[1:]), (1, history[0], list(history), []))
        self.assertRaises(IndexError, lambda: history[1])
        self.assertIn("&quot;no&quot;", history._repr_html_())
        self.assertIn("the first 50 rows", self.p.evaluate(ru.datasets.caseload(60), "2024-03-31").table("risk")._repr_html_())
        self.assertEqual(_tables._CELL.findall('"",,x\r\n"a""b,"\r\n'), ['""', "", "x", '"a""b,"'])
        self.assertEqual([_tables._cell(c) for c in ('""', "", '"a""b,"')], ["", None, 'a"b,'])

    def test_explain(self):
        for explain in ("none", "decision"):
            ev = self.p.evaluate(EXAMPLE, "2023-06-30", explain=explain)
            self.assertEqual(ev.rows("risk"), self.p.evaluate(EXAMPLE, "2023-06-30").rows("risk"))
            self.assertEqual({r["met_on"] for r in ev.rows("requirements")}, {None})
            self.assertEqual(ev["C-2004"].level, "medium")
            self.assertEqual(ev["C-2004"].why("h2.viability").needs, None)

    def test_why(self):
        one = self.p.evaluate(EXAMPLE, "2022-08-01")["C-2004"]
        for gate in one.document["gates"]:
            for requirement in gate["requirements"]:
                why = one.why(requirement["id"])
                self.assertEqual((why.kind, why.status, why.evidence, why.needs), ("requirement", requirement["status"], requirement["evidence"], requirement.get("needs")))
                self.assertIn(requirement["text"], str(why))
        self.assertIn("viability_consultation", str(one.why("h2.viability")))
        self.assertEqual(one.why("first_review").kind, "obligation")
        self.assertEqual(one.why("app.under_18").status, "true")
        self.assertIn("<table>", one.why("h2.viability")._repr_html_())
        with self.assertRaises(KeyError) as caught:
            one.why("h2.viabilty")
        self.assertIn("h2.viability", str(caught.exception))
        silent = self.p.evaluate({**SMALL, "records": [{"id": "r1", "type": "child_views", "date": "2024-01-11"}]}, "2024-03-31")["C-1"].why("h2.child_views")
        self.assertEqual(silent.missing, ["/records/0/led_by"])
        self.assertIn("missing: /records/0/led_by", str(silent))
        self.assertIn("would meet it: a record viability_consultation, outcome potentially_suited, with independent_reviewing_officer, social_worker, team_manager and head_of_service",
                      str(self.p.evaluate(SMALL, "2024-03-31")["C-1"].why("h2.viability")))

    def test_need_words(self):
        for need, words in (({"kind": "record", "types": ["a", "b"], "count": 2, "not_before": "2024-01-01"}, "a record a or b, 2 of them, dated 2024-01-01 or later"),
                            ({"kind": "family_time", "values": ["overnight"], "at_least": 24, "not_before": "2024-01-01", "not_after": "2024-01-02"}, "family time overnight of more than 24 hours, dated 2024-01-01 to 2024-01-02"),
                            ({"kind": "day", "not_before": "2026-02-19"}, "that the day comes, 2026-02-19"), ({"kind": "goal"}, "a goal"),
                            ({"kind": "attribute", "name": "x", "values": ["false"], "not_after": "2024-01-02"}, "the attribute x false, dated 2024-01-02 or earlier"),
                            ({"kind": "record", "types": ["a"], "with_all": ["x"], "attributes": [{"name": "n", "at_most": 2}], "not_before": "2024-01-01", "not_after": "2024-01-01"},
                             "a record a, with x, n at most 2, dated 2024-01-01")):
            self.assertEqual(_evaluate._need_words(need), words)

    def test_pages(self):
        ev = self.p.evaluate(EXAMPLE, "2023-06-30")
        one = ev["C-2004"]
        self.assertIn("C-2004", str(one))
        self.assertGreater(len(one.to_text(all=True)), len(one.to_text()))
        self.assertLess(len(one.to_json(lean=True)), len(one.to_json()))
        self.assertIn("&#x27;", one._repr_html_())
        self.assertIn("C-2004", ev._repr_html_())

    def test_errors(self):
        wrong = {**SMALL, "id": "C-2", "assessments": [{"id": "a", "date": "2024-01-01", "findings": {"recurrence": "often", "parents_wish": "maybe"}}]}
        given = [SMALL, wrong, dict(SMALL, id="C-3", returns=[{"date": math.nan}]), 7, b"{\"id\": \"\xff\"}", '{"id" 1}', dict(SMALL, id="C-4")]
        ev = self.p.evaluate(given, "2024-03-31", errors="collect")
        self.assertEqual([e.case for e in ev], ["C-1", "C-4"])
        rows = ev.rows("errors")
        self.assertEqual(sorted((r["element"], r["case_id"] or "", r["code"], r["pointer"]) for r in rows[:3]),
                         [(2, "C-2", "unknown_value", "/assessments/0/findings/parents_wish"), (2, "C-2", "unknown_value", "/assessments/0/findings/recurrence"),
                          (3, "", "bad_number", "/returns/0/date")])
        self.assertEqual([r["element"] for r in rows[3:]], [4, 5, 6])
        self.assertEqual({(r["as_of"], r["profile"], r["file"]) for r in rows}, {(DAY(2024, 3, 31), "herefordshire-2023", None)})
        self.assertIn("faults: 6", repr(ev))
        e = self.refused("unknown_value", self.p.evaluate, given, "2024-03-31")
        self.assertEqual((e.case, e.number, len(e.faults)), ("C-2", 1, 2))
        self.assertNotIn("often", str(e))
        self.assertRaises(ru.ReunifyError, self.p.evaluate, SMALL, "2024-03-31", errors="ignore")
        self.assertRaises(ru.ReunifyError, self.p.evaluate, SMALL, "2024-03-31", explain="all")
        self.assertRaises(ru.ReunifyError, self.p.evaluate, 7, "2024-03-31")
        self.assertRaises(ru.ReunifyError, self.p.evaluate, SMALL, "2024-03-31", pathway="other")
        self.refused("unknown_member", self.p.evaluate, dict(SMALL, extra=1), "2024-03-31", strict=True)
        loop = dict(SMALL)
        loop["x_self"] = loop
        self.refused("too_deep", self.p.evaluate, loop, "2024-03-31")

    def test_lines(self):
        with tempfile.TemporaryDirectory() as name:
            path = os.path.join(name, "cases.jsonl")
            with open(path, "wb") as file:
                file.write(json.dumps(SMALL).encode() + b"\n\n{\"schema\": \"reunify/case/1\", \"id\": \"C-2\", \"returns\": 3}\n")
            e = self.refused("wrong_type", self.p.evaluate, path, "2024-03-31")
            self.assertEqual((e.line, e.source, e.number, e.case), (3, path, 1, "C-2"))
            ev = self.p.evaluate(path, "2024-03-31", errors="collect")
            self.assertRaisesRegex(KeyError, "it has faults", lambda: ev["C-2"])
            row, = ev.rows("errors")
            self.assertEqual((row["line_number"], row["file"], row["element"], row["case_id"]), (3, path, None, "C-2"))
            with open(path, "wb") as file:
                file.write(b"[1,\n \"\xff\"]")
            self.assertEqual(self.refused("bad_utf8", self.p.evaluate, pathlib.Path(path).rename(path + ".json"), "2024-03-31").line, 2)
        self.refused("bad_json", self.p.evaluate, "[{\"id\": 1, \"id\": 2}]", "2024-03-31")

    def test_progress(self):
        told = []
        self.p.evaluate(ru.datasets.caseload(3), ["2024-03-31", "2024-06-30"], progress=told.append)
        self.assertEqual(told, [1, 2, 3, 4, 5, 6])
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.p.evaluate(ru.datasets.caseload(2), "2024-03-31", progress=True)
        self.assertRegex(said.getvalue(), r"\b2 ?evaluations|\b2/2 ")  # a line, or a bar where tqdm is

        def stop(done):
            raise KeyboardInterrupt
        self.assertRaises(KeyboardInterrupt, self.p.evaluate, ru.datasets.caseload(3), "2024-03-31", progress=stop)


class Columns(Base):
    def test_as_cases(self):
        """A table says what an evaluation of the same assessments says."""
        rows = ru.datasets.assessments(12)
        random.Random(4).shuffle(rows)
        made = self.p.levels(rows, as_of="2030-01-01")
        for child in sorted({r["child"] for r in rows}):
            mine = [(r["date"], r, m) for r, m in zip(rows, made) if r["child"] == child]
            mine.sort(key=lambda x: x[0])
            assessments = [{"id": "a%d" % i, "date": d, "findings": {k: v for k, v in r.items() if k not in ("child", "date") and v is not None}} for i, (d, r, _) in enumerate(mine)]
            history = self.p.evaluate({"schema": "reunify/case/1", "id": child, "assessments": assessments}, "2030-01-01").rows("history")
            self.assertEqual([(m["level_before"], m["level"], m["indicated"], m["rule"], m["basis"], m["held_by"]) for _, _, m in mine],
                             [(h["level_before"], h["level_after"], h["indicated"], h["rule"], h["basis"], h["held_by"]) for h in history])
        self.assertEqual([(m["child"], m["date"]) for m in made], [(r["child"], r["date"]) for r in rows])

    def test_forms(self):
        rows = ru.datasets.assessments(4)
        expected = self.p.levels(rows)
        columns = {n: [r[n] for r in rows] for n in rows[0]}
        self.assertEqual(self.p.levels(columns)["level"], [r["level"] for r in expected])
        order = {f.id: f.values for f in self.p.findings}
        codes = [{k: order[k].index(v) if k in order and v in order[k] else v for k, v in r.items()} for r in rows]
        self.assertEqual(self.p.levels(codes), expected)
        self.assertEqual(self.p.levels([dict(r, date=r["date"].isoformat(), x=object) for r in rows])[0]["date"], rows[0]["date"])
        self.assertEqual(self.p.levels({"child": [], "date": [], "recurrence": []})["level"], [])
        self.assertEqual((self.p.levels([]), ru.spells([])), ([], []))
        renamed = [{"who": r["child"], "day": r["date"], **{k: v for k, v in r.items() if k not in ("child", "date")}} for r in rows]
        self.assertEqual([r["level"] for r in self.p.levels(renamed, child="who", date="day")], [r["level"] for r in expected])
        early = self.p.levels(rows, as_of="2000-01-01")
        self.assertEqual({r["level"] for r in early}, {None})
        judged = self.p.levels([dict(rows[0], judgement="high", rationale="yes", approved_by="team_manager")])
        self.assertEqual((judged[0]["level"], judged[0]["basis"]), ("high", "judgement"))

    def test_refused(self):
        good = {"child": "a", "date": DAY(2024, 1, 1), "recurrence": "some"}
        bad = [({"child": "a", "recurrence": "some"}, "missing_column", ""), (dict(good, date=None), "missing_member", "/1/date"), (dict(good, date=math.nan), "missing_member", "/1/date"),
               (dict(good, child=None), "missing_member", "/1/child"), (dict(good, date="2024-13-01"), "bad_date", "/1/date"), (dict(good, date=19000), "bad_date", "/1/date"),
               (dict(good, date="10000-01-01"), "bad_date", "/1/date"), (dict(good, recurrence="often"), "unknown_value", "/1/recurrence"), (dict(good, recurrence=9), "unknown_value", "/1/recurrence"),
               (dict(good, recurrence=0.5), "bad_type", ""), (dict(good, recurrence=[1]), "bad_type", ""), (dict(good, recurrence=b"\xff"), "unknown_value", "/1/recurrence"),
               (dict(good, recurrence="\ud800"), "unknown_value", "/1/recurrence"), (dict(good, recurrence=object()), "bad_type", "")]
        for row, code, pointer in bad:
            table = [row] if code == "missing_column" else [dict(good, date=DAY(2025, 1, 1)), row]
            self.assertEqual(self.refused(code, self.p.levels, table).pointer, pointer, row)
        self.refused("missing_column", self.p.levels, [{"child": 1, "date": DAY(2024, 1, 1)}])
        self.refused("missing_column", self.p.levels, {})
        self.refused("bad_table", self.p.levels, 7)
        self.assertIn("pandas.read_csv", str(self.refused("bad_table", self.p.levels, "a.csv")))
        self.refused("bad_table", self.p.levels, [7])
        self.refused("bad_table", self.p.levels, {"child": [1], "date": []})
        self.refused("bad_date", self.p.levels, [good], as_of="soon")
        with self.assertWarns(UserWarning):
            self.p.levels([{"child": 1, "date": DAY(2024, 1, 1), "recurrance": "some", "new_risk": False}])

    def test_spells(self):
        def rows(*given):
            return [{"child": c, "date": DAY(2024, m, 1), "level": v} for c, m, v in given]
        made = ru.spells(rows(("b", 2, "low"), ("a", 1, None), ("a", 4, "high"), ("a", 2, "high"), ("a", 6, "low"), ("a", 7, "high")))
        self.assertEqual([(s["child"], s["level"], s["start"].month, s["stop"].month, s["event"]) for s in made],
                         [("b", "low", 2, 2, False), ("a", "high", 2, 6, True), ("a", "low", 6, 7, True), ("a", "high", 7, 7, False)])
        self.assertEqual(ru.spells(rows(("a", 1, "low")), until=DAY(2024, 12, 1))[0]["stop"], DAY(2024, 12, 1))
        self.assertEqual(ru.spells(rows(("a", 3, "low")), until="2024-01-01")[0]["stop"], DAY(2024, 3, 1))
        self.refused("missing_column", ru.spells, [{"child": 1, "date": DAY(2024, 1, 1)}])


class Datasets(Base):
    def test_words(self):
        """The invented children use no word that the pack does not know."""
        for case in ru.datasets.caseload(40):
            ru.Case.from_dict(case, profile=self.p)
        ev = self.p.evaluate(ru.datasets.caseload(40), "2024-03-31")
        self.assertEqual(ev.rows("warnings"), [])
        self.assertEqual({r["level"] for r in self.p.levels(ru.datasets.assessments(100))} - {None}, {"low", "medium", "high", "severe"})
        self.assertNotEqual(ru.datasets.caseload(2), ru.datasets.caseload(2, seed=2))


class Examples(Base):
    def run_example(self, *arguments):
        done = subprocess.run([sys.executable, str(ROOT / "examples/caseload.py"), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_caseload(self):
        with tempfile.TemporaryDirectory() as name:
            path = os.path.join(name, "cases.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                file.write("%s\n%s\n" % (json.dumps(json.loads(EXAMPLE.read_text(encoding="utf-8"))), json.dumps(dict(SMALL, id="C-2", returns=3))))
            said = self.run_example("2023-06-30", path)
        for words in ("1, of 1 cases; faults: 1", "C-2: wrong_type at /returns: ", "would meet it: family time overnight of more than 24 hours, dated ", "One point of one case: C-2004"):
            self.assertIn(words, said)
        self.assertIn("reunify.Evaluations: 40, of 40 cases", self.run_example("2024-06-30"))


class Misuse(Base):
    """Whatever is given, the answer is a result or an exception that says what."""

    ATOMS = [None, True, 0, -1, 2**70, 1.5, math.nan, math.inf, "", "a", "mother", "2024-01-01", "2024-02-30", "\ud800", "\0", b"x", b"\xff", DAY(2024, 1, 1), DAY.max, DAY.min, object(),
             [], {}, (), {1: 2}, set()]
    MEMBERS = ["id", "schema", "pathway", "child", "attributes", "legal_statuses", "care_periods", "placements", "returns", "return_to", "people", "assessments", "records", "goals"]
    NAMES = ["id", "date", "type", "from", "to", "findings", "about", "person", "code", "attributes", "x_a"]

    def value(self, draw, depth=0):
        kind = draw.random() if depth < 3 else 1
        if kind < 0.2:
            return [self.value(draw, depth + 1) for _ in range(draw.randint(0, 3))]
        if kind < 0.4:
            return {draw.choice(self.NAMES): self.value(draw, depth + 1) for _ in range(draw.randint(0, 4))}
        return draw.choice(self.ATOMS)

    def tried(self, call, *allowed):
        try:
            call()
        except (ru.ReunifyError,) + allowed as error:
            self.assertTrue(str(error))

    def row(self, draw):
        name = draw.choice(["new_risk", "judgement", "parental_capacity@1", "return_to@1", "rationale", "recurrence@99999999999"])
        day = self.value(draw) if draw.random() < 0.1 else DAY(2024, 1, 1) + datetime.timedelta(draw.randint(0, 400))
        return {"child": self.value(draw) if draw.random() < 0.1 else draw.choice("ab"), "date": day, "recurrence": "some", name: self.value(draw)}

    def test_anything(self):
        for seed in range(100):
            draw = random.Random(seed)
            document = ru.datasets.caseload(1, seed)[0]
            document[draw.choice(self.MEMBERS)] = self.value(draw)
            day = draw.choice(["2024-01-01", None, DAY.max, DAY.min, self.value(draw)])
            self.tried(lambda: self.p.evaluate(document, day).rows("risk"))
            self.tried(lambda: self.p.evaluate(self.value(draw), day, errors="collect"), OSError)
            kind = draw.choice(["record", "child", "person", "assessment", "goal", "police_check", ""])
            self.tried(lambda: ru.Case("C", profile=self.p).add(kind, **{draw.choice(self.NAMES): self.value(draw) for _ in range(2)}))
            rows = [self.row(draw) for _ in range(draw.randint(0, 4))]
            self.tried(lambda: ru.spells(self.p.levels(rows, as_of=draw.choice([None, DAY.max, self.value(draw)]))))


if __name__ == "__main__":
    if sys.version_info < (3, 9):
        sys.exit("Python 3.9 or newer is needed")
    unittest.main()

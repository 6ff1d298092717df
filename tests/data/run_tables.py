#!/usr/bin/env python3
"""
The tables of evaluations: docs/tables.md against the library, and the rows that reunify-evaluate writes against its documents of the same cases.

  run_tables.py LIBRARY REUNIFY-EVALUATE             checks
  run_tables.py LIBRARY REUNIFY-EVALUATE --write     writes the tables of docs/tables.md anew

What stands below says for each column where a document has its value; a column without a line there is an error.
"""
import csv
import ctypes
import datetime
import io
import json
import os
import re
import subprocess
import sys
import tempfile

import support

PAGE = os.path.join(support.ROOT, "docs", "tables.md")
TYPES = [None, "text", "date", "integer", "boolean", "json"]
BEGIN, END = "<!-- begin of the tables -->", "<!-- end of the tables -->"

# By table: the list in the document, and columns whose member is called otherwise. `^` is the list's own entry where rows are of a list within it.
WHERE = {
    "risk": (None, {"applicable": "applicability.result", "pathway": "pathway", "level": "risk.level", "level_since": "risk.since", "basis": "risk.basis",
                    "assessment": "risk.classification.assessment", "classified": "risk.classification.status", "classified_level": "risk.classification.level",
                    "at_least": "risk.classification.at_least", "earlier_attempt": "risk.earlier_attempt", "may_be_closed": "risk.closing.result",
                    "may_close_from": "risk.may_close.eligible_from", "may_close_confirmed": "risk.may_close.confirmed_on",
                    "earliest_closure": "risk.earliest_closure", "attempt": "attempt.number", "stage": "stage.id", "stage_number": "stage.number",
                    **{n: "position." + n for n in ("age", "lives", "home_since", "in_care", "care_since", "placement", "assessed_on", "recorded_on")}}),
    "history": ("risk.history", {"on_date": "date", "level_before": "from", "level_after": "to", "held_rule": "held.rule", "held_level": "held.to",
                                 "held_eligible_from": "held.eligible_from", "held_by": "held.by", "judged_level": "judgement.level",
                                 "approved_by": "judgement.approved_by", "rationale": "judgement.rationale"}),
    "requirements": ("gates", {"stage": "^.stage", "stage_number": "^.number", "stage_status": "^.status", "requirement": "id", "requirement_text": "text"}),
    "outstanding": ("outstanding", {"requirement_text": "text"}),
    "waiting": ("outstanding", {"requirement_text": "text"}),
    "schedule": ("schedule", {"obligation": "id", "obligation_text": "text"}),
    "alerts": ("alerts", {"alert": "code", "alert_text": "text"}),
    "factors": ("factors", {"factor": "code", "factor_text": "text"}),
    "warnings": ("warnings", {"pointer": "at", "on_date": "date"}),
}


class Options(ctypes.Structure):
    """reunify_caseload_options."""
    _fields_ = [("size", ctypes.c_size_t), ("dates", ctypes.POINTER(ctypes.c_int32)), ("date_count", ctypes.c_size_t), ("pathway", ctypes.c_char_p),
                ("explain", ctypes.c_int32), ("case_flags", ctypes.c_uint32), ("check_words", ctypes.c_int32), ("reserved", ctypes.c_int32),
                ("first", ctypes.c_uint64), ("cases_a_part", ctypes.c_size_t), ("progress", ctypes.c_void_p), ("user", ctypes.c_void_p)]


class Library:
    def __init__(self, path):
        self.lib = ctypes.CDLL(path)

    def made(self, name, *arguments):
        out = ctypes.c_void_p()
        status = getattr(self.lib, name)(*arguments, ctypes.byref(out), None)
        if status:
            sys.exit("%s: %d" % (name, status))
        return out

    def csv(self, lines, days, count, each):
        """All tables of a caseload of lines, as CSV with one header."""
        lib, size = self.lib, ctypes.c_size_t
        lib.reunify_caseload_part_count.restype = size
        lib.reunify_text_data.restype = ctypes.c_char_p
        pack = b"herefordshire-2023"
        profile = self.made("reunify_profile_builtin", None, pack, size(len(pack)), None)
        evaluator = self.made("reunify_evaluator_new", None)
        options = Options(size=ctypes.sizeof(Options), dates=(ctypes.c_int32 * len(days))(*days), date_count=len(days), cases_a_part=each)
        load = self.made("reunify_caseload_of_lines", profile, lines, size(len(lines)), ctypes.byref(options))
        wanted, out = (ctypes.c_int32 * count)(*range(count)), [b""] * count
        for part in range(lib.reunify_caseload_part_count(load)):
            rows = (ctypes.c_void_p * count)()
            if lib.reunify_caseload_run(load, evaluator, size(part), wanted, size(count), rows, None):
                sys.exit("a part could not be evaluated")
            for table, handle in enumerate(rows):
                text = self.made("reunify_table_rows_to_csv", ctypes.c_void_p(handle), ctypes.c_uint32(not part))
                out[table] += lib.reunify_text_data(text)
                lib.reunify_text_free(text)
                lib.reunify_table_rows_free(ctypes.c_void_p(handle))
        lib.reunify_caseload_unref(load)
        lib.reunify_evaluator_free(evaluator)
        lib.reunify_profile_unref(profile)
        return [text.decode() for text in out]

    def text(self, name, *arguments):
        call = getattr(self.lib, name)
        call.restype = ctypes.c_char_p
        return call(*arguments).decode()

    def tables(self):
        """By name: what a row is, and the columns with name, type and meaning."""
        lib, out = self.lib, {}
        lib.reunify_table_count.restype = lib.reunify_table_column_count.restype = ctypes.c_size_t
        for t in range(lib.reunify_table_count()):
            columns = [(self.text("reunify_table_column_name", t, ctypes.c_size_t(c)), TYPES[lib.reunify_table_column_type(t, ctypes.c_size_t(c))],
                        self.text("reunify_table_column_meaning", t, ctypes.c_size_t(c))) for c in range(lib.reunify_table_column_count(t))]
            out[self.text("reunify_table_name", t)] = (self.text("reunify_table_meaning", t), columns)
        return out


# The page --------------------------------------------------------------------------------------------------------------------


def page_of(tables):
    parts = []
    for name, (meaning, columns) in tables.items():
        parts.append("### %s\n\nA row is %s.\n\n| column | type | what |\n|---|---|---|\n" % (name, meaning)
                     + "".join("| `%s` | %s | %s |\n" % c for c in columns))
    return BEGIN + "\n\n" + "\n".join(parts) + "\n" + END


def check_page(report, tables, write):
    with open(PAGE, encoding="utf-8") as file:
        kept = file.read()
    made = kept[:kept.index(BEGIN)] + page_of(tables) + kept[kept.index(END) + len(END):]
    if write:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(made)
    report.check(write or made == kept, "docs/tables.md is not what the library has (--write makes it so):",
                 *support.pretty_difference(kept.encode(), made.encode(), 20))


OUTCOMES = ["periods", "returns", "with_parents", "anomalies", "cohort", "leavers", "summary"]
KINDS = ["integer", "integer", "date", "text"]


def outcome_columns(library, table):
    """The columns of a table of outcomes as a data frame or CSV has them: children by their ids, rows, half days and millionths as what they are."""
    lib = library.lib
    lib.reunify_outcomes_column_count.restype = ctypes.c_size_t
    for c in range(lib.reunify_outcomes_column_count(table)):
        name = library.text("reunify_outcomes_column_name", table, ctypes.c_size_t(c))
        kind = KINDS[lib.reunify_outcomes_column_type(table, ctypes.c_size_t(c))]
        if name == "child":
            kind = "text"
        elif name.endswith("row"):
            kind = "row"
        elif name == "in_cohort":
            kind = "boolean"
        elif name == "share" or name.startswith(("estimate_", "lower_", "upper_", "median_")):
            kind = "number"
        yield name, kind


def check_outcomes(report, library):
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    found = {name: re.findall(r"^\| `(\w+)` \| (\w+) \|", rows, re.M) for name, rows in re.findall(r"^### Outcomes: (\w+)\n(.*?)(?=^#|^<!)", page, re.M | re.S)}
    for table, name in enumerate(OUTCOMES):
        want = list(outcome_columns(library, table))
        report.check(found.get(name) == want, "docs/tables.md, outcomes, %s: %s, wanted %s" % (name, found.get(name), want))
    report.check(set(found) == set(OUTCOMES), "docs/tables.md has the outcomes %s" % sorted(found))


# Rows against documents ------------------------------------------------------------------------------------------------------


def at(value, path):
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def rows_of(name, document):
    """What each row of a table is of: what its columns are read from, and more cells."""
    where = WHERE[name][0]
    if where is None:
        return [(document, {})]
    if name == "requirements":
        return [({"^": gate, **r}, {}) for gate in document["gates"] for r in gate["requirements"]]
    if name != "waiting":
        return [(entry, {}) for entry in at(document, where)]
    out = []
    for entry in document["outstanding"]:
        roles = [{"role": r, "needed": n[3:]} for n in ("by_all", "by_any") for r in entry.get(n, [])]
        out += [(entry, cells) for cells in roles or [{"role": None, "needed": None}]]
    return out


def written(value, kind):
    if value is None or (kind == "json" and value is None):
        return ""
    if kind == "json":
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return str(value).lower() if kind == "boolean" else str(value)


def cell(document, entry, more, column, kind, called):
    if column in more:
        return written(more[column], kind)
    whole = {"case_id": "case", "as_of": "as_of", "profile": "profile.id"}
    if column in whole:
        return written(at(document, whole[column]), kind)
    path = called.get(column, column.replace("source_", "source."))
    return written(at(entry, path), kind)


def expected(name, columns, documents):
    called = WHERE[name][1]
    return [[cell(d, entry, more, c, kind, called) for c, kind, _ in columns] for d in documents for entry, more in rows_of(name, d)]


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, timeout=120)
    if done.returncode:
        sys.exit("exit %d: %s" % (done.returncode, done.stderr.decode()))
    return done.stdout.decode()


def check_rows(report, program, tables, files, options):
    documents = [json.loads(line) for line in run(program, "--format", "json-lines", *options, *files).splitlines()]
    filled = {}
    for name, (_, columns) in tables.items():
        text = run(program, "--format", "csv", "--table", name, *options, *files)
        report.check(text.count("\r\n") == text.count("\n"), name + ": a line that does not end in CR and LF")
        head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        want = expected(name, columns, documents) if name in WHERE else []
        report.check(head == [c[0] for c in columns], "%s: the header is %s" % (name, head))
        wrong = [(a, b) for a, b in zip(rows, want) if a != b][:2]
        report.check(len(rows) == len(want) and not wrong, "%s: %d rows, wanted %d; %s" % (name, len(rows), len(want), wrong))
        for at_column, (c, _, _) in enumerate(columns):
            filled[name, c] = filled.get((name, c), 0) + sum(1 for row in rows if row[at_column])
    return filled


# Many cases ------------------------------------------------------------------------------------------------------------------


def check_many(report, library, tables, program, files):
    """The library's caseload of lines, some of them bad, against what the program makes of the same file."""
    days = [(datetime.date.fromisoformat(d) - datetime.date(1970, 1, 1)).days for d in ("2023-06-01", "2025-06-01")]
    lines = []
    for number, path in enumerate(files):
        with open(path, encoding="utf-8") as file:
            lines.append(json.dumps(json.load(file)))
        lines += ["", "{\"id\": \"bad-%d\", \"schema\": \"reunify/case/1\", \"people\": {}}" % number] if number % 4 == 1 else []
    lines += ["{", "[1]", "{\"schema\": \"reunify/case/1\", \"id\": \"C-9\", \"pathway\": \"nowhere\"}"]
    text = "\n".join(lines).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.jsonl")
        with open(path, "wb") as file:
            file.write(text)
        for each in (0, 2):
            made = library.csv(text, days, len(tables), each)
            for name, got in zip(tables, made):
                done = subprocess.run([program, "--format", "csv", "--table", name, "--as-of", "2023-06-01,2025-06-01", path], capture_output=True, timeout=120)
                want = done.stdout.decode().replace("," + path + ",", ",,")
                report.check(got == want and len(got.splitlines()) > 5, "many cases, %s, parts of %d:" % (name, each),
                             *support.pretty_difference(want.encode(), got.encode(), 6))


def main(arguments):
    report = support.Report("tables")
    library, program = Library(arguments[0]), arguments[1]
    tables = library.tables()
    check_page(report, tables, "--write" in arguments)
    check_outcomes(report, library)
    for name, (_, columns) in tables.items():
        report.check(len({c[0] for c in columns}) == len(columns), name + ": a column twice")
        report.check(all(re.fullmatch("[a-z][a-z0-9_]*", c[0]) for c in columns), name + ": a name that is none for SQL")
        report.check(not {c[0] for c in columns} & {"from", "to", "by", "at", "date", "text", "column", "order"}, name + ": a word of SQL")
    files = [os.path.join(support.EXAMPLES, n + ".json") for n in support.examples()]
    dates = ["--as-of", "2023-06-01,2024-06-30,2025-06-01"]
    filled = check_rows(report, program, tables, files, dates)
    check_rows(report, program, tables, files[:2], dates + ["--explain", "none"])
    check_many(report, library, tables, program, files)
    # No pack that comes with the library has an obligation that several roles have to take part in.
    empty = ["%s.%s" % key for key, count in filled.items() if not count and key[0] != "errors" and key != ("schedule", "by_all")]
    report.check(not empty, "never filled by the examples: " + ", ".join(empty))
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

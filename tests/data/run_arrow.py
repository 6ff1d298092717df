#!/usr/bin/env python3
"""
Tables of pyarrow, polars and DuckDB through the Arrow C interfaces, in and out, held against the codes that the library gives for the same rows.

run_arrow.py LIBRARY FOLDER

The three are installed into an environment of their own in FOLDER; where they cannot be had, the test is skipped and says so.
"""
import ctypes
import gc
import json
import os
import random
import subprocess
import sys
import venv

LIBRARY, FOLDER = sys.argv[1], os.path.abspath(sys.argv[2])
EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "data")
WANTED = ["pyarrow", "polars", "duckdb"]


def in_environment():
    """Starts again within the environment, which is made where there is none."""
    python = os.path.join(FOLDER, "bin", "python")
    ready = os.path.join(FOLDER, "ready")
    if not os.path.exists(ready):
        try:
            venv.create(FOLDER, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *WANTED], check=True, timeout=280,
                           stdout=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as problem:
            print("skipped: %s cannot be had here (%s)" % (", ".join(WANTED), type(problem).__name__))
            sys.exit(77)
        open(ready, "w").close()
    os.execv(python, [python, os.path.abspath(__file__), os.path.abspath(LIBRARY), FOLDER])


if sys.prefix != FOLDER:
    in_environment()

import duckdb  # noqa: E402
import polars  # noqa: E402
import pyarrow  # noqa: E402

reunify = ctypes.CDLL(LIBRARY)
pointer = ctypes.c_void_p
reunify.reunify_error_message.restype = ctypes.c_char_p
reunify.reunify_error_pointer.restype = ctypes.c_char_p
reunify.reunify_error_code.restype = ctypes.c_char_p
checks = 0


def check(good, what):
    global checks
    checks += 1
    if not good:
        sys.exit("arrow: " + what)


def made(function, *arguments):
    out = pointer()
    check(function(*arguments, ctypes.byref(out), None) == 0, "an object could not be made")
    return out


error = pointer()
reunify.reunify_error_new(None, ctypes.byref(error))
profile = made(reunify.reunify_profile_builtin, None, b"herefordshire-2023", ctypes.c_size_t(18), None)
columns = made(reunify.reunify_columns_new, profile, ctypes.c_uint32(0))


class Interface:
    """Room for a schema, an array or a stream, whose layout is left to those who fill it."""

    def __init__(self):
        self.schema, self.array, self.stream = (ctypes.create_string_buffer(128) for _ in range(3))

    def at(self, part):
        return ctypes.addressof(getattr(self, part))


def exported(batch):
    out = Interface()
    batch._export_to_c(out.at("array"), out.at("schema"))
    return out


def release(interface):
    """By taking it in and letting it go."""
    pyarrow.RecordBatch._import_from_c(interface.at("array"), interface.at("schema"))


def call(function, batch, *between):
    given, got = exported(batch), Interface()
    status = function(columns, pointer(given.at("schema")), pointer(given.at("array")), *between, pointer(got.at("schema")), pointer(got.at("array")), error)
    release(given)
    if status:
        return status, reunify.reunify_error_code(error, 0), reunify.reunify_error_pointer(error, 0), reunify.reunify_error_message(error, 0)
    return pyarrow.RecordBatch._import_from_c(got.at("array"), got.at("schema"))


def classified(batch):
    return call(reunify.reunify_columns_classify_arrow, batch)


def replayed(batch, table, as_of=19500):
    return call(reunify.reunify_columns_replay_arrow, batch, ctypes.c_int32(as_of), None, ctypes.c_int32(table))


VALUES = {"risk_factors": ["addressed", "being_addressed", "not_being_addressed"], "protective_factors": ["apparent", "not_apparent"],
          "parental_capacity": ["able", "unable"], "wishes": ["both_want", "ambivalent"],
          "recurrence": ["unlikely", "some", "strong", "very_strong"], "new_risk": [False, True]}


def drawn(rows):
    choose = random.Random(5)
    return {name: [choose.choice(values + [None]) if choose.random() < 0.2 else choose.choice(values) for _ in range(rows)] for name, values in VALUES.items()}


def codes(name, values):
    return [None if v is None else VALUES[name].index(v) for v in values]


def same(a, b, what):
    check(not isinstance(a, tuple), "%s: %s" % (what, a))
    check(a.to_pydict() == b.to_pydict(), what)


rows = drawn(5003)
plain = pyarrow.record_batch({n: pyarrow.array(codes(n, v), pyarrow.uint8()) for n, v in rows.items()})
expected = classified(plain)
check(not isinstance(expected, tuple), str(expected))
levels = expected.to_pydict()
check(set(levels["level"]) == {"low", "medium", "high", "severe", None} and set(levels["status"]) == {"consistent", "discordant", "incomplete"}, "the levels")

# Every type that a column may have, and parts of a table.
texts = {n: [None if x is None else str(x).lower() for x in v] for n, v in rows.items()}
for kind in (pyarrow.int8(), pyarrow.int16(), pyarrow.uint16(), pyarrow.int32(), pyarrow.uint32(), pyarrow.int64(), pyarrow.uint64()):
    same(classified(pyarrow.record_batch({n: pyarrow.array(codes(n, v), kind) for n, v in rows.items()})), expected, str(kind))
for kind in (pyarrow.utf8(), pyarrow.large_utf8()):
    same(classified(pyarrow.record_batch({n: pyarrow.array(v, kind) for n, v in texts.items()})), expected, str(kind))
    same(classified(pyarrow.record_batch({n: pyarrow.array(v, kind).dictionary_encode() for n, v in texts.items()})), expected, "dictionary of " + str(kind))
same(classified(pyarrow.record_batch({n: pyarrow.array(v, pyarrow.bool_() if n == "new_risk" else pyarrow.utf8())
                                      for n, v in {**texts, "new_risk": rows["new_risk"]}.items()})), expected, "booleans")
for batch in (plain, pyarrow.record_batch({n: pyarrow.array(v) for n, v in texts.items()})):
    same(classified(batch.slice(13, 1000)), expected.slice(13, 1000), "a part of a table")
same(classified(plain.slice(0, 0)), expected.slice(0, 0), "no rows")

# Parts of a result outlive it.
held = classified(plain)
column, dictionary = held.column(0), held.column(1).dictionary
del held
gc.collect()
check(column.to_pylist() == levels["level"] and dictionary.to_pylist() == ["consistent", "discordant", "incomplete"], "a part that was kept")

# polars and DuckDB, out of theirs and into theirs.
frame = polars.DataFrame(texts)
same(classified(frame.to_arrow(compat_level=polars.CompatLevel.oldest()).combine_chunks().to_batches()[0]), expected, "polars")
back = polars.from_arrow(expected)
check(back["level"].cast(polars.String).to_list() == levels["level"] and back["deciding"].to_list() == levels["deciding"], "into polars")
source = pyarrow.table(texts)
read = duckdb.sql("select * from source").to_arrow_table().combine_chunks().to_batches()[0]
same(classified(read), expected, "DuckDB")
result = pyarrow.Table.from_batches([expected])
check(duckdb.sql("select count(*) from result where level = 'severe'").fetchall()[0][0] == levels["level"].count("severe"), "into DuckDB")

# Streams, whose tables come one at a time.
reader = pyarrow.RecordBatchReader.from_batches(plain.schema, [plain.slice(0, 7), plain.slice(7, 0), plain.slice(7)])
given, got = Interface(), Interface()
reader._export_to_c(given.at("stream"))
check(reunify.reunify_columns_classify_stream(columns, pointer(given.at("stream")), pointer(got.at("stream")), error) == 0, "a stream")
stream = pyarrow.RecordBatchReader._import_from_c(got.at("stream"))
check(stream.read_all().combine_chunks().to_pydict() == levels, "the tables of a stream")
bad = pyarrow.record_batch({"risk_factors": pyarrow.array([0, 9], pyarrow.uint8())})
reader = pyarrow.RecordBatchReader.from_batches(bad.schema, [bad])
reader._export_to_c(given.at("stream"))
check(reunify.reunify_columns_classify_stream(columns, pointer(given.at("stream")), pointer(got.at("stream")), error) == 0, "a stream")
try:
    pyarrow.RecordBatchReader._import_from_c(got.at("stream")).read_all()
    check(False, "a bad table in a stream was taken")
except (pyarrow.ArrowInvalid, OSError) as problem:
    check("/1/risk_factors" in str(problem), "the place of a fault in a stream: %s" % problem)

# Replays.
children, days, at = [], [], 0
choose = random.Random(6)
while at < 5003:
    count, day = min(1 + choose.randrange(12), 5003 - at), 17000 + choose.randrange(1500)
    for _ in range(count):
        children.append("child %d" % at)
        days.append(day)
        day += choose.randrange(140)
    at += count
observed = {**texts, "child": children, "date": pyarrow.array(days, pyarrow.int32()).cast(pyarrow.date32())}
numbers = {**{n: pyarrow.array(codes(n, v), pyarrow.uint8()) for n, v in rows.items()}, "child": pyarrow.array(range(5003), pyarrow.int64()),
           "date": observed["date"]}
first = {name: i for i, name in reversed(list(enumerate(children)))}
numbers["child"] = pyarrow.array([first[c] for c in children], pyarrow.int64())
for wanted in (1, 2):
    by_texts, by_numbers = replayed(pyarrow.record_batch(observed), wanted), replayed(pyarrow.record_batch(numbers), wanted)
    same(by_texts, by_numbers, "a replay of texts and of numbers")
    check(by_texts.num_rows == (5003 if wanted == 1 else len(first)), "the rows of a replay")
check(by_texts.column("first_row").to_pylist() == sorted(first.values()) and by_texts.schema.field("since").type == pyarrow.date32(), "children")

# Replays of streams: cut anywhere, the rows of a child across several tables, they give what the whole table gives, and whose it is.
one_by_one = made(reunify.reunify_columns_new, profile, ctypes.c_uint32(1))
levels_of = ["low", "medium", "high", "severe"]
given_levels = [choose.choice(levels_of) if choose.random() < 0.1 else None for _ in children]
judged = {**texts, "date": observed["date"], "judgement": given_levels, "rationale": ["because" if g and choose.random() < 0.8 else None for g in given_levels],
          "approved_by": ["team_manager" if g and choose.random() < 0.7 else None for g in given_levels]}
named = pyarrow.array(["child %05d" % first[c] for c in children])
ids = {"texts": (named, pyarrow.utf8()), "large": (named.cast(pyarrow.large_utf8()), pyarrow.utf8()), "dictionary": (named.dictionary_encode(), pyarrow.utf8()),
       "int32": (numbers["child"].cast(pyarrow.int32()), pyarrow.int64()),
       "uint64": (pyarrow.array([2**63 - 2000 + first[c] for c in children], pyarrow.uint64()), pyarrow.uint64()),
       "falling": (pyarrow.array([-first[c] for c in children], pyarrow.int64()), pyarrow.int64())}


def streamed_replay(of, batches, wanted):
    reader = pyarrow.RecordBatchReader.from_batches(batches[0].schema, batches)
    given, got = Interface(), Interface()
    reader._export_to_c(given.at("stream"))
    check(reunify.reunify_columns_replay_stream(of, pointer(given.at("stream")), ctypes.c_int32(18200), None, ctypes.c_int32(wanted), pointer(got.at("stream")), error) == 0,
          "a stream of observations")
    return pyarrow.RecordBatchReader._import_from_c(got.at("stream")).read_all()


def cut_up(batch):
    at, parts = 0, []
    while at < batch.num_rows:
        size = choose.choice([0, 1, 2, 5, 40, 900])
        parts.append(batch.slice(at, size))
        at += size
    return parts


def with_words_of_its_own(names):
    words = sorted(set(names), reverse=True)
    return pyarrow.DictionaryArray.from_arrays(pyarrow.array([words.index(n) for n in names], pyarrow.int32()), pyarrow.array(words, pyarrow.utf8()))


for name, (column, kind) in ids.items():
    batch = pyarrow.record_batch({**judged, "child": column})
    for of in (columns, one_by_one):
        for wanted in (1, 2):
            whole, parts = replayed(batch, wanted, 18200), cut_up(batch)
            if name == "dictionary":  # each table with words of its own, in another order
                parts = [p.set_column(p.schema.get_field_index("child"), "child", with_words_of_its_own(p.column("child").to_pylist())) for p in parts]
            table = streamed_replay(of, parts, wanted)
            check(table.select(whole.schema.names).to_pydict() == whole.to_pydict(), "a stream of %s, table %d" % (name, wanted))
            check(table.schema.field("child").type == kind, "the type of children: " + name)
            mine = column if wanted == 1 else column.take(whole.column("first_row"))
            check(table["child"].to_pylist() == mine.to_pylist(), "whose the rows are: " + name)
            check(wanted == 2 or table["date"].to_pylist() == observed["date"].to_pylist(), "the days of a stream")
reunify.reunify_columns_unref(one_by_one)

# Many cases: the tables of evaluations, as they are and as streams.
TIDY = {"risk": 0, "requirements": 2, "errors": 9}
PYTHON_TYPES = {1: pyarrow.utf8(), 2: pyarrow.date32(), 3: pyarrow.int64(), 4: pyarrow.bool_(), 5: pyarrow.utf8()}
reunify.reunify_table_column_name.restype = ctypes.c_char_p
lines = []
for name in sorted(os.listdir(EXAMPLES)):
    if name.endswith(".json"):
        with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
            lines.append(json.dumps(json.load(file)))
lines.append("{")
text = "\n".join(lines).encode()


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("dates", ctypes.c_void_p), ("date_count", ctypes.c_size_t), ("pathway", ctypes.c_char_p),
                ("numbers", ctypes.c_int32 * 4), ("first", ctypes.c_uint64), ("cases_a_part", ctypes.c_size_t), ("progress", ctypes.c_void_p), ("user", ctypes.c_void_p)]


load = made(reunify.reunify_caseload_of_lines, profile, text, ctypes.c_size_t(len(text)), ctypes.byref(Options(size=ctypes.sizeof(Options), cases_a_part=4)))
evaluator = made(reunify.reunify_evaluator_new, None)
for name, table in TIDY.items():
    got = Interface()
    check(reunify.reunify_caseload_stream(None, load, ctypes.c_int32(table), pointer(got.at("stream")), error) == 0, "a stream of cases")
    streamed = pyarrow.RecordBatchReader._import_from_c(got.at("stream")).read_all()
    batches, wanted = [], (ctypes.c_int32 * 1)(table)
    for part in range((len(lines) + 3) // 4):
        tidy, got = pointer(), Interface()
        check(reunify.reunify_caseload_run(load, evaluator, ctypes.c_size_t(part), wanted, ctypes.c_size_t(1), ctypes.byref(tidy), error) == 0, "a part")
        check(reunify.reunify_table_rows_to_arrow(tidy, pointer(got.at("schema")), pointer(got.at("array")), error) == 0, "rows as an array")
        reunify.reunify_table_rows_free(tidy)
        batches.append(pyarrow.RecordBatch._import_from_c(got.at("array"), got.at("schema")))
        batches[-1].validate(full=True)
    whole = pyarrow.Table.from_batches(batches)
    check(streamed.equals(whole) and whole.num_rows > 1, "a stream and its parts: " + name)
    for at, field in enumerate(whole.schema):
        check(field.name == reunify.reunify_table_column_name(table, ctypes.c_size_t(at)).decode(), "the name of a column of " + name)
        check(field.type == PYTHON_TYPES[reunify.reunify_table_column_type(table, ctypes.c_size_t(at))], "the type of %s.%s" % (name, field.name))
    check(polars.from_arrow(whole).height == whole.num_rows, name + " in polars")
    check(duckdb.sql("select count(distinct case_id), count(*) from whole").fetchall() == [(len(set(whole["case_id"].to_pylist()) - {None}), whole.num_rows)], name + " in DuckDB")
    if name == "errors":
        check(set(whole["line_number"].to_pylist()) == {len(lines)} and whole["as_of"].null_count == whole.num_rows, "the line that is none")
    if name == "risk":
        check(whole.num_rows == len(lines) - 1, "a row a case")
reunify.reunify_caseload_unref(load)

# Outcomes: random histories in all types that a column may have, as one table and as a stream of tables, against the Python package on the plain rows.
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
os.environ["REUNIFY_LIBRARY"] = os.path.abspath(LIBRARY)
sys.path[:0] = [os.path.join(ROOT, "bindings", "python"), os.path.dirname(os.path.abspath(__file__))]
import reunify as package  # noqa: E402
from reunify import _lib  # noqa: E402
import run_outcomes as histories  # noqa: E402

MEMBERS = {"CHILD": "child", "DECOM": "start", "DEC": "end", "RNE": "started", "LS": "legal_status", "PLACE": "placement", "REC": "ceased", "LA": "authority", "YEAR": "report",
           "DOB": "birth", "SEX": "sex"}
OUTCOME_TABLES = {"periods": 0, "returns": 1, "with_parents": 2, "anomalies": 3, "cohort": 4, "leavers": 5}


def day_number(text):
    value = ctypes.c_int32()
    return value.value if text and not reunify.reunify_date_parse(text.encode(), ctypes.c_size_t(len(text)), ctypes.byref(value)) else None


def as_column(name, values, dice):
    """A column in one of the types that it may have."""
    if name in ("DECOM", "DEC", "DOB"):
        days = pyarrow.array(list(map(day_number, values)), pyarrow.int32()).cast(pyarrow.date32())
        return dice.choice([days, pyarrow.array(values, pyarrow.utf8()), pyarrow.array(values, pyarrow.large_utf8())])
    if isinstance(values[0], int):
        return pyarrow.array(values, dice.choice([pyarrow.int16(), pyarrow.int64()] + [pyarrow.uint32(), pyarrow.uint64()] * (min(values) >= 0)))
    texts = pyarrow.array([v or None for v in values], pyarrow.utf8())
    return dice.choice([texts, texts.cast(pyarrow.large_utf8()), texts.dictionary_encode()])


def as_table(rows, dice):
    return pyarrow.table({MEMBERS[name]: as_column(name, [row[name] for row in rows], dice) for name in rows[0]})


def one_array(table):
    batch, place = table.combine_chunks().to_batches()[0], Interface()
    batch._export_to_c(place.at("array"), place.at("schema"))
    return place


def outcomes_of(tables, options, streamed):
    """The outcomes of tables of episodes and, if there is one, of children: pyarrow's again."""
    out, places = pointer(), []
    for table in tables:
        if streamed:
            place = Interface()
            parts = [table.slice(at, 7) for at in range(0, table.num_rows, 7)]
            pyarrow.RecordBatchReader.from_batches(table.schema, [b for part in parts for b in part.combine_chunks().to_batches()])._export_to_c(place.at("stream"))
            places.append(place)
        else:
            places.append(one_array(table))
    given = [pointer(place.at(part)) for place in places for part in (["stream"] if streamed else ["schema", "array"])] + [None] * (2 - len(tables)) * (1 if streamed else 2)
    call = reunify.reunify_outcomes_new_stream if streamed else reunify.reunify_outcomes_new_arrow
    status = call(None, *given, ctypes.byref(options), ctypes.byref(out), error)
    if status:
        return status, reunify.reunify_error_code(error, ctypes.c_size_t(0)), reunify.reunify_error_pointer(error, ctypes.c_size_t(0))
    made_tables = {}
    for name, number in OUTCOME_TABLES.items():
        got = Interface()
        check(reunify.reunify_outcomes_to_arrow(out, ctypes.c_int32(number), pointer(got.at("schema")), pointer(got.at("array")), error) == 0, "a table of outcomes")
        made_tables[name] = pyarrow.RecordBatch._import_from_c(got.at("array"), got.at("schema"))
    reunify.reunify_outcomes_free(out)
    for batch in made_tables.values():  # which need nothing of the outcomes
        batch.validate(full=True)
    if not streamed:  # an array stays ours
        for table, place in zip(tables, places):
            check(pyarrow.RecordBatch._import_from_c(place.at("array"), place.at("schema")).num_rows == table.num_rows, "a table that was read")
    return made_tables


def marks_of(rows, ids, name, kept):
    """By the numbers of children in the order of their ids."""
    some = [row for row in rows if row[name] and row["CHILD"] in ids]
    words = sorted({row[name] for row in some})
    columns = [(kind * max(1, len(some)))(*values) for kind, values in ((ctypes.c_int64, [ids[r["CHILD"]] for r in some]), (ctypes.c_int32, [day_number(r["DATE"]) for r in some]),
                                                                        (ctypes.c_int32, [words.index(r[name]) for r in some]))]
    names = (ctypes.c_char_p * max(1, len(words)))(*[word.encode() for word in words])
    marks = _lib.reunify_return_marks(size=ctypes.sizeof(_lib.reunify_return_marks), count=len(some), names=names, name_count=len(words))
    for member, column, kind in zip(("child", "date", "mark"), columns, (ctypes.c_int64, ctypes.c_int32, ctypes.c_int32)):
        setattr(marks, member, ctypes.cast(column, ctypes.POINTER(kind)))
    kept += [columns, names, marks]
    return ctypes.pointer(marks)


dice = random.Random(11)
for turn in range(16):
    files, children, marks = histories.random_history(dice)
    rows = [dict(zip(histories.COLUMNS, row), YEAR=number) for number, file in enumerate(files) for row in file]
    born = [dict(zip(("CHILD", "DOB", "SEX"), row)) for row in children]
    marked = [dict(zip(("CHILD", "DATE", "LEVEL", "GATE"), row)) for row in marks]
    for row in rows:
        row["LA"] = dice.choice(["North", "South", "", "Ost \u00e4"])
    if turn % 2:
        numbers = {child: 100 - at for at, child in enumerate(sorted({row["CHILD"] for row in rows + born + marked}))}
        for row in rows + born + marked:
            row["CHILD"] = numbers[row["CHILD"]]
    rule, least = dice.choice(["dates", "codes"]), dice.choice([0, 6])
    wanted = package.outcomes(rows, born or None, marked or None, report="YEAR", rule=rule, suppress_below=least)
    options = _lib.reunify_outcome_options()
    check(reunify.reunify_outcome_options_init(ctypes.byref(options), ctypes.c_size_t(ctypes.sizeof(options))) == 0, "the options")
    options.rule, options.suppress_below = int(rule == "codes"), least
    every, kept = {row["CHILD"] for row in rows}, []
    ids = {child: child if turn % 2 else at for at, child in enumerate(sorted(every, key=lambda c: c if turn % 2 else c.encode()))}
    for name, member in (("LEVEL", "levels"), ("GATE", "gates")):
        if any(row[name] for row in marked):
            setattr(options, member, marks_of(marked, ids, name, kept))
    for streamed in (False, True):
        got = outcomes_of([as_table(rows, dice)] + ([as_table(born, dice)] if born else []), options, streamed)
        check(isinstance(got, dict), "outcomes of histories: %s" % (got,))
        for name, batch in got.items():
            want, mine = list(getattr(wanted, name)), batch.to_pylist()
            same = len(want) == len(mine) and all(list(a) == list(b) and all(abs(v - b[n]) < 1e-9 if isinstance(v, float) and b[n] is not None else v == b[n] for n, v in a.items())
                                                  for a, b in zip(want, mine))
            check(same, "outcomes %d, %s, %s" % (turn, name, next(((a, b) for a, b in zip(want, mine) if a != b), (len(want), len(mine)))))
    check(duckdb.from_arrow(pyarrow.Table.from_batches([got["periods"]])).aggregate("count(*), count(ended)").fetchall() == [(len(wanted.periods), sum(r["ended"] is not None for r in wanted.periods))], "periods in DuckDB")

good = as_table(rows, random.Random(3))
for wrong, want in ((good.drop_columns(["start"]), (6, b"missing_column", b"/episodes")),
                    (good.rename_columns(["legal_staus" if n == "legal_status" else n for n in good.column_names]), (6, b"unknown_column", b"/episodes/legal_staus")),
                    (good.append_column("start", good["start"]), (2, b"duplicate_member", b"/episodes/start")),
                    (good.set_column(good.column_names.index("child"), "child", pyarrow.array([None] + [1] * (good.num_rows - 1), pyarrow.int64())), (2, b"missing_member", b"/episodes/0/child")),
                    (good.set_column(good.column_names.index("end"), "end", pyarrow.array(["2020-01-01", "2020-02-30"] + [""] * (good.num_rows - 2))), (2, b"bad_date", b"/episodes/1/end")),
                    (good.set_column(good.column_names.index("placement"), "placement", pyarrow.array([0] * (good.num_rows - 1) + [99], pyarrow.int32())),
                     (2, b"bad_value", b"/episodes/%d/placement" % (good.num_rows - 1))),
                    (good.set_column(good.column_names.index("start"), "start", pyarrow.array([1.5] * good.num_rows)), (2, b"bad_arrow", b"/start"))):
    for streamed in (False, True):
        check(outcomes_of([wrong], options, streamed) == want, "a fault of episodes: %s" % (outcomes_of([wrong], options, streamed),))

# What is wrong, with its place.
status, code, place, message = classified(pyarrow.record_batch({"recurence": pyarrow.array(["some"])}))
check((status, code, place) == (6, b"unknown_column", b"/recurence") and b'did you mean "recurrence"' in message, "a column that there is not")
status, code, place, message = classified(pyarrow.record_batch({"recurrence": pyarrow.array([1.5])}))
check((status, code, place) == (2, b"bad_arrow", b"/recurrence"), "a type that there is not")
status, code, place, message = classified(pyarrow.record_batch({"recurrence": pyarrow.array(["some", "stron"])}))
check((status, code, place) == (2, b"unknown_value", b"/1/recurrence") and b'did you mean "strong"' in message, "a word that there is not")
observed["date"] = pyarrow.array([10, 9] + [20] * 5001, pyarrow.int32()).cast(pyarrow.date32())
observed["child"] = [1, 1] + [2] * 5001
check(replayed(pyarrow.record_batch(observed), 2)[1:3] == (b"unsorted_dates", b"/1/date"), "days out of order")
print("arrow: %d checks with pyarrow %s, polars %s, DuckDB %s" % (checks, pyarrow.__version__, polars.__version__, duckdb.__version__))

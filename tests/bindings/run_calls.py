#!/usr/bin/env python3
"""Every function of the manifest, called from Python by the made ctypes file, answers as it does in C.

run_calls.py LIBRARY COMPILER...      both, and with /usr/bin/python3 too where that is another interpreter
run_calls.py --python LIBRARY OUT     the Python side alone: writes OUT.txt (what each call answered) and OUT.c (the same calls in C)

A script makes what there is to make; then whatever can be read of it is read: each function that takes an object and numbers is called with
numbers in range and out of it, and what it gives is read in its turn. The calls are written down as they are made, as C, with the objects
as variables. So both sides make the same calls, and their answers are compared line by line. A function that nobody calls is a failure.
"""
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bindings/python/reunify"))
MANIFEST = json.loads((ROOT / "bindings/manifest.json").read_text())
BY_NAME = {f["name"]: f for f in MANIFEST["functions"]}
EXAMPLES = ["high-risk-to-closing.json", "parents-who-differ.json", "set-aside-for-a-baby.json", "new-risk-after-return.json", "thin-record.json", "refused-then-ratified.json"]
OUT_OF_RANGE = 1000000
DEEP = 7


class Object:
    """Something that the library gave: the pointer here, a variable there."""

    def __init__(self, kind, pointer, variable):
        self.kind, self.pointer, self.variable = kind, pointer, variable


class Struct:
    """A struct of options: its members here, an initializer there."""

    def __init__(self, kind, **members):
        self.kind, self.members = kind, members


def base(kind):
    return kind.replace("const ", "").replace("*", "").strip()


def c_text(data):
    return '"%s"' % "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data)


class Recorder:
    def __init__(self, lib, library):
        self.lib, self.library = lib, library
        self.answers, self.code, self.called, self.alive = [], [], set(), []
        self.count = 0

    def variable(self, kind):
        self.count += 1
        name = "v%d" % self.count
        self.code.append("static %s%s;" % (kind, name) if kind.endswith("*") else "static %s %s;" % (kind, name))
        return name

    def say(self, text, code):
        self.answers.append(text)
        self.code.append(code)

    def call(self, name, *given):
        """Makes a call on both sides; gives what it gave: the result, or what it put out where it answers with a status."""
        f = BY_NAME[name]
        self.called.add(name)
        given, here, there, outs, before = list(given), [], [], [], []
        for a in f["arguments"]:
            self.prepare(a, given, here, there, outs, before)
        assert not given, (name, given)
        result = getattr(self.library, name)(*here)
        self.code += before
        made = self.answer(f, name, result, "%s(%s)" % (name, ", ".join(there)))
        for arg, holder, variable in outs:
            made = self.put_out(arg, holder, variable)
        return made

    def prepare(self, a, given, here, there, outs, before):
        lib, role = self.lib, a["role"]
        if role == "error":
            here.append(self.error.pointer if getattr(self, "error", None) else None)
            there.append(self.error.variable if getattr(self, "error", None) else "NULL")
        elif role == "text":
            value = given.pop(0)
            here += [value, len(value or b"")]
            there += [c_text(value) if value is not None else "NULL", "%du" % len(value or b"")]
        elif role == "length":
            if a["name"] not in ("length",) or not there or not there[-1].endswith("u"):
                pass
        elif role == "out":
            self.prepare_out(a, here, there, outs)
        elif role == "options":
            self.prepare_struct(a, given.pop(0), here, there, before)
        else:
            value = given.pop(0)
            here.append(value.pointer if isinstance(value, Object) else value)
            if isinstance(value, Object):
                there.append(value.variable)
            elif isinstance(value, bytes):
                there.append(c_text(value))
            elif isinstance(value, ctypes.Array):
                there.append(value.variable)
            else:
                there.append("NULL" if value is None else "INT64_MIN" if value == -2**63 else "INT32_MIN" if value == -2**31 else str(value))

    def prepare_out(self, a, here, there, outs):
        kind = a["type"]
        if kind.endswith("**"):
            pointed = base(kind)
            holder = ctypes.POINTER(getattr(self.lib, pointed))()
            variable = self.variable(kind.replace("**", "*"))
        else:
            plain = ctypes.c_size_t if base(kind) == "size_t" else ctypes.c_int32
            holder = getattr(self.lib, base(kind), plain)()
            variable = self.variable(base(kind))
        here.append(ctypes.byref(holder))
        there.append("&" + variable)
        outs.append((a, holder, variable))

    def prepare_struct(self, a, value, here, there, before):
        if value is None:
            here.append(None)
            there.append("NULL")
            return
        if isinstance(value, Object):
            here.append(ctypes.byref(value.pointer))
            there.append("&" + value.variable)
            return
        kind = getattr(self.lib, value.kind)
        made = kind(size=ctypes.sizeof(kind), **value.members)
        variable = self.variable(value.kind)
        before.append("%s = (%s){.size = sizeof %s%s};" % (variable, value.kind, variable, "".join(
            ", .%s = %s" % (k, c_text(v) if isinstance(v, bytes) else v) for k, v in value.members.items())))
        here.append(ctypes.byref(made))
        there.append("&" + variable)

    def answer(self, f, name, result, call):
        kind, role = f["result"]["type"], f["result"]["role"]
        if role == "none":
            self.say(name, '%s; puts("%s");' % (call, name))
            return None
        if kind == "const char *":
            self.say("%s %s" % (name, "NULL" if result is None else result.decode("utf-8")), 'say_text("%s", %s);' % (name, call))
            return result
        if kind.endswith("*"):
            variable = self.variable(kind)
            there = bool(result)
            self.say("%s %d" % (name, there), '%s = %s; printf("%s %%d\\n", %s != NULL);' % (variable, call, name, variable))
            return Object(base(kind), result, variable) if there else None
        shown, wide = ("llu", "unsigned long long") if kind == "size_t" else ("lld", "long long")
        self.say("%s %d" % (name, result), 'printf("%s %%%s\\n", (%s)%s);' % (name, shown, wide, call))
        return result

    def put_out(self, a, holder, variable):
        if not a["type"].endswith("**"):
            self.say("  %s %d" % (a["name"], holder.value), 'printf("  %s %%lld\\n", (long long)%s);' % (a["name"], variable))
            return holder.value
        there = bool(holder)
        self.say("  %s %d" % (a["name"], there), 'printf("  %s %%d\\n", %s != NULL);' % (a["name"], variable))
        made = Object(base(a["type"]), holder, variable) if there else None
        if made:
            self.alive.append((made, a.get("release")))
        return made


# Whatever can be read -----------------------------------------------------------------------------------------------------------

NUMBERS = {
    "entry": lambda r: r.entries, "parent": lambda r: r.entries, "kind": lambda r: [-1] + list(range(0, 17)), "field": lambda r: range(0, 34),
    "name": lambda r: [-1, 0, 1, 2, 3, 60000], "symbol": lambda r: [-1, 0, 1, 60000], "level": lambda r: [0, 1, OUT_OF_RANGE],
}


def is_reader(f):
    arguments = f["arguments"]
    return (arguments and arguments[0]["role"] == "handle" and arguments[0]["type"].startswith("const ") and f["result"]["role"] in ("value", "borrowed")
            and all(a["role"] == "value" for a in arguments[1:]))


def numbers_for(recorder, kind, arguments):
    """Lists of numbers to call a reader with: each in range and out of it; of a case a few, since it has many fields."""
    lists = [()]
    for a in arguments:
        given = NUMBERS.get(a["name"])
        choices = list(given(recorder)) if given and (kind == "reunify_case" or a["name"] == "level") else [0, 1, OUT_OF_RANGE]
        lists = [done + (n,) for done in lists for n in choices]
    return lists


def read_all(recorder, thing, depth=0, seen=None):
    seen = {} if seen is None else seen
    for f in MANIFEST["functions"]:
        if not is_reader(f) or base(f["arguments"][0]["type"]) != thing.kind or f["result"]["role"] == "shared":
            continue
        for numbers in numbers_for(recorder, thing.kind, f["arguments"][1:]):
            made = recorder.call(f["name"], thing, *numbers)
            key = (f["name"], thing.kind)
            if isinstance(made, Object) and depth < DEEP and seen.get(key, 0) < 6:
                seen[key] = seen.get(key, 0) + 1
                read_all(recorder, made, depth + 1, seen)


# The script ---------------------------------------------------------------------------------------------------------------------


def texts_of(recorder, texts):
    """An array of texts and one of lengths, on both sides."""
    here = ((ctypes.c_char_p * len(texts))(*texts), (ctypes.c_size_t * len(texts))(*map(len, texts)))
    for array, kind, members in ((here[0], "const char *", map(c_text, texts)), (here[1], "size_t", ("%du" % len(t) for t in texts))):
        recorder.count += 1
        array.variable = "v%d" % recorder.count
        recorder.code.append("static %s const %s[] = {%s};" % (kind.rstrip(), array.variable, ", ".join(members)))
    return here


def basics(r):
    for name in ("reunify_version", "reunify_version_number", "reunify_profile_builtin_count"):
        r.call(name)
    for status in range(-1, 10):
        r.call("reunify_status_name", status)
    for at in (0, 1, OUT_OF_RANGE):
        for what in ("id", "version", "title", "extends"):
            r.call("reunify_profile_builtin_" + what, at)
    for text in (b"2024-02-29", b"2023-02-29", b""):
        r.call("reunify_date_parse", text)
    r.call("reunify_date_add", 19966, b"P6M")
    buffer = ctypes.create_string_buffer(11)
    r.called.add("reunify_date_format")
    r.say("reunify_date_format %d %s" % (r.library.reunify_date_format(19966, buffer, 11), buffer.value.decode()),
          'char day[11]; printf("reunify_date_format %d", (int)reunify_date_format(19966, day, 11)); printf(" %s\\n", day);')
    for entry in (-1, 0, 5 << 56 | 3, 8 << 56 | 2 << 28 | 1):
        for name in ("reunify_entry_kind", "reunify_entry_parent", "reunify_entry_at"):
            r.call(name, entry)


def reflection(r):
    """Every name of every group, every field of every kind, every feature; and what lies behind the last of each."""
    groups = r.call("reunify_names_group_count")
    for group in range(-1, groups + 1):
        r.call("reunify_names_group", group)
        for at in range(r.call("reunify_names_count", group) + 1):
            name = r.call("reunify_names_name", group, r.call("reunify_names_value", group, at))
            r.call("reunify_names_find", group, name)
    for kind in range(-1, 17):
        for name in ("reunify_kind_member", "reunify_kind_parent", "reunify_kind_is_list", "reunify_kind_named"):
            r.call(name, kind)
        for at in range(r.call("reunify_field_count", kind) + 1):
            field = r.call("reunify_field_at", kind, at)
            r.call("reunify_field_type", kind, field)
            r.call("reunify_field_is_open", kind, field)
            for word in range(r.call("reunify_field_word_count", kind, field) + 1):
                r.call("reunify_field_word", kind, field, word)
    for at in range(r.call("reunify_feature_count") + 1):
        name = r.call("reunify_feature", at)
        r.call("reunify_has_feature", name)


def with_context(r):
    context = r.call("reunify_context_new", Struct("reunify_context_options", max_items=5000))
    r.call("reunify_context_ref", context)
    r.call("reunify_context_unref", context)
    r.error = r.call("reunify_error_new", context)
    return context


def vocabulary(r, county):
    words = r.call("reunify_vocabulary_new", county)
    read_all(r, words)
    for kind in range(-1, r.lib.REUNIFY_VOCABULARY_COST + 2):
        r.call("reunify_vocabulary_parent_kind", kind)
        r.call("reunify_vocabulary_count", words, kind)
        for at in (0, 1, OUT_OF_RANGE):
            name = r.call("reunify_vocabulary_id", words, kind, at)
            r.call("reunify_vocabulary_text", words, kind, at, b"en")
            r.call("reunify_vocabulary_text", words, kind, at, None)
            r.call("reunify_vocabulary_within", words, kind, at)
            r.call("reunify_vocabulary_find", words, kind, at, name)
            for detail in range(-1, r.lib.REUNIFY_DETAIL_SUPPORT + 2):
                r.call("reunify_vocabulary_number", words, kind, at, detail)
                r.call("reunify_vocabulary_word", words, kind, at, detail, b"en")
                r.call("reunify_vocabulary_reference", words, kind, at, detail, 0)
        for detail in range(-1, r.lib.REUNIFY_DETAIL_SUPPORT + 2):
            r.call("reunify_vocabulary_has_detail", kind, detail)
            r.call("reunify_vocabulary_reference_kind", detail)
    for kind in range(-1, 17):
        for at in range(r.call("reunify_field_count", kind)):
            r.call("reunify_field_vocabulary", kind, r.call("reunify_field_at", kind, at))
    read_all(r, r.call("reunify_vocabulary_to_json", words, 0))


def say(r, profile):
    for id, values in ((b"stages", {}), (b"history.to", {b"before": b"high", b"level": b"low"}), (b"ago.days", {b"count": b"1"}),
                       (b"ago.days", {b"count": b"one"}), (b"history.to", {b"level": b"low"}), (b"stages", {b"level": b"low"}), (b"none_such", {})):
        names, texts = (texts_of(r, list(side) or [b""])[0] for side in (values, values.values()))
        read_all(r, r.call("reunify_profile_say", profile, id, names, texts, len(values)) or r.error)
    for day in (0, 20304, -2147483648):
        read_all(r, r.call("reunify_profile_say_date", profile, day) or r.error)


def profiles(r, context):
    county = r.call("reunify_profile_builtin", context, b"herefordshire-2023", None)
    r.call("reunify_profile_builtin", context, b"nowhere", None)
    read_all(r, r.error)
    text = r.call("reunify_profile_builtin_json", context, 1)
    read_all(r, text)
    packs = [(ROOT / "lib/profile/packs" / name).read_bytes() for name in ("havering.json", "nspcc-2015.json")]
    texts, lengths = texts_of(r, packs)
    other = r.call("reunify_profile_from_packs", context, texts, lengths, 2, Struct("reunify_profile_options", flags=1))
    read_all(r, r.call("reunify_profile_resolve", context, texts, lengths, 2, 0))
    r.call("reunify_profile_from_json", context, packs[1], Struct("reunify_profile_options", languages=b"cy,en"))
    r.call("reunify_profile_unref", r.call("reunify_profile_ref", county))
    for code in (b"care_plan", b"social_worker", b"none_such"):
        for kind in (r.lib.REUNIFY_VOCABULARY_ROLE, r.lib.REUNIFY_VOCABULARY_RECORD_TYPE, -1):
            r.call("reunify_profile_text", county, kind, code, None)
            r.call("reunify_profile_text", county, kind, code, b"cy")
    say(r, county)
    vocabulary(r, county)
    read_all(r, county)
    read_all(r, r.call("reunify_profile_lint", other, 0))
    read_all(r, r.call("reunify_profile_diff", county, other))
    requires = r.call("reunify_profile_requires", other, 0)
    read_all(r, requires)
    r.call("reunify_requires_to_json", requires, b"nowhere", 0)
    read_all(r, r.call("reunify_requires_to_json", requires, None, 0))
    read_all(r, r.call("reunify_profile_to_text", county, 0, 100))
    return county, other


def build_case(r, context, county):
    case = r.call("reunify_case_new", context)
    r.call("reunify_case_set_text", case, 0, r.lib.REUNIFY_FIELD_ID, b"C-1")
    mother = r.call("reunify_case_add", case, r.lib.REUNIFY_ENTRY_PERSON, 0)
    r.call("reunify_case_set_text", case, mother, r.lib.REUNIFY_FIELD_ID, b"mother")
    r.call("reunify_case_set_boolean", case, mother, r.lib.REUNIFY_FIELD_HOUSEHOLD, 1)
    r.call("reunify_case_append_code", case, mother, r.lib.REUNIFY_FIELD_NEEDS, b"housing")
    word = r.call("reunify_case_symbol", case, b"housing")
    r.call("reunify_case_symbol", case, b"Not a Code")
    r.call("reunify_case_append_symbol", case, mother, r.lib.REUNIFY_FIELD_NEEDS, word)
    r.call("reunify_case_find_symbol", case, b"housing")
    record = r.call("reunify_case_add", case, r.lib.REUNIFY_ENTRY_RECORD, 0)
    r.call("reunify_case_set_date", case, record, r.lib.REUNIFY_FIELD_DATE, 19730)
    r.call("reunify_case_set_symbol", case, record, r.lib.REUNIFY_FIELD_TYPE, r.call("reunify_case_symbol", case, b"home_visit"))
    r.call("reunify_case_declare_codes", case, record, r.lib.REUNIFY_FIELD_PARTICIPANTS)
    time = r.call("reunify_case_add", case, r.lib.REUNIFY_ENTRY_FAMILY_TIME, 0)
    r.call("reunify_case_set_number", case, time, r.lib.REUNIFY_FIELD_HOURS, 2500)
    r.call("reunify_case_declare", case, r.lib.REUNIFY_ENTRY_RETURN, 0)
    r.call("reunify_case_declare", case, r.lib.REUNIFY_ENTRY_GOAL, 0)
    r.call("reunify_case_undeclare", case, r.lib.REUNIFY_ENTRY_GOAL, 0)
    named = [r.call("reunify_case_symbol", case, n) for n in (b"a", b"b", b"c", b"d")]
    r.call("reunify_case_set_named_text", case, 0, named[0], b"text")
    r.call("reunify_case_set_named_symbol", case, 0, named[1], word)
    r.call("reunify_case_set_named_boolean", case, record, named[2], 1)
    r.call("reunify_case_set_named_number", case, record, named[3], -1500)
    r.call("reunify_case_unset_named", case, 0, named[0])
    r.call("reunify_case_unset", case, mother, r.lib.REUNIFY_FIELD_HOUSEHOLD)
    r.call("reunify_case_check", case, 0, county)
    r.call("reunify_error_locate", r.error, b"{}")
    r.call("reunify_case_finish", case)
    copy = r.call("reunify_case_copy", case, context)
    r.call("reunify_case_equal", case, copy)
    r.call("reunify_case_remove", copy, time)
    r.call("reunify_case_equal", case, copy)
    r.entries = [-1, 0, mother, record, time]
    read_all(r, case)


def assessments(r, context, county):
    assessment = r.call("reunify_assessment_new", context)
    r.call("reunify_assessment_set_finding", assessment, b"risk_factors", b"addressed")
    factor = r.call("reunify_assessment_add_factor", assessment)
    r.call("reunify_assessment_set_factor", assessment, factor, r.lib.REUNIFY_FIELD_KIND, b"risk")
    made = r.call("reunify_profile_classify", county, assessment)
    read_all(r, made)
    r.call("reunify_classification_ref", made)
    r.call("reunify_classification_unref", made)


def evaluations(r, context, county, other):
    evaluator = r.call("reunify_evaluator_new", context)
    overview = r.call("reunify_overview_new", context)
    into = r.call("reunify_evaluation_new", context)
    made = []
    for name in EXAMPLES:
        text = (ROOT / "examples/data" / name).read_bytes()
        case = r.call("reunify_case_from_json", context, text, 0)
        latest = r.call("reunify_case_latest_date", case)
        read_all(r, r.call("reunify_case_to_json", case, 0))
        made.append(r.call("reunify_evaluate", evaluator, county, case, latest, None))
        r.call("reunify_evaluate_into", evaluator, county, case, latest - 200, Struct("reunify_evaluate_options", explain=3), into)
        r.call("reunify_overview_add", overview, made[-1])
        read_all(r, made[-1])
        read_all(r, into)
        read_all(r, r.call("reunify_evaluation_to_json", made[-1], 0))
        rows = r.call("reunify_table_rows_new", made[-1], r.lib.REUNIFY_TIDY_WAITING)
        read_all(r, rows)
        read_all(r, r.call("reunify_table_rows_to_csv", rows, r.lib.REUNIFY_CSV_HEADER))
        read_all(r, r.call("reunify_evaluation_to_text", made[-1], 0, 80))
    lines = r.call("reunify_caseload_of_lines", county, b'{"schema":"reunify/case/1","id":"C-1"}\nnone\n', Struct("reunify_caseload_options", cases_a_part=1))
    read_all(r, lines)
    r.call("reunify_caseload_unref", r.call("reunify_caseload_ref", lines))
    for part, table in ((0, r.lib.REUNIFY_TIDY_ERRORS), (1, r.lib.REUNIFY_TIDY_ERRORS), (2, r.lib.REUNIFY_TIDY_RISK)):
        wanted = (ctypes.c_int32 * 1)(table)
        r.count += 1
        wanted.variable = "v%d" % r.count
        r.code.append("static const int32_t %s[] = {%d};" % (wanted.variable, table))
        rows = r.call("reunify_caseload_run", lines, evaluator, part, wanted, 1)
        if rows:
            read_all(r, rows)
        r.call("reunify_table_rows_to_arrow", rows, None, None)
    r.call("reunify_caseload_of_cases", county, None, 0, None)
    r.call("reunify_caseload_stream", context, lines, 0, None)
    read_all(r, r.call("reunify_case_find_id", context, b'{"id":"C-7","schema":'))
    r.call("reunify_case_from_json", context, b"{", 0)
    read_all(r, r.error)
    faults = r.call("reunify_error_new", context)
    r.call("reunify_error_clear", r.error)
    read_all(r, r.call("reunify_table_rows_of_faults", context, b"C-1", 0, b"havering", faults))
    read_all(r, r.call("reunify_evaluation_diff", made[0], made[1]))
    read_all(r, overview)
    read_all(r, r.call("reunify_overview_to_text", overview, 0, 100))
    r.call("reunify_evaluation_ref", made[0])
    r.call("reunify_evaluation_unref", made[0])


def tidy_tables(r):
    """What tables there are."""
    for table in range(-1, r.call("reunify_table_count") + 1):
        r.call("reunify_table_name", table)
        r.call("reunify_table_meaning", table)
        r.call("reunify_table_column_count", table)
        for column in (0, 5, OUT_OF_RANGE):
            for what in ("name", "type", "meaning"):
                r.call("reunify_table_column_" + what, table, column)
    r.call("reunify_table_find", b"waiting")
    r.call("reunify_table_find", b"rows")


def defaults(r):
    """Every struct of options, as its init function fills it."""
    for kind in ("context", "profile", "evaluate", "batch", "caseload"):
        name = "reunify_%s_options" % kind
        made = Object(name, getattr(r.lib, name)(), r.variable(name))
        r.call(name + "_init", made, ctypes.sizeof(made.pointer))
        r.call(name + "_init", made, 1)


def tables(r, context, county):
    columns = r.call("reunify_columns_new", county, 0)
    read_all(r, columns)
    r.call("reunify_columns_unref", r.call("reunify_columns_ref", columns))
    rows = r.call("reunify_rows_new", context, 2)
    r.kept = [b"\2\1", b"\1\0\0\0\1\0\0\0"]
    for what, name, kind, data in ((1, b"recurrence", 3, r.kept[0]), (3, None, 6, r.kept[1]), (4, None, 6, r.kept[1])):
        r.call("reunify_rows_read", rows, what, name, 0, kind, data, None, None, 0)
    words, lengths = texts_of(r, [b"some", b"strong", b"unlikely"])
    r.call("reunify_rows_words", rows, 1, b"recurrence", 0, words, lengths, 3)
    r.called.add("reunify_rows_write")
    level = ctypes.create_string_buffer(2)
    written = r.library.reunify_rows_write(rows.pointer, 3, level, 2, None)
    r.code.append('static unsigned char level[2]; const int written = (int)reunify_rows_write(%s, 3, level, 2, NULL);' % rows.variable)
    r.call("reunify_columns_classify", columns, rows)
    r.say("reunify_rows_write %d %d %d" % (written, level.raw[0], level.raw[1]), 'printf("reunify_rows_write %d %d %d\\n", written, level[0], level[1]);')
    r.call("reunify_columns_check", columns, rows)
    r.call("reunify_columns_replay", columns, rows, 19730, None)
    r.call("reunify_columns_classify_arrow", columns, None, None, None, None)
    r.call("reunify_columns_replay_arrow", columns, None, None, 19730, None, 1, None, None)
    r.call("reunify_columns_classify_stream", columns, None, None)
    r.call("reunify_columns_replay_stream", columns, None, 19730, None, 1, None)


def costs(r, context, county):
    options = r.lib.reunify_cost_options()
    variable = r.variable("reunify_cost_options")
    options = Object("reunify_cost_options", options, variable)
    r.call("reunify_cost_options_init", options, ctypes.sizeof(r.lib.reunify_cost_options))
    options.pointer.returns, options.pointer.failures_without, options.pointer.failures_with = 100, 30, 20
    r.code.append("%s.returns = 100; %s.failures_without = 30; %s.failures_with = 20;" % (variable, variable, variable))
    cost = r.call("reunify_cost_calculate", context, county, options)
    read_all(r, cost)
    read_all(r, r.call("reunify_cost_to_json", cost, 0))
    read_all(r, r.call("reunify_cost_to_text", cost, 0, 80))


def columns_of(r, kind, size, **columns):
    """A struct of columns, filled on both sides."""
    made, variable = getattr(r.lib, kind)(), r.variable(kind)
    r.code.append("%s.size = sizeof %s; %s.count = %du;" % (variable, variable, variable, size))
    made.size, made.count = ctypes.sizeof(made), size
    for name, values in columns.items():
        here, there = (ctypes.c_int64, "int64_t") if name == "child" else (ctypes.c_int32, "int32_t")
        array = (here * size)(*values)
        r.code.append("static const %s %s_%s[] = {%s}; %s.%s = %s_%s;" % (there, variable, name, ", ".join(map(str, values)), variable, name, variable, name))
        setattr(made, name, ctypes.cast(array, ctypes.POINTER(here)))
    return Object(kind, made, variable)


def outcomes(r, context):
    none = r.lib.REUNIFY_DATE_NONE
    for name in ("reunify_episode_code", "reunify_episode_code_text", "reunify_outcomes_column_name", "reunify_outcomes_column_type", "reunify_outcomes_column_parts"):
        for table in (-1, 0, 3, OUT_OF_RANGE):
            r.call(name, table, 1)
    for table in (-1, 0, 3, OUT_OF_RANGE):
        r.call("reunify_episode_code_count", table)
        r.call("reunify_outcomes_column_count", table)
    for name in ("reunify_exit_count", "reunify_anomaly_count"):
        r.call(name)
    for name in ("reunify_exit_name", "reunify_exit_text", "reunify_anomaly_name", "reunify_anomaly_text"):
        for at in (0, 1, OUT_OF_RANGE):
            r.call(name, at)
    home, lasts = (r.call("reunify_episode_code_find", 3, code) for code in (b" e4a ", b"X1"))
    r.call("reunify_episode_code_find", 3, b"E4C")
    r.call("reunify_outcomes_column_find", 1, b"date")
    variable = r.variable("reunify_outcome_options")
    options = Object("reunify_outcome_options", r.lib.reunify_outcome_options(), variable)
    r.call("reunify_outcome_options_init", options, ctypes.sizeof(r.lib.reunify_outcome_options))
    episodes = columns_of(r, "reunify_episodes", 4, child=[7, 7, 7, 9], start=[18000, 18100, 18300, 18000], end=[18100, 18200, none, 17000], ceased=[lasts, home, -1, home])
    children = columns_of(r, "reunify_episode_children", 1, child=[7], birth=[15000], sex=[2])
    made = r.call("reunify_outcomes_new", context, episodes, children, options)
    read_all(r, made)
    read_all(r, r.call("reunify_outcomes_to_json", made, 1))
    read_all(r, r.call("reunify_outcomes_to_text", made, None, 0, 80))
    r.call("reunify_outcomes_to_arrow", made, 1, None, None)
    r.call("reunify_outcomes_new_arrow", context, None, None, None, None, options)
    r.call("reunify_outcomes_new_stream", context, None, None, options)
    counted = Object("reunify_cost_options", r.lib.reunify_cost_options(), r.variable("reunify_cost_options"))
    r.call("reunify_cost_options_init", counted, ctypes.sizeof(r.lib.reunify_cost_options))
    r.call("reunify_cost_options_take", counted, made, 3)
    r.call("reunify_cost_options_take", counted, made, 4)


def release_all(r):
    for thing, release in reversed(r.alive):
        r.call(release, thing)


def python_side(path, out):
    import _lib as lib
    r = Recorder(lib, lib.load(path))
    r.entries = [0]
    basics(r)
    reflection(r)
    context = with_context(r)
    county, other = profiles(r, context)
    build_case(r, context, county)
    assessments(r, context, county)
    evaluations(r, context, county, other)
    costs(r, context, county)
    tidy_tables(r)
    defaults(r)
    tables(r, context, county)
    outcomes(r, context)
    release_all(r)
    left = sorted(set(BY_NAME) - r.called)
    if left:
        sys.exit("nobody calls: " + ", ".join(left))
    pathlib.Path(out + ".txt").write_text("\n".join(r.answers) + "\n", encoding="utf-8")
    pathlib.Path(out + ".c").write_text(C_HEAD + "\n".join("    " + line for line in r.code) + "\n    return 0;\n}\n", encoding="utf-8")
    print("%d functions, %d calls" % (len(r.called), len(r.answers)))


C_HEAD = """#include <reunify/reunify.h>
#include <stdio.h>
static void say_text(const char *name, const char *text)
{
    printf("%s %s\\n", name, text ? text : "NULL");
}
int main(void)
{
"""


# Both ---------------------------------------------------------------------------------------------------------------------------


def c_side(library, compiler, folder, out):
    program = folder / "calls"
    subprocess.run(compiler + ["-std=c11", "-O0", "-w", "-I", str(ROOT / "include"), out + ".c", "-o", str(program), library, "-Wl,-rpath," + str(pathlib.Path(library).parent)], check=True)
    return subprocess.run([str(program)], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")


def main(library, compiler):
    interpreters = [sys.executable] + (["/usr/bin/python3"] if os.path.exists("/usr/bin/python3") and not os.path.samefile("/usr/bin/python3", sys.executable) else [])
    with tempfile.TemporaryDirectory() as name:
        folder, answers = pathlib.Path(name), []
        for number, interpreter in enumerate(interpreters):
            out = str(folder / ("by%d" % number))
            done = subprocess.run([interpreter, __file__, "--python", library, out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
            print("%s: %s" % (interpreter, done.stdout.strip()))
            if done.returncode:
                sys.exit(1)
            answers.append(pathlib.Path(out + ".txt").read_bytes().decode("utf-8"))
        told = c_side(library, compiler, folder, str(folder / "by0"))
    for interpreter, answer in zip(interpreters, answers):
        if answer != told:
            pairs = [(a, b) for a, b in zip(answer.splitlines(), told.splitlines()) if a != b]
            sys.exit("%s answers otherwise than C: %r" % (interpreter, pairs[:3] or "a call is missing"))


if sys.argv[1] == "--python":
    python_side(sys.argv[2], sys.argv[3])
else:
    main(os.path.realpath(sys.argv[1]), sys.argv[2:])

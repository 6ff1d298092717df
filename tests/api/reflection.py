#!/usr/bin/env python3
"""
What the library says of itself, held against what else says the same: the constants of the headers, the schema of a case, documents that it reads,
the list of features in the docs. Nothing may be on one side alone.

reflection.py LIBRARY SOURCE-ROOT
"""
import ctypes
import json
import pathlib
import re
import sys

LIB, ROOT = ctypes.CDLL(sys.argv[1]), pathlib.Path(sys.argv[2])
problems, checks = [], 0

# By group: what its constants begin with; those that have no name, since documents say null.
PREFIXES = {"status": "", "truth": "", "kind": "ENTRY_", "field": "FIELD_", "type": "TYPE_", "explain": "EXPLAIN_", "gate_status": "GATE_",
            "requirement_status": "REQUIREMENT_", "obligation_status": "OBLIGATION_", "classified": "CLASSIFIED_", "basis": "BASIS_", "held_by": "HELD_BY_",
            "difference": "DIFF_", "case_flag": "CASE_", "profile_flag": "PROFILE_", "json_flag": "JSON_", "text_flag": "TEXT_", "columns_flag": "COLUMNS_", "csv_flag": "CSV_", "named_type": "NAMED_", "vocabulary": "VOCABULARY_",
            "detail": "DETAIL_", "need": "NEED_", "reader": "READER_", "reads": "READS_"}
NAMELESS = {"BASIS_NONE", "HELD_NOT", "NAMED_NONE"}
# Constants that are no names: limits, marks of what is absent, the numbers of the groups themselves, and those of the columns of tables.
OTHERS = r"EPISODE_\w+|OUTCOMES?_\w+|SEX_\w+|DATE_(MIN|MAX|NONE)|COST_NOT_GIVEN|THE_CASE|NO_ENTRY|NO_SYMBOL|VOCABULARY_NONE|NAMES_\w+|(CODES?|CELL|READ|WRITE|TABLE|TIDY|COLUMN)_\w+"
PLAIN = {"status": ["OK", "NO_MEMORY", "INVALID", "ARGUMENT", "LIMIT", "STATE", "NOT_FOUND", "BUSY", "CANCELLED", "UNSUPPORTED"], "truth": ["FALSE", "TRUE", "UNKNOWN"]}


def of(name, *arguments, kind=ctypes.c_int32):
    f = getattr(LIB, name)
    f.restype = kind
    return f(*arguments)


def text(name, *arguments):
    found = of(name, *arguments, kind=ctypes.c_char_p)
    return None if found is None else found.decode()


def count(name, *arguments):
    return of(name, *arguments, kind=ctypes.c_size_t)


def at(index):
    return ctypes.c_size_t(index)


def same(what, said, other):
    global checks
    checks += 1
    if said != other:
        problems.append("%s: the library says %s, the other side %s" % (what, said, other))


# Headers -------------------------------------------------------------------------------------------------------------------------------------------


def constants():
    found = {}
    for header in sorted((ROOT / "include/reunify").glob("*.h")):
        plain = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        for body in re.findall(r"enum\s*\{(.*?)\}", plain, re.S):
            found.update({n: int(v) for n, v in re.findall(r"REUNIFY_(\w+)\s*=\s*(-?\d+)", body)})
    return {n: v for n, v in found.items() if not re.fullmatch(OTHERS, n)}


def names_of(group):
    values = [of("reunify_names_value", group, at(i)) for i in range(count("reunify_names_count", group))]
    return {v: text("reunify_names_name", group, v) for v in values}


GROUPS = {text("reunify_names_group", g): g for g in range(count("reunify_names_group_count"))}
left = constants()
same("constants of groups", GROUPS, {n[6:].lower(): v for h in [(ROOT / "include/reunify/reflection.h").read_text()]
                                     for n, v in [(n, int(v)) for n, v in re.findall(r"REUNIFY_(NAMES_\w+)\s*=\s*(\d+)", h)]})
for title, prefix in PREFIXES.items():
    own = {n: v for n, v in left.items() if (n in PLAIN[title] if title in PLAIN else n.startswith(prefix))}
    same("group " + title, names_of(GROUPS[title]), {v: n[len(prefix):].lower() for n, v in sorted(own.items(), key=lambda nv: nv[1]) if n not in NAMELESS})
    for n in own:
        del left[n]
left = {n: v for n, v in left.items() if n not in NAMELESS}
same("constants without a name", [], sorted(left))

# The schema of a case ------------------------------------------------------------------------------------------------------------------------------

SCHEMA = json.loads((ROOT / "docs/schema/case.schema.json").read_text())
KINDS, FIELDS, TYPES = names_of(GROUPS["kind"]), names_of(GROUPS["field"]), names_of(GROUPS["type"])


def fields_of(kind):
    return {FIELDS[f]: f for f in (of("reunify_field_at", kind, at(i)) for i in range(count("reunify_field_count", kind)))}


def words_of(kind, field):
    return [text("reunify_field_word", kind, field, at(i)) for i in range(count("reunify_field_word_count", kind, field))]


def schema_of(kind):
    """What the schema says of an entry of a kind, where the library says that it stands."""
    parent = of("reunify_kind_parent", kind)
    if parent < 0:
        return SCHEMA
    member = schema_of(parent)["properties"][text("reunify_kind_member", kind)]
    if KINDS[kind] == "attribute":  # each list of them stands under its name
        member = SCHEMA["$defs"]["case_attributes"]["additionalProperties"]["then"]
    same("%s is a list" % KINDS[kind], of("reunify_kind_is_list", kind), int("items" in member))
    entry = SCHEMA["$defs"][member.get("items", member)["$ref"].rpartition("/")[2]]
    return entry if "properties" in entry else entry["else"]


def type_in(part):
    """The library's name of a type, from a part of the schema."""
    if part.get("type") and "array" in part["type"]:
        return "codes"
    if part.get("type") and "boolean" in part["type"]:
        return "boolean"
    reference = part.get("$ref", "").rpartition("/")[2].replace("_or_null", "")
    return {"date": "date", "birth": "partial_date", "amount": "number", "code": "code", "role": "code"}.get(reference, "code" if "enum" in part else "text")


for kind, word in KINDS.items():
    properties = dict(schema_of(kind)["properties"])
    inside = {text("reunify_kind_member", k) for k in KINDS if of("reunify_kind_parent", k) == kind}
    named = text("reunify_kind_named", kind)
    same("members of " + word, set(fields_of(kind)) | inside | ({named} if named else set()) | ({"schema"} if word == "case" else set()), set(properties))
    for name, field in fields_of(kind).items():
        part = properties[name]
        where = word + "." + name
        if part.get("$ref", "").endswith("role"):
            part = {"$ref": "code"}
        if "anyOf" in part:
            part = part["anyOf"][0]
        same("type of " + where, TYPES[of("reunify_field_type", kind, field)], type_in(part))
        if not of("reunify_field_is_open", kind, field):
            same("words of " + where, words_of(kind, field), [w for w in part.get("enum", []) if w])

# Documents -----------------------------------------------------------------------------------------------------------------------------------------

VALUES = {"text": "p1", "code": "some_code", "codes": ["some_code"], "date": "2024-05-01", "partial_date": "2012-05", "boolean": True, "number": 2.5}


def entry_of(kind):
    """An entry with a value in every field."""
    entry = {n: (words_of(kind, f) or [VALUES[TYPES[of("reunify_field_type", kind, f)]]])[0] for n, f in fields_of(kind).items()}
    entry = {n: [v] if TYPES[of("reunify_field_type", kind, fields_of(kind)[n])] == "codes" and not isinstance(v, list) else v for n, v in entry.items()}
    for end in ("to", "ended_on"):
        if end in entry:
            entry[end] = "2024-05-09"
    if text("reunify_kind_named", kind):
        entry[text("reunify_kind_named", kind)] = {"name": "value"} if KINDS[kind] != "attribute" else "value"
    return entry


def placed(kind, entry):
    if KINDS[kind] == "attribute":  # by its name
        return {"name": [entry]}
    return [entry] if of("reunify_kind_is_list", kind) else entry


def document(kind, entry):
    """A case that has such an entry where the library says that it stands."""
    parent = of("reunify_kind_parent", kind)
    case = dict({"schema": "reunify/case/1", "id": "c", "people": [{"id": "p1"}]}, **(entry if parent < 0 else {}))
    if parent == 0:
        case[text("reunify_kind_member", kind)] = placed(kind, entry)
    elif parent > 0:
        within = {"date": "2024-05-01"} if "date" in fields_of(parent) else {}
        case[text("reunify_kind_member", parent)] = [dict(within, id="p1", **{text("reunify_kind_member", kind): placed(kind, entry)})]
    return case


def read(case):
    data, made = json.dumps(case).encode(), ctypes.c_void_p()
    status = of("reunify_case_from_json", None, data, at(len(data)), ctypes.c_uint32(1), ctypes.byref(made), None)
    LIB.reunify_case_free(made)
    return status


for kind, word in KINDS.items():
    whole = entry_of(kind)
    same("a document with all of " + word, 0, read(document(kind, whole)))
    same("a document with more than " + word, 2, read(document(kind, dict(whole, no_such_member=1))))
    for name, field in fields_of(kind).items():
        codes = TYPES[of("reunify_field_type", kind, field)] == "codes"
        for value in words_of(kind, field):
            same("%s.%s %s in a document" % (word, name, value), 0, read(document(kind, dict(whole, **{name: [value] if codes else value}))))
        if TYPES[of("reunify_field_type", kind, field)] in ("code", "codes"):
            wrong = "no_such_word"
            same("%s.%s with another word" % (word, name), 0 if of("reunify_field_is_open", kind, field) else 2,
                 read(document(kind, dict(whole, **{name: [wrong] if codes else wrong}))))

# Features ------------------------------------------------------------------------------------------------------------------------------------------

told = re.search(r"\| feature \|.*?\n\n", (ROOT / "docs/embedding.md").read_text(), re.S).group(0)
listed = set(re.findall(r"^\| `(\w+)` \|", told, re.M))
has = {text("reunify_feature", at(i)) for i in range(count("reunify_feature_count"))}
same("features that the docs do not list", set(), has - listed)
same("features in the docs that are not there", set(), listed - has - {"private_jansson"})

# Whatever may be lacking has its word: a header that not every library has had, and what is chosen when the library is built.
ALWAYS = {"arrow_abi", "case", "context", "error", "evaluate", "evaluation", "export", "profile", "reunify", "types", "version"}
headers = {path.stem for path in (ROOT / "include/reunify").glob("*.h")}
same("headers without a feature in the docs", set(), headers - ALWAYS - set(re.findall(r"`(\w+)\.h`", told)))
built = {(kind == "PRIVATE") * "private_" + what.lower() for kind, what in re.findall(r"-DREUNIFY_(WITHOUT|PRIVATE)_(\w+)'", (ROOT / "meson.build").read_text())}
same("choices of the build without a feature in the docs", set(), built - listed)
same("choices of the build", True, len(built) > 1)

print("\n".join(problems))
print("%d checks" % checks)
sys.exit(1 if problems or checks < 300 else 0)

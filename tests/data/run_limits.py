#!/usr/bin/env python3
"""
Every limit that comes from how a pack's lists and names are counted: one less and just as many are taken, one more is refused, at the place, and the message names the
limit. The packs are made here.

  run_limits.py REUNIFY_PROFILE
"""
import json
import os
import subprocess
import sys
import tempfile

TEXT = {"en": "Text"}
SOURCE = {"id": "s", "at": "1"}
FORMAT_CODES = 29 + 18 - 1 + 5  # roles and legal statuses of the case format, which share one, and what every pack has for setting aside
FAULT = 1                  # what the program ends with


def pack(**members):
    whole = {"schema": "reunify/profile/1", "id": "limits", "version": "1", "title": TEXT, "sources": [{"id": "s", "title": "S"}], "pathways": []}
    whole.update(members)
    return whole


def named(count, prefix="n", **members):
    return [dict(members, id="%s%d" % (prefix, i)) for i in range(count)]


def codes(count, prefix="c"):
    return ["%s%d" % (prefix, i) for i in range(count)]


def risk(count):
    return {"actions": [{"id": "a", "text": TEXT, "source": SOURCE}], "dimensions": [{"id": "d", "finding": "f", "text": TEXT, "values": [
        {"value": v, "permits": ["low"], "source": SOURCE} for v in (True, False)]}],
        "levels": [{"id": "low", "text": TEXT, "source": SOURCE, "actions": ["a"] * count}]}


FINDING = {"id": "f", "type": "boolean", "text": TEXT}


def stage(**members):
    return [{"id": "p", "text": TEXT, "stages": [dict({"id": "st", "text": TEXT, "source": SOURCE, "requirements": [], "stops": []}, **members)]}]


def code_lists(count):
    """So many codes: those of the format, ids of attributes, and the attributes' values in lists of a thousand."""
    left = count - FORMAT_CODES
    attributes = []
    while left:
        size = min(1000, left - 1)
        attributes.append({"id": "a%d" % len(attributes), "type": "code", "values": codes(size, "v%d_" % len(attributes))})
        left -= size + 1
    return pack(attributes=attributes)


# What there are many of, the limit, the pack with so many, where the fault is told.
LIMITS = [
    ("actions", 65535, lambda n: pack(findings=[FINDING], risk=risk(n)), "/risk/levels/0/actions"),
    ("items with an id", 65000, lambda n: pack(sources=named(n - 1, title="S")), "/sources/64999"),
    ("different codes", 65000, code_lists, "/attributes/64/values/"),
    ("values", 1000, lambda n: pack(record_types=[{"id": "t", "text": TEXT, "outcomes": codes(n)}]), "/record_types/0/outcomes"),
    ("stages", 64, lambda n: pack(pathways=[{"id": "p", "text": TEXT, "stages": named(n, text=TEXT, source=SOURCE, requirements=[])}]), "/pathways/0/stages"),
    ("findings", 256, lambda n: pack(findings=named(n, type="boolean", text=TEXT)), "/findings"),
]

# As many as the limit cannot be had here: ids run out before.
ABOVE = [
    ("attributes", 65535, lambda n: pack(record_types=[{"id": "t", "text": TEXT, "attributes": named(n, type="boolean")}]),
     "/record_types/0/attributes"),
    ("requirements", 65535, lambda n: pack(pathways=stage(requirements=named(n))), "/pathways/0/stages/0/requirements"),
    ("stops", 65535, lambda n: pack(pathways=stage(stops=named(n))), "/pathways/0/stages/0/stops"),
]


def check(program, document):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "pack.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(document))
        done = subprocess.run([program, "check", path], capture_output=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).decode()


def expect_refused(program, what, most, document, place):
    code, said = check(program, document)
    message = "expected at most {:,} {}".format(most, what)
    assert code == FAULT and message in said and place in said, (what, code, said[:600])


def main():
    program = sys.argv[1]
    for what, most, make, place in LIMITS:
        for count in (most - 1, most):
            code, said = check(program, make(count))
            assert code == 0, (what, count, code, said[:600])
        expect_refused(program, what, most, make(most + 1), place)
    for what, most, make, place in ABOVE:
        expect_refused(program, what, most, make(most + 1), place)

main()

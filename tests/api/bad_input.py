#!/usr/bin/env python3
"""Bad input through the built program: exit 1, one clear message that names the place, nothing on standard output, nothing of the case quoted.

bad_input.py PROGRAM SOURCE-ROOT
"""
import copy
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

PROGRAM, ROOT = shlex.split(sys.argv[1]), pathlib.Path(sys.argv[2])
# Planted in every value of the case that is free text; none of it may be seen in any message.
MARKERS = ["MARKERID", "markercode", "MARKERTEXT", "MARKERREST"]
HERE = pathlib.Path(tempfile.mkdtemp(prefix="bad-input-"))
failed = 0
checks = 0

BASE = {
    "schema": "reunify/case/1", "id": "MARKERID-case",
    "child": {"date_of_birth": "2014-01-22"},
    "legal_statuses": [{"code": "care_order", "from": "2022-01-17"}],
    "care_periods": [{"from": "2022-01-17", "to": "2023-01-01"}],
    "placements": [{"type": "foster", "from": "2022-01-17", "to": "2022-10-03"}],
    "return_to": ["MARKERID-mother", {"person": "MARKERID-aunt", "from": "2022-06-01", "to": "2022-07-01"}],
    "returns": [{"date": "2022-10-03", "planned": True, "ended_on": "2023-02-24", "outcome": "re_entered_care"}],
    "people": [{"id": "MARKERID-mother", "relation": "parent", "household": True}, {"id": "MARKERID-aunt", "date_of_birth": "1990-02", "stays": [{"from": "2022-01-01", "to": None}]}],
    "assessments": [{"id": "MARKERID-a1", "date": "2022-07-18", "findings": {"risk_factors": "addressed"},
                     "people": [{"person": "MARKERID-mother", "findings": {"parents_wish": "wants"}}],
                     "factors": [{"code": "markercode_x", "kind": "risk", "status": "being_addressed"}],
                     "judgement": {"level": "low", "rationale": "MARKERTEXT of a family", "approved_by": "team_manager"}},
                    {"id": "MARKERID-a2", "date": "2022-09-12"}],
    "records": [{"id": "MARKERID-r1", "type": "police_check", "date": "2022-03-01", "outcome": "completed", "led_by": "social_worker",
                 "participants": ["social_worker"], "about": "MARKERID-mother"}, {"id": "MARKERID-r2", "type": "care_plan"}],
    "family_time": [{"from": "2022-03-01", "times_a_week": 2, "hours": 3, "overnight": False}],
    "goals": [{"id": "MARKERID-g1", "owner": "MARKERID-mother", "due": "2022-06-01", "status": "amber"}],
    "attributes": {"destination": "parents", "proceedings_ongoing": False},
}


def run(*arguments, stdin=None, stdout=subprocess.PIPE):
    return subprocess.run([*PROGRAM, *map(str, arguments)], input=stdin, stdout=stdout, stderr=subprocess.PIPE, timeout=60)


def complain(name, why, done):
    global failed
    failed += 1
    print("%s: %s\n  exit %d\n  stdout: %r\n  stderr: %r" % (name, why, done.returncode, (done.stdout or b"")[:200], done.stderr[:600]))


def check(name, done, places, exit_code=1, lines=1, hide=True):
    """Each of `places` stands in a message; there are `lines` messages (None: any number) and no output."""
    global checks
    checks += 1
    said = done.stderr.decode("utf-8", "strict")
    if done.returncode != exit_code:
        complain(name, "exit %d was expected" % exit_code, done)
    elif done.stdout:
        complain(name, "something stands on standard output", done)
    elif lines and len(said.splitlines()) != lines:
        complain(name, "%d lines of message were expected" % lines, done)
    elif not all(line.startswith(("reunify-evaluate: ", "Try '", "  ", "A file is")) for line in said.splitlines()):
        complain(name, "a message does not begin with the program's name", done)
    elif not all(p in said for p in places):
        complain(name, "not told: %s" % [p for p in places if p not in said], done)
    elif hide and any(m.lower() in said.lower() for m in MARKERS):
        complain(name, "a value of the case is quoted", done)
    elif re.search(r"\(null\)|%[sdz]", said):
        complain(name, "a broken message", done)


def file(data, name="case.json"):
    path = HERE / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def case(change, at, lines=1, name=None):
    """The base case with a change: the message names the JSON Pointer `at`."""
    document = copy.deepcopy(BASE)
    change(document)
    check(name or at, run("--as-of", "2024-01-01", file(json.dumps(document))), [": %s: " % at], lines=lines)


def put(path, value):
    def change(document):
        *way, last = path
        for step in way:
            document = document[step]
        document[last] = value
    return change


def base_is_good():
    done = run("--as-of", "2024-01-01", file(json.dumps(BASE)))
    if done.returncode or done.stderr:
        complain("the base case", "it is to be good", done)
    for name in ("case.json", "case.jsonl"):
        path = HERE / name
        path.write_bytes(b"\xef\xbb\xbf" + json.dumps(BASE).encode() + b"\n")
        done = run("--as-of", "2024-01-01", path)
        if done.returncode or done.stderr:
            complain("a byte order mark before a case in " + name, "it is to be skipped", done)
        path.unlink()


def not_json():
    good = json.dumps(BASE)
    for name, text, place in [
        ("cut short", good[:-1], ":1:"), ("trailing", good + "x", ":1:%d" % (len(good) + 1)), ("comma", good.replace('": ', '", ', 1), ":1:10"),
        ("single quotes", "{'MARKERID': 1}", ":1:2"), ("bare word", '{"id": MARKERID}', ":1:8"), ("no value", '{"id": }', ":1:8"),
        ("NaN", '{"a": NaN}', ":1:7"), ("third line", '{\n"id": 1,\n  !MARKERID}', ":3:3"), ("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + good.encode(), ":1:1"),
        ("control", '{"id": "MARKERID\x01"}', ":1:17"), ("escape", '{"id": "MARKERID\\q"}', ":1:"), ("number", '{"id": 01}', ":1:9"),
        ("NUL in a string", '{"id": "MARKERID\\u0000"}', ":1:"), ("NUL byte", b'{"id": 1}\x00', ":1:10"), ("lone surrogate", '{"id": "\\ud800"}', ":1:"),
        ("utf-8", b'{"schema": "reunify/case/1", "id": "MARKERID\xff\xfe"}', ":1:45"), ("overlong", b'{"id": "\xc0\xaf"}', ":1:9"),
        ("surrogate in utf-8", b'{"id": "\xed\xa0\x80"}', ":1:9"), ("utf-16", good.encode("utf-16"), ":1:1"), ("random", bytes(range(256)), ":1:1"),
    ]:
        # What a value before the flaw has wrong is told too.
        check(name, run("--as-of", "2024-01-01", file(text)), ["case.json" + place], lines={"cut short": 2, "third line": 2, "number": 2, "NUL byte": 3}.get(name, 1))
    for name, text in [("empty", ""), ("white space", " \n\t "), ("scalar", "5"), ("string", '"MARKERTEXT"'), ("null", "null"), ("array", "[]")]:
        check(name, run("--as-of", "2024-01-01", file(text)), ["case.json"], lines=2 if name == "array" else 1)
    for depth in (200, 100000):
        check("%d levels" % depth, run("--as-of", "2024-01-01", file('{"a":' * depth + "1" + "}" * depth)), ["max_depth", "64", ":1:"])
        check("%d levels of arrays" % depth, run("--as-of", "2024-01-01", file('{"x_a":' + "[" * depth)), ["ends too early", ":1:"])
    check("a long string", run("--as-of", "2024-01-01", file('{"schema": "reunify/case/1", "id": "' + "MARKERID" * 200000 + '"}')), ["max_text", "1048576", ":1:36"])
    path = HERE / "huge.json"
    with open(path, "wb") as out:
        out.write(b'{"schema": "reunify/case/1", "id": "')
        for _ in range(100):
            out.write(b"MARKERID" * (1 << 17))
        out.write(b'"}')
    check("a string of 100 MB", run("--as-of", "2024-01-01", path), ["huge.json", "64 MiB"])
    with open(path, "rb") as huge:
        done = subprocess.run([*PROGRAM, "--as-of", "2024-01-01", "-"], stdin=huge, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    check("100 MB on standard input", done, ["-", "64 MiB"])
    path.unlink()
    check("duplicate member", run("--as-of", "2024-01-01", file('{"schema": "reunify/case/1",\n "id": "MARKERID",\n "id": "x"}')), ["case.json:3:", "/id"])
    nested = good.replace('"relation": "parent"', '"relation": "parent", "relation": "MARKERTEXT"')
    check("nested duplicate", run("--as-of", "2024-01-01", file(nested)), ["/people/0/relation"])


def wrong_values():
    case(lambda d: d.pop("schema"), "/schema")
    case(put(["schema"], "reunify/case/2"), "/schema")
    case(lambda d: d.pop("id"), "/id")
    case(put(["id"], None), "/id")
    case(put(["id"], ""), "/id")
    case(put(["id"], "MARKERID" * 30), "/id")
    for key in ["child", "legal_statuses", "care_periods", "placements", "returns", "return_to", "people", "assessments", "records", "family_time", "goals", "attributes"]:
        case(put([key], "MARKERTEXT"), "/" + key)
        case(put([key], 7), "/" + key)
    for key in ["legal_statuses", "care_periods", "placements", "returns", "return_to", "assessments", "family_time"]:
        case(lambda d, key=key: d[key].insert(0, "MARKERTEXT"), "/%s/0" % key)
    for path in [["child", "date_of_birth"], ["legal_statuses", 0, "from"], ["placements", 0, "to"], ["returns", 0, "date"], ["records", 0, "date"],
                 ["assessments", 0, "date"], ["family_time", 0, "from"], ["goals", 0, "due"], ["returns", 0, "ended_on"], ["return_to", 1, "from"], ["people", 1, "stays", 0, "from"]]:
        at = "/" + "/".join(map(str, path))
        for value in ["2023-02-30", "2023-02-29", "2023-13-01", "2023-00-10", "23-01-01", "2023-1-1", "2023-01-01T00:00", "0000-01-01", "MARKERTEXT", "", 20230101, True, []]:
            case(put(path, value), at, name="%s %r" % (at, value))
    for value in ["2010-13", "2010-5", "201", "2010-05-04T00", "0000", 2010]:
        case(put(["people", 1, "date_of_birth"], value), "/people/1/date_of_birth", name="a birth %r" % value)
    case(put(["people", 1, "stays", 0, "to"], "2020-01-01"), "/people/1/stays/0/to")
    case(put(["return_to", 1, "to"], "2020-01-01"), "/return_to/1/to")
    case(put(["return_to", 0], "MARKERID-nobody"), "/return_to/0")
    case(put(["return_to", 1, "person"], "MARKERID-nobody"), "/return_to/1/person")
    case(put(["return_to", 1, "person"], "child"), "/return_to/1/person")
    case(put(["assessments", 0, "people", 0, "person"], "MARKERID-nobody"), "/assessments/0/people/0/person")
    case(lambda d: d["assessments"][0]["people"].append({"person": "MARKERID-mother"}), "/assessments/0/people/1/person")
    case(lambda d: d["assessments"][1].pop("date"), "/assessments/1/date")
    case(lambda d: d["returns"][0].pop("date"), "/returns/0/date")
    case(lambda d: d["returns"][0].pop("ended_on"), "/returns/0/ended_on")
    for key, end in [("legal_statuses", "to"), ("care_periods", "to"), ("placements", "to"), ("returns", "ended_on")]:
        case(put([key, 0, end], "2020-01-01"), "/%s/0/%s" % (key, end))
    for key in ["people", "assessments", "records"]:
        case(put([key, 1, "id"], BASE[key][0]["id"]), "/%s/1/id" % key, lines=None if key == "people" else 1)
    case(put(["people", 1, "id"], "child"), "/people/1/id", lines=None)
    case(put(["records", 0, "about"], "MARKERID-nobody"), "/records/0/about")
    case(put(["goals", 0, "owner"], "MARKERID-nobody"), "/goals/0/owner")
    # Values that the format fixes.
    case(put(["placements", 0, "type"], "markercode_tent"), "/placements/0/type")
    case(put(["people", 0, "relation"], "markercode_aunt"), "/people/0/relation")
    case(put(["returns", 0, "outcome"], "markercode_moved"), "/returns/0/outcome")
    case(put(["care_periods", 0, "kind"], "markercode_kind"), "/care_periods/0/kind")
    case(put(["assessments", 0, "factors", 0, "kind"], "markercode"), "/assessments/0/factors/0/kind")
    case(put(["assessments", 0, "factors", 0, "status"], "markercode"), "/assessments/0/factors/0/status")
    case(put(["goals", 0, "status"], "markercode"), "/goals/0/status")
    case(put(["people", 0, "household"], "MARKERTEXT"), "/people/0/household")
    case(put(["family_time", 0, "hours"], -1), "/family_time/0/hours")
    case(put(["family_time", 0, "hours"], 1e300), "/family_time/0/hours")
    case(put(["family_time", 0, "hours"], 1000000001), "/family_time/0/hours")
    case(put(["records", 0, "type"], "Marker Code"), "/records/0/type")
    case(put(["records", 0, "participants"], {"a": "MARKERTEXT"}), "/records/0/participants")
    case(put(["records", 0, "participants"], ["social_worker", 5]), "/records/0/participants/1")
    case(put(["assessments", 0, "findings"], ["MARKERTEXT"]), "/assessments/0/findings")
    case(put(["assessments", 0, "findings", "risk_factors"], ["MARKERTEXT"]), "/assessments/0/findings/risk_factors")
    # Values that the pack declares.
    case(put(["assessments", 0, "findings", "risk_factors"], "markercode"), "/assessments/0/findings/risk_factors")
    case(put(["assessments", 0, "findings", "new_risk"], "markercode"), "/assessments/0/findings/new_risk")
    case(put(["assessments", 0, "judgement", "level"], "markercode"), "/assessments/0/judgement/level")
    case(put(["assessments", 0, "judgement", "approved_by"], "markercode"), "/assessments/0/judgement/approved_by")
    case(put(["records", 0, "led_by"], "markercode"), "/records/0/led_by")
    case(put(["records", 0, "participants", 0], "markercode"), "/records/0/participants/0")
    case(put(["attributes", "destination"], "markercode"), "/attributes/destination")
    case(put(["attributes", "proceedings_ongoing"], "MARKERTEXT"), "/attributes/proceedings_ongoing")
    case(put(["legal_statuses", 0, "code"], "markercode"), "/legal_statuses/0/code")
    case(put(["pathway"], "markercode"), "/pathway")

    def three(d):
        d["people"][0]["relation"] = d["placements"][0]["type"] = "markercode"
        d["returns"][0]["date"] = "2023-02-30"
    case(three, "/people/0/relation", lines=3)
    document = dict(BASE, MARKERFREE="MARKERREST")
    check("strict", run("--strict", "--as-of", "2024-01-01", file(json.dumps(document))), ["/MARKERFREE"], hide=False)
    done = run("--as-of", "2024-01-01", file(json.dumps(document)))
    if done.returncode or b"MARKERREST" in done.stdout:
        complain("an unknown member", "it is a warning, and its value is not shown", done)


def words():
    """Every word that the pack does not know, of one case in one run: the words that are right, and nothing of those that stand there."""
    document = copy.deepcopy(BASE)
    for path in [["pathway"], ["legal_statuses", 0, "code"], ["assessments", 0, "judgement", "level"], ["assessments", 0, "judgement", "approved_by"],
                 ["assessments", 0, "findings", "risk_factors"], ["assessments", 0, "people", 0, "findings", "parents_wish"], ["records", 0, "outcome"],
                 ["records", 0, "led_by"], ["records", 0, "participants", 0], ["records", 1, "type"], ["attributes", "destination"]]:
        put(path, "markercode_" + str(path[-1]))(document)
    places = ["/pathway: ", "/legal_statuses/0/code: ", "/judgement/level: ", "low, medium, high, severe", "/judgement/approved_by: ", "/findings/risk_factors: ",
              "/people/0/findings/parents_wish: ", "/records/0/outcome: ", "/records/0/led_by: ", "/participants/0: ", "/records/1/type: ", "/destination: ",
              "parents, relatives, other"]
    check("words", run("--strict=pack", "--as-of", "2020-01-01", file(json.dumps(document))), places, lines=11)
    check("words and members", run("--strict", "--strict=pack", "--as-of", "2020-01-01", file(json.dumps(dict(BASE, new=1)))), [": /new: "])
    for at, given, said in [
            (["records", 0, "led_by"], "team_manger", '... and 21 more; did you mean "team_manager"?\n'), (["records", 0, "led_by"], "markercode", "and 21 more\n"),
            (["placements", 0, "type"], "fosetr", '/type: expected one of foster, kinship_foster, residential, with_parents, semi_independent, secure, hospital, '
             'other, temporary; did you mean "foster"?\n'),
            (["people", 0, "relation"], "markercode", "extended_family, visitor, other\n"), (["goals", 0, "status"], "gren", '; did you mean "green"?\n')]:
        document = copy.deepcopy(BASE)
        put(at, given)(document)
        check("the word %s" % given, run("--as-of", "2024-01-01", file(json.dumps(document))), [said, "/%s: expected " % at[-1]])
    done = run("--strict=pack", "--as-of", "2020-01-01", file(json.dumps(BASE)))
    if done.returncode or done.stderr:
        complain("words that are right", "nothing is to be said", done)


def files():
    (HERE / "folder.json").mkdir()
    check("a folder", run("--as-of", "2024-01-01", HERE / "folder.json"), ["folder.json", "irectory"])
    check("a missing file", run("--as-of", "2024-01-01", HERE / "none.json"), ["none.json", "No such file"])
    check("a missing .jsonl", run("--as-of", "2024-01-01", HERE / "none.jsonl"), ["none.jsonl", "No such file", "0 evaluated, 1 failed"], lines=2)
    (HERE / "folder.jsonl").mkdir()
    check("a folder .jsonl", run("--as-of", "2024-01-01", HERE / "folder.jsonl"), ["folder.jsonl", "irectory", "0 evaluated, 1 failed"], lines=2)
    check("standard input", run("--as-of", "2024-01-01", "-", stdin=b'{"id": "MARKERID", "x": '), ["-:1:25", "-:1:1:"], lines=2)
    check("empty standard input", run("--as-of", "2024-01-01", "-", stdin=b""), ["-: "])
    for good in (True, False):
        fifo = HERE / ("fifo%d.json" % good)
        os.mkfifo(fifo)
        child = subprocess.Popen([*PROGRAM, "--as-of", "2024-01-01", "--format", "json", str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(fifo, "w") as out:
            out.write(json.dumps(BASE) if good else "{MARKERID")
        stdout, stderr = child.communicate(timeout=30)
        done = subprocess.CompletedProcess([], child.returncode, stdout, stderr)
        if good and (done.returncode or json.loads(stdout)["case"] != BASE["id"]):
            complain("a good FIFO", "it is to be read", done)
        elif not good:
            check("a bad FIFO", done, ["fifo0.json:1:2"])
    if os.getuid():
        secret = file("{}", "secret.json")
        secret.chmod(0)
        check("no permission", run("--as-of", "2024-01-01", secret), ["secret.json", "denied"])


def profiles():
    good = file(json.dumps(BASE))
    source = {"id": "s", "at": "1"}
    pack = json.dumps({
        "schema": "reunify/profile/1", "id": "small", "version": "1.0.0", "title": {"en": "Small"}, "sources": [{"id": "s", "title": "S"}],
        "record_types": [{"id": "visit", "text": {"en": "visit"}}],
        "pathways": [{"id": "way", "text": {"en": "Way"}, "stages": [{"id": "one", "text": {"en": "One"}, "source": source, "requirements": [
            {"id": "r", "necessity": "required", "by": ["social_worker"], "text": {"en": "R"}, "source": source, "satisfied_by": {"all": [{"record": "visit"}]}}]}]}]})
    plain = file(json.dumps({"schema": "reunify/case/1", "id": "c"}), "plain.json")
    done = run("--profile", file(pack, "pack.json"), "--as-of", "2024-01-01", plain)
    if done.returncode:
        complain("a good pack", "it is to be used", done)
    for name, text, places, lines in [
        ("no JSON", pack[:-3], ["pack.json:", "the bracket that opens here is not closed"], 2), ("empty", "", ["pack.json"], 1), ("an array", "[]", ["pack.json"], 1),
        ("a case", json.dumps(BASE), ["/schema"], None), ("an operator", pack.replace('"all":', '"al":', 1), ["did you mean", "/pathways/0/stages/0/requirements/0/satisfied_by"], 1),
        ("a role", pack.replace('["social_worker"', '["social_woker"', 1), ["social_woker", "social_worker", "/pathways/0/stages/0/requirements/0/by/0"], 1),
        ("a base", pack.replace('"sources"', '"extends": "nobody", "sources"', 1), ["/extends"], 1),
    ]:
        check("profile: " + name, run("--profile", file(text, "pack.json"), "--as-of", "2024-01-01", good), places, lines=lines)
    check("profile: missing file", run("--profile", HERE / "nowhere.json", "--as-of", "2024-01-01", good), ["nowhere.json"])
    check("profile: a folder", run("--profile", str(HERE) + "/", "--as-of", "2024-01-01", good), ["irectory"])


def usage():
    good = file(json.dumps(BASE))
    for arguments in [[], ["--nonsense", good], ["--format", "pdf", good], ["--format"], ["--as-of", "2023-02-30", good], ["--as-of", "", good],
                      ["--explain", "all", good], ["--explain=", good], ["--profile", "nobody-1999", good], ["--pathway", "nowhere", good], ["--pretty=yes", good],
                      [good, good], ["--format", "json", "--as-of", "2024-01-01", good, good], ["--strict=1", good], ["-x", good],
                      ["--format", "json-lines", "--pretty", "--as-of", "2024-01-01", good], [HERE / "any.jsonl"]]:
        check("usage %s" % arguments[:3], run(*arguments), ["reunify-evaluate: "], exit_code=2, lines=None)
    for word in ("--help", "--version"):
        done = run(word)
        if done.returncode or done.stderr or not done.stdout:
            complain(word, "it is to print something", done)


def lines():
    bad = dict(BASE, id="MARKERID-bad", child={"date_of_birth": "2023-02-30"})
    rows = [json.dumps(dict(BASE, id="MARKERID-%d" % i)) for i in range(5)]
    rows[2] = json.dumps(bad)
    path = file("\n".join(rows) + "\n", "many.jsonl")
    for more, count in [(rows, 4), (rows[:2] + ["{broken MARKERTEXT"] + rows[3:], 4), (rows[:2] + ["", "[]"] + rows[3:], 4)]:
        path.write_text("\n".join(more))
        done = run("--as-of", "2024-01-01", "--format", "json-lines", path)
        number = more.index("[]") + 1 if "[]" in more else 3
        out = [json.loads(line) for line in done.stdout.splitlines()]
        if [d["case"] for d in out] != ["MARKERID-%d" % i for i in (0, 1, 3, 4)]:
            complain("a bad line", "the others are to go on, in order", done)
        done.stdout = b""
        check("a bad line", done, ["many.jsonl:%d" % number, "4 evaluated, 1 failed"], lines=2)
    done = run("--as-of", "2024-01-01", "--format", "json-lines", file(json.dumps(BASE), "a.json"), HERE / "none.json",
               file(json.dumps(dict(BASE, id="MARKERID-other")), "b.json"))
    if len(done.stdout.splitlines()) != 2:
        complain("a missing file among others", "the others are to go on", done)
    done.stdout = b""
    check("a missing file among others", done, ["none.json", "2 evaluated, 1 failed"], lines=2)
    done = run("--as-of", "2024-01-01", file("\n" + rows[0] + "\r\n\n", "blank.jsonl"))
    if done.returncode:
        complain("blank lines", "they are passed over", done)
    done = run("--as-of", "2024-01-01", file("", "empty.jsonl"))
    if done.stdout or done.returncode not in (0, 1):
        complain("an empty .jsonl", "it has no cases", done)


def full_disk():
    good = file(json.dumps(BASE))
    many = file("\n".join(json.dumps(dict(BASE, id="MARKERID-%d" % i)) for i in range(2000)), "many2.jsonl")
    with open("/dev/full", "w") as full:
        for arguments in [["--format", "json", good], ["--format", "text", good], ["--format", "json-lines", many], ["--help"], ["--version"]]:
            done = run("--as-of", "2024-01-01", *arguments, stdout=full)
            check("/dev/full %s" % arguments[:2], done, ["standard output", "space"])
    child = subprocess.Popen([*PROGRAM, "--as-of", "2024-01-01", "--format", "json-lines", str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.readline()
    child.stdout.close()  # as `head -1` does
    said = child.stderr.read()
    child.stderr.close()
    if child.wait(timeout=30) not in (1, -13) or said:
        complain("a reader that went away", "no message is expected", subprocess.CompletedProcess([], child.returncode, b"", said))


for part in (base_is_good, not_json, wrong_values, words, files, profiles, usage, lines, full_disk):
    part()
subprocess.run(["rm", "-rf", str(HERE)], check=True)
print("%d checks, %d failed" % (checks, failed))
sys.exit(failed > 0 or checks < 200)

#!/usr/bin/env python3
"""
How the work for a pack grows with what it holds: eight times the rules take little more than eight times the instructions to check the pack, to
evaluate a case under it, and to tell what differs; and eight times the faults, of which not all are told, no more to refuse it. Instructions are
counted by callgrind, so that it is the same on every machine; without valgrind nothing is checked, and it says so.

  run_growth.py REUNIFY-PROFILE REUNIFY-EVALUATE
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import support

FEW, TIMES, MOST = 300, 8, 9
SOURCE, TALKED = {"id": "made_up", "at": "1"}, {"record": "talk", "outcome": ["yes"]}
TALK = [{"id": "talk", "text": {"en": "Talk"}, "outcomes": ["yes", "no"]}]


def item(prefix, number, **members):
    return dict({"id": "%s%d" % (prefix, number), "text": {"en": "Point %d." % number}, "source": SOURCE}, **members)


def point(number, satisfied_by):
    return item("r", number, necessity="required", satisfied_by=satisfied_by)


def pack_of(points=(), stops=(), pathways=(), **members):
    stage = lambda name, some: {"id": name, "text": {"en": "One"}, "source": SOURCE, "requirements": list(some)}
    first = dict(stage("one", points or [point(0, TALKED)]), **({"stops": list(stops)} if stops else {}))
    ways = [{"id": "way", "text": {"en": "The way"}, "stages": [first]}]
    ways += [{"id": "way%d" % i, "text": {"en": "A way"}, "stages": [stage("stage%d" % i, [one])]} for i, one in enumerate(pathways)]
    pack = {"schema": "reunify/profile/1", "id": "grows", "version": "1.0.0", "title": {"en": "Made up for a test"},
            "sources": [{"id": "made_up", "title": "Made up"}], "record_types": TALK}
    return dict(pack, **dict({"pathways": ways}, **members))


def named(prefix, count, **members):
    return [dict({"id": "%s%d" % (prefix, i), "text": {"en": "Name %d" % i}}, **members) for i in range(count)]


# What grows, by the number of it.
PACKS = {
    "requirements": lambda n: pack_of([point(i, TALKED) for i in range(n)]),
    "stops": lambda n: pack_of(stops=[item("s", i, when=TALKED, outcome="refused") for i in range(n)]),
    "pathways": lambda n: pack_of(pathways=[point(i + 1, TALKED) for i in range(n)]),
    "conditions": lambda n: pack_of([point(i, {"condition": "c%d" % i}) for i in range(n)], conditions={"c%d" % i: TALKED for i in range(n)}),
    "dates": lambda n: pack_of([point(i, {"record": "talk", "on_or_after": {"date": "d%d" % i}}) for i in range(n)],
                               dates={"d%d" % i: {"of": "birth", "plus": "P%dD" % (i + 1)} for i in range(n)}),
    "record types": lambda n: dict(pack_of([point(i, {"record": "t%d" % i}) for i in range(n)]), record_types=named("t", n)),
    "attributes": lambda n: pack_of([point(i, {"attribute": "a%d" % i, "is": [True]}) for i in range(n)], attributes=named("a", n, type="boolean")),
    "alerts": lambda n: pack_of(alerts=[item("al", i, when=TALKED) for i in range(n)]),
    "obligations": lambda n: pack_of(schedule=[item("o", i, anchor="return", after="P%dD" % (i % 300 + 1), done={"record": "talk"}) for i in range(n)]),
    "record types that a pack adds and no rule reads": lambda n: dict(pack_of(), extends="nspcc-2015", record_types=named("t", n) + TALK),
    "applicability": lambda n: pack_of(applicability=[item("p", i, when=TALKED) for i in range(n)]),
}
# The same with as many words that are nearly right: these are refused.
FAULTS = {
    "conditions": lambda n: pack_of([point(i, {"condition": "wrong_nama_%d" % i}) for i in range(n)],
                                    conditions={"wrong_name_%d" % i: TALKED for i in range(n)}),
    "record types": lambda n: dict(pack_of([point(i, {"record": "wrong_nama_%d" % i}) for i in range(n)]), record_types=named("wrong_name_", n)),
    "sources": lambda n: pack_of([dict(point(i, TALKED), source={"id": "wrong_nama_%d" % i, "at": "1"}) for i in range(n)],
                                 sources=[{"id": "wrong_name_%d" % i, "title": "Made up"} for i in range(n)]),
}
CASE = {"schema": "reunify/case/1", "id": "G", "records": [{"id": "t", "type": "talk", "date": "2024-01-01"}],
        "returns": [{"date": "2023-11-01", "planned": True}]}


def instructions(command, folder, end=0):
    """What a command takes, and that it ends so."""
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + os.path.join(folder, "counted")]
    done = subprocess.run(counted + command, capture_output=True, timeout=300, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != end or not found:
        raise support.Failed("%s: exit %d\n%s" % (command[1:3], done.returncode, done.stderr[-1000:]))
    return int(found.group(1))


def write(folder, name, document):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        json.dump(document, out)
    return path


def costs(profile, evaluate, pack, folder):
    """The instructions of each command with a pack, by its name."""
    path, case = write(folder, "pack.json", pack), write(folder, "case.json", CASE)
    commands = {"check": [profile, "check", path], "diff": [profile, "diff", path, path, case],
                "json": [evaluate, "--profile", path, "--as-of=2024-02-01", "--format=json", case],
                "text": [evaluate, "--profile", path, "--as-of=2024-02-01", "--all", case]}
    return {name: instructions(command, folder) for name, command in commands.items()}


def costs_of_faults(profile, _, pack, folder):
    return {"refusal": instructions([profile, "check", write(folder, "pack.json", pack)], folder, end=1)}


def check(report, folder, programs, kinds, costs_of):
    for name, made in kinds.items():
        few, many = (costs_of(*programs, made(n), folder) for n in (FEW, FEW * TIMES))
        for command in few:
            ratio = many[command] / few[command]
            print("%s: %s %.1f" % (name, command, ratio))
            report.check(ratio <= MOST, "%d times the %s take %.1f times the instructions of %s" % (TIMES, name, ratio, command))


def main(arguments):
    programs = [os.path.abspath(a) for a in arguments]
    if not shutil.which("valgrind"):
        print("growth: there is no valgrind: nothing was checked")
        return 77
    report = support.Report("growth")
    with tempfile.TemporaryDirectory() as folder:
        check(report, folder, programs, PACKS, costs)
        check(report, folder, programs, FAULTS, costs_of_faults)
    return report.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

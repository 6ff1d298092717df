#!/usr/bin/env python3
"""
What the condition language can say, in packs that are not shipped: run_language.py REUNIFY-PROFILE REUNIFY-EVALUATE

Each folder of language/ has pack.json, the packs that it extends (base-*.json, the nearest first) and cases.json. faults/ has packs that must not load, each with the places
and words that must be told.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "language")


def run(arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60)


def bases_of(folder):
    return ["--base=" + b for b in sorted(glob.glob(os.path.join(folder, "base-*.json")))]


def check_folder(program, folder):
    pack, problems = os.path.join(folder, "pack.json"), []
    for command in (["check", pack], ["test", pack, os.path.join(folder, "cases.json")]):
        done = run([program] + command + bases_of(folder))
        if done.returncode:
            problems.append("%s: %s\n%s%s" % (os.path.basename(folder), command[0], done.stdout, done.stderr))
    done = run([program, "lint", pack] + bases_of(folder))
    if done.returncode or any(word in done.stdout for word in ("dead_rule", "requirement_impossible", "overlapping_rules", "not_enumerated")):
        problems.append("%s: lint\n%s%s" % (os.path.basename(folder), done.stdout, done.stderr))
    return problems


def check_chain(evaluate):
    """The evaluation names every pack of the chain with its version."""
    folder = os.path.join(HERE, "chain")
    with open(os.path.join(folder, "cases.json"), encoding="utf-8") as file:
        case = json.load(file)["checks"][0]["case"]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(case, file)
        file.flush()
        done = run([evaluate, "--profile", os.path.join(folder, "pack.json"), "--as-of=2024-02-01", "--format=json", file.name] + bases_of(folder))
    if done.returncode:
        return ["chain: evaluate\n" + done.stderr]
    text = json.dumps(json.loads(done.stdout)["profile"])
    named = all(part in text for part in ("chain-top", "3.0.0", "chain-middle", "2.1.0", "chain-base", "1.0.0"))
    return [] if named else ["chain: the evaluation names %s" % text]


def told(evaluate, name, check, form):
    """What the program tells of a check's case."""
    folder = os.path.join(HERE, name)
    with open(os.path.join(folder, "cases.json"), encoding="utf-8") as file:
        found = next(c for c in json.load(file)["checks"] if c["name"] == check)
    command = [evaluate, "--profile", os.path.join(folder, "pack.json"), "--as-of=" + found["as_of"], "--format=" + form, "-"]
    return subprocess.run(command, input=json.dumps(found["case"]), capture_output=True, text=True, timeout=60)


def check_no_risk(evaluate):
    """Without levels of risk an assessment can still be told, in words and as JSON."""
    ends = [told(evaluate, "no_risk", "an assessment", form) for form in ("text", "json")]
    return ["no_risk: exit %d\n%s" % (e.returncode, e.stderr) for e in ends if e.returncode or e.stderr or not e.stdout]


def check_people(evaluate):
    """A record that answers for several people is evidence for each of them."""
    done = told(evaluate, "reviewed", "evidence of each person", "json")
    rows = [r for g in json.loads(done.stdout)["gates"] for r in g["requirements"] if r["id"] == "shared"] if not done.returncode else []
    found = [(p["person"], p["evidence"]) for r in rows for p in r["people"]]
    return [] if sorted(found) == [("f", ["v1"]), ("m", ["v1"])] else ["reviewed: people %s\n%s" % (found, done.stderr)]


def check_fault(program, path):
    with open(path, encoding="utf-8") as file:
        fault = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, "pack.json")] + [os.path.join(folder, "base-%d.json" % i) for i in range(len(fault["bases"]))]
        for name, document in zip(names, [fault["pack"]] + fault["bases"]):
            with open(name, "w", encoding="utf-8") as out:
                json.dump(document, out)
        done = run([program, "check", names[0]] + ["--base=" + n for n in names[1:]])
    missing = [f for f in fault["faults"] if not any(": %s: " % f[0] in line and f[1] in line for line in done.stderr.splitlines())]
    if done.returncode == 1 and not missing and len(done.stderr.splitlines()) == len(fault["faults"]):
        return []
    return ["%s: exit %d, not told %s\n%s" % (os.path.basename(path), done.returncode, missing, done.stderr)]


def names_in(node):
    """Members, and texts that may be words for a date, at any depth."""
    if isinstance(node, dict):
        return set(node).union(*map(names_in, node.values()))
    if isinstance(node, list):
        return set().union(*map(names_in, node))
    return {node} if isinstance(node, str) else set()


def check_every_operator(folders):
    """Each row of the language stands in some pack here: these are what is evaluated day by day."""
    with open(os.path.join(HERE, "..", "..", "..", "lib", "rule", "operators.c"), encoding="utf-8") as file:
        rows = re.findall(r"\[(OP|DATE)_\w+\]\s*=\s*\{\s*\.name = \"(\w+)\"", file.read())
    used = set()
    for folder in folders:
        with open(os.path.join(folder, "pack.json"), encoding="utf-8") as file:
            used |= names_in(json.load(file))
    if len(rows) < 40:
        return ["the rows of the language were not found"]
    return ["no pack of language/ uses %s %s" % ("the operator" if kind == "OP" else "the date", name) for kind, name in rows if name not in used]


def main(program, evaluate):
    folders = sorted(f for f in glob.glob(os.path.join(HERE, "*")) if os.path.exists(os.path.join(f, "pack.json")))
    faults = sorted(glob.glob(os.path.join(HERE, "faults", "*.json")))
    problems = [p for f in folders for p in check_folder(program, f)] + check_chain(evaluate) + check_no_risk(evaluate) + check_people(evaluate) + check_every_operator(folders)
    problems += [p for f in faults for p in check_fault(program, f)]
    print("\n".join(problems) if problems else "%d packs, %d faults" % (len(folders), len(faults)))
    return 1 if problems or len(folders) < 11 or len(faults) < 12 else 0


sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
"""
reunify-classify PROGRAM: levels of tables against the table of what the tool says, replays of tables of several parts against evaluations of the same
children, and every fault with its line and column.

run_classify.py PROGRAM EVALUATE-PROGRAM
"""
import csv
import io
import json
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import support  # noqa: E402

PROGRAM, EVALUATE = sys.argv[1].split(), sys.argv[2].split()
checks = failed = 0


def check(good, what):
    global checks, failed
    checks += 1
    if not good:
        failed += 1
        print("classify: " + what)


def run(text, *options, program=PROGRAM):
    done = subprocess.run([*program, *options, "-"], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


# Every combination, by the tool's own table: risk, protection, capacity, wishes, recurrence, status, level, at least, deciding.
names = ["risk_factors", "protective_factors", "parental_capacity", "wishes", "recurrence"]
with open(os.path.join(support.ROOT, "tests/data/herefordshire-2023/classification.txt"), encoding="utf-8") as file:
    told = [line.split() for line in file if line.strip() and line[0] not in "#" and not line.startswith("wishes ")]
table = "case," + ",".join(names) + "\n" + "".join('"a ""%d"", b",' % i + ",".join("" if v == "-" else v for v in row[:5]) + "\n" for i, row in enumerate(told))
code, out, problems = run(table)
found = rows_of(out)
check(code == 0 and not problems and len(found) == len(told) > 500, "the levels: %s" % problems)
for i, (row, got) in enumerate(zip(told, found)):
    want = ["" if v == "-" else v for v in (row[5], row[6], row[7])]
    check([got["status"], got["level"], got["at_least"]] == want and got["case"] == 'a "%d", b' % i, "row %d: %s" % (i, got))
    check(sorted(got["deciding"].split(";")) == sorted(("" if row[8] == "-" else row[8]).split(",")), "row %d: deciding %s" % (i, got["deciding"]))

# Children over several parts, one of them longer than a part, and some of them as cases.
values = {"risk_factors": ["addressed", "being_addressed", "not_being_addressed"], "protective_factors": ["apparent", "not_apparent"],
          "parental_capacity": ["able", "unable"], "parents_wish": ["wants", "ambivalent"], "child_wish": ["wants", "ambivalent"],
          "recurrence": ["unlikely", "some", "strong", "very_strong"], "new_risk": ["false", "true"]}
choose = random.Random(2)
children = {}
for c in range(900):
    length, rows, day = 5000 if c == 450 else 1 + choose.randrange(14), [], 0
    lean = choose.randrange(4)
    for _ in range(length):
        findings = {n: v[lean * len(v) // 4] if choose.random() < 0.8 else choose.choice(v) for n, v in values.items() if choose.random() < 0.95}
        rows.append((day, findings))
        day += choose.randrange(90) if length < 100 else choose.randrange(2)
    children["child %d" % c] = rows


def iso(day):
    return "%04d-%02d-%02d" % (2020 + day // 336, 1 + day % 336 // 28, 1 + day % 28)


head = "child,date," + ",".join(values)
lines = ["%s,%s,%s" % (c, iso(d), ",".join(f.get(n, "") for n in values)) for c, rows in children.items() for d, f in rows]
code, out, problems = run("\n".join([head] + lines) + "\n", "--table", "children", "--as-of", "2022-11-03")
found = rows_of(out)
check(code == 0 and not problems and [r["child"] for r in found] == list(children), "the children: %s" % problems)
code, out, problems = run("\r\n".join([head] + lines), "--table", "observations", "--as-of", "2022-11-03")
observed = rows_of(out)
check(code == 0 and not problems and len(observed) == len(lines), "the observations: %s" % problems)
at, cases = 0, []
for c, (name, rows) in enumerate(children.items()):
    if c % 9 == 0 or c == 450:
        assessments = [{"date": iso(d), "findings": {n: v == "true" if n == "new_risk" else v for n, v in f.items()}} for d, f in rows]
        cases.append((c, at, json.dumps({"schema": "reunify/case/1", "id": name, "assessments": assessments})))
    at += len(rows)
done = subprocess.run([*EVALUATE, "--as-of", "2022-11-03", "--format", "json-lines", "--input", "json-lines", "-"],
                      input="\n".join(case for _, _, case in cases).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
evaluated = [json.loads(line) for line in done.stdout.decode().splitlines()]
check(len(evaluated) == len(cases) > 90, "the evaluations: %s" % done.stderr.decode()[:300])
for (c, first, _), e in zip(cases, evaluated):
    risk, got = e["risk"], found[c]
    pending = (risk["pending"] or [{}])[0]
    want = {"level": risk["level"], "since": risk["since"], "basis": risk["basis"], "pending": pending.get("rule"), "eligible_from": pending.get("eligible_from"),
            "earliest_closure": risk["earliest_closure"], "may_close_from": (risk["may_close"] or {}).get("from"),
            "may_close_confirmed": (risk["may_close"] or {}).get("confirmed")}
    check({n: got[n] or None for n in want} == want, "%s is %s, as a case %s" % (got["child"], got, want))
    for i, h in enumerate(risk["history"]):
        row = observed[first + i]
        want = [h["from"], h["to"], h["indicated"], h.get("rule"), h["basis"]]
        check([row[n] or None for n in ("level_before", "level_after", "indicated", "rule", "basis")] == want, "%s, observation %d: %s" % (row["child"], i, row))

# Dates as databases and spreadsheets write them, and names that are those of results.
plain = "child,date,recurrence\na,2024-01-01,some\na,2024-09-10,unlikely\nb,2023-12-31,very_strong\n"
other = "child,date,recurrence\na,01/01/2024,some\na,2024-09-10 00:00:00,unlikely\nb,31/12/2023,very_strong\n"
for options in (("--table", "children"), ("--table", "observations")):
    one, two = (run(text, *options, "--as-of", "2024-12-01") for text in (plain, other))
    drop = [[{n: v for n, v in row.items() if n != "date"} for row in rows_of(out)] for _, out, _ in (one, two)]
    check(one[0] == two[0] == 0 and drop[0] == drop[1] and len(drop[0]) > 1, "dates of another form: %s" % two[2])
check("a,01/01/2024,some" in two[1], "dates are passed through as they stand")
code, out, problems = run(plain)
check(code == 0 and len(rows_of(out)) == 3 and rows_of(out)[0]["child"] == "a", "the levels of a table that could be replayed: " + problems)
code, out, problems = run("level,recurrence,given_level,status\nx,some,y,z\n")
check((code, out.splitlines()[0]) == (0, "given_given_level,recurrence,given_level,given_status,level,status,at_least,deciding"), "names that are those of results: " + out)
check(out.splitlines()[1].startswith("x,some,y,z,"), "cells of such columns: " + out)

# Faults.
good = "child,date,recurrence\na,2024-01-01,some\n"
many = "child,date,recurrence\n" + "".join("c%d,2024-01-01,some\n" % i for i in range(9000))
for text, options, place, word in [
        ("recurrence\nsome\nstron\n", (), "-:3: column recurrence:", 'did you mean "strong"?'),
        ("recurence\nsome\n", (), "-:1:", 'did you mean "recurrence"?'),
        ("name\nx\n", (), "-:1:", "no column is named as a finding"),
        ("", (), "-:", "there is no row"),
        ("recurrence\n" + "some\n" * 9001 + '"many\nlines"\n', (), "-:9003: column recurrence:", "expected one of"),
        ("recurrence,\"a\nb\"\nsome\nsome,1,2\n", (), "-:4:", "more cells"),
        ("recurrence\n\"some\n", (), "-:2:", "a quote is not closed"),
        (good + "b,2024-02-30,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:3: column date:", "calendar"),
        (good + "b,30/02/2024,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:3: column date:", "calendar"),
        (good + "b,,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:3: column date:", "expected a date"),
        (good + "a,2023-12-31,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:3: column date:", "in order of date"),
        (good + ",2024-02-01,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:3: column child:", "expected a child"),
        (many + "c17,2024-02-01,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:9002: column child:", "stand together"),
        ("child,recurrence\na,some\n", ("--table", "children", "--as-of", "2024-06-01"), "-:1:", "child and date")]:
    code, out, problems = run(text, *options)
    check(code == 1 and place in problems and word in problems, "%r gave %d %s" % (text[:40], code, problems))
for options in [("--table", "children"), ("--as-of", "2024-01-01"), ("--table", "childs"), ("--table", "children", "--as-of", "soon"), ("a", "b")]:
    check(run(good, *options)[0] == 2, "%s is taken" % (options,))
code, out, problems = run("recurrence\n")
check((code, out) == (0, "recurrence,level,status,at_least,deciding\n"), "a table without rows")
print("classify: %d checks, %d failed" % (checks, failed))
sys.exit(failed > 0)

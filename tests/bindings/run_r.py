#!/usr/bin/env python3
"""The R package is built, checked by R without a word against it, and says what the programs say.

run_r.py ROOT PACKS-C PROGRAMS SOURCE...      PACKS-C, SOURCE: what amalgamate.py takes; PROGRAMS: the folder with reunify-classify,
                                              reunify-evaluate and reunify-outcomes

`R CMD check` runs its tests, examples and vignette; nothing is looked up online. Exit 77, aloud, where R, a compiler for it or jansson's source
cannot be had; what is left out where knitr, rmarkdown, pandoc or testthat are not there is said.
"""
import csv
import datetime
import io
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
PACKS, PROGRAMS, SOURCES = sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4:]
HERE = pathlib.Path(__file__).resolve().parent
JANSSON = ROOT / "lib/third-party/private-jansson"
DAY = "2024-03-31"


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


def run(command, folder, environment=None, expected=0):
    done = subprocess.run([str(c) for c in command], cwd=str(folder), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != expected:
        sys.exit("failed: %s\n%s" % (" ".join(map(str, command)), done.stdout[-6000:]))
    return done.stdout


def environment(folder):
    """Nothing of the user's, nothing online, and a compiler that does not take long."""
    (folder / "Makevars").write_text("CFLAGS = -g0 -O1 -Wall -Werror\n")
    empty = folder / "repository/src/contrib"
    empty.mkdir(parents=True)
    (empty / "PACKAGES").write_text("")
    (folder / "Rprofile").write_text('options(repos = c(CRAN = "%s"))\n' % (folder / "repository").as_uri())
    return {**os.environ, "R_MAKEVARS_USER": str(folder / "Makevars"), "R_PROFILE_USER": str(folder / "Rprofile"), "R_ENVIRON_USER": os.devnull,
            "_R_CHECK_XREFS_REPOSITORIES_": (folder / "repository").as_uri(), "_R_CHECK_CRAN_INCOMING_": "false", "_R_CHECK_CRAN_INCOMING_REMOTE_": "false",
            "_R_CHECK_FORCE_SUGGESTS_": "false", "_R_CHECK_SYSTEM_CLOCK_": "false", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def has_package(name):
    return subprocess.run(["Rscript", "--vanilla", "-e", "quit(status = !requireNamespace(\"%s\", quietly = TRUE))" % name], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def ready():
    if not shutil.which("R") or not shutil.which("Rscript"):
        skip("R is not here (Debian: r-base-core)")
    compiler = subprocess.run(["R", "CMD", "config", "CC"], stdout=subprocess.PIPE, universal_newlines=True).stdout.split()
    if not compiler or not shutil.which(compiler[0]) or not shutil.which("make"):
        skip("R has no compiler here (Debian: r-base-dev)")
    if subprocess.run([str(JANSSON / "fetch")], stdout=subprocess.DEVNULL).returncode:
        skip("jansson's source could not be had")


def checked(folder, surroundings):
    """The package, built and checked; the folder in which it was installed."""
    missing = [n for n in ("knitr", "rmarkdown") if not has_package(n)] + ([] if shutil.which("pandoc") else ["pandoc"])
    if missing:
        print("left out: the vignette: %s not here" % ", ".join(missing))
    for name in ("testthat", "survival", "generics"):
        if not has_package(name):
            print("left out: what needs %s, which is not here" % name)
    run(["R", "CMD", "build"] + ["--no-build-vignettes"] * bool(missing) + ["reunify"], folder, surroundings)
    package, = folder.glob("reunify_*.tar.gz")
    said = subprocess.run(["R", "CMD", "check", "--no-manual"] + ["--no-build-vignettes", "--ignore-vignettes"] * bool(missing) + [package.name], cwd=str(folder),
                          env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if said.returncode or not re.search(r"^Status: OK$", said.stdout, re.M) or re.search(r"cannot open URL|unable to access", said.stdout):
        logs = [p for p in sorted((folder / "reunify.Rcheck").rglob("*")) if p.suffix in (".fail", ".log") or p.name == "00install.out"]
        sys.exit(said.stdout[-6000:] + "".join("\n%s\n%s" % (p, p.read_text(errors="replace")[-3000:]) for p in logs))
    print("%s: checked; %s" % (package.name, re.search(r"^Status: .*$", said.stdout, re.M).group(0)))
    return folder / "reunify.Rcheck"


# The same answers -----------------------------------------------------------------------------------------------------------------


def same(table, given, told, otherwise):
    """Texts are the same, or the first line that differs is shown."""
    if given != told:
        mine, theirs = given.splitlines(), told.splitlines()
        at = next((i for i, (a, b) in enumerate(zip(mine, theirs)) if a != b), min(len(mine), len(theirs)))
        sys.exit("%s: %s, line %d\n%s\n%s" % (otherwise, table, at + 1, mine[at:at + 1], theirs[at:at + 1]))


def judged_table():
    """Assessments of invented children in which somebody judged otherwise now and then, and things are not known."""
    sys.path.insert(0, str(ROOT / "bindings/python"))
    from reunify import datasets
    rows = datasets.assessments(400, seed=7)
    for number, row in enumerate(rows):
        if number % 11 == 3:
            row.update(judgement="high", rationale="it was talked over", approved_by="team_manager")
        row["parental_capacity@1"], row["return_to@1"] = ("able", "true") if number % 5 == 0 else (None, None)
    names = list(rows[3])
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(names)
    for row in rows:
        table.writerow(["" if row.get(n) is None else str(row[n]).lower() if isinstance(row[n], bool) else row[n] for n in names])
    return out.getvalue(), len(names)


def same_levels(folder, library, surroundings):
    """A table through reunify-classify, and through R in the same order and mixed."""
    text, given = judged_table()
    (folder / "table.csv").write_text(text)
    told = subprocess.run([str(PROGRAMS / "reunify-classify"), "--table", "observations", "--as-of", DAY, str(folder / "table.csv")], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout
    expected = "".join(",".join(row[given:]) + "\n" for row in csv.reader(io.StringIO(told)))
    for how in ("ordered", "mixed"):
        run(["Rscript", HERE / "levels.R", library, folder / "table.csv", DAY, how, folder / "levels.csv"], folder, surroundings)
        same(how, (folder / "levels.csv").read_text(), expected, "levels_over_time() says another thing than reunify-classify")
    if expected.count("judgement") < 20 or expected.count("movement") < 20:
        sys.exit("the table shows too little")
    print("levels: %d rows, the same bytes as reunify-classify" % (expected.count("\n") - 1))


def many_cases():
    """Cases a line: invented ones, the examples, and some that are wrong."""
    sys.path.insert(0, str(ROOT / "bindings/python"))
    from reunify import datasets
    cases = datasets.caseload(40, seed=3)
    cases[5] = dict(cases[5], returns=[{"date": "2024-02-30"}], legal_statuses=[{"code": "none_such", "from": "2024-01-01"}])
    cases[9] = dict(cases[9], assessments=[{"id": "a1", "date": "2024-01-01", "findings": {"recurrence": "sometimes"}}])
    lines = [json.dumps(case) for case in cases]
    lines += [json.dumps(json.loads(path.read_text())) for path in sorted((ROOT / "examples/data").glob("*.json"))]
    lines[12], lines[20] = lines[12][:400], '{"id": "D-\\u00e9\\"", "schema": "reunify/case/1", "people": [}'
    return "\n".join(lines[:30] + [""] + lines[30:]) + "\n"


def same_tables(folder, library, surroundings):
    """Each table of many cases and two days through reunify-evaluate and through R."""
    (folder / "cases.jsonl").write_text(many_cases())
    days = "2023-09-30,2024-06-30"
    run(["Rscript", HERE / "evaluate.R", library, "cases.jsonl", days, folder], folder, surroundings)
    rows = {}
    for table in ("risk", "history", "requirements", "outstanding", "waiting", "schedule", "alerts", "factors", "warnings", "errors"):
        told = subprocess.run([str(PROGRAMS / "reunify-evaluate"), "--format", "csv", "--table", table, "--as-of", days, "cases.jsonl"], cwd=str(folder),
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if told.returncode != 1:
            sys.exit("reunify-evaluate does not say that some cases are wrong")
        same(table, (folder / (table + ".csv")).read_bytes().decode(), told.stdout.decode(), "evaluate_cases() says another thing than reunify-evaluate")
        rows[table] = told.stdout.count(b"\r\n") - 1
    if min(rows.values()) < 2:
        sys.exit("some table shows too little: %s" % rows)
    print("tables: the same bytes as reunify-evaluate; rows: %s" % rows)


def episode_files(folder):
    """Two yearly files of care episodes of invented children, what is known of them, and levels and gates."""
    draw = random.Random(5)
    day = lambda n: (datetime.date(2017, 1, 2) + datetime.timedelta(n)).isoformat()
    rows = []
    for child in range(300):
        at = draw.randint(0, 1500)
        for _ in range(draw.randint(1, 6)):
            end = at + draw.choice([0, 3, 40, 200, 500])
            left = draw.choice(["X1", "X1", "E4A", "E4B", "E13", "E4 A - home", "E99"])
            rows.append(("K%d" % child, day(at), draw.choice("SLPTB"), draw.choice(["C1", "C2", "V2", "V3", "x"]), draw.choice(["U6", "P1", "K2"]),
                         day(end) if draw.random() < 0.95 else "", left, draw.choice(["north", "south", ""])))
            at = end + (0 if left == "X1" else draw.randint(-2, 300))
    head = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,LA"
    write = lambda name, head, rows: (folder / name).write_text("\n".join([head] + [",".join(row) for row in rows]) + "\n")
    write("first.csv", head, rows[::2] + rows[:40])
    write("second.csv", head, rows[1::2] + rows[100:130])
    write("children.csv", "CHILD,DOB,SEX", [("K%d" % c, day(c * 5 - 3000) if c % 7 else "", draw.choice(["1", "2", "U", ""])) for c in range(0, 310, 2)])
    write("marks.csv", "CHILD,DATE,LEVEL,GATE", [("K%d" % draw.randrange(320), day(draw.randint(0, 2000)), draw.choice(["high", "low", ""]),
                                                   draw.choice(["passed", "waiting", ""])) for _ in range(500)])


def same_outcomes(folder, library, surroundings):
    """Each table of outcomes through reunify-outcomes and through R."""
    episode_files(folder)
    run(["Rscript", HERE / "outcomes.R", library, "first.csv,second.csv", "children.csv", "marks.csv", folder], folder, surroundings)
    rows = {}
    for table in ("periods", "returns", "with_parents", "anomalies", "cohort", "leavers", "summary"):
        told = run([PROGRAMS / "reunify-outcomes", "--format", "csv", "--table", table.replace("_", "-"), "--from", "2018-06-01", "--to", "2022-12-31", "--observed-to",
                    "2023-06-30", "first.csv", "second.csv", "children.csv", "marks.csv"], folder)
        same(table, (folder / (table + ".csv")).read_text(), told, "outcomes() says another thing than reunify-outcomes")
        rows[table] = told.count("\n") - 1
    if min(count for table, count in rows.items() if table != "summary") < 2:
        sys.exit("some table shows too little: %s" % rows)
    print("outcomes: the same bytes as reunify-outcomes; rows: %s" % rows)


def pages(folder, library, surroundings):
    """What pages show of R runs, and prints what they say."""
    if not has_package("survival"):
        print("left out: the pages: survival is not here")
        return
    for page in ("bindings/r/README.md", "docs/analysts.md"):
        print("%s: %s" % (page, run(["Rscript", HERE / "page.R", library, ROOT / page], folder, surroundings).splitlines()[-1]))


def main():
    ready()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "single").mkdir()
        run([sys.executable, ROOT / "lib/amalgamate.py", folder / "single", JANSSON / "jansson-2.14", PACKS] + SOURCES, os.getcwd())
        run([sys.executable, ROOT / "bindings/r/make_package.py", folder / "single", folder], folder)
        surroundings = environment(folder)
        library = checked(folder, surroundings)
        same_levels(folder, library, surroundings)
        same_tables(folder, library, surroundings)
        same_outcomes(folder, library, surroundings)
        pages(folder, library, surroundings)


main()

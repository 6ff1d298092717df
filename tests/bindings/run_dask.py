#!/usr/bin/env python3
"""
examples/dask: two worker processes of a local Dask cluster over partitioned Parquet give what one process gives, and what the cases give by
themselves; and `Profile.tables()` with several threads what it gives with one.

run_dask.py LIBRARY FOLDER

Dask's distributed scheduler, pyarrow and pandas are installed into an environment of their own in FOLDER; where they cannot be had, the test
is skipped and says so.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

LIBRARY, FOLDER = os.path.realpath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WANTED = ["distributed", "pyarrow", "pandas"]


def in_environment():
    python, ready = os.path.join(FOLDER, "bin", "python"), os.path.join(FOLDER, "ready")
    if not os.path.exists(ready):
        try:
            venv.create(FOLDER, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "--retries", "2", "--disable-pip-version-check", *WANTED], check=True, timeout=400,
                           stdout=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as problem:
            print("skipped: %s cannot be had here (%s)" % (", ".join(WANTED), type(problem).__name__))
            sys.exit(77)
        open(ready, "w").close()
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}, "PYTHONPATH": str(ROOT / "bindings/python"),
                   "REUNIFY_LIBRARY": LIBRARY, "PYTHONDONTWRITEBYTECODE": "1"}
    os.execve(python, [python, os.path.abspath(__file__), LIBRARY, FOLDER], environment)


if sys.prefix != FOLDER:
    in_environment()

import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402
import reunify  # noqa: E402

checks = 0


def check(good, what):
    global checks
    checks += 1
    if not good:
        sys.exit("dask: " + what)


def run(folder, *options):
    out = os.path.join(folder, "made", "out.parquet")
    done = subprocess.run([sys.executable, str(ROOT / "examples/dask/caseload.py"), folder, "--out", out, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True, timeout=300)
    check(done.returncode == 0, "the example ended with %d: %s" % (done.returncode, done.stderr[-2000:]))
    return pyarrow.parquet.read_table(out)


def main():
    records = [json.dumps(case) for case in reunify.datasets.caseload(90)]
    records[17] = "{"
    records[40] = json.dumps({**json.loads(records[40]), "pathway": "nowhere"})
    profile = reunify.profile("herefordshire-2023")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "made"))
        files = [records[at:at + 16] for at in range(0, len(records), 16)]
        for number, part in enumerate(files):
            pyarrow.parquet.write_table(pyarrow.table({"record": part, "authority": ["A%d" % number] * len(part)}), os.path.join(folder, "part-%03d.parquet" % number))
        for table in ("risk", "outstanding", "errors"):
            options = ("--as-of", "2024-06-30", "--table", table)
            two, one = run(folder, "--workers", "2", *options), run(folder, "--workers", "0", *options)
            check(two.equals(one) and two.num_rows > 1, "two workers and one process: " + table)
            whole = profile.tables(records, "2024-06-30", table)[table]
            mine = two.drop_columns(["file"]) if table != "errors" else two.drop_columns(["file", "line_number"])
            check(mine.equals(whole.select(mine.column_names)), "the files and all cases at once: " + table)
            if table == "risk":
                check(two.num_rows == len(records) - 2, "a row a case that can be evaluated")
            if table == "errors":
                check(set(zip(two["file"].to_pylist(), two["line_number"].to_pylist())) == {("part-001.parquet", 2), ("part-002.parquet", 9)}, "where faults are")
    good = [json.loads(r) for at, r in enumerate(records) if at not in (17, 40)]
    one = profile.tables(good, ["2024-03-31", "2024-06-30"], ("risk", "history", "errors"))
    many = profile.tables("\n".join(json.dumps(case) for case in good), ["2024-03-31", "2024-06-30"], ["risk", "history", "errors"], threads=4)
    check(all(one[name].equals(many[name]) for name in one) and one["errors"].num_rows == 0, "several threads and one")
    evaluated = profile.evaluate(good, ["2024-03-31", "2024-06-30"])
    check([(r["case_id"], r["as_of"], r["level"]) for r in evaluated.rows("risk")] ==
          list(zip(one["risk"]["case_id"].to_pylist(), one["risk"]["as_of"].to_pylist(), one["risk"]["level"].to_pylist())), "tables and evaluations")
    check(profile.tables([], "2024-06-30", "risk")["risk"].schema.equals(one["risk"].schema), "no cases")
    for wrong in ({"names": "risks"}, {"explain": "all"}, {"pathway": "nowhere"}, {"cases": [7]}):
        try:
            profile.tables(**{"cases": good[:1], "as_of": "2024-06-30", **wrong})
            check(False, "taken: %s" % wrong)
        except reunify.ReunifyError:
            check(True, "")
    print("dask: %d checks" % checks)


if __name__ == "__main__":
    main()

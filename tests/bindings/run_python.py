#!/usr/bin/env python3
"""The Python package: its tests and its examples, by each interpreter that is here.

run_python.py LIBRARY                    with the standard library alone, from Python 3.9 on; says which interpreters there were
run_python.py LIBRARY --tables FOLDER    with pandas, pyarrow, polars, DuckDB and matplotlib, and mypy over the package and the examples, by this Python and by
                                         the oldest that is here, which has older ones; and whatever hypothesis thinks of. They come from the
                                         package registry into environments of their own in FOLDER. Exit 77, aloud, where they cannot be had
"""
import os
import pathlib
import subprocess
import sys

import pythons

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = ROOT / "bindings/python"
ALONE = ["test_python.py", "test_outcomes.py"]
TABLES = ["test_tables.py", "test_outcomes.py"]
WANTED = ["pandas", "pyarrow", "polars", "duckdb", "matplotlib", "tqdm", "mypy"]


def run(command, library):
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}, "PYTHONPATH": str(PACKAGE), "REUNIFY_LIBRARY": os.path.realpath(library),
                   "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, cwd=str(ROOT))
    print(done.stdout)
    return done.returncode != 0


def run_all(python, tests, library):
    return any([run([python, str(HERE / name)], library) for name in tests])


def alone(library):
    known, failed = pythons.interpreters(), False
    for version, python in known:
        print("Python %s, %s" % (version, python))
        failed |= run_all(python, ALONE, library)
    there = [v.rpartition(".")[0] for v, _ in known]
    missing = [v for v in ("3.%d" % minor for minor in range(9, 14)) if v not in there]
    if missing:
        print("not here: Python %s" % ", ".join(missing))
    return failed or not known


def with_tables(library, python, tests):
    """The tests by one environment, and mypy over whatever has types."""
    print(pythons.told(python))
    typed = [PACKAGE / "reunify", PACKAGE / "make_pictures.py"] + sorted((ROOT / "examples").glob("*.py"))
    cache = str(pathlib.Path(python).parent.parent / "mypy")
    failed = run([python, "-m", "mypy", "--strict", "--cache-dir", cache, "--no-error-summary"] + [str(p) for p in typed], library)
    return run_all(python, tests, library) or failed


def tables(library, folder):
    python = pythons.environment(os.path.join(folder, "this"), WANTED + ["hypothesis"])
    if not python:
        return 77
    failed = with_tables(library, python, TABLES + ["test_anything.py"])
    oldest, base = pythons.interpreters()[0]
    if tuple(map(int, oldest.split(".")[:2])) < sys.version_info[:2]:
        older = pythons.environment(os.path.join(folder, "oldest"), WANTED, base)
        failed |= bool(older) and with_tables(library, older, TABLES)
    return int(failed)


if len(sys.argv) == 2:
    sys.exit(alone(sys.argv[1]))
if len(sys.argv) == 4 and sys.argv[2] == "--tables":
    sys.exit(tables(sys.argv[1], os.path.abspath(sys.argv[3])))
sys.exit(__doc__)

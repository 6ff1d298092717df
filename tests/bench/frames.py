#!/usr/bin/env python3
"""
Levels of a table by the library, and by numpy, pandas, polars and DuckDB, each as who uses it would look them up: from five columns of codes,
by the combinations of one pack. All give the same levels, on one thread, in one run, in which they take turns.

frames.py LIBRARY FOLDER [ROWS]

The four are installed into an environment of their own in FOLDER. Times are those of the process on a processor, medians of rounds.
"""
import ctypes
import os
import pathlib
import statistics
import subprocess
import sys
import time
import venv

LIBRARY, FOLDER = os.path.realpath(sys.argv[1]), os.path.abspath(sys.argv[2])
ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 10000000
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WANTED = ["numpy", "pandas", "polars", "pyarrow", "duckdb"]
ROUNDS = 5
COUNTS = {"risk_factors": 3, "protective_factors": 2, "parental_capacity": 2, "wishes": 2, "recurrence": 4}


def in_environment():
    python, ready = os.path.join(FOLDER, "bin", "python"), os.path.join(FOLDER, "ready")
    if not os.path.exists(ready):
        venv.create(FOLDER, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *WANTED], check=True)
        open(ready, "w").close()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "bindings/python"), "REUNIFY_LIBRARY": LIBRARY, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
    os.execve(python, [python, os.path.abspath(__file__), LIBRARY, FOLDER, str(ROWS)], environment)


if sys.prefix != FOLDER:
    in_environment()

import duckdb  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402
import polars  # noqa: E402
import reunify  # noqa: E402
from reunify import _lib  # noqa: E402
from reunify._columns import _compiled  # noqa: E402
from reunify._handle import call, library, make  # noqa: E402


def levels_of(columns, codes):
    """The library's, into a column of bytes."""
    count = len(next(iter(codes.values())))
    out = numpy.empty(count, numpy.uint8)
    rows = make(_lib.reunify_rows, "reunify_rows_new", None, count)
    for name, column in codes.items():
        call("reunify_rows_read", rows, _lib.REUNIFY_READ_FINDING, name.encode(), len(name), 0, _lib.REUNIFY_CELL_UINT8, column.ctypes.data, None, None, 0)
    call("reunify_rows_write", rows, _lib.REUNIFY_WRITE_LEVEL, out.ctypes.data, count)
    call("reunify_columns_classify", columns, rows)
    library().reunify_rows_free(rows)
    return out


def main():
    draw = numpy.random.default_rng(3)
    codes = {name: draw.integers(0, count, ROWS, dtype=numpy.uint8) for name, count in COUNTS.items()}
    grid = numpy.meshgrid(*[numpy.arange(c, dtype=numpy.uint8) for c in COUNTS.values()], indexing="ij")
    every = {name: g.ravel().copy() for name, g in zip(COUNTS, grid)}
    profile = reunify.profile("herefordshire-2023")
    with _compiled(profile) as columns:
        every["level"] = levels_of(columns, every)
        strides = (32, 16, 8, 4, 1)
        table = numpy.zeros(128, numpy.uint8)
        table[sum(every[n].astype(int) * s for n, s in zip(COUNTS, strides))] = every["level"]
        frame, known = pandas.DataFrame(codes), pandas.DataFrame(every)
        lazy, known_polars = polars.DataFrame(codes), polars.DataFrame(every)
        database = duckdb.connect()
        database.execute("set threads = 1")
        database.execute("create table given as select * from frame")
        database.execute("create table known as select * from known")
        names = list(COUNTS)

        def by_numpy():
            at = codes[names[0]] * numpy.uint8(32)
            for name, stride in zip(names[1:], strides[1:]):
                at += codes[name] * numpy.uint8(stride)
            return table.take(at)

        ways = {"the library": lambda: levels_of(columns, codes), "numpy, look-up by arithmetic": by_numpy,
                "polars, the same": lambda: polars.Series(table).gather(lazy.select(sum(polars.col(n) * s for n, s in zip(names, strides))).to_series()).to_numpy(),
                "pandas, join": lambda: frame.merge(known, on=names, how="left")["level"].to_numpy(),
                "polars, join": lambda: lazy.join(known_polars, on=names, how="left", maintain_order="left")["level"].to_numpy(),
                "DuckDB, join": lambda: database.execute("select level from given join known using (%s)" % ", ".join(names)).fetchnumpy()["level"]}
        wanted, taken = ways["the library"](), {name: [] for name in ways}
        for turn in range(ROUNDS + 1):
            for name, way in ways.items():
                start = time.process_time()
                got = way()
                if turn:
                    taken[name].append(time.process_time() - start)
                assert (numpy.sort(got) == numpy.sort(wanted)).all() if name.startswith("DuckDB") else (got == wanted).all(), name
    print("%d rows; numpy %s, pandas %s, polars %s, DuckDB %s" % (ROWS, numpy.__version__, pandas.__version__, polars.__version__, duckdb.__version__))
    for name, seconds in taken.items():
        print("  %-32s %8.1f M rows/s" % (name, ROWS / statistics.median(seconds) / 1e6))


main()

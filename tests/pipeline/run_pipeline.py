#!/usr/bin/env python3
"""
examples/pipeline by an interpreter that has pandas and matplotlib (Debian: python3-pandas, python3-matplotlib); exit 77, aloud, where there is none.

  run_pipeline.py LIBRARY REUNIFY-OUTCOMES [test_pipeline.py | test_page.py]

PostgreSQL (postgresql, python3-psycopg2) is started for the test, in a temporary folder and by somebody who is not root; without it that part is skipped,
which is said.
"""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main(library, program, tests="test_pipeline.py"):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "bindings/python", ROOT / "examples/pipeline"))), "REUNIFY_LIBRARY": os.path.realpath(library),
                   "REUNIFY_OUTCOMES": os.path.realpath(program), "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": os.path.join(os.path.dirname(os.path.realpath(library)), "matplotlib")}
    for python in (sys.executable, shutil.which("python3"), "/usr/bin/python3"):
        if python and subprocess.run([python, "-c", "import pandas, matplotlib"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment).returncode == 0:
            return subprocess.run([python, str(HERE / tests)], env=environment).returncode
    print("skipped: no interpreter has pandas and matplotlib")
    return 77


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

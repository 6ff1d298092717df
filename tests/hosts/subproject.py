#!/usr/bin/env python3
"""With what a project links that has the library as a static subproject. It is set up, not built: that takes long, and the link is what differs.

subproject.py SOURCE-ROOT private|system        whose jansson it is
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT, JANSSON = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]

PROJECT = """project('host', 'c')
reunify = dependency('reunify', fallback: 'libreunify')
executable('host', 'consumer.c', dependencies: reunify)
"""


def run(*command):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), done.stdout))
    return done.stdout


def main(top):
    (top / "meson.build").write_text(PROJECT)
    (top / "consumer.c").write_text((ROOT / "tests/install/consumer.c").read_text())
    (top / "subprojects").mkdir()
    (top / "subprojects/libreunify").symlink_to(ROOT, target_is_directory=True)
    options = {"default_library": "static", "programs": "false", "private_jansson": str(JANSSON == "private").lower()}
    words = ["-Dlibreunify:%s=%s" % pair for pair in options.items()]
    run("meson", "setup", "--force-fallback-for=reunify", top / "build", top, *words)
    link = run("ninja", "-C", top / "build", "-t", "commands", "host").splitlines()[-1]
    if not re.search(r"\blibreunify\.a\b", link) or ".so" in link.replace("libjansson.so", ""):
        sys.exit("not static: " + link)
    if ("jansson" in link) != (JANSSON == "system"):
        sys.exit("jansson is the other way: " + link)


with tempfile.TemporaryDirectory() as folder:
    main(pathlib.Path(folder))

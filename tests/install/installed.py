"""The built tree, installed into an empty folder: where things are in it, and programs built against it as a stranger would."""
import os
import pathlib
import subprocess
import sys
import tempfile


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), done.stdout))
    return done.stdout.strip()


class Tree:
    def __init__(self, build):
        self.folder = tempfile.TemporaryDirectory()
        self.top = pathlib.Path(self.folder.name)
        run("meson", "install", "-C", build, "--no-rebuild", "--destdir", self.top)
        self.pc = self.one("reunify.pc")
        self.library = self.one("libreunify.so.0").parent
        self.prefix = next(p.parent for p in self.pc.parents if p.name in ("lib", "lib64"))
        self.env = dict(os.environ, PKG_CONFIG_PATH=str(self.pc.parent), PKG_CONFIG_SYSROOT_DIR="", LD_LIBRARY_PATH=str(self.library))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.folder.cleanup()

    def one(self, name):
        found = next(self.top.rglob(name), None)
        if not found:
            sys.exit("%s is not installed" % name)
        return found

    def files(self):
        return {p.relative_to(self.top).as_posix() for p in self.top.rglob("*") if not p.is_dir()}

    def pkg_config(self, *options):
        return run("pkg-config", *options, "--define-variable=prefix=%s" % self.prefix, "reunify", env=self.env).split()

    def words(self, static):
        """What the compiler is given: of the static library its path, as -l would take the shared one."""
        words = self.pkg_config(*(["--static"] if static else []), "--cflags", "--libs")
        return [str(self.one("libreunify.a")) if static and w == "-lreunify" else w for w in words]

    def compile(self, compiler, source, name):
        made = self.top / name
        run(*compiler, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-c", source, "-o", made, *self.pkg_config("--cflags"))
        return made

    def link(self, compiler, compiled, name, static=False):
        program = self.top / name
        run(*compiler, compiled, "-o", program, *self.words(static))
        return program

    def said(self, program, *words, static=False, **more):
        return run(program, *words, env=dict(os.environ) if static else self.env, **more)

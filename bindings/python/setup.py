"""Builds the library from its one file with whatever C compiler setuptools knows, and puts it beside the package.

It is no extension module but a library that ctypes opens: it needs nothing of Python, so one wheel serves every version.
"""
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

FILE = {"win32": "reunify.dll", "darwin": "libreunify.dylib"}.get(sys.platform, "libreunify.so")


class BuildLibrary(build_ext):
    def get_ext_filename(self, fullname):
        return fullname.rpartition(".")[0].replace(".", "/") + "/" + FILE if "." in fullname else FILE

    def get_export_symbols(self, ext):
        return []


class AnyPython(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


setup(
    ext_modules=[Extension("reunify.library", ["reunify.c"], depends=["reunify.h"], define_macros=[("REUNIFY_BUILD", None)],
                           extra_compile_args=["/std:c11"] if sys.platform == "win32" else ["-std=c11"])],
    cmdclass={"build_ext": BuildLibrary, "bdist_wheel": AnyPython},
)

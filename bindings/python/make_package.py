#!/usr/bin/env python3
"""Packages of the Python binding, without anything but the standard library.

make_package.py wheel LIBRARY FOLDER [PLATFORM]   a wheel with a library that is built already; it has to stand alone (no jansson beside it):
                                                  one of the one file, or of a build with -Dprivate_jansson=true. PLATFORM: such as
                                                  manylinux_2_17_x86_64, where somebody looked (auditwheel); else that of this machine
make_package.py sdist ONE-FILE-FOLDER FOLDER      a source package with reunify.c and reunify.h (ninja -C build single makes them), which any C
                                                  compiler that setuptools knows builds

Both are the same bytes for the same input. The name of what was written is printed.
"""
import base64
import gzip
import hashlib
import io
import pathlib
import re
import sys
import sysconfig
import tarfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = (HERE / "pyproject.toml").read_text(encoding="utf-8")
VERSION = re.search(r'^VERSION = "(.+)"$', (HERE / "reunify/_lib.py").read_text(encoding="utf-8"), re.M).group(1)
NAMES = {"win32": "reunify.dll", "darwin": "libreunify.dylib"}
LICENSE = HERE.parent.parent / "LICENSE"


def said(name):
    return re.search(r'^%s = (?:\{text = )?"(.+?)"' % name, PROJECT, re.M).group(1)


def metadata():
    lines = ["Metadata-Version: 2.1", "Name: reunify", "Version: " + VERSION, "Summary: " + said("description"), "License: " + said("license"),
             "Requires-Python: " + said("requires-python")]
    lines += ["Classifier: " + c for c in re.findall(r'^  "(.+ :: .+)",$', PROJECT, re.M)]
    for extra, wanted in re.findall(r"^(\w+) = \[([^\]]+)\]$", PROJECT[PROJECT.index("[project.optional"):PROJECT.index("[tool.")], re.M):
        lines += ["Provides-Extra: " + extra] + ['Requires-Dist: %s ; extra == "%s"' % (w, extra) for w in re.findall(r'"(.+?)"', wanted)]
    return "\n".join(lines + ["Description-Content-Type: text/markdown", "", (HERE / "README.md").read_text(encoding="utf-8")]).encode("utf-8")


def package_files():
    return {"reunify/" + p.name: p.read_bytes() for p in sorted((HERE / "reunify").iterdir()) if p.suffix == ".py" or p.name == "py.typed"}


def wheel(library, folder, platform=None):
    if not pathlib.Path(library).is_file():
        sys.exit("there is no library %s: build it first (docs/analysts.md)" % library)
    data = pathlib.Path(library).read_bytes()
    if re.search(rb"libjansson\.|jansson\.dll", data):
        sys.exit("%s needs jansson beside it: build it of the one file, or with -Dprivate_jansson=true" % library)
    tag = "py3-none-" + (platform or re.sub(r"[-.]", "_", sysconfig.get_platform()))
    info = "reunify-%s.dist-info/" % VERSION
    files = dict(package_files(), **{
        "reunify/" + NAMES.get(sys.platform, "libreunify.so"): data,
        info + "METADATA": metadata(),
        info + "WHEEL": ("Wheel-Version: 1.0\nGenerator: reunify\nRoot-Is-Purelib: false\nTag: %s\n" % tag).encode(),
        info + "licenses/LICENSE": LICENSE.read_bytes(),
    })
    rows = ["%s,sha256=%s,%d" % (n, base64.urlsafe_b64encode(hashlib.sha256(d).digest()).rstrip(b"=").decode(), len(d)) for n, d in files.items()]
    files[info + "RECORD"] = "\n".join(rows + [info + "RECORD,,", ""]).encode()
    path = pathlib.Path(folder) / ("reunify-%s-%s.whl" % (VERSION, tag))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (0o100755 if name.endswith((".so", ".dylib", ".dll")) else 0o100644) << 16
            out.writestr(entry, content)
    return path


def sdist(single, folder):
    top = "reunify-%s/" % VERSION
    files = dict(package_files(), **{n: (HERE / n).read_bytes() for n in ("pyproject.toml", "setup.py", "README.md")})
    files.update({n: (pathlib.Path(single) / n).read_bytes() for n in ("reunify.c", "reunify.h")})
    files.update({"PKG-INFO": metadata(), "LICENSE": LICENSE.read_bytes(), "MANIFEST.in": b"include reunify.h LICENSE\n"})
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as out:
        for name, content in files.items():
            entry = tarfile.TarInfo(top + name)
            entry.size, entry.mode = len(content), 0o644
            out.addfile(entry, io.BytesIO(content))
    path = pathlib.Path(folder) / ("reunify-%s.tar.gz" % VERSION)
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as out:
        out.write(packed.getvalue())
    return path


def main(arguments):
    if len(arguments) in (3, 4) and arguments[0] == "wheel":
        print(wheel(*arguments[1:]))
    elif len(arguments) == 3 and arguments[0] == "sdist":
        print(sdist(*arguments[1:]))
    else:
        sys.exit(__doc__)


main(sys.argv[1:])

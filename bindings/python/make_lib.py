#!/usr/bin/env python3
"""The C interface for Python's ctypes, made from bindings/manifest.json: bindings/python/reunify/_lib.py.

make_lib.py write            writes it
make_lib.py check            exit 1 where what is committed is not what the manifest says
"""
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
MANIFEST = json.loads((HERE.parent / "manifest.json").read_text())
TARGET = HERE / "reunify/_lib.py"
HANDLES = {h["name"] for h in MANIFEST["handles"]}
STRUCTS = {s["name"] for s in MANIFEST["structs"]}
NUMBERS = {"size_t": "c_size_t", "int32_t": "c_int32", "int64_t": "c_int64", "uint8_t": "c_uint8", "uint32_t": "c_uint32", "uint64_t": "c_uint64", "double": "c_double"}

HEAD = '''# Made by bindings/python/make_lib.py from bindings/manifest.json. Change the headers and make it anew.
"""The C interface of libreunify {version}, as ctypes: types, constants, and every function with its types.

`load()` gives the library. Nothing here checks what it is given; see the package for what does. Text that comes back is bytes.
"""
import ctypes
import ctypes.util
import os
import pathlib
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, {names}
from typing import Any, Dict, List, Optional, Tuple

VERSION = "{version}"

'''

TAIL = '''

def _candidates() -> List[str]:
    """Where the library may be, in the order of looking: named by the host, beside this file, on the system."""
    named = os.environ.get("REUNIFY_LIBRARY")
    if named:
        return [named]
    file = {"win32": "reunify.dll", "darwin": "libreunify.dylib"}.get(sys.platform, "libreunify.so")
    beside = pathlib.Path(__file__).resolve().parent / file
    found = ctypes.util.find_library("reunify")
    return ([str(beside)] if beside.exists() else []) + ([found] if found else [])


def load(path: Optional[str] = None) -> ctypes.CDLL:
    """Opens the library, from `path` or where it is found, and gives every function its types.

    OSError where there is none, or where it is older than this file and lacks a function.
    """
    paths = [path] if path else _candidates()
    if not paths:
        raise OSError("libreunify was not found: install it, or name it in REUNIFY_LIBRARY")
    library = ctypes.CDLL(paths[0])
    for name, (result, arguments) in FUNCTIONS.items():
        try:
            function: Any = getattr(library, name)
        except AttributeError:
            raise OSError("%s has no %s: it is older than %s" % (paths[0], name, VERSION)) from None
        function.restype = result
        function.argtypes = arguments
    return library
'''


def base_of(kind):
    return re.sub(r"\bconst\b", "", kind).replace(" ", "")


def python_type(kind):
    bare = base_of(kind)
    number = NUMBERS.get(MANIFEST["scalars"].get(bare, bare))
    if number:
        return number
    if bare == "void":
        return "None"
    if bare in ("char*", "void*"):
        return {"char*": "c_char_p", "void*": "c_void_p"}[bare]
    if re.fullmatch(r"structArrow\w+\*", bare):
        return "c_void_p"  # of a layout that is not ours: whoever has it knows its address
    if bare.endswith("*"):
        return "POINTER(%s)" % python_type(bare[:-1])
    if bare in HANDLES or bare in STRUCTS:
        return bare
    callback = re.fullmatch(r"(.+?)\(\*\)\((.*)\)", kind)
    if callback:
        arguments = [re.sub(r"\w+$", "", a.strip()) for a in callback.group(2).split(",")]
        return "CFUNCTYPE(%s)" % ", ".join(python_type(t) for t in [callback.group(1)] + arguments)
    if any(c["name"] == bare for c in MANIFEST["callbacks"]):
        return bare
    sys.exit("no type of Python is known for: " + kind)


def make():
    lines = []
    for scalar, base in MANIFEST["scalars"].items():
        lines.append("%s = %s" % (scalar, NUMBERS[base]))
    lines.append("")
    for c in MANIFEST["callbacks"]:
        found = re.fullmatch(r"typedef (.+?) ?\(\*(\w+)\)\((.*)\);", c["type"])
        arguments = [re.sub(r"\w+$", "", a.strip()) for a in found.group(3).split(",")]
        lines.append("%s = CFUNCTYPE(%s)" % (found.group(2), ", ".join(python_type(t) for t in [found.group(1)] + arguments)))
    for c in MANIFEST["constants"]:
        lines.append("%s = %d" % (c["name"], c["value"]))
    for h in MANIFEST["handles"]:
        lines += ["", "", "class %s(Structure):" % h["name"], '    """Opaque%s."""' % ("; released by " + h["release"] if h["release"] else "")]
    for s in MANIFEST["structs"]:
        lines += ["", "", "class %s(Structure):" % s["name"], "    _fields_ = ["]
        lines += ['        ("%s", %s),' % (m["name"], python_type(m["type"])) for m in s["members"]] + ["    ]"]
    lines += ["", "", "# Of each function: its result and its arguments.", "FUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {"]
    for f in MANIFEST["functions"]:
        lines.append('    "%s": (%s, [%s]),' % (f["name"], python_type(f["result"]["type"]), ", ".join(python_type(a["type"]) for a in f["arguments"])))
    lines.append("}")
    body = "\n".join(lines)
    used = sorted(set(re.findall(r"\bc_\w+", body)))
    head = HEAD.replace("{version}", MANIFEST["version"]).replace("{names}", ", ".join(used))
    if "CFUNCTYPE" not in body:
        head = head.replace("CFUNCTYPE, ", "")
    return head + body + TAIL


def main():
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what not in ("write", "check"):
        sys.exit(__doc__)
    text = make()
    if what == "write":
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(text)
    elif not TARGET.exists() or TARGET.read_text() != text:
        sys.exit("bindings/python/reunify/_lib.py is not what the manifest says: bindings/python/make_lib.py write")
    print("%d functions" % len(MANIFEST["functions"]))


main()

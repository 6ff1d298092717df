#!/usr/bin/env python3
"""Makes the static library: all objects in one, in which only what is public stays global, so that no name of the inside meets one of a host's.
Of a static library among the objects, whose names are hidden too, what is needed is taken.

archive.py OUTPUT OBJCOPY AR COMPILER... -- OBJECT... [LIBRARY...]
"""
import os
import pathlib
import subprocess
import sys


def main(argv):
    split = argv.index("--")
    output, objcopy, ar, compiler, objects = argv[0], argv[1], argv[2], argv[3:split], argv[split + 1:]
    whole = pathlib.Path(output + ".o")
    subprocess.run([*compiler, "-r", "-nostdlib", "-o", str(whole), *objects], check=True)
    subprocess.run([objcopy, "--localize-hidden", str(whole)], check=True)
    if os.path.exists(output):
        os.unlink(output)
    subprocess.run([ar, "rcsD", output, str(whole)], check=True)
    whole.unlink()


main(sys.argv[1:])

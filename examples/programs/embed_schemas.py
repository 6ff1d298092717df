#!/usr/bin/env python3
"""Writes the JSON Schemas into one C file: embed_schemas.py OUTPUT NAME.schema.json ..."""
import os
import sys


def main(output, *files):
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "schemas.h"\n\n')
        names = []
        for name in files:
            short = os.path.basename(name).split(".")[0]
            with open(name, "rb") as schema:
                data = schema.read()
            rows = [", ".join(str(b) for b in data[i:i + 32]) for i in range(0, len(data), 32)]
            out.write("static const unsigned char %s_schema[] = {%s};\n" % (short, ",\n    ".join(rows)))
            names.append(short)
        out.write("\nconst schema schemas[] = {\n")
        out.writelines('    {"%s", %s_schema, sizeof %s_schema},\n' % (n, n, n) for n in names)
        out.write("    {0, 0, 0},\n};\n")


main(*sys.argv[1:])

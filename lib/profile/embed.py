#!/usr/bin/env python3
"""Writes the rule packs into one C file: embed.py OUTPUT PACK.json ..."""
import json
import os
import sys


def array(number, data):
    rows = [", ".join(str(b) for b in data[i:i + 32]) for i in range(0, len(data), 32)]
    return "static const char pack_%d[] = {%s, 0};\n" % (number, ",\n    ".join(rows))


def main(output, *packs):
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "profile/packs.h"\n\n')
        entries = []
        for number, name in enumerate(sorted(packs, key=os.path.basename)):
            with open(name, encoding="utf-8") as pack:
                # Spaces between members say nothing: the library carries the compact form.
                document = json.load(pack)
            data = json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii")
            out.write(array(number, data))
            entries.append('    {"%s", pack_%d, %d},\n' % (document["id"], number, len(data)))
        out.write("\nconst builtin_pack builtin_packs[] = {\n%s};\n" % "".join(entries))
        out.write("const size_t builtin_pack_count = %d;\n" % len(entries))


main(*sys.argv[1:])

#!/usr/bin/env python3
"""
Writes the rule packs into one C file: embed.py OUTPUT PACK.json ...

They are written as what a parser would make of them, so that nothing is parsed when one is loaded: lib/json/ready.c says how values are written down. All
packs share their strings, the ones used most first, whose numbers take a byte. A pack that others extend is written a second time, as they get it: without the
items that are its own alone ("inherited": false).
"""
import collections
import json
import os
import sys

STRING, OBJECT, ARRAY, OTHER = range(4)
CONSTANTS = {"false": 0, "true": 1, "null": 2}


def refuse_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "a member stands twice: %s" % names
    return dict(pairs)


def read(name):
    with open(name, encoding="utf-8") as pack:
        return json.load(pack, object_pairs_hook=refuse_duplicates)


def compact(document):
    """Without the spaces between members, which say nothing."""
    return json.dumps(document, ensure_ascii=True, separators=(",", ":"))


def as_base(pack):
    """What others get of a pack. What it has of its own could hide something below it: so the lowest alone."""
    def others_get(item):
        return not isinstance(item, dict) or item.get("inherited") is not False
    if "extends" in pack:
        return pack
    return {name: list(filter(others_get, value)) if isinstance(value, list) else value for name, value in pack.items()}


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from strings_in(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings_in(element)


def number(value):
    """Seven bits a byte, the low ones first; the high bit says that more follow."""
    while value >= 128:
        yield 128 | value & 127
        value >>= 7
    yield value


def values(value, numbers):
    """A value and what is in it, as bytes."""
    if isinstance(value, str):
        yield from number(numbers[value] << 2 | STRING)
    elif isinstance(value, dict):
        yield from number(len(value) << 2 | OBJECT)
        for name, member in value.items():
            yield from number(numbers[name])
            yield from values(member, numbers)
    elif isinstance(value, list):
        yield from number(len(value) << 2 | ARRAY)
        for element in value:
            yield from values(element, numbers)
    elif value is None or isinstance(value, bool):
        yield from number(CONSTANTS[json.dumps(value)] << 2 | OTHER)
    else:
        assert isinstance(value, int) and value >= 0, "a pack that comes with the library holds whole numbers, none below 0: %r" % value
        yield from number(len(CONSTANTS) + value << 2 | OTHER)


def array(kind, name, items):
    rows = [", ".join(map(str, items[i:i + 32])) for i in range(0, len(items), 32)]
    return "static const %s %s[] = {%s};\n" % (kind, name, ",\n    ".join(rows))


def shared_strings(strings):
    """All bytes, and where each string begins: one more than there are."""
    data = "".join(strings).encode()
    begins = [0]
    for string in strings:
        begins.append(begins[-1] + len(string.encode()))
    return array("char", "bytes", list(data)) + array("uint32_t", "begins", begins) + "static const json_strings strings = {bytes, begins, %d};\n" % len(strings)


def main(output, *names):
    packs = [read(name) for name in sorted(names, key=os.path.basename)]
    extended = {pack.get("extends") for pack in packs}
    strings = [string for string, _ in collections.Counter(s for pack in packs for s in strings_in(pack)).most_common()]
    numbers = {string: at for at, string in enumerate(strings)}
    assert all(ord(c) < 128 for string in strings for c in string), "the packs are ASCII"
    arrays, entries = [], []
    for at, pack in enumerate(packs):
        whole = base = "pack_%d" % at
        arrays.append(array("unsigned char", whole, list(values(pack, numbers))))
        if pack["id"] in extended:
            base = "base_%d" % at
            arrays.append(array("unsigned char", base, list(values(as_base(pack), numbers))))
        head = ", ".join(json.dumps(word) if word else "NULL" for word in (pack["id"], pack["version"], pack["title"]["en"], pack.get("extends")))
        entries.append("    {%s, {%s, &strings}, {%s, &strings}, %d},\n" % (head, whole, base, len(compact(pack))))
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "profile/packs.h"\n\n' + shared_strings(strings) + "".join(arrays))
        out.write("\nconst builtin_pack builtin_packs[] = {\n%s};\n" % "".join(entries))
        out.write("const size_t builtin_pack_count = %d;\n" % len(entries))


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""
Writes the rule packs into one C file: embed.py OUTPUT PACK.json ...

The packs are plain ASCII, and say the same things over and over. So the bytes from 128 on stand for strings that occur often: the pair of bytes that is met
most is given the next free byte until none is left. Those below stand for themselves. builtin.c turns them all back.
"""
import collections
import json
import os
import sys

FIRST = 128


def refuse_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "a member stands twice: %s" % names
    return dict(pairs)


def compact(name):
    """The pack's id and its text without the spaces between members, which say nothing."""
    with open(name, encoding="utf-8") as pack:
        document = json.load(pack, object_pairs_hook=refuse_duplicates)
    return document["id"], json.dumps(document, ensure_ascii=True, separators=(",", ":"))


def shorten(texts):
    """The texts with bytes from FIRST on, and what those stand for."""
    joined = "\0".join(texts)
    words = []
    while len(words) < 256 - FIRST:
        pairs = collections.Counter(zip(joined, joined[1:]))
        pair = min((-count, a + b) for (a, b), count in pairs.items() if "\0" not in (a, b))[1]
        joined = joined.replace(pair, chr(FIRST + len(words)))
        words.append("".join(words[ord(c) - FIRST] if ord(c) >= FIRST else c for c in pair))
    return joined.split("\0"), words


def plain(texts):
    """The bytes that stand for themselves."""
    return sorted((ord(c), c) for c in set("".join(texts)) if ord(c) < FIRST)


def array(number, text):
    data = text.encode("latin-1")
    rows = [", ".join(str(b) for b in data[i:i + 32]) for i in range(0, len(data), 32)]
    return "static const unsigned char pack_%d[] = {%s};\n" % (number, ",\n    ".join(rows)), len(data)


def main(output, *names):
    packs = [compact(name) for name in sorted(names, key=os.path.basename)]
    texts, words = shorten([text for _, text in packs])
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "profile/packs.h"\n\n')
        entries = []
        for number, (short, (name, text)) in enumerate(zip(texts, packs)):
            code, length = array(number, short)
            out.write(code)
            entries.append('    {"%s", pack_%d, %d, %d},\n' % (name, number, length, len(text)))
        out.write("\nconst builtin_pack builtin_packs[] = {\n%s};\n" % "".join(entries))
        out.write("const size_t builtin_pack_count = %d;\n\n" % len(entries))
        out.write("const builtin_word builtin_words[BUILTIN_WORDS] = {\n%s};\n" %
                  "".join("    [%d] = {%d, %s},\n" % (at, len(w), json.dumps(w)) for at, w in plain(texts) + list(enumerate(words, FIRST))))
        assert max(map(len, words)) < 47, "BUILTIN_WORD is too small"


main(*sys.argv[1:])

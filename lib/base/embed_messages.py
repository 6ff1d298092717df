#!/usr/bin/env python3
"""
The library's own sentences, from messages.json.

  embed_messages.py write MESSAGES.json HEADER             writes message_ids.h, which is committed
  embed_messages.py embed OUTPUT MESSAGES.json HEADER      writes the texts into one C file, for the build

What is wrong with the texts, or a header that lacks an id, stops the build.
"""
import json
import re
import sys

HEAD = """/* The ids of messages, in the order of messages.json; made by embed_messages.py. */
#ifndef REUNIFY_LIB_MESSAGE_IDS_H
#define REUNIFY_LIB_MESSAGE_IDS_H

/* clang-format off */
enum {
%s
    MESSAGE_COUNT
};
/* clang-format on */

#endif
"""
MOST_NESTED = 4  # as in profile/messages.c
MOST_VALUES = 16  # as in base/message.h
LONGEST_NAME = 39  # as in profile/say.c


def refuse_duplicates(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), "a member stands twice: %s" % sorted(n for n in names if names.count(n) > 1)
    return dict(pairs)


def read(name):
    with open(name, encoding="ascii") as file:
        english = json.load(file, object_pairs_hook=refuse_duplicates)["languages"]["en"]
    assert english["plurals"] == {"one": ["1"]}, "message.c has the plural forms of English"
    for key, text in english["messages"].items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*", key), "no id: " + key
        check(key, text)
    return english["messages"]


def check(key, text):
    """Brackets close, and what stands in them is a name and parts; no more names than there is room for."""
    names = set(re.findall(r"[\[{]([a-z0-9_]*)", text))
    assert len(names) <= MOST_VALUES and all(len(name) <= LONGEST_NAME for name in names), "too many values, or a name that is too long: " + key
    open_brackets = []
    for at, c in enumerate(text):
        if c in "{[":
            open_brackets.append(c)
            assert len(open_brackets) <= MOST_NESTED, "too many brackets in brackets: " + key
            assert re.match(r"[a-z][a-z0-9_]*(?:}|#|:)" if c == "{" else r"[a-z][a-z0-9_]*\?", text[at + 1:]), "no name behind a bracket: " + key
        elif c in "}]":
            assert open_brackets and open_brackets.pop() + c in ("{}", "[]"), "a bracket that closes nothing: " + key
    assert not open_brackets, "a bracket that is not closed: " + key


def header(messages):
    return HEAD % "\n".join("    MSG_%s," % key.upper().replace(".", "_") for key in messages)


def embed(output, messages, name):
    with open(name, encoding="ascii") as file:
        assert file.read() == header(messages), "%s is not that of messages.json: python3 lib/base/embed_messages.py write" % name
    at, places = 0, []
    for key, text in messages.items():
        places.append(at)
        at += len(key) + len(text) + 2
    assert at < 65536, "more text than 16 bits count"
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "base/message.h"\n\n')
        # In one array, which no compiler finds too long, by places, which need no relocation.
        out.write("static const uint16_t places[MESSAGE_COUNT] = {\n    %s};\n\n" % ",\n    ".join(
            ", ".join(map(str, places[i:i + 16])) for i in range(0, len(places), 16)))
        out.write("static const char texts[] = {\n%s};\n\n" % "".join("    %s,\n" % ", ".join(map(str, (k + "\0" + t + "\0").encode("ascii"))) for k, t in messages.items()))
        out.write("const char *message_name(message_id id)\n{\n    return texts + places[id];\n}\n\n")
        out.write("const char *message_english(message_id id)\n{\n    const char *name = message_name(id);\n    return name + strlen(name) + 1;\n}\n\n")
        out.write("message_id message_named(const char *name, size_t length)\n{\n    message_id id = 0;\n"
                  "    while (id < MESSAGE_COUNT && (strncmp(message_name(id), name, length) != 0 || message_name(id)[length]))\n        id++;\n"
                  "    return id;\n}\n")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        with open(sys.argv[3], "w", encoding="ascii") as file:
            file.write(header(read(sys.argv[2])))
    else:
        embed(sys.argv[2], read(sys.argv[3]), sys.argv[4])

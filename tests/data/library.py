"""
The library inside this process, for tests that evaluate thousands of cases: to start the program for each costs a hundred times what the evaluation
does. What the program prints is held against it byte by byte, wherever both answer.
"""
import ctypes
import json
import os

import support

NONE, DECISION, FULL = 1, 2, 3
PRETTY, LEAN, ALL = 1, 2, 2


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("pathway", ctypes.c_char_p), ("explain", ctypes.c_int32), ("reserved", ctypes.c_int32)]


class Library:
    """The shared library that the program was built with."""

    def __init__(self, program):
        self.so = ctypes.CDLL(os.path.join(os.path.dirname(program), "..", "..", "libreunify.so"))
        self.so.reunify_text_data.restype = ctypes.c_void_p
        self.so.reunify_text_length.restype = ctypes.c_size_t
        self.so.reunify_error_message.restype = ctypes.c_char_p
        self.so.reunify_error_pointer.restype = ctypes.c_char_p
        self.error, self.profiles = self.new("reunify_error_new", None), {}
        self.evaluator = self.new("reunify_evaluator_new", None, None, last=False)
        self.evaluation = self.new("reunify_evaluation_new", None, None, last=False)

    def new(self, name, *arguments, last=True):
        """What a function makes, whose handle is its last parameter, or the one before."""
        made = ctypes.c_void_p()
        self.do(name, *(arguments + (ctypes.byref(made),) if last else arguments[:-1] + (ctypes.byref(made), arguments[-1])))
        return made

    def do(self, name, *arguments):
        status = getattr(self.so, name)(*arguments)
        if status:
            raise support.Failed("%s: status %d, %s: %s" % (name, status, self.so.reunify_error_pointer(self.error, ctypes.c_size_t(0)).decode(),
                                                            self.so.reunify_error_message(self.error, ctypes.c_size_t(0)).decode()))

    def profile(self, name):
        if name not in self.profiles:
            self.profiles[name] = self.new("reunify_profile_builtin", None, name.encode(), ctypes.c_size_t(len(name)), None, self.error, last=False)
        return self.profiles[name]

    def take_pack(self, name, pack):
        """A pack that does not come with the library, by a name for it."""
        text = json.dumps(pack).encode()
        self.profiles[name] = self.new("reunify_profile_from_json", None, text, ctypes.c_size_t(len(text)), None, self.error, last=False)

    def text(self, name, *arguments):
        made = self.new(name, self.evaluation, *arguments, self.error, last=False)
        data = ctypes.string_at(self.so.reunify_text_data(made), self.so.reunify_text_length(made))
        self.so.reunify_text_free(made)
        return data

    def evaluate(self, case, dates, write, explain=FULL, profile="herefordshire-2023"):
        """What `write` makes of the evaluation of a case, as JSON text, at each date."""
        record = self.new("reunify_case_from_json", None, case, ctypes.c_size_t(len(case)), ctypes.c_uint32(0), self.error, last=False)
        options = Options(ctypes.sizeof(Options), None, explain, 0)
        out, day = [], ctypes.c_int32()
        for date in dates:
            self.do("reunify_date_parse", date.encode(), ctypes.c_size_t(len(date)), ctypes.byref(day))
            self.do("reunify_evaluate_into", self.evaluator, self.profile(profile), record, day, ctypes.byref(options), self.evaluation, self.error)
            out.append(write())
        self.so.reunify_case_free(record)
        return out

    def lines(self, case, dates, flags=0, **how):
        """Documents as the program prints them, without the line's end."""
        return self.evaluate(case, dates, lambda: self.text("reunify_evaluation_to_json", ctypes.c_uint32(flags)), **how)

    def pages(self, case, dates, width, **how):
        return self.evaluate(case, dates, lambda: self.text("reunify_evaluation_to_text", ctypes.c_uint32(0), ctypes.c_int32(width)), **how)

"""Titles of steps that were folded together."""

from blockguide.guide.values import numbered
from blockguide.text import Lines
from blockguide.writers.offline.phrases.frames import ENGLISH, Language, speaking
from blockguide.writers.offline.steps.titles import settled
from blockguide.writers.offline.steps.values import Draft
from blockguide.writers.offline.writer import write_guide

LISTEN = """
import socket


def listen(connection, util):
    with socket.socket(socket.AF_UNIX) as listener:
        address = connection.arbitrary_address("AF_UNIX")
        listener.bind(address)
        listener.listen()
        util.note(address)
"""


def test_a_title_of_joined_bindings_names_only_what_is_bound(subject):
    titles = [step.title for _, step in numbered(write_guide(subject(LISTEN, "listen")).steps)]
    assert any("`address`" in title for title in titles), titles
    assert [title for title in titles if title.endswith(" the")] == []


RESTORE = """
class Node:
    def __setstate__(self, state):
        if isinstance(state, str):
            # New format (26.2+): just the value string.
            self._restore(state)
            return
        if isinstance(state, tuple) and len(state) == 2:
            # Old format (<= 25.0): the slots are in the second item.
            _, slots = state
            if isinstance(slots, dict) and "value" in slots:
                self._restore(slots["value"])
                return
        if isinstance(state, dict) and "value" in state:
            # Old format (26.0-): __dict__ with the value.
            self._restore(state["value"])
            return
        raise TypeError(state)
"""


def test_here_is_said_once(subject):
    told = str(write_guide(subject(RESTORE, "Node.__setstate__")).steps)
    assert "Stop here" in told
    assert "here here" not in told


def test_many_alike_exits_are_counted_in_good_english():
    drafts = [Draft(("stop with `Error`",), "Gives up.", Lines(n, n)) for n in range(1, 14)]
    titles = [step.title for step in settled(drafts)]
    assert "Stop with `Error` in an eighth case" in titles
    assert "Stop with `Error` in an eleventh case" in titles
    assert len(set(titles)) == len(titles)


IMPORTS = """
import os
from json import dumps, loads
from json import load as read
from re import *


def first(text):
    return loads(text)[0]


def last(text):
    return loads(text)[-1]
"""


def test_imports_are_told_together_in_any_word_order(subject):
    frames = {"{} from {}": "{1}: {0}", "every public name of {}": "{}: *", "{} and {}": "{} + {}"}
    with speaking(Language(frames, ENGLISH.words)):
        told = str(write_guide(subject(IMPORTS)).steps)
    assert "`os`" in told
    assert "`json`: `dumps`, `loads` + `load` as `read`" in told
    assert "`re`: *" in told

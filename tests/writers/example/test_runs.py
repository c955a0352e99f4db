"""Examples that are really run, in a fresh process of this Python."""

import importlib.util
from pathlib import Path

import pytest

from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.writers.offline.example import write_example

SYMBOLS = [
    ("textwrap", "shorten"),
    ("textwrap", "TextWrapper.wrap"),
    ("statistics", "median"),
    ("heapq", "merge"),
    ("bisect", "bisect_left"),
    ("fnmatch", "filter"),
    ("shlex", "split"),
    ("string", "capwords"),
    ("colorsys", "rgb_to_hsv"),
    ("fractions", "Fraction.limit_denominator"),
    ("queue", "Queue.put"),
    ("queue", "Queue.get"),
    ("asyncio.queues", "Queue.get"),
    ("concurrent.futures._base", "Future.result"),
    ("threading", "Event.wait"),
    ("contextlib", "suppress"),
    ("functools", "cached_property"),
    ("html", "escape"),
    ("glob", "has_magic"),
    ("difflib", "get_close_matches"),
    ("calendar", "Calendar.iterweekdays"),
    ("copy", "deepcopy"),
    ("tokenize", "generate_tokens"),
    ("more_itertools.more", "chunked"),
    ("more_itertools.recipes", "take"),
    ("attr.validators", "instance_of"),
    ("attr._version_info", "VersionInfo"),
    ("flask.config", "Config"),
    ("django.utils.text", "slugify"),
    ("django.utils.html", "escape"),
]


@pytest.mark.parametrize(("module", "symbol"), SYMBOLS)
def test_example_runs(subject_of, runs, module, symbol):
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    text = write_example(subject_of(select_symbol(read_source(Path(spec.origin)), symbol)))
    runs(text)


def test_the_example_of_a_new_project_runs(example, runs):
    code = """
    from dataclasses import dataclass


    @dataclass
    class Order:
        number: int
        lines: list[str]


    def invoice(order: Order, *, rate: float) -> str:
        return f"{order.number}: {len(order.lines) * rate}"
    """
    printed = runs(example(code, "invoice"))
    assert printed

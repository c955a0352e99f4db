"""Examples that are really run, in a fresh process of this Python."""

import importlib.util
import subprocess
import sys
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
def test_example_runs(subject_of, tmp_path, module, symbol):
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    text = write_example(subject_of(select_symbol(read_source(Path(spec.origin)), symbol)))
    script = tmp_path / "example.py"
    script.write_text(text)
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, f"{text}\n{done.stderr}"


def test_the_example_of_a_new_project_runs(example, tmp_path):
    code = """
    from dataclasses import dataclass


    @dataclass
    class Order:
        number: int
        lines: list[str]


    def invoice(order: Order, *, rate: float) -> str:
        return f"{order.number}: {len(order.lines) * rate}"
    """
    script = tmp_path / "example.py"
    script.write_text(example(code, "invoice"))
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout

"""What a guide depends on in its own file, and what is said when that changes."""

from pathlib import Path

import pytest

from blockguide.code.block import Block
from blockguide.code.context.values import Ingredient
from blockguide.code.project.ingredients import digest_of
from blockguide.code.select import block_at, select_lines, select_symbol
from blockguide.code.source import source_from_text
from blockguide.guide.entry import Entry, Provenance, Verdict
from blockguide.guide.freshness import block_digest, pieces_of, place_of, why_stale
from blockguide.guide.values import Guide

TEXT = """\
from math import pi

SCALE = 2


def helper(x):
    return x * SCALE


def unused(x):
    return x


def area(radius):
    return helper(pi * radius * radius)


class Shape:
    def size(self):
        return self.width

    def grow(self):
        self.width += 1
"""


def block(symbol: str, text: str = TEXT) -> Block:
    return block_at(select_symbol(source_from_text(Path("/p/shapes.py"), text), symbol))


def digest(symbol: str, text: str = TEXT) -> str:
    found = block(symbol, text)
    return block_digest(found, pieces_of(found))


def entry_of(found: Block, *outside: Ingredient) -> Entry:
    provenance = Provenance("offline", "", "1", (*pieces_of(found), *outside), ())
    return Entry(Guide("", (), ""), Verdict((), ()), provenance)


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("return x * SCALE", "return x + SCALE"),
        TEXT.replace("radius * radius", "radius ** 2"),
        TEXT.replace("from math import pi", "pi = 3"),
    ],
)
def test_what_the_block_reads_decides(changed):
    assert digest("area", changed) != digest("area")


@pytest.mark.parametrize(
    "changed",
    [
        "# A comment\n\n" + TEXT,
        TEXT.replace("def unused(x):\n    return x", "def unused(x, y):\n    return y"),
        TEXT.replace("self.width += 1", "self.width += 2"),
    ],
)
def test_what_the_block_does_not_read_does_not(changed):
    assert digest("area", changed) == digest("area")


def test_a_method_depends_on_its_class():
    assert digest("Shape.size", TEXT.replace("+= 1", "+= 2")) != digest("Shape.size")


def test_statements_at_the_top_level_depend_on_their_module():
    def of(text):
        found = block_at(select_lines(source_from_text(Path("/p/a.py"), text), 1, 1))
        return block_digest(found, pieces_of(found))

    assert of("x = 1\nprint(x)\n") != of("x = 1\nprint(2)\n")


def test_nothing_changed_is_fresh():
    assert why_stale(entry_of(block("area")), pieces_of(block("area"))) == ()


def test_the_reason_names_what_changed_in_the_file():
    now = block("area", TEXT.replace("x * SCALE", "x + SCALE"))
    assert why_stale(entry_of(block("area")), pieces_of(now)) == (
        "`helper` in `shapes.py` changed",
    )


def test_the_reason_names_the_block_itself():
    now = block("area", TEXT.replace("radius * radius", "radius ** 2"))
    assert why_stale(entry_of(block("area")), pieces_of(now)) == ("The block itself changed",)


def test_the_reason_names_what_changed_in_another_file(tmp_path):
    other = tmp_path / "text.py"
    other.write_text("def normalize(text):\n    return text.strip()\n")
    entry = entry_of(block("area"), Ingredient("normalize", other, digest_of("normalize", other)))
    assert why_stale(entry, pieces_of(block("area"))) == ()
    other.write_text("def normalize(text):\n    return text.lower()\n")
    assert why_stale(entry, pieces_of(block("area"))) == ("`normalize` in `text.py` changed",)


def test_the_place_is_the_name_or_the_line():
    assert place_of(block("Shape.size")) == "/p/shapes.py::Shape.size"
    found = block_at(select_lines(block("area").source, 3, 3))
    assert place_of(found) == "/p/shapes.py::+3"


STRINGS = """\
from typing import cast


class Shape:
    sides = 4


class Other:
    sides = 3


def grow(shape: "Shape") -> None:
    print(shape)


def made() -> "list[Shape] | None":
    return None


def local(value):
    found: "dict[str, Shape]" = value
    return found


def nested(value: list["Shape"]):
    return value


def asked(value):
    return cast("Shape", value)


def said():
    return "Shape"


class Holder:
    shape: "Shape"
"""


@pytest.mark.parametrize("symbol", ["grow", "made", "local", "nested", "asked", "Holder"])
def test_a_name_in_a_string_annotation_is_read(symbol):
    assert digest(symbol, STRINGS.replace("= 4", "= 5")) != digest(symbol, STRINGS)
    assert digest(symbol, STRINGS.replace("= 3", "= 5")) == digest(symbol, STRINGS)


def test_a_word_in_any_other_string_is_none():
    assert digest("said", STRINGS.replace("= 4", "= 5")) == digest("said", STRINGS)

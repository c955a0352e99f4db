"""A card finds its block again after edits, by the text alone."""

import random

import pytest

from blockguide.lsp.placed import Placed, Standing, find
from blockguide.text import Lines
from blockguide.workshop.values import Card, Preview

TEXT = """\
import os


def first(a):
    b = a

    return b


class Second:
    def method(self):
        return 1

    def other(self):
        return 2
"""
FIRST, SECOND, METHOD = Lines(4, 7), Lines(10, 15), Lines(11, 12)


def lines_of(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def card(name: str, *reasons: str) -> Card:
    return Card(
        f"key of {name}", name, Lines(1, 1), "", "", Preview("", (), ""), reasons, (), "offline", ""
    )


@pytest.fixture
def lines() -> list[str]:
    return lines_of(TEXT)


@pytest.fixture
def cards(lines) -> list[Placed]:
    return [
        Placed(card("first"), lines, FIRST),
        Placed(card("Second"), lines, SECOND),
        Placed(card("Second.method"), lines, METHOD),
    ]


def at(cards, lines, line, edited=False):
    found = find(cards, lines, range(line - 1, line), edited=edited)
    return found and (found.card.name, found.lines, found.standing)


def edit(cards, lines, first, last, *new):
    lines[first - 1 : last] = new
    for placed in cards:
        placed.follow(lines)


def test_the_smallest_block_counts(cards, lines):
    assert at(cards, lines, 5) == ("first", FIRST, Standing.KNOWN)
    assert at(cards, lines, 12) == ("Second.method", METHOD, Standing.KNOWN)
    assert at(cards, lines, 14) == ("Second", SECOND, Standing.KNOWN)
    assert at(cards, lines, 1) is None
    assert at(cards, lines, 8) is None


def test_a_selection_must_lie_in_the_block(cards, lines):
    assert find(cards, lines, range(10, 12), edited=False).card.name == "Second.method"
    assert find(cards, lines, range(10, 14), edited=False).card.name == "Second"
    assert find(cards, lines, range(3, 14), edited=False) is None


def test_it_moves_with_edits_above_and_stays_with_edits_below(cards, lines):
    edit(cards, lines, 2, 2, "import sys\n", "\n", "\n")
    edit(cards, lines, 10, 10, "\n", "\n")
    assert at(cards, lines, 7, edited=True) == ("first", Lines(6, 9), Standing.UNTOLD)
    assert at(cards, lines, 14, edited=True)[:2] == ("Second.method", Lines(14, 15))
    edit(cards, lines, 1, 3)
    assert at(cards, lines, 4, edited=True)[:2] == ("first", Lines(3, 6))


def test_an_edited_block_says_so(cards, lines):
    edit(cards, lines, 5, 5, "    b = a\n", "    c = b\n")
    assert at(cards, lines, 8, edited=True) == ("first", Lines(4, 8), Standing.EDITED)
    assert at(cards, lines, 9, edited=True) is None
    assert at(cards, lines, 13, edited=True) == ("Second.method", Lines(12, 13), Standing.UNTOLD)
    edit(cards, lines, 1, 1)
    assert at(cards, lines, 7, edited=True) == ("first", Lines(3, 7), Standing.EDITED)
    edit(cards, lines, 5, 5)
    assert at(cards, lines, 5, edited=True) == ("first", Lines(3, 6), Standing.UNTOLD)


def test_a_class_around_an_edited_method_is_edited(cards, lines):
    edit(cards, lines, 12, 12, "        return 3\n")
    assert at(cards, lines, 12, edited=True) == ("Second.method", METHOD, Standing.EDITED)
    assert at(cards, lines, 15, edited=True) == ("Second", SECOND, Standing.EDITED)


def test_it_is_found_after_it_was_indented(cards, lines):
    edit(
        cards,
        lines,
        4,
        7,
        "if os:\n",
        *(f"\t{line}" if line.strip() else line for line in lines[3:7]),
    )
    assert at(cards, lines, 6, edited=True) == ("first", Lines(5, 8), Standing.UNTOLD)


def test_a_block_whose_inner_margins_changed_is_edited(cards, lines):
    edit(cards, lines, 5, 5, "     b = a\n")
    assert at(cards, lines, 5, edited=True)[2] is Standing.EDITED


def test_it_is_found_after_an_edit_that_moved_several_things(cards, lines):
    moved = lines_of("\n" * 7) + lines[9:] + lines_of("x = 1\n") + lines[:8]
    for placed in cards:
        placed.follow(moved)
    assert at(cards, moved, 18, edited=True) == ("first", Lines(18, 21), Standing.UNTOLD)
    assert at(cards, moved, 10, edited=True)[:2] == ("Second.method", Lines(9, 10))


def test_a_block_that_is_gone_is_not_found(cards, lines):
    edit(cards, lines, 4, 8)
    assert at(cards, lines, 4, edited=True) is None
    assert find(cards, [], range(1), edited=True) is None


def test_a_card_that_holds_comes_before_one_that_does_not(lines):
    both = [Placed(card("stale", "it changed"), lines, FIRST), Placed(card("good"), lines, FIRST)]
    assert at(both, lines, 5)[0] == "good"


def test_the_line_end_of_the_last_line_does_not_matter_after_a_move():
    block = lines_of("def f():\n    return 1")
    placed = Placed(card("f"), block, Lines(1, 2))
    indented = lines_of("if x:\n    def f():\n        return 1\n")
    placed.follow(indented)
    assert at([placed], indented, 2, edited=True)[:2] == ("f", Lines(2, 3))


def test_random_edits_elsewhere_never_lose_it():
    lots = random.Random(7)
    for _ in range(200):
        lines = [f"x{number} = {number}\n" for number in range(30)]
        block = lines_of("def f(a):\n    return a\n")
        first = lots.randint(1, 30)
        lines[first:first] = block
        placed = Placed(card("f"), lines, Lines(first + 1, first + 2))
        for _ in range(12):
            lo, hi = lines.index(block[0]), lines.index(block[1])
            where = lots.choice([range(lo), range(hi + 1, len(lines))])
            if not where:
                continue
            start = lots.choice(where)
            lines[start : min(start + lots.randint(0, 3), where.stop)] = ["y = 1\n"] * lots.randint(
                0, 3
            )
            placed.follow(lines)
            now = lines.index(block[0]) + 1
            assert at([placed], lines, now + 1, edited=True) == (
                "f",
                Lines(now, now + 1),
                Standing.UNTOLD,
            )

"""What has one certain remedy is mended; what has none, or several, stays a finding."""

from dataclasses import replace

import pytest

from blockguide.checks.edits import Edit, edited
from blockguide.checks.frame import run_checks
from blockguide.checks.mend import mend, without_echo
from blockguide.guide.page import parse_page, render


@pytest.fixture
def mended(good_guide, subject_of):
    """Mends an example, and gives it with the codes that are still found."""

    def run(example, what="total"):
        subject = subject_of(what)
        guide = replace(good_guide, example=example)
        after = mend(guide, subject, run_checks(guide, subject))
        codes = {finding.code for finding in run_checks(after, subject).findings}
        return after.example, {code for code in codes if code.startswith("BG3")}

    return run


def test_a_good_guide_is_left_as_it_is(good_guide, subject_of):
    subject = subject_of("total")
    assert mend(good_guide, subject, run_checks(good_guide, subject)) is good_guide


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("print(total([]))\n", "from shop.prices import total\n\nprint(total([]))\n"),
        (
            "import os\n\nprint(total([os.name]))\n",
            "from shop.prices import total\nimport os\n\nprint(total([os.name]))\n",
        ),
        (
            "from shop.prices import total\n\nprint(total([]), Path())\n",
            "from pathlib import Path\nfrom shop.prices import total\n\nprint(total([]), Path())\n",
        ),
        (
            """'''Sums.'''
from __future__ import annotations
print(total([]), sys.path)
""",
            """'''Sums.'''
from __future__ import annotations
from shop.prices import total
import sys

print(total([]), sys.path)
""",
        ),
        (
            "from shop.prices import total\nprint(total([]), Decimal(1))\n",
            "from decimal import Decimal\nfrom shop.prices import total\nprint(total([]), Decimal(1))\n",
        ),
    ],
)
def test_a_missing_import_with_one_source_is_added(mended, before, after):
    assert mended(before) == (after, set())


def test_a_name_without_a_source_stays_a_finding(mended):
    example = "from shop.prices import total\n\nprint(total(prices_of_today))\n"
    assert mended(example) == (example, {"BG303"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from shop import total\n\ntotal([])\n", "from shop.prices import total\n\ntotal([])\n"),
        (
            "from prices import total as t\n\nt([])\n",
            "from shop.prices import total as t\n\nt([])\n",
        ),
        (
            "def run():\n    from .prices import (\n        total,\n        Item,\n    )\n    return total([Item('é')])\n\n\nrun()\n",
            "def run():\n    from shop.prices import total, Item\n    return total([Item('é')])\n\n\nrun()\n",
        ),
    ],
)
def test_a_wrong_path_of_the_block_is_set_right(mended, before, after):
    assert mended(before) == (after, set())


def test_a_path_of_something_else_is_left(mended):
    example = "from shop.prices import total\nfrom shop.missing import thing\n\ntotal(thing)\n"
    assert mended(example) == (example, {"BG302"})


def test_a_near_keyword_is_set_right(mended):
    before = "from shop.prices import total\n\nprint('é', total([], round_too=  3))\n"
    assert mended(before) == (before.replace("round_too=  3", "round_to=3"), set())


@pytest.mark.parametrize("call", ["total([], quite_else=3)", "total([], 0.1, rat=0.2)"])
def test_a_keyword_that_is_near_none_stays_a_finding(mended, call):
    example = f"from shop.prices import total\n\n{call}\n"
    assert mended(example) == (example, {"BG304"})


def test_several_faults_are_mended_together(mended):
    before = "from shop import total\n\nprint(total([], round_two=3), json.dumps(1))\n"
    after = "import json\nfrom shop.prices import total\n\nprint(total([], round_to=3), json.dumps(1))\n"
    assert mended(before) == (after, set())


def test_broken_python_is_left(mended):
    assert mended("print(total(\n") == ("print(total(\n", {"BG301"})


def test_an_echoed_heading_and_texts_out_of_form_are_mended(good_guide, subject_of):
    subject = subject_of("total")
    bad = replace(
        good_guide,
        description="# How to Use This Code Block\n\nDescription\n\nIt sums\n`items`.",
        example=good_guide.example.replace("\n", "\r\n"),
    )
    after = mend(bad, subject, run_checks(bad, subject))
    assert after == replace(good_guide, description="It sums `items`.")


def test_what_stands_before_the_title_is_an_echo(good_guide):
    page = render(good_guide)
    assert without_echo(f"Sure! Here is the guide.\n\n{page}") == page
    assert without_echo(f"Here:\n# {page}") == page
    assert without_echo(page) == page
    assert without_echo("nothing of the kind") == "nothing of the kind"
    assert parse_page(without_echo(page.replace("=" * 89, "=" * 26, 1))) == good_guide


def test_edits_count_in_bytes_and_never_overlap():
    assert edited("é = a\n", [Edit(0, 2, "x"), Edit(5, 6, "bc"), Edit(5, 7, "lost")]) == "x = bc\n"
    assert edited("abc", [Edit(0, 1, "x"), Edit(2, 3, "z")]) == "xbz"

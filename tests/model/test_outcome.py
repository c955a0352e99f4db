"""The table of the model's proof counts sentences: flagged, standing, changed, gone."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from clipping_story import GOOD, selection_in
from whole_answer import read_whole

from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at
from blockguide.code.subject import Subject
from blockguide.guide.entry import Entry, Provenance, Verdict
from blockguide.writers.model.alignment import aligned

UNTRUE = "Sends `width` to the archive."


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    yield
    for name in ("fates", "outcome"):
        sys.modules.pop(name, None)


@pytest.fixture
def subject(tmp_path):
    block = block_at(selection_in(tmp_path))
    way = reach(block, find_project(block.source.path, None))
    return Subject(block, read_facts(block), Context(way, tmp_path, (), (), (), ()))


@pytest.fixture
def good(subject):
    return aligned(read_whole(GOOD), subject, "en")


def fates_of(own, final, subject):
    from fates import fates

    return [
        (each.section.value, each.flagged, each.fate.value) for each in fates(own, final, subject)
    ]


def test_every_sentence_of_a_good_guide_stands(good, subject):
    told = fates_of(good, good, subject)
    assert told == [
        *[("description", False, "stands")] * 2,
        *[("steps", False, "stands")] * 2,
    ]


def test_a_flagged_step_is_followed_to_its_end(good, subject):
    wrong = replace(good, steps=(good.steps[0], replace(good.steps[1], text=UNTRUE)))
    assert fates_of(wrong, good, subject)[2:] == [
        ("steps", False, "stands"),
        ("steps", True, "gone"),
    ]


def test_a_sentence_that_was_changed_is_told_from_one_that_is_gone(good, subject):
    vague = good.description.replace("cuts", "simply cuts")
    own = replace(
        good, description=f"{vague} The Martian archive keeps every telegram for nine winters."
    )
    assert fates_of(own, good, subject)[:3] == [
        ("description", False, "changed"),
        ("description", False, "stands"),
        ("description", True, "gone"),
    ]


def test_the_table_has_a_row_for_each_form_and_section(good, subject):
    from fates import fates
    from outcome import Outcome, sentence_table

    wrong = replace(good, steps=(good.steps[0], replace(good.steps[1], text=UNTRUE)))
    entry = Entry(good, Verdict((), ()), Provenance("model", "m", "1", (), ()))
    outcome = Outcome("clipping:clip", "free", entry, (), fates(wrong, good, subject))
    assert sentence_table([outcome]).splitlines()[2:4] == [
        "| as it likes | description | 2 | 0 | 2 | 0 | 0 |",
        "| as it likes | steps | 2 | 1 | 1 | 0 | 1 |",
    ]

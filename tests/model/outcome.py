"""What became of a model's words, block by block, and the table that tells it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from fates import Fate, Sentence

from blockguide.guide.entry import Entry, Severity
from blockguide.guide.page import render
from blockguide.guide.values import Section

START, END = "<!-- small model -->\n", "<!-- /small model -->\n"
AUTHORS = ("model", "mended", "offline")
FORMS = {"free": "as it likes", "formed": "forced into the form by a grammar"}
_MEANINGS = """\
Flagged: a check found an error in the sentence, or in the step that it belongs to. Changed: mended, or corrected by the model's
second answer. Gone: taken out, or the offline writer's words stand in its place.
"""
_CODE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Outcome:
    """A finished guide: of which block, in which form the model wrote, what was said on the way, its sentences."""

    block: str
    form: str
    entry: Entry
    notices: tuple[str, ...]
    sentences: tuple[Sentence, ...]


OUTCOMES = pytest.StashKey[list[Outcome]]()


def table(outcomes: Sequence[Outcome]) -> str:
    """How many sections stayed the model's, were mended, were replaced."""
    rows = [
        "| the model wrote | section | guides | stayed as it was | mended | replaced |\n",
        "|---|---|---|---|---|---|\n",
    ]
    for form, told in FORMS.items():
        chosen = [each for each in outcomes if each.form == form]
        for at, section in enumerate(Section):
            count = Counter(each.entry.provenance.authors[at] for each in chosen)
            figures = " | ".join(str(count[author]) for author in AUTHORS)
            rows.append(f"| {told} | {section.value} | {len(chosen)} | {figures} |\n")
    return "".join(rows)


def sentence_table(outcomes: Sequence[Outcome]) -> str:
    """How many of the model's sentences were flagged, and how many stand, were changed, are gone."""
    rows = [
        "| the model wrote | section | sentences | flagged | stand as they were | changed | gone |\n",
        "|---|---|---|---|---|---|---|\n",
    ]
    for form, told in FORMS.items():
        for section in (Section.DESCRIPTION, Section.STEPS):
            chosen = [
                each
                for outcome in outcomes
                if outcome.form == form
                for each in outcome.sentences
                if each.section is section
            ]
            count = Counter(each.fate for each in chosen)
            figures = " | ".join(str(count[fate]) for fate in Fate)
            flagged = sum(each.flagged for each in chosen)
            rows.append(f"| {told} | {section.value} | {len(chosen)} | {flagged} | {figures} |\n")
    return f"{''.join(rows)}\n{_MEANINGS}"


def faults(outcomes: Sequence[Outcome]) -> str:
    """How often each check found an error in the model's own words."""
    count = Counter(
        finding.code
        for each in outcomes
        for finding in each.entry.provenance.before
        if finding.severity is Severity.ERROR
    )
    told = ", ".join(f"{code} {times}" for code, times in sorted(count.items()))
    pages = sum(
        any(finding.severity is Severity.ERROR for finding in each.entry.provenance.before)
        for each in outcomes
    )
    return f"Errors in the model's own words, in {pages} of {len(outcomes)} guides: {told}.\n"


def write_pages(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Writes each page with what was found in it before, for eyes to read."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in outcomes:
        authors = ", ".join(each.entry.provenance.authors)
        before = "".join(
            f"- {finding.code} {finding.severity.value} {finding.section.value} {finding.place}: "
            f"{finding.message}\n"
            for finding in each.entry.provenance.before
        )
        said = "".join(f"> {notice}\n" for notice in each.notices)
        text = (
            f"{each.block} ({each.form}): {authors}\n{said}\n"
            f"{render(each.entry.guide)}\nBefore:\n{before}"
        )
        (folder / f"{_CODE.sub('-', each.block.lower())}.md").write_text(text, "utf-8")


def write_table(text: str, page: Path) -> None:
    """Puts the table between its markers."""
    before, start, rest = page.read_text("utf-8").partition(START)
    assert start, f"{page} has no line {START.strip()}"
    page.write_text(f"{before}{START}{text}{END}{rest.partition(END)[2]}", "utf-8")

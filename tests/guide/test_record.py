"""An entry travels as JSON and comes back the same; damage is one clear error."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.code.context.values import Gap, Ingredient
from blockguide.guide.entry import Entry, Finding, Provenance, Severity, Usage, Verdict
from blockguide.guide.record import (
    entry_from_record,
    entry_to_record,
    guide_from_record,
    guide_to_record,
)
from blockguide.guide.values import Section

VERDICT = Verdict(
    ("BG101",), (Finding("BG201", Section.STEPS, Severity.WARNING, "Vague.", "step 3.1"),)
)
PROVENANCE = Provenance(
    "offline",
    "",
    "1",
    (Ingredient("f", Path("/a/b.py"), "00ff"),),
    (Gap("names", "late", transient=True),),
    ("model", "mended", "offline"),
    VERDICT.findings,
    Usage(12, 34, estimated=True),
)


FLAGS = (("transient",), ("estimated",))


def paths_into(value, path=()):
    yield path
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, child in children:
        yield from paths_into(child, (*path, key))


@given(data=st.data())
def test_every_guide_comes_back_through_json(data, any_guides):
    guide = data.draw(any_guides)
    assert guide_from_record(json.loads(json.dumps(guide_to_record(guide)))) == guide


def test_an_entry_comes_back_through_json(guide):
    entry = Entry(guide, VERDICT, PROVENANCE)
    assert entry_from_record(json.loads(json.dumps(entry_to_record(entry)))) == entry


def test_the_guide_s_record_is_the_published_one(guide):
    record = guide_to_record(guide)
    assert list(record) == ["title", "description", "steps", "example", "language"]
    assert record["title"] == "How to Use This Code Block"
    assert record["steps"][1] == {
        "title": "Return it",
        "text": "Returns it.",
        "lines": [8, 8],
        "children": [],
    }


def test_any_damage_is_a_value_error(guide):
    record = entry_to_record(Entry(guide, VERDICT, PROVENANCE))
    for path in paths_into(record):
        for wrong in (None, 3.5, [1], {"a": 1}, "x" if path[-1:] in FLAGS else True):
            damaged = {"root": copy.deepcopy(record)}
            place = damaged
            for key in ("root", *path)[:-1]:
                place = place[key]
            place[("root", *path)[-1]] = wrong
            if path[-1:] == ("title",) and len(path) == 2:
                continue  # the page's title is told by the language
            if path[-1:] == ("tokens",) and wrong is None:
                continue  # no model was asked
            with pytest.raises(ValueError, match="record of an entry"):
                entry_from_record(damaged["root"])

"""Every value comes back the same through JSON, and nothing else is taken for one."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.events import Noticed, Revised
from blockguide.guide.values import Section
from blockguide.settings import Settings
from blockguide.text import Lines, Span
from blockguide.workshop.records import (
    BadRecordError,
    error_from_record,
    error_to_record,
    from_record,
    to_record,
)
from blockguide.workshop.values import Card, Finished, News, Reuse, Started, Wrote

text = st.text(st.characters(exclude_categories=()), max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
cards = st.builds(Card)
news = st.one_of(
    st.builds(Started),
    st.builds(Wrote),
    st.builds(Revised),
    st.builds(Noticed),
    st.builds(Finished, record=st.dictionaries(text, json_values, max_size=3)),
)
st.register_type_strategy(
    Path, text.filter(lambda name: "\0" not in name).map(lambda name: Path("/p", name))
)
st.register_type_strategy(str, text)


def through_json(record):
    return json.loads(json.dumps(record))


@given(news)
def test_news_come_back_the_same(value):
    assert from_record(News, through_json(to_record(value))) == value


@given(st.lists(cards, max_size=3).map(tuple))
def test_cards_come_back_the_same(value):
    assert from_record(tuple[Card, ...], through_json(to_record(value))) == value


@given(st.builds(Settings), st.builds(Span), st.sampled_from(Reuse))
def test_what_an_order_is_made_of_comes_back_the_same(settings, span, reuse):
    for value in (settings, span, reuse):
        assert from_record(type(value), through_json(to_record(value))) == value


@given(json_values)
def test_anything_else_is_refused_in_one_way(record):
    for kind in (News, Settings, tuple[Card, ...], Reuse, Span, Path | None):
        with contextlib.suppress(BadRecordError):
            from_record(kind, record)


@pytest.mark.parametrize(
    "record",
    [
        {"is": "Lines", "first": True, "last": 2},
        {"is": "Lines", "first": 1.0, "last": 2},
        {"is": "Lines", "first": 1},
        {"is": "Lines", "first": 1, "last": 2, "more": 3},
        {"is": "Span", "first": 1, "last": 2},
        {"first": 1, "last": 2},
        [1, 2],
        None,
    ],
)
def test_a_record_that_is_nearly_right_is_refused(record):
    with pytest.raises(BadRecordError):
        from_record(Lines, record)


def test_a_failure_comes_back_the_same():
    error = BlockGuideError(ErrorCode.TOO_SLOW, "It is slow.", "Wait.")
    back = error_from_record(through_json(error_to_record(error)))
    assert (back.code, back.message, back.advice) == (error.code, error.message, error.advice)
    for record in ({}, {"code": "no such code", "message": "", "advice": ""}, None):
        with pytest.raises(BadRecordError):
            error_from_record(record)


def test_a_section_is_its_name():
    assert to_record(Wrote(Section.STEPS, "x")) == {"is": "Wrote", "section": "steps", "text": "x"}

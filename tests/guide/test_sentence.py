"""Where prose ends."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.guide.sentence import has_end, is_left_open, stops_short, with_end, without_cut_end


@pytest.mark.parametrize(
    "text",
    [
        "Returns `x`.",
        "For each line:",
        "Is it so?",
        "Says “no.”",
        "Returns it (a list.)",
        "結果を返す。",
        "यह जोड़ता है।",
        "یہ جمع کرتا ہے۔",
    ],
)
def test_a_whole_sentence_has_its_end(text):
    assert has_end(text)
    assert with_end(text) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Returns `x`", "Returns `x`."),
        ("Returns the sum of `a` and `b`", "Returns the sum of `a` and `b`."),
        ("Gibt die Summe zurück", "Gibt die Summe zurück."),
        ("Returns the list (sorted)", "Returns the list (sorted)."),
        ("", ""),
    ],
)
def test_only_the_full_stop_is_missing(text, mended):
    assert with_end(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Returns the",
        "Is used to",
        "Returns `x",
        "Returns `x.",
        "Takes `a`,",
        "Is often, ",
        "Is often,.",
    ],
)
def test_what_breaks_off_is_not_closed(text):
    assert with_end(text) == text
    assert not has_end(text)


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("Cuts `text`. It then ret", "Cuts `text`."),
        ("Cuts `text`.\n\nIt then ret", "Cuts `text`."),
        ("Cuts `text. And", ""),
        ("1. **Cut**: Cuts it. *(3)*\n2. **Retu", "1. **Cut**: Cuts it. *(3)*"),
        ("1. **Cut**: Cuts it. *(3)*\n2. **Return**: Returns `x`. Then it", "1. **Cut**: Cuts it. *(3)*\n2. **Return**: Returns `x`."),
        ("1. **Cut**: Cuts it. *(3)*\n", "1. **Cut**: Cuts it. *(3)*"),
        ("Version 1.5 of", ""),
    ],
)  # fmt: skip
def test_the_sentence_that_was_cut_goes(body, whole):
    assert without_cut_end(body) == whole


@given(st.text(alphabet="ab `.!\n12*()", max_size=60))
def test_what_is_left_is_a_beginning_and_stays(body):
    whole = without_cut_end(body)
    assert body.startswith(whole)
    assert with_end(with_end(body)) == with_end(body)


def test_a_word_of_any_length_is_looked_at_once():
    began = time.perf_counter()
    assert not is_left_open("x" * 1_000_000)
    assert not stops_short("x" * 1_000_000)
    assert time.perf_counter() - began < 1

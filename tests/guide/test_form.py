"""Any text can be brought into form, and no word of it is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blockguide.guide.flaws import flaws
from blockguide.guide.form import (
    code_spans,
    one_line,
    paragraphs,
    pieces,
    source_text,
    title_line,
    without_code,
)
from blockguide.guide.values import Guide, Step, make_guide, moved, numbered
from blockguide.text import Lines


@pytest.mark.parametrize("form", [one_line, title_line, paragraphs, source_text])
@settings(max_examples=40)
@given(data=st.data())
def test_bringing_into_form_twice_changes_nothing(data, nasty_texts, form):
    once = form(data.draw(nasty_texts))
    assert form(once) == once


@pytest.mark.parametrize("form", [one_line, title_line, paragraphs, source_text])
@settings(max_examples=40)
@given(data=st.data())
def test_no_word_is_lost(data, nasty_texts, form):
    text = data.draw(nasty_texts)
    assert re.findall(r"\w", form(text)) == re.findall(r"\w", text)


@settings(max_examples=40)
@given(data=st.data())
def test_pieces_join_to_the_text(data, nasty_texts):
    text = data.draw(nasty_texts)
    assert "".join(piece.text for piece in pieces(text)) == text


@settings(max_examples=40)
@given(data=st.data())
def test_a_formed_guide_has_only_the_flaws_of_what_is_missing(data, any_guides):
    guide = data.draw(any_guides)
    formed = make_guide(guide.description, guide.steps, guide.example)
    missing = r"is empty|are no steps|has no|no lines of a file"
    assert [flaw for flaw in flaws(formed) if not re.search(missing, flaw.message)] == []


def test_code_keeps_its_spaces_and_text_does_not():
    assert one_line(' a \n b `"x  y"` \u2028\x07c `d\n  e` ') == 'a b `"x  y"` c `d e`'


def test_code_spans_follow_markdown():
    assert code_spans("`a` and ``b`c`` and \\`no\\` and ` d ` and ``` open") == ("a", "b`c", "d")
    assert without_code("Set `x` to ``y``.") == "Set ` to `."


def test_a_title_can_always_stand_in_bold():
    assert title_line("Raise `x**2` by **k") == r"Raise `x**2` by \*\*k"
    assert title_line("an open ` tick and a \\") == "an open \\` tick and a \\\\"


@pytest.mark.parametrize(
    "start", ["# A", "```", "~~~", "---", "* * *", "=====", "<pre>", "<!-- x", "[a]: b"]
)
def test_a_paragraph_never_becomes_another_block(start):
    assert paragraphs(f"One.\n\n{start}\n\nTwo.") == f"One.\n\n\\{start}\n\nTwo."


def test_a_paragraph_s_lines_join_and_paragraphs_stay_apart():
    assert (
        paragraphs("\n One\r\ntwo.\r\n \t\r\n\r\nThree \x0b four.\n") == "One two.\n\nThree four."
    )


def test_flaws_are_named(guide):
    assert flaws(guide) == ()
    bad = Guide("a\nb", (Step("", " t", Lines(0, 0)), Step("a*", "", Lines(3, 2))), "x", "tlh")
    assert [(flaw.place, flaw.message) for flaw in flaws(bad)] == [
        ("step 1", "Step 1 has no title."),
        ("step 2", "Step 2 has no text."),
        ("", "There are no headings in the language 'tlh'."),
        ("", "The description is not made of paragraphs of one line each."),
        ("step 1", "The text of step 1 is not one line of words with one space between them."),
        ("step 1", "The lines of step 1 are no lines of a file: 0."),
        ("step 2", "The title of step 2 cannot stand in bold on one line."),
        ("step 2", "The lines of step 2 are no lines of a file: 3-2."),
        ("", "The example is not source text that ends in one line end."),
    ]
    assert [flaw.message for flaw in flaws(Guide("", (), ""))] == [
        "The description is empty.",
        "There are no steps.",
        "The example is empty.",
    ]


def test_a_guide_moves_with_its_block(guide):
    down = moved(guide, 10)
    assert [(number, str(step.lines)) for number, step in numbered(down.steps)] == [
        ("1", "13-17"),
        ("1.1", "15-16"),
        ("2", "18"),
    ]
    assert moved(down, -10) == guide

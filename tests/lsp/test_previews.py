"""What a hover says: Markdown or plain text, and one line about the guide's state."""

import pytest
from markdown_it import MarkdownIt

from blockguide.guide.draft import Draft
from blockguide.guide.page import render
from blockguide.guide.values import Section, SectionDelta, make_guide, make_step
from blockguide.lsp.placed import Found, Standing
from blockguide.lsp.previews import Link, as_markdown, as_plain_text, preview_so_far, state_of
from blockguide.lsp.wording import ENGLISH
from blockguide.text import Lines
from blockguide.workshop.values import Card, Preview

PREVIEW = Preview(
    "Reads `path` and **all** of it.", ("Open `path`", "Return the *text*"), "read('a')\n"
)


def found(standing=Standing.KNOWN, reasons=(), findings=()):
    card = Card("k", "f", Lines(1, 2), "", "", PREVIEW, reasons, findings, "offline", "")
    return Found(card, Lines(1, 2), standing)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (found(), "Checked."),
        (found(findings=("a",)), "Checked: 1 finding."),
        (found(findings=("a", "b")), "Checked: 2 findings."),
        (found(Standing.UNTOLD), "Checked, before the latest edits."),
        (found(Standing.UNTOLD, findings=("a",)), "Checked: 1 finding, before the latest edits."),
        (found(Standing.EDITED, reasons=("It changed",)), "Edited since it was checked."),
        (found(reasons=("`f` in `a.py` changed",)), "Stale: `f` in `a.py` changed."),
        (found(reasons=("A.", "B", "C")), "Stale: A. B. C."),
        (found(reasons=("A", "B", "C", "D")), "Stale: A. B. C. And 1 more reason."),
        (found(reasons=tuple("ABCDE")), "Stale: A. B. C. And 2 more reasons."),
    ],
)
def test_the_state_is_told_in_one_line(given, state):
    assert state_of(given, ENGLISH) == state


def test_markdown():
    assert as_markdown(PREVIEW, "Checked.") == (
        "Reads `path` and **all** of it.\n\n"
        "*Checked.*\n\n"
        "1. Open `path`\n2. Return the *text*\n\n"
        "```python\nread('a')\n```"
    )


def test_state_and_links_stand_where_a_hover_shows_them():
    shown = as_markdown(
        PREVIEW, "Checked.", (Link("Show", "command:x"), Link("Other", "command:y"))
    )
    assert shown.split("\n\n")[1] == "*Checked.* · [Show](command:x) · [Other](command:y)"


TABLE = "| kind | price |\n|:-----|------:|\n| `a`  | 1 \\| 2 |\n| b | |"
ROWS = "- kind · price\n- `a` · 1 \\| 2\n- b"


@pytest.mark.parametrize(
    ("purpose", "shown"),
    [
        (TABLE, ROWS),
        (f"Prices by kind:\n{TABLE}", f"Prices by kind:\n\n{ROWS}"),
        ("kind | price\n--- | ---\na | 1", "- kind · price\n- a · 1"),
        ("a\n|-|", "a\n|-|"),
        ("| a |\n|-|", "- a"),
        ("Either `a | b` or\n`c | d`.", "Either `a | b` or\n`c | d`."),
    ],
)
def test_a_purpose_with_a_table_shows_its_rows(purpose, shown):
    """Several editors show a hover's table as one heap of bars."""
    told = as_markdown(Preview(purpose, (), ""), "Checked.")
    assert told == f"{shown}\n\n*Checked.*"
    assert not MarkdownIt("gfm-like", {"linkify": False}).render(told).count("<table")


def test_a_table_that_is_being_written_is_none_in_a_hover():
    reader, draft, in_pages = MarkdownIt("gfm-like", {"linkify": False}), Draft("en"), []
    for sign in f"{TABLE}\n":
        draft.take(SectionDelta(Section.DESCRIPTION, sign))
        in_pages.append("<table" in reader.render(draft.page()))
        told = as_markdown(preview_so_far(draft.page(), "en"), "Being written.")
        assert "<table" not in reader.render(told)
    assert any(in_pages)


def test_plain_text_has_no_markup():
    assert as_plain_text(PREVIEW, "Stale: `f` changed.") == (
        "Reads path and all of it.\n\n"
        "1. Open path\n2. Return the *text*\n\n"
        "    read('a')\n\n"
        "Stale: f changed."
    )


def test_plain_text_keeps_what_only_looks_like_markup():
    preview = Preview(r"Multiplies `a * b * c`, and \*args with `__init__`, ``a`b``.", (), "")
    assert as_plain_text(preview, "").startswith(
        "Multiplies a * b * c, and *args with __init__, a`b."
    )


def test_an_example_with_a_fence_stays_in_its_own():
    shown = as_markdown(Preview("", (), "x = '''\n```\n'''\n"), "Checked.")
    assert shown.startswith("*Checked.*\n\n````python\n")


def test_long_guides_are_cut():
    preview = Preview(
        "P.", tuple(f"Step {n}" for n in range(40)), "".join(f"x{n}\n" for n in range(50))
    )
    shown = as_markdown(preview, "Checked.")
    assert "12. Step 11\n13. …" in shown
    assert "x19\n...\n```" in shown
    assert "x20" not in shown


def test_a_page_that_is_being_written_has_a_preview_at_any_moment():
    steps = (
        make_step("Open it", "Opens `a`.", Lines(1, 1)),
        make_step(
            "Close **it**", "Closes.", Lines(2, 2), (make_step("Inner", "Is within.", Lines(2, 2)),)
        ),
    )
    page = render(make_guide("Purpose.\n\nMore.", steps, "run()\n"))
    assert preview_so_far(page, "en").purpose == "Purpose."
    assert preview_so_far(page, "en").steps[0] == "Open it"
    assert len(preview_so_far(page, "en").steps) == 2
    assert preview_so_far(page, "en").example == "run()\n"
    for end in range(len(page)):
        preview = preview_so_far(page[:end], "en")
        assert "Purpose.".startswith(preview.purpose) or preview.purpose == ""
        assert "run()\n".startswith(preview.example)
        assert "*Being written.*" in as_markdown(preview, "Being written.").split("\n\n")
        assert as_plain_text(preview, "Being written.")

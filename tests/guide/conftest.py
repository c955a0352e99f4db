"""Guides with the nastiest text that the page must hold."""

import pytest
from hypothesis import strategies as st

from blockguide.guide.values import Guide, Step, make_guide
from blockguide.text import Lines

NASTY = [
    "`", "``", "```", "~~~", "*", "**", "***", ": ", "**: ", "*(3)*", " *(3-7)*", "\\", "\\\\", "#", "# ", "1. ", "- ",
    "    - **Title**: text *(9)*", "Description", "Execution Steps", "Usage Example", "How to Use This Code Block",
    "=" * 89, "-" * 25, "\nDescription\n" + "-" * 25 + "\n", "\nUsage Example\n" + "-" * 25 + "\n\n```python\n",
    "\n", "\n\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\x0c", "\x0b", "\x1c", "\0", "\x07", "\ud800", "\u00a0", "\u3000",
    "\U0001f40d", "é", "`a`", "`` a`b ``", "`x**2`", "```python\n", "<!--", "<pre>", "[a]: b", "word", " ", "  ", "\t", ".", "def f():\n    '''x'''\n",
]  # fmt: skip

nasty_text = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), max_size=8).map(
    "".join
)
lines = st.tuples(st.integers(1, 60_000), st.integers(0, 500)).map(
    lambda pair: Lines(pair[0], sum(pair))
)


def _steps(title, text, lines):
    return st.recursive(
        st.builds(Step, title, text, lines),
        lambda inner: st.builds(Step, title, text, lines, st.lists(inner, max_size=3).map(tuple)),
        max_leaves=6,
    )


def _guides(text, lines):
    steps = st.lists(_steps(text, text, lines), max_size=4).map(tuple)
    return st.builds(Guide, text, steps, text, st.just("en"))


any_guide = _guides(nasty_text, st.builds(Lines, st.integers(-3, 99), st.integers(-3, 99)))
formed_guide = _guides(nasty_text, lines).map(
    lambda each: make_guide(each.description, each.steps, each.example)
)


@pytest.fixture(scope="session")
def any_guides():
    """Guides whose texts are anything at all."""
    return any_guide


@pytest.fixture(scope="session")
def formed_guides():
    """Well-formed guides with nasty text; some lack a section."""
    return formed_guide


@pytest.fixture(scope="session")
def nasty_texts():
    return nasty_text


@pytest.fixture
def guide() -> Guide:
    child = Step("Split the line at `=`", "Partitions `line`.", Lines(5, 6))
    return Guide(
        "`read` reads a file.\n\nIt returns a `dict`.",
        (
            Step("Read the file", "For each line: *(4)* it", Lines(3, 7), (child,)),
            Step("Return it", "Returns it.", Lines(8, 8)),
        ),
        "from app import read\n\nprint(read())\n",
    )

"""What is remembered of a text's long strings is what reading it anew would find, whatever was edited."""

import io
import tokenize
from pathlib import Path

import django.db.models.query
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blockguide.lsp.long_strings import LongStrings, masked_tokens
from blockguide.text import split_lines

LINES = st.sampled_from(
    [
        "x = 1\n",
        '"""\n',
        "'''\n",
        'a = """b"""\n',
        '# """\n',
        's = \'"""\'\n',
        '"""a""" + """\n',
        "\\'''\n",
        "\n",
    ]
)
EDITS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 4), st.lists(LINES, max_size=4)), max_size=8
)


@given(st.lists(LINES, max_size=20), EDITS)
def test_following_edits_equals_reading_anew(lines, edits):
    followed = LongStrings()
    followed.hold(lines, 0)
    for at, gone, new in edits:
        lines[at : at + gone] = new
        anew = LongStrings()
        for line in range(len(lines) + 1):
            assert followed.hold(lines, line) == anew.hold(lines, line)


@pytest.mark.parametrize("module", [tokenize, io, pytest, django.db.models.query, st], ids=str)
def test_it_finds_what_the_tokenizer_finds(module):
    text = Path(module.__file__).read_text(encoding="utf-8")
    lines = split_lines(text)
    inside = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING and token.string.endswith(('"""', "'''")):
            inside |= set(range(token.start[0], token.end[0]))
    strings = LongStrings()
    assert {line for line in range(len(lines)) if strings.hold(lines, line)} == inside


def test_tokens_of_one_line_are_masked():
    assert masked_tokens("def f(a=':', b=\"#\"):  # c:") == "def f(a=___, b=___):  ####"
    assert masked_tokens('x = """') is None

"""What a model wrote cannot run, load, hide or lead astray."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from blockguide.guide.safe import safe_code, safe_prose


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Splits `a < b` and `<b>`.", "Splits `a < b` and `<b>`."),
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("a <b> c", r"a \<b> c"),
        ("a < b", "a < b"),
        ("&lt;b&#62;", r"\&lt;b\&#62;"),
        ("![pixel](https://evil.example/p.png)", "pixel"),
        ("see [the docs](https://docs.example/x)", "see the docs (https://docs.example/x)"),
        ("[https://a.example](https://b.example)", "https://a.example (https://b.example)"),
        ("[run](command:workbench.action.quit)", "run"),
        ("[run](javascript:alert(1))", "run"),
        ("[x](//evil.example/y)", "x"),
        ("[code](src/app.py)", "code (`src/app.py`)"),
        ("[a][b]", "a"),
        ("[![p](https://e.example/p.png)](https://e.example)", "p (https://e.example)"),
        ("user\u202etxt.exe", "user(U+202E)txt.exe"),
        ("a\u200bb\x07c", "a(U+200B)b(U+0007)c"),
        ("`x[0](y)`", "`x[0](y)`"),
        (r"![\[a](command:x)", r"![\[a] (command:x)"),
        ("[`run`](command:x)", "[`run`] (command:x)"),
        ("[a]: command:x", r"[a]\: command:x"),
        ("[`a`]: command:x", r"[`a`]\: command:x"),
    ],
)
def test_prose_is_made_safe(text, safe):
    assert safe_prose(text) == safe


@example("[a]: command:x")
@given(st.text(alphabet="[]()!<>&#;`abc:/.h\\ \u202e"))
def test_nothing_dangerous_is_left_outside_code(text):
    once = safe_prose(text)
    assert "\u202e" not in once
    html = MarkdownIt("commonmark").render(f"{once}\n\n[a] [b] [c]\n")
    assert not re.search("<(a|img)[ >]", html)
    if "`" not in once and "\\" not in text:
        assert "](" not in once or "(" in once
        for at, sign in enumerate(once):
            if sign == "<" and once[at + 1 : at + 2].isalpha():
                assert once[at - 1] == "\\"


def test_code_shows_what_would_hide_in_it():
    assert safe_code("x = '\u202ea'\n\ty = 1\n") == "x = '\\u202ea'\n\ty = 1\n"

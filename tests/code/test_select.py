"""From what a person marks, or names, to the block that it means."""

import time
from pathlib import Path

import pytest

from blockguide.code.block import BlockKind, Selection
from blockguide.code.select import block_at, select_line, select_lines, select_module, select_symbol
from blockguide.code.source import source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.text import Point, Span

LIBRARY = '''\
# Licence
"""A module."""

import os


# About retries.
# Second line.
@first
@second(
    1
)
def retry(action, times=3):
    """Call again."""
    # Count down.
    while times > 0:  # as long as it takes
        try:
            return action()
        except OSError as error:
            last = error
            # one fewer
        else:
            pass
        times -= 1; print(times)

    total = (times
             + 1)
    raise last
    # never here

# between


class Report:
    limit = 3

    # Ordering.
    def rows(self):
        if self.limit: return []
        match self.limit:
            case 1:
                found = [x for x in range(3)]
            case _:
                found = """
  raw
"""
        return found

    @property
    def total(self): return 1

    @total.setter
    def total(self, value): pass


if os.name == "nt":
    def join(a): return a
else:
    def join(b):
        def inner(c):
            return c
        return inner
'''


def source_of(text):
    return source_from_text(Path("/project/module.py"), text)


def block_of(text, marked):
    """The block of a marked piece of a text; `|` in it is a cursor."""
    cursor = marked.find("|")
    piece = marked.replace("|", "")
    offset = text.index(piece)
    ends = (offset, offset + len(piece)) if cursor < 0 else (offset + cursor, offset + cursor)
    points = [Point(text.count("\n", 0, end), end - text.rfind("\n", 0, end) - 1) for end in ends]
    return block_at(Selection(source_of(text), Span(*points)))


def failing(call, *arguments):
    with pytest.raises(BlockGuideError) as caught:
        call(*arguments)
    return caught.value


def of_lines(first, last):
    block = block_at(select_lines(source_of(LIBRARY), first, last))
    return block.kind.value, block.qualname, str(block.lines)


@pytest.mark.parametrize(
    ("first", "last", "kind", "qualname", "lines"),
    [
        (1, 1, "module", "", "1-62"),  # a comment above the module's docstring
        (2, 2, "module", "", "1-62"),  # a docstring means what it documents
        (14, 14, "function", "retry", "7-29"),
        (4, 13, "statements", "", "4-29"),  # across scopes
        (7, 8, "function", "retry", "7-29"),  # the comments above a definition
        (9, 9, "function", "retry", "7-29"),  # a decorator
        (11, 13, "function", "retry", "7-29"),  # the end of one, and the def
        (13, 13, "function", "retry", "7-29"),  # the line of a def
        (15, 15, "statements", "retry", "15-24"),  # a comment means the next statement
        (16, 16, "statements", "retry", "16-24"),  # the head of a loop
        (17, 18, "statements", "retry", "17-23"),
        (18, 18, "statements", "retry", "18"),
        (19, 19, "statements", "retry", "17-23"),  # an `except`
        (20, 21, "statements", "retry", "20-21"),  # stays in its arm, with the comment
        (21, 21, "statements", "retry", "17-23"),  # a comment that nothing follows in its arm
        (20, 23, "statements", "retry", "17-23"),  # across arms
        (22, 22, "statements", "retry", "17-23"),  # an `else`
        (24, 26, "statements", "retry", "16-27"),  # out of the loop and on
        (27, 27, "statements", "retry", "26-27"),  # the second line of a statement
        (29, 29, "function", "retry", "7-29"),  # a comment at the end of a body
        (31, 31, "class", "Report", "31-53"),  # a comment between definitions
        (30, 33, "class", "Report", "31-53"),
        (35, 38, "statements", "Report", "35-47"),
        (37, 38, "function", "Report.rows", "37-47"),
        (41, 41, "statements", "Report.rows", "40-46"),  # a `case`
        (45, 45, "statements", "Report.rows", "44-46"),  # inside a string
        (49, 52, "statements", "Report", "49-53"),  # two definitions
        (52, 54, "function", "Report.total", "52-53"),
        (57, 57, "function", "join", "57"),
        (58, 58, "statements", "", "56-62"),
        (60, 60, "function", "join.inner", "60-61"),
        (2, 62, "module", "", "1-62"),
    ],
)
def test_lines(first, last, kind, qualname, lines):
    block = block_at(select_lines(source_of(LIBRARY), first, last))
    assert (block.kind.value, block.qualname, str(block.lines)) == (kind, qualname, lines)


@pytest.mark.parametrize(
    ("line", "lines"),
    [(3, "4"), (5, "7-29"), (25, "26-27"), (30, "34-53"), (36, "37-47"), (54, "56-62"), (61, "61")],
)
def test_a_cursor_on_a_blank_line_means_what_follows(line, lines):
    assert str(block_at(select_line(source_of(LIBRARY), line)).lines) == lines


def test_a_cursor_that_nothing_follows_means_what_is_around():
    text = "def f():\n    x = 1\n\n    # end\n\n\n"
    assert block_of(text, "# e|nd").qualname == "f"
    assert block_at(select_line(source_of(text), 6)).kind is BlockKind.MODULE


@pytest.mark.parametrize("marked", ["times -= 1|; print(times)", "times -|= 1", "|times -= 1; pr"])
def test_a_cursor_takes_one_of_the_statements_of_a_line(marked):
    assert block_of(LIBRARY, marked).text == "times -= 1\n"


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("self.limit: r", "if self.limit: return []\n"),
        ("eturn []", "return []\n"),
        ("; print(ti", "times -= 1; print(times)\n"),
        ("rint(times)", "print(times)\n"),
        ("|found = [", "found = [x for x in range(3)]\n"),
    ],
)
def test_ragged_selections_grow_to_whole_statements(marked, text):
    assert block_of(LIBRARY, marked).text == text


def test_a_comment_beside_a_head_belongs_to_it():
    block = block_of(LIBRARY, "# as long")
    assert block.text.startswith("while times > 0:  # as long as it takes\n    try:\n")


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("x = a + (b * c)\n", "(b * c)", "(b * c)"),
        ("x = a + (b * c)\n", "b * c", "b * c"),
        ("x = a + (b * c)\n", "a + (b * c)", "a + (b * c)"),
        ("x = a + ( b ) \n", " ( b ) ", "( b )"),
        ("f(a, (b, c))\n", "b, c", "(b, c)"),
        ("f(x for x in y)\n", "x for x in y", "(x for x in y)"),
        ("if x > 3:\n    pass\n", "x > 3", "x > 3"),
        ("while (n := next(i)):\n    pass\n", "n := next(i)", "(n := next(i))"),
        ("def f():\n    y = yield x\n", "yield x", "yield x"),
        ("x = (a +\n     b)\n", "a +\n     b", "(a +\n     b)"),
        ("x = [\n  a,\n  b]\n", "[\n  a,\n  b]", "[\n  a,\n  b]"),
        ("x = [i for i in range(3) if i]\n", "range(3)", "range(3)"),
        ("with open(p) as f:\n    pass\n", "open(p)", "open(p)"),
        ("match a.b:\n    case 1 if c(d):\n        pass\n", "c(d)", "c(d)"),
        ("é = 'é', f(x)\n", "f(x)", "f(x)"),
        ("f(\n    g(a, b),\n    c,\n)\n", "    g(a, b),\n", "g(a, b)"),
        ("f(\n    g(a, b)\n    , c\n)\n", "    , c", "c"),
        ("x = [\n    (a +\n     b) ,\n    c,\n]\n", "    (a +\n     b) ,\n", "(a +\n     b)"),
        ("x = [\n    a,\n    f(b),  # two, really\n]\n", "f(b),  # two, really", "f(b)"),
        ("x = [\n    a,\n    f(b)  # last\n]\n", "    f(b)  # last\n", "f(b)"),
        ("x = [\n    a,\n    '#',  ## ''\n]\n", "    '#',  ## ''\n", "'#'"),
        ("x = f(a), b\n", "f(a),", "f(a)"),
        ("x = f(a),\n", "f(a),", "f(a),"),
        ("f(\n    k=v,\n    d={1: g(2), 3: 4},\n)\n", "g(2),", "g(2)"),
        ("with open(p), open(q):\n    pass\n", "open(p),", "open(p)"),
    ],
)
def test_an_expression_of_a_statement(text, marked, expected):
    block = block_of(text, marked)
    assert (block.kind, block.text) == (BlockKind.EXPRESSION, expected)


@pytest.mark.parametrize(
    ("text", "marked", "kind"),
    [
        ("x = a + b * c\n", "a + b ", "statements"),
        ("f(a, b)\n", "a, b", "statements"),
        ("f(a)\n", "f(a)", "statements"),
        ("total = a\n", "total", "statements"),
        ("x = a[1:2]\n", "1:2", "statements"),
        ("f(*rest)\n", "*rest", "statements"),
        ("x = a.name\n", "name", "statements"),
        ("x = f'{a}'\n", "{a}", "statements"),
        ("def f(a=b(1)): pass\n", "b(1)", "function"),
        ("class A(b.C): pass\n", "b.C", "class"),
        ("if a: b = c\n", "a: b", "statements"),
        ("f(\n    a,\n    b,\n)\n", "    a,\n    b,\n", "statements"),
        ("f(\n    k=v,\n)\n", "    k=v,\n", "statements"),
        ("f(\n    *rest,\n)\n", "    *rest,\n", "statements"),
        ("x = [\n    a,  # one\n]\n", ",  # one", "statements"),
        ("f(a)  # why\n", "f(a)  # why", "statements"),
        ("f(a),  # why\n", "f(a),  # why", "statements"),
        ("a, b = c\n", "a,", "statements"),
    ],
)
def test_no_expression(text, marked, kind):
    assert block_of(text, marked).kind.value == kind


@pytest.mark.parametrize(
    ("symbol", "lines"),
    [
        ("retry", "7-29"),
        ("Report", "34-53"),
        ("Report.rows", "37-47"),
        ("Report.total", "52-53"),
        ("join", "59-62"),
        ("join.inner", "60-61"),
        ("join.<locals>.inner", "60-61"),
    ],
)
def test_symbols(symbol, lines):
    block = block_at(select_symbol(source_of(LIBRARY), symbol))
    assert (str(block.lines), block.qualname) == (lines, symbol.replace(".<locals>", ""))


def test_a_symbol_that_is_a_whole_file_is_not_the_module():
    source = source_of("def f(): pass")
    assert block_at(select_symbol(source, "f")).kind is BlockKind.FUNCTION
    assert block_at(select_module(source)).kind is BlockKind.MODULE


@pytest.mark.parametrize(
    ("symbol", "suggestion"),
    [
        ("Report.row", "Report.rows"),
        ("rows", "Report.rows"),
        ("retyr", "retry"),
        ("zzzz", "Class.method"),
    ],
)
def test_unknown_symbols_suggest_near_ones(symbol, suggestion):
    error = failing(select_symbol, source_of(LIBRARY), symbol)
    assert error.code is ErrorCode.UNKNOWN_SYMBOL
    assert suggestion in error.advice


def test_lines_that_are_not_there():
    source = source_of("x = 1\n\n  \n")
    error = failing(select_lines, source, 2, 9)
    assert (error.code, "has 3 lines" in error.message) == (ErrorCode.PAST_THE_END, True)
    assert failing(select_line, source, 4).code is ErrorCode.PAST_THE_END
    assert failing(select_line, source_of(""), 1).code is ErrorCode.PAST_THE_END
    assert failing(select_lines, source, 2, 1).code is ErrorCode.BAD_TARGET
    assert failing(select_lines, source, 0, 1).code is ErrorCode.BAD_TARGET
    assert failing(select_lines, source, 2, 3).code is ErrorCode.EMPTY_SELECTION


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "# only"])
def test_a_file_without_statements_is_a_module_without_nodes(text):
    source = source_of(text)
    cursor = Span(Point(0, 0), Point(0, 0))
    for span in [select_module(source).span, cursor, Span(Point(0, 1), Point(0, 4))]:
        block = block_at(Selection(source, span))
        assert (block.kind, block.nodes, block.name) == (BlockKind.MODULE, (), None)


def test_spans_outside_the_text_are_clamped():
    source = source_of("x = 1\ny = 2\n")
    assert block_at(Selection(source, Span(Point(-3, -1), Point(0, 999)))).text == "x = 1\n"
    assert block_at(Selection(source, Span(Point(99, 0), Point(99, 9)))).kind is BlockKind.MODULE
    assert block_at(Selection(source, Span(Point(1, 3), Point(0, 1)))).text == "x = 1\n"


def test_dedenting_leaves_strings_alone():
    text = (
        "class A:\n    def f(self):\n        x = ('''\n        in\n    out\n''' 'a'\n             'b')\n"
        "# low\n        y = 'c\\\n        d'\n\n        return x\n"
    )
    block = block_at(select_lines(source_of(text.replace("\n", "\r\n")), 2, 2))
    assert block.text == (
        "def f(self):\n    x = ('''\n        in\n    out\n''' 'a'\n         'b')\n"
        "# low\n    y = 'c\\\n        d'\n\n    return x\n"
    )


def test_form_feeds_and_tabs_are_dedented():
    text = "class A:\n\x0c\tx = 1\n\n\x0c\n\tdef f(self):\n\t\treturn 1\n"
    block = block_at(select_lines(source_of(text), 2, 5))
    assert block.text == "x = 1\n\n\ndef f(self):\n\treturn 1\n"


def test_a_block_that_touches_a_hole_is_a_fragment():
    source = source_of("def f():\n    a = 1\n    b = = 2\n    return a\n\ndef g():\n    return 1\n")
    broken = block_at(select_lines(source, 1, 1))
    assert (broken.kind, broken.name, len(broken.nodes)) == (BlockKind.FRAGMENT, "f", 1)
    assert block_at(select_lines(source, 3, 3)).text == "b = = 2\n"
    assert block_at(select_lines(source, 2, 2)).kind is BlockKind.STATEMENTS
    assert block_at(select_lines(source, 7, 7)).kind is BlockKind.STATEMENTS
    assert block_at(select_lines(source, 6, 6)).kind is BlockKind.FUNCTION
    assert block_at(select_module(source)).kind is BlockKind.FRAGMENT


def test_a_hole_of_several_lines_is_one_statement():
    text = "x = [\n    1,\n    2 3,\n]\ny = 1\n"
    block = block_at(select_lines(source_of(text), 3, 3))
    assert (str(block.lines), block.text) == ("1-4", text[: text.index("y")])


def test_magics_are_blocks_too():
    block = block_at(select_line(source_of("%matplotlib inline\nx = 1\n"), 1))
    assert (block.text, block.span.end) == ("%matplotlib inline\n", Point(0, 18))


def test_a_block_of_a_huge_file_is_found_at_once():
    source = source_of("def f(x):\n    # about y\n    y = x\n    return y\n\n" * 10_000)
    block_at(select_line(source, 1))
    started = time.process_time()
    for line in range(3, 50_000, 500):
        assert block_at(select_line(source, line)).text == "y = x\n"
    assert time.process_time() - started < 0.5


def test_the_last_arm_of_a_long_chain_is_found():
    arms = "".join(f"elif a == {n}:\n    b = {n}\n" for n in range(1, 300))
    source = source_of("if a == 0:\n    b = 0\n" + arms)
    assert block_at(select_line(source, 600)).text == "b = 299\n"
    assert str(block_at(select_line(source, 599)).lines) == "1-600"

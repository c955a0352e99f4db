import pytest

CODE = """
def f(rows):
    total: int = 0
    names = []
    count, *rest = rows
    for row in rows:
        total += row
        names.append(row)
        last = row
    total = str(total)
    def show():
        return names
    if rest:
        print(last)
    else:
        count = 1
    return show, count
"""


def later(found):
    return {bind.name: bind.read_later for bind in found.binds}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((2, 4), {"total": 6, "names": 7, "count": 16, "rest": 12}),
        ((5, 8), {"row": None, "total": 9, "last": 13}),
        ((9, 9), {"total": None}),
        ((10, 11), {"show": 16}),
        ((15, 15), {"count": 16}),
        ((6, 6), {"total": 9}),
    ],
)
def test_who_reads_a_name_after_the_block(facts, lines, expected):
    assert later(facts(CODE, lines)) == expected


def test_lines_and_annotation_of_a_bind(facts):
    bind = facts(CODE, (2, 4)).binds[0]
    assert (bind.name, str(bind.lines), bind.annotation) == ("total", "2", "int")


def test_a_name_that_a_nested_function_binds_itself_is_not_read_by_it(facts):
    code = "x = 1\ndef f(x):\n    return x\ndef g():\n    x = 2\n    return x\n"
    assert later(facts(code, (1, 1))) == {"x": None}
    assert later(facts(code + "def h():\n    return x\n", (1, 1))) == {"x": 8}


def test_an_attribute_or_a_string_of_that_name_is_no_reading(facts):
    code = "x = 1\na.x = 2\nprint('x', a.x)  # x\n"
    assert later(facts(code, (1, 1))) == {"x": None}


def test_methods_do_not_read_the_names_of_their_class(facts):
    code = "class C:\n    x = 1\n    def f(self):\n        return x\n    y = x\n"
    assert later(facts(code, (2, 2))) == {"x": 5}


def test_the_finally_of_the_same_try_comes_after_its_body_but_an_else_of_an_if_does_not(facts):
    code = "def f():\n    try:\n        x = 1\n    finally:\n        print(x)\n"
    assert later(facts(code, (3, 3))) == {"x": 5}
    code = "def f(a):\n    if a:\n        x = 1\n    else:\n        print(x)\n    return 1\n"
    assert later(facts(code, (3, 3))) == {"x": None}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import a.b, c as d\nfrom e import f as g, h\nfrom i import *", ["a", "d", "g", "h"]),
        ("def f(): x = 1\nclass C: y = 1\nasync def g(): pass", ["f", "C", "g"]),
        ("try: pass\nexcept E as error: a = 1", ["a"]),
        ("for i, (j, *k) in z: pass\nwith a as (b, c): pass", ["i", "j", "k", "b", "c"]),
        ("[x for x in y if (n := x)]\na.b = c[0] = d = 1", ["n", "d"]),
        ("x: int\ny: int = 1", ["y"]),
        ("match a:\n    case {'k': k, **rest} | [k, *rest]: pass", ["rest", "k"]),
    ],
)
def test_every_way_to_bind(facts, code, names):
    assert [bind.name for bind in facts(code).binds] == names

from pathlib import Path

import pytest

from blockguide.code.block import BlockKind, Selection
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.source import source_from_text
from blockguide.text import Point, Span


def origins(found):
    return {read.name: read.origin.value for read in found.reads}


@pytest.mark.parametrize(
    ("code", "where", "expected"),
    [
        pytest.param(
            """
            import os
            def f(a, b=os.sep):
                return a + b + c
            """,
            "f",
            {"os": "global", "c": "unknown"},
            id="parameters are bound, defaults are read outside",
        ),
        pytest.param(
            """
            def f():
                return [x for x in y if x], {k: v for k, v in z}
            """,
            "f",
            {"y": "unknown", "z": "unknown"},
            id="comprehensions bind their own targets",
        ),
        pytest.param(
            """
            x = 1
            class C:
                x = 2
                y = [x for _ in range(x)]
                def m(self):
                    return x
            """,
            "C",
            {"range": "builtin", "x": "global"},
            id="methods and inner comprehensions do not see class names",
        ),
        pytest.param(
            """
            x = 1
            class C:
                x = x
            """,
            "C",
            {"x": "global"},
            id="a class body may read what it is about to shadow",
        ),
        pytest.param(
            """
            def outer(a):
                def inner():
                    nonlocal a
                    a += 1
                    return a, b
                b = 1
                return inner
            """,
            "outer.inner",
            {"a": "enclosing", "b": "enclosing"},
            id="nonlocal and a name bound later",
        ),
        pytest.param(
            """
            def f():
                global counter
                counter += 1
            def g():
                return counter
            """,
            "g",
            {"counter": "global"},
            id="bound by a global statement elsewhere",
        ),
        pytest.param(
            """
            def f(data):
                if (n := len(data)) > 10 and n < limit:
                    return n
            """,
            "f",
            {"len": "builtin", "limit": "unknown"},
            id="a walrus binds before it is read",
        ),
        pytest.param(
            """
            def f(data):
                any((hit := x) for x in data)
                return hit
            """,
            "f",
            {"any": "builtin"},
            id="a walrus in a comprehension binds in the function",
        ),
        pytest.param(
            """
            def f():
                try:
                    pass
                except ValueError as error:
                    print(error)
            """,
            "f",
            {"ValueError": "builtin", "print": "builtin"},
            id="the name of an except clause",
        ),
        pytest.param(
            """
            def f(command):
                match command:
                    case {"x": x, **rest} | [x, *rest] if x > low:
                        return x, rest
                    case Point(x=0) as point:
                        return point
            """,
            "f",
            {"low": "unknown", "Point": "unknown"},
            id="captures of a match",
        ),
        pytest.param(
            """
            import functools
            T = int
            @functools.cache
            def f(a: T) -> "str":
                local: T = a
                return local
            """,
            "f",
            {"functools": "global", "T": "global"},
            id="decorators and annotations",
        ),
        pytest.param(
            """
            class C:
                def f(self):
                    return super().f(), __class__, __name__
            """,
            "C.f",
            {"super": "builtin", "__class__": "builtin", "__name__": "builtin"},
            id="names that Python gives",
        ),
        pytest.param(
            """
            class C:
                size = 1
                half = size / 2
            """,
            (3, 3),
            {"size": "enclosing"},
            id="statements in a class body see its names",
        ),
        pytest.param(
            "f = lambda a, b=c: a + d", None, {"c": "unknown", "d": "unknown"}, id="a lambda"
        ),
        pytest.param(
            "from os import *\nprint(sep)",
            None,
            {"print": "builtin", "sep": "unknown"},
            id="a star",
        ),
        pytest.param(
            "def f():\n    return f()\n", "f", {}, id="a recursive function does not read itself"
        ),
        pytest.param(
            "open = open\n", None, {"open": "builtin"}, id="a module may shadow a builtin"
        ),
        pytest.param("a = 1\ndel a\ndel b\n", None, {"b": "unknown"}, id="del needs the name"),
    ],
)
def test_origin_of_every_read(facts, code, where, expected):
    assert origins(facts(code, where)) == expected


STATEMENTS = """
def report(self, rows, limit):
    total = 0
    top = sorted(rows)[:limit]
    for row in top:
        total += row.value
        self.seen.append(row)
    if total:
        label = self.name
    print(label, total)
    return helper(top)
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((3, 3), {"sorted": "builtin", "rows": "enclosing", "limit": "enclosing"}),
        ((4, 6), {"top": "enclosing", "total": "enclosing", "self": "enclosing"}),
        (
            (2, 6),
            {"sorted": "builtin", "rows": "enclosing", "limit": "enclosing", "self": "enclosing"},
        ),
        ((7, 9), {"total": "enclosing", "self": "enclosing", "print": "builtin"}),
        ((10, 10), {"helper": "unknown", "top": "enclosing"}),
    ],
)
def test_a_run_of_statements_reads_what_it_did_not_bind(facts, lines, expected):
    assert origins(facts(STATEMENTS, lines)) == expected


def test_a_name_bound_on_one_path_only_is_read_from_before(facts):
    code = """
    def f(flag):
        value = 0
        if flag:
            value = 1
        return value
    """
    assert origins(facts(code, (3, 5))) == {"flag": "enclosing", "value": "enclosing"}
    both = code.replace("return value", "else:\n            value = 2\n        return value")
    assert origins(facts(both, (3, 7))) == {"flag": "enclosing"}


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        ("with a: x = 1\nprint(x)", False),
        ("try:\n    x = 1\nexcept E:\n    x = 2\nprint(x)", False),
        ("try:\n    x = 1\nexcept E:\n    pass\nprint(x)", True),
        ("try:\n    x = 1\nexcept E:\n    raise\nprint(x)", False),
        ("try:\n    pass\nfinally:\n    x = 1\nprint(x)", False),
        ("for x in a: pass\nprint(x)", True),
        ("for x in a:\n    print(x)", False),
        ("while a:\n    x = 1\nprint(x)", True),
        ("match a:\n    case 1:\n        x = 1\n    case _:\n        x = 2\nprint(x)", False),
        ("match a:\n    case 1:\n        x = 1\n    case 2:\n        x = 2\nprint(x)", True),
        ("match a:\n    case [x]:\n        print(x)", False),
        ("x = 1\ndel x\nprint(x)", True),
        ("x: int\nprint(x)", True),
        ("x += 1", True),
    ],
)
def test_definite_assignment(facts, body, is_read):
    last = body.count("\n") + 2
    found = facts(f"x = 0\n{body}\n", (2, last))
    assert ("x" in origins(found)) is is_read


def test_a_local_name_is_never_the_global_of_the_same_name(facts):
    code = """
    x = 1
    def f(flag):
        if flag:
            x = 2
        print(x)
        return 1
    """
    assert "x" not in origins(facts(code, (3, 5)))


def test_attributes_are_dotted_and_in_order(facts):
    found = facts(
        """
        import os
        def f(p, self):
            self.log = os.path.join(p, "a")
            self.a.b = os.path.exists(self.log)
            os.path.join(p)
        """,
        (3, 5),
    )
    paths = {read.name: read.attributes for read in found.reads}
    assert paths == {"os": ("path.join", "path.exists"), "p": (), "self": ("a", "log")}


def test_spans_count_code_points_also_in_f_strings(facts):
    found = facts('def f():\n    return "é𝕏", name, f"""é\n  {name!r:>{width}}"""\n', (2, 3))
    spans = {read.name: read.spans for read in found.reads}
    assert spans["name"][0] == Span(Point(1, 17), Point(1, 21))
    assert spans["width"] == (Span(Point(2, 12), Point(2, 17)),)


def test_an_expression_inside_a_comprehension_reads_its_variables():
    text = "def f(rows, limit):\n    return [clean(row) + limit for row in rows]\n"
    source = source_from_text(Path("/project/sample.py"), text)
    marked = block_at(Selection(source, Span(Point(1, 12), Point(1, 30))))
    assert marked.kind is BlockKind.EXPRESSION
    assert origins(read_facts(marked)) == {
        "clean": "unknown",
        "row": "enclosing",
        "limit": "enclosing",
    }

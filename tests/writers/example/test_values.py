"""From annotations, uses and names to arguments."""

import pytest

PRELUDE = """
from __future__ import annotations

import datetime as dt
import enum
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import (
    IO, Annotated, Any, ClassVar, Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar, Union,
)
from uuid import UUID


class Color(enum.Enum):
    RED = 1
    GREEN = 2


@dataclass
class Point:
    x: int
    y: int = 0
    kind: ClassVar[str] = "point"
    tags: list[str] = field(default_factory=list)


class Size(NamedTuple):
    width: int
    height: int


class Row(TypedDict):
    name: str
    age: int


class Plain:
    def __init__(self, path: Path):
        self.path = path


UserId = NewType("UserId", int)
T = TypeVar("T", bound=Decimal)
Names = list[str]
"""


@pytest.mark.parametrize(
    ("annotation", "argument"),
    [
        ("int", "3"),
        ("str", '"example"'),
        ("bytes", 'b"example"'),
        ("bool", "True"),
        ("float", "1.5"),
        ("None", "None"),
        ("Optional[int]", "3"),
        ("int | None", "3"),
        ("Union[None, str]", '"example"'),
        ('Literal["left", "right"]', '"left"'),
        ("Annotated[int, 'note']", "3"),
        ("list[int]", "[1, 2, 3]"),
        ("list[str]", '["red", "green", "blue"]'),
        ("Sequence[float]", "[0.5, 1.5]"),
        ("Iterable[int]", "[1, 2, 3]"),
        ("Iterator[int]", "iter([1, 2, 3])"),
        ("dict[str, int]", '{"example": 3}'),
        ("Mapping[str, list[int]]", '{"example": [1, 2, 3]}'),
        ("set[int]", "{1, 2, 3}"),
        ("tuple[int, str]", '(3, "example")'),
        ("tuple[int, ...]", "(1, 2, 3)"),
        ("tuple[str]", '("example",)'),
        ("list[tuple[str, int]]", '[("red", 1), ("green", 2)]'),
        ("Callable[[int, int], int]", "lambda first, second: 3"),
        ("Callable[[str], None]", "print"),
        ("Callable[[], str]", 'lambda: "example"'),
        ("Color", "Color.RED"),
        ("Point", "Point(x=3)"),
        ("Size", "Size(width=10, height=10)"),
        ("Row", 'Row(name="name", age=3)'),
        ("UserId", "3"),
        ("T", 'Decimal("1.50")'),
        ("Names", '["red", "green", "blue"]'),
        ("type[int]", "int"),
        ("type[Point]", "Point"),
        ("Decimal", 'Decimal("1.50")'),
        ("dt.datetime", "datetime(2024, 5, 17, 9, 30)"),
        ("dt.timedelta", "timedelta(minutes=5)"),
        ("re.Pattern[str]", 're.compile(r"[\\w ]+")'),
        ("re.Pattern[bytes]", 're.compile(rb"[\\w ]+")'),
        ('"int"', "3"),
        ("IO[bytes]", "BytesIO("),
        ("IO[str]", "StringIO("),
    ],
)
def test_annotation(example, annotation, argument):
    code = f"{PRELUDE}\n\ndef use(given: {annotation}) -> str:\n    return repr(given)\n"
    assert f"use({argument}" in example(code, "use")


def test_a_web_server_is_called_back_by_a_function(example):
    code = "from wsgiref.types import StartResponse\n\ndef use(given: StartResponse) -> str:\n    return repr(given)\n"
    assert "= lambda status, headers, exc_info=None: print" in example(code, "use")


def test_a_match_of_bytes_is_made_of_bytes(example):
    code = "import re\n\ndef use(given: re.Match[bytes]) -> bytes:\n    return given[0]\n"
    assert 'given = re.match(rb"' in example(code, "use")


@pytest.mark.parametrize(
    ("body", "argument"),
    [
        ("return given + 1", "use(3)"),
        ("return given.lower()", 'use("example")'),
        ("return given.decode()", 'use(b"example")'),
        ("given.append(1)", "given = [1, 2, 3]"),
        ("return [a + b for a, b in given]", "use([("),
        ("return dict(given.items())", 'use({"name": "value"})'),
        ("return given['size']", '{"size": '),
        ("return given(1, 2)", "use(lambda first, second: first)"),
        ("return given()", "use(lambda: 1)"),
        ("return given.read()", "use(StringIO("),
        ("return given.group(1)", "use(re.match("),
        ("return given.year", "use(datetime(2024, 5, 17, 9, 30))"),
        ("return open(given).read()", "use(str(path))"),
        ("return 'yes' if given == 'fast' else 'no'", 'use("fast")'),
        ("return helper(given)", "use([1, 2, 3])"),
    ],
)
def test_use(example, body, argument):
    code = f"import re\nfrom datetime import datetime\n\ndef helper(rows):\n    return [row + 1 for row in rows]\n\ndef use(given):\n    {body}\n"
    assert argument in example(code, "use")


def test_parameters_with_defaults_are_left_out(example):
    assert "use(3)" in example(
        "def use(n: int, flag: bool = False, *, deep=None):\n    return n\n", "use"
    )


def test_keyword_only_parameters_are_named(example):
    assert "use(count=3)" in example("def use(*, count: int):\n    return count\n", "use")


def test_documented_types_count(example):
    code = '''
    def use(amount):
        """Double it.

        :type amount: float
        """
        return twice(amount)

    from elsewhere import twice
    '''
    assert "use(1.5)" in example(code, "use")


def test_a_guard_that_raises_is_passed(example):
    code = """
    def use(n):
        if n % 2:
            raise ValueError("even numbers only")
        if n > 100:
            raise ValueError("too large")
        return n // 2
    """
    text = example(code, "use")
    assert "use(2)" in text or "use(0)" in text or "use(10)" in text


def test_the_name_suggests_a_value_last(example):
    assert 'use("https://example.com' in example("def use(url):\n    return url\n", "use")


def test_members_that_one_statement_binds_are_members(example, runs):
    code = """
    import enum


    class Code(enum.IntEnum):
        TEXT, BINARY = 1, 2


    def name_of(code: Code) -> str:
        return code.name
    """
    text = example(code, "name_of")
    assert "print(name_of(Code.TEXT))" in text
    runs(text)

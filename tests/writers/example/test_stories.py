"""One example for each kind of block, as a person would type it."""

from pathlib import Path
from textwrap import dedent

import pytest

from blockguide.code.context.values import CallSite

STORIES = {
    "function": (
        """
        def area(width: int, height: int) -> int:
            return width * height
        """,
        "area",
        """
        from app.tools import area

        print(area(10, 10))
        """,
    ),
    "a function that ends in an error for what it does not know": (
        """
        def switched(word):
            if isinstance(word, str):
                word = word.lower()
            if word in (True, "on", 1):
                return True
            if word in (False, "off", 0):
                return False
            raise ValueError(word)
        """,
        "switched",
        """
        from app.tools import switched

        print(switched("on"))
        """,
    ),
    "docstring": (
        '''
        def double(x):
            """Double a number.

            >>> double(21)
            42
            """
            return x * 2
        ''',
        "double",
        """
        from app.tools import double

        print(double(21))
        """,
    ),
    "coroutine": (
        "async def fetch(n: int) -> int:\n    return n\n",
        "fetch",
        """
        import asyncio

        from app.tools import fetch

        print(asyncio.run(fetch(3)))
        """,
    ),
    "generator": (
        "def pairs(items):\n    for a in items:\n        yield a, a\n",
        "pairs",
        """
        from app.tools import pairs

        for item in pairs([1, 2, 3]):
            print(item)
        """,
    ),
    "endless generator": (
        "def ticks():\n    n = 0\n    while True:\n        yield n\n        n += 1\n",
        "ticks",
        """
        from itertools import islice

        from app.tools import ticks

        print(list(islice(ticks(), 3)))
        """,
    ),
    "context manager": (
        "from contextlib import contextmanager\n\n\n@contextmanager\ndef opened(name: str):\n    yield name\n",
        "opened",
        """
        from app.tools import opened

        with opened("name") as value:
            print(value)
        """,
    ),
    "context manager that gives nothing": (
        "from contextlib import contextmanager\n\n\n@contextmanager\ndef quiet():\n    yield\n",
        "quiet",
        """
        from app.tools import quiet

        with quiet():
            print("inside")
        """,
    ),
    "decorator": (
        """
        def loud(function):
            def wrapper(*args):
                return function(*args)
            return wrapper
        """,
        "loud",
        """
        from app.tools import loud


        @loud
        def greet(*args):
            return "hello"


        print(greet())
        """,
    ),
    "dataclass": (
        """
        from dataclasses import dataclass


        @dataclass
        class Retry:
            attempts: int
            delay: float = 0.5

            def total(self) -> float:
                return self.attempts * self.delay
        """,
        "Retry",
        """
        from app.tools import Retry

        retry = Retry(attempts=3)
        print(retry.total())
        """,
    ),
    "enum": (
        "import enum\n\n\nclass Side(enum.Enum):\n    LEFT = 1\n    RIGHT = 2\n",
        "Side",
        """
        from app.tools import Side

        for member in Side:
            print(member.name, member.value)
        """,
    ),
    "exception": (
        "class BadRowError(ValueError):\n    pass\n",
        "BadRowError",
        """
        from app.tools import BadRowError

        try:
            raise BadRowError("example")
        except BadRowError as error:
            print(repr(error))
        """,
    ),
    "abstract class": (
        """
        from abc import ABC, abstractmethod


        class Shape(ABC):
            @abstractmethod
            def area(self) -> float: ...

            def twice(self) -> float:
                return 2 * self.area()
        """,
        "Shape",
        """
        from app.tools import Shape


        class ExampleShape(Shape):
            def area(self):
                return 1.5


        shape = ExampleShape()
        print(shape.twice())
        """,
    ),
    "property": (
        """
        class Box:
            def __init__(self, side: int):
                self.side = side

            @property
            def volume(self):
                return self.side ** 3
        """,
        "Box.volume",
        """
        from app.tools import Box

        box = Box(3)
        print(box.volume)
        """,
    ),
    "class method": (
        """
        class Box:
            @classmethod
            def of(cls, side: int):
                return cls()
        """,
        "Box.of",
        """
        from app.tools import Box

        print(Box.of(3))
        """,
    ),
    "special method": (
        """
        class Bag:
            def __init__(self):
                self.items = [1]

            def __len__(self):
                return len(self.items)
        """,
        "Bag.__len__",
        """
        from app.tools import Bag

        bag = Bag()
        print(len(bag))
        """,
    ),
    "private method": (
        "class Bag:\n    def __count(self):\n        return 1\n",
        "Bag.__count",
        """
        from app.tools import Bag

        bag = Bag()
        print(bag._Bag__count())
        """,
    ),
    "path": (
        """
        from pathlib import Path


        def size(path: Path) -> int:
            return len(path.read_text())
        """,
        "size",
        """
        from pathlib import Path
        from tempfile import TemporaryDirectory

        from app.tools import size

        with TemporaryDirectory() as folder:
            path = Path(folder) / "notes.txt"
            path.write_text("name = 1\\n")
            print(size(path))
        """,
    ),
    "statements in a function": (
        "def total(rows: list[int]) -> int:\n    result = 0\n    for row in rows:\n        result += row\n    return result\n",
        (2, 4),
        """
        from app.tools import total

        print(total([1, 2, 3]))
        """,
    ),
    "loose statements": (
        'LIMITS = {"low": 1, "high": 9}\n',
        (1, 1),
        """
        from app.tools import LIMITS

        for key, value in LIMITS.items():
            print(key, value)
        """,
    ),
    "always raises": (
        'def later():\n    raise NotImplementedError("not yet")\n',
        "later",
        """
        from app.tools import later

        try:
            later()
        except NotImplementedError as error:
            print(repr(error))
        """,
    ),
    "module": (
        '"""Numbers."""\n\n\ndef half(n: int) -> float:\n    return n / 2\n',
        None,
        """
        from app.tools import half

        print(half(3))
        """,
    ),
}


@pytest.mark.parametrize("kind", STORIES)
def test_story(example, kind):
    code, what, expected = STORIES[kind]
    assert example(code, what) == dedent(expected).lstrip("\n")


def test_a_method_gets_the_attributes_that_nothing_sets(example):
    code = """
    class Mixin:
        def label(self):
            return self.title.upper()
    """
    assert 'mixin.title = "Report"' in example(code, "Mixin.label")


def test_an_incomplete_base_is_completed_by_a_class_of_the_same_file(example):
    code = """
    class Base:
        def render(self):
            return self.body()

        def body(self):
            raise NotImplementedError


    class Page(Base):
        def body(self):
            return "text"
    """
    assert "Page()" in example(code, "Base.render")


def test_a_base_in_another_file_says_how_to_construct(example, write):
    write(
        "class Base:\n    def __init__(self, name: str, size: int):\n        self.name = name\n",
        "app/base.py",
    )
    code = "from app.base import Base\n\n\nclass Child(Base):\n    def shout(self):\n        return self.name\n"
    assert 'Child("name", 4)' in example(code, "Child.shout")


def test_a_real_call_of_a_test_gives_the_arguments(example):
    site = CallSite(
        Path("/tests/test_tools.py"),
        3,
        11,
        "area(2, height=7)",
        "assert area(2, height=7) == 14",
        "test_area",
        is_test=True,
    )
    code = "def area(width, height):\n    return width * height\n"
    assert "area(2, height=7)" in example(code, "area", sites=(site,))


def test_a_call_with_unknown_names_is_not_used(example):
    site = CallSite(Path("/t.py"), 1, 0, "area(box, 7)", "area(box, 7)", "", is_test=True)
    code = "def area(width, height):\n    return width * height\n"
    assert "box" not in example(code, "area", sites=(site,))


def test_a_script_is_reached_by_running_it(example):
    code = (
        'def half(n: int):\n    return n / 2\n\n\nif __name__ == "__main__":\n    print(half(4))\n'
    )
    text = example(code, "half", name="scripts/my-tool.py")
    assert "runpy.run_path(" in text
    assert 'script["half"](3)' in text


def test_broken_code_is_still_shown(example):
    text = example("def half(n):\n    return n / 2\n\n\nclass (:\n", "half")
    compile(text, "example", "exec")
    assert "half" in text

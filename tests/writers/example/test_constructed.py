"""How an example makes an object: by what the nearest constructor of the class and its bases asks for."""

from itertools import pairwise

import pytest

from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.writers.offline.example import ways_to_example
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.target import target_of
from blockguide.writers.offline.example.unbound import unbound_example

CODE = """
import enum
from collections.abc import KeysView
from dataclasses import dataclass


class Outer:
    class Inner:
        def __init__(self, length):
            self.length = length + 1


class Nested(Outer.Inner):
    def show(self):
        return self.length


class Keys(KeysView):
    def show(self):
        return list(self)


class Meta(type):
    def __iter__(cls):
        return iter((1, 2))


class Kinds(enum.EnumMeta):
    def show(cls):
        return list(cls)


class Left:
    pass


class Top:
    def __init__(self, far):
        self.far = far + 1


class Near(Top):
    pass


class Nearer(Top):
    def __init__(self, close):
        self.close = close + 1


class Diamond(Near, Nearer):
    def show(self):
        return self.close


class Warned(Exception):
    def __init__(self, message, *args, since, until=None):
        super().__init__(message, *args)
        self.since = since


class Early(Warned):
    def __init__(self, message, *args):
        super().__init__(message, *args, since=(2, 0))


class Words(Nearer):
    def __init__(self, **words):
        super().__init__(**words)

    def show(self):
        return self.close


class Filled(Nearer):
    def __init__(self, *args):
        super().__init__(3)

    def show(self):
        return self.close


@dataclass
class Sack:
    grain: str

    def show(self):
        return self.grain.upper()


class Sold(Sack):
    def tell(self):
        return self.grain.lower()


class Noted:
    note: str


@dataclass
class Tagged(Noted):
    tag: str

    def show(self):
        return self.tag


class Made:
    def __init__(self, *args):
        pass


class Fresh(Made):
    def __new__(cls, grain):
        return super().__new__(cls)

    def show(self):
        return type(self).__name__
"""


@pytest.mark.parametrize(
    "symbol",
    [
        "Nested.show",
        "Keys.show",
        "Meta.__iter__",
        "Kinds.show",
        "Diamond.show",
        "Early",
        "Words.show",
        "Filled.show",
        "Sold.tell",
        "Tagged.show",
        "Fresh.show",
    ],
)
def test_an_object_is_made_as_its_class_asks_for(example, runs, symbol):
    text = example(CODE, symbol)
    assert f"import {symbol.partition('.')[0]}" in text
    runs(text)


def test_a_long_line_of_bases_is_followed_as_far_as_it_goes(example):
    names = [f"Base{number}" for number in range(30)]
    code = "class Base0:\n    def __init__(self, size):\n        self.size = size + 1\n\n\n"
    code += "".join(f"class {name}({above}):\n    pass\n\n\n" for above, name in pairwise(names))
    code += "class Last(Base29):\n    def show(self):\n        return type(self).__name__\n"
    assert "import Last" in example(code, "Last.show")


def test_a_class_that_is_its_own_base_breaks_nothing(example):
    code = "class Round(About):\n    pass\n\n\nclass About(Round):\n    def show(self):\n        return 1\n"
    assert "About" in example(code, "About.show")


UNKNOWN = """
class Wheel:
    def turn(self, times):
        return times + 1
"""


@pytest.mark.parametrize("symbol", ["Wheel.turn", "Wheel"])
def test_where_no_object_can_be_made_the_block_is_used_all_the_same(
    subject_of, write, tmp_path, symbol
):
    path = write(UNKNOWN)
    source = read_source(path)
    subject = subject_of(select_symbol(source, symbol))
    home, _ = ways_to_example(subject)
    target = target_of(home, tuple(symbol.split(".")))
    sheet = unbound_example(target, Maker(home, ()))
    text = sheet.text(home.package)
    assert "Wheel.turn(MagicMock()," in text or "class Example(Wheel):" in text


def test_a_name_of_the_function_around_hides_that_of_the_module(example):
    code = """
    def rule(name):
        return name


    def chosen(rules):
        return [
            len(rule.arguments)
            for rule in rules
        ]
    """
    assert "import rule" not in example(code, (7, 7))

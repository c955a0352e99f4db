"""Real subjects: a small project on the disk, read as a person's would be."""

import textwrap
from dataclasses import replace

import pytest

from blockguide.checks.frame import run_checks
from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_lines, select_module, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.values import Guide, Step
from blockguide.text import Lines

SHOP = '''\
"""A shop's prices."""

import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import overload

RATE = 0.19


class Colour(Enum):
    RED = 1


@dataclass
class Item:
    """Something to sell."""

    name: str
    price: float = 1.0
    tags: list[str] = field(default_factory=list)

    @property
    def gross(self) -> float:
        return self.price * (1 + RATE)

    def cheaper(self, by, *, percent=False):
        """A cheaper copy."""
        if percent:
            by = self.price * by / 100
        return Item(self.name, self.price - by)

    @classmethod
    def free(cls, name):
        return cls(name, 0.0)


class Basket:
    def __init__(self, owner, /, *items, limit=10):
        self.owner = owner
        self.items = list(items)
        self.limit = limit

    def add(self, item):
        if len(self.items) >= self.limit:
            raise OverflowError(self.owner)
        self.items.append(item)

    def __len__(self):
        return len(self.items)


class Special(Basket, dict):
    pass


def total(items, rate=RATE, *, round_to=2):
    """Sums the prices of items.

    Args:
        items: what to sum.
    """
    result = 0
    for item in items:
        if item.price < 0:
            raise ValueError(item)
        result += item.price
    return round(result * (1 + rate), round_to)


def read_items(path: Path) -> list[Item]:
    def parse(line):
        return Item(line.strip())

    return [parse(line) for line in path.read_text().splitlines()]


DEFAULT = Item("default")
'''


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """The root of a project with one package, `shop`, that passes on what `shop.prices` defines."""
    root = tmp_path_factory.mktemp("project")
    package = root / "shop"
    package.mkdir()
    (root / "pyproject.toml").write_text(
        '[project]\nname = "shop"\ndependencies = ["Not-Installed>=1"]\n'
    )
    (package / "__init__.py").write_text("from shop.prices import Item\n")
    (package / "prices.py").write_text(SHOP)
    (package / "boxes.py").write_text(
        "import pytest\n\n\n@pytest.fixture(name='box')\ndef box_fixture():\n    return [1]\n"
    )
    (root / "run-me.py").write_text(
        "import sys\n\n\ndef main():\n    print(sys.argv)\n\n\nif __name__ == '__main__':\n    main()\n"
    )
    return root


@pytest.fixture(scope="session")
def subject_of(shop):
    """Makes the subject of a symbol, of lines, or of a whole file of the shop."""

    def make(what=None, file="shop/prices.py"):
        source = read_source(shop / file)
        if what is None:
            selection = select_module(source)
        elif isinstance(what, str):
            selection = select_symbol(source, what)
        else:
            selection = select_lines(source, *what)
        block = block_at(selection)
        way = reach(block, find_project(source.path, None))
        return Subject(block, read_facts(block), Context(way, shop, (), (), (), ()))

    return make


@pytest.fixture(scope="session")
def good_guide(subject_of):
    """A guide of `total` that no check finds fault with."""
    start = subject_of("total").block.lines.first

    def lines(first, last):
        return Lines(start + first - 1, start + last - 1)

    return Guide(
        "`total` sums the prices of `items` and adds `rate`.\n\nA negative `price` raises `ValueError`.",
        (
            Step("Start at zero", "Binds `result` to `0`.", lines(7, 7)),
            Step(
                "Add up the prices",
                "For each `item`:",
                lines(8, 11),
                (
                    Step(
                        "Refuse a negative price",
                        "Raises `ValueError` when it is below `0`.",
                        lines(9, 10),
                    ),
                    Step("Add the price", "Adds `item.price` to `result`.", lines(11, 11)),
                ),
            ),
            Step("Round the sum", "Returns the sum with `rate` added, rounded.", lines(12, 12)),
        ),
        'from shop.prices import Item, total\n\nprint(total([Item("pen", 2.0)]))\n',
    )


@pytest.fixture
def found(subject_of):
    """Runs the checks and gives the findings of one code as (place, message)."""

    def run(code, guide, subject=None):
        verdict = run_checks(guide, subject or subject_of("total"))
        findings = [each for each in verdict.findings if each.code == code]
        assert (code in verdict.passed) == (not findings)
        return [(each.place, each.message) for each in findings]

    return run


@pytest.fixture
def example_found(found, good_guide, subject_of):
    """Runs the checks over an example of a block and gives the findings of one code."""

    def run(code, example, what="total", file="shop/prices.py"):
        text = textwrap.dedent(example).strip("\n") + "\n"
        return found(code, replace(good_guide, example=text), subject_of(what, file))

    return run

"""BG306: mentioning a block is no use of it."""

import pytest

NO_USE = [
    ("total", "from shop.prices import total"),
    ("total", "from shop.prices import total\nprint(total)"),
    ("total", "from shop.prices import total\ntotal"),
    ("total", "from shop.prices import total\nprint(f'{total}', total.__name__)"),
    ("total", "from shop.prices import total\nsame = total\nprint(same)"),
    ("total", "from math import total\ntotal()"),
    ("total", "print(sum([1]))"),
    ("Item", "from shop import Item\ndef f(x: Item) -> Item: ...\nhelp(Item)"),
    ("Item.cheaper", "from shop import Item\nprint(Item('a'))"),
    ("Item.cheaper", "from shop import Item\nprint(Item('a').cheaper)"),
    ("Item.gross", "from shop import Item\nprint(Item('a'))"),
    ("read_items.parse", "from shop.prices import total\ntotal([])"),
    ((9, 9), "import os\nprint(os)"),
    ((3, 6), "from pathlib import Path\nprint(Path)"),
    ("total", "import pytest\npytest.main(['shop.prices::other'])"),
    ("total", "from shop.prices import total\ndef main():\n    print(total([]))"),
    ("total", "from shop.prices import total\ndef main():\n    total([])\nprint(main)"),
    ("total", "from shop.prices import total\ndef a():\n    b()\ndef b():\n    a()\n    total([])"),
    ("total", "from shop.prices import total\nasync def main():\n    total([])"),
    ("total", "from shop.prices import total\nsum_up = lambda items: total(items)"),
    ("total", "from shop.prices import total\nlambda items: total(items)"),
    (
        "total",
        "from shop.prices import total\nclass Shop:\n    def sum(self):\n        return total([])",
    ),
    (
        "total",
        "from functools import cache\nfrom shop.prices import total\n@cache\ndef main():\n    total([])",
    ),
    (
        "total",
        "from shop.prices import total\nclass Shop:\n    @property\n    def sum(self):\n        return total([])",
    ),
    ("total", "def total(items):\n    return total(items)"),
    ("Item.cheaper", "from shop import Item\ndef main():\n    return Item('a').cheaper(1)"),
    ("Item.gross", "from shop import Item\ndef main():\n    return Item('a').gross"),
    ("Item", "def main():\n    class Item:\n        name = 'a'\n    print(Item().name)"),
    ((9, 9), "def main():\n    RATE = 0.19"),
    ((3, 6), "from pathlib import Path\ndef main():\n    return Path('a').name"),
]

USE = [
    ("total", "from shop.prices import total\nprint(total([]))"),
    ("total", "from shop.prices import total as t\nt([])"),
    ("total", "import shop.prices\nshop.prices.total([])"),
    ("total", "from shop import prices as p\np.total([])"),
    ("total", "from shop.prices import total\nprint(list(map(total, [[]])))"),
    ("total", "from shop.prices import total\nsame = total\nprint(same([]))"),
    ("total", "from shop.prices import total\n@total\ndef f(): ..."),
    ("Item", "from shop import Item\nclass Mine(Item): ..."),
    ("Item", "from shop import Item\ntry:\n    pass\nexcept Item:\n    pass"),
    ("Item", "from shop import Item\ntry:\n    pass\nexcept (Item, OSError):\n    pass"),
    ("Colour", "from shop.prices import Colour\nfor colour in Colour:\n    print(colour)"),
    ("Colour", "from shop.prices import Colour\nprint(Colour.RED)"),
    ("Colour", "from shop.prices import Colour\nprint(Colour['RED'])"),
    ("Item.cheaper", "from shop import Item\nprint(Item('a').cheaper(1))"),
    ("Item.gross", "from shop import Item\nprint(Item('a').gross)"),
    ("Item.free", "from shop import Item\nItem.free('a')"),
    ("Basket.__len__", "from shop.prices import Basket\nprint(len(Basket('a')))"),
    (
        "Basket.add",
        "from shop.prices import Basket\nclass Mine(Basket):\n    def add(self, item): ...",
    ),
    ("read_items.parse", "from shop.prices import read_items\nread_items('x')"),
    ((3, 6), "from pathlib import Path\nprint(Path('a').name)"),
    ("Item", "class Item:\n    name = 'a'\nprint(Item().name)"),
    ("total", "import pytest\npytest.main(['--pyargs', 'shop.prices::total'])"),
    ("total", "from shop.prices import total\ndef main():\n    print(total([]))\nmain()"),
    (
        "total",
        "from shop.prices import total\ndef main():\n    total([])\nif __name__ == '__main__':\n    main()",
    ),
    ("total", "from shop.prices import total\ndef a():\n    b()\ndef b():\n    total([])\na()"),
    (
        "total",
        "from shop.prices import total\ndef key(x):\n    return total(x)\nsorted([], key=key)",
    ),
    ("total", "from shop.prices import total\nsorted([], key=lambda x: total(x))"),
    ("total", "from shop.prices import total\nsum_up = lambda items: total(items)\nsum_up([])"),
    ("total", "from shop.prices import total\nclass Shop:\n    result = total([])"),
    (
        "total",
        "from shop.prices import total\nclass Shop:\n    def sum(self):\n        return total([])\nShop().sum()",
    ),
    (
        "total",
        "import asyncio\nfrom shop.prices import total\nasync def main():\n    total([])\nasyncio.run(main())",
    ),
    ("total", "from shop.prices import total\ndef f(result=total([])): ..."),
    ("total", "from shop.prices import total\ndef test_total():\n    assert total([]) == 0"),
    (
        "total",
        "from shop.prices import total\nclass TestTotal:\n    def test_it(self):\n        assert total([]) == 0",
    ),
    (
        "total",
        (
            "from unittest import TestCase\nfrom shop.prices import total\n"
            "class Prices(TestCase):\n    def test_it(self):\n        assert total([]) == 0"
        ),
    ),
    (
        "total",
        (
            "from flask import Flask\nfrom shop.prices import total\napp = Flask('a')\n"
            "@app.get('/')\ndef index():\n    return str(total([]))"
        ),
    ),
    (
        "total",
        (
            "from shop.prices import total\ndef outer():\n    def inner():\n        return total([])\n"
            "    return inner\nouter()()"
        ),
    ),
    (
        "total",
        "from shop.prices import total\nhandlers = {'sum': lambda x: total(x)}\nhandlers['sum']([])",
    ),
    (
        "Item",
        "from shop import Item\ndef load(name) -> Item:\n    return Item(name)\nprint(load('a'))",
    ),
]


@pytest.mark.parametrize(("what", "example"), NO_USE)
def test_to_import_or_print_is_no_use(example_found, what, example):
    ((_, message),) = example_found("BG306", example, what)
    assert message.startswith("The example does not use ")
    assert message.endswith(".")


@pytest.mark.parametrize(("what", "example"), USE)
def test_to_do_something_with_it_is_use(example_found, what, example):
    assert example_found("BG306", example, what) == []


def test_the_message_says_what_to_call(example_found):
    ((_, message),) = example_found("BG306", "print(1)", "read_items.parse")
    assert message == "The example does not use the block; call `read_items`, which holds it."
    ((_, message),) = example_found("BG306", "from shop import Item\nprint(Item)", "Item")
    assert message == "The example does not use `Item`, but at most mentions it; call it."


def test_top_level_statements_are_used_by_their_names_or_stand_in_the_example(
    example_found, subject_of
):
    what = (9, 9)
    assert subject_of(what).block.text == "RATE = 0.19\n"
    assert example_found("BG306", "from shop.prices import RATE\nprint(RATE)", what) == []
    assert example_found("BG306", "RATE = 0.19\nprint(RATE)", what) == []
    assert len(example_found("BG306", "RATE = 0.2\nprint(RATE)", what)) == 1


def test_a_script_is_used_by_running_it(example_found):
    run = "import runpy\nrunpy.run_path('run-me.py', run_name='__main__')"
    assert example_found("BG306", run, None, "run-me.py") == []
    assert example_found("BG306", run, "main", "run-me.py") == []
    assert (
        example_found(
            "BG306",
            "import subprocess, sys\nsubprocess.run([sys.executable, 'run-me.py'])",
            None,
            "run-me.py",
        )
        == []
    )
    assert len(example_found("BG306", "print('run-me.py')", None, "run-me.py")) == 1


def test_a_module_is_used_by_what_it_defines(example_found):
    assert example_found("BG306", "import shop.prices\nprint(shop.prices.DEFAULT)", None) == []
    assert len(example_found("BG306", "import shop.prices", None)) == 1


def test_an_example_that_is_no_python_is_not_judged(example_found):
    assert example_found("BG306", "total(", "total") == []


def test_a_fixture_is_used_by_the_name_that_its_decorator_gives_it(example_found):
    example = "from shop.boxes import box_fixture\ndef test_box({0}):\n    print({0})"
    assert example_found("BG306", example.format("box"), "box_fixture", "shop/boxes.py") == []
    assert example_found("BG306", example.format("other"), "box_fixture", "shop/boxes.py")


def test_a_function_that_stands_in_the_example_uses_what_it_holds_when_it_is_called(
    example_found, subject_of
):
    block = subject_of("total").block
    last = block.span.end.line
    function = block.text.rstrip()
    assert example_found("BG306", f"{function}\n\nprint(total([]))", (last, last)) == []
    assert len(example_found("BG306", function, (last, last))) == 1
    assert len(example_found("BG306", f"{function}\n\nprint(total([]))", "total")) == 1

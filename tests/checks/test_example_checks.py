"""BG3xx: what is wrong with an example is found, what may be right is left alone."""

import pytest

HEAD = "from shop.prices import Basket, Colour, Item, total\n"


@pytest.mark.parametrize(
    "example",
    [
        "print(",
        "return 1",
        "x = = 1",
        "await f()",
        "print('a'",
        "x = 1\n  y = 2",
        "print(1)\0",
        "# \ud800",
        "(" * 2000,
    ],
)
def test_what_does_not_compile(example_found, example):
    ((_, message),) = example_found("BG301", example)
    assert message.startswith("The example is no Python")


def test_the_line_of_a_syntax_error_is_told(example_found):
    ((place, message),) = example_found("BG301", "x = 1\ny = = 2")
    assert place == "line 2"
    assert "on line 2" in message


def test_a_dubious_escape_compiles_silently(example_found):
    assert example_found("BG301", "print('\\d')") == []


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("import shop.missing", "There is no module `shop.missing`"),
        ("import no_such_module", "There is no module `no_such_module`"),
        ("from shop import total", "`shop` has no `total`; import it from `shop.prices`"),
        ("from shop.prices import Itme", "`shop.prices` has no `Itme`"),
        ("from . import prices", "`.` is a relative import"),
        ("from os import pathh", "`os` has no `pathh`"),
        ("import os.pathh", "There is no module `os.pathh`"),
        ("def f():\n    import no_such_module", "There is no module `no_such_module`"),
    ],
)
def test_imports_that_fail(example_found, example, problem):
    ((_, message),) = example_found("BG302", example)
    assert message.startswith(problem)


@pytest.mark.parametrize(
    "example",
    [
        "from shop.prices import total, Item, DEFAULT, json",
        "from shop import Item, prices",
        "import shop.prices as p",
        "from __future__ import annotations\nimport os.path, sys\nfrom collections.abc import Iterator",
        "import not_installed",
        "try:\n    import no_such_module\nexcept ImportError:\n    no_such_module = None",
        "import itertools\nfrom time import sleep\nfrom xml.etree import ElementTree",
        "from shop.prices import *",
        "import runpy\nrunpy.run_path('x.py')",
    ],
)
def test_imports_that_hold(example_found, example):
    assert example_found("BG302", example) == []


def test_undefined_names(example_found):
    assert example_found("BG303", "from shop.prices import total\nprint(total(itmes))\nx = 1") == [
        ("line 2", "The example reads `itmes`, which nothing binds; import it or bind it first.")
    ]
    assert (
        example_found("BG303", "import os\nfor n in range(3):\n    print(f'{n}', __name__)") == []
    )
    assert example_found("BG303", "from shop.prices import *\nprint(total([]))") == []


@pytest.mark.parametrize(
    ("call", "clause"),
    [
        ("total()", "needs `items`"),
        ("total([], 1, 2)", "takes at most 2 positional arguments, not 3"),
        ("total([], round=2)", "has no parameter `round`"),
        ("total([], items=[])", "gets `items` twice"),
        ("Item()", "needs `name`"),
        ("Item('a', cost=2)", "has no parameter `cost`"),
        ("Item('a', 1, [], 4)", "takes at most 3 positional arguments, not 4"),
        ("Item('a').cheaper()", "needs `by`"),
        ("Item('a').cheaper(1, percnt=True)", "has no parameter `percnt`"),
        ("Item.free()", "needs `name`"),
        ("Item.cheaper(Item('a'))", "needs `by`"),
        ("Basket()", "needs `owner`"),
        ("Basket(owner='me')", "has no parameter `owner`"),
        ("Basket('me').add()", "needs `item`"),
        ("Special(1, b=2)", "has no parameter `b`"),
    ],
)
def test_calls_that_do_not_fit(example_found, call, clause):
    text = f"{HEAD}from shop.prices import Special\nprint({call})"
    messages = [message for _, message in example_found("BG304", text)]
    assert any(clause in message for message in messages)
    assert all(message.endswith(".") for message in messages)


@pytest.mark.parametrize(
    "call",
    [
        "total([], 0.1, round_to=1)",
        "total(*args)",
        "total(**words)",
        "total(items=[])",
        "Item('a', price=2, tags=[])",
        "Item('a').cheaper(1, percent=True)",
        "Item.free('a')",
        "Item.cheaper(Item('a'), 1)",
        "Basket('me', 1, 2, 3, limit=5)",
        "Colour(1)",
        "Special(1, limit=2)",
        "Basket('me').missing(1, 2)",
    ],
)
def test_calls_that_fit_or_may(example_found, call):
    assert example_found("BG304", f"{HEAD}from shop.prices import Special\nprint({call})") == []


def test_a_name_bound_twice_is_not_certain(example_found):
    assert example_found("BG304", f"{HEAD}def total(): ...\ntotal()") == []
    assert example_found("BG304", f"{HEAD}item = Item('a')\nitem = other\nitem.cheaper()") == []


def test_an_object_keeps_its_class(example_found):
    ((place, message),) = example_found("BG304", f"{HEAD}item = Item('a')\nitem.cheaper()")
    assert place == "line 3"
    assert message == "`Item.cheaper` needs `by`; pass `by`, `percent`."


def test_any_module_path_of_the_block_is_its_own(example_found):
    assert len(example_found("BG304", "import shop\nshop.Item()", "Item")) == 1
    assert len(example_found("BG304", "import shop.prices as p\np.total()")) == 1
    assert len(example_found("BG304", "from shop import prices\nprices.total()")) == 1


@pytest.mark.parametrize(
    ("use", "problem"),
    [
        ("Item('a').prize", "The class of `Item('a')` has no attribute `prize`"),
        ("Basket('a').contents", "The class of `Basket('a')` has no attribute `contents`"),
        ("Item.prize", "The class of `Item` has no attribute `prize`"),
        ("os.pathh", "`os` has no `pathh`"),
        ("shop.prices.totl", "`shop.prices` has no `totl`"),
    ],
)
def test_unknown_attributes(example_found, use, problem):
    ((_, message),) = example_found("BG305", f"{HEAD}import os\nimport shop.prices\nprint({use})")
    assert message == f"{problem}; use an attribute that exists."


@pytest.mark.parametrize(
    "use",
    [
        "Item('a').price",
        "Item('a').gross",
        "Item('a').__class__",
        "Basket('a').owner",
        "Colour.RED",
        "Colour.GREEN",
        "Special().anything",
        "os.path.join",
        "shop.prices.total",
        "unknown.anything",
    ],
)
def test_attributes_that_exist_or_may(example_found, use):
    assert (
        example_found(
            "BG305",
            f"{HEAD}from shop.prices import Special\nimport os\nimport shop.prices\nprint({use})",
        )
        == []
    )

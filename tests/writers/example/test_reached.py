"""What cannot simply be imported and called, and still gets an example that uses it."""

import pytest

import blockguide.writers.offline.example as room
from blockguide.code.select import select_module
from blockguide.code.source import read_source


def test_a_failure_of_every_way_ends_in_an_honest_example(
    subject_of, write, tmp_path, monkeypatch, runs
):
    path = write("def half(n):\n    return n / 2\n")
    subject = subject_of(select_module(read_source(path)))

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(room, "read_home", fail)
    text = room.write_example(subject)
    assert str(path) in text
    assert "FunctionDef" in runs(text)


def test_a_way_that_breaks_gives_way_to_the_next(example, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(room, "_target_example", fail)
    assert "half" in example("def half(n):\n    return n / 2\n", "half")


def test_the_listing_of_public_names_is_gone_through(example, runs):
    text = example('__all__ = ["half"]\n\n\ndef half(n):\n    return n / 2\n', (1, 1))
    assert "for name in tools.__all__:" in text
    assert runs(text) == "half\n"


def test_a_protocol_for_type_checkers_is_defined_once_more(example, runs):
    code = """
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from typing import Protocol
        from missing import Nothing

        class Named(Protocol):
            def name(self, of: Nothing) -> str: ...
    """
    text = example(code, "Named")
    assert "from app" not in text
    assert "missing" not in text
    assert "(Named)" in text
    runs(text)


def test_an_import_for_type_checkers_is_taken_from_its_origin(example, write, runs):
    write("class Rope:\n    def length(self):\n        return 3\n", "app/ropes.py")
    code = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from app.ropes import Rope\n"
    text = example(code, (3, 4))
    assert "from app.ropes import Rope" in text
    assert runs(text) == "3\n"


def test_a_definition_of_a_main_guard_is_defined_once_more(example, runs):
    code = """
    SIZE = 3

    if __name__ == "__main__":
        from dataclasses import dataclass

        @dataclass
        class Edge:
            size: int = 1
    """
    text = example(code, (6, 8), name="app/tools.py")
    assert "Edge(" in text
    runs(text)


def test_a_name_read_before_it_is_bound_gets_a_value(example, runs):
    code = 'if __name__ == "__main__":\n    for c in "ab":\n        c = "x" + c\n        print(c)\n'
    text = example(code, (3, 3))
    assert text.startswith("c = ")
    runs(text)


def test_a_fixture_is_asked_for_by_its_own_name(example):
    code = """
    import pytest


    @pytest.fixture(name="box")
    def box_fixture():
        return [1]
    """
    text = example(code, "box_fixture")
    assert "def test_box(box):" in text


def test_the_fixture_of_a_class_is_asked_for_in_a_subclass(example):
    code = """
    import pytest


    class TestBox:
        @pytest.fixture
        def box(self):
            return [1]

        def test_size(self, box):
            assert len(box) == 1
    """
    assert "class TestExample(TestBox):" in example(code, "TestBox.box")
    assert '"--pyargs", "app.tools::TestBox::test_size"' in example(code, "TestBox.test_size")


def test_an_object_that_must_be_entered_stands_in_a_with_statement(example, runs):
    code = """
    class Bar:
        def __init__(self):
            self.entered = False

        def __enter__(self):
            self.entered = True
            return self

        def __exit__(self, *_):
            self.entered = False

        def total(self):
            if not self.entered:
                raise RuntimeError
            return 3
    """
    text = example(code, "Bar.total")
    assert "with Bar() as bar:\n    print(bar.total())\n" in text
    runs(text)


def test_what_is_taken_out_is_put_in_before(example, runs):
    code = """
    class Stack:
        def __init__(self):
            self.items = []

        def push(self, item: str):
            self.items.append(item)

        def last(self):
            return self.items.pop()
    """
    text = example(code, "Stack.last")
    assert text.index("stack.push(") < text.index("stack.last()")
    assert runs(text) == "example\n"


def test_state_that_another_method_sets_is_set_by_calling_it(example, runs):
    code = """
    import threading


    class Session:
        def __init__(self):
            self.local = threading.local()

        def begin(self):
            self.local.count = 3

        def count(self):
            return self.local.count
    """
    text = example(code, "Session.count")
    assert text.index("session.begin()") < text.index("session.count()")
    assert runs(text) == "3\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return match.group(3)", r're.match(r"(\w+) (\w+) (\w+)", "hello world again")'),
        ('return match.group("key")', r"(?P<key>\w+)"),
    ],
)
def test_a_match_has_the_groups_that_are_asked_for(example, body, expected):
    text = example(f"import re\n\n\ndef pick(match):\n    {body}\n", "pick")
    assert expected in text


def test_docstrings_of_the_file_say_what_a_name_stands_for(example, runs):
    code = """
    class Graph:
        def __init__(self, size):
            self.size = size


    def grow(G):
        \"\"\"Grow.

        >>> G = Graph(4)
        >>> grow(G)
        \"\"\"


    def order(G):
        return G.size
    """
    text = example(code, "order")
    assert "order(Graph(4))" in text
    assert runs(text) == "4\n"


def test_code_that_asks_for_the_running_loop_gets_one(example, runs):
    code = "import asyncio\n\n\ndef age():\n    return asyncio.get_running_loop().time() > 0\n"
    text = example(code, "age")
    assert "async def main():" in text
    assert runs(text) == "True\n"


def test_a_name_that_the_block_overwrites_is_set_before_it(example, runs):
    code = """
    import sys

    if __name__ == "__channel__":
        channel = channel
        print(channel.receive())


    def half(n):
        return n / 2
    """
    text = example(code, (4, 5))
    assert "channel" not in text
    runs(text)


def test_what_only_a_handler_binds_is_not_imported(example, runs):
    code = """
    try:
        import json
    except ImportError:

        class NoJson:
            def dumps(self, value):
                return str(value)
    """
    text = example(code, "NoJson")
    assert "class NoJson" in text
    assert "import NoJson" not in text
    assert runs(text)


def test_what_a_try_and_all_its_handlers_bind_is_imported(example, runs):
    code = """
    try:
        LIMIT = int("12")
    except ValueError:
        LIMIT = 10
    """
    text = example(code, (1, 4))
    assert "from app.tools import LIMIT" in text
    assert runs(text) == "12\n"


def test_a_branch_for_another_python_is_not_imported(example, runs):
    code = """
    import sys

    if sys.version_info >= (3, 0):
        def half(n):
            return n / 2
    else:
        def half(n):
            return float(n) / 2

        def third(n):
            return n / 3.0
    """
    assert "from app.tools import half" in example(code, "half")
    text = example(code, "third")
    assert "import third" not in text
    assert "third(3)" in text
    assert runs(text)


def test_a_module_that_shares_its_name_with_what_it_defines_is_loaded_by_name(example, runs):
    code = '__all__ = ["tools"]\n\n\ndef tools():\n    return 1\n'
    text = example(code, (1, 1))
    assert 'import_module("app.tools")' in text
    assert runs(text) == "tools\n"


def test_the_abstract_methods_of_any_metaclass_are_defined(example, runs):
    code = """
    from abc import ABCMeta, abstractmethod
    from typing import overload


    class Meta(ABCMeta):
        pass


    class Store(metaclass=Meta):
        @overload
        def fetch(self, key: int) -> int: ...
        @overload
        def fetch(self, key: str) -> str: ...
        @abstractmethod
        def fetch(self, key):
            raise NotImplementedError

        def twice(self, key: int) -> list[int]:
            return [key, key]
    """
    text = example(code, "Store.twice")
    assert "class ExampleStore(Store):" in text
    assert "def fetch(self, key):" in text
    assert runs(text) == "[3, 3]\n"


def test_a_property_under_a_condition_in_its_class_is_read(example, runs):
    code = """
    import sys


    class Model:
        if sys.version_info >= (3, 0):

            @property
            def fields_set(self):
                return {"name"}
    """
    assert runs(example(code, "Model.fields_set")) == "{'name'}\n"


def test_positions_come_before_keywords(example, runs):
    code = """
    class Base:
        def __init__(self, size: int):
            self.size = size


    class Child(Base):
        def __init__(self, *args, name: str):
            super().__init__(*args)
            self.name = name
    """
    text = example(code, "Child")
    assert 'Child(4, name="name")' in text
    assert runs(text)


def test_a_variable_is_never_named_by_a_digit(example, runs):
    code = """
    class AsyncHTTP11Connection:
        def close(self) -> int:
            return 1
    """
    text = example(code, "AsyncHTTP11Connection.close")
    assert "connection = AsyncHTTP11Connection()" in text
    assert runs(text) == "1\n"

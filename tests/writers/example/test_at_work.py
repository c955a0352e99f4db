"""What an object of a documented class is let do: its own call first, then what else of it can surely be called."""

import pytest

CLASSES = """
import threading


class Waiter:
    def __init__(self, event: threading.Event) -> None:
        self.event = event

    def __call__(self, timeout: float | None) -> bool:
        self.event.set()
        return self.event.wait(timeout)


class Base:
    def __call__(self, n: int) -> int:
        return n + 1


class Derived(Base):
    pass


class Colour:
    @classmethod
    def named(cls, name: str) -> "Colour":
        return cls()


class Mixer:
    @staticmethod
    def mix(first: str, second: str) -> str:
        return first + second


class Row:
    def __init__(self, *cells: str) -> None:
        self.cells = cells

    def __len__(self) -> int:
        return len(self.cells)


class Rows:
    def __init__(self, rows: list[str]) -> None:
        self.rows = rows

    def __iter__(self):
        return iter(self.rows)


class Ticks:
    def __iter__(self):
        while True:
            yield 1


class Guarded:
    def __call__(self, n: int) -> int:
        if n:
            raise ValueError(n)
        return n

    def double(self, n: int) -> int:
        return 2 * n


class Command:
    def __call__(self, *args, **kwargs):
        return args[0]


class Scoped:
    def __call__(self, scope: dict[str, str]) -> str:
        return scope["type"]


class Shaped:
    def __call__(self, n: int) -> int:
        assert n > 100
        return n


class Prompt:
    def __call__(self) -> str:
        return input("Name: ")


class Unknown:
    def __call__(self, thing):
        return thing.made
"""


@pytest.mark.parametrize(
    ("symbol", "line"),
    [
        ("Waiter", "print(waiter(0.1))"),
        ("Derived", "print(derived(3))"),
        ("Colour", 'print(colour.named("'),
        ("Mixer", 'print(mixer.mix("'),
        ("Row", "print(len(row))"),
        ("Rows", "for item in rows:\n    print(item)"),
        ("Ticks", "print(ticks)"),
        ("Guarded", "print(guarded.double(3))"),
        ("Command", "print(command)"),
        ("Scoped", "print(scoped)"),
        ("Shaped", "print(shaped)"),
        ("Prompt", "print(prompt)"),
        ("Unknown", "print(unknown)"),
    ],
)
def test_an_object_is_let_work(example, runs, symbol, line):
    text = example(CLASSES, symbol)
    assert line in text
    runs(text)

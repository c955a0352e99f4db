"""What the reader's test is made of: functions of real packages, and cases that tell a right rewriting from a wrong."""

from dataclasses import dataclass

from cases_of_packages import PACKAGES
from cases_of_stdlib import STDLIB


@dataclass(frozen=True, slots=True)
class Item:
    """A function, method or class that a reader writes again.

    Attributes:
        module: the dotted name of its module.
        symbol: its dotted name there.
        setup: statements before the cases; they see the module's names, the rewriting among them.
        cases: expressions; each one's value, output or exception must be as with the original.
    """

    module: str
    symbol: str
    setup: str
    cases: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its own name, without the class around it."""
        return self.symbol.rpartition(".")[2]

    @property
    def file(self) -> str:
        """The name of its files in the reader's directory, without a suffix."""
        package = self.module.partition(".")[0]
        return f"{package}_{self.symbol.replace('.', '_')}".replace("__", "_")


def _items(table: dict[str, tuple[str, str]]) -> tuple[Item, ...]:
    found = []
    for target, (setup, cases) in table.items():
        module, symbol = target.split(":")
        lines = tuple(line for line in cases.strip().split("\n") if line.strip())
        found.append(Item(module, symbol, setup, lines))
    return tuple(found)


ITEMS = _items(PACKAGES | STDLIB)

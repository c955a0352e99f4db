"""The rows that the benchmark prints, and how a ratio becomes a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from servers import NAMES, OURS

NOTHING = float("inf")
"""The figure of a server that did not answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        figure: what was measured.
        measured: by server, as it is printed.
        reached: the ratio that counts, as it is printed.
        bound: what it must reach; empty where nothing is asked.
        held: whether it does.
    """

    figure: str
    measured: Mapping[str, str] = field(default_factory=dict)
    reached: str = ""
    bound: str = ""
    held: bool = True


def compared(
    figure: str, unit: str, measured: Mapping[str, float], *bounds: tuple[str, float]
) -> list[Row]:
    """One row of all servers' values, and its ratio to each server that a bound names."""
    shown = {name: _shown(value, unit) for name, value in measured.items()}
    rows = []
    for against, most in bounds:
        ratio = measured[OURS] / measured[against]
        held = ratio <= most
        rows.append(Row(figure, shown, f"{ratio:.2f} of {against}", f"<= {_plain(most)}", held))
        shown, figure = {}, ""
    return rows or [Row(figure, shown)]


def medians(taken: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The median of each server's values."""
    return {name: median(values) for name, values in taken.items() if values}


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The table, a line each."""
    head = ("figure", *NAMES, "ours", "bound", "")
    cells = [head] + [
        (
            row.figure,
            *(row.measured.get(name, "") for name in NAMES),
            row.reached,
            row.bound,
            "" if row.held else "MISSED",
        )
        for row in rows
    ]
    widths = [max(len(line[n]) for line in cells) for n in range(len(head))]
    last = len(NAMES)
    return [
        "  ".join(
            cell.rjust(width) if 0 < n <= last else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def _shown(value: float, unit: str) -> str:
    if value == NOTHING:
        return "no answer"
    if unit == "s":
        value, unit = value * 1000, "ms"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def _plain(number: float) -> str:
    return f"{number:g}"

"""The one table, and the page that keeps it."""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from candidates import LONGEST
from figures import FIGURES
from kinds import KINDS
from sample import PACKAGES, SEED
from values import Verdict

Row = tuple[str, str, str, str, str]


_HOW = (
    "What is measured, and what is not: definitions longer than"
    f" {LONGEST['definition']} lines ({LONGEST['class']} for classes, {LONGEST['module']} for files) are left out."
    " Expressions are those that stand alone on their lines, but for a comma after them."
    " An import resolves too where the package declares it as an extra, where the example says what happens without"
    " it, and where the standard library has the name on another platform. Examples that need a network, a module"
    " that the package itself imports and that is not installed, a screen, or that skip themselves are not counted"
    " among those that run."
)


def rows(verdicts: Sequence[Verdict], speed: Sequence[Row]) -> list[Row]:
    """Figure, a large model's, must reach, reached, and MISSED where it fell short."""
    found = []
    for figure in FIGURES:
        value = figure.value(verdicts)
        held = "" if figure.holds(value) else "MISSED"
        found.append((figure.title, figure.model, figure.bound_told, figure.told(value), held))
    return [*found, *speed]


def printed(table: Sequence[Row]) -> Iterator[str]:
    head = ("figure", "large model", "must reach", "reached", "")
    widths = [max(len(row[column]) for row in (head, *table)) for column in range(5)]
    for row in (head, *table):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def page(verdicts: Sequence[Verdict], table: Sequence[Row], command: str, minutes: float) -> str:
    """The page `docs/quality.md`."""
    left_out = sum("not run" in one.notes for one in verdicts)
    late = sum("late" in one.notes for one in verdicts)
    parts = [
        "# The quality of the guides",
        (
            f"Written by `{command}`; edit nothing here. {len(verdicts)} blocks of {len(KINDS)} kinds from the standard"
            f" library and {len(PACKAGES) - 1} packages of PyPI, chosen by the seed {SEED}; the guides are the offline"
            " writer's. The figures are measured by code of the benchmark (`tests/benchmarks/quality`), apart from the"
            " product's own checks. The column of the large model is what a large hosted model reached under the same"
            " instructions."
        ),
        "\n".join(_markdown(("figure", "large hosted model", "must reach", "reached", ""), table)),
        (
            f"{left_out} examples need a network or a service that is not there, and are not counted among those that run."
            f" {late} guides were written from less, because the analysis of their names or uses was past its deadline; on"
            " a machine that is busy there are more of them."
            f" The blocks fall into two halves by their file: of `develop` authors may see what fails, of `held-out` only"
            " these figures:"
        ),
        "\n".join(_grouped("half", ("develop", "held-out"), verdicts, lambda one: one.block.half)),
        _HOW,
        "## By kind of block",
        "\n".join(_grouped("kind", KINDS, verdicts, lambda one: one.block.kind)),
        "## By package",
        "\n".join(_grouped("package", PACKAGES, verdicts, lambda one: one.block.package)),
        (
            f"Measured on {datetime.now(UTC):%Y-%m-%d} with CPython {platform.python_version()} on {platform.system()}"
            f" {platform.machine()}, {os.cpu_count()} cores, in {minutes:.0f} minutes."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def write_page(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _grouped(
    title: str, names: Sequence[str], verdicts: Sequence[Verdict], name_of: Callable[[Verdict], str]
) -> Iterator[str]:
    short = [figure for figure in FIGURES if figure.key != "parses"]
    found = []
    for name in names:
        group = [one for one in verdicts if name_of(one) == name]
        if group:
            cells = (figure.told(figure.value(group)).replace(" %", "") for figure in short)
            found.append((name, str(len(group)), *cells))
    return _markdown((title, "blocks", *(f"{figure.key}" for figure in short)), found)


def _markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in body:
        yield f"| {' | '.join(row)} |"

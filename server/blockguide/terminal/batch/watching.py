"""Shows how a batch goes on: a bar on a terminal, plain lines everywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from blockguide.terminal.batch.work import Tally
from blockguide.terminal.printing import used


@contextmanager
def watcher() -> Iterator["BarWatcher | LineWatcher"]:
    """The watcher that suits standard error, until the batch is over."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield LineWatcher(console)
        return
    bar = BarWatcher(console)
    try:
        yield bar
    finally:
        with suppress(OSError):  # the terminal is closed
            bar.end()


class LineWatcher:
    """A line for each page, as a log of continuous integration wants it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._jobs = self._seen = 0

    def planned(self, jobs: int, current: int) -> None:
        """The batch begins."""
        self._jobs = jobs
        self._print(f"{_pages(jobs)} to write, {current} up to date")

    def done(self, page: str) -> None:
        """A page was written."""
        self._seen += 1
        self._print(f"[{self._seen}/{self._jobs}] {page}")

    def failed(self, page: str, message: str, advice: str) -> None:
        """A page could not be written."""
        self._seen += 1
        self._print(f"[{self._seen}/{self._jobs}] {page}: {message} {advice}")

    def noticed(self, sentence: str) -> None:
        """Something is worth knowing."""
        self._print(sentence)

    def _print(self, line: str) -> None:
        self._console.print(escape(line), soft_wrap=True, highlight=False)


class BarWatcher:
    """A bar that grows; failures are told above it."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("Writing guides")

    def planned(self, jobs: int, current: int) -> None:
        """The batch begins."""
        self._progress.update(self._task, total=jobs + current, completed=current)
        self._progress.start()

    def done(self, page: str) -> None:
        """A page was written."""
        self._progress.update(self._task, advance=1, description=escape(page))

    def failed(self, page: str, message: str, advice: str) -> None:
        """A page could not be written."""
        self._progress.update(self._task, advance=1)
        self._progress.console.print(escape(f"{page}: {message} {advice}"), highlight=False)

    def noticed(self, sentence: str) -> None:
        """Something is worth knowing."""
        self._progress.console.print(escape(sentence), highlight=False)

    def end(self) -> None:
        """The batch is over; the bar goes."""
        self._progress.stop()


def summary(tally: Tally, writer: str) -> str:
    """What a batch did, in one line; `writer` is who was to write."""
    parts = [
        f"{_pages(tally.written)} written",
        f"{tally.current} up to date",
        f"{tally.failed} failed",
    ]
    if writer == "model":
        parts.append(f"{tally.by_model} by the model, {tally.written - tally.by_model} offline")
    if tally.usage:
        parts.append(used(tally.usage, tally.cost))
    if tally.short:
        parts.append(f"{tally.short} with findings")
    if tally.removed:
        parts.append(f"{tally.removed} removed")
    if tally.orphans:
        parts.append(f"{tally.orphans} without a source (--prune removes them)")
    return ", ".join(parts)


def _pages(count: int) -> str:
    return f"{count} page" if count == 1 else f"{count} pages"

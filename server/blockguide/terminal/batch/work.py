"""One batch from beginning to end: what is left to do is done, and the ledger and the index are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.entry import Severity, Usage, sum_of
from blockguide.terminal.answers import Answer
from blockguide.terminal.batch.crew import Crew, work_off
from blockguide.terminal.batch.ending import called_off_by_signals
from blockguide.terminal.batch.files import Filters, find_sources, write_whole
from blockguide.terminal.batch.index import INDEX, index_page, purpose_of
from blockguide.terminal.batch.ledger import Record, append, read_ledger, rewrite
from blockguide.terminal.batch.plan import Each, Job, Plan, make_plan


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks of a batch.

    Attributes:
        paths: files and directories.
        out: where the pages go.
        each: what a page is about.
        filters: which files are taken.
        writer: who is to write, `offline` or `model`; a page that another one wrote is written anew next time.
        version: the writer's version; pages of another version are written anew.
        remove_orphans: removes the pages that are given to it, or leaves them.
    """

    paths: tuple[Path, ...]
    out: Path
    each: Each
    filters: Filters
    writer: str
    version: str
    remove_orphans: Callable[[Path, tuple[Record, ...]], tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a batch did, in pages.

    Attributes:
        written: pages written now.
        current: pages that stood already.
        failed: selections that ended with a named error.
        short: pages, written or current, in which a check found an error.
        orphans: pages left although their source is gone.
        removed: such pages that were removed.
        by_model: pages written now by a model, none of them wholly offline.
        usage: the tokens that it used; None where it used none.
        cost: of these tokens; None where no price is known.
    """

    written: int
    current: int
    failed: int
    short: int
    orphans: int
    removed: int
    by_model: int
    usage: Usage | None
    cost: float | None


class Watcher(Protocol):
    """Is told how a batch goes on."""

    def planned(self, jobs: int, current: int) -> None:
        """The batch begins: so many pages to write, so many that stand."""
        ...

    def done(self, page: str) -> None:
        """A page was written."""
        ...

    def failed(self, page: str, message: str, advice: str) -> None:
        """A page could not be written."""
        ...

    def noticed(self, sentence: str) -> None:
        """Something is worth knowing, such as why a model does not write; each sentence comes once."""
        ...


async def run_batch(order: Order, crew: Crew, watcher: Watcher) -> Tally:
    """Writes the pages that are missing or out of date; interrupted, it goes on where it was the next time.

    Raises:
        BlockGuideError: a path that does not exist, or an output directory that cannot be written.
        SignalledError: a signal asked the process to end; what was written stands.
    """
    sources = find_sources(order.paths, order.filters)
    plan = make_plan(sources, order.each, read_ledger(order.out), order.out, order.version)
    desk = _Desk(order, plan, watcher)
    try:
        order.out.mkdir(parents=True, exist_ok=True)
        with called_off_by_signals():
            watcher.planned(len(plan.jobs), len(plan.current))
            await work_off((job.selection for job in plan.jobs), crew, desk.receive)
        left = order.remove_orphans(order.out, plan.orphans)
        standing = {**plan.current, **desk.written}
        rewrite(order.out, [*standing.values(), *left])
        write_whole(order.out / INDEX, index_page(standing.values()))
    except OSError as error:
        raise _cannot_write(order.out, error) from error
    return Tally(
        written=len(desk.written),
        current=len(plan.current),
        failed=desk.failures,
        short=sum(record.errors > 0 for record in standing.values()),
        orphans=len(left),
        removed=len(plan.orphans) - len(left),
        by_model=desk.by_model,
        usage=desk.usage,
        cost=desk.cost,
    )


def keep_orphans(_: Path, orphans: tuple[Record, ...]) -> tuple[Record, ...]:
    """Leaves the pages whose source is gone; gives those that are left."""
    return orphans


def prune_orphans(out: Path, orphans: tuple[Record, ...]) -> tuple[Record, ...]:
    """Removes the pages whose source is gone, and the directories that this empties; gives those left: none."""
    for record in orphans:
        page = out / record.page
        page.unlink(missing_ok=True)
        for folder in page.parents:
            if folder == out or any(folder.iterdir()):
                break
            folder.rmdir()
    return ()


class _Desk:
    """Takes the answers in: writes each page, then its line of the ledger."""

    def __init__(self, order: Order, plan: Plan, watcher: Watcher) -> None:
        self._order = order
        self._watcher = watcher
        self._jobs = {_key(job.selection): job for job in plan.jobs}
        self.written: dict[str, Record] = {}
        self.failures = 0
        self.by_model = 0
        self.usage: Usage | None = None
        self.cost: float | None = None
        self._noticed: set[str] = set()

    def receive(self, answer: Answer) -> None:
        job = self._jobs[_key(answer["selection"])]
        if "error" in answer:
            self._failed(job, answer["error"]["message"], answer["error"]["advice"])
            return
        self._note(answer)
        version = self._order.version if answer["writer"] == self._order.writer else ""
        record = _record_of(job, answer, version)
        try:
            write_whole(self._order.out / job.page, answer["page"])
            append(self._order.out, record)
        except OSError as error:
            problem = _cannot_write(self._order.out / job.page, error)
            self._failed(job, problem.message, problem.advice)
            return
        self.written[job.page] = record
        self._watcher.done(job.page)

    def _note(self, answer: Answer) -> None:
        for sentence in answer["notices"]:
            if sentence not in self._noticed:
                self._noticed.add(sentence)
                self._watcher.noticed(sentence)
        self.by_model += set(answer["sections"].values()) != {"offline"}
        if answer["tokens"] and not answer["cached"]:
            self.usage = sum_of((self.usage, Usage(**answer["tokens"])))
            if answer["cost"] is not None:
                self.cost = (self.cost or 0.0) + answer["cost"]

    def _failed(self, job: Job, message: str, advice: str) -> None:
        self.failures += 1
        self._watcher.failed(job.page, message, advice)


def _record_of(job: Job, answer: Answer, version: str) -> Record:
    findings = answer["checks"]["findings"]
    return Record(
        page=job.page,
        source=str(job.source),
        digest=job.stamp.digest,
        modified=job.stamp.modified,
        size=job.stamp.size,
        version=version,
        purpose=purpose_of(answer["guide"]["description"]),
        errors=sum(finding["severity"] == Severity.ERROR for finding in findings),
    )


def _key(selection: Answer) -> tuple[str, str]:
    return selection["path"], selection.get("symbol", "")


def _cannot_write(path: Path, error: OSError) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.CANNOT_WRITE,
        f"`{path}` cannot be written: {error.strerror}.",
        "Choose another --out, or make room there and run again: what is done stays done.",
    )

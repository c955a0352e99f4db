"""Work that was asked for: identical requests share it, a newer one replaces it, a few are done at once."""

import asyncio
import itertools
import logging
from collections import Counter, deque
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from time import monotonic
from typing import Protocol
from urllib.parse import unquote

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.lsp.cells import in_own_lines
from blockguide.lsp.job import Job, Outcome
from blockguide.lsp.logging import frames_of
from blockguide.lsp.options import FolderSettings
from blockguide.lsp.wording import Words
from blockguide.workshop.values import Finished, Order, Started, Workshop

__all__ = ["Job", "Jobs", "Outcome", "Site"]

_log = logging.getLogger(__name__)


class Site(Protocol):
    """Where the work is done."""

    @property
    def workshop(self) -> Workshop:
        """Writes the guides."""
        ...

    @property
    def settings(self) -> FolderSettings:
        """Among them, how many guides are written at once."""
        ...

    @property
    def words(self) -> Words:
        """What an unfinished page ends in."""
        ...


class Jobs:
    """All live jobs of a server, in the order in which they were asked for.

    Whoever gets a job from `order` is interested in it until he calls `leave`; a job in which nobody is
    interested any more is cancelled.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._names = itertools.count(1)
        self._live: dict[str, Job] = {}
        self._interested: Counter[str] = Counter()
        self._task_of: dict[str, asyncio.Task[None]] = {}
        self._waiting: deque[Job] = deque()
        self._listeners: list[Callable[[Job], None]] = []

    def when_ended(self, listener: Callable[[Job], None]) -> None:
        """Calls `listener` with every job that ends from now on."""
        self._listeners.append(listener)

    def order(self, uri: str, order: Order) -> Job:
        """The job that does `order`: one that already does, or a new one.

        Live jobs of the same document and span with another text or wish are replaced.
        """
        job = self._same(uri, order)
        if job is None:
            for other in self.of_document(uri):
                if other.order.span == order.span:
                    self._stop(other, Outcome.REPLACED)
            job = self._new(uri, order)
        job.asked = True
        self._interested[job.id] += 1
        return job

    def order_unasked(self, uri: str, order: Order) -> Job | None:
        """As `order`, for what no person asked for: it ends where it would replace what one did.

        None while the block of what a person asked for is not known, or where the place is the same.
        """
        job = self._same(uri, order)
        if job is None:
            asked = (other for other in self.of_document(uri) if other.asked)
            if any(other.started is None or other.order.span == order.span for other in asked):
                return None
            job = self._new(uri, order)
        self._interested[job.id] += 1
        return job

    def leave(self, job: Job) -> None:
        """One fewer is interested in `job`; the last one's leaving cancels it."""
        if job.ended:
            return
        self._interested[job.id] -= 1
        if self._interested[job.id] == 0:
            self._stop(job, Outcome.CANCELLED)

    def cancel(self, name: str) -> bool:
        """Cancels a job for all who are interested; False where none of that name is live."""
        job = self._live.get(name)
        if job is None:
            return False
        self._stop(job, Outcome.CANCELLED)
        return True

    def closed(self, uri: str) -> None:
        """Cancels all jobs of a document that was closed."""
        for job in self.of_document(uri):
            self._stop(job, Outcome.CANCELLED)

    def of_document(self, uri: str) -> tuple[Job, ...]:
        """The live jobs of a document, the newest last."""
        name = unquote(uri)
        return tuple(job for job in self._live.values() if unquote(job.uri) == name)

    async def close(self) -> None:
        """Cancels everything and returns when all of it has stopped."""
        for job in tuple(self._live.values()):
            self._stop(job, Outcome.CANCELLED)
        await asyncio.gather(*self._task_of.values(), return_exceptions=True)

    def _new(self, uri: str, order: Order) -> Job:
        job = Job(str(next(self._names)), uri, order, self._site.words)
        self._live[job.id] = job
        self._waiting.append(job)
        self._start_next()
        return job

    def _same(self, uri: str, order: Order) -> Job | None:
        for job in self._live.values():
            theirs = job.order
            if (
                job.uri == uri
                and theirs.span == order.span
                and theirs.reuse is order.reuse
                and theirs.source.version == order.source.version
                and theirs.source.digest == order.source.digest
                and theirs.settings == order.settings
            ):
                return job
        return None

    def _start_next(self) -> None:
        limit = self._site.settings.window.work_limit
        while self._waiting and len(self._task_of) < limit:
            job = self._waiting.popleft()
            task = asyncio.create_task(self._work(job), name=f"blockguide job {job.id}")
            self._task_of[job.id] = task
            # Not in the task itself: one that is cancelled before its first step runs no line of its own.
            task.add_done_callback(partial(self._let_go, job))

    def _let_go(self, job: Job, _: asyncio.Task[None]) -> None:
        del self._task_of[job.id]
        self._end(job, Outcome.CANCELLED)
        self._start_next()

    async def _work(self, job: Job) -> None:
        try:
            whole = self._site.workshop.document(job.order)
            async with aclosing(in_own_lines(whole, job.order.above)) as story:
                async for news in story:
                    if job.ended:
                        return
                    job.take(news)
                    if isinstance(news, Started):
                        self._replace_earlier(job, news)
                    elif isinstance(news, Finished):
                        self._end(job, Outcome.WHOLE)
            if job.finished is None:
                job.failure = _unexpected("its story ended without its end")
        except BlockGuideError as failure:
            job.failure = failure
        except Exception as error:  # noqa: BLE001 - one job's failure ends no other
            _log.error("job %s failed: %s", job.id, frames_of(error))
            job.failure = _unexpected(type(error).__name__)
        self._end(job, Outcome.FAILED if job.failure else Outcome.WHOLE)

    def _replace_earlier(self, job: Job, started: Started) -> None:
        """Ends jobs whose other selection turned out to mean the same block."""
        for other in self.of_document(job.uri):
            if other.started == started and int(other.id) < int(job.id):
                self._stop(job if other.asked and not job.asked else other, Outcome.REPLACED)

    def _stop(self, job: Job, outcome: Outcome) -> None:
        if job.ended:
            return
        self._end(job, outcome)
        if task := self._task_of.get(job.id):
            task.cancel()
        else:
            self._waiting.remove(job)

    def _end(self, job: Job, outcome: Outcome) -> None:
        if job.ended:
            return
        del self._live[job.id]
        del self._interested[job.id]
        job.end(outcome)
        took = (monotonic() - job.began) * 1000
        sizes = _sizes(job) + _tokens_of(job)
        _log.info("job %s: %s after %.0f ms%s", job.id, outcome, took, sizes)
        for listener in self._listeners:
            listener(job)


def _tokens_of(job: Job) -> str:
    """What a model took for a job, as the log tells it; nothing where it took nothing now."""
    record = job.finished.record if job.finished and not job.finished.from_cache else {}
    match record.get("tokens"):
        case {"prompt": prompt, "answer": answer, "estimated": estimated}:
            return f", {prompt} + {answer} tokens{' (estimated)' if estimated else ''}"
    return ""


def _sizes(job: Job) -> str:
    """How much was read and written, as far as it came."""
    told = ""
    if job.started is not None:
        lines = job.started.lines
        told += f", {lines.last - lines.first + 1} lines of code"
    if job.finished is not None:
        told += f", {len(job.finished.page)} characters of page"
    return told


def _unexpected(what: str) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.INTERNAL,
        f"BlockGuide itself failed on this selection ({what}).",
        "The server's log says where; please report it.",
    )

"""The request `blockguide/document`: sections stream as `$/progress`, the answer is the finished guide."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.events import Noticed, Revised
from blockguide.lsp import wire
from blockguide.lsp.cells import own_lines
from blockguide.lsp.configuration import settled
from blockguide.lsp.delivery.arrival import is_outdated
from blockguide.lsp.job import Job, Outcome
from blockguide.lsp.params import BadParams, document_params
from blockguide.lsp.progress import report
from blockguide.lsp.wording import Words
from blockguide.workshop.values import Finished, News, Order, Started, Wrote

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

_T = TypeVar("_T")
_MOST: Final = 2**31 - 1


async def document(session: "Session", params: object) -> dict[str, object]:
    """Answers `blockguide/document`.

    Raises:
        BlockGuideError: an expected failure.
        JsonRpcException: InvalidParams, ContentModified, ServerCancelled, RequestCancelled.
    """
    wanted = read(document_params, params)
    job = await job_for(session, wanted)
    shown: asyncio.Task[None] | None = None
    try:
        if wanted.workDoneToken is not None:
            shown = asyncio.create_task(report(session, job, wanted.workDoneToken))
        await _stream(session, job, _token(session, wanted))
        return _answer(session, job)
    finally:
        session.jobs.leave(job)
        if shown is not None:
            await _over(job, shown)


async def order_for(session: "Session", wanted: wire.DocumentParams) -> tuple[str, Order]:
    """The document's URI and the order for what is wanted, under the settings that were told by now.

    What is read is the text as it is when this is called, whatever is edited while the settings are asked for.

    Raises:
        BlockGuideError: BAD_TARGET, the document is not open.
        JsonRpcException: ContentModified, the range speaks of another version.
    """
    reading = session.documents.reading(wanted.uri)
    if reading is None or session.delivery.is_page(wanted.uri):
        raise BlockGuideError(
            ErrorCode.BAD_TARGET,
            "The document is not open as Python code.",
            "Open the file in the editor, and run the command in it.",
        )
    if wanted.version is not None and wanted.version != reading.version:
        raise JsonRpcException(
            "The document has been edited since.", types.LSPErrorCodes.ContentModified
        )
    span = reading.span(_range(wanted.range))
    await settled(session)
    settings = session.settings.of(wanted.uri)
    return reading.uri, Order(reading.source, span, settings, wanted.reuse, reading.above)


async def job_for(session: "Session", wanted: wire.DocumentParams) -> Job:
    """The job that documents what is wanted; who takes it must leave it.

    Raises:
        BlockGuideError: BAD_TARGET, the document is not open.
        JsonRpcException: ContentModified, the range speaks of another version.
    """
    return session.jobs.order(*await order_for(session, wanted))


def read(form: Callable[[object], _T], params: object) -> _T:
    """The parameters in their form.

    Raises:
        JsonRpcException: InvalidParams.
    """
    try:
        return form(params)
    except BadParams as error:
        raise JsonRpcException(str(error), types.ErrorCodes.InvalidParams) from error


async def _over(job: Job, shown: asyncio.Task[None]) -> None:
    """Returns when a request's progress has ended: with its job, or at once where that goes on for others."""
    if job.ended:
        await shown
        return
    shown.cancel()
    with suppress(asyncio.CancelledError):
        await shown


async def _stream(session: "Session", job: Job, token: str | int) -> None:
    async with aclosing(job.follow(session.delivery.pace.delta)) as story:
        async for batch in story:
            for value in _values(session, job, batch):
                session.server.protocol.notify(types.PROGRESS, types.ProgressParams(token, value))


def _values(session: "Session", job: Job, batch: tuple[News, ...]) -> Iterator[wire.ProgressValue]:
    for news in batch:
        match news:
            case Started():
                own = own_lines(news.lines, job.order.above)
                lines = [own.first, own.last]
                yield wire.BlockKnown(job=job.id, name=news.name, kind=news.kind, lines=lines)
            case Wrote():
                yield wire.SectionGrown(section=news.section.value, text=news.text)
            case Revised():
                yield wire.SectionRevised(section=news.section.value, body=news.body)
            case Noticed():
                notice = wire.Notice(notice=session.words.told(news.sentence))
                if news.code:
                    notice["code"] = news.code
                yield notice
            case Finished():
                pass


def _answer(session: "Session", job: Job) -> dict[str, object]:
    if job.failure is not None:
        raise job.failure
    match job.outcome:
        case Outcome.REPLACED:
            code, why = types.LSPErrorCodes.ServerCancelled, "A newer request replaced this one."
        case Outcome.CANCELLED:
            code, why = types.LSPErrorCodes.RequestCancelled, "The work was cancelled."
        case _:
            assert job.finished is not None
            card = job.finished.card
            return {
                **_in_words(job.finished.record, session.words),
                "page": job.finished.page,
                "key": card.key,
                "job": job.id,
                "outdated": is_outdated(session, job),
            }
    raise JsonRpcException(why, code)


def _in_words(record: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """A guide's record with what was found and what is stale in the words of the person's window."""
    own = {**record}
    if "checks" in own:
        found = [
            {**each, "message": words.told(each["message"])} for each in own["checks"]["findings"]
        ]
        own["checks"] = {**own["checks"], "findings": found}
    if "stale" in own:
        own["stale"] = [words.told(each) for each in own["stale"]]
    return own


def _token(session: "Session", wanted: wire.DocumentParams) -> str | int:
    if wanted.partialResultToken is not None:
        return wanted.partialResultToken
    return f"{wire.REQUEST_DOCUMENT}/{session.server.protocol.msg_id}"


def _range(wanted: wire.Range) -> types.Range:
    # A place past the end of every text is one; the protocol's own type refuses it.
    start, end = (
        types.Position(min(at.line, _MOST), min(at.character, _MOST))
        for at in (wanted.start, wanted.end)
    )
    return types.Range(start, end)

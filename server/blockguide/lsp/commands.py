"""The commands: each answers at once, and what follows comes by the editor's own ways."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.lsp import wire
from blockguide.lsp.cells import own_page
from blockguide.lsp.delivery.manuscript import KeptPage
from blockguide.lsp.params import document_params, guide_params, job_params, show_params
from blockguide.lsp.progress import show_progress
from blockguide.lsp.requests import job_for, read
from blockguide.lsp.sending import show_sent

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

_Command = Callable[["Session", object], Awaitable[object]]


async def execute(session: "Session", params: types.ExecuteCommandParams) -> object:
    """Answers `workspace/executeCommand`.

    Raises:
        BlockGuideError: an expected failure.
        JsonRpcException: InvalidParams, ContentModified.
    """
    command = _COMMANDS.get(params.command)
    if command is None:
        raise JsonRpcException(
            f"There is no command `{params.command[:100]}`.", types.ErrorCodes.InvalidParams
        )
    return await command(session, params.arguments[0] if params.arguments else None)


async def document(session: "Session", argument: object) -> wire.JobAnswer:
    """Begins to document a block; the page comes by itself."""
    job = await job_for(session, read(document_params, argument))
    if session.delivery.begin(job):
        session.in_background(show_progress(session, job), f"progress {job.id}")
    else:
        session.jobs.leave(job)
    return wire.JobAnswer(job=job.id)


async def show(session: "Session", argument: object) -> None:
    """Shows a kept guide."""
    wanted = read(show_params, argument)
    page = await _kept_page(session, wanted) or session.recent.page(wanted.key)
    if page is None:
        raise BlockGuideError(
            ErrorCode.BAD_TARGET, "This guide is not kept any more.", "Document the block again."
        )
    name = wanted.name or f"guide-{wanted.key[:8]}"
    session.delivery.begin(KeptPage(wanted.key, wanted.uri, name, wanted.key, page))


async def cancel(session: "Session", argument: object) -> wire.CancelAnswer:
    """Stops work, for all who wait for it."""
    return wire.CancelAnswer(cancelled=session.jobs.cancel(read(job_params, argument).job))


async def forget(session: "Session", argument: object) -> None:
    """Removes a kept guide."""
    key = read(guide_params, argument).key
    await session.workshop.forget(key)
    session.recent.forget(key)
    session.shelf.forget(key)


async def clear_cache(session: "Session", _: object) -> wire.ClearAnswer:
    """Removes all kept guides."""
    removed = await session.workshop.clear()
    session.recent.clear()
    session.shelf.clear()
    return wire.ClearAnswer(removed=removed)


async def _kept_page(session: "Session", wanted: wire.ShowParams) -> str | None:
    page = await session.workshop.page(wanted.key)
    reading = session.documents.reading(wanted.uri)
    return own_page(page, reading.above) if page is not None and reading is not None else page


_COMMANDS: Final[Mapping[str, _Command]] = MappingProxyType(
    {
        wire.COMMAND_DOCUMENT: document,
        wire.COMMAND_SHOW: show,
        wire.COMMAND_CANCEL: cancel,
        wire.COMMAND_FORGET: forget,
        wire.COMMAND_CLEAR_CACHE: clear_cache,
        wire.COMMAND_SHOW_SENT: show_sent,
    }
)

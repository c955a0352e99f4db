"""The second rung: the page's file is written and opened, and grows in its buffer by the server's edits."""

import asyncio
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.lsp.delivery.asking import Refused, ask
from blockguide.lsp.delivery.buffer import PageBuffer, Standing
from blockguide.lsp.delivery.growth import Change, change_between
from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.pace import Pace, ended, readable
from blockguide.lsp.delivery.pages import PageFile, block_of
from blockguide.lsp.delivery.showing import show, shows
from blockguide.lsp.job import Outcome
from blockguide.lsp.places import Encoding, range_of
from blockguide.text import split_lines

if TYPE_CHECKING:
    from blockguide.lsp.session import Session


async def deliver_live(session: "Session", manuscript: Manuscript, pace: Pace) -> bool:
    """Delivers a page into a buffer that the client opens; False where it opens none.

    Once the buffer is open its file is left alone: editors ask about a file that changes under them.

    Raises:
        OSError: the page's file cannot be written.
    """
    if not shows(session):
        return False
    await readable(manuscript, pace)
    if manuscript.outcome is not None or not session.delivery.profile.edits:
        return await deliver_whole(session, manuscript, pace)
    pages = session.delivery.pages
    begun = manuscript.page()
    block = block_of(manuscript.uri, manuscript.name)
    file = await asyncio.to_thread(pages.growing, block, manuscript.name, begun)
    if not await show(session, file.uri):
        await asyncio.to_thread(pages.withdraw, file, begun)
        return False
    stop, text = await _grow(session, manuscript, file, begun, pace)
    await asyncio.to_thread(pages.ended, file, text)
    return stop in (_Stop.WHOLE, _Stop.CLOSED) or await deliver_whole(session, manuscript, pace)


async def deliver_whole(session: "Session", manuscript: Manuscript, _: Pace) -> bool:
    """Writes the page's file once it is whole and opens it; False where the client opens nothing.

    What the person stopped is not opened.

    Raises:
        OSError: the page's file cannot be written.
    """
    if not shows(session):
        return False
    await ended(manuscript)
    if manuscript.outcome in (Outcome.CANCELLED, Outcome.REPLACED):
        return True
    pages = session.delivery.pages
    block = block_of(manuscript.uri, manuscript.name)
    file = await asyncio.to_thread(pages.whole, block, manuscript.name, manuscript.page())
    if not await show(session, file.uri):
        return False
    await asyncio.to_thread(pages.lend, file)
    return True


class _Stop(Enum):
    """Why a buffer grows no more: it has all, the person closed it, or edits it, as far as is known."""

    WHOLE = auto()
    TAKEN = auto()
    CLOSED = auto()


_STOPS: Final[Mapping[Standing, _Stop]] = MappingProxyType(
    {Standing.OTHER: _Stop.TAKEN, Standing.CLOSED: _Stop.CLOSED}
)


async def _grow(
    session: "Session", manuscript: Manuscript, file: PageFile, text: str, pace: Pace
) -> tuple[_Stop, str]:
    """Edits a buffer that holds `text` as long as it can; why it stopped, and what the buffer then holds."""
    buffer = PageBuffer(session, file, text)
    while True:
        if stop := _STOPS.get(await buffer.standing(pace)):
            return stop, buffer.text
        change = change_between(buffer.text, page := manuscript.page())
        if change is not None and change.replaces and not _is_bound(session, buffer):
            # What the person typed in that place would be lost, and nobody would know.
            return _Stop.TAKEN, await _told_to_end(session, buffer, pace)
        if change is not None:
            if not await _applied(session, buffer, change, pace):
                return await _after_refusal(buffer, pace), buffer.text
            buffer.becomes(page)
        elif manuscript.outcome is not None:
            return _Stop.WHOLE, buffer.text
        await buffer.rest(manuscript, pace)


async def _after_refusal(buffer: PageBuffer, pace: Pace) -> _Stop:
    """What a refused edit says: the person may have closed the page, of which editors tell a little later."""
    await asyncio.sleep(pace.edit)
    return _STOPS.get(await buffer.standing(pace), _Stop.TAKEN)


def _is_bound(session: "Session", buffer: PageBuffer) -> bool:
    """Whether an edit that comes too late, after one of the person's, is refused by the client."""
    profile = session.delivery.profile
    return profile.guards or (profile.document_changes and buffer.version is not None)


async def _told_to_end(session: "Session", buffer: PageBuffer, pace: Pace) -> str:
    """Says in a buffer's last line where the guide goes on; what the buffer then holds."""
    last = session.words.say("*This page is not whole. The guide opens in another one.*")
    text = f"{buffer.text}\n{last}\n"
    change = change_between(buffer.text, text)
    is_told = change is not None and await _applied(session, buffer, change, pace)
    return text if is_told else buffer.text


async def _applied(session: "Session", buffer: PageBuffer, change: Change, pace: Pace) -> bool:
    encoding = Encoding.UTF16 if session.delivery.profile.pages_in_utf16 else session.encoding
    where = range_of(change.span, split_lines(buffer.text), encoding)
    edit = types.TextEdit(where, change.text)
    # No label: Neovim prints it with every edit.
    params = types.ApplyWorkspaceEditParams(
        edit=workspace_edit(session, buffer.uri, edit, version=buffer.version)
    )
    try:
        answer = await ask(session, types.WORKSPACE_APPLY_EDIT, params, pace.answer)
    except (Refused, TimeoutError):
        return False
    return getattr(answer, "applied", None) is True


def workspace_edit(
    session: "Session", uri: str, edit: types.TextEdit, version: int | None = None
) -> types.WorkspaceEdit:
    """An edit of one document, in the form that the client takes; it may be bound to the document's version."""
    if not session.delivery.profile.document_changes:
        return types.WorkspaceEdit(changes={uri: [edit]})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])

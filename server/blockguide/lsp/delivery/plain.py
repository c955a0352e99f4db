"""The last rung: the page's file is written when it is whole, and a message says where."""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.lsp.delivery.asking import Refused, ask
from blockguide.lsp.delivery.live import workspace_edit
from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.pace import Pace, ended
from blockguide.lsp.delivery.pages import PageFile, block_of
from blockguide.lsp.delivery.showing import say_where
from blockguide.lsp.job import Outcome

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

OPENING_SECONDS: Final = 2.0
"""For how long after a command an edit opens a tab in Kate."""


async def deliver_plain(
    session: "Session", manuscript: Manuscript, pace: Pace, asked_at: float
) -> None:
    """Writes a page that became whole and says where; of another there is nothing to read.

    `asked_at` is the monotonic clock's time of the command.

    Raises:
        OSError: the page's file cannot be written.
    """
    await ended(manuscript)
    if manuscript.outcome is not Outcome.WHOLE:
        return
    block = block_of(manuscript.uri, manuscript.name)
    file = await asyncio.to_thread(
        session.delivery.pages.whole, block, manuscript.name, manuscript.page()
    )
    if session.delivery.profile.opens_edited and monotonic() - asked_at < OPENING_SECONDS:
        await _touch(session, file, pace)
    say_where(session, manuscript.name, file.path)


async def _touch(session: "Session", file: PageFile, pace: Pace) -> None:
    """Sends an edit that changes nothing: it opens the file."""
    nothing = types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 0)), "")
    params = types.ApplyWorkspaceEditParams(edit=workspace_edit(session, file.uri, nothing))
    try:
        await ask(session, types.WORKSPACE_APPLY_EDIT, params, pace.answer)
    except (Refused, TimeoutError):
        return

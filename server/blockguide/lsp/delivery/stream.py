"""For clients that know us: the page as our own notifications, lines that replace lines."""

from typing import TYPE_CHECKING

from blockguide.lsp.cells import own_lines
from blockguide.lsp.delivery.growth import first_changed_line
from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.pace import Pace, readable, rest
from blockguide.lsp.job import Job, Outcome
from blockguide.lsp.wire import (
    NOTIFY_BEGIN,
    NOTIFY_DELTA,
    NOTIFY_END,
    PageBegins,
    PageEnds,
    PageGrows,
)
from blockguide.text import Lines

if TYPE_CHECKING:
    from blockguide.lsp.session import Session


async def deliver_stream(session: "Session", manuscript: Manuscript, pace: Pace) -> None:
    """Delivers a page by `blockguide/begin`, `blockguide/delta` and `blockguide/end`."""
    await readable(manuscript, pace)
    notify = session.server.protocol.notify
    notify(NOTIFY_BEGIN, _beginning(session, manuscript))
    told = ""
    while True:
        page = manuscript.page()
        if page != told:
            line = first_changed_line(told, page)
            text = "\n".join(page.split("\n")[line:])
            notify(NOTIFY_DELTA, PageGrows(job=manuscript.id, line=line, text=text))
            told = page
        if manuscript.outcome is not None and manuscript.page() == told:
            break
        await rest(manuscript, told, pace.delta)
    end = PageEnds(job=manuscript.id, outcome=manuscript.outcome.value)
    if manuscript.outcome is Outcome.WHOLE and manuscript.key:
        end["key"] = manuscript.key
    notify(NOTIFY_END, end)


def _beginning(session: "Session", manuscript: Manuscript) -> PageBegins:
    """What is told of a page before its words: where its block stands, if that is known."""
    begins = PageBegins(job=manuscript.id, title=manuscript.name)
    if manuscript.uri:
        begins["uri"] = manuscript.uri
    block = _block_of(session, manuscript)
    if block is not None:
        begins["name"], begins["kind"], lines = block
        begins["lines"] = [lines.first, lines.last]
    return begins


def _block_of(session: "Session", manuscript: Manuscript) -> tuple[str, str, Lines] | None:
    if isinstance(manuscript, Job):
        started = manuscript.started
        if started is None:
            return None
        return started.name, started.kind, own_lines(started.lines, manuscript.order.above)
    document = session.documents.get(manuscript.uri)
    for found in session.shelf.all(document) if document is not None else ():
        if found.card.key == manuscript.key:
            return found.card.name, found.card.kind, found.lines
    return None

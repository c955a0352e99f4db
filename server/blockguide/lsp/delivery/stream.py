"""For clients that know us: the page as our own notifications, lines that replace lines."""

from typing import TYPE_CHECKING

from blockguide.lsp.delivery.growth import first_changed_line
from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.pace import Pace, readable, rest
from blockguide.lsp.job import Outcome
from blockguide.lsp.wire import (
    NOTIFY_BEGIN,
    NOTIFY_DELTA,
    NOTIFY_END,
    PageBegins,
    PageEnds,
    PageGrows,
)

if TYPE_CHECKING:
    from blockguide.lsp.session import Session


async def deliver_stream(session: "Session", manuscript: Manuscript, pace: Pace) -> None:
    """Delivers a page by `blockguide/begin`, `blockguide/delta` and `blockguide/end`."""
    await readable(manuscript, pace)
    notify = session.server.protocol.notify
    notify(NOTIFY_BEGIN, PageBegins(job=manuscript.id, title=manuscript.name))
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
    if manuscript.outcome is Outcome.WHOLE:
        end["key"] = manuscript.key
    notify(NOTIFY_END, end)

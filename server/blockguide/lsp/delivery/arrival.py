"""Whether a guide still speaks of the text when it arrives: the person may have edited on."""

from typing import TYPE_CHECKING

from blockguide.lsp.placed import Placed

if TYPE_CHECKING:
    from blockguide.lsp.job import Job
    from blockguide.lsp.session import Session


def is_outdated(session: "Session", job: "Job") -> bool:
    """Whether the block of a whole guide was edited while the guide was written; to be moved is no edit."""
    reading = session.documents.reading(job.uri)
    if job.finished is None or reading is None or reading.version == job.order.source.version:
        return False
    card, lines = job.finished.card, reading.source.lines
    block = Placed(card, job.order.source.lines, card.lines)
    return not any(block.stands_on(lines, first) for first in range(len(lines) - len(block) + 1))

"""The ladder: a page goes to the editor by the first rung that holds."""

import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.lsp.delivery.arrival import is_outdated
from blockguide.lsp.delivery.content import ContentPages, deliver_content
from blockguide.lsp.delivery.live import deliver_live, deliver_whole
from blockguide.lsp.delivery.manuscript import Manuscript
from blockguide.lsp.delivery.pace import Pace, ended
from blockguide.lsp.delivery.pages import Pages
from blockguide.lsp.delivery.plain import deliver_plain
from blockguide.lsp.delivery.profile import Profile, profile_of
from blockguide.lsp.delivery.showing import say, say_failure
from blockguide.lsp.delivery.stream import deliver_stream
from blockguide.lsp.job import Job, Outcome
from blockguide.lsp.progress import ProgressTokens
from blockguide.settings import PageDelivery

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

_log = logging.getLogger(__name__)

_FIRST_PROCESS: Final = 1


class Delivery:
    """What the pages of one connection share.

    Attributes:
        pace: how fast pages are delivered.
        pages: their files.
        content: the `blockguide:` documents.
        tokens: the progress that is shown now.
        never_answers_shows: whether the client once left `window/showDocument` without an answer.
    """

    def __init__(self, session: "Session", pace: Pace | None = None) -> None:
        self._session = session
        self._profile: Profile | None = None
        self._at_work: set[str] = set()
        self.pace = pace or Pace()
        self.pages = Pages(partial(_directory, session), partial(_editor, session))
        self.content = ContentPages()
        self.tokens = ProgressTokens()
        self.never_answers_shows = False

    @property
    def profile(self) -> Profile:
        """What the client can do for a page; asked for only after `initialize`."""
        if self._profile is None:
            self._profile = profile_of(self._session.client)
        return self._profile

    def is_page(self, uri: str) -> bool:
        """Whether a document is one of our own pages, which are not documented and have no hover."""
        return self.pages.holds(uri)

    def begin(self, manuscript: Manuscript) -> bool:
        """Delivers a page beside the handlers; False for one that is being delivered already."""
        if manuscript.id in self._at_work:
            return False
        self._at_work.add(manuscript.id)
        self._session.in_background(self._deliver(manuscript), f"delivery {manuscript.id}")
        return True

    async def _deliver(self, manuscript: Manuscript) -> None:
        try:
            await deliver(self._session, manuscript)
        finally:
            self._at_work.discard(manuscript.id)
            if isinstance(manuscript, Job):
                self._session.jobs.leave(manuscript)


def _directory(session: "Session") -> Path:
    return (session.settings.window.cache_directory or session.default_directory()) / "pages"


def _editor(session: "Session") -> int:
    """The number of the client's process, or of the one that started this server; 0 where neither is known."""
    parent = os.getppid()
    return session.client.process or (parent if parent > _FIRST_PROCESS else 0)


async def deliver(session: "Session", manuscript: Manuscript) -> None:
    """Delivers a page by the first rung that holds; returns when the editor has all of it."""
    try:
        await _climb_down(session, manuscript)
    except OSError as error:
        _log.warning("page %s cannot be written: %s", manuscript.id, error.strerror)
        await ended(manuscript)
        told = session.words.say(
            "The guide cannot be written to a file: {why}. "
            "Choose another directory in the setting `blockguide.cache.directory`, or make room on the disk.",
            why=error.strerror,
        )
        say(session, told, types.MessageType.Error)
    if not isinstance(manuscript, Job):
        return
    if manuscript.notice and _is_in_want_of_a_word(manuscript):
        say(session, session.words.told(manuscript.notice))
    if manuscript.failure is not None:
        say_failure(session, manuscript.failure)
    elif is_outdated(session, manuscript):
        say(
            session,
            session.words.say(
                "{name} was edited while its guide was written: the guide speaks of the text as it was.",
                name=manuscript.name,
            ),
        )


def _is_in_want_of_a_word(job: Job) -> bool:
    """Whether nothing has told yet why the offline writer's guide stands in the place of a model's."""
    return job.finished is not None and job.finished.card.writer == "offline" and not job.reported


async def _climb_down(session: "Session", manuscript: Manuscript) -> None:
    delivery, asked_at = session.delivery, monotonic()
    if not await _anything_to_read(manuscript):
        return
    if delivery.profile.streams:
        await deliver_stream(session, manuscript, delivery.pace)
        return
    for rung in _RUNGS[session.settings.window.delivery]:
        if await rung(session, manuscript, delivery.pace):
            return
    await deliver_plain(session, manuscript, delivery.pace, asked_at)


async def _anything_to_read(manuscript: Manuscript) -> bool:
    """Waits while the work is in the queue; a page that ended without a word is not opened."""
    while isinstance(manuscript, Job) and manuscript.started is None and manuscript.outcome is None:
        await manuscript.changed()
    return manuscript.has_words or manuscript.outcome in (None, Outcome.WHOLE)


_Rung = Callable[["Session", Manuscript, Pace], Awaitable[bool]]

_RUNGS: Final[Mapping[PageDelivery, tuple[_Rung, ...]]] = MappingProxyType(
    {
        PageDelivery.AUTO: (deliver_content, deliver_live),
        PageDelivery.CONTENT: (deliver_content, deliver_whole),
        PageDelivery.LIVE: (deliver_live,),
        PageDelivery.FILE: (deliver_whole,),
    }
)

"""Shows in the editor that a guide is being written: words for a person, and a button that cancels."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.guide.events import Noticed
from blockguide.guide.values import Section
from blockguide.lsp.delivery.asking import Refused, ask
from blockguide.lsp.job import Job, Outcome
from blockguide.lsp.wording import Words
from blockguide.workshop.values import Finished, Wrote

if TYPE_CHECKING:
    from blockguide.lsp.session import Session

Token = str | int

PATIENCE_SECONDS: Final = 0.05
"""Work that is done sooner is not shown: it would only flicker."""

PACE_SECONDS: Final = 0.1

_WRITTEN: Final = {
    Section.DESCRIPTION: "Description written",
    Section.STEPS: "Execution steps written",
    Section.EXAMPLE: "Usage example written",
}
_ENDED: Final = {
    Outcome.WHOLE: "Guide written",
    Outcome.CANCELLED: "Cancelled",
    Outcome.REPLACED: "Replaced by a newer request",
    Outcome.FAILED: "Not written",
}


class ProgressTokens:
    """The tokens that are shown now, and what each one's button cancels."""

    def __init__(self) -> None:
        self._jobs: dict[Token, Job] = {}

    def of(self, job: Job, words: Words) -> str:
        """A new token for a job; people read it where a client shows no title."""
        token = words.say("Documenting {name}", name=job.name)
        if token not in self._jobs:
            return token
        return words.say("Documenting {name} ({job})", name=job.name, job=job.id)

    def take(self, token: Token, job: Job) -> None:
        """Remembers whose button a token is."""
        self._jobs[token] = job

    def drop(self, token: Token) -> None:
        """Forgets a token."""
        self._jobs.pop(token, None)

    def job(self, token: object) -> Job | None:
        """The job behind a token; clients may send anything for one."""
        return self._jobs.get(token) if isinstance(token, str | int) else None


async def cancelled(session: "Session", params: types.WorkDoneProgressCancelParams) -> None:
    """Answers `window/workDoneProgress/cancel`: the button was pressed."""
    job = session.delivery.tokens.job(params.token)
    if job is not None:
        session.jobs.cancel(job.id)


async def show_progress(session: "Session", job: Job) -> None:
    """Shows the progress of a job by a token of our own, where the client shows such a thing at all."""
    if not session.delivery.profile.progress:
        return
    await _begun(job)
    if job.ended:
        return
    tokens = session.delivery.tokens
    token = tokens.of(job, session.words)
    # Taken before the client answers, so that no second job takes it meanwhile.
    tokens.take(token, job)
    try:
        await ask(
            session,
            types.WINDOW_WORK_DONE_PROGRESS_CREATE,
            types.WorkDoneProgressCreateParams(token),
            session.delivery.pace.answer,
        )
        await report(session, job, token)
    except (Refused, TimeoutError):
        return
    finally:
        tokens.drop(token)


async def report(session: "Session", job: Job, token: Token) -> None:
    """Reports a job on a token that the client knows, until the job has ended."""
    tokens = session.delivery.tokens
    tokens.take(token, job)
    job.reported = True
    words = session.words
    title = words.say("Documenting `{name}`", name=job.name)
    _send(session, token, types.WorkDoneProgressBegin(title=title, cancellable=True))
    try:
        async with aclosing(_messages(job, words)) as messages:
            async for message in messages:
                _send(session, token, types.WorkDoneProgressReport(message=message))
    finally:
        tokens.drop(token)
        ended = words.say(_ENDED[job.outcome or Outcome.CANCELLED])
        _send(session, token, types.WorkDoneProgressEnd(message=ended))


async def _messages(job: Job, words: Words) -> AsyncGenerator[str, None]:
    """One message for each section: when the next one begins, and for the last when the guide is whole."""
    section: Section | None = None
    async with aclosing(job.follow(PACE_SECONDS)) as story:
        async for batch in story:
            for news in batch:
                match news:
                    case Noticed():
                        yield words.told(news.sentence)
                    case Wrote() if news.section is not section:
                        if section is not None:
                            yield words.say(_WRITTEN[section])
                        section = news.section
                    case Finished() if section is not None:
                        yield words.say(_WRITTEN[section])


async def _begun(job: Job) -> None:
    """Returns when a job has ended, or is worked on for so long that it is worth showing."""
    while job.started is None and not job.ended:
        await job.changed()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not job.ended:
                await job.changed()
    except TimeoutError:
        return


def _send(session: "Session", token: Token, value: object) -> None:
    session.server.protocol.notify(types.PROGRESS, types.ProgressParams(token, value))

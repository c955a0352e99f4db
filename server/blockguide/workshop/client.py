"""The workshop as a server uses it: a process that is started on first use and replaced when it is lost."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from blockguide.code.context.frames import Frame
from blockguide.code.source import Source
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.settings import Settings
from blockguide.workshop.connection import COMMAND, Connection, LostError
from blockguide.workshop.records import BadRecordError, error_from_record, from_record, to_record
from blockguide.workshop.retold import Retold
from blockguide.workshop.texts import MOST_UNSAVED
from blockguide.workshop.values import Card, News, Order, Sent

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE: Final = 60.0
"""Seconds without a word, while one is owed, after which a workshop is taken for stuck."""

PARTING: Final = 5.0
"""Seconds that it has to leave work that was called off."""


class Worn(NamedTuple):
    """When a workshop gives way to a new one: its memory is never given back whole after large files.

    Attributes:
        megabytes: it holds more than so much, resident.
        answers: it has given so many answers, so that a large project does not wear one out at once.
    """

    megabytes: int
    answers: int


WORN: Final = Worn(88, 100)


class WorkshopProcess:
    """A `Workshop` in a process of its own. It belongs to one event loop.

    Nothing is started before the first use. While nothing is asked, nothing runs here.
    """

    def __init__(
        self,
        defaults: Settings,
        command: tuple[str, ...] = COMMAND,
        patience: float = PATIENCE,
        parting: float = PARTING,
        worn: Worn = WORN,
    ) -> None:
        """Starts nothing yet.

        Args:
            defaults: whose cache is meant as long as nobody named another.
            command: starts the process.
            patience: as `PATIENCE`.
            parting: as `PARTING`.
            worn: when it gives way to a new one.
        """
        self._command = command
        self._worn = worn
        self._patience = patience
        self._parting = parting
        self._defaults = defaults
        self._caches: dict[tuple[Path | None, int], Settings] = {}
        self._connection: asyncio.Task[Connection] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False
        self._key = ""
        self._listeners: list[Callable[[str], None]] = []
        # After a loss with several at work nobody knows who is to blame: they are tried again one by one.
        self._alone = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process's id, or None where there is none."""
        opened = self._connection
        if opened is None or not opened.done() or opened.cancelled() or opened.exception():
            return None
        return opened.result().pid

    def warm(self) -> None:
        """Starts the workshop, and what it needs for a first guide, ahead of the first call."""
        if self._connection is None and not self._closed:
            self._connection = asyncio.create_task(self._open(), name="workshop's start")

    def when_noticed(self, listener: Callable[[str], None]) -> None:
        """Calls `listener` with what a person should know of the cache, one sentence each, from now on."""
        self._listeners.append(listener)

    def set_key(self, key: str) -> None:
        """The endpoint's key as the editor's secret store has it; empty forgets it.

        It is kept in memory alone, for a workshop that takes this one's place as well.
        """
        self._key = key
        opened = self._connection
        if opened is not None and opened.done() and _is_up(opened):
            opened.result().tell(_key_frame(key))

    async def document(self, order: Order) -> AsyncGenerator[News, None]:
        """The news of one order, in their order, `Finished` last. To close it cancels the work.

        Raises:
            BlockGuideError: an expected failure of the story, or INTERNAL.
        """
        retold = Retold()
        request = {"do": "document", **_ordered(order)}
        async with aclosing(self._answers(request, (order.source,), order.settings)) as answers:
            async for answer in answers:
                if answer is None:
                    retold.begin_again()
                elif "news" in answer:
                    for news in retold.told(_read(_NEWS, answer["news"])):
                        yield news

    async def sent(self, order: Order) -> Sent:
        """What would be sent to a model for an order; nothing is sent.

        Raises:
            BlockGuideError: what would keep it from being sent, or INTERNAL.
        """
        request = {"do": "sent", **_ordered(order)}
        return _read(Sent, await self._answer(request, (order.source,), order.settings))  # type: ignore[no-any-return]

    async def cards(
        self, source: Source, settings: Settings, unsaved: Sequence[Source] = ()
    ) -> tuple[Card, ...]:
        """The kept guides whose block stands in `source`, or stood at a place that it still has.

        A guide holds where what it rests on is as it was: in the texts `unsaved`, the latest of them if they
        are many, and on the disk.

        Raises:
            BlockGuideError: INTERNAL.
        """
        others = tuple(unsaved)[-MOST_UNSAVED:]
        request = {
            "do": "cards",
            **_place(source),
            "settings": to_record(settings),
            "unsaved": [_place(one) for one in others],
        }
        answer = await self._answer(request, (*others, source), settings)
        cards: tuple[Card, ...] = _read(_CARDS, answer)
        return cards

    async def page(self, key: str) -> str | None:
        """The page of a kept guide, its lines those of the text it was last found in.

        Raises:
            BlockGuideError: INTERNAL.
        """
        answer = await self._answer({"do": "page", "key": key, **self._everywhere()})
        page: str | None = _read(_PAGE, answer)
        return page

    async def forget(self, key: str) -> None:
        """Removes a kept guide, and the earlier ones of its block.

        Raises:
            BlockGuideError: INTERNAL.
        """
        await self._answer({"do": "forget", "key": key, **self._everywhere()})

    async def clear(self) -> int:
        """Removes all kept guides; how many there were.

        Raises:
            BlockGuideError: INTERNAL.
        """
        removed: int = _read(int, await self._answer({"do": "clear", **self._everywhere()}))
        return removed

    async def close(self) -> None:
        """Ends the workshop; no process is left, and what was asked of it fails."""
        self._closed = True
        self._let_go()
        while self._ending:
            await asyncio.wait(self._ending)

    def _everywhere(self) -> Frame:
        caches = tuple(self._caches.values()) or (self._defaults,)
        return {"settings": to_record(caches)}

    async def _answer(
        self, request: Frame, sources: Sequence[Source] = (), settings: Settings | None = None
    ) -> Any:  # noqa: ANN401 - JSON
        async with aclosing(self._answers(request, sources, settings)) as answers:
            async for answer in answers:
                if answer is not None and "done" in answer:
                    return answer["done"]
        raise AssertionError("a request ended without its end")

    async def _answers(
        self, request: Frame, sources: Sequence[Source], settings: Settings | None
    ) -> AsyncGenerator[Frame | None, None]:
        """All answers to a request; None where a second workshop begins it again."""
        if settings:
            self._caches[settings.cache_directory, settings.cache_megabytes] = settings
        try:
            async with aclosing(self._tried(request, sources)) as answers:
                async for answer in answers:
                    yield answer
        except LostError:
            yield None
        else:
            return
        try:
            turn = self._alone if request["do"] == "document" else contextlib.nullcontext()
            async with turn, aclosing(self._tried(request, sources)) as answers:
                async for answer in answers:
                    yield answer
        except LostError as error:
            raise _lost(error) from error

    async def _tried(
        self, request: Frame, sources: Sequence[Source]
    ) -> AsyncGenerator[Frame, None]:
        connection = await self._opened()
        for source in sources:
            connection.show(source)
        try:
            async with aclosing(connection.ask(request)) as answers:
                async for answer in answers:
                    if "error" in answer:
                        raise error_from_record(answer["error"])
                    yield answer
        finally:
            self._give_way(connection)

    def _give_way(self, connection: Connection) -> None:
        """Lets a new workshop take the place of a worn one; nobody is kept waiting but who asks meanwhile."""
        opened = self._connection
        is_the_one = opened and opened.done() and _is_up(opened) and opened.result() is connection
        if is_the_one and connection.is_worn(*self._worn):
            self._let_go()
            self.warm()

    async def _opened(self) -> Connection:
        if self._closed:
            raise LostError("it is closed")
        if self._connection and self._connection.done() and not _is_up(self._connection):
            self._let_go()
        self.warm()
        opening = self._connection
        assert opening is not None
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            if opening.cancelled():
                raise LostError("it is closed") from None
            raise

    async def _open(self) -> Connection:
        connection = await Connection.opened(
            self._command, self._patience, self._parting, self._notice
        )
        if self._key:
            connection.tell(_key_frame(self._key))
        connection.tell({"do": "warm", "settings": to_record(self._defaults)})
        return connection

    def _notice(self, sentence: str) -> None:
        for listener in self._listeners:
            listener(sentence)

    def _let_go(self) -> None:
        opening, self._connection = self._connection, None
        if opening:
            ending = asyncio.create_task(_ended(opening), name="workshop's end")
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)


_NEWS: Any = News
_CARDS: Any = tuple[Card, ...]
_PAGE: Any = str | None


def _place(source: Source) -> Frame:
    return {"path": str(source.path), "version": source.version, "digest": source.digest}


def _ordered(order: Order) -> Frame:
    return {
        **_place(order.source),
        "span": to_record(order.span),
        "settings": to_record(order.settings),
        "reuse": to_record(order.reuse),
    }


def _key_frame(key: str) -> Frame:
    return {"do": "key", "key": key}


def _read(kind: Any, record: object) -> Any:  # noqa: ANN401 - any type, and a value of it
    try:
        return from_record(kind, record)
    except BadRecordError as error:
        raise _lost(error) from error


def _is_up(opening: asyncio.Task[Connection]) -> bool:
    return not opening.cancelled() and not opening.exception() and not opening.result().lost


async def _ended(opening: asyncio.Task[Connection]) -> None:
    with contextlib.suppress(LostError, asyncio.CancelledError):
        await (await opening).close()


def _lost(error: Exception) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.INTERNAL,
        f"The process that writes guides was lost twice: {error}.",
        "Try again; the server's log says more.",
    )

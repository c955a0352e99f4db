"""The workshop process: takes orders from standard input and tells their news on standard output."""

import asyncio
import gc
import sys
import traceback
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from blockguide.code.context.frames import Frame
from blockguide.code.context.memory import resident_megabytes
from blockguide.code.source import Source, source_from_text
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.settings import Settings
from blockguide.settings.values import MOST_GUIDES_AT_ONCE
from blockguide.text import Span
from blockguide.workshop.caches import Caches, Opener
from blockguide.workshop.channel import Channel
from blockguide.workshop.records import error_to_record, from_record, to_record
from blockguide.workshop.shelves import Shelves
from blockguide.workshop.texts import Texts
from blockguide.workshop.values import Order, Reuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from blockguide.workshop.desk import Desk
    from blockguide.workshop.stock import Suppliers

_FIRST_SECONDS: Final = 0.05
"""For what was asked for while the process started to be read."""


def main(make_cache: Opener, supply: "Callable[[], Suppliers]") -> int:
    """Works until standard input ends.

    Args:
        make_cache: makes the cache that settings name.
        supply: gives what guides are written with; called when the first is asked for, or soon would be.
    """
    channel = Channel.taken_over()
    _freeze()
    asyncio.run(_work(channel, make_cache, supply))
    return 0


async def _work(channel: Channel, make_cache: Opener, supply: "Callable[[], Suppliers]") -> None:
    caches = Caches(make_cache)
    workshop = _Workshop(channel, caches, supply)
    ended = asyncio.Event()
    channel.listen(workshop.take, ended.set)
    await ended.wait()
    await workshop.close()
    await caches.close()


def _freeze() -> None:
    """What imports made stays; a full collection would go through all of it again and again."""
    gc.collect()
    gc.freeze()


class _Workshop:
    """The orders at work."""

    def __init__(self, channel: Channel, caches: Caches, supply: "Callable[[], Suppliers]") -> None:
        self._channel = channel
        self._caches = caches
        self._supply = supply
        self._shelves = Shelves()
        self._opened: Desk | None = None
        self._warming: asyncio.Task[None] | None = None
        self._key = ""
        self._texts = Texts()
        self._places = asyncio.Semaphore(MOST_GUIDES_AT_ONCE)
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def take(self, frame: Frame) -> None:
        """Takes a frame of the server; whatever it says, there is an answer if it has an `id`."""
        match frame:
            case {"do": "text", "digest": str(digest), "text": str(text)}:
                self._texts.keep(digest, text)
            case {"do": "key", "key": str(key)}:
                self._key = key
            case {"do": "warm", "settings": settings}:
                warming = self._warm(from_record(Settings, settings))
                self._warming = asyncio.create_task(warming, name="warming")
            case {"do": "cancel", "id": int(number)}:
                if number in self._tasks:
                    self._tasks[number].cancel()
            case {"id": int(number)}:
                try:
                    work = self._work_of(number, frame)
                except (KeyError, TypeError, ValueError) as error:
                    self._fail(number, _unexpected(error))
                else:
                    self._begin(number, work)

    async def close(self) -> None:
        """Cancels everything and returns when all of it has stopped."""
        tasks = [*self._tasks.values(), *([self._warming] if self._warming else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._opened is not None:
            await self._opened.close()

    @property
    def _desk(self) -> "Desk":
        """Where guides are written. Who only asks for kept ones does not wait for its imports."""
        if self._opened is None:
            from blockguide.workshop.desk import Desk  # noqa: PLC0415 - half of the start

            self._opened = Desk(self._supply(), self._caches, self._shelves, self._channel)
            _freeze()
        return self._opened

    async def _warm(self, settings: Settings) -> None:
        """Makes ready for a first order, when what was asked for meanwhile is answered."""
        await asyncio.sleep(_FIRST_SECONDS)
        while tasks := tuple(self._tasks.values()):
            await asyncio.wait(tasks)
        if self._opened is None:
            self._desk.warm(settings)

    def _work_of(self, number: int, frame: Frame) -> Coroutine[Any, Any, object]:
        """The work that a request means. The text is looked up now: later ones may push it out."""
        match frame["do"]:
            case "document":
                return self._document(number, self._order(frame))
            case "sent":
                return self._sent(self._order(frame))
            case "cards":
                settings = from_record(Settings, frame["settings"])
                unsaved = [self._source(each) for each in frame["unsaved"]]
                return self._cards(self._source(frame), settings, unsaved)
            case "page":
                return self._page(frame["key"], _places(frame))
            case "forget":
                return self._forget(frame["key"], _places(frame))
            case "clear":
                return self._clear(_places(frame))
        raise ValueError("nobody knows this work")

    def _order(self, frame: Frame) -> Order:
        return Order(
            self._source(frame),
            from_record(Span, frame["span"]),
            from_record(Settings, frame["settings"]),
            from_record(Reuse, frame["reuse"]),
        )

    def _source(self, frame: Frame) -> Source:
        text = self._texts.text(frame["digest"])
        return source_from_text(Path(frame["path"]), text, frame["version"])

    def _begin(self, number: int, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(self._answered(number, work), name=f"order {number}")
        self._tasks[number] = task

        def end(_: asyncio.Task[None]) -> None:
            del self._tasks[number]
            work.close()
            if task.cancelled():
                self._channel.send({"id": number, "cancelled": True})

        task.add_done_callback(end)

    async def _answered(self, number: int, work: Coroutine[Any, Any, object]) -> None:
        try:
            answer = await work
        except BlockGuideError as error:
            self._fail(number, error)
        except Exception as error:  # noqa: BLE001 - told to the server, and logged without its text
            self._fail(number, _unexpected(error))
        else:
            held = resident_megabytes()
            self._channel.send({"id": number, "done": answer, "megabytes": held})
        for notice in self._caches.take_notices():
            self._channel.send({"notice": notice})

    async def _document(self, number: int, order: Order) -> None:
        async with self._places:
            if self._opened is None:
                self._desk.warm(order.settings)
            await self._desk.document(number, order, self._key)

    async def _sent(self, order: Order) -> object:
        async with self._places:
            return to_record(await self._desk.sent(order))

    async def _cards(self, source: Source, settings: Settings, unsaved: Sequence[Source]) -> object:
        return to_record(await self._shelves.cards(source, self._caches.of(settings), unsaved))

    async def _page(self, key: str, places: tuple[Settings, ...]) -> object:
        return await self._shelves.page(key, map(self._caches.of, places))

    async def _forget(self, key: str, places: tuple[Settings, ...]) -> object:
        for settings in places:
            await self._caches.of(settings).forget_guide(key)
        return None

    async def _clear(self, places: tuple[Settings, ...]) -> object:
        return sum([await self._caches.of(settings).clear() for settings in places])

    def _fail(self, number: int, error: BlockGuideError) -> None:
        self._channel.send({"id": number, "error": error_to_record(error)})


def _places(frame: Frame) -> tuple[Settings, ...]:
    return tuple(from_record(Settings, record) for record in frame["settings"])


def _unexpected(error: Exception) -> BlockGuideError:
    """Logs where something failed that nobody expected; an error's own text may hold code."""
    frames = traceback.extract_tb(error.__traceback__)
    where = ", ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames[-8:])
    sys.stderr.write(f"{type(error).__name__} at {where}\n")
    return BlockGuideError(
        ErrorCode.INTERNAL,
        f"BlockGuide itself failed on this selection ({type(error).__name__}).",
        "The server's log says where; please report it.",
    )

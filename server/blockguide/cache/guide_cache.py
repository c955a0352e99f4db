"""The cache as an event loop uses it: the same store, on one thread of its own."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from blockguide.cache.values import CacheInfo, Kept
from blockguide.guide.entry import Entry, Recipe
from blockguide.guide.marks import Mark

if TYPE_CHECKING:
    from blockguide.cache.store import GuideStore

T = TypeVar("T")


class GuideCache:
    """Guides kept on the disk.

    Nothing here raises for a fault of the disk or the file; `take_notices` says what happened. A
    cancelled call either happens as a whole or not at all. After `close` nothing is found or kept.
    """

    def __init__(self, directory: Path | None, budget: int) -> None:
        """Choose the directory, None for the platform's own, and the budget in bytes.

        Neither a file nor a thread nor an import is begun before the first use.
        """
        self._directory = directory
        self._budget = budget
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="guide-cache")
        self._store: GuideStore | None = None
        self._closed = False

    async def get(self, recipe: Recipe) -> Entry | None:
        """The guide that was kept for this very recipe."""
        return await self._unless_closed(lambda store: store.get(recipe), None)

    async def put(self, recipe: Recipe, entry: Entry, mark: Mark) -> None:
        """Keep the guide for this recipe, in place of one kept before."""
        await self._unless_closed(lambda store: store.put(recipe, entry, mark), None)

    async def marked(self, path: Path, openings: Iterable[str]) -> tuple[tuple[str, Mark], ...]:
        """Keys and marks of the guides written for a file or beginning with one of these lines.

        The newest come first.
        """
        return await self._unless_closed(lambda store: store.marked(path, openings), ())

    async def find(self, key: str) -> Kept | None:
        """The guide of this key, hexadecimal."""
        return await self._unless_closed(lambda store: store.find(key), None)

    async def forget_guide(self, key: str) -> None:
        """Remove the guide of this key, and every other of its place or of the same text in its file."""
        await self._unless_closed(lambda store: store.forget_guide(key), None)

    async def previous(self, recipe: Recipe) -> Entry | None:
        """The guide last kept for the same place, writer, model and language, by another recipe."""
        return await self._unless_closed(lambda store: store.previous(recipe), None)

    async def forget(self, place: str) -> None:
        """Remove every guide of the place, a `Recipe.place`."""
        await self._unless_closed(lambda store: store.forget(place), None)

    async def clear(self) -> int:
        """Remove every guide, and what was set aside as damaged; the number of guides removed.

        Raises:
            RuntimeError: the cache is closed.
        """
        return await self._on_thread(lambda store: store.clear())

    async def describe(self) -> CacheInfo:
        """What the cache holds now; a file that does not exist is not made.

        Raises:
            RuntimeError: the cache is closed.
        """
        return await self._on_thread(lambda store: store.describe())

    def take_notices(self) -> tuple[str, ...]:
        """What a person should be told since the last call, one sentence each."""
        return self._store.take_notices() if self._store else ()

    async def close(self) -> None:
        """Finish what was begun, write down what was used, let go of the file and the thread."""
        if self._closed:
            return
        self._closed = True
        closing = self._on_thread(lambda store: store.close())
        self._thread.shutdown(wait=False)
        await asyncio.shield(closing)
        # The thread has nothing left to do: to wait for it takes microseconds.
        self._thread.shutdown()

    async def _unless_closed(self, work: Callable[["GuideStore"], T], absent: T) -> T:
        # A late job of a server that shuts down finds nothing, and is told nothing.
        return absent if self._closed else await self._on_thread(work)

    def _on_thread(self, work: Callable[["GuideStore"], T]) -> asyncio.Future[T]:
        def job() -> T:
            return work(self._opened())

        return asyncio.get_running_loop().run_in_executor(self._thread, job)

    def _opened(self) -> "GuideStore":
        """The store; only to be called on the thread."""
        if self._store is None:
            from blockguide.cache.store import GuideStore  # noqa: PLC0415 - sqlite3, off the loop

            self._store = GuideStore(self._directory, self._budget)
        return self._store

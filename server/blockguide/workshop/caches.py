"""The caches that the workshop has open, by settings; each is opened on first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from blockguide.cache.guide_cache import GuideCache
from blockguide.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

Opener = Callable[[Settings], GuideCache]
"""Makes the cache that the settings name; it opens nothing yet."""


class Caches:
    """What is open now."""

    def __init__(self, make: Opener) -> None:
        self._make = make
        self._open: dict[tuple[Path | None, int], GuideCache] = {}

    def of(self, settings: Settings) -> GuideCache:
        """The cache of these settings."""
        place = (settings.cache_directory, settings.cache_megabytes)
        if place not in self._open:
            self._open[place] = self._make(settings)
        return self._open[place]

    def take_notices(self) -> tuple[str, ...]:
        """What a person should be told of the caches since the last call, one sentence each."""
        return tuple(note for cache in self._open.values() for note in cache.take_notices())

    async def close(self) -> None:
        """Closes everything."""
        for cache in self._open.values():
            await cache.close()

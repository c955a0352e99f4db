"""The hidden command `workshop`: writes guides for a server, which starts it and talks to it over pipes.

What writes is imported when it is to write: who opens a file waits for the guides that are kept for it.
"""

from typing import TYPE_CHECKING

from blockguide.cache.guide_cache import GuideCache
from blockguide.settings import Settings
from blockguide.workshop import work

if TYPE_CHECKING:
    from blockguide.code.block import Selection
    from blockguide.document import Analyst, Writer
    from blockguide.workshop.stock import Suppliers
    from blockguide.workshop.values import Sent


def workshop() -> int:
    """Works until standard input ends; gives the exit code."""
    return work.main(guide_cache, suppliers)


def suppliers() -> "Suppliers":
    """What guides are written with."""
    from blockguide.code.context.analyst import Analyst  # noqa: PLC0415 - as this module says
    from blockguide.commands.choice import chosen_model  # noqa: PLC0415
    from blockguide.workshop.stock import Suppliers  # noqa: PLC0415

    return Suppliers(offline_writer(), chosen_model, Analyst, sent)


def offline_writer() -> "Writer":
    """The writer that needs no model."""
    from blockguide.document import Writer  # noqa: PLC0415 - as this module says
    from blockguide.writers.offline.writer import VERSION, write  # noqa: PLC0415

    return Writer("offline", "", VERSION, write)


def guide_cache(settings: Settings) -> GuideCache:
    """The cache that the settings name."""
    return GuideCache(settings.cache_directory, settings.cache_megabytes * 1024 * 1024)


async def sent(selection: "Selection", analyst: "Analyst", settings: Settings) -> "Sent":
    """What would be sent to a model for a selection; `commands.sending` is imported when it is asked."""
    from blockguide.commands.sending import what_is_sent  # noqa: PLC0415 - 50 ms, only for who asks

    return await what_is_sent(selection, analyst, settings)

"""The hidden command `workshop`: writes guides for a server, which starts it and talks to it over pipes."""

from blockguide.cache.guide_cache import GuideCache
from blockguide.code.block import Selection
from blockguide.code.context.analyst import Analyst
from blockguide.commands.choice import chosen_model
from blockguide.document import Analyst as AnyAnalyst
from blockguide.document import Writer
from blockguide.settings import Settings
from blockguide.workshop import work
from blockguide.workshop.stock import Suppliers
from blockguide.workshop.values import Sent
from blockguide.writers.offline.writer import VERSION, write


def workshop() -> int:
    """Works until standard input ends; gives the exit code."""
    return work.main(Suppliers(offline_writer(), chosen_model, Analyst, guide_cache, sent))


def offline_writer() -> Writer:
    """The writer that needs no model."""
    return Writer("offline", "", VERSION, write)


def guide_cache(settings: Settings) -> GuideCache:
    """The cache that the settings name."""
    return GuideCache(settings.cache_directory, settings.cache_megabytes * 1024 * 1024)


async def sent(selection: Selection, analyst: AnyAnalyst, settings: Settings) -> Sent:
    """What would be sent to a model for a selection; `commands.sending` is imported when it is asked."""
    from blockguide.commands.sending import what_is_sent  # noqa: PLC0415 - 50 ms, only for who asks

    return await what_is_sent(selection, analyst, settings)

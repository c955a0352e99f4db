"""Where one order is worked at: the story's parts are put together for it, and its news sent as they come."""

import asyncio
from contextlib import aclosing
from typing import Final

from blockguide.code.block import Selection
from blockguide.document import Keeper, Parts
from blockguide.guide.entry import Entry, Recipe
from blockguide.improving.values import showing_of
from blockguide.settings import Settings
from blockguide.workshop.caches import Caches
from blockguide.workshop.channel import Channel
from blockguide.workshop.records import to_record
from blockguide.workshop.shelves import Shelves
from blockguide.workshop.stock import Stock, Suppliers
from blockguide.workshop.stories import news_of
from blockguide.workshop.values import Finished, Order, Reuse, Sent


class Desk:
    """Works at orders; what it works with is taken from the stock."""

    def __init__(
        self, suppliers: Suppliers, caches: Caches, shelves: Shelves, channel: Channel
    ) -> None:
        self._suppliers: Final = suppliers
        self._stock: Final = Stock(suppliers)
        self._caches: Final = caches
        self._shelves: Final = shelves
        self._channel: Final = channel

    def warm(self, settings: Settings) -> None:
        """Starts what a first order of these settings needs, ahead of it."""
        self._stock.warm(settings)

    async def close(self) -> None:
        """Closes everything; no process is left."""
        await self._stock.close()

    async def document(self, number: int, order: Order, key: str) -> None:
        """Sends the news of an order under its number.

        Args:
            number: names the order.
            order: what is to be documented.
            key: the endpoint's key as the editor's secret store has it, or empty.

        Raises:
            BlockGuideError: an expected failure of the story.
        """
        cache = self._caches.of(order.settings)
        keeper = cache if order.reuse is Reuse.KEPT else _Anew(cache)
        async with self._stock.analyst(order.settings) as analyst:
            parts = Parts(
                analyst,
                self._suppliers.writer,
                keeper,
                order.settings.language,
                self._suppliers.model(order.settings, key),
                showing_of(order.settings),
                analyst.early,
            )
            async with aclosing(news_of(order, parts)) as story:
                async for news in story:
                    if isinstance(news, Finished):
                        self._shelves.remember(news.card)
                    self._channel.send({"id": number, "news": to_record(news)})
                    # A story that never waits must let the others, and its own end, have their turn.
                    await asyncio.sleep(0)

    async def sent(self, order: Order) -> Sent:
        """What would be sent to a model for an order.

        Raises:
            BlockGuideError: what would keep it from being sent.
        """
        selection = Selection(order.source, order.span)
        async with self._stock.analyst(order.settings) as analyst:
            return await self._suppliers.sent(selection, analyst, order.settings)


class _Anew:
    """A keeper that gives no kept guide out for a new one."""

    def __init__(self, keeper: Keeper) -> None:
        self.put = keeper.put
        self.previous = keeper.previous

    async def get(self, _: Recipe, /) -> Entry | None:
        return None

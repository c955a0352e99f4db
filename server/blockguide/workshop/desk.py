"""Where one order is worked at: the story's parts are put together for it, and its news sent as they come."""

import asyncio
from contextlib import aclosing
from typing import Final

from blockguide.code.block import Selection
from blockguide.code.source import Source
from blockguide.document import Keeper, Parts
from blockguide.guide.entry import Entry, Recipe
from blockguide.improving.values import showing_of
from blockguide.settings import Settings
from blockguide.workshop.channel import Channel
from blockguide.workshop.records import to_record
from blockguide.workshop.shelves import Shelves
from blockguide.workshop.stock import Stock, Suppliers
from blockguide.workshop.stories import news_of
from blockguide.workshop.values import Card, Finished, Order, Reuse, Sent


class Desk:
    """Works at orders; what it works with is taken from the stock."""

    def __init__(self, suppliers: Suppliers, stock: Stock, channel: Channel) -> None:
        self._suppliers: Final = suppliers
        self._stock: Final = stock
        self._channel: Final = channel
        self._shelves: Final = Shelves()
        self._key = ""

    def set_key(self, key: str) -> None:
        """The endpoint's key as the editor's secret store has it, for the orders to come; empty: none."""
        self._key = key

    async def document(self, number: int, order: Order) -> None:
        """Sends the news of an order under its number.

        Raises:
            BlockGuideError: an expected failure of the story.
        """
        cache = self._stock.cache(order.settings)
        keeper = cache if order.reuse is Reuse.KEPT else _Anew(cache)
        async with self._stock.analyst(order.settings) as analyst:
            parts = Parts(
                analyst,
                self._suppliers.writer,
                keeper,
                order.settings.language,
                self._suppliers.model(order.settings, self._key),
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

    async def cards(self, source: Source, settings: Settings) -> tuple[Card, ...]:
        """The kept guides whose block stands in a text, or stood at a place that it still has."""
        return await self._shelves.cards(source, self._stock.cache(settings))

    async def page(self, key: str, places: tuple[Settings, ...]) -> str | None:
        """The page of a kept guide, from the first cache that has it."""
        for settings in places:
            page = await self._shelves.page(key, self._stock.cache(settings))
            if page is not None:
                return page
        return None


class _Anew:
    """A keeper that gives no kept guide out for a new one."""

    def __init__(self, keeper: Keeper) -> None:
        self.put = keeper.put
        self.previous = keeper.previous

    async def get(self, _: Recipe, /) -> Entry | None:
        return None

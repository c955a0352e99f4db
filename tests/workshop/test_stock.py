"""What the workshop keeps open: analysts that come and go beside each other."""

import asyncio
from pathlib import Path

from blockguide.settings import Settings
from blockguide.workshop.stock import MOST_ANALYSTS, Stock, Suppliers


class Slow:
    """An analyst that takes its time to end."""

    def __init__(self):
        self.is_closed = False

    def warm(self):
        pass

    async def close(self):
        await asyncio.sleep(0.01)
        self.is_closed = True


def test_orders_of_many_projects_at_once_close_what_is_idle_and_nothing_in_use():
    async def run():
        stock = Stock(Suppliers(None, None, lambda _: Slow(), None))
        stock.warm(Settings())
        closed = []

        async def order(number, seconds):
            async with stock.analyst(Settings(project=Path(f"/p{number % 4}"))) as analyst:
                await asyncio.sleep(seconds)
                closed.append(analyst.is_closed)

        orders = [order(number, 0.001 + number % 3 * 0.006) for number in range(MOST_ANALYSTS + 12)]
        await asyncio.gather(*orders)
        return closed

    assert not any(asyncio.run(run()))

"""The watch over the loop that other tests trust in sees what blocks it."""

import asyncio
import time

import pytest
from loop import loop_watched


@pytest.mark.parametrize("block", [lambda: time.sleep(0.06), lambda: spin(0.06)])
def test_a_loop_that_is_blocked_is_seen(block):
    async def story():
        async with loop_watched() as turns:
            await asyncio.sleep(0)
            block()
            await asyncio.sleep(0)
        return max(turns)

    assert asyncio.run(story()) >= 0.05


def spin(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass

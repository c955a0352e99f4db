"""Two hundred requests at once on ten thousand lines, to a workshop that is a process: its traffic is the loop's, too."""

import asyncio
import gc
from time import perf_counter

import pytest
from in_process_client import Refusal, connected
from loop import loop_watched

from blockguide.settings import Deadlines, Settings
from blockguide.workshop.client import WorkshopProcess

CODE = "".join(f'def f{n}(x):\n    """Adds {n}."""\n    return x + {n}\n\n' for n in range(2_500))
SLOW = Deadlines(start=60_000, names=60_000, call_sites=60_000)
AT_ONCE, ENOUGH = 200, 10
KEPT = 2_400


@pytest.fixture
def frozen():
    """As the server is when it has started: what was imported is not looked through for garbage."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("frozen")
def test_the_loop_is_free_and_a_hover_is_answered_while_a_workshop_works(tmp_path, cache):
    """What blocks the loop does so each time, what disturbs the machine does not: the best of three counts."""
    file = tmp_path / "long.py"
    file.write_text(CODE)
    settings = Settings(cache_directory=cache, deadlines=SLOW)
    longest, hovers = [], []

    def asked(number: int) -> dict[str, object]:
        at = {"line": 4 * number, "character": 4}
        return {"uri": file.as_uri(), "range": {"start": at, "end": at}}

    async def hover(client) -> float:
        at = {"line": 4 * KEPT + 1, "character": 4}
        params = {"textDocument": {"uri": file.as_uri()}, "position": at}
        began = perf_counter()
        found = await client.request("textDocument/hover", params)
        assert found["contents"]["value"].endswith("Checked.")
        return perf_counter() - began

    async def at_once(client, first: int) -> None:
        requests = {}
        async with loop_watched() as turns:
            for number in range(first, first + AT_ONCE):
                answer = client.ask("blockguide/document", asked(number))
                requests[client.last_id] = answer
            hovers.append(await hover(client))
            await client.until(lambda: sum(each.done() for each in requests.values()) >= ENOUGH, 60)
            for identifier in requests:
                client.cancel(identifier)
            answers = await asyncio.gather(*requests.values(), return_exceptions=True)
        assert len(answers) == AT_ONCE
        assert all(
            each.code == -32800 if isinstance(each, Refusal) else each["page"] for each in answers
        )
        client.sent.clear()
        longest.append(max(turns))

    async def story() -> None:
        async with connected(WorkshopProcess(settings), {}, settings=settings) as client:
            client.open(file.as_uri(), CODE)
            await client.request("blockguide/document", asked(KEPT), 60)
            for attempt in range(3):
                await at_once(client, attempt * AT_ONCE)

    asyncio.run(story())
    assert min(longest) < 0.05, longest
    assert min(hovers) < 1, hovers

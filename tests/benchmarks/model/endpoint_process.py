"""The scripted endpoint in a process of its own, so that its work is none of ours."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from scripted_endpoint import ScriptedEndpoint


class Timed(ScriptedEndpoint):
    """Tells when it begins to send each answer."""

    began = None

    async def _play(self, steps, writer, request, gone):
        self.began.value = monotonic()
        await super()._play(steps, writer, request, gone)


def serve(script, address, began):
    async def run():
        server = Timed(usual=script)
        server.began = began
        async with server:
            address.put(server.base_url)
            await asyncio.Event().wait()

    asyncio.run(run())


@contextmanager
def serving(script) -> Iterator[tuple[str, object]]:
    """An endpoint that always plays `script`: its address, and when it last began to send."""
    processes = multiprocessing.get_context("spawn")
    address, began = processes.Queue(), processes.Value("d", 0.0)
    process = processes.Process(target=serve, args=(script, address, began), daemon=True)
    process.start()
    try:
        yield address.get(timeout=60), began
    finally:
        process.terminate()
        process.join()

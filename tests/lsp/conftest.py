"""A workshop and a way to talk, for the language server's tests.

    def test_hover(talk, workshop):
        async def story(client):
            client.open("file:///a.py", "x = 1\\n")
            assert await client.request("textDocument/hover", ...) is None

        talk(story, capabilities={...}, initializationOptions={...})

`talk` runs the story with a connected client (`in_process_client.Client`) and asserts at its end what
`in_process_client.connected` says. The workshop is made anew for each test.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from in_process_client import Client, connected
from scripted_workshop import ScriptedWorkshop

Story = Callable[[Client], Awaitable[None]]


@pytest.fixture
def workshop() -> ScriptedWorkshop:
    return ScriptedWorkshop()


@pytest.fixture
def talk(workshop: ScriptedWorkshop) -> Callable[..., Client]:
    def run(story: Story, capabilities: dict[str, Any] | None = None, **more: Any) -> Client:
        async def whole() -> Client:
            async with connected(workshop, capabilities, **more) as client:
                await story(client)
            return client

        return asyncio.run(asyncio.wait_for(whole(), 30))

    return run

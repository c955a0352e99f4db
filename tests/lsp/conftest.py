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
from editor import Editor, opened, writes
from in_process_client import Client, connected
from scripted_workshop import ScriptedWorkshop
from server_process import cache_in

from blockguide.settings import Settings

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


@pytest.fixture
def deliver(talk, workshop, tmp_path):
    """Runs a story with an editor whose pages are under `tmp_path`."""

    def run(story, capabilities=None, script=None, **more):
        async def whole(client):
            editor = opened(client, kind)
            await story(editor)
            await editor.rest()
            editor.forget_sent()

        kind = more.pop("kind", Editor)
        workshop.script = script or writes()
        settings = more.pop("settings", Settings(cache_directory=tmp_path))
        return talk(whole, capabilities, settings=settings, **more)

    return run


@pytest.fixture
def pages(tmp_path):
    """The texts of the pages' files, by name."""
    return lambda: {
        path.name: path.read_bytes().decode() for path in (tmp_path / "pages").glob("*.md")
    }


@pytest.fixture(scope="session")
def parsed(tmp_path_factory):
    """Where all tests' analysts keep the parsed standard library: to parse it takes them seconds."""
    return tmp_path_factory.mktemp("parsed")


@pytest.fixture
def cache(tmp_path, parsed):
    """A cache's directory for a server in a process of its own."""
    return cache_in(tmp_path, parsed)

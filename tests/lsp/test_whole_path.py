"""The whole path with a real workshop: the page in the editor is the page of the guide."""

import asyncio

import pytest
from editor import EDITS, STREAM, Editor
from in_process_client import connected

from blockguide.settings import Deadlines, Settings
from blockguide.workshop.client import WorkshopProcess

CODE = '''\
def parse_header(line, strict=False):
    """Parse one header line."""
    name, sep, value = line.partition(":")
    if not sep:
        raise ValueError(f"no colon in {line!r}")
    return name.strip(), value.strip()
'''
BODY = {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}


@pytest.mark.parametrize("capabilities", [EDITS, STREAM])
def test_the_page_arrives(tmp_path, capabilities):
    path = tmp_path / "headers.py"
    path.write_text(CODE)
    uri = path.as_uri()
    slow = Deadlines(start=30_000, names=30_000, call_sites=30_000)
    settings = Settings(cache_directory=tmp_path / "cache", deadlines=slow)

    async def story():
        async with connected(WorkshopProcess(settings), capabilities, settings=settings) as client:
            client.open(uri, CODE)
            editor = Editor(client)
            await editor.command("blockguide.document", {"uri": uri, "range": BODY, "version": 1})
            await client.until(lambda: not client.server._beside, 60)
            whole = await client.request("blockguide/document", {"uri": uri, "range": BODY}, 60)
            assert whole["cached"]
            assert page(editor) == whole["page"]
            assert "`parse_header`" in whole["page"]
            client.sent.clear()

    def page(editor):
        if capabilities is STREAM:
            lines = []
            for delta in editor.client.taken("blockguide/delta"):
                lines[delta["line"] :] = delta["text"].split("\n")
            return "\n".join(lines)
        return editor.buffers[editor.shown[-1]]

    asyncio.run(story())

"""Whatever is edited, and however columns are counted: what comes over the wire leaves the server the editor's text."""

import asyncio

import pytest
from buffer import TEXTS, Buffer
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process_client import connected
from scripted_workshop import ScriptedWorkshop

from blockguide.lsp.places import Encoding

A = "file:///work/names.py"
EDITS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), TEXTS)
MESSAGES = st.lists(st.lists(st.one_of(EDITS, TEXTS), max_size=4), max_size=6)


@pytest.mark.parametrize("encoding", Encoding)
def test_after_any_notifications_the_servers_text_is_the_editors(encoding):
    @settings(max_examples=60, deadline=None)
    @given(TEXTS, MESSAGES)
    def after(text, messages):
        asyncio.run(told(encoding, Buffer(text, encoding), messages))

    after()


async def told(encoding, buffer, messages):
    """An edit is told as a range with its text, a text that stands alone as the whole of the document."""
    offered = {"general": {"positionEncodings": [str(encoding)]}}
    async with connected(ScriptedWorkshop(), offered) as client:
        assert client.initialized["capabilities"]["positionEncoding"] == encoding
        client.open(A, buffer.text)
        for version, message in enumerate(messages, start=2):
            changes = [change_of(buffer, edit) for edit in message]
            client.change(A, version, *changes)
            await client.settled()
            document = client.server.session.documents.get(A)
            assert (document.text, document.version) == (buffer.text, version)


def change_of(buffer, edit):
    if isinstance(edit, str):
        buffer.text = edit
        return {"text": edit}
    start, end = sorted(at % (len(buffer.text) + 1) for at in edit[:2])
    change = buffer.edit(start, end, edit[2])
    places = {
        name: {"line": place.line, "character": place.character}
        for name, place in (("start", change.range.start), ("end", change.range.end))
    }
    return {"range": places, "text": edit[2]}

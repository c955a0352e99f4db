"""A connection from `initialize` to `exit`."""

from pathlib import Path

A = "file:///work/a.py"


def test_it_introduces_itself(talk):
    async def story(client):
        assert client.initialized["serverInfo"]["name"] == "BlockGuide"
        assert client.initialized["capabilities"]["positionEncoding"] == "utf-16"

    assert talk(story).code == 0


def test_an_edit_changes_the_document(talk):
    async def story(client):
        client.open(A, "one\ntwo\n")
        start, end = {"line": 1, "character": 0}, {"line": 1, "character": 3}
        client.change(A, 2, {"range": {"start": start, "end": end}, "text": "2"})
        await client.settled()
        reading = client.server.session.documents.reading(A)
        assert reading.source.text == "one\n2\n"
        assert reading.version == 2
        assert reading.source.path == Path("/work/a.py")

    talk(story)


def test_what_ails_the_cache_is_told_to_the_person_once(talk, workshop):
    async def story(client):
        for _ in range(2):
            for listener in workshop.listeners:
                listener("The cache was damaged.")
        told = await client.take("window/showMessage")
        assert told == {"type": 2, "message": "BlockGuide: The cache was damaged."}
        await client.settled()
        assert not client.sent

    talk(story)

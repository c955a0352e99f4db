"""What leaves the machine is told as it is, and the key that the client gives us stays in memory."""

import logging

import pytest
from editor import SHOUT, STREAM, A, opened
from in_process_client import Refusal

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.lsp.sending import sent_page
from blockguide.lsp.wording import ENGLISH
from blockguide.workshop.values import Sent, SentMessage

KEY = "sk-entirely-secret-0123456789"
SENT = Sent(
    (SentMessage("system", "Write."), SentMessage("user", "The block:\n```python\nx = 1\n```")),
    420,
    ("two call sites",),
    1,
)
PARAMS = {"uri": A, "range": SHOUT}
MODEL = {"writer": "auto", "model": "tiny"}


@pytest.fixture
def sends(workshop):
    asked = []

    async def sent(order):
        asked.append(order)
        if workshop.failure is not None:
            raise workshop.failure
        return SENT

    workshop.sent = sent
    return asked


@pytest.mark.parametrize(
    "options, model", [({}, ""), (MODEL, "tiny"), ({**MODEL, "writer": "offline"}, "")]
)
def test_what_would_be_sent_is_told(talk, sends, options, model):
    async def story(client):
        opened(client)
        assert await client.request("blockguide/sent", PARAMS) == {
            "messages": [
                {"role": "system", "text": "Write."},
                {"role": "user", "text": "The block:\n```python\nx = 1\n```"},
            ],
            "tokens": 420,
            "dropped": ["two call sites"],
            "secrets": 1,
            "model": model,
        }
        assert sends[0].source.text.startswith("def shout")

    talk(story, STREAM, initializationOptions=options)


def test_what_keeps_it_from_being_sent_is_told(talk, workshop, sends):
    async def story(client):
        opened(client)
        workshop.failure = BlockGuideError(ErrorCode.NO_ANSWER, "No room.", "Choose less.")
        with pytest.raises(Refusal, match=r"No room\.") as refused:
            await client.request("blockguide/sent", PARAMS)
        assert refused.value.data == {"code": "no-answer", "advice": "Choose less."}
        with pytest.raises(Refusal, match="not open"):
            await client.request("blockguide/sent", {**PARAMS, "uri": "file:///other.py"})

    talk(story, STREAM)


def test_any_editor_can_show_it_as_a_page(talk, sends):
    async def story(client):
        editor = opened(client)
        assert await editor.command("blockguide.showSent", PARAMS) is None
        begins = await client.take("blockguide/begin")
        assert begins["title"] == "sent-names"
        page = (await client.take("blockguide/delta"))["text"]
        assert page.startswith("# What is sent to the model\n\nNothing is sent")
        assert "key" not in await client.take("blockguide/end")

        assert (
            "\n\nAbout 420 tokens. Replaced, as they look like secrets: 1. Left out: two call sites.\n"
            in page
        )

    talk(story, STREAM)


def test_the_action_is_offered_where_a_model_is_chosen(talk, sends):
    async def titles(client):
        params = {
            "textDocument": {"uri": A},
            "range": SHOUT,
            "context": {"diagnostics": [], "only": ["source.blockguide"]},
        }
        offered = await client.request("textDocument/codeAction", params)
        return {each["title"]: each for each in offered}

    literal = {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}}
    title = "Show what is sent to the model"

    async def without(client):
        opened(client)
        assert title not in await titles(client)

    async def with_one(client):
        opened(client)
        action = (await titles(client))[title]
        assert action["kind"] == "source.blockguide.sent"
        assert action["command"]["command"] == "blockguide.showSent"
        assert action["command"]["arguments"][0]["range"] == SHOUT

    talk(without, literal)
    talk(with_one, literal, initializationOptions=MODEL)


def test_the_page_says_what_was_replaced_and_left_out():
    page = sent_page(SENT, "tiny", ENGLISH)
    assert "This is sent to `tiny`" in page
    assert "About 420 tokens. Replaced, as they look like secrets: 1." in page
    assert "two call sites" in page
    assert "````text\nThe block:\n```python" in page
    plain = sent_page(Sent((), 0, (), 0), "", ENGLISH)
    assert "Nothing is sent" in plain
    assert "secrets" not in plain


def test_the_key_goes_to_the_workshop_and_into_no_log(talk, workshop, caplog):
    caplog.set_level(logging.DEBUG)
    keys = []
    workshop.set_key = keys.append

    async def story(client):
        client.notify("blockguide/setKey", {"key": f" {KEY}\n"})
        client.notify("blockguide/setKey", {"key": [KEY]})
        client.notify("blockguide/setKey", {"key": {KEY: KEY}, KEY: 1})
        client.notify("blockguide/setKey", {"key": ""})
        await client.settled()

    talk(story, STREAM)
    assert keys == [KEY, ""]
    assert KEY not in caplog.text

"""The log of a session: what was asked and how long it took, and never what it was about."""

import logging
import re

import pytest
from server_process import process

CODE = 'def shout(name):\n    """Say a name aloud."""\n    return f"{name}!"\n'
SPOT = {"line": 0, "character": 4}


def test_the_log_tells_of_requests_and_jobs_but_not_of_code(tmp_path, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_CACHE_DIR", str(tmp_path / "cache"))
    log, uri = tmp_path / "log", (tmp_path / "names.py").as_uri()
    with process("--log-file", str(log), "--log-level", "debug") as server:
        server.initialize()
        server.notify("initialized", {})
        item = {"uri": uri, "languageId": "python", "version": 1, "text": CODE}
        server.notify("textDocument/didOpen", {"textDocument": item})
        target = {"uri": uri, "range": {"start": SPOT, "end": SPOT}}
        assert "aloud" in server.request("blockguide/document", target)["page"]
        assert server.leave() == 0
    told = log.read_text()
    assert " INFO blockguide.lsp.protocol: serving " in told
    assert re.search(
        r" INFO blockguide.lsp.jobs: job 1: whole after \d+ ms, 3 lines of code, \d{3} characters of page$",
        told,
        re.MULTILINE,
    )
    for timed in ("request 2, blockguide/document", "notification textDocument/didOpen"):
        assert re.search(
            rf" DEBUG blockguide.lsp.protocol: {timed}: \d+\.\d ms$", told, re.MULTILINE
        )
    assert not [word for word in ("shout", "aloud", "name}", "names.py") if word in told]


def test_a_log_file_that_cannot_be_opened_is_told_and_costs_nothing_else(tmp_path):
    with process("--log-file", str(tmp_path / "no" / "log")) as server:
        server.initialize()
        assert server.leave() == 0
        assert b"the log file cannot be opened" in server.process.stderr.read()


@pytest.mark.parametrize("how", ["answered", "not answered"])
def test_it_tells_how_long_the_client_took(talk, caplog, how):
    async def story(client):
        client.answers["workspace/configuration"] = [None]
        if how == "not answered":
            client.silent.add("workspace/configuration")
        await client.take("workspace/configuration")
        await client.settled()

    with caplog.at_level(logging.DEBUG, "blockguide"):
        talk(story, {"workspace": {"configuration": True}})
    told = rf"asked of the client, workspace/configuration: {how}, \d+\.\d ms"
    assert re.search(told, caplog.text)

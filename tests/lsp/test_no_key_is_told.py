"""A key is in no log, no message, no page, no file and no cache, whatever the endpoint does with it."""

import os

import pytest
from scripted_endpoint import DONE, ScriptedEndpoint, finish, in_a_thread, status, text, usage
from server_process import process

CODE = "def shout(name):\n    return name.upper()\n"
KEY = "sk-Vr7Qz0very-secret"
RANGE = {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}
GOOD = """\
## Description
`shout` returns `name` in capital letters.

## Execution Steps
1. **Return the capitals**: Returns `name.upper()`. *(2)*

## Usage Example
```python
from names import shout

print(shout("ada"))
```
"""
ECHO = {"error": {"message": f"Incorrect API key provided: {KEY}"}}
SCRIPTS = {
    "good": (text(GOOD), finish(), usage(5, 5), DONE),
    "refused": (status(401, ECHO),),
    "failed": (status(500, ECHO),),
    "odd": (status(418, ECHO),),
    "broken": (("raw", b'data: {"error": "' + KEY.encode() + b'"}\n\n'),),
}


@pytest.mark.parametrize("way", ["environment", "editor"])
def test_the_whole_server_keeps_it_to_itself(tmp_path, way):
    file, cache, log = tmp_path / "app" / "names.py", tmp_path / "cache", tmp_path / "log.txt"
    file.parent.mkdir()
    file.write_text(CODE)
    server_of_model = ScriptedEndpoint()
    for script in SCRIPTS.values():
        server_of_model.play(*script)
    with in_a_thread(server_of_model) as endpoint:
        chosen = {"BLOCKGUIDE_MODEL": "scripted", "OPENAI_BASE_URL": endpoint.base_url}
        given = {"BLOCKGUIDE_API_KEY": KEY} if way == "environment" else {}
        environment = {**os.environ, **chosen, **given, "BLOCKGUIDE_CACHE_DIR": str(cache)}
        words = ("--log-file", str(log), "--log-level", "debug")
        with process(*words, env=environment) as server:
            server.initialize()
            server.notify("initialized", {})
            if way == "editor":
                server.notify("blockguide/setKey", {"key": KEY})
            item = {"uri": file.as_uri(), "languageId": "python", "version": 1, "text": CODE}
            server.notify("textDocument/didOpen", {"textDocument": item})
            target = {"uri": file.as_uri(), "range": RANGE, "fresh": True}
            settings = {"writer": "model", "endpoint": {"retries": 0}}
            server.notify(
                "workspace/didChangeConfiguration", {"settings": {"blockguide": settings}}
            )
            answers = [server.request("blockguide/document", target) for _ in SCRIPTS]
            sent = server.request("blockguide/sent", target)
            assert server.leave() == 0
            errors = server.process.stderr.read()
            heard = repr((answers, sent, server.heard))
    asked = [request for request in server_of_model.requests if request.head.startswith("POST")]
    assert len(asked) >= len(SCRIPTS)
    assert all(f"Bearer {KEY}" in request.head for request in asked)
    assert "writer" in heard
    assert KEY not in heard
    assert KEY.encode() not in errors
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert log in written
    assert any(path.suffix == ".sqlite3" for path in written)
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []

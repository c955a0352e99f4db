"""basedpyright's language server, asked for definitions and references over standard streams."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self


class BasedPyright:
    """One server for one directory. A context manager; leaving it ends the process."""

    def __init__(self, root: Path) -> None:
        command = Path(sys.executable).with_name("basedpyright-langserver")
        self._process = subprocess.Popen(
            [command, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self._opened: set[Path] = set()
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {"workspace": {"configuration": True}}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root.as_uri(),
                "workspaceFolders": [folder],
                "capabilities": capabilities,
            },
        )
        self._send({"method": "initialized", "params": {}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()

    def open(self, path: Path) -> str:
        """Opens a file in the server and returns its URI."""
        uri = path.as_uri()
        if path not in self._opened:
            self._opened.add(path)
            document = {"uri": uri, "languageId": "python", "version": 1, "text": path.read_text()}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def at(
        self, method: str, path: Path, line: int, column: int, **more: Any
    ) -> list[dict[str, Any]]:
        """What a method answers about a place: 1-based line, 0-based column in UTF-16 units."""
        place = {"line": line - 1, "character": column}
        answer = self.request(
            method, {"textDocument": {"uri": self.open(path)}, "position": place, **more}
        )
        return answer if isinstance(answer, list) else [answer] if answer else []

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", [])
                settings = {
                    "diagnosticMode": "openFilesOnly",
                    "exclude": [],
                    "pythonPath": sys.executable,
                }
                result = (
                    [settings for _ in items]
                    if message["method"] == "workspace/configuration"
                    else None
                )
                self._send({"id": message["id"], "result": result})
            elif message.get("id") == number:
                return message.get("result")

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self._process.stdout.read(length))

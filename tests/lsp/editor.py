"""Editors in memory: what they hold in their buffers, and the ways in which they misbehave."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from in_process_client import Client, Refusal
from scripted_workshop import card_of, lines_of

from blockguide.guide.events import Revised
from blockguide.guide.page import render, render_section
from blockguide.guide.values import Section, make_guide, make_step
from blockguide.lsp.delivery.pace import Pace
from blockguide.text import Lines, split_lines
from blockguide.workshop.values import Finished, News, Order, Started, Wrote

SHOWS = {"window": {"showDocument": {"support": True}}}
EDITS = {
    "window": {"showDocument": {"support": True}},
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
}
CONTENT = {**EDITS, "workspace": {**EDITS["workspace"], "textDocumentContent": {}}}
STREAM = {"experimental": {"blockguide": {"stream": True}}}
QUICK = Pace(answer=0.6, edit=0.02, delta=0.005, words=0.05, whole=0.002)

A = "file:///work/app/names.py"
CODE = 'def shout(name):\n    return f"{name}!"\n\n\ndef whisper(name):\n    return name.lower()\n'
SHOUT = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
WHISPER = {"start": {"line": 4, "character": 0}, "end": {"line": 5, "character": 0}}

GUIDE = make_guide(
    "`shout` says a name 😀 aloud, naïvely.\n\nIt returns the name with `!` after it.",
    (
        make_step("Return the name", "Returns `name` with `!`.", Lines(2, 2)),
        make_step("Say it 😀", "Says *it*.", Lines(2, 2)),
    ),
    'from app.names import shout\n\nprint(shout("Ada 😀"))\n',
)
PAGE = render(GUIDE)


class Editor:
    """A client's buffers and windows.

    Attributes:
        client: the connection.
        buffers: the text of each open document, by URI.
        shown: what was shown, in order.
        grown: how often each buffer changed.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.buffers: dict[str, str] = {}
        self.shown: list[str] = []
        self.grown: dict[str, int] = {}
        self._asking: set[asyncio.Task[None]] = set()
        client.server.session.delivery.pace = QUICK
        client.answers.update(
            {
                "window/showDocument": self.show,
                "workspace/applyEdit": self.edit,
                "workspace/textDocumentContent/refresh": self.refresh,
                "window/workDoneProgress/create": None,
            }
        )

    def show(self, params: dict[str, Any]) -> dict[str, bool]:
        assert params["selection"] == {
            "start": {"line": 0, "character": 0},
            "end": {"line": 0, "character": 0},
        }
        uri = params["uri"]
        self.shown.append(uri)
        if uri.startswith("blockguide:"):
            self._fetch(uri)
        elif uri not in self.buffers:
            self.buffers[uri] = path_of(uri).read_bytes().decode()
        return {"success": True}

    def edit(self, params: dict[str, Any]) -> dict[str, bool]:
        edit = params["edit"]
        assert "label" not in params or params["label"] is None
        if edit.get("documentChanges"):
            changes = {
                each["textDocument"]["uri"]: each["edits"] for each in edit["documentChanges"]
            }
        else:
            changes = edit["changes"]
        for uri, edits in changes.items():
            for each in edits:
                self.buffers[uri] = applied(self.buffers[uri], each)
                self.grown[uri] = self.grown.get(uri, 0) + 1
        return {"applied": True}

    def refresh(self, params: dict[str, Any]) -> None:
        self._fetch(params["uri"])

    def _fetch(self, uri: str) -> None:
        async def fetch() -> None:
            answer = await self.client.request("workspace/textDocumentContent", {"uri": uri})
            if self.buffers.get(uri) != answer["text"]:
                self.grown[uri] = self.grown.get(uri, 0) + 1
            self.buffers[uri] = answer["text"]

        task = asyncio.create_task(fetch())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def document(self, range_: dict[str, Any] = SHOUT, **more: Any) -> str:
        argument = {"uri": A, "range": range_, **more}
        return (await self.command("blockguide.document", argument))["job"]

    async def command(self, name: str, *arguments: Any) -> Any:
        params = {"command": name, "arguments": list(arguments)}
        return await self.client.request("workspace/executeCommand", params)

    async def rest(self) -> None:
        """Returns when no page is being delivered any more."""
        await self.client.until(lambda: not self.client.server._beside and not self._asking)
        await self.client.settled()

    def forget_sent(self) -> None:
        """Reads all that the server asked of this editor."""
        for method in (*self.client.answers, "workspace/configuration"):
            self.client.taken(method)

    def messages(self) -> list[str]:
        return [each["message"] for each in self.client.taken("window/showMessage")]


class TellingEditor(Editor):
    """An editor that tells the server of its pages, and refuses an edit that is bound to an older version.

    Attributes:
        versions: of each page, as the editor counts them.
        bound_to: the version that each edit of the server's was bound to.
        is_busy: what the person types is not told of until `tell` is called.
    """

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.versions: dict[str, int] = {}
        self.bound_to: list[int | None] = []
        self.is_busy = False

    def show(self, params: dict[str, Any]) -> dict[str, bool]:
        uri = params["uri"]
        is_new = uri not in self.buffers
        answer = super().show(params)
        if is_new:
            self.versions[uri] = 1
            self.client.open(uri, self.buffers[uri], language="markdown")
        return answer

    def edit(self, params: dict[str, Any]) -> dict[str, bool]:
        if changes := params["edit"].get("documentChanges"):
            uri, version = (changes[0]["textDocument"][each] for each in ("uri", "version"))
        else:
            (uri,), version = params["edit"]["changes"], None
        self.bound_to.append(version)
        if version not in (None, self.versions[uri]):
            return {"applied": False}
        answer = super().edit(params)
        self.versions[uri] += 1
        self.tell(uri)
        return answer

    def type(self, uri: str, words: str) -> None:
        """The person writes in front of a page."""
        self.buffers[uri] = words + self.buffers[uri]
        self.versions[uri] += 1
        if not self.is_busy:
            self.tell(uri)

    def tell(self, uri: str) -> None:
        self.client.change(uri, self.versions[uri], {"text": self.buffers[uri]})


def opened(client: Client, kind: type[Editor] = Editor) -> Editor:
    """An editor that has the code open."""
    client.open(A, CODE)
    return kind(client)


def writes(
    *, pause: float = 0.005, size: int = 9, revised: bool = False, fails: Exception | None = None
):
    """A script for the workshop that writes the page piece by piece."""

    async def script(order: Order) -> AsyncGenerator[News, None]:
        card = card_of(order.source, lines_of(order))
        yield Started(card.name, "function", card.lines)
        for section in Section:
            body = render_section(GUIDE, section)
            if revised and section is Section.DESCRIPTION:
                body = "Something else.\n"
            for start in range(0, len(body), size):
                await asyncio.sleep(pause)
                yield Wrote(section, body[start : start + size])
            if fails is not None:
                raise fails
        if revised:
            yield Revised(Section.DESCRIPTION, render_section(GUIDE, Section.DESCRIPTION))
            await asyncio.sleep(pause * 10)
        yield Finished(card, PAGE, {"guide": {"title": "How to Use This Code Block"}}, False, ())

    return script


def at_once(page: str = PAGE):
    """A script for the workshop: the guide was kept."""

    async def script(order: Order) -> AsyncGenerator[News, None]:
        card = card_of(order.source, lines_of(order))
        yield Started(card.name, "function", card.lines)
        yield Finished(card, page, {"guide": {}}, True, ())

    return script


def refuses(code: int = -32603):
    def answer(_: object) -> None:
        raise Refusal({"code": code, "message": "no"})

    return answer


def path_of(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


def applied(text: str, edit: dict[str, Any]) -> str:
    """`text` after an edit whose columns are UTF-16 units; a place that is not there fails."""
    start, end = (_offset(text, edit["range"][each]) for each in ("start", "end"))
    assert start <= end
    return text[:start] + edit["newText"] + text[end:]


def _offset(text: str, position: dict[str, int]) -> int:
    lines = split_lines(text)
    line, units = position["line"], position["character"]
    before = sum(map(len, lines[:line]))
    if line == len(lines):
        assert units == 0
        return before
    own = lines[line].rstrip("\r\n")
    head = own.encode("utf-16-le")[: units * 2].decode("utf-16-le")
    assert len(head.encode("utf-16-le")) == units * 2
    return before + len(head)

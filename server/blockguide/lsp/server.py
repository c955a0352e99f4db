"""Makes the server of one connection: which message goes to which handler stands here, and nowhere else.

A handler is a function of the session and the parameters: `async def hover(session, params)`. A notification's
handler may be a plain function; then it is done before the next message is read. Parameters have the protocol's
types; for our own methods they are JSON as it came. An expected failure is a `BlockGuideError` (answered
RequestFailed, its code and advice in `data`), or a `JsonRpcException` where the protocol's code matters.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from blockguide import __version__
from blockguide.errors import BlockGuideError
from blockguide.lsp import (
    actions,
    capabilities,
    commands,
    configuration,
    guides,
    hover,
    progress,
    requests,
    sending,
    synchronization,
    wire,
)
from blockguide.lsp.alive import is_alive
from blockguide.lsp.delivery import content
from blockguide.lsp.logging import frames_of
from blockguide.lsp.places import Encoding
from blockguide.lsp.protocol import Protocol
from blockguide.lsp.session import Client, Session
from blockguide.lsp.wording import words_for
from blockguide.settings import Settings
from blockguide.workshop.values import Workshop

logger = logging.getLogger(__name__)

Handler = Callable[[Session, Any], Any]

_PARENT_SECONDS: Final = 0.5

REQUESTS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        types.TEXT_DOCUMENT_CODE_ACTION: actions.code_actions,
        types.TEXT_DOCUMENT_HOVER: hover.hover,
        types.WORKSPACE_EXECUTE_COMMAND: commands.execute,
        types.WORKSPACE_TEXT_DOCUMENT_CONTENT: content.text_document_content,
        wire.REQUEST_DOCUMENT: requests.document,
        wire.REQUEST_GUIDES: guides.guides,
        wire.REQUEST_SENT: sending.sent,
    }
)
NOTIFICATIONS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        types.INITIALIZED: configuration.initialized,
        types.TEXT_DOCUMENT_DID_OPEN: synchronization.opened,
        types.TEXT_DOCUMENT_DID_CHANGE: synchronization.edited,
        types.TEXT_DOCUMENT_DID_SAVE: synchronization.saved,
        types.TEXT_DOCUMENT_DID_CLOSE: synchronization.closed,
        types.NOTEBOOK_DOCUMENT_DID_OPEN: synchronization.notebook_opened,
        types.NOTEBOOK_DOCUMENT_DID_CHANGE: synchronization.notebook_edited,
        types.NOTEBOOK_DOCUMENT_DID_CLOSE: synchronization.notebook_closed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: synchronization.files_changed,
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: synchronization.folders_changed,
        types.WORKSPACE_DID_CHANGE_CONFIGURATION: configuration.changed,
        types.WINDOW_WORK_DONE_PROGRESS_CANCEL: progress.cancelled,
        wire.NOTIFY_SET_KEY: sending.set_key,
    }
)


class BlockGuideServer(LanguageServer):
    """The server of one connection; pygls's own methods send: `window_show_message(...)` and the like.

    Attributes:
        session: what its handlers share.
        left: done with the exit code when the client has said `exit`.
    """

    protocol: Protocol

    def __init__(
        self,
        workshop: Workshop,
        settings: Settings,
        default_directory: Callable[[], Path],
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__(
            capabilities.NAME,
            __version__,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.left: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._beside: set[asyncio.Task[None]] = set()
        self.session = Session(self, workshop, settings, default_directory, notices)
        self.protocol.requests = _bound(self.session, REQUESTS)
        self.protocol.notifications = _bound(self.session, NOTIFICATIONS)

    def introduce(self, params: object, encoding: str) -> None:
        """Takes what the client says of itself in `initialize`."""
        said = params if isinstance(params, dict) else {}
        info = said.get("clientInfo")
        info = info if isinstance(info, dict) else {}
        offered, process = said.get("capabilities"), said.get("processId")
        session = self.session
        session.client = Client(
            str(info.get("name", "")),
            str(info.get("version", "")),
            offered if isinstance(offered, dict) else {},
            said.get("initializationOptions"),
            process if isinstance(process, int) else 0,
        )
        session.words = words_for(said.get("locale"))
        session.documents.encoding = Encoding(encoding)
        session.folders = dict(_folders(said))
        synchronization.take_home(session)
        session.begin()
        if is_alive(session.client.process):
            parent = session.client.process
            self.in_background(self._die_with(parent), "watching the client's process")

    def leave(self, code: int) -> None:
        """Ends the connection with an exit code."""
        if not self.left.done():
            self.left.set_result(code)

    def in_background(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Runs `work` beside the handlers until the connection ends."""
        task = asyncio.create_task(work, name=name)
        self._beside.add(task)
        task.add_done_callback(self._done)

    async def close(self) -> None:
        """Ends all work of the connection; nothing runs on after it."""
        self.protocol.end()
        tasks = [*self._beside, *self.protocol.running]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.session.close()

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002 - pygls's
        """Logs; pygls shows the person a message for each error, and sends it even where sending failed."""
        logger.error("pygls reports %s", frames_of(error))

    async def _die_with(self, parent: int) -> None:
        """Ends when the client's process has: another process that it started may hold its streams open."""
        while is_alive(parent):  # noqa: ASYNC110 - no event tells of another's child
            await asyncio.sleep(_PARENT_SECONDS)
        self.leave(self.protocol.code_without_exit)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._beside.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        expected = isinstance(error, BlockGuideError | JsonRpcException)
        logger.log(
            logging.INFO if expected else logging.ERROR,
            "%s failed: %s",
            task.get_name(),
            frames_of(error),
        )


def _bound(session: Session, handlers: Mapping[str, Handler]) -> dict[str, Callable[[Any], Any]]:
    return {method: partial(handler, session) for method, handler in handlers.items()}


def _folders(said: dict[str, Any]) -> list[tuple[str, str]]:
    folders = said.get("workspaceFolders")
    found = [
        (folder["uri"], str(folder.get("name", "")))
        for folder in (folders if isinstance(folders, list) else ())
        if isinstance(folder, dict) and isinstance(folder.get("uri"), str)
    ]
    root = said.get("rootUri")
    if found or not isinstance(root, str):
        return found
    return [(root, root.rstrip("/").rpartition("/")[2])]

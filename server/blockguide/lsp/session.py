"""What the handlers of one connection share: the client, its documents, the workshop and what is at work."""

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from blockguide.lsp import guides
from blockguide.lsp.delivery.deliver import Delivery
from blockguide.lsp.delivery.showing import say
from blockguide.lsp.documents import Documents
from blockguide.lsp.jobs import Jobs
from blockguide.lsp.options import FolderSettings
from blockguide.lsp.places import Encoding
from blockguide.lsp.recent import RecentPages
from blockguide.lsp.shelf import Shelf
from blockguide.lsp.wording import ENGLISH, Words
from blockguide.settings import Settings
from blockguide.workshop.values import Workshop

if TYPE_CHECKING:
    import asyncio

    from blockguide.lsp.server import BlockGuideServer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Client:
    """What a client said of itself in `initialize`, as JSON: nothing of it is trusted to have a form.

    Attributes:
        name: such as `Neovim`, or empty.
        version: its version, or empty.
        capabilities: what it can do, with the protocol's own names.
        options: `initializationOptions`.
        process: the number of its process, or 0.
    """

    name: str = ""
    version: str = ""
    capabilities: Mapping[str, Any] = field(default_factory=dict)
    options: object = None
    process: int = 0

    def offers(self, path: str) -> Any:  # noqa: ANN401 - JSON of the client
        """The capability at a path, such as `window.showDocument.support`; None where it is not given."""
        value: Any = self.capabilities
        for name in path.split("."):
            if not isinstance(value, Mapping):
                return None
            value = value.get(name)
        return value


class Session:
    """One connection's state. Every handler gets it first, its parameters second.

    Attributes:
        server: sends: `session.server.window_show_message(...)`, `session.server.protocol.notify(...)`;
            `session.server.protocol.msg_id` is the id of the request that is being handled.
        workshop: writes guides.
        default_directory: where pages are kept as long as no setting names a directory for the cache.
        documents: the editor's documents and notebooks.
        client: what the client said of itself; nothing until `initialize`.
        words: what we say ourselves, in the language of the client's window.
        folders: the workspace's folders, URI to name, in the client's order.
        settings: those of the window and of each folder.
        unsettled: done when a change of them, of which the client told, has taken effect.
        jobs: the guides being written.
        delivery: brings their pages into the editor.
        shelf: the kept guides of each open document.
        recent: the pages that were written last.
    """

    def __init__(
        self,
        server: "BlockGuideServer",
        workshop: Workshop,
        settings: Settings,
        default_directory: Callable[[], Path],
        notices: Sequence[str] = (),
    ) -> None:
        self.server = server
        self.workshop = workshop
        self.default_directory = default_directory
        self.documents = Documents()
        self.client = Client()
        self.words: Words = ENGLISH
        self.folders: dict[str, str] = {}
        self.settings = FolderSettings(settings, notices)
        self.jobs = Jobs(self)
        self.delivery = Delivery(self)
        self.shelf = Shelf(self)
        self.recent = RecentPages(self.jobs)
        self.shelf.when_changed(partial(guides.tell_change, self))
        self.unsettled: set[asyncio.Future[None]] = set()
        self._told: set[str] = set()
        workshop.when_noticed(self._tell)

    @property
    def encoding(self) -> Encoding:
        """How the client counts columns."""
        return self.documents.encoding

    def begin(self) -> None:
        """Called once, when the client has introduced itself.

        One that knows us is there for guides: the workshop is started before it asks for the first.
        """
        self.settings.start(self.client.options)
        if self.delivery.profile.streams:
            self.workshop.warm()

    def in_background(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Runs `work` beside the handlers until the connection ends; what it raises is logged under `name`."""
        self.server.in_background(work, name)

    async def close(self) -> None:
        """Ends what is at work, the workshop last."""
        await self.jobs.close()
        await self.workshop.close()

    def _tell(self, sentence: str) -> None:
        """Tells the person something of the cache, once: a second workshop finds the same again."""
        if sentence not in self._told:
            self._told.add(sentence)
            _log.warning("%s", sentence)
            say(self, f"BlockGuide: {self.words.told(sentence)}", types.MessageType.Warning)

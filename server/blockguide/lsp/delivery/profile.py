"""What a client can do for a page, from what it says of itself and what is known of it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from blockguide.lsp.session import Client


class Profile(NamedTuple):
    """The ways by which a client can be given a page.

    Attributes:
        streams: it takes our own notifications `blockguide/begin`, `/delta` and `/end`.
        content: it asks for the text of `blockguide:` documents (LSP 3.18).
        shows: it opens a document on `window/showDocument`.
        edits: it takes `workspace/applyEdit`.
        document_changes: its edits may be `documentChanges`.
        guards: it refuses an edit of a page that the person has written into, whatever it tells of pages.
        opens_edited: an edit opens its file in the background, within two seconds of a command.
        pages_in_utf16: it counts the columns of a page in UTF-16 units, whatever was agreed for the code.
        progress: it shows work-done progress that a server begins.
    """

    streams: bool = False
    content: bool = False
    shows: bool = False
    edits: bool = False
    document_changes: bool = False
    guards: bool = False
    opens_edited: bool = False
    pages_in_utf16: bool = False
    progress: bool = False


def profile_of(client: "Client") -> Profile:
    """The profile of a client.

    Helix shows documents although it does not say so. Kate answers `window/showDocument` with an error, but an
    edit, even an empty one, opens a tab. Eglot counts as agreed in the buffers that the
    server serves alone, and a page is none of them: an edit behind a character beyond U+FFFF would go astray.
    """
    name = client.name.lower()
    return Profile(
        streams=bool(client.offers("experimental.blockguide.stream")),
        content=client.offers("workspace.textDocumentContent") is not None,
        shows=client.offers("window.showDocument.support") is True or name.startswith("helix"),
        edits=client.offers("workspace.applyEdit") is True,
        document_changes=client.offers("workspace.workspaceEdit.documentChanges") is True,
        guards=client.offers("experimental.blockguide.guardsPages") is True,
        opens_edited=name.startswith("kate"),
        pages_in_utf16=name.startswith("eglot"),
        progress=client.offers("window.workDoneProgress") is True,
    )

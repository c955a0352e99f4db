"""The request `blockguide/guides`: the kept guides of a document, and the word that they are others."""

from typing import TYPE_CHECKING

from blockguide.guide.values import BLOCK_CHANGED
from blockguide.lsp import wire
from blockguide.lsp.params import document_uri
from blockguide.lsp.placed import Found, Standing
from blockguide.lsp.requests import read
from blockguide.lsp.wording import Words

if TYPE_CHECKING:
    from blockguide.lsp.session import Session


async def guides(session: "Session", params: object) -> wire.GuidesAnswer:
    """Answers `blockguide/guides`.

    Raises:
        JsonRpcException: InvalidParams.
    """
    uri = read(document_uri, params)
    document = session.documents.get(uri)
    if document is None:
        session.shelf.expected(uri)
        return wire.GuidesAnswer(guides=[])
    found = [kept_guide(each, session.words) for each in session.shelf.watched(document)]
    if document.version is None:
        return wire.GuidesAnswer(guides=found)
    return wire.GuidesAnswer(version=document.version, guides=found)


def tell_change(session: "Session", uri: str) -> None:
    """Tells a client that knows us that the guides of a document are others than it was told."""
    if session.delivery.profile.streams:
        session.server.protocol.notify(wire.NOTIFY_GUIDES_CHANGED, wire.GuidesChanged(uri=uri))


def kept_guide(found: Found, words: Words) -> wire.KeptGuide:
    """A guide of the shelf as the wire has it."""
    card = found.card
    return wire.KeptGuide(
        key=card.key,
        name=card.name,
        kind=card.kind,
        lines=[found.lines.first, found.lines.last],
        standing=_standing(found),
        reasons=[words.told(each) for each in card.reasons],
        findings=[words.told(each) for each in card.findings],
        writer=card.writer,
        model=card.model,
    )


def _standing(found: Found) -> wire.Standing:
    if found.standing is Standing.EDITED or BLOCK_CHANGED in found.card.reasons:
        return "edited"
    if found.card.reasons:
        return "stale"
    return "untold" if found.standing is Standing.UNTOLD else "holds"

"""Hover: the guide to the block under the cursor, from memory; the one being written; or nothing."""

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lsprotocol import types

from blockguide.lsp import wire
from blockguide.lsp.actions import marked, range_of_block
from blockguide.lsp.naming import definition_around
from blockguide.lsp.placed import Found, Placed, Standing
from blockguide.lsp.places import point_from, range_of
from blockguide.lsp.previews import Link, as_markdown, as_plain_text, preview_so_far, state_of
from blockguide.settings import WriterChoice
from blockguide.text import Lines, Point, Span, without_end
from blockguide.workshop.values import Card, Order, Preview

if TYPE_CHECKING:
    from blockguide.lsp.documents import Document
    from blockguide.lsp.jobs import Job
    from blockguide.lsp.session import Session

OFFLINE_SECONDS: Final = 0.75
"""How long a hover waits for the offline guide; what comes later is there for the next hover."""

_NO_PREVIEW: Final = Preview("", (), "")


async def hover(session: "Session", params: types.HoverParams) -> types.Hover | None:
    """Answers `textDocument/hover`."""
    document = session.documents.get(params.text_document.uri)
    if document is None or not document.lines or not session.shelf.serves(document):
        return None
    point = point_from(params.position, document.lines, session.encoding)
    line = min(point.line, len(document.lines) - 1)
    return (
        _being_written(session, document, line)
        or _kept(session, document, line)
        or await _offline(session, document, line)
    )


def _being_written(session: "Session", document: "Document", line: int) -> types.Hover | None:
    for job in reversed(session.jobs.of_document(document.uri)):
        place = _place_of(session, job, document)
        if place is not None and place.first <= line + 1 <= place.last:
            preview = preview_so_far(job.page(), job.order.settings.language)
            return _hover(session, document, place, (preview, session.words.say("Being written.")))
    return None


def _kept(session: "Session", document: "Document", line: int) -> types.Hover | None:
    found = session.shelf.hovered(document, line)
    if found is None:
        return None
    told = (found.card.preview, state_of(found, session.words))
    return _hover(session, document, found.lines, told, _links(session, document, found))


async def _offline(session: "Session", document: "Document", line: int) -> types.Hover | None:
    """The guide to the definition around a line, if the settings want it and it is there in time."""
    settings = session.settings.of(document.uri)
    if not settings.hover_offline:
        return None
    head = definition_around(document.lines, line, session.shelf.strings(document.uri))
    reading = session.documents.reading(document.uri)
    if head is None or reading is None:
        return None
    cursor = Point(head.line + reading.above, head.column)
    unasked = replace(settings, writer=WriterChoice.OFFLINE)
    order = Order(reading.source, Span(cursor, cursor), unasked, above=reading.above)
    job = session.jobs.order_unasked(document.uri, order)
    if job is None:
        return None
    session.in_background(_followed_to_its_end(session, job), "offline hover")
    try:
        async with asyncio.timeout(OFFLINE_SECONDS):
            while not job.ended:
                await job.changed()
    except TimeoutError:
        return None
    return _kept(session, document, line) if job.finished else None


async def _followed_to_its_end(session: "Session", job: "Job") -> None:
    try:
        while not job.ended:
            await job.changed()
    finally:
        session.jobs.leave(job)


def _place_of(session: "Session", job: "Job", document: "Document") -> Lines | None:
    """Where the block that a job is about stands now, as far as edits since left it in one piece."""
    if job.started is None:
        return None
    reading = session.documents.reading(document.uri)
    own = reading.own_lines(job.started.lines) if reading is not None else None
    if reading is None or own is None:
        return None
    card = Card("", "", own, "", "", _NO_PREVIEW, (), (), "", "")
    placed = Placed(card, job.order.source.lines[reading.above :], own)
    placed.follow(document.lines)
    end = placed.end(document.lines)
    return Lines(placed.first + 1, end) if end > placed.first else None


def _hover(
    session: "Session",
    document: "Document",
    place: Lines,
    told: tuple[Preview, str],
    links: tuple[Link, ...] = (),
) -> types.Hover:
    preview, state = told
    if _reads_markdown(session):
        contents = types.MarkupContent(
            types.MarkupKind.Markdown, as_markdown(preview, state, links)
        )
    else:
        contents = types.MarkupContent(types.MarkupKind.PlainText, as_plain_text(preview, state))
    last = min(place.last, len(document.lines)) - 1
    end = Point(last, len(without_end(document.lines[last])))
    span = Span(Point(place.first - 1, 0), end)
    return types.Hover(contents, range_of(span, document.lines, session.encoding))


def _reads_markdown(session: "Session") -> bool:
    """Whether Markdown is what the client would rather have."""
    formats = session.client.offers("textDocument.hover.contentFormat")
    known = (
        [form for form in formats if form in ("markdown", "plaintext")]
        if isinstance(formats, list)
        else []
    )
    return bool(known) and known[0] == "markdown"


def _links(session: "Session", document: "Document", found: Found) -> tuple[Link, ...]:
    """Links that run our commands, for a client that says that it trusts them."""
    options = session.client.options
    trusted = session.client.offers("experimental.blockguide.trustedLinks") is True or (
        isinstance(options, dict) and options.get("trustedLinks") is True
    )
    if not trusted:
        return ()
    block = marked(document, range_of_block(session, document, found)) | {"fresh": True}
    anew = _link(session.words.say("Write anew"), wire.COMMAND_DOCUMENT, block)
    if found.standing is Standing.EDITED:
        return (anew,)
    shown = {"key": found.card.key, "uri": document.uri, "name": found.card.name}
    links = [_link(session.words.say("Show the guide"), wire.COMMAND_SHOW, shown), anew]
    if session.delivery.profile.streams:
        links.append(_link(session.words.say("Copy"), wire.LINK_COPY, shown))
    return tuple(links)


def _link(title: str, command: str, argument: object) -> Link:
    return Link(
        title, f"command:{command}?{quote(json.dumps([argument], separators=(',', ':')), safe='')}"
    )

"""Code actions: to document a block, and, where its guide is kept, to show it or to write it anew.

An action is two strings and a literal command; the work begins when the command is run.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from blockguide.lsp import wire
from blockguide.lsp.capabilities import ACTION_KIND
from blockguide.lsp.naming import name_of
from blockguide.lsp.places import range_of, span_from
from blockguide.lsp.sending import chosen_model
from blockguide.lsp.wording import Words
from blockguide.text import Point, Span, without_end

if TYPE_CHECKING:
    from blockguide.lsp.documents import Document
    from blockguide.lsp.placed import Found
    from blockguide.lsp.session import Session

KIND_DOCUMENT: Final = f"{ACTION_KIND}.document"
KIND_SHOW: Final = f"{ACTION_KIND}.show"
KIND_ANEW: Final = f"{ACTION_KIND}.anew"
KIND_SENT: Final = f"{ACTION_KIND}.sent"


async def code_actions(
    session: "Session", params: types.CodeActionParams
) -> list[types.CodeAction | types.Command] | None:
    """Answers `textDocument/codeAction`."""
    document = session.documents.get(params.text_document.uri)
    if document is None or not session.shelf.serves(document) or not _holds_code(document.lines):
        return None
    wanted = {
        kind
        for kind in (KIND_DOCUMENT, KIND_SHOW, KIND_ANEW, KIND_SENT)
        if _is_wanted(kind, params.context)
    }
    if not wanted:
        return None
    actions = _actions(session, document, params.range)
    chosen = [action for action in actions if action.kind in wanted]
    if session.client.offers("textDocument.codeAction.codeActionLiteralSupport") is not None:
        return [*chosen]
    return [action.command for action in chosen if action.command is not None]


def _is_wanted(kind: str, context: types.CodeActionContext) -> bool:
    """Whether the client asks for a kind.

    What an editor asks by itself, on each move of the cursor or on saving, gets ours only if it names ours:
    to save a file with the actions of kind `source` must not write guides.
    """
    if context.trigger_kind == types.CodeActionTriggerKind.Automatic:
        return any(
            _is_within(kind, str(only)) and _is_within(str(only), ACTION_KIND)
            for only in _kinds(context)
        )
    return context.only is None or any(_is_within(kind, only) for only in _kinds(context))


def _kinds(context: types.CodeActionContext) -> Iterator[str]:
    for only in context.only or ():
        yield only.value if isinstance(only, types.CodeActionKind) else only


def _is_within(kind: str, other: str) -> bool:
    return not other or kind == other or kind.startswith(f"{other}.")


def _actions(
    session: "Session", document: "Document", range_: types.Range
) -> Iterator[types.CodeAction]:
    lines = document.lines
    span = span_from(range_, lines, session.encoding)
    name = name_of(lines, span, session.shelf.strings(document.uri))
    say = session.words.say
    title = say("Document `{name}`", name=name) if name else say("Document this block")
    yield _action(title, KIND_DOCUMENT, wire.COMMAND_DOCUMENT, marked(document, range_))
    found = session.shelf.at(document, _lines_of(span, lines))
    if found is not None:
        yield from _about(session, document, found)
    if chosen_model(session.settings.of(document.uri)):
        title = say("Show what is sent to the model")
        yield _action(title, KIND_SENT, wire.COMMAND_SHOW_SENT, marked(document, range_))


def _about(session: "Session", document: "Document", found: "Found") -> Iterator[types.CodeAction]:
    """What can be done about a kept guide."""
    show, anew = _titles(session.words, found)
    shown = {"key": found.card.key, "uri": document.uri, "name": found.card.name}
    yield _action(show, KIND_SHOW, wire.COMMAND_SHOW, shown)
    block = marked(document, range_of_block(session, document, found)) | {"fresh": True}
    yield _action(anew, KIND_ANEW, wire.COMMAND_DOCUMENT, block)


def _action(title: str, kind: str, command: str, argument: object) -> types.CodeAction:
    return types.CodeAction(
        title, kind, command=types.Command(title, command, arguments=[argument])
    )


def marked(document: "Document", range_: types.Range) -> dict[str, object]:
    """`DocumentParams` of a range of a document as it is now."""
    marked: dict[str, object] = {
        "uri": document.uri,
        "range": {"start": _position(range_.start), "end": _position(range_.end)},
    }
    return marked if document.version is None else {**marked, "version": document.version}


def _position(position: types.Position) -> dict[str, int]:
    return {"line": max(position.line, 0), "character": max(position.character, 0)}


def range_of_block(session: "Session", document: "Document", found: "Found") -> types.Range:
    """The range of the block that a kept guide is about, as it stands now."""
    first, last = found.lines.first - 1, found.lines.last - 1
    line = document.lines[first]
    start = Point(first, len(line) - len(line.lstrip()))
    end = Point(last, len(without_end(document.lines[last])))
    return range_of(Span(min(start, end), end), document.lines, session.encoding)


def _titles(words: Words, found: "Found") -> tuple[str, str]:
    name, lines = found.card.name, found.lines
    if name:
        return (
            words.say("Show the guide to `{name}`", name=name),
            words.say("Write the guide to `{name}` anew", name=name),
        )
    if lines.first == lines.last:
        return (
            words.say("Show the guide to line {line}", line=lines),
            words.say("Write the guide to line {line} anew", line=lines),
        )
    return (
        words.say("Show the guide to lines {lines}", lines=lines),
        words.say("Write the guide to lines {lines} anew", lines=lines),
    )


def _lines_of(span: Span, lines: Sequence[str]) -> range:
    """The lines that a span touches; it touches not the line at whose beginning it ends."""
    first = min(span.start.line, len(lines) - 1)
    last = min(span.end.line, len(lines) - 1)
    if span.end.column == 0 and last > first:
        last -= 1
    return range(first, last + 1)


def _holds_code(lines: Sequence[str]) -> bool:
    return any(not line.isspace() for line in lines)

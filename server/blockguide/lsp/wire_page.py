"""The page of our own methods, made from `wire`: `python -m blockguide.lsp.wire_page > docs/protocol.md`."""

import inspect
import re
import sys
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Final, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

from blockguide.lsp import wire
from blockguide.lsp.wire import METHODS, Method

_INTRODUCTION: Final = """\
# The protocol

BlockGuide speaks the [Language Server Protocol](https://microsoft.github.io/language-server-protocol/) 3.17,
and of 3.18 `workspace/textDocumentContent`. This page holds what it adds. A command takes one object as its
argument.

A client that shows pages itself says so with `capabilities.experimental.blockguide.stream: true`. Then the page
of `blockguide.document` and `blockguide.show` comes by the notifications below, and the server opens nothing.
Without it, the page comes by the first way that the client can take: a `blockguide:` document, a file that is
opened and edited as it grows, or a file that a message names.

What a person writes into a page that grows is not taken away. The server replaces text of a page only where
an edit that comes after the person's is refused: the client tells of the page by `textDocument/didOpen` and
binds edits to versions (`workspace.workspaceEdit.documentChanges`), or says
`capabilities.experimental.blockguide.guardsPages: true`. Elsewhere text is only added, and a guide of which a
part is written anew opens whole in a second page.

The `locale` of `initialize` chooses the language of what the server itself says, such as titles, notices and
failures: English and Russian are known. The guide's language is a setting.

A page that ended before it was whole says so in its last line, in italics. An expected failure is answered
RequestFailed (-32803) with [ErrorData](#errordata) as `data`; a range of an older version ContentModified
(-32801); work that was cancelled RequestCancelled (-32800), or ServerCancelled (-32802) where a newer request
for the same block replaced it; parameters of a wrong form InvalidParams (-32602).

This page is made from the server's own types by `python -m blockguide.lsp.wire_page > docs/protocol.md`.
"""
_ATTRIBUTES: Final = "\nAttributes:\n"
_ATTRIBUTE: Final = re.compile(r"^    (\w+): (.*(?:\n        .*)*)", re.MULTILINE)
_NAMES: Final = {str: "string", int: "integer", bool: "boolean", NoneType: "null", object: "any"}


def protocol_page() -> str:
    """The page, in Markdown."""
    return "\n".join((_INTRODUCTION, *_methods(), "## Types\n", *_types()))


def _methods() -> Iterator[str]:
    for kind, heading in (
        ("command", "Commands"),
        ("request", "Requests"),
        ("word", "Notifications to the server"),
        ("notification", "Notifications to the client"),
    ):
        yield f"## {heading}\n"
        for method in METHODS:
            if method.kind == kind:
                yield _method(method)


def _method(method: Method) -> str:
    says = [f"### `{method.name}`\n\n{method.says}\n"]
    if method.carries is not None:
        says.append(f"- carries {_link(method.carries)}")
    if method.streams:
        says.append(f"- streams {', '.join(map(_link, method.streams))}")
    if method.kind in ("command", "request"):
        says.append(f"- answers {_link(method.answers) if method.answers else '`null`'}")
    return "\n".join(says) + "\n"


def _types() -> Iterator[str]:
    seen: list[type] = []
    for method in METHODS:
        for each in (method.carries, *method.streams, method.answers):
            _gather(each, seen)
    _gather(wire.ErrorData, seen)
    for each in seen:
        yield _type(each)


def _gather(kind: Any, seen: list[type]) -> None:  # noqa: ANN401 - any annotation
    for each in (kind, *get_args(kind)):
        if _is_ours(each) and each not in seen:
            seen.append(each)
            for inner in get_type_hints(each).values():
                _gather(inner, seen)


def _type(kind: type) -> str:
    summary, _, attributes = inspect.cleandoc(kind.__doc__ or "").partition(_ATTRIBUTES)
    says = {name: re.sub(r"\s+", " ", text) for name, text in _ATTRIBUTE.findall(attributes)}
    hints = get_type_hints(kind, include_extras=True)
    rows = "".join(
        f"| `{name}`{'?' if _is_optional(kind, name, hint) else ''} | {_shown(hint)} | {says[name]} |\n"
        for name, hint in hints.items()
    )
    return f"### {kind.__name__}\n\n{summary.strip()}\n\n| field | type | |\n|---|---|---|\n{rows}"


def _is_optional(kind: type, name: str, hint: Any) -> bool:  # noqa: ANN401
    return get_origin(hint) is NotRequired or name in getattr(kind, "_field_defaults", ())


def _shown(hint: Any) -> str:  # noqa: ANN401
    origin, inner = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _shown(inner[0])
    if origin is Literal:
        return " \\| ".join(f'`"{value}"`' for value in inner)
    if origin in (Union, UnionType):
        return " \\| ".join(_shown(each) for each in inner if each is not NoneType)
    if origin is list:
        return f"array of {_shown(inner[0])}"
    if origin is dict:
        return "object"
    return _link(hint) if _is_ours(hint) else _NAMES[hint]


def _link(kind: type) -> str:
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _is_ours(kind: Any) -> bool:  # noqa: ANN401
    return isinstance(kind, type) and kind.__module__ == wire.__name__


if __name__ == "__main__":
    sys.stdout.write(protocol_page())

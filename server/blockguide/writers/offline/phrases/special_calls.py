"""Calls that every reader knows by their own verbs: sorting, printing, logging, the base class."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.arguments import arguments, called
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import Wording

_TITLE: Final = 36
_LEVELS: Final = {
    "debug": "at debug level",
    "info": "at info level",
    "warning": "as a warning",
    "error": "as an error",
    "exception": "as an error with its traceback",
    "critical": "at critical level",
}
_LOGGERS: Final = frozenset({"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER"})


def special_deed(wording: Wording, call: ast.Call) -> Deed | None:
    """The call by its own verb; None for all others."""
    return (
        _sort(wording, call)
        or _print(wording, call)
        or _log(wording, call)
        or _base_class(wording, call)
    )


def sorting(wording: Wording, keywords: Sequence[ast.keyword]) -> str | None:
    """How `sort` or `sorted` sorts: " by `row.total` of each `row`, largest first"; or None."""
    said, order = "", ""
    for keyword in keywords:
        match keyword:
            case ast.keyword(
                arg="key", value=ast.Lambda(args=ast.arguments(args=[item]), body=body)
            ):
                code = wording.code(body)
                if code is None:
                    return None
                said = f" by {code} of each `{item.arg}`"
            case ast.keyword(arg="key", value=key):
                said = f" by the key {atom(wording, key)}"
            case ast.keyword(arg="reverse", value=ast.Constant(value=True)):
                order = ", largest first"
            case _:
                return None
    return said + order


def _sort(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(func=ast.Attribute(value=receiver, attr="sort"), args=[], keywords=[_, *_]):
            manner = sorting(wording, call.keywords)
            if manner is None:
                return None
            name = atom(wording, receiver)
            return Deed(
                "sort", f"{name} in place{manner}", (f"sort {name}", f"sort {name} in place")
            )
        case _:
            return None


def _print(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(func=ast.Name(id="print"), args=[_, *_], keywords=keywords) if (
            wording.is_builtin("print")
        ):
            if any(isinstance(argument, ast.Starred) for argument in call.args):
                return None
            plain = ast.Call(func=call.func, args=call.args, keywords=[])
            words = arguments(wording, plain)
            ends = []
            for keyword in keywords:
                if keyword.arg == "file":
                    ends.append(f"to {atom(wording, keyword.value)}")
                elif keyword.arg is not None and wording.text(keyword.value) is not None:
                    ends.append(f"with `{keyword.arg}={wording.text(keyword.value)}`")
                else:
                    return None
            rest = " ".join([words, *ends])
            return Deed(
                "print",
                rest,
                (f"print {_short(wording, call.args[0]) or 'the text'}", "print the text"),
            )
        case _:
            return None


def _log(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(func=ast.Attribute(value=receiver, attr=level), args=[message, *values]) if (
            level in _LEVELS
        ):
            owner = (
                receiver.attr
                if isinstance(receiver, ast.Attribute)
                else getattr(receiver, "id", "")
            )
            if owner not in _LOGGERS or any(keyword.arg != "exc_info" for keyword in call.keywords):
                return None
            with_values = (
                f" with {listed([atom(wording, value) for value in values])}" if values else ""
            )
            trace = " and the traceback" if call.keywords else ""
            manner = f"{_LEVELS[level]} through {atom(wording, receiver)}"
            rest = f"{atom(wording, message)}{with_values}{trace} {manner}"
            noun = (
                "the warning"
                if level == "warning"
                else "the error"
                if level == "error"
                else "the event"
            )
            return Deed("log", rest, (f"log {noun}", f"log {noun} with `{level}`"))
        case _:
            return None


def _base_class(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"), args=[]), attr=name)
        ):
            titles = ("initialise the base class",) if name == "__init__" else ()
            return Deed("call", called(wording, call), (*titles, f"call `super().{name}`"))
        case _:
            return None


def _short(wording: Wording, node: ast.expr) -> str | None:
    return (
        wording.code(node, _TITLE)
        if isinstance(node, ast.Name | ast.Attribute | ast.Constant | ast.Subscript)
        else None
    )

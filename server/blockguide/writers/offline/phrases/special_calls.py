"""Calls that every reader knows by their own verbs: sorting, printing, logging, the base class."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.arguments import arguments, called
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import Wording

_TITLE: Final = 36
_LEVELS: Final = {
    "debug": framed("{} at debug level through {}"),
    "info": framed("{} at info level through {}"),
    "warning": framed("{} as a warning through {}"),
    "error": framed("{} as an error through {}"),
    "exception": framed("{} as an error with its traceback through {}"),
    "critical": framed("{} at critical level through {}"),
}
_LOGGED: Final = {"warning": framed("the warning"), "error": framed("the error")}
_EVENT: Final = framed("the event")
_LOGGERS: Final = frozenset({"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER"})


def special_deed(wording: Wording, call: ast.Call) -> Deed | None:
    """The call by its own verb; None for all others."""
    return (
        _sort(wording, call)
        or _print(wording, call)
        or _log(wording, call)
        or _base_class(wording, call)
    )


def sorting(wording: Wording, said: str, keywords: Sequence[ast.keyword]) -> str | None:
    """What is `said` of sorting, and how it sorts: "by `row.total` of each `row`, largest first"; or None."""
    manner, is_reverse = said, False
    for keyword in keywords:
        match keyword:
            case ast.keyword(
                arg="key", value=ast.Lambda(args=ast.arguments(args=[item]), body=body)
            ):
                code = wording.code(body)
                if code is None:
                    return None
                manner = say("{} by {} of each `{}`", said, code, item.arg)
            case ast.keyword(arg="key", value=key):
                manner = say("{} by the key {}", said, atom(wording, key))
            case ast.keyword(arg="reverse", value=ast.Constant(value=True)):
                is_reverse = True
            case _:
                return None
    return say("{}, largest first", manner) if is_reverse else manner


def _sort(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(func=ast.Attribute(value=receiver, attr="sort"), args=[], keywords=[_, *_]):
            name = atom(wording, receiver)
            rest = sorting(wording, say("{} in place", name), call.keywords)
            if rest is None:
                return None
            return Deed("sort", rest, (say("sort {}", name), say("sort {} in place", name)))
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
                    ends.append(say("to {}", atom(wording, keyword.value)))
                elif keyword.arg is not None and wording.text(keyword.value) is not None:
                    ends.append(say("with `{}={}`", keyword.arg, wording.text(keyword.value)))
                else:
                    return None
            rest = " ".join([words, *ends])
            return Deed(
                "print",
                rest,
                (
                    say("print {}", _short(wording, call.args[0]) or say("the text")),
                    say("print the text"),
                ),
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
            said = atom(wording, message)
            if values:
                said = say("{} with {}", said, listed([atom(wording, value) for value in values]))
            if call.keywords:
                said = say("{} and the traceback", said)
            rest = say(_LEVELS[level], said, atom(wording, receiver))
            noun = say(_LOGGED.get(level, _EVENT))
            return Deed("log", rest, (say("log {}", noun), say("log {} with `{}`", noun, level)))
        case _:
            return None


def _base_class(wording: Wording, call: ast.Call) -> Deed | None:
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"), args=[]), attr=name)
        ):
            titles = (say("initialise the base class"),) if name == "__init__" else ()
            return Deed("call", called(wording, call), (*titles, say("call `super().{}`", name)))
        case _:
            return None


def _short(wording: Wording, node: ast.expr) -> str | None:
    return (
        wording.code(node, _TITLE)
        if isinstance(node, ast.Name | ast.Attribute | ast.Constant | ast.Subscript)
        else None
    )

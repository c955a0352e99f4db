"""Calls as noun phrases and as deeds, by the phrases of the vocabulary."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.effects import effect_deed
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.names import reading
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.vocabulary import CallPhrase, vocabulary
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording, dotted

_TITLE: Final = 46
_LINKS: Final = 2
_OF_RECEIVER: Final = frozenset({"encode", "decode", "format", "replace", "copy"})
"""Methods whose verb speaks of the object that has them, not of their argument."""

_LEVELS: Final = {
    "debug": "at debug level",
    "info": "at info level",
    "warning": "as a warning",
    "error": "as an error",
    "exception": "as an error with its traceback",
    "critical": "at critical level",
}
_LOGGERS: Final = frozenset({"log", "logger", "logging", "_log", "_logger", "LOG", "LOGGER"})
_MODULE_LIKE: Final = frozenset(
    {
        "self",
        "cls",
        "os",
        "os.path",
        "shutil",
        "json",
        "re",
        "time",
        "sys",
        "pickle",
        "np",
        "pd",
        "subprocess",
    }
)


def call_noun(wording: Wording, call: ast.Call) -> str | None:
    """What a call gives, by a phrase of the vocabulary; None where it has none."""
    match call:
        case ast.Call(func=ast.Name(id="sorted"), args=[items], keywords=[_, *_]) if (
            wording.is_builtin("sorted")
        ):
            manner = sorting(wording, call.keywords)
            return (
                f"a list of the items of {atom(wording, items)}, sorted{manner}"
                if manner is not None
                else None
            )
        case _:
            pass
    phrase = _phrase(wording, call)
    return None if phrase is None or not phrase.noun else _filled(wording, phrase.noun, call)


def call_deed(wording: Wording, call: ast.Call) -> Deed:
    """A call as something that is done: "append `y` to `x`", "call `f(x)`"."""
    special = (
        _sort(wording, call)
        or _print(wording, call)
        or _log(wording, call)
        or _base_class(wording, call)
    )
    if special is not None:
        return special
    touching = effect_deed(wording, call)
    if touching is not None:
        return Deed(
            touching.verb, touching.rest, _fitting((*touching.titles, *call_titles(wording, call)))
        )
    phrase = _phrase(wording, call)
    if phrase is not None and phrase.verb:
        rest = _filled(wording, phrase.rest, call)
        title = _filled(wording, phrase.title or phrase.rest, call)
        if phrase.verb == "assert":
            subject = _first_argument(wording, call)
            others = [f"check {subject}"] if subject else []
            return Deed(
                "assert",
                rest,
                _fitting((f"assert {title}", *others, f"check with `{call_name(call)}`")),
            )
        return Deed(
            phrase.verb, rest, _fitting((f"{phrase.verb} {title}", *call_titles(wording, call)))
        )
    return Deed("call", called(wording, call), call_titles(wording, call))


def call_titles(wording: Wording, call: ast.Call) -> tuple[str, ...]:
    """Titles for a step whose matter is this call, the best first."""
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else dotted(callee)
    read = reading(name if not name[:1].isupper() else "")
    titles: list[str] = []
    if read.verb:
        receiver = _receiver(wording, callee)
        subject = _first_argument(wording, call)
        if (
            read.rest
            and len(read.rest.split()) < 6
            and read.rest.split()[0] not in {"and", "or", "if", "not", "as"}
            and read.rest.split()[-1] not in vocabulary().grammar["dangling"]
        ):
            titles.append(f"{read.verb} {read.rest}")
        elif isinstance(callee, ast.Attribute) and name in _OF_RECEIVER:
            titles.extend([f"{read.verb} {receiver}"] if receiver else [])
        elif subject and read.verb in vocabulary().object_verbs:
            titles.append(f"{read.verb} {subject}")
        elif receiver and not read.rest and not call.args:
            titles.append(f"{read.verb} {receiver}")
    titles.extend(f"call {short}" for short in [wording.code(callee, _TITLE)] if short)
    if isinstance(callee, ast.Attribute):
        titles.append(f"call `{callee.attr}`")
    return _fitting(tuple(titles)) or (f"make the call on {place(call)}",)


def called(wording: Wording, call: ast.Call) -> str:
    """The call as the object of "calls": quoted, or the callee with its arguments named one by one."""
    code = wording.code(call)
    if code is not None:
        return code
    chain = _chain(wording, call)
    if chain is not None:
        return chain
    callee = wording.code(call.func, LONG_QUOTE)
    if callee is None and isinstance(call.func, ast.Attribute):
        callee = f"`{call.func.attr}` on {_opened(wording, call.func.value)}"
    long = wording.code(call, LONG_QUOTE)
    if long is not None and len(call.args) + len(call.keywords) < 2:
        return long
    callee = callee or f"the function on {place(call.func)}"
    given = arguments(wording, call)
    return f"{callee} with {given}" if given else callee


def arguments(wording: Wording, call: ast.Call) -> str:
    """The arguments of a call as a list of noun phrases; empty where there are none."""
    said = [_opened(wording, argument) for argument in call.args]
    for keyword in call.keywords:
        value = wording.text(keyword.value)
        if keyword.arg is None:
            said.append(f"the items of {atom(wording, keyword.value)}")
        elif value is not None:
            said.append(f"`{keyword.arg}={value}`")
        else:
            said.append(f"`{keyword.arg}` set to {_opened(wording, keyword.value)}")
    if sum(map(len, said)) > 600:
        said = [*said[:6], f"{len(said) - 6} more arguments"] if len(said) > 7 else said
    return listed(said)


def _chain(wording: Wording, call: ast.Call) -> str | None:
    """Methods called one on the result of the other, in their order; None where they are too few."""
    links: list[str] = []
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        given = [
            *(wording.text(argument) for argument in node.args),
            *(wording.text(keyword) for keyword in node.keywords),
        ]
        if any(one is None for one in given) or not isinstance(node.func.value, ast.Call):
            break
        links.append(f"`.{node.func.attr}({', '.join(one or '' for one in given)})`")
        node = node.func.value
    base = wording.code(node, LONG_QUOTE)
    if len(links) < _LINKS or base is None:
        return None
    return f"{base} followed by {listed(links[::-1])}"


def _opened(wording: Wording, node: ast.expr) -> str:
    """The node in backticks; a call too long for that as its callee with its arguments."""
    if isinstance(node, ast.Call) and wording.code(node, LONG_QUOTE) is None:
        return f"the result of calling {called(wording, node)}"
    return atom(wording, node)


def call_name(call: ast.Call) -> str:
    """The last part of the name that is called; empty where it has none."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _phrase(wording: Wording, call: ast.Call) -> CallPhrase | None:
    if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    known = vocabulary()
    function = call.func
    if isinstance(function, ast.Name):
        if not wording.is_builtin(function.id):
            return None
        return known.functions.get(f"{function.id}/{len(call.args)}")
    if not isinstance(function, ast.Attribute):
        return None
    # What `self.pop(x)` or `path.split(x)` does is for the class or the module to say, not for a
    # list's or a text's method of that name.
    owner = dotted(function.value)
    is_check = owner == "self" and function.attr.startswith("assert")
    if (owner in _MODULE_LIKE or owner in wording.modules) and not is_check:
        return None
    key = f"{function.attr}/{len(call.args)}"
    shape = wording.shape(function.value)
    special = {Shape.MAPPING: known.mapping, Shape.SEQUENCE: known.sequence}.get(shape, {})
    return special.get(key) or known.methods.get(key)


def _filled(wording: Wording, template: str, call: ast.Call) -> str:
    receiver = atom(wording, call.func.value) if isinstance(call.func, ast.Attribute) else ""
    return template.format(*[atom(wording, argument) for argument in call.args], self=receiver)


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
                _fitting(
                    (f"print {_short(wording, call.args[0]) or 'the text'}", "print the text")
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
            given = arguments(wording, call)
            rest = f"the inherited `{name}`" + (f" with {given}" if given else "")
            titles = ("initialise the base class",) if name == "__init__" else ()
            return Deed("call", rest, (*titles, f"call the inherited `{name}`"))
        case _:
            return None


def _receiver(wording: Wording, callee: ast.expr) -> str | None:
    if not isinstance(callee, ast.Attribute) or not isinstance(
        callee.value, ast.Name | ast.Attribute
    ):
        return None
    return wording.code(callee.value, 24)


def _first_argument(wording: Wording, call: ast.Call) -> str | None:
    if not call.args or isinstance(getattr(call.args[0], "value", ""), int | float):
        return None
    return _short(wording, call.args[0])


def _short(wording: Wording, node: ast.expr) -> str | None:
    return (
        wording.code(node, 36)
        if isinstance(node, ast.Name | ast.Attribute | ast.Constant | ast.Subscript)
        else None
    )


def _fitting(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(title for title in titles if len(title) <= _TITLE + 16)

"""Calls as noun phrases and as deeds, by the phrases of the vocabulary."""

import ast
from collections.abc import Mapping
from typing import Final

from blockguide.writers.offline.phrases.arguments import called
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.deeds import Deed, titled
from blockguide.writers.offline.phrases.effects import effect_deed
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.names import reading
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.special_calls import sorting, special_deed
from blockguide.writers.offline.phrases.vocabulary import CallPhrase, vocabulary
from blockguide.writers.offline.phrases.wording import Wording, dotted

_TITLE: Final = 46
_PREPOSED: Final = {"warn": framed("warn with {}")}
_INTRANSITIVE: Final = {"wait": framed("wait for {}"), "listen": framed("listen on {}")}
"""Titles of verbs that take what is given to them, or what has them, behind a preposition."""

_OF_RECEIVER: Final = frozenset({"encode", "decode", "format", "replace", "copy", "update"})
"""Methods whose verb speaks of the object that has them, not of their argument."""

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
            gathered = say("a list of the items of {}, sorted", atom(wording, items))
            return sorting(wording, gathered, call.keywords)
        case _:
            pass
    phrase = _phrase(wording, call)
    return None if phrase is None or not phrase.noun else _filled(wording, phrase.noun, call)


def call_deed(wording: Wording, call: ast.Call) -> Deed:
    """A call as something that is done: "append `y` to `x`", "call `f(x)`"."""
    special = special_deed(wording, call)
    if special is not None:
        return special
    touching = effect_deed(wording, call)
    if touching is not None:
        return Deed(
            touching.verb, touching.rest, _fitting((*touching.titles, *call_titles(wording, call)))
        )
    phrase = _phrase(wording, call)
    if phrase is not None and phrase.verb:
        rest = _filled(wording, phrase.rest, call, made=True)
        title = _filled(wording, phrase.title or phrase.rest, call)
        if phrase.verb == "assert":
            subject = _first_argument(wording, call)
            others = [say("check {}", subject)] if subject else []
            return Deed(
                "assert",
                rest,
                _fitting(
                    (say("assert {}", title), *others, say("check with `{}`", call_name(call)))
                ),
            )
        titles = (titled(phrase.verb, title), *call_titles(wording, call))
        return Deed(phrase.verb, rest, _fitting(titles))
    return Deed("call", called(wording, call), call_titles(wording, call))


def call_titles(wording: Wording, call: ast.Call) -> tuple[str, ...]:
    """Titles for a step whose matter is this call, the best first."""
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else dotted(callee)
    read = reading(name if not name.lstrip("_")[:1].isupper() else "")
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
            titles.append(titled(read.verb, read.rest))
        elif (
            isinstance(callee, ast.Attribute)
            and name in _OF_RECEIVER
            and (receiver or "").strip("`") not in wording.modules
        ):
            titles.extend([titled(read.verb, receiver)] if receiver else [])
        elif subject and read.verb in vocabulary().object_verbs:
            titles.append(_of_one(_PREPOSED, read.verb, subject))
        elif receiver and not read.rest and not call.args and not _is_place(wording, receiver):
            titles.append(_of_one(_INTRANSITIVE, read.verb, receiver))
    titles.extend(say("call {}", short) for short in [wording.code(callee, _TITLE)] if short)
    if isinstance(callee, ast.Attribute):
        titles.append(say("call `{}`", callee.attr))
    return _fitting(tuple(titles)) or (say("make the call"),)


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
    if len(call.args) == 2 and getattr(call.args[0], "value", "") is None:
        key = f"{function.attr}/None"
    elif key == "join/1" and getattr(function.value, "value", None) == "":
        key = "join/nothing"
    shape = wording.shape(function.value)
    special = {Shape.MAPPING: known.mapping, Shape.SEQUENCE: known.sequence}.get(shape, {})
    return special.get(key) or known.methods.get(key)


def _filled(wording: Wording, template: str, call: ast.Call, *, made: bool = False) -> str:
    """The template with the call's parts; where `made`, an object that a call has just made is its result."""
    receiver = atom(wording, call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if made and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        receiver = say("the result of {}", receiver)
    return template.format(*[atom(wording, argument) for argument in call.args], self=receiver)


def _of_one(frames: Mapping[str, str], verb: str, thing: str) -> str:
    """A title of a verb and the one thing that it speaks of."""
    return say(frames[verb], thing) if verb in frames else titled(verb, thing)


def _receiver(wording: Wording, callee: ast.expr) -> str | None:
    if not isinstance(callee, ast.Attribute) or not isinstance(
        callee.value, ast.Name | ast.Attribute
    ):
        return None
    return wording.code(callee.value, 24)


def _is_place(wording: Wording, receiver: str) -> bool:
    """Whether the receiver only says where the function is: a module, or the object itself."""
    name = receiver.strip("`")
    return name in {"self", "cls"} or name in wording.modules


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

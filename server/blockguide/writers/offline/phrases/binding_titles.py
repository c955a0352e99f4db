"""Titles of bindings: "start with no rows", "choose the console", "take `x` from `row`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import empty_literal
from blockguide.writers.offline.phrases.calls import call_deed, call_titles
from blockguide.writers.offline.phrases.deeds import titled
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.names import (
    as_noun,
    is_determined,
    is_plural,
    is_spoken,
    reading,
)
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import Wording

_SHORT: Final = 40


def binding_titles(wording: Wording, target: ast.expr, value: ast.expr) -> tuple[str, ...]:  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of value
    """Titles for a step that binds `target` to `value`."""
    name = wording.code(target, _SHORT) or _last_part(target)
    said = spoken_target(target)
    while isinstance(value, ast.Await):
        value = value.value
    match value:
        case _ if empty_literal(value) is not None:
            if said and is_plural(said.replace(" ", "_")):
                return (say("start with no {}", said), say("start {} empty", name))
            return (say("start {} empty", name), say("set {} to {}", name, empty_literal(value)))
        case ast.Constant() | ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            short = wording.code(value, 24)
            return (
                say("set {} to {}", name, short) if short else say("set {}", name),
                say("set {}", name),
            )
        case ast.Call(func=function):
            return _call_titles(wording, name, value, function)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return (
                say("collect the {}", said) if said else say("collect {}", name),
                say("collect {}", name),
            )
        case ast.List() | ast.Set() | ast.Tuple():
            return (
                (say("list the {}", said), say("build {}", name))
                if said and is_plural(said)
                else (say("build {}", name),)
            )
        case ast.Dict():
            return (
                (say("build the {}", said), say("build {}", name))
                if said
                else (say("build {}", name),)
            )
        case ast.IfExp():
            return (
                say("choose the {}", said) if said else say("choose {}", name),
                say("choose {}", name),
            )
        case ast.BoolOp():
            return (say("choose {}", name), say("decide {}", name))
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return (say("decide {}", name), say("determine {}", name))
        case ast.BinOp() | ast.UnaryOp():
            return (
                say("compute the {}", said) if said else say("compute {}", name),
                say("compute {}", name),
            )
        case ast.JoinedStr():
            return (
                say("compose the {}", said) if said else say("compose {}", name),
                say("compose {}", name),
            )
        case ast.Lambda():
            return (say("define the function {}", name), say("define {}", name))
        case ast.Subscript(value=container):
            short = wording.code(container, 24)
            if short == name:
                is_cut = isinstance(value.slice, ast.Slice)
                return (
                    say("cut {} to a slice", name) if is_cut else say("step into {}", name),
                    say("set {}", name),
                )
            return (
                say("take {} from {}", name, short) if short else say("take {}", name),
                say("look up {}", name),
            )
        case ast.Name() | ast.Attribute():
            short = wording.code(value, 28)
            titles = (
                say("set {} to {}", name, short) if short else say("set {}", name),
                say("set {}", name),
            )
            match target:
                case ast.Attribute(value=ast.Name(id="self"), attr=own) if (
                    getattr(value, "id", "") == own
                ):
                    return (say("keep {}", short), *titles)
                case _:
                    pass
            return titles
        case _:
            return (say("set {}", name),)


def _last_part(target: ast.expr) -> str:
    if isinstance(target, ast.Attribute):
        return say("the attribute `{}`", target.attr)
    return say("an item")


def _call_titles(
    wording: Wording, name: str, value: ast.Call, function: ast.expr
) -> tuple[str, ...]:
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called[:1].isupper() and not called.isupper():
        return (say("create {}", name), say("create the `{}` {}", called, name))
    read = reading(called)
    verb = read.verb
    grammar = vocabulary().grammar
    acting = verb in grammar["acting_verbs"]
    titles = call_deed(wording, value).titles if acting else call_titles(wording, value)
    makes = verb in grammar["making_verbs"] and titles and not opens(titles[0], framed("call {}"))
    own = titles[:1] if makes or acting else ()
    if verb not in grammar["making_verbs"]:
        verb = "compute"
    return (*own, titled(verb, name), say("compute {}", name))


def spoken_target(target: ast.expr) -> str | None:
    """The target's name in plain words, where it reads as words."""
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    bare = name.strip("_")
    return (
        as_noun(bare)
        if bare and is_spoken(bare) and not bare.endswith("ed") and not is_determined(bare)
        else None
    )

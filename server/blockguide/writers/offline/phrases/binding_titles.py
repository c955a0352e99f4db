"""Titles of bindings: "start with no rows", "choose the console", "take `x` from `row`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import empty_literal
from blockguide.writers.offline.phrases.calls import call_deed, call_titles
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
                return (f"start with no {said}", f"start {name} empty")
            return (f"start {name} empty", f"set {name} to {empty_literal(value)}")
        case ast.Constant() | ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            short = wording.code(value, 24)
            return (f"set {name} to {short}" if short else f"set {name}", f"set {name}")
        case ast.Call(func=function):
            return _call_titles(wording, name, value, function)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return (f"collect the {said}" if said else f"collect {name}", f"collect {name}")
        case ast.List() | ast.Set() | ast.Tuple():
            return (
                (f"list the {said}", f"build {name}")
                if said and is_plural(said)
                else (f"build {name}",)
            )
        case ast.Dict():
            return (f"build the {said}", f"build {name}") if said else (f"build {name}",)
        case ast.IfExp():
            return (f"choose the {said}" if said else f"choose {name}", f"choose {name}")
        case ast.BoolOp():
            return (f"choose {name}", f"decide {name}")
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return (f"decide {name}", f"determine {name}")
        case ast.BinOp() | ast.UnaryOp():
            return (f"compute the {said}" if said else f"compute {name}", f"compute {name}")
        case ast.JoinedStr():
            return (f"compose the {said}" if said else f"compose {name}", f"compose {name}")
        case ast.Lambda():
            return (f"define the function {name}", f"define {name}")
        case ast.Subscript(value=container):
            short = wording.code(container, 24)
            if short == name:
                is_cut = isinstance(value.slice, ast.Slice)
                return (f"cut {name} to a slice" if is_cut else f"step into {name}", f"set {name}")
            return (f"take {name} from {short}" if short else f"take {name}", f"look up {name}")
        case ast.Name() | ast.Attribute():
            short = wording.code(value, 28)
            titles = (f"set {name} to {short}" if short else f"set {name}", f"set {name}")
            match target:
                case ast.Attribute(value=ast.Name(id="self"), attr=own) if (
                    getattr(value, "id", "") == own
                ):
                    return (f"keep {short}", *titles)
                case _:
                    pass
            return titles
        case _:
            return (f"set {name}",)


def _last_part(target: ast.expr) -> str:
    return f"the attribute `{target.attr}`" if isinstance(target, ast.Attribute) else "an item"


def _call_titles(
    wording: Wording, name: str, value: ast.Call, function: ast.expr
) -> tuple[str, ...]:
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called[:1].isupper() and not called.isupper():
        return (f"create {name}", f"create the `{called}` {name}")
    read = reading(called)
    verb = read.verb
    grammar = vocabulary().grammar
    acting = verb in grammar["acting_verbs"]
    titles = call_deed(wording, value).titles if acting else call_titles(wording, value)
    makes = verb in grammar["making_verbs"] and titles and not titles[0].startswith("call ")
    own = titles[:1] if makes or acting else ()
    if verb not in grammar["making_verbs"]:
        verb = "compute"
    return (*own, f"{verb} {name}", f"compute {name}")


def spoken_target(target: ast.expr) -> str | None:
    """The target's name in plain words, where it reads as words."""
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    bare = name.strip("_")
    return (
        as_noun(bare)
        if bare and is_spoken(bare) and not bare.endswith("ed") and not is_determined(bare)
        else None
    )

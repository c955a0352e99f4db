"""Bindings as deeds: "bind `settings` to an empty dictionary", "add 1 to `count`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, empty_literal
from blockguide.writers.offline.phrases.binding_titles import binding_titles
from blockguide.writers.offline.phrases.deeds import Deed, titled
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import chained, listed
from blockguide.writers.offline.phrases.names import as_noun, is_spoken, one_of
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.unpacking import unpacking_deed
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import Wording

_IN_PLACE: Final = {
    ast.Add: ("add", framed("{1} to {0}")),
    ast.Sub: ("subtract", framed("{1} from {0}")),
    ast.Mult: ("multiply", framed("{0} by {1}")),
    ast.Div: ("divide", framed("{0} by {1}")),
    ast.FloorDiv: ("divide", framed("{0} by {1}, rounding down")),
    ast.Mod: ("reduce", framed("{0} to its remainder modulo {1}")),
    ast.Pow: ("raise", framed("{0} to the power of {1}")),
    ast.MatMult: ("multiply", framed("{0} as a matrix by {1}")),
    ast.BitOr: ("combine", framed("{0} with {1} by `|=`")),
    ast.BitAnd: ("combine", framed("{0} with {1} by `&=`")),
    ast.BitXor: ("combine", framed("{0} with {1} by `^=`")),
    ast.LShift: ("shift", framed("{0} left by {1} bits")),
    ast.RShift: ("shift", framed("{0} right by {1} bits")),
}
"""The verb of each operator and what follows it: `{0}` is the target, `{1}` the value."""


def assignment_deed(wording: Wording, node: ast.Assign) -> Deed:
    """What `targets = value` does."""
    if len(node.targets) > 1:
        return _chained(wording, node)
    target = node.targets[0]
    if isinstance(target, ast.Tuple | ast.List):
        return unpacking_deed(wording, target, node.value)
    if isinstance(target, ast.Subscript):
        return _storing(wording, target, node.value)
    return binding_deed(wording, target, node.value)


def _chained(wording: Wording, node: ast.Assign) -> Deed:
    """`a = b = value`: one value for all targets, bound from left to right."""
    names = [atom(wording, target) for target in node.targets]
    value = empty_literal(node.value, shared=True) or noun(wording, node.value)
    if all(isinstance(target, ast.Name) for target in node.targets):
        frame = framed("{} both to {}") if len(names) == 2 else framed("{} all to {}")
        rest = say(frame, listed(names), value)
    else:
        frame = framed("{}, both to {}") if len(names) == 2 else framed("{}, all to {}")
        rest = say(frame, chained(framed("{}, then {}"), names), value)
    return Deed("bind", rest, (say("set {}", listed(names)),))


def binding_deed(wording: Wording, target: ast.expr, value: ast.expr) -> Deed:
    """What binding one name or attribute to a value does."""
    name = atom(wording, target)
    changed = _changed(wording, target, value)
    if changed is not None:
        return changed
    if isinstance(target, ast.Attribute):
        return Deed(
            "set",
            say("{} to {}", name, noun(wording, value)),
            binding_titles(wording, target, value),
        )
    return Deed(
        "bind", say("{} to {}", name, noun(wording, value)), binding_titles(wording, target, value)
    )


def annotated_deed(wording: Wording, node: ast.AnnAssign) -> Deed:
    """What `target: annotation = value` does."""
    name, annotation = atom(wording, node.target), atom(wording, node.annotation)
    if node.value is None:
        return Deed("declare", say("{} as {}", name, annotation), (say("declare {}", name),))
    inner = binding_deed(wording, node.target, node.value)
    return Deed(inner.verb, say("{}, declared as {}", inner.rest, annotation), inner.titles)


def augmented_deed(wording: Wording, node: ast.AugAssign) -> Deed:
    """What `target += value` does."""
    target, value = atom(wording, node.target), noun(wording, node.value)
    if isinstance(node.value, ast.IfExp | ast.BoolOp):
        value = atom(wording, node.value)
    verb, frame = _IN_PLACE[type(node.op)]
    if isinstance(node.op, ast.Add) and wording.shape(node.target) in {Shape.SEQUENCE, Shape.TEXT}:
        if wording.shape(node.target) is Shape.SEQUENCE:
            value = say("the items of {}", value)
        return Deed(
            "append",
            say("{1} to {0}", target, value),
            (say("append to {}", target), say("extend {}", target)),
        )
    short = wording.code(node.value, 20)
    titles = [titled(verb, say(frame, target, short))] if short else []
    return Deed(verb, say(frame, target, value), (*titles, say("update {}", target)))


def deletion_deed(wording: Wording, node: ast.Delete) -> Deed:
    """What `del targets` does."""
    names = listed([atom(wording, target) for target in node.targets])
    return Deed("delete", names, (say("delete {}", names),))


def _changed(wording: Wording, target: ast.expr, value: ast.expr) -> Deed | None:
    """A name bound to a method of its own value: `line = line.strip()`."""
    match target, value:
        case ast.Name(id=name), ast.Call(
            func=ast.Attribute(value=ast.Name(id=owner), attr=method), keywords=[]
        ) if name == owner:
            phrase = vocabulary().methods.get(f"{method}/{len(value.args)}")
            if phrase is None or not phrase.noun or not phrase.verb or "pop" in method:
                return None
            given = [atom(wording, argument) for argument in value.args]
            rest = phrase.rest.format(*given, self=f"`{name}`")
            title = (phrase.title or phrase.rest).format(*given, self=f"`{name}`")
            spoken = as_noun(name) if is_spoken(name) else None
            titles = [titled(phrase.verb, title)]
            if spoken:
                named = title.replace(f"`{name}`", say("the {}", spoken))
                titles.insert(0, titled(phrase.verb, named))
            return Deed(phrase.verb, say("{} and rebinds it", rest), tuple(titles))
        case _:
            return None


def _storing(wording: Wording, target: ast.Subscript, value: ast.expr) -> Deed:
    container, key = atom(wording, target.value), atom(wording, target.slice)
    item = one_of(_name_of(target.value).strip("_"))
    title = (
        say("store the {}", item) if item and is_spoken(_name_of(target.value).strip("_")) else ""
    )
    titles = tuple(
        filter(
            None,
            (title, say("store a value in {}", container), say("set an item of {}", container)),
        )
    )
    if isinstance(target.slice, ast.Slice):
        whole = atom(wording, target)
        return Deed(
            "replace",
            say("{} by {}", whole, noun(wording, value)),
            (say("replace a slice of {}", container),),
        )
    stripped = isinstance(target.slice, ast.Call) and isinstance(target.slice.func, ast.Attribute)
    said = noun(wording, target.slice) if stripped else key
    stored = noun(wording, value)
    if opens(stored, framed("whether {}")):
        stored = atom(wording, value)
    replaced = _indexed(wording, target, container)
    if replaced:
        return Deed(
            "replace",
            say("{} by {}", replaced, stored),
            (say("replace {}", replaced), *titles[-1:]),
        )
    return Deed("put", say("{} into {} under {}", stored, container, said), titles)


def _indexed(wording: Wording, target: ast.Subscript, container: str) -> str:
    """The item that an index names; empty where the container may be a mapping."""
    shape = wording.shape(target.value)
    match target.slice:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)) if (
            shape is not Shape.MAPPING
        ):
            return say("the last item of {}", container)
        case ast.Constant(value=int() as index) if shape is Shape.SEQUENCE:
            if index == 0:
                return say("the first item of {}", container)
            return say("the item at the index {} of {}", index, container)
        case _:
            return ""


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

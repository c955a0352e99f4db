"""Bindings as deeds: "bind `settings` to an empty dictionary", "add 1 to `count`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, empty_literal
from blockguide.writers.offline.phrases.binding_titles import binding_titles
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.names import as_noun, is_spoken, one_of
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.unpacking import unpacking_deed
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import Wording

_IN_PLACE: Final = {
    ast.Add: ("add", "{value} to {target}"),
    ast.Sub: ("subtract", "{value} from {target}"),
    ast.Mult: ("multiply", "{target} by {value}"),
    ast.Div: ("divide", "{target} by {value}"),
    ast.FloorDiv: ("divide", "{target} by {value}, rounding down"),
    ast.Mod: ("reduce", "{target} to its remainder modulo {value}"),
    ast.Pow: ("raise", "{target} to the power of {value}"),
    ast.MatMult: ("multiply", "{target} as a matrix by {value}"),
    ast.BitOr: ("combine", "{target} with {value} by `|=`"),
    ast.BitAnd: ("combine", "{target} with {value} by `&=`"),
    ast.BitXor: ("combine", "{target} with {value} by `^=`"),
    ast.LShift: ("shift", "{target} left by {value} bits"),
    ast.RShift: ("shift", "{target} right by {value} bits"),
}


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
    value = noun(wording, node.value)
    if empty_literal(node.value) is not None:
        value = value.replace("an ", "one ", 1)
    in_order = not all(isinstance(target, ast.Name) for target in node.targets)
    joined = f"{', then '.join(names)}," if in_order else listed(names)
    word = "both" if len(names) == 2 else "all"
    return Deed("bind", f"{joined} {word} to {value}", (f"set {listed(names)}",))


def binding_deed(wording: Wording, target: ast.expr, value: ast.expr) -> Deed:
    """What binding one name or attribute to a value does."""
    name = atom(wording, target)
    changed = _changed(wording, target, value)
    if changed is not None:
        return changed
    if isinstance(target, ast.Attribute):
        return Deed(
            "set", f"{name} to {noun(wording, value)}", binding_titles(wording, target, value)
        )
    return Deed("bind", f"{name} to {noun(wording, value)}", binding_titles(wording, target, value))


def annotated_deed(wording: Wording, node: ast.AnnAssign) -> Deed:
    """What `target: annotation = value` does."""
    name, annotation = atom(wording, node.target), atom(wording, node.annotation)
    if node.value is None:
        return Deed("declare", f"{name} as {annotation}", (f"declare {name}",))
    inner = binding_deed(wording, node.target, node.value)
    return Deed(inner.verb, f"{inner.rest}, declared as {annotation}", inner.titles)


def augmented_deed(wording: Wording, node: ast.AugAssign) -> Deed:
    """What `target += value` does."""
    target, value = atom(wording, node.target), noun(wording, node.value)
    if isinstance(node.value, ast.IfExp | ast.BoolOp):
        value = atom(wording, node.value)
    verb, template = _IN_PLACE[type(node.op)]
    if isinstance(node.op, ast.Add) and wording.shape(node.target) in {Shape.SEQUENCE, Shape.TEXT}:
        joined = "the items of " if wording.shape(node.target) is Shape.SEQUENCE else ""
        return Deed(
            "append", f"{joined}{value} to {target}", (f"append to {target}", f"extend {target}")
        )
    rest = template.format(target=target, value=value)
    short = wording.code(node.value, 20)
    titles = [f"{verb} {template.format(target=target, value=short)}"] if short else []
    return Deed(verb, rest, (*titles, f"update {target}"))


def deletion_deed(wording: Wording, node: ast.Delete) -> Deed:
    """What `del targets` does."""
    names = listed([atom(wording, target) for target in node.targets])
    return Deed("delete", names, (f"delete {names}",))


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
            best = (
                (f"{phrase.verb} {title.replace(f'`{name}`', f'the {spoken}')}",) if spoken else ()
            )
            return Deed(phrase.verb, f"{rest} and rebinds it", (*best, f"{phrase.verb} {title}"))
        case _:
            return None


def _storing(wording: Wording, target: ast.Subscript, value: ast.expr) -> Deed:
    container, key = atom(wording, target.value), atom(wording, target.slice)
    item = one_of(_name_of(target.value).strip("_"))
    title = f"store the {item}" if item and is_spoken(_name_of(target.value).strip("_")) else ""
    titles = tuple(
        filter(None, (title, f"store a value in {container}", f"set an item of {container}"))
    )
    if isinstance(target.slice, ast.Slice):
        whole = atom(wording, target)
        return Deed(
            "replace", f"{whole} by {noun(wording, value)}", (f"replace a slice of {container}",)
        )
    stripped = isinstance(target.slice, ast.Call) and isinstance(target.slice.func, ast.Attribute)
    said = noun(wording, target.slice) if stripped else key
    stored = noun(wording, value)
    if stored.startswith("whether "):
        stored = atom(wording, value)
    where = _index(wording, target)
    if where:
        replaced = f"the {where} of {container}"
        return Deed("replace", f"{replaced} by {stored}", (f"replace {replaced}", *titles[-1:]))
    return Deed("put", f"{stored} into {container} under {said}", titles)


def _index(wording: Wording, target: ast.Subscript) -> str:
    """Which item an index names; empty where the container may be a mapping."""
    shape = wording.shape(target.value)
    match target.slice:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)) if (
            shape is not Shape.MAPPING
        ):
            return "last item"
        case ast.Constant(value=int() as index) if shape is Shape.SEQUENCE:
            return "first item" if index == 0 else f"item at the index {index}"
        case _:
            return ""


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

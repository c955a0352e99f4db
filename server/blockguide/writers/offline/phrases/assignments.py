"""Bindings as deeds: "bind `settings` to an empty dictionary", "add 1 to `count`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, empty_literal
from blockguide.writers.offline.phrases.calls import call_titles
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.names import (
    as_noun,
    is_determined,
    is_plural,
    is_spoken,
    one_of,
    reading,
)
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.shapes import Shape
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import Wording

_SHORT: Final = 40
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
        return _unpacking(wording, target, node.value)
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


def binding_titles(wording: Wording, target: ast.expr, value: ast.expr) -> tuple[str, ...]:  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of value
    """Titles for a step that binds `target` to `value`."""
    name = wording.code(target, _SHORT) or _last_part(target)
    said = _said(target)
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
            if isinstance(target, ast.Attribute) and getattr(value, "id", "") == target.attr:
                return (f"keep {short}", *titles)
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
    titles = call_titles(wording, value)
    verb = read.verb
    makes = verb in vocabulary().grammar["making_verbs"]
    own = titles[:1] if makes and not titles[0].startswith("call ") else ()
    if verb not in vocabulary().grammar["making_verbs"]:
        verb = "compute"
    return (*own, f"{verb} {name}", f"compute {name}")


def _said(target: ast.expr) -> str | None:
    """The target's name in plain words, where it reads as words."""
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    bare = name.strip("_")
    return (
        as_noun(bare)
        if bare and is_spoken(bare) and not bare.endswith("ed") and not is_determined(bare)
        else None
    )


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
    return Deed("put", f"{noun(wording, value)} into {container} under {said}", titles)


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _unpacking(wording: Wording, target: ast.Tuple | ast.List, value: ast.expr) -> Deed:
    names = [atom(wording, element) for element in target.elts]
    joined = listed(names)
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        if (
            sorted(map(ast.dump, _loaded(target.elts)))
            == sorted(map(ast.dump, _loaded(value.elts)))
            and len(names) == 2
        ):
            return Deed("swap", joined, (f"swap {joined}",))
        if not any(isinstance(element, ast.Starred) for element in [*target.elts, *value.elts]):
            if _is_crossed(target.elts, value.elts):
                values = listed([noun(wording, one, 1) for one in value.elts])
                return Deed("rebind", f"{joined} at once to {values}", (f"update {joined}",))
            pairs = [
                f"{name} to {noun(wording, one, 1)}"
                for name, one in zip(names, value.elts, strict=True)
            ]
            return Deed("bind", listed(pairs), (f"set {joined}",))
    match value:
        case ast.Call(
            func=ast.Attribute(value=text, attr="partition" | "rpartition" as method),
            args=[separator],
        ):
            first = "first" if method == "partition" else "last"
            rest = f"{atom(wording, text)} at the {first} {atom(wording, separator)} into {joined} (`{method}`)"
            spoken = _said(text)
            subject = f"the {spoken}" if spoken else atom(wording, text)
            return Deed(
                "split",
                rest,
                (f"split {subject} at {atom(wording, separator)}", f"split into {joined}"),
            )
        case _:
            return Deed(
                "unpack",
                f"{noun(wording, value)} into {joined}",
                (f"unpack {joined}", f"bind {joined}"),
            )


def _is_crossed(targets: list[ast.expr], values: list[ast.expr]) -> bool:
    """Whether a value reads what a target before it binds, so that one after the other is wrong."""
    bound: set[str] = set()
    for target, value in zip(targets, values, strict=True):
        parts = (node for node in ast.walk(value) if isinstance(node, ast.expr))
        if any(ast.dump(_bare(node)) in bound for node in parts):
            return True
        bound.add(ast.dump(_bare(target)))
    return False


def _bare(node: ast.expr) -> ast.expr:
    """The node as it is read, whether it is bound or read where it stands."""
    match node:
        case ast.Name(id=name):
            return ast.Name(id=name)
        case ast.Attribute(value=value, attr=attr):
            return ast.Attribute(value=_bare(value), attr=attr)
        case ast.Subscript(value=value, slice=index):
            return ast.Subscript(value=_bare(value), slice=index)
        case _:
            return node


def _loaded(nodes: list[ast.expr]) -> list[ast.expr]:
    return [ast.Name(id=node.id) if isinstance(node, ast.Name) else node for node in nodes]

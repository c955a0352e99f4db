"""Examples of whole modules and of the loose statements at their top level."""

import ast
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Final

from blockguide.code.block import Block
from blockguide.code.context.values import ReachKind
from blockguide.writers.offline.example.bound import bound_example
from blockguide.writers.offline.example.class_examples import class_example
from blockguide.writers.offline.example.functions import function_example
from blockguide.writers.offline.example.guarded import guarded_example, listed
from blockguide.writers.offline.example.home import Function, Home
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.neighbours import resolve
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Certainty

_TRIED: Final = 8
_SURE: Final = Certainty.TYPE - 0.5


def module_example(block: Block, maker: Maker) -> Sheet:
    """The definition that is best understood stands for its module; without one, what the module binds."""
    return (
        best_definition(block.nodes, maker)
        or passed_on(maker)
        or bound_example(block.nodes, maker)
        or guarded_example(block.nodes, maker)
        or listed(maker)
    )


def nearest_example(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet:
    """The best-understood definition of the block's module, for a block that no way leads into."""
    every = tuple(nodes)
    return best_definition(every, maker) or bound_example(every, maker) or listed(maker)


def passed_on(maker: Maker, names: frozenset[str] | None = None) -> Sheet | None:
    """The example of the best-understood definition that the file passes on to whoever imports it.

    `names` are the imported names to choose from; None for all that belong to the file's package.
    """
    home = maker.home
    exported = _exported(home.assigned.get("__all__"))
    best: tuple[float, Sheet] | None = None
    tried = 0
    for name, item in home.imports.items():
        if names is not None and name not in names:
            continue
        inside = item.module == home.module or item.module.startswith(f"{home.module}.")
        if home.passed_on or exported:
            inside = name in home.passed_on or name in exported
        if item.module.startswith(("typing", "collections.abc", "__future__")):
            continue
        if tried >= _TRIED or not (names is not None or (inside and _is_public(name, home))):
            continue
        found = resolve(f"{item.module}.{item.name}", home)
        if found is None or isinstance(found[1], ast.expr) or found[1].name != name:
            continue
        tried += 1
        elsewhere = name in home.hidden | home.deleted or home.reach.kind is not ReachKind.IMPORT
        module = item.module if elsewhere else home.module
        other = replace(found[0], reach=replace(found[0].reach, module=module, names=(name,)))
        sheet = definition_example(found[1], maker.at(other))
        weight = min(sheet.certainties, default=0) - tried * 0.1
        if best is None or weight > best[0]:
            best = (weight, sheet)
        if best[0] >= _SURE:
            break
    return best[1] if best is not None else None


def aliased_example(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet | None:
    """The example of a class or function that a statement gives another name, or wraps under its own."""
    home = maker.home
    for top in nodes:
        for node in ast.walk(top) if isinstance(top, ast.If | ast.Try) else (top,):
            match node:
                case ast.Assign(targets=[ast.Name(id=name), *_], value=value) if (
                    name in home.order and name not in home.hidden | home.deleted
                ):
                    sheet = _aliased(name, value, maker)
                    if sheet is not None:
                        return sheet
                case _:
                    pass
    return None


def _aliased(name: str, value: ast.expr, maker: Maker) -> Sheet | None:
    home = maker.home
    own = home.classes.get(name) or home.functions.get(name)
    if own is not None:
        return definition_example(own, maker)
    if not isinstance(value, ast.Name | ast.Attribute):
        return None
    found = resolve(home.full_name(value), home)
    if found is None or isinstance(found[1], ast.expr):
        return None
    reach = replace(found[0].reach, module=home.module, names=(name,))
    if home.reach.kind is not ReachKind.IMPORT:
        reach = home.reach
    definition = copy(found[1])
    definition.name = name
    return definition_example(definition, maker.at(replace(found[0], reach=reach)))


def best_definition(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet | None:
    """The example of that public definition among the statements whose arguments are surest."""
    home = maker.home
    exported = _exported(home.assigned.get("__all__"))
    found = [
        node
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.name in home.order
        and node.name not in home.deleted
        and not node.name.startswith("__")
    ]
    public = [
        node
        for node in found
        if not node.name.startswith("_") and (not exported or node.name in exported)
    ]
    best: tuple[float, Sheet] | None = None
    for place, node in enumerate((public or found)[:_TRIED]):
        sheet = definition_example(node, maker)
        weight = min(sheet.certainties, default=0) - place * 0.1 - (node.name == "main") * 3
        if best is None or weight > best[0]:
            best = (weight, sheet)
        if best[0] >= _SURE:
            break
    return best[1] if best is not None else None


def definition_example(node: Function | ast.ClassDef, maker: Maker) -> Sheet:
    """The example of one definition of the top level."""
    return (
        class_example(node, maker)
        if isinstance(node, ast.ClassDef)
        else function_example(node, maker)
    )


def _is_public(name: str, home: Home) -> bool:
    return not name.startswith("_") and name not in home.hidden | home.deleted


def _exported(node: ast.expr | None) -> frozenset[str]:
    if not isinstance(node, ast.List | ast.Tuple):
        return frozenset()
    return frozenset(
        item.value
        for item in node.elts
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    )

"""Examples of whole modules and of the loose statements at their top level."""

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from blockguide.code.block import Block
from blockguide.code.context.values import ReachKind
from blockguide.writers.offline.example.class_examples import class_example
from blockguide.writers.offline.example.functions import ask_for_help, function_example
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.neighbours import resolve
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Import, quoted

_TRIED: Final = 8
_PARSERS: Final = frozenset({"argparse", "optparse", "getopt", "unittest", "click"})


def module_example(block: Block, maker: Maker) -> Sheet:
    """The definition that is best understood stands for its module; without one, what the module binds."""
    sheet = best_definition(block.nodes, maker)
    return sheet or passed_on(maker) or bound_names(block.nodes, maker)


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
        if (
            name.startswith("_")
            or not (inside or name in exported or names is not None)
            or name in home.hidden
            or tried >= _TRIED
        ):
            continue
        found = resolve(f"{item.module}.{item.name}", home)
        if found is None or isinstance(found[1], ast.expr) or found[1].name != name:
            continue
        tried += 1
        other = replace(found[0], reach=replace(found[0].reach, module=home.module, names=(name,)))
        sheet = definition_example(found[1], maker.at(other))
        weight = min(sheet.certainties, default=0) - tried * 0.1
        if best is None or weight > best[0]:
            best = (weight, sheet)
    return best[1] if best is not None else None


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
    return best[1] if best is not None else None


def definition_example(node: Function | ast.ClassDef, maker: Maker) -> Sheet:
    """The example of one definition of the top level."""
    return (
        class_example(node, maker)
        if isinstance(node, ast.ClassDef)
        else function_example(node, maker)
    )


def bound_names(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet:
    """Imports the module and prints what these statements bind in it."""
    sheet = Sheet()
    home = maker.home
    names = [
        name
        for node in nodes
        for name in _names(node)
        if name in home.order
        and name not in home.hidden | home.deleted
        and not name.startswith("__")
    ]
    plain = [name for name in names if name not in home.imports]
    names = plain or [
        name
        for name in names
        if not home.full_name(ast.Name(name)).startswith(("__future__", "typing"))
    ]
    if any(_is_main_guard(node) for node in nodes) and not names:
        return main_run(maker)
    if names and not plain:
        sheet_of_import = passed_on(maker, frozenset(names))
        if sheet_of_import is not None:
            return sheet_of_import
    if not names:
        module = sheet.use(home.loaded())
        code = f"sorted({module})" if home.reach.kind is ReachKind.SCRIPT else f"dir({module})"
        sheet.line(f"print({code})")
        return sheet
    for name in list(dict.fromkeys(names))[:3]:
        code = sheet.use(home.reference(name))
        value = home.assigned.get(name)
        if isinstance(value, ast.Dict | ast.DictComp):
            sheet.line(f"for key, value in {code}.items():\n    print(key, value)")
        elif isinstance(value, ast.List | ast.Tuple | ast.Set | ast.ListComp):
            sheet.line(f"for item in {code}:\n    print(item)")
        else:
            sheet.line(f"print({code})")
    return sheet


def main_run(maker: Maker) -> Sheet:
    """Runs the file as a script."""
    sheet = Sheet()
    sheet.need([Import("runpy")])
    reach = maker.home.reach
    if any(item.module in _PARSERS for item in maker.home.imports.values()):
        ask_for_help(sheet, maker.home.module)
    if reach.path.stem == "__main__" and reach.module != "__main__":
        sheet.line(f'runpy.run_module({quoted(reach.module)}, run_name="__main__")')
    elif reach.kind is ReachKind.IMPORT:
        sheet.line(f'runpy.run_module({quoted(maker.home.module)}, run_name="__main__")')
    else:
        sheet.line(f'runpy.run_path({quoted(str(reach.path))}, run_name="__main__")')
    return sheet


def _exported(node: ast.expr | None) -> frozenset[str]:
    if not isinstance(node, ast.List | ast.Tuple):
        return frozenset()
    return frozenset(
        item.value
        for item in node.elts
        if isinstance(item, ast.Constant) and isinstance(item.value, str)
    )


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            return [item.asname or item.name.partition(".")[0] for item in node.names]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case _:
            return [
                item.id
                for item in ast.walk(node)
                if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
            ]


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)

"""Examples of what loose statements at a module's top level bind."""

import ast
from collections.abc import Iterable

from blockguide.code.context.values import ReachKind
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.sheet import Sheet


def bound_example(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet | None:
    """Goes through the containers and prints the other values; None where only imports are bound."""
    home = maker.home
    names = [
        name
        for node in nodes
        for name in bound_names(node)
        if name in home.order and name not in home.hidden | home.deleted
    ]
    plain = [
        name
        for name in names
        if (name not in home.imports or name in home.assigned) and name != "__all__"
    ]
    sheet = Sheet()
    for name in list(dict.fromkeys(plain))[:3]:
        _show(sheet, sheet.use(home.reference(name)), home.assigned.get(name))
    if plain or "__all__" not in names:
        return sheet if plain else None
    module = sheet.use(home.loaded())
    listing = f'{module}["__all__"]' if home.reach.kind is ReachKind.SCRIPT else f"{module}.__all__"
    sheet.line(f"for name in {listing}:\n    print(name)")
    return sheet


def imported_example(names: Iterable[str], module: ast.Module, maker: Maker) -> Sheet | None:
    """Prints what the file reads of the first of the imported names; the name itself where it reads nothing."""
    for name in names:
        found = maker.home.imports.get(name)
        if found is not None and found.module != "__future__" and name not in maker.home.deleted:
            sheet = Sheet()
            code = sheet.use(maker.home.reference(name))
            read = (
                f"{code}.{node.attr}"
                for node in ast.walk(module)
                if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == name
            )
            sheet.line(f"print({next(read, code)})")
            return sheet
    return None


def bound_names(node: ast.stmt) -> list[str]:
    """The names that a statement binds in its own scope."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return [item.asname or item.name.partition(".")[0] for item in node.names]
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.If() | ast.Try() | ast.With() | ast.For() | ast.While():
            inner = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))
            handled = (child for handler in getattr(node, "handlers", ()) for child in handler.body)
            targets = _stored(node.target) if isinstance(node, ast.For) else []
            return [
                *targets,
                *(name for child in (*inner, *handled) for name in bound_names(child)),
            ]
        case _:
            return _stored(node)


def _stored(node: ast.AST) -> list[str]:
    return [
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)
    ]


def _show(sheet: Sheet, code: str, value: ast.expr | None) -> None:
    match value:
        case ast.Dict() | ast.DictComp():
            sheet.line(f"for key, value in {code}.items():\n    print(key, value)")
        case ast.List() | ast.Tuple() | ast.Set() | ast.ListComp():
            sheet.line(f"for item in {code}:\n    print(item)")
        case _:
            sheet.line(f"print({code})")

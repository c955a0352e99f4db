"""Examples that set the names that a block reads, then show the block itself and what it binds."""

import ast
import builtins
import re
import textwrap
from typing import Final

from blockguide.code.block import Block, BlockKind
from blockguide.writers.offline.example.classes import object_of
from blockguide.writers.offline.example.evaluation import UNKNOWN, evaluated
from blockguide.writers.offline.example.handed_on import parameter_value
from blockguide.writers.offline.example.home import absolute_module
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.local_names import local_names
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.names import overwritten_names, undefined_names
from blockguide.writers.offline.example.paths import Uses
from blockguide.writers.offline.example.scopes import unbound_names
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.uses import read_uses
from blockguide.writers.offline.example.value import Certainty, Import, Value, literal, unique
from blockguide.writers.offline.example.wish import Wish


def pasted_example(block: Block, maker: Maker) -> Sheet | None:
    """The names that the block reads, its own text, and what it leaves; None if the text cannot stand."""
    text = _absolute(block.text.rstrip(), maker)
    tree = _parsed(text)
    if tree is None:
        return None
    sheet = Sheet()
    inside = _needs_function(tree)
    set_names(sheet, free_names(tree, block), read_uses(tree.body), block, maker)
    if block.kind is BlockKind.EXPRESSION:
        code = " ".join(line.strip() for line in text.splitlines())
        if inside:
            sheet.need([Import("asyncio")])
            sheet.line(f"\nasync def main():\n    return {code}\n\n")
            sheet.line("print(asyncio.run(main()))")
        else:
            bare = isinstance(block.nodes[0], ast.Expr) and isinstance(
                block.nodes[0].value, ast.Tuple | ast.GeneratorExp | ast.Starred
            )
            shown = f"print(({code}))" if bare and not code.startswith("(") else f"print({code})"
            sheet.line(shown if _parsed(shown) else text)
        return sheet
    if inside:
        body = textwrap.indent(text, "    ")
        if any(isinstance(node, ast.Break | ast.Continue) for node in ast.walk(tree)):
            body = f"    for _ in range(1):\n{textwrap.indent(text, '        ')}"
        asynchronous = any(
            isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith) for node in ast.walk(tree)
        )
        yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(tree))
        head = "async def" if asynchronous else "def"
        sheet.line(f"\n{head} block():\n{body}\n\n")
        if asynchronous:
            sheet.need([Import("asyncio")])
            sheet.line("print(asyncio.run(block()))")
        else:
            sheet.line("print(list(block()))" if yields else "print(block())")
        return sheet
    sheet.line(text)
    names = _bound(tree)
    if names:
        sheet.line(f"print({', '.join(names[:3])})")
    return sheet


def _absolute(text: str, maker: Maker) -> str:
    """The text with its relative imports written out."""
    home = maker.home
    parts = home.module.split(".")
    parts = parts if home.reach.path.stem == "__init__" else parts[:-1]

    def written_out(match: re.Match[str]) -> str:
        base = parts[: len(parts) - len(match[2]) + 1]
        return f"{match[1]}from {'.'.join(filter(None, (*base, match[3])))} import"

    return _RELATIVE.sub(written_out, text)


def free_names(tree: ast.Module, block: Block) -> tuple[str, ...]:
    """The names that the code reads from around it, those included that shadow a builtin there."""
    names = undefined_names(tree)
    local = {
        item.arg if isinstance(item, ast.arg) else item.id
        for scope in block.scopes
        if not isinstance(scope.node, ast.ClassDef)
        for item in ast.walk(scope.node)
        if isinstance(item, ast.arg)
        or (isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store))
    }
    bound = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    shadowed = (
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and node.id in local
        and hasattr(builtins, node.id)
        and node.id not in bound
    )
    early = (name for name in unbound_names(tree) if name != "*")
    return unique((*names, *overwritten_names(tree), *early, *shadowed))


def name_value(name: str, uses: Uses, block: Block, maker: Maker) -> Value:
    """A value for a local name: a literal that its function binds to it, else what the uses ask for."""
    holder = next(
        (
            scope.node
            for scope in reversed(block.scopes)
            if not isinstance(scope.node, ast.ClassDef)
        ),
        None,
    )
    if holder is None:
        return used_value(Wish(name, name, uses), maker)
    for item in (*holder.args.posonlyargs, *holder.args.args, *holder.args.kwonlyargs):
        if item.arg == name:
            owner = next(
                (scope.node for scope in block.scopes if isinstance(scope.node, ast.ClassDef)), None
            )
            return parameter_value(item, holder, owner, Wish(name), maker)
    own = used_value(Wish(name, name, uses), maker)
    if own.certainty < Certainty.USE:
        for node in ast.walk(holder):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and node.targets[0].id == name
            ):
                value = evaluated(node.value, {})
                if value is not UNKNOWN and value is not None:
                    return Value(literal(value), certainty=Certainty.GIVEN)
    return own


def set_names(sheet: Sheet, names: tuple[str, ...], uses: Uses, block: Block, maker: Maker) -> None:
    """Binds each of the names: imported as the file imports it, else set to what the block can use."""
    home = maker.home
    hidden = local_names(block)
    for name in names:
        if (
            name in hidden
            and name not in ("self", "cls")
            and _inner_import(name, block, maker) is None
        ):
            value = name_value(name, uses, block, maker)
            sheet.line(f"{name} = {sheet.use(value)}")
            continue
        found = home.imports.get(name)
        if found is not None and found.name != "*":
            sheet.need([found.renamed(name), *home.submodules.get(name, ())])
        elif name in home.order and not block.tree.holes:
            value = home.reference(name)
            if sheet.use(value) != name:
                sheet.line(f"{name} = {value.code}")
        elif (inner := _inner_import(name, block, maker)) is not None:
            sheet.need([inner])
        elif name in ("self", "cls") and block.scopes:
            _set_self(sheet, name, block, maker)
        else:
            value = name_value(name, uses, block, maker)
            sheet.line(f"{name} = {sheet.use(value)}")


def _inner_import(name: str, block: Block, maker: Maker) -> Import | None:
    """The import inside of the function around the block that binds the name."""
    for scope in reversed(block.scopes):
        for node in ast.walk(scope.node):
            match node:
                case ast.Import(names=items):
                    for item in items:
                        if (item.asname or item.name) == name:
                            return Import(item.name).renamed(name)
                case ast.ImportFrom(names=items):
                    for item in items:
                        if (item.asname or item.name) == name:
                            module = absolute_module(node, maker.home)
                            return Import(module, item.name).renamed(name)
                case _:
                    pass
    return None


def _set_self(sheet: Sheet, name: str, block: Block, maker: Maker) -> None:
    owner = next(
        (scope.node for scope in reversed(block.scopes) if isinstance(scope.node, ast.ClassDef)),
        None,
    )
    if owner is None or owner.name not in maker.home.classes or block.tree.holes:
        sheet.need([Import("unittest.mock", "MagicMock")])
        sheet.line(f"{name} = MagicMock()")
    elif name == "cls":
        sheet.line(f"cls = {sheet.use(maker.class_reference(owner))}")
    else:
        sheet.line(f"self = {sheet.use(object_of(owner, Wish(), maker))}")


def _bound(tree: ast.Module) -> list[str]:
    """The names that the statements bind, in order."""
    found: dict[str, None] = {}
    for node in tree.body:
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                found[name] = None
            case ast.Import() | ast.ImportFrom():
                found.update(
                    (item.asname or item.name.partition(".")[0], None) for item in node.names
                )
            case ast.Delete() | ast.If() | ast.Try() | ast.While():
                pass
            case ast.With():
                found.update(dict.fromkeys(_bound(ast.Module(node.body, []))))
            case _:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                        found[inner.id] = None
    return [name for name in found if name != "*"]


def _needs_function(tree: ast.Module) -> bool:
    """Whether the statements can only stand in a function: they return, yield, await or leave a loop."""
    try:
        compile(tree, "block", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return True
    return False


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_RELATIVE: Final = re.compile(r"^(\s*)from (\.+)([\w.]*) import", re.MULTILINE)

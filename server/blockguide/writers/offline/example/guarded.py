"""Examples of code that runs only when its file is run as a script."""

import ast
from collections.abc import Iterable
from typing import Final

from blockguide.code.context.values import ReachKind
from blockguide.writers.offline.example.functions import ask_for_help
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Import, quoted

_PARSERS: Final = frozenset({"argparse", "optparse", "getopt", "unittest", "click"})


def guarded_example(nodes: Iterable[ast.stmt], maker: Maker) -> Sheet | None:
    """Runs the file where the statements are a main guard, or the calls in one; None for any others."""
    for node in nodes:
        if is_main_guard(node) or _is_call(node):
            return main_run(maker)
    return None


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


def listed(maker: Maker) -> Sheet:
    """Loads the module and prints the names that it has."""
    sheet = Sheet()
    module = sheet.use(maker.home.loaded())
    whole = maker.home.reach.kind is ReachKind.SCRIPT
    sheet.line(f"print(sorted({module}))" if whole else f"print(dir({module}))")
    return sheet


def is_main_guard(node: ast.AST) -> bool:
    """Whether a statement is `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def in_main_guard(nodes: Iterable[ast.stmt], module: ast.Module) -> bool:
    """Whether statements stand inside the module's main guard."""
    wanted = {id(node) for node in nodes}
    return any(
        id(inner) in wanted
        for node in module.body
        if is_main_guard(node)
        for inner in ast.walk(node)
        if inner is not node
    )


def _is_call(node: ast.stmt) -> bool:
    """A call of a plain function, as the last line of a script."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name())):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="exit"))):
            return True
        case _:
            return False

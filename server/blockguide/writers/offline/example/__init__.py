"""The usage example: a program that a person can paste and run."""

import ast
from collections.abc import Callable, Iterator

from blockguide.code.block import Block, BlockKind
from blockguide.code.context.values import ReachKind
from blockguide.code.fitting.misfits import fits, program_of
from blockguide.code.fitting.own import names_at_hand, own_paths
from blockguide.code.subject import Subject
from blockguide.writers.offline.example.bound import bound_example, bound_names, imported_example
from blockguide.writers.offline.example.class_examples import class_example
from blockguide.writers.offline.example.doctests import docstring_example
from blockguide.writers.offline.example.effects import warning_of
from blockguide.writers.offline.example.fallback import last_resort
from blockguide.writers.offline.example.frameworks import needs_loop, surrounding
from blockguide.writers.offline.example.functions import function_example
from blockguide.writers.offline.example.guarded import guarded_example, in_main_guard, listed
from blockguide.writers.offline.example.home import Home, read_home
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.methods import method_example
from blockguide.writers.offline.example.modules import (
    aliased_example,
    best_definition,
    module_example,
    nearest_example,
    passed_on,
)
from blockguide.writers.offline.example.names import undefined_names
from blockguide.writers.offline.example.pasted import pasted_example
from blockguide.writers.offline.example.scopes import unbound_names
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.target import Target, target_of
from blockguide.writers.offline.example.unbound import unbound_example
from blockguide.writers.offline.example.value import Certainty
from blockguide.writers.offline.phrases.frames import say

__all__ = ["write_example"]


def write_example(subject: Subject) -> str:
    """Python source, ending in one line end, that imports the block by its real path and uses it.

    It parses and reads no undefined name, whatever the block, and nothing of the person's code is run;
    of several ways the first is taken whose imports, calls and attributes do not certainly fail.
    It raises nothing: where all ways fail, the block's text is shown parsed.
    """
    try:
        return _best_example(subject)
    except Exception:  # noqa: BLE001 - a guide without this section would be worth less than a plain one
        return last_resort(subject.block)


def _best_example(subject: Subject) -> str:
    home, ways = ways_to_example(subject)
    for write in ways:
        try:
            sheet = write()
            text = _text(sheet, subject, home) if sheet is not None else ""
        except Exception:  # noqa: BLE001 - the next way may lead there
            text = ""
        if text and _stands(text, subject):
            return text
    return last_resort(subject.block)


def ways_to_example(subject: Subject) -> tuple[Home, Iterator[Callable[[], Sheet | None]]]:
    """The file of a block, and the ways to its example, the best first; a way may raise or find nothing."""
    home = read_home(subject)
    return home, _ways(subject.block, home, Maker(home, subject.context.call_sites))


def _text(sheet: Sheet, subject: Subject, home: Home) -> str:
    _surround(sheet, subject.block, home)
    sheet.warn(warning_of(subject))
    text = sheet.text(home.package)
    if home.reach.kind is not ReachKind.HERE:
        return text
    return f"# {say('Below this code, where its names are bound:')}\n{text}"


def _surround(sheet: Sheet, block: Block, home: Home) -> None:
    """Puts the example under the context that its framework asks for, where the definition reads it."""
    target = target_of(home, home.reach.names)
    nodes: tuple[ast.AST, ...] = block.nodes
    if target is not None:
        nodes = (target.function or target.owners[-1],)
    names = {node.id for top in nodes for node in ast.walk(top) if isinstance(node, ast.Name)}
    names |= {
        node.attr for top in nodes for node in ast.walk(top) if isinstance(node, ast.Attribute)
    }
    packages = {item.module.partition(".")[0] for item in home.imports.values()} | {home.package}
    for package in sorted(packages):
        header = surrounding(package, names)
        if header is not None:
            sheet.wrap(header)
    loops = ("asyncio", home.package)
    if not sheet.runs_loop and any(needs_loop(package, names) for package in loops):
        sheet.run_in_loop()


def _ways(block: Block, home: Home, maker: Maker) -> Iterator[Callable[[], Sheet | None]]:
    """The ways to an example, the best first."""
    if block.tree.holes or block.kind is BlockKind.FRAGMENT:
        if block.kind is not BlockKind.FRAGMENT:
            yield lambda: pasted_example(block, maker)
        return
    if block.kind is BlockKind.MODULE:
        yield lambda: _module_documented(block.tree.module, home)
        yield lambda: module_example(block, maker)
        return
    target = _own_target(block, home)
    if block.kind is BlockKind.EXPRESSION and _stands_alone(block):
        yield lambda: _sure(pasted_example(block, maker), target)
    if target is not None:
        yield lambda: _target_documented(target, home)
        yield lambda: _target_example(target, maker)
        yield lambda: unbound_example(target, maker)
    if not block.scopes:
        if in_main_guard(block.nodes, block.tree.module):
            yield lambda: guarded_example(block.nodes, maker)
            yield lambda: pasted_example(block, maker)
        names = frozenset(name for node in block.nodes for name in bound_names(node))
        yield lambda: best_definition(block.nodes, maker)
        yield lambda: aliased_example(block.nodes, maker)
        yield lambda: bound_example(block.nodes, maker)
        yield lambda: passed_on(maker, names)
        yield lambda: imported_example(names, block.tree.module, maker)
    yield lambda: pasted_example(block, maker)
    yield lambda: nearest_example(block.tree.module.body, maker)
    yield lambda: listed(maker)


def _own_target(block: Block, home: Home) -> Target | None:
    """What the way into the file ends at; a method that only type checkers see is a method all the same."""
    line = block.nodes[0].lineno if block.nodes else 0
    target = target_of(home, home.reach.names, line)
    within = block.kind is BlockKind.FUNCTION and block.scopes
    if target is None or target.function is not None or not within or not block.name:
        return target
    if any(not isinstance(scope.node, ast.ClassDef) for scope in block.scopes):
        return target
    return target_of(home, (*home.reach.names, block.name), line)


def _target_example(target: Target, maker: Maker) -> Sheet:
    if target.function is None:
        return class_example(target.owners[-1], maker)
    if target.owners:
        return method_example(target.owners[-1], target.function, maker)
    return function_example(target.function, maker)


def _target_documented(target: Target, home: Home) -> Sheet | None:
    node = target.function or target.owners[-1]
    docstring = ast.get_docstring(node) or ""
    name = node.name
    if name.startswith("__") and target.owners:
        name = target.owners[-1].name
    found = docstring_example(docstring, name, home)
    if (
        found is None
        and target.function is not None
        and target.owners
        and target.function.name == "__init__"
    ):
        found = docstring_example(ast.get_docstring(target.owners[-1]) or "", name, home)
    return found


def _module_documented(module: ast.Module, home: Home) -> Sheet | None:
    docstring = ast.get_docstring(module) or ""
    for name in (*home.functions, *home.classes):
        if name in docstring:
            found = docstring_example(docstring, name, home)
            if found is not None:
                return found
    return None


def _stands_alone(block: Block) -> bool:
    """Whether an expression reads nothing of an object, so that its names can simply be set."""
    tree = ast.Module(list(block.nodes), [])
    names = undefined_names(tree)
    return not {"self", "cls"} & set(names) and len(names) <= 5


def _sure(sheet: Sheet | None, target: Target | None) -> Sheet | None:
    """The sheet, unless its values are guesses and a definition can be called instead."""
    if (
        sheet is None
        or target is None
        or min(sheet.certainties, default=Certainty.GIVEN) >= Certainty.USE
    ):
        return sheet
    return None


def _stands(text: str, subject: Subject) -> bool:
    """Whether an example parses, binds all that it reads, and has no import, call or attribute that fails."""
    try:
        tree = ast.parse(text)
        if not names_at_hand(subject).issuperset(unbound_names(tree)):
            return False
        return fits(program_of(tuple(ast.walk(tree)), subject, own_paths(subject)))
    except (SyntaxError, ValueError, RecursionError):
        return False

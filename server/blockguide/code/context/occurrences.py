"""Where a name stands in a file as an expression, and what it stands for there."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from blockguide.code.context.meanings import (
    Meaning,
    Meanings,
    ModuleMeant,
    Thing,
    dotted_name,
    package_of,
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name, or an attribute, with the nodes around it, outermost first."""

    node: ast.Name | ast.Attribute
    around: tuple[ast.AST, ...]


class Verdict(Enum):
    """Whether an occurrence is one of the wanted definition; UNCLEAR where it takes inference to tell."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


def occurrences(module: ast.Module, name: str, text: str) -> Iterator[Occurrence]:
    """The expressions in a file that a name, or an alias that an import gives it, stands in."""
    names = {name, *_aliases(module, name, text)}
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if word.search(line)]
    yield from _descend(module, (), names, name, lines)


def _aliases(module: ast.Module, name: str, text: str) -> Iterator[str]:
    if not re.search(rf"\b{re.escape(name)}\s+as\b", text):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.asname for alias in node.names if alias.name == name and alias.asname)


def _descend(
    node: ast.AST,
    around: tuple[ast.AST, ...],
    names: set[str],
    name: str,
    lines: Sequence[int],
) -> Iterator[Occurrence]:
    inner = (*around, node)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and not _spans_any(child, lines):
            continue
        match child:
            case ast.Name(id=found) if found in names:
                yield Occurrence(child, inner)
            case ast.Attribute(attr=found) if found == name:
                yield Occurrence(child, inner)
            case _:
                pass
        yield from _descend(child, inner, names, name, lines)


def _spans_any(statement: ast.stmt, lines: Sequence[int]) -> bool:
    first = min(
        [statement.lineno, *(node.lineno for node in getattr(statement, "decorator_list", ()))]
    )
    last = statement.end_lineno or statement.lineno
    return any(first <= line <= last for line in lines)


def verdict_on(occurrence: Occurrence, wanted: Thing, meanings: Meanings, path: str) -> Verdict:
    """Whether an occurrence in the file at `path` stands for the wanted definition."""
    node = occurrence.node
    dotted = dotted_name(node)
    if not dotted:
        assert isinstance(node, ast.Attribute)
        return _of_member(occurrence, node, wanted, meanings, path)
    first, _, rest = dotted.partition(".")
    holder = _holding_scope(first, occurrence)
    if isinstance(holder, (ast.Import, ast.ImportFrom)):
        module = meanings.module_of(path)
        meaning = meanings.imported(holder, first, package_of(path, module))
        return _compared(meanings.attribute_path(meaning, rest), wanted, known=not rest)
    if holder is not None:
        return _of_local(occurrence, holder, rest, wanted, meanings, path)
    if (owner := _class_body_around(occurrence)) and (
        own := meanings.own_member(Thing(path, owner), first)
    ):
        return _compared(meanings.attribute_path(own, rest), wanted, known=not rest)
    meaning = meanings.at_top_level(path, first)
    if isinstance(node, ast.Name):
        return _compared(meaning, wanted, known=True)
    return _compared(
        meanings.attribute_path(meaning, rest), wanted, known=isinstance(meaning, ModuleMeant)
    )


def _compared(meaning: Meaning, wanted: Thing, *, known: bool) -> Verdict:
    if meaning == wanted:
        return Verdict.YES
    if meaning is not None or known or "." not in wanted.qualname:
        return Verdict.NO
    return Verdict.UNCLEAR


def _of_local(  # noqa: PLR0913, PLR0917 (each is a different thing, and it has one caller)
    occurrence: Occurrence,
    holder: Function | ast.Lambda | ast.AST,
    rest: str,
    wanted: Thing,
    meanings: Meanings,
    path: str,
) -> Verdict:
    """An occurrence whose first name a function around it binds."""
    if "." not in wanted.qualname or not rest or "." in rest:
        return Verdict.UNCLEAR if rest and "." in wanted.qualname else Verdict.NO
    owner = _class_of_first_parameter(occurrence, holder)
    assert isinstance(occurrence.node, ast.Attribute)
    first = dotted_name(occurrence.node).partition(".")[0]
    if owner and isinstance(holder, Functions) and _first_parameter(holder) == first:
        found = meanings.member(Thing(path, owner), rest)
        return _compared(found, wanted, known=False) if found else Verdict.UNCLEAR
    if isinstance(holder, (*Functions, ast.Lambda)) and _is_untyped_parameter(holder, first):
        return Verdict.NO
    return Verdict.UNCLEAR


def _of_member(
    occurrence: Occurrence, node: ast.Attribute, wanted: Thing, meanings: Meanings, path: str
) -> Verdict:
    """An attribute of what is no dotted name: `super().save`, `Report(rows).render`."""
    if "." not in wanted.qualname:
        return Verdict.NO
    match node.value:
        case ast.Call(func=ast.Name(id="super"), args=[]):
            owner = _innermost_class(occurrence)
            if owner:
                return _compared(
                    meanings.inherited(Thing(path, owner), node.attr), wanted, known=False
                )
        case ast.Constant() | ast.JoinedStr() | ast.List() | ast.Dict() | ast.Set() | ast.Tuple():
            return Verdict.NO
        case _:
            pass
    return Verdict.UNCLEAR


def _holding_scope(name: str, occurrence: Occurrence) -> ast.AST | None:
    """The import statement, function, lambda or comprehension around an occurrence that binds a name."""
    around = occurrence.around
    for depth in range(len(around) - 1, -1, -1):
        node = around[depth]
        nearest = around[depth + 1] if depth + 1 < len(around) else occurrence.node
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if not _is_in_body(node, nearest):
                    continue
                bound = _bound_in(node).get(name)
                if bound is not None:
                    return bound
            case ast.Lambda(args=arguments) if name in _parameters(arguments):
                return node
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                if any(
                    isinstance(target, ast.Name) and target.id == name
                    for generator in node.generators
                    for target in ast.walk(generator.target)
                ):
                    return node
            case _:
                pass
    return None


def _is_in_body(function: Function, node: ast.AST) -> bool:
    return node in function.body


def _bound_in(function: Function) -> dict[str, ast.AST]:
    """What a function's own scope binds: the import statement that does, else the function."""
    bound: dict[str, ast.AST] = dict.fromkeys(_parameters(function.args), function)
    declared: set[str] = set()
    pending: list[ast.AST] = list(reversed(function.body))
    while pending:
        node = pending.pop()
        match node:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                for alias in aliases:
                    bound[alias.asname or alias.name.partition(".")[0]] = node
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                bound.setdefault(name, function)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.setdefault(name, function)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                declared.update(names)
            case (
                ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp()
            ):
                pass
            case ast.ExceptHandler(name=str(name)):
                bound.setdefault(name, function)
                pending.extend(ast.iter_child_nodes(node))
            case _:
                pending.extend(ast.iter_child_nodes(node))
    return {name: node for name, node in bound.items() if name not in declared}


def _parameters(arguments: ast.arguments) -> list[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every.extend(one for one in (arguments.vararg, arguments.kwarg) if one)
    return [argument.arg for argument in every]


def _is_untyped_parameter(holder: Function | ast.Lambda, name: str) -> bool:
    """Whether nothing but a caller says what a parameter is; a default says it too."""
    plain = [*holder.args.posonlyargs, *holder.args.args]
    defaulted = {argument.arg for argument in plain[len(plain) - len(holder.args.defaults) :]}
    every = [*plain, *holder.args.kwonlyargs]
    untyped = {one.arg for one in every if one.annotation is None} - defaulted
    if name not in untyped:
        return False
    body = holder.body if isinstance(holder, Functions) else [holder.body]
    return not any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for part in body
        for node in ast.walk(part)
    )


def _first_parameter(function: Function) -> str:
    plain = [*function.args.posonlyargs, *function.args.args]
    return plain[0].arg if plain else ""


def _class_of_first_parameter(occurrence: Occurrence, holder: ast.AST) -> str:
    """The dotted name of the class whose method `holder` is; empty where it is none."""
    around = occurrence.around
    if not isinstance(holder, Functions) or holder not in around:
        return ""
    depth = around.index(holder)
    static = any(dotted_name(node) == "staticmethod" for node in holder.decorator_list)
    if depth == 0 or static or not isinstance(around[depth - 1], ast.ClassDef):
        return ""
    return qualname_of(around[:depth])


def _class_body_around(occurrence: Occurrence) -> str:
    """The class in whose own scope an occurrence is evaluated; empty where it is another scope."""
    around = (*occurrence.around, occurrence.node)
    for depth in range(len(around) - 2, -1, -1):
        scope, nearest = around[depth], around[depth + 1]
        if isinstance(scope, ast.ClassDef) and nearest in scope.body:
            return qualname_of(around[: depth + 1])
        if isinstance(scope, ast.Lambda) or (
            isinstance(scope, Functions) and _is_in_body(scope, nearest)
        ):
            return ""
    return ""


def _innermost_class(occurrence: Occurrence) -> str:
    for depth in range(len(occurrence.around), 0, -1):
        if isinstance(occurrence.around[depth - 1], ast.ClassDef):
            return qualname_of(occurrence.around[:depth])
    return ""


def qualname_of(around: Sequence[ast.AST]) -> str:
    """The dotted name of the definitions among some nodes, outermost first."""
    return ".".join(node.name for node in around if isinstance(node, (*Functions, ast.ClassDef)))

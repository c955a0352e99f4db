"""What a module's top level binds and passes on, by its syntax alone."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide.code.project.dunder_all import AllPart, Operation, change_of
from blockguide.code.project.platforms import of_another_platform
from blockguide.code.project.stamps import KeptByPath


@dataclass(frozen=True, slots=True)
class Passed:
    """A name that a module takes over from another one.

    Attributes:
        level: the dots before the module's name.
        module: the dotted module after the dots; may be empty.
        name: the name in that module; empty where the module itself is bound.
        explicit: whether it is written `import name as name`, which marks a re-export.
    """

    level: int
    module: str
    name: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class Star:
    """A `from module import *`: its place among the statements, and whether it surely runs."""

    level: int
    module: str
    order: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Interface:
    """A module's top level.

    Attributes:
        bindings: how each name is bound last, and its order among the bindings; None for what the
            module defines itself.
        stars: its star imports, in order.
        listed: the parts of `__all__` in order; None where there is no `__all__`.
        removed: names taken out of `__all__`.
        dynamic: whether there can be names that the syntax does not show (`__getattr__`).
        guessed: whether `__all__` is computed in a way the syntax does not show.
        elsewhere: names that only another platform takes over from another module.
    """

    bindings: dict[str, tuple[int, Passed | None]]
    stars: tuple[Star, ...]
    listed: tuple[AllPart, ...] | None
    removed: frozenset[str]
    dynamic: bool
    guessed: bool
    elsewhere: frozenset[str] = frozenset()

    @property
    def marks_exports(self) -> bool:
        """Whether it tells by `import name as name`, not by `__all__`, what is meant for others."""
        taken = [passed for _, passed in self.bindings.values() if passed and passed.level]
        explicit = sum(passed.explicit for passed in taken)
        return self.listed is None and bool(explicit) and 2 * explicit >= len(taken)


def interface_at(path: str) -> Interface | None:
    """Return the interface of a file, kept until it changes; None for what is broken."""
    return _kept(path)


def parsed(text: bytes | str) -> ast.Module | None:
    """Parse a file's bytes or text; None where it is broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def interface_of(module: ast.Module) -> Interface:
    """Return the interface of a module's syntax tree."""
    bindings: dict[str, tuple[int, Passed | None]] = {}
    stars: list[Star] = []
    listed: list[AllPart] | None = None
    removed: set[str] = set()
    dynamic = guessed = False
    order = 0
    foreign = set(map(id, of_another_platform(module.body)))
    here: set[str] = set()
    elsewhere: set[str] = set()
    for statement, certain in runtime_statements(module.body):
        order += 1
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            if id(statement) in foreign:
                continue
            stars.append(Star(statement.level, statement.module or "", order, certain))
            continue
        for name, passed in _bound(statement):
            bindings.pop(name, None)
            bindings[name] = (order, passed)
            (elsewhere if passed and id(statement) in foreign else here).add(name)
        if isinstance(statement, ast.Delete) and certain:
            for name in deleted(statement):
                bindings.pop(name, None)
        dynamic = dynamic or _writes_namespace(statement)
        if (change := change_of(statement)) is not None:
            parts = change.parts or ()
            guessed = guessed or change.parts is None
            if change.operation is Operation.REMOVE:
                removed.update(part for part in parts if isinstance(part, str))
            else:
                kept = listed or [] if change.operation is Operation.ADD else []
                listed = [*kept, *parts]
    return Interface(
        bindings=bindings,
        stars=tuple(stars),
        listed=None if listed is None else tuple(listed),
        removed=frozenset(removed),
        dynamic=dynamic or "__getattr__" in bindings,
        guessed=guessed,
        elsewhere=frozenset(elsewhere - here),
    )


def runtime_statements(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield the statements of a suite and its inner suites that can run, and whether they surely do.

    What stands under `if TYPE_CHECKING:` or `if False:` never runs and is left out.
    """
    for statement in body:
        if suites := suites_of(statement):
            yield statement, True
            for suite, certain in suites:
                for inner, inner_certain in runtime_statements(suite):
                    yield inner, certain and inner_certain
        elif not isinstance(statement, ast.If):
            yield statement, True


def suites_of(statement: ast.stmt) -> list[tuple[list[ast.stmt], bool]]:
    """Return the suites of a compound statement that can run, and whether they surely do."""
    match statement:
        case ast.If(test=test, body=body, orelse=orelse):
            condition = _constant(test)
            branches = [(True, body), (False, orelse)]
            return [
                (suite, condition is not None)
                for when, suite in branches
                if suite and condition in {when, None}
            ]
        case ast.Try() | ast.TryStar():
            sure = not statement.handlers
            return [
                (statement.body, sure),
                *((handler.body, False) for handler in statement.handlers),
                (statement.orelse, sure),
                (statement.finalbody, True),
            ]
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return [(body, True)]
        case ast.For() | ast.AsyncFor() | ast.While():
            return [(statement.body, False), (statement.orelse, False)]
        case ast.Match(cases=cases):
            return [(case.body, False) for case in cases]
    return []


def binds(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement itself binds in its scope; not those of its suites."""
    for name, _ in _bound(statement):
        yield name


def deleted(statement: ast.Delete) -> Iterator[str]:
    """Yield the plain names that a `del` unbinds."""
    for target in statement.targets:
        yield from (
            node.id
            for node in ast.walk(target)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)
        )


def _read(path: str) -> Interface | None:
    try:
        text = Path(path).read_bytes()
    except (OSError, ValueError):
        return None
    module = parsed(text)
    return None if module is None else interface_of(module)


_kept: Final = KeptByPath(_read, limit=4096)
_OPEN: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
_OWN_SCOPE: Final = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
)


def _constant(test: ast.expr) -> bool | None:
    """Return what a condition is when the program runs, where the syntax alone says so."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _constant(test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        values = [_constant(value) for value in test.values]
        if isinstance(test.op, ast.And):
            return False if False in values else None
        return True if True in values else None
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", None)
    return False if name in {"TYPE_CHECKING", "MYPY"} else None


def _bound(statement: ast.stmt) -> Iterator[tuple[str, Passed | None]]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name, None
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            if alias.name != "*":
                passed = Passed(
                    statement.level, statement.module or "", alias.name, alias.asname == alias.name
                )
                yield alias.asname or alias.name, passed
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            name = alias.asname or alias.name.partition(".")[0]
            module = alias.name if alias.asname else name
            yield name, Passed(0, module, "", alias.asname == alias.name)
    elif not (isinstance(statement, ast.AnnAssign) and statement.value is None):
        for node in _own_expressions(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id, None
            elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
                yield node.name, None
            elif isinstance(node, ast.MatchMapping) and node.rest:
                yield node.rest, None


def _own_expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield the nodes of a statement outside its suites and outside scopes within it."""
    waiting: list[ast.AST] = [
        child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)
    ]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.excepthandler):
            continue
        if isinstance(node, ast.match_case):
            waiting.append(node.pattern)
            continue
        if isinstance(node, ast.comprehension):
            waiting.append(node.iter)
            continue
        yield node
        if not isinstance(node, _OWN_SCOPE):
            waiting.extend(ast.iter_child_nodes(node))


def _writes_namespace(statement: ast.stmt) -> bool:
    """Tell whether a statement may bind names that it does not show."""
    if isinstance(statement, ast.ClassDef):
        return any(_spreads_members(decorator) for decorator in statement.decorator_list)
    if isinstance(statement, _OPEN):
        return False
    whole = isinstance(statement, ast.Expr)
    for node in _own_expressions(statement):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in {"globals", "vars", "locals", "exec", "setattr"}:
                return True
            if whole and any(
                isinstance(argument, ast.Name) and argument.id == "__name__"
                for argument in node.args
            ):
                return True
        elif _replaces_module(node):
            return True
    return False


def _spreads_members(decorator: ast.expr) -> bool:
    """Tell whether a decorator binds an enumeration's members in its module, too."""
    name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
    return name == "global_enum"


def _replaces_module(node: ast.AST) -> bool:
    """Tell whether a node is the target `sys.modules[__name__]`."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Name(id="__name__")):
            return isinstance(node.ctx, ast.Store)
    return False

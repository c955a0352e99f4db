"""Which of a module's top-level statements bind which names, and which names a statement reads."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

Definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Binding:
    """One way in which a name is bound.

    Attributes:
        index: the index of the top-level statement that binds it, or that holds what does.
        imported: the import statement of its own that names this name alone, where an import binds it.
        lines: the 1-based line of the name in that import.
    """

    index: int
    imported: str
    line: int


@dataclass(frozen=True, slots=True)
class Bindings:
    """The names bound at a module's top level.

    Attributes:
        statements: the module's statements.
        by_name: for each name its bindings, in order.
        stars: the star imports.
    """

    statements: tuple[ast.stmt, ...]
    by_name: dict[str, list[Binding]]
    stars: tuple[Binding, ...]

    def sole_definition(
        self, name: str
    ) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None:
        """The `def` or `class` that alone binds a name; None where it is bound otherwise or twice."""
        found = self.by_name.get(name, [])
        if len(found) != 1:
            return None
        statement = self.statements[found[0].index]
        return statement if isinstance(statement, Definitions) else None


def bindings_of(module: ast.Module) -> Bindings:
    """The bindings at a module's top level, those inside `if`, `try` and other compound statements included."""
    by_name: dict[str, list[Binding]] = defaultdict(list)
    for index, statement in enumerate(module.body):
        for name, imported, line in _bound(statement):
            by_name[name].append(Binding(index, imported, line))
    stars = tuple(by_name.pop("*", ()))
    return Bindings(tuple(module.body), dict(by_name), stars)


def names_read(node: ast.AST) -> list[str]:
    """The names that a piece of code reads, nested scopes included, each once, in no order to rely on."""
    return list(
        dict.fromkeys(
            found.id
            for found in ast.walk(node)
            if isinstance(found, ast.Name) and isinstance(found.ctx, ast.Load)
        )
    )


def _bound(statement: ast.stmt) -> Iterator[tuple[str, str, int]]:
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop()
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name, "", node.lineno
            case ast.Import(names=aliases):
                for alias in aliases:
                    name = alias.asname or alias.name.partition(".")[0]
                    yield name, f"import {_spelled(alias)}", alias.lineno
            case ast.ImportFrom(names=aliases, module=module, level=level):
                for alias in aliases:
                    text = f"from {'.' * level}{module or ''} import {_spelled(alias)}"
                    yield alias.asname or alias.name, text, alias.lineno
            case ast.Name(id=name, ctx=ast.Store()):
                yield name, "", node.lineno
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                yield name, "", 0
                pending.extend(reversed([*ast.iter_child_nodes(node)]))
            case ast.expr() if not isinstance(
                node, (ast.Tuple, ast.List, ast.Starred, ast.NamedExpr)
            ):
                pass
            case _:
                pending.extend(reversed([*ast.iter_child_nodes(node)]))


def _spelled(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name

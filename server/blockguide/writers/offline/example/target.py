"""What an example calls: the definition that the way into the file ends at."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blockguide.writers.offline.example.home import Function, Home


@dataclass(frozen=True, slots=True)
class Target:
    """An importable definition.

    Attributes:
        owners: the classes around it, outermost first; for a class, the class itself comes last.
        function: the function or method; None for a class.
    """

    owners: tuple[ast.ClassDef, ...]
    function: Function | None


def target_of(home: Home, names: tuple[str, ...], line: int = 0) -> Target | None:
    """The definition that a dotted path leads to, as far as the file's tree has it.

    Args:
        home: the file.
        names: the path.
        line: a 1-based line of what is meant: of several members with one name, as a property and its
            setter are, the one around it is taken.
    """
    owners: list[ast.ClassDef] = []
    if names and names[0] in home.deleted:
        return None
    for place, name in enumerate(names):
        top = home.classes.get(name) or home.functions.get(name)
        found = _member(owners[-1], name, line) if place else top
        match found:
            case ast.ClassDef():
                owners.append(found)
                home.memory["qualname", found] = ".".join(names[: place + 1])
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return Target(tuple(owners), found)
            case _:
                break
    return Target(tuple(owners), None) if owners else None


def _member(owner: ast.ClassDef, name: str, line: int) -> ast.ClassDef | Function | None:
    found = None
    for node in _statements(owner.body):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and node.name == name
        ):
            if node.lineno <= line <= (node.end_lineno or 0):
                return node
            found = node if found is None or _is_overload(found) else found
    return found


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a class body, those in its `if` and `try` included."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _statements([*node.body, *getattr(node, "orelse", ())])


def _is_overload(node: ast.ClassDef | Function) -> bool:
    return any("overload" in ast.unparse(item) for item in node.decorator_list)

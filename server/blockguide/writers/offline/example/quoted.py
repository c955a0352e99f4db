"""Types that code writes as strings: in annotations, in types built of others, in calls of `typing`."""

import ast
import typing
from collections.abc import Callable, Iterator
from typing import Final


def generics_of(tree: ast.AST) -> frozenset[str]:
    """The names of `typing` that build types of others, with those that the code's own imports give them."""
    own = (
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in _MODULES
        for alias in node.names
        if alias.name != "Literal"
    )
    return _GENERIC.union(own)


def type_parts(node: ast.AST, generics: frozenset[str]) -> Iterator[ast.expr]:
    """The parts of a node that stand for types, so that a string in them is one."""
    match node:
        case ast.arg(annotation=found) if found is not None:
            yield found
        case ast.FunctionDef(returns=found) | ast.AsyncFunctionDef(returns=found) if found:
            yield found
        case ast.AnnAssign(annotation=found, value=value):
            yield found
            if value is not None and _last_name(found) == "TypeAlias":
                yield value
        case ast.Subscript(value=base):
            if _last_name(base) in generics:
                yield node
        case ast.Call(func=function):
            takes = _CALLS.get(_last_name(function))
            yield from takes(node) if takes else ()
        case _:
            pass


def quoted_types(part: ast.AST) -> Iterator[str]:
    """The strings in a type that are types themselves; a literal's values and annotations of it are none."""
    match part:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Subscript(value=base) if _last_name(base) == "Literal":
            pass
        case ast.Subscript(value=base, slice=ast.Tuple(elts=[first, *_])) if (
            _last_name(base) == "Annotated"
        ):
            yield from quoted_types(first)
        case _:
            for inner in ast.iter_child_nodes(part):
                yield from quoted_types(inner)


def parsed_type(text: str) -> ast.expr | None:
    """The type that a string stands for, or None where it is none."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(), attr=name):
            return name
        case _:
            return ""


def _named(call: ast.Call, *names: str) -> list[ast.expr]:
    return [item.value for item in call.keywords if item.arg in names]


def _of_dict(call: ast.Call) -> list[ast.expr]:
    shown = [item for given in call.args[1:2] for item in getattr(given, "values", ())]
    return [*shown, *(item.value for item in call.keywords if item.arg != "total")]


def _of_tuple(call: ast.Call) -> list[ast.expr]:
    pairs = [item for given in call.args[1:2] for item in getattr(given, "elts", ())]
    types = [part for pair in pairs for part in getattr(pair, "elts", ())[1:]]
    return [*types, *(item.value for item in call.keywords)]


_CALLS: Final[dict[str, Callable[[ast.Call], list[ast.expr]]]] = {
    "cast": lambda call: [*call.args[:1], *_named(call, "typ")],
    "assert_type": lambda call: [*call.args[1:], *_named(call, "typ")],
    "NewType": lambda call: [*call.args[1:], *_named(call, "tp")],
    "TypeVar": lambda call: [*call.args[1:], *_named(call, "bound", "default")],
    "ParamSpec": lambda call: _named(call, "bound", "default"),
    "TypeVarTuple": lambda call: _named(call, "bound", "default"),
    "TypedDict": _of_dict,
    "NamedTuple": _of_tuple,
}
"""What calls take types, by the last name of what is called, and which of their arguments these are."""
_MODULES: Final = frozenset({"typing", "typing_extensions"})
_GENERIC: Final = frozenset(typing.__all__) - {"Literal"}

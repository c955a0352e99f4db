"""What a call of a function, method or class of the project may pass, where it is certain."""

import ast
from collections.abc import Iterator
from typing import Final

from blockguide.code.fitting.constructors import constructor_signature, is_made_plainly
from blockguide.code.fitting.definitions import Definition, last_names, only
from blockguide.code.fitting.signatures import Signature, bound, signature_of
from blockguide.code.fitting.world import Found, World

_TRANSPARENT: Final = frozenset(
    {"staticmethod", "classmethod", "abstractmethod", "override", "final", "cache", "lru_cache"}
    | {"contextmanager", "asynccontextmanager", "deprecated", "no_type_check"}
)
"""Decorators that leave a function's parameters as they are."""

_KEEPING: Final = frozenset({"wraps", "update_wrapper", "functools"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def call_signature(world: World, found: Found) -> Signature | None:
    """What a call of a function or class, or of a class's attribute, may pass, if certain."""
    if isinstance(found.node, ast.ClassDef):
        return constructor_signature(world, found)
    signature = _declared(world, found)
    is_bound = len(found.names) > 1 and _decorated(found.node, "classmethod")
    return bound(signature) if signature and is_bound else signature


def method_signature(world: World, owner: Found, name: str) -> Signature | None:
    """What a call of the method `name` on an object that a call of a class made may pass, if certain."""
    if not is_made_plainly(world, owner):
        return None
    found = world.member(owner, name)
    signature = _declared(world, found) if found else None
    if signature is None or found is None or _decorated(found.node, "staticmethod"):
        return signature
    return bound(signature)


def _declared(world: World, found: Found) -> Signature | None:
    """The parameters that a function takes, after all that its decorators do to it."""
    if isinstance(found.node, ast.ClassDef):
        return None
    signature = signature_of(found.node.args)
    for decorator in reversed(found.node.decorator_list):
        names = last_names([decorator])
        if names is None:
            return None
        if names <= _TRANSPARENT:
            continue
        made = _decorated_by(world, found, decorator)
        if made is None:
            return None
        if made is not found.node:
            signature = signature_of(made.args)
    return signature


def _decorated_by(world: World, found: Found, decorator: ast.expr) -> _Function | None:
    """What a decorator of the project puts into a function's place: an inner one, or the function itself."""
    plain = decorator.func if isinstance(decorator, ast.Call) else decorator
    maker = world.base(found.file, plain)
    made = maker.node if maker is not None else None
    if not isinstance(made, _Function) or not isinstance(found.node, _Function):
        return None
    calls = 2 if isinstance(decorator, ast.Call) else 1
    for left in reversed(range(calls)):
        if made.decorator_list or isinstance(made, ast.AsyncFunctionDef):
            return None
        name = _returned(made)
        if not left and name in _first_parameter(made):
            return found.node
        inner = only(made.body, name) if name else None
        if not isinstance(inner, _Function):
            return None
        made = inner
    return None if made.decorator_list else made


def _returned(function: _Function) -> str:
    """The one name that all `return` statements of a function give; empty if it may tell another signature."""
    if any(_is_keeping(node) for node in ast.walk(function)):
        return ""
    names = {
        node.value.id if isinstance(node.value, ast.Name) else ""
        for node in _own_nodes(function)
        if isinstance(node, ast.Return)
    }
    return names.pop() if len(names) == 1 else ""


def _first_parameter(function: _Function) -> tuple[str, ...]:
    """The name that a function surely returns as it got it, if any: its first parameter, never bound again."""
    first = [one.arg for one in (*function.args.posonlyargs, *function.args.args)][:1]
    bound_again = {
        node.id
        for node in _own_nodes(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return tuple(name for name in first if name not in bound_again)


def _is_keeping(node: ast.AST) -> bool:
    """Whether code makes a wrapper tell the signature of what it wraps."""
    return (isinstance(node, ast.Name) and node.id in _KEEPING) or (
        isinstance(node, ast.Attribute)
        and node.attr in {*_KEEPING, "__signature__", "__wrapped__", "__dict__"}
    )


def _own_nodes(function: _Function) -> Iterator[ast.AST]:
    """The nodes of a function's own scope."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.ClassDef | ast.Lambda | _Function):
            waiting.extend(ast.iter_child_nodes(node))


def _decorated(found: Definition, name: str) -> bool:
    return name in (last_names(found.decorator_list) or ())

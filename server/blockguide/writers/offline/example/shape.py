"""What calling a function gives, and what its decorators make of it."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import last_name


class Shape(StrEnum):
    """How the result of a call is used."""

    VALUE = "value"
    NOTHING = "nothing"
    GENERATOR = "generator"
    ENDLESS = "endless"
    MANAGER = "manager"
    DECORATOR = "decorator"
    DECORATOR_FACTORY = "decorator-factory"
    COROUTINE = "coroutine"
    ASYNC_GENERATOR = "async-generator"
    ASYNC_MANAGER = "async-manager"
    BARE_MANAGER = "bare-manager"
    FAILURE = "failure"


def shape_of(  # noqa: PLR0911 - one return for each kind
    function: Function, leading: int = 0
) -> Shape:
    """The shape of a call of this function; `leading` parameters (`self`, `cls`) are already given."""
    decorators = {last_name(item) for item in function.decorator_list}
    if "contextmanager" in decorators:
        gives = any(isinstance(node, ast.Yield) and node.value for node in _own(function.body))
        return Shape.MANAGER if gives else Shape.BARE_MANAGER
    if "asynccontextmanager" in decorators:
        return Shape.ASYNC_MANAGER
    own = tuple(_own(function.body))
    yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own)
    if isinstance(function, ast.AsyncFunctionDef):
        return Shape.ASYNC_GENERATOR if yields else Shape.COROUTINE
    if "coroutine" in decorators:
        return Shape.VALUE
    if yields:
        return Shape.ENDLESS if _endless(own) else Shape.GENERATOR
    if failure_of(function):
        return Shape.FAILURE
    returned = [
        node.value for node in own if isinstance(node, ast.Return) and node.value is not None
    ]
    decorating = _decorating(function, returned, leading)
    if decorating is not None:
        return decorating
    if (
        not returned
        and function.returns is not None
        and ast.unparse(function.returns) not in ("None", "NoReturn")
    ):
        return Shape.VALUE
    if all(isinstance(value, ast.Constant) and value.value is None for value in returned):
        return Shape.NOTHING
    return Shape.VALUE


def failure_of(function: Function) -> str:
    """The exception that every call raises; empty where a call can succeed."""
    last = function.body[-1]
    if not isinstance(last, ast.Raise) or last.exc is None or len(function.body) > _SHORT:
        return ""
    if any(
        isinstance(node, ast.Return | ast.Yield | ast.YieldFrom | ast.Raise) and node is not last
        for node in _own(function.body)
    ):
        return ""
    name = last_name(last.exc)
    return name if name[:1].isupper() else ""


def takes_nothing(function: Function) -> bool:
    """Whether the innermost function that a decorator puts in place can be called without arguments."""
    inner: Function = function
    while True:
        returned = {
            node.value.id
            for node in _own(inner.body)
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
        }
        deeper = [
            node
            for node in inner.body
            if isinstance(node, ast.FunctionDef) and node.name in returned
        ]
        if not deeper:
            break
        inner = deeper[-1]
    every = inner.args
    required = len(every.posonlyargs) + len(every.args) - len(every.defaults)
    return inner is not function and required == 0 and None not in every.kw_defaults


def _decorating(function: Function, returned: list[ast.expr], leading: int) -> Shape | None:
    inner = {node.name: node for node in function.body if isinstance(node, ast.FunctionDef)}
    names = [value.id for value in returned if isinstance(value, ast.Name)]
    if not names or names[-1] not in inner:
        return None
    result = inner[names[-1]]
    every = [*function.args.posonlyargs, *function.args.args][leading:]
    if every and _calls(result, every[0].arg) and _required(function, leading) <= 1:
        return Shape.DECORATOR
    wrapped = result.args.args[:1]
    returns = {
        node.value.id
        for node in _own(result.body)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
    }
    if len(result.args.args) != 1:
        return None
    wrapper = next(
        (
            node
            for node in result.body
            if isinstance(node, ast.FunctionDef) and node.name in returns
        ),
        None,
    )
    calls = wrapper is not None and _calls(wrapper, wrapped[0].arg)
    if calls or (wrapped[0].arg in returns and wrapped[0].arg in _FUNCTION_NAMES):
        return Shape.DECORATOR_FACTORY
    return None


def _required(function: Function, leading: int) -> int:
    return (
        len(function.args.posonlyargs)
        + len(function.args.args)
        - len(function.args.defaults)
        - leading
    )


def _calls(function: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(function)
    )


def _endless(own: tuple[ast.AST, ...]) -> bool:
    for node in own:
        if isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value:
            return not any(isinstance(inner, ast.Return) for inner in own)
    return any(
        isinstance(node, ast.Call) and last_name(node.func) in ("count", "cycle") for node in own
    )


def _own(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of a body, nested functions and classes left out."""
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


_SHORT: Final = 4
_FUNCTION_NAMES: Final = frozenset(
    {
        "f",
        "fn",
        "func",
        "function",
        "callback",
        "cls",
        "klass",
        "method",
        "handler",
        "view",
        "wrapped",
        "decorated",
    }
)

"""Decorators that change what a definition is."""

import ast

from blockguide.code.facts.nodes import Definition, dotted
from blockguide.code.facts.places import text_of
from blockguide.code.facts.values import Decorator, DecoratorKind
from blockguide.code.source import Source

_KINDS = {
    "dataclass": DecoratorKind.DATACLASS,
    "property": DecoratorKind.PROPERTY,
    "abstractproperty": DecoratorKind.PROPERTY,
    "hybrid_property": DecoratorKind.PROPERTY,
    "classproperty": DecoratorKind.PROPERTY,
    "setter": DecoratorKind.SETTER,
    "deleter": DecoratorKind.DELETER,
    "classmethod": DecoratorKind.CLASSMETHOD,
    "abstractclassmethod": DecoratorKind.CLASSMETHOD,
    "staticmethod": DecoratorKind.STATICMETHOD,
    "abstractstaticmethod": DecoratorKind.STATICMETHOD,
    "cache": DecoratorKind.CACHED,
    "lru_cache": DecoratorKind.CACHED,
    "cached": DecoratorKind.CACHED,
    "memoize": DecoratorKind.CACHED,
    "memoized": DecoratorKind.CACHED,
    "cached_property": DecoratorKind.CACHED_PROPERTY,
    "memoized_property": DecoratorKind.CACHED_PROPERTY,
    "reify": DecoratorKind.CACHED_PROPERTY,
    "contextmanager": DecoratorKind.CONTEXT_MANAGER,
    "asynccontextmanager": DecoratorKind.CONTEXT_MANAGER,
    "abstractmethod": DecoratorKind.ABSTRACT,
    "overload": DecoratorKind.OVERLOAD,
    "override": DecoratorKind.OVERRIDE,
    "wraps": DecoratorKind.WRAPS,
    "fixture": DecoratorKind.FIXTURE,
    "parametrize": DecoratorKind.PARAMETRIZED,
    "parameterized": DecoratorKind.PARAMETRIZED,
    "task": DecoratorKind.TASK,
    "shared_task": DecoratorKind.TASK,
    "total_ordering": DecoratorKind.TOTAL_ORDERING,
    "singledispatch": DecoratorKind.SINGLE_DISPATCH,
    "singledispatchmethod": DecoratorKind.SINGLE_DISPATCH,
    "deprecated": DecoratorKind.DEPRECATED,
    "deprecate": DecoratorKind.DEPRECATED,
    "command": DecoratorKind.COMMAND,
    "group": DecoratorKind.COMMAND,
    "route": DecoratorKind.ROUTE,
    "websocket": DecoratorKind.ROUTE,
    "api_view": DecoratorKind.ROUTE,
}
_VERBS = {"get", "post", "put", "patch", "delete", "head", "options"}


def decorators_of(source: Source, definition: Definition) -> tuple[Decorator, ...]:
    """The decorators of a definition, outermost first."""
    return tuple(
        Decorator(_kind(node), text_of(source, node), node) for node in definition.decorator_list
    )


def _kind(node: ast.expr) -> DecoratorKind:
    function = node.func if isinstance(node, ast.Call) else node
    name = dotted(function)
    if name is None:
        return DecoratorKind.OTHER
    receiver, _, last = name.rpartition(".")
    if last in _VERBS and receiver and _is_path(node):
        return DecoratorKind.ROUTE
    if last in {"setter", "deleter"} and not receiver:
        return DecoratorKind.OTHER
    return _KINDS.get(last, DecoratorKind.OTHER)


def _is_path(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    first = node.args[0]
    return isinstance(first, ast.Constant) and isinstance(first.value, str)

"""The kinds of block, and how a definition's kind is seen in its syntax tree."""

import ast
from collections.abc import Iterator

KINDS = (
    "function", "nested function", "method", "async", "generator", "property", "class", "dataclass", "enum",
    "exception", "abstract", "decorator", "context manager", "test", "fixture", "script", "module",
    "statements in a function", "statements of a module", "expression",
)  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef

_ENUMS = (
    "Enum",
    "IntEnum",
    "StrEnum",
    "Flag",
    "IntFlag",
    "ReprEnum",
    "TextChoices",
    "IntegerChoices",
)
_PROPERTIES = (
    "property",
    "cached_property",
    "setter",
    "getter",
    "deleter",
    "abstractproperty",
    "memoized_property",
)
_DATA = ("dataclass", "define", "frozen", "mutable", "attrs")
_MANAGERS = ("contextmanager", "asynccontextmanager")


def definition_kind(node: Definition, scopes: tuple[ast.AST, ...], *, among_tests: bool) -> str:
    """The kind of a definition inside `scopes`, the outermost first."""
    decorators = {last_name(one) for one in node.decorator_list}
    if isinstance(node, ast.ClassDef):
        return _class_kind(node, decorators, among_tests=among_tests)
    if "fixture" in decorators:
        return "fixture"
    if node.name.startswith("test") and among_tests:
        return "test"
    if decorators & set(_PROPERTIES):
        return "property"
    if decorators & set(_MANAGERS):
        return "context manager"
    if _is_decorator(node):
        return "decorator"
    if isinstance(node, ast.AsyncFunctionDef):
        return "async"
    if any(isinstance(one, ast.Yield | ast.YieldFrom) for one in own_nodes(node)):
        return "generator"
    if scopes and isinstance(scopes[-1], ast.ClassDef):
        return "method"
    return "nested function" if scopes else "function"


def last_name(node: ast.AST) -> str:
    """`c` of `a.b.c`, of `c(…)` and of `c[…]`; empty for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=inner) | ast.Subscript(value=inner):
            return last_name(inner)
    return ""


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a definition's own scope."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, Definition | ast.Lambda):
            yield from own_nodes(child)


def is_main_guard(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.If)
        and "__name__" in ast.dump(node.test)
        and "__main__" in ast.dump(node.test)
    )


def _class_kind(node: ast.ClassDef, decorators: set[str], *, among_tests: bool) -> str:
    bases = {last_name(base) for base in node.bases}
    methods = [one for one in node.body if isinstance(one, Function)]
    if among_tests and any(method.name.startswith("test") for method in methods):
        return "test"
    if bases & set(_ENUMS):
        return "enum"
    if any(base.endswith(("Error", "Exception", "Warning")) for base in bases):
        return "exception"
    if decorators & set(_DATA):
        return "dataclass"
    abstract = any(
        last_name(one) == "abstractmethod" for method in methods for one in method.decorator_list
    )
    metaclass = any(last_name(keyword.value) == "ABCMeta" for keyword in node.keywords)
    if abstract or metaclass or bases & {"Protocol", "ABC"}:
        return "abstract"
    if any(method.name in ("__enter__", "__aenter__") for method in methods):
        return "context manager"
    return "class"


def _is_decorator(node: Function) -> bool:
    inner = [one for one in node.body if isinstance(one, Function)]
    returned = {
        last_name(one.value) for one in own_nodes(node) if isinstance(one, ast.Return) and one.value
    }
    wrapped = any(
        last_name(one) in ("wraps", "update_wrapper")
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
    )
    return wrapped and any(one.name in returned for one in inner)

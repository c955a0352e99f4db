"""What an expression of the example is there for: to do something, or only to be seen."""

import ast

Parents = dict[int, ast.AST]

LOOKING = {"print", "pprint", "repr", "str", "format", "type", "id", "hash", "help", "dir", "callable", "len",
            "hasattr", "getattr", "isinstance", "issubclass", "vars", "bool", "getsource", "signature", "getdoc",
            "getfile", "getmodule", "getmembers", "isclass", "isfunction", "iscoroutinefunction", "isabstract",
            "isgeneratorfunction", "isasyncgenfunction", "get_type_hints", "Mock", "MagicMock", "AsyncMock",
            "create_autospec", "log", "debug", "info", "TypeVar", "cast"}  # fmt: skip
"""What is called with a name in order to see it, or to stand in for it."""


def parents_of(tree: ast.AST) -> Parents:
    """The parent of each node, by the node's `id`."""
    return {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def does_something(node: ast.expr, parents: Parents, definitions: set[str]) -> bool:
    """Whether the node is called, iterated, subclassed, raised, given away; `definitions` are no objects to ask."""
    parent = parents.get(id(node))
    match parent:
        case ast.Call(func=function):
            return function is node or last_of(function) not in LOOKING
        case ast.keyword():
            call = parents.get(id(parent))
            return not isinstance(call, ast.Call) or last_of(call.func) not in LOOKING
        case ast.Attribute(attr=name) if name in definitions:
            return does_something(parent, parents, definitions)
        case ast.Attribute(attr=name):
            return not name.startswith("__")
        case ast.Subscript(value=value):
            return value is node
        case ast.Compare(left=left):
            return left is not node and _is_membership(parent)
        case (
            ast.ClassDef()
            | ast.ExceptHandler()
            | ast.withitem()
            | ast.For()
            | ast.AsyncFor()
            | ast.comprehension()
        ):
            return True
        case (
            ast.FunctionDef(decorator_list=decorators)
            | ast.AsyncFunctionDef(decorator_list=decorators)
        ):
            return node in decorators
        case ast.Raise() | ast.Await() | ast.Starred() | ast.YieldFrom():
            return True
        case ast.Tuple() | ast.List() | ast.Dict():
            return does_something(parent, parents, definitions)
    return False


def is_computed_with(node: ast.expr, parents: Parents) -> bool:
    """Whether the node is an operand, or asked for an attribute."""
    return isinstance(
        parents.get(id(node)),
        ast.BinOp | ast.Compare | ast.UnaryOp | ast.BoolOp | ast.FormattedValue | ast.Attribute,
    )


def is_shown(node: ast.expr, parents: Parents) -> bool:
    """Whether the node is only looked at."""
    parent = parents.get(id(node))
    return isinstance(parent, ast.Expr) or (
        isinstance(parent, ast.Call) and parent.func is not node and last_of(parent.func) in LOOKING
    )


def last_of(node: ast.AST) -> str:
    """`c` of `c` and of `a.b.c`; empty for anything else."""
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _is_membership(node: ast.Compare) -> bool:
    return isinstance(node.ops[-1], ast.In | ast.NotIn)

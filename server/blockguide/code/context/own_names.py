"""What names stand for that the block's own file defines by `def` or `class`: its syntax tells it all."""

import ast
import inspect

from blockguide.code.context.bindings import Bindings, Definitions
from blockguide.code.context.values import Definition
from blockguide.code.source import Source

Defining = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def own_definition(
    name: str, attribute: str, bindings: Bindings, module: str, source: Source
) -> Definition | None:
    """What `name`, or `name.attribute`, stands for; None where that takes more than the file's own syntax.

    Args:
        name: a name bound at the module's top level.
        attribute: the dotted path under which it is read, or empty.
        bindings: the module's bindings.
        module: the module's dotted name.
        source: the module.
    """
    found: Defining | None = bindings.sole_definition(name)
    path = [name]
    for part in attribute.split(".") if attribute else ():
        found = _member(found, part) if isinstance(found, ast.ClassDef) else None
        path.append(part)
    if found is None:
        return None
    signature = _signature(found)
    if signature is None:
        return None
    return Definition(
        name=".".join(path),
        full_name=".".join([module, *path]),
        kind=_kind(found),
        path=source.path,
        line=found.lineno,
        signature=signature,
        type="",
        docstring=inspect.cleandoc(ast.get_docstring(found, clean=False) or ""),
        in_project=True,
    )


def _member(owner: ast.ClassDef, name: str) -> Defining | None:
    members = [node for node in owner.body if isinstance(node, Definitions) and node.name == name]
    bound_otherwise = any(
        isinstance(target, ast.Name) and target.id == name
        for node in owner.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    )
    return members[0] if len(members) == 1 and not bound_otherwise else None


def _kind(node: Defining) -> str:
    if isinstance(node, ast.ClassDef):
        return "class"
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    return (
        "property"
        if decorators & {"property", "cached_property", "functools.cached_property"}
        else "function"
    )


def _signature(node: Defining) -> str | None:
    """The signature; None for a class that inherits it, or gets it from a decorator or metaclass."""
    if not isinstance(node, ast.ClassDef):
        returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
        return f"({ast.unparse(node.args)}){returns}"
    if node.decorator_list or node.keywords:
        return None
    maker = _member(node, "__init__")
    if maker is None:
        return "()" if not node.bases and not _member(node, "__new__") else None
    if isinstance(maker, ast.ClassDef) or maker.decorator_list:
        return None
    return f"({ast.unparse(_without_self(maker.args))})"


def _without_self(arguments: ast.arguments) -> ast.arguments:
    if arguments.posonlyargs:
        rest = {"posonlyargs": arguments.posonlyargs[1:], "args": arguments.args}
    else:
        rest = {"posonlyargs": [], "args": arguments.args[1:]}
    room = len(rest["posonlyargs"]) + len(rest["args"])
    defaults = arguments.defaults[max(0, len(arguments.defaults) - room) :]
    return ast.arguments(
        **rest,
        vararg=arguments.vararg,
        kwonlyargs=arguments.kwonlyargs,
        kw_defaults=arguments.kw_defaults,
        kwarg=arguments.kwarg,
        defaults=defaults,
    )

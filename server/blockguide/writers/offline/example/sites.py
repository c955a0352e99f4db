"""Arguments as the project's own tests and code give them."""

import ast
from collections.abc import Iterable

from blockguide.code.context.values import CallSite
from blockguide.writers.offline.example.evaluation import UNKNOWN, evaluated
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.signatures import Argument, is_static
from blockguide.writers.offline.example.value import Certainty, Value, literal


def site_arguments(
    sites: Iterable[CallSite], function: Function, owner: ast.ClassDef | None
) -> tuple[Argument, ...] | None:
    """The arguments of the first real call that stands on literals alone and fits the signature."""
    for site in sites:
        call = _call(site)
        if call is None or not _is_of(call, function, owner):
            continue
        found = _bound(call, function, owner)
        if found:
            return found
    return None


def _call(site: CallSite) -> ast.Call | None:
    try:
        node = ast.parse(site.call.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return node if isinstance(node, ast.Call) else None


def _is_of(call: ast.Call, function: Function, owner: ast.ClassDef | None) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    made = owner is not None and function.name in ("__init__", "__new__") and name == owner.name
    return made or name == function.name


def _bound(
    call: ast.Call, function: Function, owner: ast.ClassDef | None
) -> tuple[Argument, ...] | None:
    every = function.args
    positional = [*every.posonlyargs, *every.args]
    positional = positional[int(owner is not None and not is_static(function)) :]
    if len(call.args) > len(positional) and every.vararg is None:
        return None
    found = []
    given = set()
    for place, node in enumerate(call.args):
        if isinstance(node, ast.Starred) or evaluated(node, {}) is UNKNOWN:
            return None
        name = positional[place].arg if place < len(positional) else f"value_{place}"
        given.add(name)
        found.append(Argument(name, _value(node), ""))
    names = {item.arg for item in (*every.args, *every.kwonlyargs)}
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg in given or evaluated(keyword.value, {}) is UNKNOWN:
            return None
        if keyword.arg not in names and every.kwarg is None:
            return None
        given.add(keyword.arg)
        found.append(Argument(keyword.arg, _value(keyword.value), keyword.arg))
    required = positional[: max(len(positional) - len(every.defaults), 0)]
    needed = {item.arg for item in required} | {
        item.arg
        for item, default in zip(every.kwonlyargs, every.kw_defaults, strict=True)
        if default is None
    }
    return tuple(found) if needed <= given else None


def _value(node: ast.expr) -> Value:
    if isinstance(node, ast.Constant):
        return Value(literal(node.value), certainty=Certainty.GIVEN)
    code = ast.unparse(node)
    return Value(code if '"' in code else code.replace("'", '"'), certainty=Certainty.GIVEN)

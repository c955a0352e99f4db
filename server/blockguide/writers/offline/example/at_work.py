"""Lets an object work in an example: what of its class can surely be called, the most telling first."""

import ast
from collections.abc import Iterator
from typing import Final

from blockguide.writers.offline.example.functions import call_function
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lacking import always_fails, lacking
from blockguide.writers.offline.example.lineage import (
    Lineage,
    is_abstract,
    last_name,
    own_method,
)
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.observing import observed
from blockguide.writers.offline.example.shape import Shape, shape_of
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.signatures import is_static
from blockguide.writers.offline.example.value import Certainty, Value
from blockguide.writers.offline.example.wish import Wish


def let_work(sheet: Sheet, bound: str, lineage: Lineage, maker: Maker) -> bool:
    """Adds one use of the object named `bound`; False where nothing of it can surely be called."""
    for method in _candidates(lineage):
        if lacking(lineage, method, maker).attributes or always_fails(lineage, method, maker):
            continue
        if _show(sheet, bound, method, lineage, maker):
            return True
    return False


def _candidates(lineage: Lineage) -> Iterator[Function]:
    """The object's own call, its methods, the call that it inherits, what its class gives, its items."""
    own = own_method(lineage.classes[0], "__call__")
    called = lineage.method("__call__")
    if own is not None and _is_telling(own, lineage):
        yield own
    yield from _main_methods(lineage)
    if called is not None and called[0] is not own and _is_telling(called[0], lineage):
        yield called[0]
    yield from (method for method in _public(lineage, _OF_CLASS) if not _raises(method))
    for name in _ITEMS:
        found = own_method(lineage.classes[0], name)
        if found is not None and _is_telling(found, lineage):
            yield found


def _is_telling(method: Function, lineage: Lineage) -> bool:
    """Whether a special method is more than declared, ends, refuses nothing and names what it takes."""
    every = method.args
    is_open = every.vararg is not None or every.kwarg is not None
    return (
        not is_abstract(method)
        and "Protocol" not in lineage.outer_names
        and not _raises(method)
        and not _asks(method)
        and shape_of(method, 1) is not Shape.ENDLESS
        and not (is_open and len(every.posonlyargs) + len(every.args) <= 1)
    )


def _main_methods(lineage: Lineage) -> list[Function]:
    """Public methods and properties of the class itself, those with the fewest parameters first."""
    return sorted(_public(lineage, _PLAIN), key=_effort)


def _public(lineage: Lineage, decorators: frozenset[str]) -> list[Function]:
    """The public methods of the class itself that have no decorators but these."""
    return [
        item
        for item in lineage.classes[0].body
        if isinstance(item, ast.FunctionDef)
        and not item.name.startswith("_")
        and not {last_name(decorator) for decorator in item.decorator_list} - decorators
        and not _DANGEROUS & set(item.name.split("_"))
    ]


def _effort(method: Function) -> tuple[bool, int]:
    """How hard a method is to call: one that may raise comes last, then what takes many arguments."""
    return _raises(method), len(method.args.args) - len(method.args.defaults)


def _asks(method: Function) -> bool:
    """Whether the method asks the person at the terminal."""
    names = (
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute | ast.Name)
    )
    return any("input" in name.split("_") for name in names)


def _raises(method: Function) -> bool:
    return any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(method))


def _show(sheet: Sheet, bound: str, method: Function, lineage: Lineage, maker: Maker) -> bool:
    if any(last_name(item) in ("property", "cached_property") for item in method.decorator_list):
        sheet.line(f"print({bound}.{method.name})")
        return True
    if method.name in _ITEMS:
        sheet.line(_ITEMS[method.name].format(bound))
        return True
    arguments = maker.arguments(method, lineage.classes[0], Wish())
    is_call = method.name == "__call__"
    least = Certainty.TYPE if is_call else Certainty.USE
    if any(item.value.certainty < least for item in arguments):
        return False
    if is_call and any(item.value.code.startswith("{") for item in arguments):
        # Which keys a dictionary must have, no type says.
        return False
    shape = shape_of(method, 0 if is_static(method) else 1)
    if shape in (Shape.FAILURE, Shape.DECORATOR, Shape.DECORATOR_FACTORY):
        return False
    left = observed(bound, method, lineage)
    callee = Value(bound if is_call else f"{bound}.{method.name}")
    call_function(sheet, callee, method, shape, arguments, maker, left)
    return True


_PLAIN: Final = frozenset({"property", "cached_property", "override"})
_OF_CLASS: Final = frozenset({"classmethod", "staticmethod", "override"})
_ITEMS: Final = {
    "__len__": "print(len({0}))",
    "__iter__": "for item in {0}:\n    print(item)",
}
"""Special methods that take nothing, and how Python reaches them."""

_DANGEROUS: Final = frozenset(
    {
        "run",
        "main",
        "serve",
        "forever",
        "exit",
        "quit",
        "kill",
        "terminate",
        "remove",
        "delete",
        "mainloop",
        "connect",
    }
    | {
        "pop",
        "popitem",
        "wait",
        "join",
        "input",
        "interact",
        "loop",
        "poll",
        "accept",
        "listen",
        "open",
        "send",
        "recv",
        "close",
    }
)

"""Examples that make an object of a class and let it work."""

import ast
from typing import Final

from blockguide.writers.offline.example.class_kinds import first_member, is_enum, is_exception
from blockguide.writers.offline.example.classes import object_of
from blockguide.writers.offline.example.functions import call_function
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lacking import always_fails, lacking
from blockguide.writers.offline.example.lineage import Lineage, last_name, lineage_of
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.methods import (
    asynchronous,
    is_test,
    made_object,
)
from blockguide.writers.offline.example.observing import observed
from blockguide.writers.offline.example.shape import Shape, shape_of
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Certainty, Value
from blockguide.writers.offline.example.wish import Wish


def class_example(node: ast.ClassDef, maker: Maker) -> Sheet:
    """The example of a class: of its kind first, else an object and its main methods."""
    sheet = Sheet()
    lineage = lineage_of(node, maker.home)
    reference = maker.class_reference(node)
    if is_enum(lineage):
        return _enum(sheet, lineage, reference)
    if "type" in lineage.outer_names or any(name.endswith("Meta") for name in lineage.outer_names):
        sheet.define(f"class Example(metaclass={sheet.use(reference)}):\n    pass")
        sheet.line("print(type(Example))")
        return sheet
    if is_exception(lineage):
        return _exception(sheet, node, reference, maker)
    if is_test(node, maker):
        return _test(sheet, node, reference)
    value = object_of(node, Wish(), maker)
    bound = made_object(sheet, node, lineage, value)
    if "TypedDict" in lineage.outer_names:
        sheet.line(f"print({bound})")
        return sheet
    shown = False
    for method in _main_methods(lineage):
        if lacking(lineage, method, maker).attributes or always_fails(lineage, method, maker):
            continue
        shown = _show_method(sheet, bound, method, lineage, maker)
        if shown:
            break
    if not shown and lineage.method("__aenter__") and lineage.method("__aexit__"):
        asynchronous(sheet, bound, "__aenter__")
    elif not shown:
        sheet.line(f"print({bound})")
    return sheet


def _enum(sheet: Sheet, lineage: Lineage, reference: Value) -> Sheet:
    code = sheet.use(reference)
    if first_member(lineage):
        sheet.line(f"for member in {code}:\n    print(member.name, member.value)")
        return sheet
    sheet.define(f"class Example({code}):\n    FIRST = 1")
    sheet.line("print(list(Example))")
    return sheet


def _exception(sheet: Sheet, node: ast.ClassDef, reference: Value, maker: Maker) -> Sheet:
    value = object_of(node, Wish(), maker)
    if value.code.endswith("()") and not lineage_of(node, maker.home).method("__init__"):
        value = value.coded(f'{reference.code}("example")')
    sheet.line(
        f"try:\n    raise {sheet.use(value)}\nexcept {sheet.use(reference)} as error:\n    print(repr(error))"
    )
    return sheet


def _test(sheet: Sheet, node: ast.ClassDef, reference: Value) -> Sheet:
    code = sheet.use(reference)
    tests = [
        item.name
        for item in node.body
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name.startswith("test")
    ]
    if tests:
        sheet.line(f'result = {code}("{tests[0]}").run()')
        sheet.line("print(result)")
    else:
        sheet.define(f"class Example({code}):\n    def test_nothing(self):\n        pass")
        sheet.line('print(Example("test_nothing").run())')
    return sheet


def _main_methods(lineage: Lineage) -> list[Function]:
    """Public methods and properties of the class itself, those with the fewest parameters first."""
    found = [
        item
        for item in lineage.classes[0].body
        if isinstance(item, ast.FunctionDef)
        and not item.name.startswith("_")
        and not {last_name(decorator) for decorator in item.decorator_list} - _PLAIN
        and not _DANGEROUS & set(item.name.split("_"))
    ]
    return sorted(found, key=_effort)


def _effort(method: Function) -> tuple[bool, int]:
    """How hard a method is to call: one that may raise comes last, then what takes many arguments."""
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(method))
    return raises, len(method.args.args) - len(method.args.defaults)


def _show_method(
    sheet: Sheet, bound: str, method: Function, lineage: Lineage, maker: Maker
) -> bool:
    if any(last_name(item) in ("property", "cached_property") for item in method.decorator_list):
        sheet.line(f"print({bound}.{method.name})")
        return True
    arguments = maker.arguments(method, lineage.classes[0], Wish())
    if any(item.value.certainty < Certainty.USE for item in arguments):
        return False
    shape = shape_of(method, 1)
    if shape in (Shape.FAILURE, Shape.DECORATOR, Shape.DECORATOR_FACTORY):
        return False
    left = observed(bound, method, lineage)
    call_function(sheet, Value(f"{bound}.{method.name}"), method, shape, arguments, maker, left)
    return True


_PLAIN: Final = frozenset({"property", "cached_property", "override"})
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

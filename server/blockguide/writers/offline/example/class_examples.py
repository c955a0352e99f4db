"""Examples that make an object of a class and let it work."""

import ast

from blockguide.writers.offline.example.at_work import let_work
from blockguide.writers.offline.example.class_kinds import first_member, is_enum, is_exception
from blockguide.writers.offline.example.classes import object_of
from blockguide.writers.offline.example.lineage import Lineage, lineage_of
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.methods import (
    asynchronous,
    is_test,
    made_object,
)
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Value
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
    shown = let_work(sheet, bound, lineage, maker)
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

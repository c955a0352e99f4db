"""Examples of a class or method of which no object can surely be made: without one."""

import ast

from blockguide.writers.offline.example.functions import call_function
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import last_name
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.methods import mangled
from blockguide.writers.offline.example.shape import shape_of
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.signatures import Argument
from blockguide.writers.offline.example.target import Target
from blockguide.writers.offline.example.value import Certainty, Import, Value
from blockguide.writers.offline.example.wish import Wish


def unbound_example(target: Target, maker: Maker) -> Sheet | None:
    """A subclass of a class, or the call of a method on a stand-in; None for what needs no object."""
    if not target.owners:
        return None
    owner = target.owners[-1]
    if target.function is None:
        sheet = Sheet()
        reference = sheet.use(maker.class_reference(owner))
        sheet.define(f"class Example({reference}):\n    pass")
        sheet.line("print(Example.__mro__)")
        return sheet
    return _of_method(owner, target.function, maker)


def _of_method(owner: ast.ClassDef, function: Function, maker: Maker) -> Sheet | None:
    kinds = {last_name(item) for item in function.decorator_list}
    if function.name.startswith("__") or kinds - {"property"}:
        return None
    sheet = Sheet()
    reference = maker.class_reference(owner)
    stand_in = Value(
        "MagicMock()",
        frozenset({Import("unittest.mock", "MagicMock")}),
        certainty=Certainty.STAND_IN,
    )
    name = mangled(owner, function)
    path = f"{reference.code}.{name}.fget" if kinds else f"{reference.code}.{name}"
    arguments = (
        Argument("self", stand_in, ""),
        *maker.arguments(function, owner, Wish()),
    )
    call_function(sheet, reference.coded(path), function, shape_of(function, 1), arguments, maker)
    return sheet

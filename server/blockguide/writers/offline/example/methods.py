"""Examples that call a method, read a property, or reach a special method through what Python writes for it."""

import ast
import re
from typing import Final

from blockguide.writers.offline.example.classes import object_for, object_of, subclass_of
from blockguide.writers.offline.example.data import table
from blockguide.writers.offline.example.functions import call_function
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import (
    Lineage,
    abstract_methods,
    is_abstract,
    last_name,
    lineage_of,
)
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.observing import observed
from blockguide.writers.offline.example.prepared import prepare
from blockguide.writers.offline.example.shape import Shape, shape_of
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.showing import bound_arguments, show
from blockguide.writers.offline.example.signatures import Argument, is_static
from blockguide.writers.offline.example.testing import (
    fixture_example,
    is_fixture,
    is_pytest_class,
    test_run,
)
from blockguide.writers.offline.example.value import Certainty, Import, Value, template
from blockguide.writers.offline.example.wish import Wish


def method_example(  # noqa: PLR0911 - one return for each kind
    owner: ast.ClassDef, function: Function, maker: Maker
) -> Sheet:
    """Makes an object of the class and reaches the method through it."""
    sheet = Sheet()
    decorators = {last_name(item) for item in function.decorator_list}
    name = mangled(owner, function)
    if is_fixture(function):
        return fixture_example(function, owner, maker)
    if function.name.startswith("test") and is_pytest_class(owner, maker):
        return test_run(function, owner, maker)
    if "classmethod" in decorators or is_static(function) or function.name in _IMPLICIT_CLASS:
        return _class_level(sheet, owner, function, maker)
    if function.name.startswith("test") and is_test(owner, maker):
        return _test(sheet, owner, function, maker)
    if function.name in ("__init__", "__new__", "__post_init__"):
        made = sheet.bind(variable(owner.name), object_of(owner, Wish(), maker))
        sheet.line(f"print({made})")
        return sheet
    value, attributes = object_for(owner, function, maker)
    lineage = lineage_of(owner, maker.home)
    if function.name in _ENTERING:
        bound = sheet.bind(variable(owner.name), value)
    else:
        bound = made_object(sheet, owner, lineage, value)
    for attribute, setting in attributes:
        sheet.line(f"{bound}.{attribute} = {sheet.use(setting)}")
    prepare(sheet, bound, function, lineage, maker)
    if decorators & _PROPERTIES:
        sheet.line(f"print({bound}.{name})")
        return sheet
    if decorators & {"setter", "deleter"}:
        return _accessor(sheet, bound, function, owner, maker)
    arguments = maker.arguments(function, owner, Wish())
    if _special(sheet, bound, function, lineage, arguments):
        return sheet
    left = observed(bound, function, lineage)
    shape = shape_of(function, 1)
    call_function(sheet, Value(f"{bound}.{name}"), function, shape, arguments, maker, left)
    return sheet


def made_object(sheet: Sheet, owner: ast.ClassDef, lineage: Lineage, value: Value) -> str:
    """Adds the object under its name; one that is a context manager is entered."""
    entering = lineage.method("__enter__")
    if entering is None or lineage.method("__exit__") is None:
        return sheet.bind(variable(owner.name), value)
    node = entering[0]
    if not any(isinstance(item, ast.Assign | ast.AugAssign | ast.Call) for item in ast.walk(node)):
        return sheet.bind(variable(owner.name), value)
    gives_itself = any(
        isinstance(item, ast.Return)
        and isinstance(item.value, ast.Name)
        and item.value.id == "self"
        for item in node.body
    )
    if gives_itself:
        code = sheet.use(value)
        bound = sheet.free(variable(owner.name))
        sheet.enter(f"with {code} as {bound}:")
    else:
        bound = sheet.bind(variable(owner.name), value)
        sheet.enter(f"with {bound}:")
    return bound


def variable(class_name: str) -> str:
    """A variable's name for an object of a class: the last two words of its name."""
    words = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+", class_name)
    chosen = words[-2:] if sum(map(len, words)) > 16 else words
    name = "_".join(chosen).lower().lstrip("0123456789_")
    return name or "value"


def mangled(owner: ast.ClassDef, function: Function) -> str:
    """The method's name as code outside its class writes it."""
    name = function.name
    if name.startswith("__") and not name.endswith("__"):
        return f"_{owner.name.lstrip('_')}{name}"
    return name


def is_test(owner: ast.ClassDef, maker: Maker) -> bool:
    """Whether the class is a unittest case."""
    lineage = lineage_of(owner, maker.home)
    named = any(name.endswith("TestCase") for name in lineage.outer_names)
    return named and lineage.method("__init__") is None


def _class_level(sheet: Sheet, owner: ast.ClassDef, function: Function, maker: Maker) -> Sheet:
    reference = maker.class_reference(owner)
    if function.name == "__init_subclass__":
        sheet.define(f"class Example({sheet.use(reference)}):\n    pass")
        sheet.line("print(Example.__mro__)")
        return sheet
    if function.name == "__class_getitem__":
        sheet.line(f"print({sheet.use(reference)}[int])")
        return sheet
    missing = tuple(abstract_methods(lineage_of(owner, maker.home)))
    if missing and not is_abstract(function):
        reference = subclass_of(owner, missing, reference, maker)
    arguments = maker.arguments(function, owner, Wish())
    leading = 0 if is_static(function) else 1
    callee = reference.coded(f"{reference.code}.{mangled(owner, function)}")
    call_function(sheet, callee, function, shape_of(function, leading), arguments, maker)
    return sheet


def _test(sheet: Sheet, owner: ast.ClassDef, function: Function, maker: Maker) -> Sheet:
    reference = sheet.use(maker.class_reference(owner))
    sheet.line(f'result = {reference}("{function.name}").run()')
    sheet.line("print(result)")
    return sheet


def _accessor(
    sheet: Sheet, bound: str, function: Function, owner: ast.ClassDef, maker: Maker
) -> Sheet:
    if any(last_name(item) == "deleter" for item in function.decorator_list):
        sheet.line(f"del {bound}.{function.name}")
        return sheet
    arguments = maker.arguments(function, owner, Wish())
    value = bound_arguments(sheet, arguments) or "None"
    sheet.line(f"{bound}.{function.name} = {value}")
    sheet.line(f"print({bound}.{function.name})")
    return sheet


def _special(
    sheet: Sheet, bound: str, function: Function, lineage: Lineage, arguments: tuple[Argument, ...]
) -> bool:
    """Adds what reaches a special method; False for any other method."""
    name = function.name
    codes: list[str] = []
    for item in arguments[:2] if name.startswith("__") else ():
        vague = item.value.certainty is Certainty.STAND_IN or "SimpleNamespace" in item.value.code
        alike = name in _OF_TWO and vague
        codes.append(bound if alike else sheet.use(item.value))
    if name in ("__getitem__", "__delitem__") and codes and "dict" in lineage.outer_names:
        sheet.line(f'{bound}[{codes[0]}] = "example"')
    reached = table("dunders.toml", "reached").get(name)
    if reached is not None:
        value = template(_filled(reached, bound, codes))
        show(sheet, sheet.use(value), Shape.VALUE)
        return True
    statement = table("dunders.toml", "statements").get(name)
    if statement is not None:
        sheet.line(_filled(statement, bound, codes))
        if name != "__del__":
            sheet.line(f"print({bound})")
        return True
    if name in ("__enter__", "__exit__"):
        sheet.line(f"with {bound} as value:\n    print(value)")
        return True
    if name in ("__aenter__", "__aexit__", "__aiter__", "__anext__", "__await__"):
        asynchronous(sheet, bound, name)
        return True
    if name == "__call__":
        call_arguments = bound_arguments(sheet, arguments)
        show(sheet, f"{bound}({call_arguments})", shape_of(function, 1))
        return True
    return False


def asynchronous(sheet: Sheet, bound: str, name: str) -> None:
    """Adds a coroutine that reaches a special method of asynchronous code, and its run."""
    sheet.need([Import("asyncio")])
    body = {
        "__aenter__": f"async with {bound} as value:\n        print(value)",
        "__aexit__": f"async with {bound} as value:\n        print(value)",
        "__aiter__": f"async for item in {bound}:\n        print(item)",
        "__anext__": f"print(await anext({bound}))",
        "__await__": f"print(await {bound})",
    }[name]
    sheet.line(f"\nasync def main():\n    {body}\n\n")
    sheet.line("asyncio.run(main())")


def _filled(text: str, bound: str, codes: list[str]) -> str:
    for place, code in enumerate(codes, start=1):
        text = text.replace(f"${place}", code)
    return text.replace("$o", bound).replace("$1", '"example"').replace("$2", '"example"')


_PROPERTIES: Final = frozenset(
    {
        "property",
        "cached_property",
        "abstractproperty",
        "memoized_property",
        "ro_memoized_property",
        "hybrid_property",
    }
)
_ENTERING: Final = frozenset(
    {"__enter__", "__exit__", "__init__", "__aenter__", "__aexit__", "close", "start", "acquire"}
)
_OF_TWO: Final = frozenset(
    {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__and__", "__or__", "__xor__"}
    | {"__add__", "__sub__", "__mul__", "__truediv__", "__radd__", "__iadd__", "__ior__"}
)
"""Special methods whose argument is mostly of the object's own kind."""

_IMPLICIT_CLASS: Final = frozenset({"__init_subclass__", "__class_getitem__"})

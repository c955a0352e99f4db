"""Examples that call a function."""

import ast
import builtins
from typing import Final

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.observing import CHANGING
from blockguide.writers.offline.example.shape import Shape, failure_of, shape_of
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.showing import (
    bound_arguments,
    show,
    show_decorator,
    show_failure,
)
from blockguide.writers.offline.example.signatures import Argument
from blockguide.writers.offline.example.testing import fixture_example, is_fixture, test_run
from blockguide.writers.offline.example.uses import function_uses
from blockguide.writers.offline.example.value import Import, Value
from blockguide.writers.offline.example.wish import Wish
from blockguide.writers.offline.phrases.frames import say


def function_example(function: Function, maker: Maker) -> Sheet:
    """Calls a function of the file's top level."""
    sheet = Sheet()
    reference = maker.home.reference(function.name)
    sheet.taken.add(function.name)
    if is_fixture(function):
        return fixture_example(function, None, maker)
    if function.name.startswith("test_") and (function.args.args or function.decorator_list):
        return test_run(function, None, maker)
    shape = shape_of(function)
    if shape is Shape.DECORATOR:
        show_decorator(sheet, sheet.use(reference), function)
        return sheet
    arguments = maker.arguments(function, None, Wish())
    if not arguments and reads_command_line(function):
        ask_for_help(sheet, maker.home.module)
    call_function(sheet, reference, function, shape, arguments, maker)
    return sheet


def reads_command_line(function: Function) -> bool:
    """Whether a function parses the command's own arguments."""
    return any(
        isinstance(node, ast.Attribute) and node.attr in _PARSERS for node in ast.walk(function)
    )


def ask_for_help(sheet: Sheet, module: str) -> None:
    """Sets the command line so that the command shows its help and ends."""
    sheet.need([Import("sys")])
    note = say("With `--help` the command only shows its options.")
    sheet.line(f'# {note}\nsys.argv = ["{module}", "--help"]')


def call_function(  # noqa: PLR0913, PLR0917 - the parts of a call, each made by another room
    sheet: Sheet,
    callee: Value,
    function: Function,
    shape: Shape,
    arguments: tuple[Argument, ...],
    maker: Maker,
    left: str = "",
) -> None:
    """Adds the call of a function, a method of an object or of a class, and shows what comes of it.

    `left` is what shows a change where the call gives nothing and changes no argument.
    """
    code = sheet.use(callee)
    changed = _changed(function, arguments, maker) if shape is Shape.NOTHING else None
    if changed is not None and left and not _changes(function, changed[1]):
        changed = None
    if changed is not None:
        place, name, value = changed
        bound = sheet.bind(name, value)
        named = Argument(name, Value(bound), arguments[place].keyword)
        arguments = (*arguments[:place], named, *arguments[place + 1 :])
        show(sheet, f"{code}({bound_arguments(sheet, arguments)})", shape, bound)
        return
    call = f"{code}({bound_arguments(sheet, arguments)})"
    if shape is Shape.DECORATOR_FACTORY:
        show_decorator(sheet, call, function)
    elif shape is Shape.FAILURE or failing_callee(function, maker):
        error = failure_of(function) or failing_callee(function, maker)
        known = error in maker.home.order
        show_failure(sheet, call, maker.home.reference(error) if known else Value(error))
    else:
        show(sheet, call, shape, left)


def failing_callee(function: Function, maker: Maker) -> str:
    """The builtin exception of the function that the body does nothing but call; empty otherwise."""
    body = [
        node for node in function.body if not isinstance(getattr(node, "value", None), ast.Constant)
    ]
    match body:
        case [ast.Expr(value=ast.Call(func=ast.Name(id=name)))] if name in maker.home.functions:
            error = failure_of(maker.home.functions[name])
            return error if hasattr(builtins, error) else ""
        case _:
            return ""


def _changed(
    function: Function, arguments: tuple[Argument, ...], maker: Maker
) -> tuple[int, str, Value] | None:
    """The first argument that the function changes in place: a list, dictionary or set."""
    uses = function_uses(function, maker)
    for place, item in enumerate(arguments):
        if item.value.code.startswith(("[", "{")) and uses.get(item.name):
            return place, item.name, item.value
    return None


def _changes(function: Function, name: str) -> bool:
    """Whether the body itself changes the object that a parameter names."""
    return any(
        (
            isinstance(node, ast.Subscript)
            and not isinstance(node.ctx, ast.Load)
            and _is(node.value, name)
        )
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CHANGING
            and _is(node.func.value, name)
        )
        for node in ast.walk(function)
    )


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


_PARSERS: Final = frozenset({"parse_args", "ArgumentParser", "OptionParser", "getopt"})

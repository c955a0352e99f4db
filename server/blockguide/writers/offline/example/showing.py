"""Writes a call and what a reader wants to see of it: the printed result, the items, the decorated function."""

import textwrap

from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.shape import Shape, takes_nothing
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.signatures import Argument
from blockguide.writers.offline.example.value import Import, Value


def show(sheet: Sheet, call: str, shape: Shape, changed: str = "") -> None:
    """Adds the call to the sheet, and the printing of its result.

    `changed` names a variable whose value is the result of a call that returns nothing.
    """
    match shape:
        case Shape.NOTHING:
            sheet.line(call)
            if changed:
                sheet.line(f"print({changed})")
        case Shape.GENERATOR:
            sheet.line(f"for item in {call}:\n    print(item)")
        case Shape.ENDLESS:
            sheet.need([Import("itertools", "islice")])
            sheet.line(f"print(list(islice({call}, 3)))")
        case Shape.MANAGER:
            name = sheet.free("value")
            sheet.line(f"with {call} as {name}:\n    print({name})")
        case Shape.BARE_MANAGER:
            sheet.line(f'with {call}:\n    print("inside")')
        case Shape.COROUTINE:
            sheet.need([Import("asyncio")])
            sheet.line(f"print(asyncio.run({call}))")
        case Shape.ASYNC_GENERATOR:
            _main(sheet, f"async for item in {call}:\n    print(item)")
        case Shape.ASYNC_MANAGER:
            name = sheet.free("value")
            _main(sheet, f"async with {call} as {name}:\n    print({name})")
        case _:
            _print(sheet, call)


def show_decorator(sheet: Sheet, decorator: str, function: Function) -> None:
    """Adds a small function under the decorator, and a call of it where what it became takes no argument."""
    name = sheet.free("greet")
    sheet.line(f'\n\n@{decorator}\ndef {name}(*args):\n    return "hello"\n\n')
    sheet.line(f"print({name}())" if takes_nothing(function) else f"print({name})")


def show_failure(sheet: Sheet, call: str, error: Value) -> None:
    """Adds a call that always raises, and prints what it raises."""
    code = sheet.use(error)
    sheet.line(f"try:\n    {call}\nexcept {code} as error:\n    print(repr(error))")


def bound_arguments(sheet: Sheet, arguments: tuple[Argument, ...]) -> str:
    """The arguments' source text; what is long or made of several calls gets a name first."""
    parts = []
    for item in arguments:
        code = item.value.code
        if len(code) > 40 or (
            item.value.code.startswith(("MagicMock(", "SimpleNamespace(", "Example"))
            and len(code) > 14
        ):
            code = sheet.bind(item.name, item.value)
        else:
            code = sheet.use(item.value)
        parts.append(f"{item.keyword}={code}" if item.keyword else code)
    return ", ".join(parts)


def _main(sheet: Sheet, body: str) -> None:
    """Runs asynchronous statements in a coroutine of their own."""
    sheet.need([Import("asyncio")])
    sheet.line(f"\nasync def main():\n{textwrap.indent(body, '    ')}\n\n")
    sheet.line("asyncio.run(main())")


def _print(sheet: Sheet, call: str) -> None:
    if len(call) > 76:
        name = sheet.free("result")
        sheet.line(f"{name} = {call}")
        sheet.line(f"print({name})")
    else:
        sheet.line(f"print({call})")

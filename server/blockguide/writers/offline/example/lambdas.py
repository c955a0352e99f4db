"""Small functions to hand to code that calls one."""

import ast
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.paths import UseKind
from blockguide.writers.offline.example.value import Certainty, Value, joined
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def function_of(arguments: list[ast.expr] | None, wish: Wish, maker: "Maker") -> Value:
    """A callable with the arity and result of `Callable[...]`, or, without these, as the code calls it."""
    if arguments is None or len(arguments) != 2:
        return called_function(wish)
    inputs, output = arguments
    count = len(inputs.elts) if isinstance(inputs, ast.List) else None
    name = maker.home.full_name(output.value if isinstance(output, ast.Subscript) else output)
    if name.rpartition(".")[2] in ("Awaitable", "Coroutine"):
        return _coroutine(count)
    if isinstance(output, ast.Constant) and output.value is None:
        return Value("print")
    result = maker.typed(output, wish.part("()"))
    if result is None or result.certainty < Certainty.TYPE:
        return _lambda(count)
    parameters = "*args" if count is None else ", ".join(_NAMES[:count])
    return joined(f"lambda {parameters}: {result.code}".replace("lambda :", "lambda:"), (result,))


def called_function(wish: Wish) -> Value:
    """A callable that takes what the code calls it with."""
    calls = [use.node for use in wish.uses.get(wish.path, ()) if use.kind is UseKind.CALLED]
    awaited = any(use.kind is UseKind.AWAITED for use in wish.uses.get(f"{wish.path}()", ()))
    call = next((node for node in calls if isinstance(node, ast.Call)), None)
    if call is None:
        return Value("str", certainty=Certainty.USE)
    named = bool(call.keywords) or any(isinstance(item, ast.Starred) for item in call.args)
    count = None if named or len(call.args) > len(_NAMES) else len(call.args)
    if awaited:
        return _coroutine(count)
    if count == 1 and wish.name in ("pred", "predicate", "condition"):
        return Value("bool", certainty=Certainty.USE)
    return _lambda(count)


def _lambda(count: int | None) -> Value:
    if count is None:
        return Value("lambda *args, **kwargs: args", certainty=Certainty.USE)
    if count == 0:
        return Value("lambda: 1", certainty=Certainty.USE)
    return Value(f"lambda {', '.join(_NAMES[:count])}: {_NAMES[0]}", certainty=Certainty.USE)


def _coroutine(count: int | None) -> Value:
    parameters = "*args, **kwargs" if count is None else ", ".join(_NAMES[:count])
    result = _NAMES[0] if count else '"done"'
    return Value(
        "work",
        definitions=(f"async def work({parameters}):\n    return {result}",),
        certainty=Certainty.USE,
    )


_NAMES: Final = ("first", "second", "third", "fourth", "fifth", "sixth")

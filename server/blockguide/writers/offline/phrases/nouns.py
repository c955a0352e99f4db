"""Expressions as noun phrases: "an empty dictionary", "the length of `rows`", "a list of …"."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.arguments import arguments, called
from blockguide.writers.offline.phrases.atoms import atom, empty_literal, place
from blockguide.writers.offline.phrases.calls import call_noun
from blockguide.writers.offline.phrases.conditions import answer, condition, conjunction
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import counted, listed
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.texts import long_text, template
from blockguide.writers.offline.phrases.wording import LAST_QUOTE, LONG_QUOTE, QUOTE, Wording

_DEPTH: Final = 3
_LISTED: Final = 60
_LONG_CODE: Final = 260
_LIMITS: Final = {
    ast.BoolOp: LONG_QUOTE,
    ast.BinOp: LAST_QUOTE,
    ast.Constant: LAST_QUOTE,
    ast.JoinedStr: LAST_QUOTE,
    ast.List: _LONG_CODE,
    ast.Tuple: _LONG_CODE,
    ast.Set: _LONG_CODE,
    ast.Dict: _LONG_CODE,
}
"""How long, in characters, the code of a node may be to be quoted rather than taken apart."""

_LONGEST: Final = 1200
_OPERATORS: Final = {
    ast.Add: framed("{} plus {}"),
    ast.Sub: framed("{} minus {}"),
    ast.Mult: framed("{} times {}"),
    ast.Div: framed("{} divided by {}"),
    ast.FloorDiv: framed("{} divided, rounding down, by {}"),
    ast.Mod: framed("{} modulo {}"),
    ast.Pow: framed("{} to the power of {}"),
    ast.MatMult: framed("{} matrix-multiplied by {}"),
    ast.BitOr: framed("{} joined by `|` with {}"),
    ast.BitAnd: framed("{} joined by `&` with {}"),
    ast.BitXor: framed("{} joined by `^` with {}"),
    ast.LShift: framed("{} shifted left by {}"),
    ast.RShift: framed("{} shifted right by {}"),
}
_GATHERING: Final = {
    "list": framed("a list of {}"),
    "tuple": framed("a tuple of {}"),
    "set": framed("a set of {}"),
    "frozenset": framed("a frozen set of {}"),
    "sorted": framed("a sorted list of {}"),
    "sum": framed("the sum of {}"),
    "next": framed("the first of {}"),
}
_COLLECTIONS: Final = {
    ast.ListComp: framed("a list of {}"),
    ast.SetComp: framed("a set of {}"),
}
_DISPLAYS: Final = {
    ast.List: framed("a list of {}"),
    ast.Tuple: framed("a tuple of {}"),
    ast.Set: framed("a set of {}"),
}
_RESULT: Final = (framed("the result of {}"), framed("the result of calling {}"))
_ITERATED: Final = ("{}", framed("calling {}"))
"""What a call gives: one that is quoted, and one whose arguments are told; and as what is gone through."""


def noun(
    wording: Wording, node: ast.expr, depth: int = 0, results: tuple[str, str] = _RESULT
) -> str:
    """The node as a noun phrase; exact where its code can be quoted or said, else weak but true.

    What a call gives is said by `results` where the phrase begins with it.
    """
    empty = empty_literal(node)
    if empty is not None:
        return empty
    natural = _natural(wording, node, depth, results) if depth < _DEPTH else None
    if natural is not None and len(natural) < 5 * LONG_QUOTE:
        return natural
    code = wording.code(node, _LIMITS.get(type(node), QUOTE))
    if code is not None:
        return code
    split = _decomposed(wording, node, depth, results) if depth < _DEPTH else None
    if split is not None and len(split) < _LONGEST:
        return split
    return atom(wording, node)


def iterated(wording: Wording, node: ast.expr) -> str:
    """The node as what is gone through item by item."""
    said = noun(wording, node, results=_ITERATED)
    return atom(wording, node) if opens(said, framed("the items of {}")) else said


def _natural(  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of node
    wording: Wording, node: ast.expr, depth: int, results: tuple[str, str]
) -> str | None:
    match node:
        case ast.Call():
            return (
                answer(wording, node)
                or _gathered(wording, node)
                or call_noun(wording, node)
                or _result(wording, node, results)
            )
        case ast.Await(value=ast.expr() as value):
            code = wording.code(value)
            return (
                say("the awaited {}", code)
                if code
                else say("the awaited {}", noun(wording, value, depth + 1).removeprefix("the "))
            )
        case (
            ast.ListComp(elt=element, generators=generators)
            | ast.SetComp(elt=element, generators=generators)
        ):
            return say(_COLLECTIONS[type(node)], _each(wording, element, generators))
        case ast.GeneratorExp(elt=element, generators=generators):
            return say("a generator of {}", _each(wording, element, generators))
        case ast.DictComp(key=key, value=value, generators=generators):
            pair = atom(wording, key), atom(wording, value)
            return say("a dictionary that maps {} to {} {}", *pair, _loops(wording, generators))
        case ast.Compare():
            return say("whether {}", condition(wording, node, holds=True))
        case ast.UnaryOp(op=ast.Not()):
            return say("whether {}", condition(wording, node, holds=True))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            chosen, other = _branch(wording, body, depth, results), _branch(wording, orelse, depth)
            return say(
                "{} when {}, and otherwise {}", chosen, condition(wording, test, holds=True), other
            )
        case ast.BoolOp(op=ast.Or(), values=[first, second]) if not isinstance(
            first, ast.Compare | ast.UnaryOp
        ):
            other = noun(wording, second, depth + 1)
            is_clear = not opens(other, framed("whether {}")) and ", " not in other
            if isinstance(first, ast.BoolOp) or not is_clear:
                return None
            return say("{}, or {} when that is falsy", atom(wording, first), other)
        case ast.Lambda(args=args, body=body):
            return _lambda(wording, args, body)
        case ast.NamedExpr(target=target, value=value):
            return say("{}, kept as `{}`", noun(wording, value, depth + 1, results), target.id)
        case ast.Starred(value=value):
            return say("the items of {}", atom(wording, value))
        case ast.Yield(value=ast.expr() as value):
            return say("what the caller sends back when {} is yielded", atom(wording, value))
        case _:
            return None


def _branch(
    wording: Wording, node: ast.expr, depth: int, results: tuple[str, str] = _RESULT
) -> str:
    """One side of a choice; as code where its words would hide where the choice ends."""
    said = noun(wording, node, depth + 1, results)
    bare = without_code(said)
    return atom(wording, node) if ", " in bare or "when" in bare.split() else said


def _result(wording: Wording, call: ast.Call, results: tuple[str, str]) -> str:
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else getattr(callee, "id", "")
    code = wording.code(call)
    if _makes_object(name):
        if code is not None:
            return code
        given = arguments(wording, call)
        made = wording.code(callee, LONG_QUOTE) or say("the class on {}", place(callee))
        return say("a new {} made with {}", made, given) if given else say("a new {}", made)
    return say(results[code is None], called(wording, call))


def _gathered(wording: Wording, call: ast.Call) -> str | None:
    """What a builtin makes of the items of a generator expression: "a tuple of `f(x)` for each `x`"."""
    match call:
        case ast.Call(
            func=ast.Name(id=name),
            args=[ast.GeneratorExp(elt=element, generators=generators)],
            keywords=[],
        ) if name in _GATHERING and wording.is_builtin(name):
            return say(_GATHERING[name], _each(wording, element, generators))
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str()) as separator, attr="join"),
            args=[ast.GeneratorExp(elt=element, generators=generators)],
            keywords=[],
        ):
            each = _each(wording, element, generators)
            return (
                say("{}, joined by {}", each, atom(wording, separator))
                if separator.value
                else say("{}, joined without a separator", each)
            )
        case _:
            return None


def _makes_object(name: str) -> bool:
    bare = name.lstrip("_")
    return bare[:1].isupper() and not bare.isupper()


def _each(wording: Wording, element: ast.expr, generators: Sequence[ast.comprehension]) -> str:
    if len(generators) == 1 and isinstance(element, ast.Name):
        first = generators[0]
        if isinstance(first.target, ast.Name) and first.target.id == element.id:
            among = say("the items `{}` of {}", element.id, atom(wording, first.iter))
            if not first.ifs:
                return among
            return say(
                "{} for which {}", among, conjunction(wording, [(test, True) for test in first.ifs])
            )
    said = wording.code(element) if isinstance(element, ast.Call) else None
    said = said or noun(wording, element, 2)
    if ", " in without_code(said):
        said = atom(wording, element)
    return f"{said} {_loops(wording, generators)}"


def _loops(wording: Wording, generators: Sequence[ast.comprehension]) -> str:
    said = []
    for generator in generators:
        frame = (
            framed("asynchronously for each {} in {}")
            if generator.is_async
            else framed("for each {} in {}")
        )
        text = say(frame, atom(wording, generator.target), atom(wording, generator.iter))
        if generator.ifs:
            tests = [(test, True) for test in generator.ifs]
            text = say("{} for which {}", text, conjunction(wording, tests))
        said.append(text)
    return ", ".join(said)


def _lambda(wording: Wording, args: ast.arguments, body: ast.expr) -> str | None:
    named = [argument.arg for argument in [*args.posonlyargs, *args.args]]
    if args.vararg or args.kwonlyargs or args.kwarg or args.defaults:
        return None
    code = wording.code(body, LONG_QUOTE)
    if code is None:
        return None
    if not named:
        return say("a function without arguments that returns {}", code)
    taken = listed([f"`{name}`" for name in named])
    return say("a function of {} that returns {}", taken, code)


def _decomposed(  # noqa: PLR0911 - one answer for each kind of node
    wording: Wording, node: ast.expr, depth: int, results: tuple[str, str]
) -> str | None:
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            said = [noun(wording, element, depth + 1) for element in elements[:_LISTED]]
            if len(elements) > _LISTED:
                said.append(counted(len(elements) - _LISTED, "more item"))
            return say(_DISPLAYS[type(node)], listed(said))
        case ast.Dict(keys=keys, values=values):
            return _dictionary(wording, keys, values, depth)
        case ast.BinOp(left=left, op=op, right=right):
            if (
                isinstance(op, ast.Mod)
                and isinstance(left, ast.Constant)
                and isinstance(left.value, str)
            ):
                return say(
                    "the text {} filled with {}",
                    atom(wording, left),
                    noun(wording, right, depth + 1),
                )
            sides = noun(wording, left, depth + 1, results), noun(wording, right, depth + 1)
            return say(_OPERATORS[type(op)], *sides)
        case ast.BoolOp(op=op, values=values):
            if len(values) > _LISTED:
                return None
            frame = (
                framed("the first truthy one of {}, or else the last")
                if isinstance(op, ast.Or)
                else framed("the first falsy one of {}, or else the last")
            )
            return say(frame, listed([atom(wording, value) for value in values]))
        case ast.Subscript(value=value, slice=index):
            container = noun(wording, value, depth + 1, results)
            return say("{} subscripted with {}", container, atom(wording, index))
        case ast.Attribute(value=value, attr=name):
            return say("the attribute `{}` of {}", name, noun(wording, value, depth + 1))
        case ast.JoinedStr():
            return template(wording, node)
        case ast.Constant(value=str() as text):
            return long_text(text, wording.source.text)
        case _:
            return None


def _dictionary(
    wording: Wording, keys: Sequence[ast.expr | None], values: Sequence[ast.expr], depth: int
) -> str:
    said = []
    for key, value in list(zip(keys, values, strict=True))[:_LISTED]:
        if key is None:
            said.append(say("the items of {}", atom(wording, value)))
        else:
            said.append(say("{} mapped to {}", atom(wording, key), noun(wording, value, depth + 1)))
    if len(keys) > _LISTED:
        said.append(counted(len(keys) - _LISTED, "more entry"))
    return say("a dictionary with {}", listed(said))

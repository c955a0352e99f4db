"""Expressions as noun phrases: "an empty dictionary", "the length of `rows`", "a list of …"."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.writers.offline.phrases.arguments import arguments, called
from blockguide.writers.offline.phrases.atoms import atom, empty_literal, place
from blockguide.writers.offline.phrases.calls import call_noun
from blockguide.writers.offline.phrases.conditions import answer, condition, conjunction
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
    ast.Add: "plus",
    ast.Sub: "minus",
    ast.Mult: "times",
    ast.Div: "divided by",
    ast.FloorDiv: "divided, rounding down, by",
    ast.Mod: "modulo",
    ast.Pow: "to the power of",
    ast.MatMult: "matrix-multiplied by",
    ast.BitOr: "joined by `|` with",
    ast.BitAnd: "joined by `&` with",
    ast.BitXor: "joined by `^` with",
    ast.LShift: "shifted left by",
    ast.RShift: "shifted right by",
}
_GATHERING: Final = {
    "list": "a list of",
    "tuple": "a tuple of",
    "set": "a set of",
    "frozenset": "a frozen set of",
    "sorted": "a sorted list of",
    "sum": "the sum of",
    "next": "the first of",
}
_COLLECTIONS: Final = {
    ast.ListComp: "a list of",
    ast.SetComp: "a set of",
    ast.GeneratorExp: "a generator of",
}


def noun(wording: Wording, node: ast.expr, depth: int = 0) -> str:
    """The node as a noun phrase; exact where its code can be quoted or said, else weak but true."""
    empty = empty_literal(node)
    if empty is not None:
        return empty
    natural = _natural(wording, node, depth) if depth < _DEPTH else None
    if natural is not None and len(natural) < 5 * LONG_QUOTE:
        return natural
    code = wording.code(node, _LIMITS.get(type(node), QUOTE))
    if code is not None:
        return code
    split = _decomposed(wording, node, depth) if depth < _DEPTH else None
    if split is not None and len(split) < _LONGEST:
        return split
    return atom(wording, node)


def iterated(wording: Wording, node: ast.expr) -> str:
    """The node as what is gone through item by item."""
    said = noun(wording, node)
    return (
        atom(wording, node)
        if said.startswith("the items of ")
        else said.removeprefix("the result of ")
    )


def _natural(wording: Wording, node: ast.expr, depth: int) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of node
    match node:
        case ast.Call():
            return (
                answer(wording, node)
                or _gathered(wording, node)
                or call_noun(wording, node)
                or _result(wording, node)
            )
        case ast.Await(value=ast.expr() as value):
            code = wording.code(value)
            return (
                f"the awaited {code}"
                if code
                else f"the awaited {noun(wording, value, depth + 1).removeprefix('the ')}"
            )
        case (
            ast.ListComp(elt=element, generators=generators)
            | ast.SetComp(elt=element, generators=generators)
        ):
            return f"{_COLLECTIONS[type(node)]} {_each(wording, element, generators)}"
        case ast.GeneratorExp(elt=element, generators=generators):
            return f"a generator of {_each(wording, element, generators)}"
        case ast.DictComp(key=key, value=value, generators=generators):
            pairs = f"{atom(wording, key)} to {atom(wording, value)}"
            return f"a dictionary that maps {pairs} {_loops(wording, generators)}"
        case ast.Compare():
            return f"whether {condition(wording, node, holds=True)}"
        case ast.UnaryOp(op=ast.Not()):
            return f"whether {condition(wording, node, holds=True)}"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            chosen, other = (_branch(wording, one, depth) for one in (body, orelse))
            return f"{chosen} when {condition(wording, test, holds=True)}, and otherwise {other}"
        case ast.BoolOp(op=ast.Or(), values=[first, second]) if not isinstance(
            first, ast.Compare | ast.UnaryOp
        ):
            other = noun(wording, second, depth + 1)
            if isinstance(first, ast.BoolOp) or other.startswith("whether") or ", " in other:
                return None
            return f"{atom(wording, first)}, or {other} when that is falsy"
        case ast.Lambda(args=args, body=body):
            return _lambda(wording, args, body)
        case ast.NamedExpr(target=target, value=value):
            return f"{noun(wording, value, depth + 1)}, kept as `{target.id}`"
        case ast.Starred(value=value):
            return f"the items of {atom(wording, value)}"
        case ast.Yield(value=ast.expr() as value):
            return f"what the caller sends back when {atom(wording, value)} is yielded"
        case _:
            return None


def _branch(wording: Wording, node: ast.expr, depth: int) -> str:
    """One side of a choice; as code where its words would hide where the choice ends."""
    said = noun(wording, node, depth + 1)
    bare = without_code(said)
    return atom(wording, node) if ", " in bare or " when " in bare else said


def _result(wording: Wording, call: ast.Call) -> str:
    callee = call.func
    name = callee.attr if isinstance(callee, ast.Attribute) else getattr(callee, "id", "")
    code = wording.code(call)
    if _makes_object(name):
        if code is not None:
            return code
        given = arguments(wording, call)
        made = wording.code(callee, LONG_QUOTE) or f"the class on {place(callee)}"
        return f"a new {made} made with {given}" if given else f"a new {made}"
    return (
        f"the result of {called(wording, call)}"
        if code
        else f"the result of calling {called(wording, call)}"
    )


def _gathered(wording: Wording, call: ast.Call) -> str | None:
    """What a builtin makes of the items of a generator expression: "a tuple of `f(x)` for each `x`"."""
    match call:
        case ast.Call(
            func=ast.Name(id=name),
            args=[ast.GeneratorExp(elt=element, generators=generators)],
            keywords=[],
        ) if name in _GATHERING and wording.is_builtin(name):
            return f"{_GATHERING[name]} {_each(wording, element, generators)}"
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str()) as separator, attr="join"),
            args=[ast.GeneratorExp(elt=element, generators=generators)],
            keywords=[],
        ):
            joined = (
                f"joined by {atom(wording, separator)}"
                if separator.value
                else "joined without a separator"
            )
            return f"{_each(wording, element, generators)}, {joined}"
        case _:
            return None


def _makes_object(name: str) -> bool:
    bare = name.lstrip("_")
    return bare[:1].isupper() and not bare.isupper()


def _each(wording: Wording, element: ast.expr, generators: Sequence[ast.comprehension]) -> str:
    if len(generators) == 1 and isinstance(element, ast.Name):
        first = generators[0]
        if isinstance(first.target, ast.Name) and first.target.id == element.id:
            among = f"the items `{element.id}` of {atom(wording, first.iter)}"
            if not first.ifs:
                return among
            return f"{among} for which {conjunction(wording, [(test, True) for test in first.ifs])}"
    said = wording.code(element) if isinstance(element, ast.Call) else None
    said = said or noun(wording, element, 2)
    if ", " in without_code(said):
        said = atom(wording, element)
    return f"{said} {_loops(wording, generators)}"


def _loops(wording: Wording, generators: Sequence[ast.comprehension]) -> str:
    said = []
    for generator in generators:
        text = f"for each {atom(wording, generator.target)} in {atom(wording, generator.iter)}"
        if generator.is_async:
            text = text.replace("for each", "asynchronously for each", 1)
        if generator.ifs:
            text += f" for which {conjunction(wording, [(test, True) for test in generator.ifs])}"
        said.append(text)
    return ", ".join(said)


def _lambda(wording: Wording, args: ast.arguments, body: ast.expr) -> str | None:
    named = [argument.arg for argument in [*args.posonlyargs, *args.args]]
    if args.vararg or args.kwonlyargs or args.kwarg or args.defaults:
        return None
    code = wording.code(body, LONG_QUOTE)
    if code is None:
        return None
    taken = f"of {listed([f'`{name}`' for name in named])} " if named else "without arguments "
    return f"a function {taken}that returns {code}"


def _decomposed(wording: Wording, node: ast.expr, depth: int) -> str | None:  # noqa: PLR0911 - one answer for each kind of node
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            word = {ast.List: "a list", ast.Tuple: "a tuple", ast.Set: "a set"}[type(node)]
            said = [noun(wording, element, depth + 1) for element in elements[:_LISTED]]
            if len(elements) > _LISTED:
                said.append(counted(len(elements) - _LISTED, "more item"))
            return f"{word} of {listed(said)}"
        case ast.Dict(keys=keys, values=values):
            return _dictionary(wording, keys, values, depth)
        case ast.BinOp(left=left, op=op, right=right):
            if (
                isinstance(op, ast.Mod)
                and isinstance(left, ast.Constant)
                and isinstance(left.value, str)
            ):
                return (
                    f"the text {atom(wording, left)} filled with {noun(wording, right, depth + 1)}"
                )
            return f"{noun(wording, left, depth + 1)} {_OPERATORS[type(op)]} {noun(wording, right, depth + 1)}"
        case ast.BoolOp(op=op, values=values):
            word = "or" if isinstance(op, ast.Or) else "and"
            said = [atom(wording, value) for value in values[:_LISTED]]
            return (
                f"the first {'truthy' if word == 'or' else 'falsy'} one of {listed(said)}, or else the last"
                if len(values) <= _LISTED
                else None
            )
        case ast.Subscript(value=value, slice=index):
            return f"{noun(wording, value, depth + 1)} subscripted with {atom(wording, index)}"
        case ast.Attribute(value=value, attr=name):
            return f"the attribute `{name}` of {noun(wording, value, depth + 1)}"
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
            said.append(f"the items of {atom(wording, value)}")
        else:
            said.append(f"{atom(wording, key)} mapped to {noun(wording, value, depth + 1)}")
    if len(keys) > _LISTED:
        said.append(counted(len(keys) - _LISTED, "more entry"))
    return f"a dictionary with {listed(said)}"

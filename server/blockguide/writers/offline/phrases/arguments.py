"""A call with what it is given: quoted, or its arguments told one by one."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording

_LINKS: Final = 2
_ALL: Final = 1600


def called(wording: Wording, call: ast.Call) -> str:
    """The call as the object of "calls": quoted, or the callee with its arguments named one by one."""
    code = wording.code(call)
    if code is not None:
        return code
    chain = _chain(wording, call)
    if chain is not None:
        return chain
    callee = wording.code(call.func, LONG_QUOTE)
    if callee is None and isinstance(call.func, ast.Attribute):
        callee = say("`{}` on {}", call.func.attr, _opened(wording, call.func.value))
    long = wording.code(call, LONG_QUOTE)
    if long is not None and len(call.args) + len(call.keywords) < 2:
        return long
    callee = callee or atom(wording, call.func)
    given = arguments(wording, call)
    return say("{} with {}", callee, given) if given else callee


def arguments(wording: Wording, call: ast.Call) -> str:
    """The arguments of a call as a list of noun phrases; empty where there are none."""
    said = [_opened(wording, argument) for argument in call.args]
    for keyword in call.keywords:
        value = wording.text(keyword.value)
        if keyword.arg is None:
            said.append(say("the items of {}", atom(wording, keyword.value)))
        elif value is not None:
            said.append(f"`{keyword.arg}={value}`")
        else:
            said.append(say("`{}` set to {}", keyword.arg, _opened(wording, keyword.value)))
    if sum(map(len, said)) > _ALL:
        said = [*said[:6], say("{} more arguments", len(said) - 6)] if len(said) > 7 else said
    return listed(said)


def _chain(wording: Wording, call: ast.Call) -> str | None:
    """Methods called one on the result of the other, in their order; None where they are too few."""
    links: list[str] = []
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        given = [
            *(wording.text(argument) for argument in node.args),
            *(wording.text(keyword) for keyword in node.keywords),
        ]
        if any(one is None for one in given) or not isinstance(node.func.value, ast.Call):
            break
        links.append(f"`.{node.func.attr}({', '.join(one or '' for one in given)})`")
        node = node.func.value
    base = wording.code(node, LONG_QUOTE)
    if len(links) < _LINKS or base is None:
        return None
    return say("{} followed by {}", base, listed(links[::-1]))


def _opened(wording: Wording, node: ast.expr) -> str:
    """The node in backticks; a call too long for that as its callee with its arguments."""
    if isinstance(node, ast.Call) and wording.code(node, LONG_QUOTE) is None:
        return say("the result of calling {}", called(wording, node))
    return atom(wording, node)

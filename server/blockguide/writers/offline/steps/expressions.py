"""An expression as steps: its parts in order of evaluation, then the whole."""

import ast
from typing import Final

from blockguide.text import Lines
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.calls import call_titles
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.values import Draft

_MOST: Final = 10
_SHORT: Final = 30
_OPAQUE: Final = (
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.JoinedStr,
)


def expression_drafts(ground: Ground) -> tuple[Draft, ...]:
    """The steps of an EXPRESSION block."""
    node = ground.subject.block.nodes[0]
    if not isinstance(node, ast.Expr):
        return ()
    wording, whole = ground.wording, node.value
    parts: list[ast.Call] = []
    _collect(whole, parts)
    inner = [part for part in parts if part is not whole][:_MOST]
    drafts = [
        Draft(
            (*call_titles(wording, part), *_with_argument(wording, part), say("evaluate a part")),
            say("Evaluates {}.", atom(wording, part)),
            _lines(part, ground),
        )
        for part in inner
    ]
    said = noun(wording, whole)
    drafts.append(
        Draft(_titles(wording, whole), say("Gives {}.", said), ground.subject.block.lines)
    )
    return tuple(drafts)


def _with_argument(wording: Wording, call: ast.Call) -> tuple[str, ...]:
    """A title that tells calls of one function apart: by the first argument."""
    callee = wording.code(call.func, _SHORT)
    given = wording.code(call.args[0], _SHORT) if call.args else None
    return (say("call {} with {}", callee, given),) if callee and given else ()


def _titles(wording: Wording, whole: ast.expr) -> tuple[str, ...]:
    if isinstance(whole, ast.Call):
        return (*call_titles(wording, whole), say("evaluate the whole expression"))
    short = wording.code(whole, 30)
    return (
        say("evaluate {}", short) if short else say("evaluate the expression"),
        say("evaluate the whole expression"),
    )


def _collect(node: ast.AST, found: list[ast.Call]) -> None:
    """The calls in order of evaluation: what is inside comes first; what runs later is left out."""
    if isinstance(node, _OPAQUE) or len(found) > _MOST:
        return
    for child in ast.iter_child_nodes(node):
        _collect(child, found)
    if isinstance(node, ast.Call):
        found.append(node)


def _lines(node: ast.Call, ground: Ground) -> Lines:
    own = ground.subject.block.lines
    return Lines(max(node.lineno, own.first), min(node.end_lineno or node.lineno, own.last))

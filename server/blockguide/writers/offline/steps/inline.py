"""A short run of statements as one clause: "raises `E` if `a` is true, and otherwise returns `b`"."""

import ast
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from blockguide.code.facts.values import Action, ActionKind
from blockguide.writers.offline.phrases.conditions import condition, when
from blockguide.writers.offline.phrases.deeds import Deed, listed_in_order
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed, third_person
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.fold import holds_list
from blockguide.writers.offline.steps.simple import simple_deed

NOTHING: Final = framed("does nothing")
_LONG: Final = 230
_MOST: Final = 3
"""The most statements that one clause tells."""

_ARMS: Final = 2
_CHOICE: Final = re.compile(r", and otherwise |when that is falsy")
"""What a list of deeds must not hold: one would not see where the choice ends."""

_TIMES: Final = {2: framed("{} twice"), 3: framed("{} three times")}
_EXITS: Final = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_COMPOUND: Final = frozenset(
    {
        ActionKind.LOOP,
        ActionKind.WITH,
        ActionKind.TRY,
        ActionKind.MATCH,
        ActionKind.DEFINE_CLASS,
        ActionKind.DEFINE_FUNCTION,
    }
)


def clause_of(wording: Wording, actions: Sequence[Action]) -> str | None:  # noqa: PLR0911 - one answer for each kind of run
    """The actions as one verb phrase without a subject; None where that would be too long to read."""
    actions = [action for action in actions if action.kind is not ActionKind.DOCSTRING]
    if not actions or len(actions) > _MOST or any(action.kind in _COMPOUND for action in actions):
        return None
    if any(action.intent for action in actions[1:]):
        return None
    if len(actions) == 2 and actions[0].kind is ActionKind.BRANCH:
        return _limited(_exit_then(wording, actions[0], actions[1]))
    if len(actions) == 1 and actions[0].kind is ActionKind.PASS:
        return say(NOTHING)
    deeds = []
    for action in actions:
        deed = simple_deed(wording, action) if action.kind is not ActionKind.BRANCH else None
        if deed is None:
            return None
        deeds.append(deed)
    if len(deeds) > 1 and any(_CHOICE.search(deed.rest) for deed in deeds):
        return None
    return _limited(told_together(deeds))


def told_together(deeds: Sequence[Deed]) -> str:
    """Deeds that follow each other as one verb phrase; a verb that stays the same is said once."""
    if len(deeds) > 1 and len({(deed.verb, deed.rest) for deed in deeds}) == 1:
        return say(_TIMES.get(len(deeds), framed("{} {} times")), deeds[0].told, len(deeds))
    said: list[str] = []
    for verb, run in groupby(deeds, key=lambda deed: deed.verb):
        rests = [deed.rest for deed in run]
        if len(rests) == 1 or any(", " in without_code(rest) for rest in rests):
            said.extend(f"{third_person(verb)} {rest}".strip() for rest in rests)
        else:
            joined = listed(rests, "and then") if verb == "call" else listed_in_order(verb, rests)
            said.append(f"{third_person(verb)} {joined}")
    return sequence(said)


def sequence(said: Sequence[str]) -> str:
    """Verb phrases that follow each other: "a, b and then c"."""
    if len(said) > 2:
        return say("{}, and then {}", ", ".join(said[:-1]), said[-1])
    if len(said) == 2 and any(holds_list(one) for one in said):
        return say("{}, and {}", *said)
    return listed(said)


def always_leaves(actions: Sequence[Action]) -> bool:
    """Whether the run ends in a statement that leaves it."""
    return bool(actions) and isinstance(actions[-1].node, _EXITS)


def branch_clause(wording: Wording, action: Action) -> str | None:
    """A whole `if` statement as one sentence without its full stop; None where it is too long."""
    if any(
        arm.role == "else" and len(arm.actions) > 1 and arm.actions[0].kind is ActionKind.BRANCH
        for arm in action.arms
    ):
        return None
    # More than two ways, or more than one thing on one of them, are told one below the other.
    if len(action.arms) > _ARMS or (
        len(action.arms) > 1 and any(len(arm.actions) > 1 for arm in action.arms)
    ):
        return None
    said: list[str] = []
    for arm in action.arms:
        told = clause_of(wording, arm.actions)
        if told is None or any(one.intent for one in arm.actions):
            return None
        if isinstance(arm.head, ast.expr):
            if said and _is_opposite(action.arms[0].head, arm.head):
                said.append(say("otherwise {}", told))
                continue
            clause = f"{when(wording, arm.head, holds=True)}, {told}"
            said.append(say("otherwise, {}", clause) if said else clause)
        else:
            said.append(say("otherwise {}", told))
    return _limited("; ".join(said), 2 * _LONG)


def _is_opposite(first: ast.AST | None, second: ast.AST) -> bool:
    """Whether the two tests are `x` and `not x`."""
    match first, second:
        case (ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)), ast.Name(id=other)) | (
            ast.Name(id=name),
            ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=other)),
        ):
            return name == other
        case _:
            return False


def _exit_then(wording: Wording, branch: Action, last: Action) -> str | None:
    if (
        len(branch.arms) != 1
        or not always_leaves(branch.arms[0].actions)
        or not isinstance(branch.arms[0].head, ast.expr)
    ):
        return None
    told = clause_of(wording, branch.arms[0].actions)
    after = simple_deed(wording, last)
    if told is None or after is None:
        return None
    return say(
        "{} if {}, and otherwise {}",
        told,
        condition(wording, branch.arms[0].head, holds=True),
        after.told,
    )


def _limited(text: str | None, limit: int = _LONG) -> str | None:
    return text if text is not None and len(text) <= limit else None

"""When an error comes: the tests on the way to its `raise`, as a clause that a reader takes in at once."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from blockguide.code.facts.values import ActionKind, Guard, Raised
from blockguide.writers.offline.description.quoting import quoted
from blockguide.writers.offline.description.ways import Change, changes_in
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.conditions import condition, conjunction, disjunction
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed

_LONG: Final = 130
_FEW: Final = 2
_MANY: Final = 3
_BEHIND: Final = 3
_WRITTEN: Final = re.compile(r"[fr]?(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cause:
    """When an error comes.

    Attributes:
        clause: "when `n` is negative", "after catching `OSError`"; empty where it cannot be said shortly.
        is_whole: whether nothing else must hold.
    """

    clause: str
    is_whole: bool


def causes_of(
    ground: Ground, raised: Sequence[Raised], body: Sequence[ast.stmt] = ()
) -> Iterator[tuple[Raised, Cause]]:
    """Each of a function's errors with its cause; a test that many of them lie behind is told of none."""
    told, changes = list(_told_once(raised)), changes_in(body) if raised else []
    behind = Counter(id(guard.test) for one in told for guard in one.guards if not guard.holds)
    for one in told:
        kept = tuple(
            guard
            for position, guard in enumerate(one.guards)
            if (guard.holds or behind[id(guard.test)] <= _BEHIND)
            and not _is_changed(guard.test, one.guards[position + 1 :], changes)
        )
        cause = _cause_of(ground, replace(one, guards=kept))
        if cause.clause and kept and _is_later(ground, kept, changes):
            cause = replace(cause, clause=say("{} by then", cause.clause))
        yield one, replace(cause, is_whole=cause.is_whole and len(kept) == len(one.guards))


def _is_changed(test: ast.expr, later: Sequence[Guard], changes: Sequence[Change]) -> bool:
    """Whether a later test asks of a name that was changed since this one."""
    names, last = _names(test), _place(test)
    return any(
        change.name in names & _names(guard.test) and last <= change.place < _place(guard.test)
        for guard in later
        for change in changes
    )


def _is_later(ground: Ground, guards: Sequence[Guard], changes: Sequence[Change]) -> bool:
    """Whether a test asks of a parameter that is no longer as it was given."""
    given = {
        parameter.name for one in ground.subject.facts.functions for parameter in one.parameters
    }
    return any(
        change.name in given & _names(guard.test) and change.place < _place(guard.test)
        for guard in guards
        for change in changes
    )


def _names(test: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _cause_of(ground: Ground, one: Raised) -> Cause:
    """When the error comes, with all its tests where they are few, else with the last of them."""
    caught = listed([name for name in map(quoted, one.within.split(", ")) if name], "or")
    after = say("after catching {}", caught) if one.within and caught else ""
    if _ends_a_loop(ground, one):
        return Cause(f"{after} {say('when a loop ends without `break`')}".strip(), is_whole=True)
    if not one.guards:
        return Cause(after, is_whole=True)
    said = _said(ground, one.guards)
    if said:
        return Cause(f"{after} {said}".strip(), is_whole=True)
    last = one.guards[-1]
    text = condition(ground.wording, last.test, holds=last.holds) if last.holds else ""
    if not text or len(text) > _LONG:
        return Cause(f"{after} {_message(one)}".strip(), is_whole=False)
    return Cause(f"{after} {say('when {}', text)}".strip(), is_whole=False)


def _message(one: Raised) -> str:
    """What the error itself says, where the code writes it out."""
    text = one.message or ""
    code = quoted(text, _LONG) if _WRITTEN.fullmatch(text) else None
    return say("with the message {}", code) if code else ""


def _told_once(raised: Sequence[Raised]) -> Iterator[Raised]:
    """Each without the tests that say nothing: those that an earlier error told of, doubles, `while True`."""
    told: set[int] = set()
    for one in raised:
        guards: dict[tuple[str, bool], Guard] = {}
        for guard in one.guards:
            is_told = not guard.holds and id(guard.test) in told
            if not is_told and not isinstance(guard.test, ast.Constant):
                guards.setdefault((ast.dump(guard.test), guard.holds), guard)
        if one.guards and one.guards[-1].holds:
            told.add(id(one.guards[-1].test))
        yield replace(one, guards=_without_implied(tuple(guards.values())))


def _without_implied(guards: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """The tests without those that another one answers: `not (a and b)` where `not b` is told as well."""
    kept = list(guards)
    for guard in guards:
        others = {
            fact for other in kept if other is not guard for fact in _facts(other.test, other.holds)
        }
        parts = guard.test.values if isinstance(guard.test, ast.BoolOp) else []
        # One part decides it: an `and` that failed, an `or` that held.
        decides = isinstance(guard.test, ast.BoolOp) and (
            isinstance(guard.test.op, ast.And) != guard.holds
        )
        if decides and any(_facts(part, guard.holds) <= others for part in parts):
            kept.remove(guard)
    return tuple(kept)


def _facts(test: ast.expr, holds: bool) -> set[tuple[str, bool]]:  # noqa: FBT001 - a part of what is known
    """What is known where a test holds or fails, each as a test of its own."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _facts(inner, not holds)
        case ast.BoolOp(op=op, values=values) if isinstance(op, ast.And) == holds:
            return {fact for value in values for fact in _facts(value, holds)}
        case _:
            return {(ast.dump(test), holds)}


def _said(ground: Ground, guards: Sequence[Guard]) -> str:
    """All the tests as one clause; empty where that is too much."""
    failed = [guard.test for guard in guards if not guard.holds]
    if len(failed) == len(guards) > 1:
        merged = _merged(failed)
        if merged is not None:
            text = condition(ground.wording, merged, holds=False)
            return say("when {}", text) if len(text) <= _LONG else ""
        text = disjunction(ground.wording, failed) if len(failed) <= _FEW else ""
        return say("unless {}", text) if text and len(text) <= _LONG else ""
    if len(guards) > _MANY:
        return ""
    text = conjunction(ground.wording, [(guard.test, guard.holds) for guard in guards])
    return say("when {}", text) if len(text) <= _LONG else ""


def _merged(failed: Sequence[ast.expr]) -> ast.expr | None:
    """One test for several that ask the same: `n == 1`, `n == 2` as `n in (1, 2)`, and so with `isinstance`."""
    asked = [_asked(test) for test in failed]
    first = asked[0]
    if first is None or any(one is None or one[:2] != first[:2] for one in asked):
        return None
    values = [value for one in asked if one is not None for value in one[2]]
    several = ast.Tuple(values, ast.Load())
    match failed[0]:
        case ast.Call(func=func, args=[value, _]):
            return ast.copy_location(ast.Call(func, [value, several], []), failed[0])
        case ast.Compare(left=left):
            return ast.copy_location(ast.Compare(left, [ast.In()], [several]), failed[0])
        case _:
            return None


def _asked(test: ast.expr) -> tuple[str, str, list[ast.expr]] | None:
    """How a test asks, what it asks of, and the values or types that would make it true."""
    match test:
        case ast.Call(func=ast.Name(id="isinstance"), args=[value, kind], keywords=[]):
            return "isinstance", ast.dump(value), _each(kind)
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Constant() as value]):
            return "in", ast.dump(left), [value]
        case ast.Compare(
            left=left, ops=[ast.In()], comparators=[ast.Tuple() | ast.Set() as values]
        ):
            return "in", ast.dump(left), values.elts
        case _:
            return None


def _each(kind: ast.expr) -> list[ast.expr]:
    return kind.elts if isinstance(kind, ast.Tuple) else [kind]


def _ends_a_loop(ground: Ground, one: Raised) -> bool:
    """Whether the error stands in the `else` of a loop."""
    facts = ground.subject.facts
    flows = [facts.flow, *(function.flow for function in facts.functions)]
    pending = [action for flow in flows for action in flow.actions]
    while pending:
        action = pending.pop()
        if not action.arms or one.lines not in action.lines:
            continue
        for arm in action.arms:
            if one.lines in arm.lines:
                if action.kind is ActionKind.LOOP and arm.role == "else":
                    return True
                pending.extend(arm.actions)
    return False

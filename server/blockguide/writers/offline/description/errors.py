"""Which errors leave the code, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from blockguide.code.facts.values import ActionKind, Guard, Raised
from blockguide.writers.offline.description.quoting import quoted
from blockguide.writers.offline.docstrings.sections import Sections
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.conditions import condition, conjunction, disjunction
from blockguide.writers.offline.phrases.morphology import listed

_LONG: Final = 150
_WHOLE: Final = 240
"""The longest condition that is told with all its guards."""

_SHOWN: Final = 6
_FEW: Final = 2
_MANY: Final = 3
_NONE: Final = "when none of the earlier conditions holds"


def errors(
    ground: Ground, raised: Sequence[Raised], sections: Sections, subject: str = "It"
) -> str:
    """The errors by their exception, each with its conditions; then what only the docstring names."""
    said: list[str] = []
    again: list[str] = []
    groups: dict[str, list[Raised]] = {}
    for one in _without_passed(raised):
        if one.exception is None:
            again.append(one.within)
        else:
            groups.setdefault(one.exception, []).append(one)
    for name, members in list(groups.items())[:_SHOWN]:
        said.append(_sentence(ground, name, members, subject))
    rest = [quoted(name) for name in list(groups)[_SHOWN:]]
    if rest:
        said.append(f"{subject} can also raise {listed([name for name in rest if name], 'or')}.")
    if again:
        caught = [quoted(one) for one in dict.fromkeys(again) if one]
        what = listed([one for one in caught if one], "or")
        said.append(
            f"A caught {what} is raised again." if what else "A caught exception is raised again."
        )
    own = {name.rpartition(".")[2] for name in groups}
    for name, when in sections.raises:
        if name not in own:
            tail = (
                f" {when}"
                if when.startswith(("if ", "when ", "on ", "for ", "unless ", "in case "))
                else f": {when}"
                if when
                else ""
            )
            said.append(f"By its documentation, `{name}` is raised{tail}.")
    return " ".join(sentence for sentence in said if sentence)


def _without_passed(raised: Sequence[Raised]) -> Iterator[Raised]:
    """Each without the tests that an earlier one told of: past that one they are known to fail."""
    told: set[int] = set()
    for one in raised:
        guards = tuple(guard for guard in one.guards if guard.holds or id(guard.test) not in told)
        if one.guards and one.guards[-1].holds:
            told.add(id(one.guards[-1].test))
        yield replace(one, guards=guards)


def _sentence(ground: Ground, name: str, members: Sequence[Raised], subject: str) -> str:
    code = quoted(name)
    if code is None:
        return ""
    verb = "raise" if subject == "They" else "raises"
    conditions = [_when(ground, one) for one in members]
    if len(members) > 1 and any(not one for one in conditions):
        return f"{subject} {verb} {code} in {len(members)} cases, which the steps tell."
    told = [one for one in dict.fromkeys(conditions) if one]
    if not told:
        return f"{subject} {verb} {code}."
    lengths = accumulate(len(one) for one in told)
    fitting = sum(length <= 2 * _LONG for length in lengths) or 1
    rest = len(told) - fitting
    if rest > 1:
        told[fitting:] = [f"in {rest} more cases, which the steps tell"]
    return f"{subject} {verb} {code} {', or '.join(told)}."


def _when(ground: Ground, one: Raised) -> str:
    within = quoted(one.within) if one.within else None
    caught = listed(
        [name for part in one.within.split(", ") for name in [quoted(part)] if name], "or"
    )
    after = f"after catching {caught}" if within and caught else ""
    if _ends_a_loop(ground, one):
        return f"{after} when a loop ends without `break`".strip()
    if not one.guards:
        return after
    if len(one.guards) > 1 and not any(guard.holds for guard in one.guards):
        return f"{after} {_unless(ground, one.guards)}".strip()
    text = conjunction(ground.wording, [(guard.test, guard.holds) for guard in one.guards])
    if len(text) <= _WHOLE and len(one.guards) <= _MANY:
        return f"{after} when {text}".strip()
    last = one.guards[-1]
    text = condition(ground.wording, last.test, holds=last.holds)
    if len(text) > _LONG:
        return after or "under the conditions that the steps tell"
    return f"{after} when {text}, under further conditions that the steps tell".strip()


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


def _unless(ground: Ground, failed: Sequence[Guard]) -> str:
    """That none of the tests before it holds."""
    if len(failed) > _FEW:
        return _NONE
    text = disjunction(ground.wording, [guard.test for guard in failed])
    return f"unless {text}" if len(text) <= _LONG else _NONE

"""Titles for `if` statements and their branches."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import Action, Arm
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.comparisons import is_main_test
from blockguide.writers.offline.phrases.conditions import condition
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import Wording, dotted
from blockguide.writers.offline.steps.inline import always_leaves, clause_of
from blockguide.writers.offline.steps.simple import simple_deed

TITLE: Final = 52
"""The longest condition that a title tells."""

_FEW: Final = 3
_LONGEST: Final = 44
_PRESENT: Final = (framed("is truthy"), framed("is true"))
_ABSENT: Final = (framed("is falsy"), framed("is false"))
_PLAINER: Final = (
    (framed("is not less than {}"), framed("is at least {}")),
    (framed("is not greater than {}"), framed("is at most {}")),
    (framed("is not at least {}"), framed("is less than {}")),
    (framed("is not at most {}"), framed("is greater than {}")),
)


def test_of(arm: Arm) -> ast.expr:
    """The test of an arm that has one: `if` or `elif`."""
    assert isinstance(arm.head, ast.expr)
    return arm.head


def titles_of_body(wording: Wording, actions: Sequence[Action]) -> tuple[str, ...]:
    """The titles of the first statement of a run; none where it is a compound one."""
    for action in actions:
        deed = simple_deed(wording, action)
        if deed is not None and deed.titles:
            return deed.titles
        break
    return ()


def titles_of_branch(wording: Wording, action: Action) -> tuple[str, ...]:
    """The titles of a whole `if` statement, the best first."""
    first = action.arms[0]
    test = test_of(first)
    titles: list[str] = []
    if is_main_test(test) and clause_of(wording, first.actions) is None:
        titles.append(say("start the program"))
    if len(action.arms) > 1:
        titles.extend(_choice_titles(wording, action.arms))
    elif always_leaves(first.actions):
        titles.extend(_exit_titles(wording, test, first.actions))
    elif len(first.actions) > 1 and clause_of(wording, first.actions) is None:
        titles.extend(_about(wording, test))
    else:
        titles.extend(_single_titles(wording, test, first.actions))
    said = condition(wording, test, holds=True)
    titles.extend(_about(wording, test))
    if len(said) <= TITLE and not _tells_truth(said):
        titles.append(say("check whether {}", said))
    titles.append(say("check the condition"))
    return tuple(titles)


def _choice_titles(wording: Wording, arms: Sequence[Arm]) -> list[str]:
    tests = [arm.head for arm in arms if isinstance(arm.head, ast.expr)]
    subjects = {subject_of(wording, test) for test in tests}
    targets = {_bound(wording, arm.actions) for arm in arms}
    if len(targets) == 1 and None not in targets and len(arms) > 1 and arms[-1].role == "else":
        return [say("choose {}", targets.pop())]
    found = [say("choose by {}", subject) for subject in subjects if subject and len(subjects) == 1]
    about = {subject for test in tests if (subject := subject_of(wording, test, typed=False))}
    if not found and None not in subjects and 1 < len(about) <= _FEW:
        found = [say("choose by {}", listed(sorted(about)))]
    if not found and None not in subjects:
        found = [say("choose by {}", subject) for subject in about if len(about) == 1]
    said = condition(wording, test_of(arms[0]), holds=True)
    if len(said) <= TITLE - 14 and not _tells_truth(said):
        found.append(say("decide whether {}", said))
    return found


def subject_of(wording: Wording, test: ast.expr, *, typed: bool = True) -> str | None:  # noqa: PLR0911 - one answer for each kind of node
    """What a test asks about, as code, where that is short; where `typed`, a value's type by that word."""
    match test:
        case ast.Compare(
            left=ast.Constant() | ast.UnaryOp(operand=ast.Constant()), comparators=[middle, *_]
        ):
            return wording.code(middle, _LONGEST)
        case ast.Compare(left=left):
            return wording.code(left, _LONGEST)
        case ast.Call(func=ast.Name(id="isinstance"), args=[value, *_]):
            said = atom(wording, value)
            return say("the type of {}", said) if typed else said
        case ast.Call(func=ast.Name(id="hasattr" | "callable" | "issubclass"), args=[value, *_]):
            return wording.code(value, _LONGEST)
        case ast.UnaryOp(operand=operand):
            return subject_of(wording, operand, typed=typed)
        case ast.BoolOp(values=[first, *_]):
            return subject_of(wording, first, typed=typed)
        case ast.Name() | ast.Attribute():
            return wording.code(test, _LONGEST)
        case ast.Call(func=ast.Attribute(value=ast.Name() | ast.Attribute() as owner)) if dotted(
            owner
        ) not in {*wording.modules, "self", "cls"}:
            whole = wording.code(test, _LONGEST) if test.args or test.keywords else None
            return whole or wording.code(owner, _LONGEST)
        case ast.Call() | ast.BinOp():
            return wording.code(test, _LONGEST)
        case _:
            return None


def _bound(wording: Wording, actions: Sequence[Action]) -> str | None:
    if (
        len(actions) == 1
        and isinstance(actions[0].node, ast.Assign)
        and len(actions[0].node.targets) == 1
    ):
        target = actions[0].node.targets[0]
        return wording.code(target, 30) if isinstance(target, ast.Name | ast.Attribute) else None
    return None


def _exit_titles(wording: Wording, test: ast.expr, actions: Sequence[Action]) -> list[str]:
    last = actions[-1].node
    opposite = _plainly(condition(wording, test, holds=False))
    raises = isinstance(last, ast.Raise) or any(
        isinstance(arm.actions[-1].node, ast.Raise)
        for action in actions
        for arm in action.arms
        if arm.actions
    )
    if raises:
        fits = len(opposite) <= TITLE and not _tells_truth(opposite)
        found = [say("check that {}", opposite)] if fits else []
        return [*found, *_about(wording, test), *titles_of_body(wording, actions[-1:])]
    word = {
        ast.Continue: say("skip the rest"),
        ast.Break: say("leave the loop"),
        ast.Return: say("return early"),
    }[type(last)]
    ending = brief_when(wording, test)
    if not isinstance(last, ast.Break) and clause_of(wording, actions) is None:
        is_round = isinstance(last, ast.Continue)
        word = say("finish the round") if is_round else say("finish here")
        if isinstance(last, ast.Return) and last.value is not None:
            word = say("work out the result")
        return [*([f"{word} {ending}"] if ending else []), word, *_about(wording, test)]
    short = [f"{word} {ending}"] if ending and len(ending) <= TITLE else []
    if isinstance(last, ast.Continue):
        return [
            *([say("skip {}", ending)] if short else []),
            say("skip to the next {}", wording.item)
            if wording.item
            else say("skip to the next round"),
        ]
    return [*short, word, *titles_of_body(wording, actions[-1:])]


def _plainly(clause: str) -> str:
    """A clause without negated comparisons: "is at least 3" for "is not less than 3"."""
    for negative, positive in _PLAINER:
        clause = clause.replace(say(negative, ""), say(positive, ""))
    bound = say("is at least {}", 0)
    if clause.endswith(f" {bound}"):
        return f"{clause.removesuffix(bound)}{say('is not negative')}"
    return clause


def _about(wording: Wording, test: ast.expr) -> list[str]:
    subject = subject_of(wording, test)
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    named = list(dict.fromkeys(one for part in parts if (one := subject_of(wording, part))))
    several = [say("check {}", listed(named))] if 1 < len(named) <= _FEW else []
    return [*([say("check {}", subject)] if subject else []), *several]


def _single_titles(wording: Wording, test: ast.expr, actions: Sequence[Action]) -> list[str]:
    match test, actions:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]), [only]:
            target = only.node.targets[0] if isinstance(only.node, ast.Assign) else None
            if target is not None and ast.dump(target).replace("Store", "Load") == ast.dump(left):
                value = wording.code(only.node.value, 24)  # type: ignore[attr-defined]
                name = atom(wording, left)
                return [
                    say("default {} to {}", name, value)
                    if value
                    else say("give {} a default", name),
                    say("fill in {}", name),
                ]
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)), [
            Action(node=ast.Assign(targets=[ast.Name(id=bound)]))
        ] if name == bound:
            return [say("give `{}` a default", name), say("fill in `{}`", name)]
        case _:
            pass
    own = list(titles_of_body(wording, actions))
    ending = brief_when(wording, test)
    if own and ending and len(own[0]) + len(ending) < TITLE:
        return [f"{own[0]} {ending}", *own]
    return own


def brief_when(wording: Wording, test: ast.expr) -> str:
    """The condition as it may end a title: "if `x`", "when `n` is 0"; empty where it is too long."""
    if getattr(test, "id", getattr(test, "attr", "")) == "TYPE_CHECKING":
        return say("for type checkers")
    if is_main_test(test):
        return say("when run as a program")
    said = condition(wording, test, holds=True)
    asked = test
    while isinstance(asked, ast.UnaryOp) and isinstance(asked.op, ast.Not):
        asked = asked.operand
    name = f"`{dotted(asked)}`"
    if said in {f"{name} {say(frame)}" for frame in _PRESENT}:
        return say("if {}", name)
    if said in {f"{name} {say(frame)}" for frame in _ABSENT}:
        return say("unless {}", name)
    return say("when {}", said) if len(said) <= TITLE and not _tells_truth(said) else ""


def _tells_truth(said: str) -> bool:
    """Whether a condition tells that a value is truthy or falsy, which no title says well."""
    return any(say(frame) in said for frame in (*_PRESENT, *_ABSENT))

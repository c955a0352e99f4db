"""`if` and `match` as steps."""

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from blockguide.code.facts.values import Action, Arm
from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.conditions import condition, when
from blockguide.writers.offline.phrases.morphology import capital, listed, lower_first
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording, dotted
from blockguide.writers.offline.steps.inline import always_leaves, branch_clause, clause_of
from blockguide.writers.offline.steps.simple import simple_deed
from blockguide.writers.offline.steps.values import Draft

Inner = Callable[[Wording, Sequence[Action]], tuple[Draft, ...]]
_TITLE: Final = 52
_FEW: Final = 3
_TESTS: Final = ("When ", "Unless ")
_LONGEST: Final = 44
_LAST: Final = "take the last branch"
_TRUTH: Final = re.compile(r"\bis (?:truthy|falsy|true|false)\b")
_PRESENCE: Final = re.compile(r"(`[\w.]+`) is (truthy|falsy|true|false)")
_OPPOSITES: Final = (
    ("is not at most 0", "is positive"),
    ("is not less than 0", "is not negative"),
    ("is not less than", "is at least"),
    ("is not greater than", "is at most"),
    ("is not at least", "is less than"),
    ("is not at most", "is greater than"),
)


def branch_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """An `if` statement with all its arms."""
    titles = _titles(wording, action)
    told = branch_clause(wording, action)
    if told is not None:
        return Draft(titles, f"{capital(told)}.", action.lines, kind="branch")
    if len(action.arms) == 1:
        arm = action.arms[0]
        head = when(wording, _test(arm), holds=True)
        return _with_body(
            Draft(titles, capital(head), action.lines, setting=brief_when(wording, _test(arm))),
            wording,
            arm.actions,
            inner,
        )
    children = tuple(_arm(wording, arm, inner) for arm in action.arms)
    text = (
        f"Goes one of two ways, depending on whether {condition(wording, _test(action.arms[0]), holds=True)}:"
        if [arm.role for arm in action.arms] == ["if", "else"]
        else "Takes the first of these branches whose condition holds:"
    )
    return Draft(titles, text, action.lines, children)


def match_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """A `match` statement with all its cases."""
    node = action.node
    subject = atom(wording, node.subject) if isinstance(node, ast.Match) else place(node)
    children = tuple(_case(wording, arm, inner) for arm in action.arms)
    return Draft(
        (f"match {subject}", f"choose by {subject}"),
        f"Compares {subject} with each pattern in turn and takes the first that fits:",
        action.lines,
        children,
    )


def _with_body(draft: Draft, wording: Wording, actions: Sequence[Action], inner: Inner) -> Draft:
    """The draft, whose text is a condition without an end, with what happens under it."""
    told = clause_of(wording, actions)
    if told is not None and not any(action.intent for action in actions):
        return replace(draft, text=f"{draft.text}, {told}.")
    children = inner(wording, actions)
    if len(children) == 1 and _can_follow(children[0]):
        only = children[0]
        is_test = draft.text.startswith(_TESTS) and only.text.startswith(_TESTS)
        joiner = "and " if is_test else ""
        text = f"{draft.text}, {joiner}{lower_first(only.text)}"
        return Draft(
            (*only.titles, *draft.titles),
            text,
            draft.lines,
            only.children,
            setting=only.setting or draft.setting,
        )
    return replace(draft, text=f"{draft.text}:", children=children)


def _can_follow(child: Draft) -> bool:
    """Whether the child's text can stand after a condition without a doubt what belongs to what."""
    if child.text.endswith(":"):
        return not child.marked
    return "; " not in child.text and "otherwise" not in child.text and ". When " not in child.text


def _arm(wording: Wording, arm: Arm, inner: Inner) -> Draft:
    own = _titles_of_body(wording, arm.actions)
    is_told = clause_of(wording, arm.actions) is not None
    if arm.role == "else" or not isinstance(arm.head, ast.expr):
        alone = tuple(f"{title} otherwise" for title in own)
        titles = (*own, *alone, _LAST) if is_told else (*alone, _LAST)
        return _with_body(
            Draft(titles, "Otherwise", arm.lines, setting="otherwise"), wording, arm.actions, inner
        )
    ending = brief_when(wording, arm.head)
    named = [f"take the branch {ending}"] if ending and len(ending) < _TITLE else []
    named += [
        f"take the branch for {subject}" for subject in [_subject(wording, arm.head)] if subject
    ]
    under = tuple(f"{title} {ending}" for title in own[:1] if ending)
    titles = (*own, *under, *named) if is_told else (*under, *named, *own)
    head = capital(when(wording, arm.head, holds=True))
    return _with_body(
        Draft((*titles, "take the next branch"), head, arm.lines, setting=ending),
        wording,
        arm.actions,
        inner,
    )


def _case(wording: Wording, arm: Arm, inner: Inner) -> Draft:
    case = arm.head
    if not isinstance(case, ast.match_case):
        return _with_body(
            Draft(("take the case",), "Otherwise", arm.lines), wording, arm.actions, inner
        )
    pattern = wording.code(case.pattern, LONG_QUOTE) or f"the pattern on {place(case.pattern)}"
    wildcard = (
        isinstance(case.pattern, ast.MatchAs)
        and case.pattern.pattern is None
        and case.pattern.name is None
    )
    head = "For everything else" if wildcard else f"For {pattern}"
    if case.guard is not None:
        head += f", {when(wording, case.guard, holds=True)}"
    named = "take every other case" if wildcard else f"take the case {pattern}"
    titles = (named, *_titles_of_body(wording, arm.actions))
    return _with_body(Draft(titles, head, arm.lines), wording, arm.actions, inner)


def _test(arm: Arm) -> ast.expr:
    assert isinstance(arm.head, ast.expr)
    return arm.head


def _titles_of_body(wording: Wording, actions: Sequence[Action]) -> tuple[str, ...]:
    for action in actions:
        deed = simple_deed(wording, action)
        if deed is not None and deed.titles:
            return deed.titles
        break
    return ()


def _titles(wording: Wording, action: Action) -> tuple[str, ...]:
    first = action.arms[0]
    test = _test(first)
    titles: list[str] = []
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
    if len(said) <= _TITLE and not _TRUTH.search(said):
        titles.append(f"check whether {said}")
    titles.append(f"check the condition on {place(test)}")
    return tuple(titles)


def _choice_titles(wording: Wording, arms: Sequence[Arm]) -> list[str]:
    subjects = {_subject(wording, arm.head) for arm in arms if isinstance(arm.head, ast.expr)}
    targets = {_bound(wording, arm.actions) for arm in arms}
    if len(targets) == 1 and None not in targets and len(arms) > 1 and arms[-1].role == "else":
        return [f"choose {targets.pop()}"]
    found = [f"choose by {subject}" for subject in subjects if subject and len(subjects) == 1]
    about = {subject.removeprefix("the type of ") for subject in subjects if subject}
    if not found and None not in subjects and 1 < len(about) <= _FEW:
        found = [f"choose by {listed(sorted(about))}"]
    if not found and None not in subjects:
        found = [f"choose by {subject}" for subject in about if len(about) == 1]
    said = condition(wording, _test(arms[0]), holds=True)
    if len(said) <= _TITLE - 14 and not _TRUTH.search(said):
        found.append(f"decide whether {said}")
    return found


def _subject(wording: Wording, test: ast.expr) -> str | None:  # noqa: PLR0911 - one answer for each kind of node
    match test:
        case ast.Compare(left=ast.Constant(), comparators=[middle, *_]):
            return wording.code(middle, _LONGEST)
        case ast.Compare(left=left):
            return wording.code(left, _LONGEST)
        case ast.Call(func=ast.Name(id="isinstance"), args=[value, *_]):
            return f"the type of {atom(wording, value)}"
        case ast.UnaryOp(operand=operand):
            return _subject(wording, operand)
        case ast.BoolOp(values=[first, *_]):
            return _subject(wording, first)
        case ast.Name() | ast.Attribute():
            return wording.code(test, _LONGEST)
        case ast.Call(func=ast.Attribute(value=ast.Name() | ast.Attribute() as owner)) if (
            dotted(owner) not in wording.modules
        ):
            return wording.code(owner, _LONGEST)
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
    opposite = condition(wording, test, holds=False)
    for negative, positive in _OPPOSITES:
        opposite = opposite.replace(negative, positive)
    if opposite.endswith(" is at least 0"):
        opposite = f"{opposite.removesuffix('is at least 0')}is not negative"
    raises = isinstance(last, ast.Raise) or any(
        isinstance(arm.actions[-1].node, ast.Raise)
        for action in actions
        for arm in action.arms
        if arm.actions
    )
    if raises:
        plainly = len(opposite) <= _TITLE and not _TRUTH.search(opposite)
        found = [f"check that {opposite}"] if plainly else []
        return [*found, *_about(wording, test), *_titles_of_body(wording, actions[-1:])]
    word = {ast.Continue: "skip the rest", ast.Break: "leave the loop", ast.Return: "return early"}[
        type(last)
    ]
    ending = brief_when(wording, test)
    short = [f"{word} {ending}"] if ending and len(ending) <= _TITLE else []
    if isinstance(last, ast.Continue):
        return [
            *([f"skip {ending}"] if short else []),
            f"skip to the next {wording.item or 'round'}",
        ]
    return [*short, word, *_titles_of_body(wording, actions[-1:])]


def _about(wording: Wording, test: ast.expr) -> list[str]:
    subject = _subject(wording, test)
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    named = list(dict.fromkeys(one for part in parts if (one := _subject(wording, part))))
    several = [f"check {listed(named)}"] if 1 < len(named) <= _FEW else []
    return [*([f"check {subject}"] if subject else []), *several]


def _single_titles(wording: Wording, test: ast.expr, actions: Sequence[Action]) -> list[str]:
    match test, actions:
        case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]), [only]:
            target = only.node.targets[0] if isinstance(only.node, ast.Assign) else None
            if target is not None and ast.dump(target).replace("Store", "Load") == ast.dump(left):
                value = wording.code(only.node.value, 24)  # type: ignore[attr-defined]
                name = atom(wording, left)
                return [
                    f"default {name} to {value}" if value else f"give {name} a default",
                    f"fill in {name}",
                ]
        case _:
            pass
    own = list(_titles_of_body(wording, actions))
    ending = brief_when(wording, test)
    if own and ending and len(own[0]) + len(ending) < _TITLE:
        return [f"{own[0]} {ending}", *own]
    return own


def brief_when(wording: Wording, test: ast.expr) -> str:
    """The condition as it may end a title: "if `x`", "when `n` is 0"; empty where it is too long."""
    said = condition(wording, test, holds=True)
    match = _PRESENCE.fullmatch(said)
    if match is not None:
        return f"{'if' if match.group(2) in {'truthy', 'true'} else 'unless'} {match.group(1)}"
    return f"when {said}" if len(said) <= _TITLE and not _TRUTH.search(said) else ""

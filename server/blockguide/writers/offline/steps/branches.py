"""`if` and `match` as steps."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from blockguide.code.facts.values import Action, ActionKind, Arm
from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.comparisons import is_main_test
from blockguide.writers.offline.phrases.conditions import condition, when
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import capital, lower_first
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.wording import LAST_QUOTE, Wording
from blockguide.writers.offline.steps.branch_titles import (
    TITLE,
    brief_when,
    subject_of,
    test_of,
    titles_of_body,
    titles_of_branch,
)
from blockguide.writers.offline.steps.fold import joined_titles
from blockguide.writers.offline.steps.inline import branch_clause, clause_of
from blockguide.writers.offline.steps.openings import is_tested
from blockguide.writers.offline.steps.values import Draft

Inner = Callable[[Wording, Sequence[Action]], tuple[Draft, ...]]
_LAST: Final = framed("take the last branch")
_HERE: Final = framed("in this branch")


def branch_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """An `if` statement with all its arms."""
    titles = titles_of_branch(wording, action)
    told = branch_clause(wording, action)
    if told is not None:
        return Draft(titles, f"{capital(told)}.", action.lines, kind="branch")
    if len(action.arms) == 1:
        arm = action.arms[0]
        head = when(wording, test_of(arm), holds=True)
        if is_main_test(test_of(arm)):
            told_test = say("`__name__` is {}", '`"__main__"`')
            head = f"{head} ({told_test})"
        return _with_body(
            Draft(
                titles,
                capital(head),
                action.lines,
                setting=brief_when(wording, test_of(arm)) or say(_HERE),
            ),
            wording,
            arm.actions,
            inner,
        )
    first, *others = action.arms
    if [arm.role for arm in others] == ["else"]:
        said = condition(wording, test_of(first), holds=True)
        two = (_arm(wording, first, inner, say("If so")), _arm(wording, others[0], inner))
        return Draft(titles, say("Depends on whether {}:", said), action.lines, two)
    text = say("Takes the first of these branches whose condition holds:")
    children = tuple(_arm(wording, arm, inner) for arm in action.arms)
    return Draft(titles, text, action.lines, children)


def match_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """A `match` statement with all its cases."""
    node = action.node
    assert isinstance(node, ast.Match)
    subject = atom(wording, node.subject)
    children = tuple(_case(wording, arm, inner) for arm in action.arms)
    return Draft(
        (say("match {}", subject), say("choose by {}", subject)),
        say("Compares {} with each pattern in turn and takes the first that fits:", subject),
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
        then = lower_first(only.text)
        both = is_tested(draft.text) and is_tested(only.text)
        text = say("{}, and {}", draft.text, then) if both else f"{draft.text}, {then}"
        return Draft(
            (*only.titles, *draft.titles),
            text,
            draft.lines,
            only.children,
            setting=only.setting or draft.setting,
        )
    return replace(draft, text=f"{draft.text}:", children=children)


def _in_arm(draft: Draft, wording: Wording, actions: Sequence[Action], inner: Inner) -> Draft:
    """As `_with_body`, for a branch before others: a test that fails in it does not lead on to them."""
    if len(actions) == 1 and actions[0].kind is ActionKind.BRANCH and not _is_open(actions[0]):
        children = inner(wording, actions)
        return replace(draft, text=f"{draft.text}:", children=children)
    return _with_body(draft, wording, actions, inner)


def _is_open(action: Action) -> bool:
    """Whether all of a choice is told below it, so that what follows is surely not a part of it."""
    return (
        len(action.arms) > 1
        and not action.intent
        and any(len(arm.actions) > 1 for arm in action.arms)
    )


def _can_follow(child: Draft) -> bool:
    """Whether the child's text can stand after a condition without a doubt what belongs to what."""
    if child.text.endswith(":"):
        return ". " not in without_code(child.text)
    if "; " in child.text or say("otherwise") in child.text:
        return False
    return not any(is_tested(sentence) for sentence in child.text.split(". ")[1:])


def _arm(wording: Wording, arm: Arm, inner: Inner, opening: str = "") -> Draft:
    own = titles_of_body(wording, arm.actions)
    is_told = clause_of(wording, arm.actions) is not None and not any(
        action.intent for action in arm.actions
    )
    if arm.role == "else" or not isinstance(arm.head, ast.expr):
        alone = tuple(say("{} otherwise", title) for title in own)
        titles = (*own, *alone, say(_LAST)) if is_told else (*alone, say(_LAST))
        draft = Draft(titles, capital(say("otherwise")), arm.lines, setting=say("otherwise"))
        return _named_by_body(_with_body(draft, wording, arm.actions, inner), draft)
    ending = brief_when(wording, arm.head)
    named = [say("take the branch {}", ending)] if ending and len(ending) < TITLE else []
    named += [
        say("take the branch for {}", subject)
        for subject in [subject_of(wording, arm.head)]
        if subject
    ]
    under = tuple(f"{title} {ending}" for title in own[:1] if ending)
    titles = (*own, *under, *named) if is_told else (*under, *named, *own)
    head = opening or capital(when(wording, arm.head, holds=True))
    draft = Draft(
        (*titles, say("take the next branch")), head, arm.lines, setting=ending or say(_HERE)
    )
    return _named_by_body(_in_arm(draft, wording, arm.actions, inner), draft)


def _named_by_body(draft: Draft, head: Draft) -> Draft:
    """An arm that holds several steps below its `head`, under a title that tells what they do."""
    if draft.text != f"{head.text}:":
        return draft
    if len(draft.children) == 1 and head.setting:
        named = tuple(f"{title} {head.setting}" for title in draft.children[0].titles[:2])
        return replace(draft, titles=(*named, *draft.titles))
    joined = joined_titles(draft.children)
    with_setting = [f"{title} {head.setting}" for title in joined[:1] if head.setting]
    return replace(draft, titles=(*joined[:1], *with_setting, *joined[1:], *draft.titles))


def _case(wording: Wording, arm: Arm, inner: Inner) -> Draft:
    case = arm.head
    if not isinstance(case, ast.match_case):
        draft = Draft((say("take the case"),), capital(say("otherwise")), arm.lines)
        return _with_body(draft, wording, arm.actions, inner)
    pattern = wording.code(case.pattern, LAST_QUOTE) or say(
        "the pattern on {}", place(case.pattern)
    )
    wildcard = (
        isinstance(case.pattern, ast.MatchAs)
        and case.pattern.pattern is None
        and case.pattern.name is None
    )
    head = say("For everything else") if wildcard else say("For {}", pattern)
    if case.guard is not None:
        head += f", {when(wording, case.guard, holds=True)}"
    named = say("take every other case") if wildcard else say("take the case {}", pattern)
    titles = (*titles_of_body(wording, arm.actions), named)
    draft = Draft(titles, head, arm.lines, setting=say(_HERE))
    return _named_by_body(_in_arm(draft, wording, arm.actions, inner), draft)

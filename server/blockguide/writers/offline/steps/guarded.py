"""`with` and `try` as steps."""

import ast
from typing import Final

from blockguide.code.facts.values import Action, Arm
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.calls import call_titles
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import capital, listed
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording, dotted
from blockguide.writers.offline.steps.branches import Inner
from blockguide.writers.offline.steps.inline import NOTHING, clause_of
from blockguide.writers.offline.steps.openings import is_plain_call
from blockguide.writers.offline.steps.simple import simple_deed
from blockguide.writers.offline.steps.values import Draft

_SHORT: Final = 170
_EXPECTING: Final = frozenset(
    {"raises", "assertRaises", "assertRaisesRegex", "warns", "assertWarns", "assertWarnsRegex"}
)
_OPENERS: Final = frozenset(
    {"io", "os", "gzip", "bz2", "lzma", "tarfile", "codecs", "tokenize", "wave", "shelve", "dbm"}
)


def with_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """A `with` statement and its body."""
    node = action.node
    assert isinstance(node, ast.With | ast.AsyncWith)
    said = listed([_item(wording, item) for item in node.items])
    is_async = isinstance(node, ast.AsyncWith)
    head = (
        say("Inside the asynchronous context of {}", said) if is_async else say("Inside {}", said)
    )
    body = action.arms[0].actions
    told = clause_of(wording, body)
    titles = _with_titles(wording, node)
    if told is not None and not any(one.intent for one in body):
        return Draft(titles, f"{head}, {told}.", action.lines)
    return Draft(titles, f"{head}:", action.lines, inner(wording, body))


def try_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """A `try` statement: its body, what it catches, and what it does in every case."""
    body, *others = action.arms
    short = _short_try(wording, body, others)
    titles = _try_titles(wording, body, others)
    if short is not None:
        return Draft(titles, short, action.lines)
    children = list(inner(wording, body.actions))
    children.extend(_other_arm(wording, arm, body, inner) for arm in others)
    caught = [
        caught_by(wording, arm.head) for arm in others if isinstance(arm.head, ast.ExceptHandler)
    ]
    said = [say("Tries the following")]
    said += [say("and catches {}", listed(caught))] if caught else []
    if any(arm.role == "finally" for arm in others):
        said.append(say("with a last part that runs in every case"))
    return Draft(titles, f"{', '.join(said)}:", action.lines, tuple(children))


def caught_by(wording: Wording, handler: ast.ExceptHandler) -> str:
    """The exceptions of an `except` clause."""
    if handler.type is None:
        return say("every exception")
    if isinstance(handler.type, ast.Tuple):
        return listed([atom(wording, element) for element in handler.type.elts], "or")
    return atom(wording, handler.type)


def _item(wording: Wording, item: ast.withitem) -> str:
    manager = wording.code(item.context_expr, LONG_QUOTE)
    if manager is None:
        manager = say("the context of {}", atom(wording, item.context_expr))
    return (
        manager
        if item.optional_vars is None
        else say("{} as {}", manager, atom(wording, item.optional_vars))
    )


def _with_titles(wording: Wording, node: ast.With | ast.AsyncWith) -> tuple[str, ...]:
    manager = node.items[0].context_expr
    found: list[str] = []
    if isinstance(manager, ast.Call):
        name = dotted(manager.func).rpartition(".")[2] or getattr(manager.func, "attr", "")
        argument = wording.code(manager.args[0], 44) if manager.args else None
        owner = (
            wording.code(manager.func.value, 28)
            if isinstance(manager.func, ast.Attribute)
            else None
        )
        if name == "open" and (argument or owner):
            found.append(
                say("open {}", owner if owner and owner.strip("`") not in _OPENERS else argument)
            )
        elif name == "suppress" and argument:
            found.append(say("suppress {}", argument))
        elif name in _EXPECTING and argument:
            found.append(say("expect {}", argument))
        elif name == "subTest":
            found.append(say("run a subtest"))
        else:
            found.extend(
                title
                for title in call_titles(wording, manager)
                if not (is_plain_call(title) or title.startswith("make "))
            )
    name = dotted(manager).rpartition(".")[2].lower()
    code = wording.code(manager, 48)
    if "lock" in name or "mutex" in name:
        found.append(say("hold {}", code))
    if code:
        found.append(say("enter {}", code))
    elif isinstance(manager, ast.Call) and not found and wording.code(manager.func, 36):
        found.append(say("enter {}", wording.code(manager.func, 36)))
    return (*found, say("enter the context"))


def _short_try(wording: Wording, body: Arm, others: list[Arm]) -> str | None:
    told = clause_of(wording, body.actions)
    if (
        told is None
        or len(told) > _SHORT
        or any(one.intent for arm in (body, *others) for one in arm.actions)
    ):
        return None
    said = [capital(told)]
    for arm in others:
        inside = _inside(wording, arm)
        if inside is None or len(inside) > _SHORT:
            return None
        said.append(f"{_opening(wording, arm, body)}, {inside}")
    return f"{'. '.join(said)}."


def _inside(wording: Wording, arm: Arm) -> str | None:
    told = clause_of(wording, arm.actions)
    is_handler = isinstance(arm.head, ast.ExceptHandler)
    return say("ignores it") if told == say(NOTHING) and is_handler else told


def _opening(wording: Wording, arm: Arm, body: Arm) -> str:
    """How an arm begins: after which outcome of the guarded `body` it runs."""
    several = len(body.actions) > 1 or bool(body.actions[:1] and body.actions[0].arms)
    if isinstance(arm.head, ast.ExceptHandler):
        is_typed = arm.head.type is not None
        caught = caught_by(wording, arm.head) if is_typed else say("any exception")
        if arm.head.name:
            caught = say("{}, kept as `{}`", caught, arm.head.name)
        if several:
            return say("When any of this raises {}", caught)
        return say("When that raises {}", caught)
    if arm.role == "else" and several:
        return say("When none of this raises an exception")
    if arm.role == "else":
        return say("When it raises nothing")
    return say("In every case at the end")


def _other_arm(wording: Wording, arm: Arm, body: Arm, inner: Inner) -> Draft:
    opening = _opening(wording, arm, body)
    if isinstance(arm.head, ast.ExceptHandler):
        caught = caught_by(wording, arm.head)
        titles: tuple[str, ...] = (
            say("catch {}", caught) if len(caught) < 44 else say("catch the exceptions"),
        )
    elif arm.role == "else":
        titles = (say("go on after success"),)
    else:
        titles = (say("finish in every case"),)
    told = _inside(wording, arm)
    if told is not None and not any(one.intent for one in arm.actions):
        return Draft(titles, f"{opening}, {told}.", arm.lines)
    return Draft(
        titles,
        f"{opening}:",
        arm.lines,
        inner(wording, arm.actions),
        setting=_setting(wording, arm),
    )


def _setting(wording: Wording, arm: Arm) -> str:
    if isinstance(arm.head, ast.ExceptHandler):
        caught = caught_by(wording, arm.head)
        return say("after {}", caught) if len(caught) < 30 else say("after an error")
    return say("after success") if arm.role == "else" else say("in every case")


def _try_titles(wording: Wording, body: Arm, others: list[Arm]) -> tuple[str, ...]:
    found: list[str] = []
    if body.actions:
        deed = simple_deed(wording, body.actions[0])
        if deed is not None:
            found.extend(say("try to {}", title) for title in deed.titles[:2])
    caught = [
        caught_by(wording, arm.head) for arm in others if isinstance(arm.head, ast.ExceptHandler)
    ]
    if caught and len(listed(caught)) < 44:
        found.append(say("guard against {}", listed(caught, "or")))
    return (*found, say("try the guarded statements"))

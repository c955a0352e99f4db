"""Simple statements as deeds."""

import ast
from typing import Final

from blockguide.code.facts.values import Action, ActionKind
from blockguide.writers.offline.phrases.arguments import called
from blockguide.writers.offline.phrases.assignments import (
    annotated_deed,
    assignment_deed,
    augmented_deed,
    deletion_deed,
)
from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.calls import call_deed, call_name, call_titles
from blockguide.writers.offline.phrases.conditions import condition
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.effects import effect_deed
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.names import reading
from blockguide.writers.offline.phrases.nouns import iterated, noun
from blockguide.writers.offline.phrases.wording import LONG_QUOTE, Wording, dotted
from blockguide.writers.offline.steps.imports import importing
from blockguide.writers.offline.steps.outcomes import given_titles, returning

_TITLE: Final = 56


def simple_deed(wording: Wording, action: Action) -> Deed | None:  # noqa: C901, PLR0911, PLR0912 - one answer for each kind of statement
    """What a simple statement does; None for a compound one."""
    node = action.node
    if action.kind is ActionKind.HOLE:
        return Deed(
            "hold", say("code here that does not parse as Python"), (say("skip the broken code"),)
        )
    if action.kind is ActionKind.MAGIC:
        return _magic(action.text)
    match node:
        case ast.Assign():
            return assignment_deed(wording, node)
        case ast.AnnAssign():
            return annotated_deed(wording, node)
        case ast.AugAssign():
            return augmented_deed(wording, node)
        case ast.Delete():
            return deletion_deed(wording, node)
        case ast.Return(value=value):
            return returning(wording, value)
        case ast.Raise():
            return _raising(wording, node)
        case ast.Assert(test=test, msg=message):
            return _asserting(wording, test, message)
        case ast.Import() | ast.ImportFrom():
            return importing(node)
        case ast.Global(names=names):
            joined = listed([f"`{name}`" for name in names])
            titles = (say("declare global names"), say("declare {} as global", joined))
            return Deed("declare", say("{} as global", joined), titles)
        case ast.Nonlocal(names=names):
            joined = listed([f"`{name}`" for name in names])
            titles = (say("declare nonlocal names"), say("declare {} as nonlocal", joined))
            return Deed("declare", say("{} as nonlocal", joined), titles)
        case ast.Pass():
            return Deed("do", say("nothing"), (say("do nothing"), say("leave the body empty")))
        case ast.Continue():
            return _going_on(wording.item)
        case ast.Break():
            return Deed(
                "leave", say("the loop"), (say("end the loop early"), say("leave the loop"))
            )
        case ast.Expr(value=value):
            return _expression(wording, value)
        case _:
            return _other(wording, node)


def _going_on(item: str) -> Deed:
    title = say("go on with the loop")
    if item:
        return Deed(
            "go", say("on to the next {}", item), (title, say("go on to the next {}", item))
        )
    longer = say("go on to the next round of the loop")
    return Deed("go", say("on to the next round of the loop"), (title, longer))


def _expression(wording: Wording, value: ast.expr) -> Deed:  # noqa: PLR0911 - one answer for each kind of node
    match value:
        case ast.Await(value=ast.Call() as call):
            touching = effect_deed(wording, call)
            own = touching.titles if touching is not None else ()
            return Deed(
                "await",
                called(wording, call),
                (*own, *_awaiting(wording, call)),
            )
        case ast.Await(value=inner):
            return Deed("await", atom(wording, inner), (say("await {}", atom(wording, inner)),))
        case ast.Call():
            return call_deed(wording, value)
        case ast.Yield(value=None):
            titles = (say("hand over to the caller"), say("yield control to the caller"))
            return Deed("yield", say("control to the caller"), titles)
        case ast.Yield(value=ast.expr() as inner):
            return Deed("yield", noun(wording, inner), given_titles("yield", wording, inner))
        case ast.YieldFrom(value=inner):
            return Deed(
                "yield",
                say("every item of {}", iterated(wording, inner)),
                (say("yield every item"), *given_titles("yield from", wording, inner)),
            )
        case ast.Constant(value=str()):
            return Deed(
                "hold",
                say("a string that documents what stands beside it"),
                (say("note the documentation"),),
            )
        case ast.Constant(value=constant) if constant is ...:
            return Deed("do", say("nothing"), (say("leave the body empty"),))
        case _:
            return Deed(
                "evaluate",
                noun(wording, value),
                (say("evaluate {}", wording.code(value, 40) or say("the expression")),),
            )


def _awaiting(wording: Wording, call: ast.Call) -> tuple[str, ...]:
    """The titles of a call; those that say that it is called say that it is awaited."""
    name = call_name(call)
    named = [wording.code(call.func), reading(name).rest]
    named += [wording.code(call.func.value)] if isinstance(call.func, ast.Attribute) else []
    awaited = {say("call {}", one): say("await {}", one) for one in named if one}
    awaited[say("call `{}`", name)] = say("await `{}`", name)
    return tuple(awaited.get(title, title) for title in call_titles(wording, call))


def _raising(wording: Wording, node: ast.Raise) -> Deed:
    if node.exc is None:
        return Deed("raise", say("the caught exception again"), (say("raise the exception again"),))
    exception, traced = _untraced(node.exc)
    tail = f", {say('with the traceback {}', atom(wording, traced))}" if traced is not None else ""
    if isinstance(node.cause, ast.Constant):
        tail += f" {say('from `None`')}"
    elif node.cause is not None:
        tail += f", {say('caused by {}', atom(wording, node.cause))}"
    if not isinstance(exception, ast.Call) or not dotted(exception.func):
        said = atom(wording, exception)
        return Deed("raise", f"{said}{tail}", _refusing(said, exception))
    called = dotted(exception.func)
    if called.rpartition(".")[2].lstrip("_")[:1].islower() and called.startswith(("self.", "cls.")):
        said = atom(wording, exception)
        return Deed(
            "raise", f"{say('what {} gives', said)}{tail}", (say("raise what `{}` gives", called),)
        )
    name = f"`{called}`"
    details = _details(wording, exception)
    rest = f"{name} {details}{tail}" if details else f"{name}{tail}"
    return Deed("raise", rest, _refusing(name, exception))


def _untraced(exception: ast.expr) -> tuple[ast.expr, ast.expr | None]:
    """The exception without the traceback that it is given, and that traceback."""
    match exception:
        case ast.Call(func=ast.Attribute(value=value, attr="with_traceback"), args=[traced]):
            return value, traced
        case _:
            return exception, None


def _refusing(name: str, exception: ast.expr) -> tuple[str, ...]:
    said = ast.unparse(exception).lower()
    is_bare = not isinstance(exception, ast.Call) or not exception.args
    is_left = is_bare or any(word in said for word in ("subclass", "abstract", "overrid"))
    left = (say("leave it to subclasses"),) if name == "`NotImplementedError`" and is_left else ()
    return (*left, say("raise {}", name), say("stop with {}", name))


def _details(wording: Wording, call: ast.Call) -> str:
    if not call.args and not call.keywords:
        return ""
    if len(call.args) == 1 and not call.keywords:
        argument = call.args[0]
        is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        if (
            is_text
            or isinstance(argument, ast.JoinedStr | ast.BinOp)
            or (
                isinstance(argument, ast.Call)
                and isinstance(argument.func, ast.Attribute)
                and argument.func.attr == "format"
            )
        ):
            code = wording.code(argument, LONG_QUOTE)
            return say(
                "with the message {}", code or noun(wording, argument).removeprefix("the text ")
            )
        return say("with {}", noun(wording, argument, 2))
    said = [wording.code(argument, LONG_QUOTE) or noun(wording, argument) for argument in call.args]
    said += [
        f"`{keyword.arg}={wording.text(keyword.value)}`"
        if keyword.arg and wording.text(keyword.value)
        else say("`{}` set to {}", keyword.arg, noun(wording, keyword.value))
        if keyword.arg
        else say("the items of {}", atom(wording, keyword.value))
        for keyword in call.keywords
    ]
    return say("with {}", listed(said))


def _asserting(wording: Wording, test: ast.expr, message: ast.expr | None) -> Deed:
    said = condition(wording, test, holds=True)
    tail = f", {say('with the message {}', noun(wording, message))}" if message is not None else ""
    titles = (
        (say("check that {}", said), say("assert that {}", said)) if len(said) <= _TITLE else ()
    )
    asked = test.left if isinstance(test, ast.Compare) else test
    asked = asked.operand if isinstance(asked, ast.UnaryOp) else asked
    if isinstance(asked, ast.Call) and not isinstance(test, ast.Compare):
        subject = wording.code(asked.func, 36)
        quantified = subject in {"`all`", "`any`"}
        named = say("check {}", subject) if subject else ""
        own = say("check the items") if quantified else named
        titles = (*titles, own) if own else titles
    elif not isinstance(asked, ast.Constant):
        subject = wording.code(asked, 36)
        titles = (*titles, say("check {}", subject)) if subject else titles
    return Deed("assert", f"{say('that {}', said)}{tail}", (*titles, say("assert the condition")))


def _magic(text: str) -> Deed:
    shown = " ".join(text.split())
    if "`" in shown or len(shown) > LONG_QUOTE or not shown:
        return Deed("run", say("a notebook command"), (say("run the notebook command"),))
    return Deed(
        "run",
        say("the notebook command `{}`", shown),
        (say("run the notebook command"), say("run `{}`", shown.split()[0])),
    )


def _other(wording: Wording, node: ast.stmt) -> Deed | None:
    if isinstance(
        node,
        ast.If
        | ast.For
        | ast.AsyncFor
        | ast.While
        | ast.With
        | ast.AsyncWith
        | ast.Try
        | ast.TryStar
        | ast.Match,
    ):
        return None
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return None
    code = wording.code(node, LONG_QUOTE)
    return Deed("run", code or say("the statement on {}", place(node)), (say("run the statement"),))

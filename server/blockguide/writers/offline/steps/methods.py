"""A function within a class or module as one step."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import DecoratorKind, FunctionFacts, Parameter
from blockguide.text import Lines
from blockguide.writers.offline.docstrings.purpose import (
    Purpose,
    is_property,
    is_stub,
    purpose_of,
)
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.decorations import decorated
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import (
    base_form,
    capital,
    listed,
    lower_first,
    told,
)
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import unquoted
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.steps.fold import grouped
from blockguide.writers.offline.steps.inline import clause_of
from blockguide.writers.offline.steps.method_titles import method_titles
from blockguide.writers.offline.steps.tell import listed_parameters, tell
from blockguide.writers.offline.steps.values import Depth, Draft

_RECEIVERS: Final = frozenset({"self", "cls"})
_NESTED: Final = 16
_GIST: Final = 3
_SIGNATURE: Final = 200
_STATIC: Final = framed("the static method {}")
_CLASS: Final = framed("the class method {}")
_STATIC_COROUTINE: Final = framed("the static asynchronous method {}")
_CLASS_COROUTINE: Final = framed("the class asynchronous method {}")
_ASYNCHRONOUS: Final = framed("the asynchronous method {}")
_COROUTINE: Final = framed("the coroutine {}")
_PROPERTY: Final = framed("the property `{}`")
_SETTER: Final = framed("the setter of `{}`")
_DELETER: Final = framed("the deleter of `{}`")
_ABSTRACT: Final = {
    "": framed("the abstract method {}"),
    _STATIC: framed("the abstract static method {}"),
    _CLASS: framed("the abstract class method {}"),
    _STATIC_COROUTINE: framed("the abstract static asynchronous method {}"),
    _CLASS_COROUTINE: framed("the abstract class asynchronous method {}"),
    _ASYNCHRONOUS: framed("the abstract asynchronous method {}"),
    _COROUTINE: framed("the abstract coroutine {}"),
    _PROPERTY: framed("the abstract property `{}`"),
    _SETTER: framed("the abstract setter of `{}`"),
    _DELETER: framed("the abstract deleter of `{}`"),
}
"""By what says a kind of method: what says the same of an abstract one."""

_OVERLOADS: Final = (
    framed("declare an overload of `{}`"),
    framed("declare another overload of `{}`"),
    framed("declare a further overload of `{}`"),
    framed("declare one more overload of `{}`"),
)


def function_draft(ground: Ground, function: FunctionFacts, lines: Lines, depth: Depth) -> Draft:
    """The step of a function: what it is for, and, at the depth WHOLE, its own steps as children."""
    purpose = purpose_of(function, ground.known)
    titles = (*method_titles(function, purpose), say("define `{}`", function.name))
    subject = signature(function)
    decoration = decorated(ground.wording, function.decorators)
    extra = f" ({say('decorated with {}', decoration)})" if decoration else ""
    if function.decorated(DecoratorKind.OVERLOAD):
        return _overload(function, lines)
    if is_stub(function):
        titles = titles if purpose is not None else (say("define `{}`", function.name),)
        return Draft(titles, _declared(ground, function, purpose), lines, kind="define")
    body = function.flow.actions
    clause = clause_of(ground.wording, body)
    if clause is not None:
        said = (
            say("{}: it {}", purpose.predicate, clause)
            if purpose and purpose.told and purpose.predicate not in clause
            else clause
        )
        return Draft(titles, f"{capital(subject)} {said}{extra}.", lines, kind="define")
    said = f"{subject} {purpose.predicate}" if purpose else say("{}, step by step", subject)
    if depth is not Depth.WHOLE:
        if purpose is None:
            said = f"{subject} {_gist(tell(ground.wording, body))}"
        outcome = _outcome(ground, function, told=purpose is None)
        text = f"{capital(said)}{extra}. {outcome}".rstrip()
        return Draft(titles, text, lines, kind="define")
    children = grouped(tell(ground.wording, body), _NESTED)
    if len(children) == 1 and not children[0].children and children[0].deed is None:
        only = children[0]
        does = lower_first(only.text)
        if purpose is None or not purpose.told:
            return (
                Draft(titles, f"{capital(subject)}{extra} {does}", lines, kind="define")
                if (base_form(does.split(" ", 1)[0].rstrip(",")) is not None)
                else Draft(
                    titles,
                    f"{capital(said if purpose else say('{} does this', subject))}{extra}: {does}",
                    lines,
                    kind="define",
                )
            )
    return Draft(
        titles,
        f"{capital(said)}{extra}:",
        lines,
        children,
        kind="define",
        setting=say("in `{}`", function.name),
    )


def _declared(ground: Ground, function: FunctionFacts, purpose: Purpose | None) -> str:
    """A function without a body of its own: what it is for, and who fills the body."""
    whole = None if is_property(function) else _declaration(function)
    frame, shown = (_plain_frame(function), whole) if whole is not None else _called(function)
    if function.decorated(DecoratorKind.ABSTRACT):
        frame = _ABSTRACT[frame]
    others = [one for one in function.decorators if one.kind is not DecoratorKind.ABSTRACT]
    decoration = decorated(ground.wording, others)
    said = say("Declares {}", say(frame, shown) if frame else shown)
    said += f", {say('decorated with {}', decoration)}" if decoration else ""
    raises = any(one.exception == "NotImplementedError" for one in function.flow.raised)
    rest = say("Its body raises `NotImplementedError`.") if raises else say("Its body is empty.")
    if purpose is None:
        return f"{said}. {rest}"
    if decoration:
        return f"{said}. {say('It {}', purpose.predicate)}. {rest}"
    return f"{say('{}, which {}.', said, purpose.predicate)} {rest}"


def _plain_frame(function: FunctionFacts) -> str:
    """What kind of method a function without a body of its own is; empty where its signature says it."""
    is_coroutine = function.is_async and not function.is_generator
    if function.decorated(DecoratorKind.CLASSMETHOD):
        return _CLASS_COROUTINE if is_coroutine else _CLASS
    if function.decorated(DecoratorKind.STATICMETHOD):
        return _STATIC_COROUTINE if is_coroutine else _STATIC
    return _ASYNCHRONOUS if is_coroutine else ""


def _overload(function: FunctionFacts, lines: Lines) -> Draft:
    """The signature alone: that is all that an overload says."""
    text = _declaration(function) or f"`{function.name}`"
    titles = tuple(say(title, function.name) for title in _OVERLOADS)
    return Draft(titles, say("Declares the overload {}.", text), lines, kind="define")


def _given(parameter: Parameter) -> str:
    default = parameter.default
    fits = default is not None and "\n" not in default and "`" not in default
    return f"`{parameter.name}={default}`" if fits else f"`{parameter.name}`"


def _declaration(function: FunctionFacts) -> str | None:
    """The signature with its annotations; None where it is too long to quote."""
    given = _spaced(ast.unparse(function.node.args), function.node.args)
    result = f" -> {ast.unparse(function.node.returns)}" if function.node.returns else ""
    shown = f"`{function.name}({given}){result}`"
    return shown if len(shown) <= _SIGNATURE and shown.count("`") == 2 else None


def _spaced(text: str, arguments: ast.arguments) -> str:
    """The parameters with spaces around the `=` of a default after an annotation."""
    for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        if one.annotation is not None:
            head = f"{one.arg}: {ast.unparse(one.annotation)}"
            text = text.replace(f"{head}=", f"{head} = ")
    return text


def _gist(drafts: Sequence[Draft]) -> str:
    """What a body does, from the titles of its steps: the first two and the last."""
    titles = [draft.titles[0] for draft in drafts if draft.titles]
    chosen = titles if len(titles) <= _GIST else [*titles[: _GIST - 1], titles[-1]]
    return listed([told(plain(title)) for title in chosen]) or say("is declared")


def signature(function: FunctionFacts) -> str:
    """The function as it is called: "`call(action)`", "the property `name`"."""
    frame, shown = _called(function)
    return say(frame, shown) if frame else shown


def _called(function: FunctionFacts) -> tuple[str, str]:
    """What says the kind of a function, empty where nothing needs to, and the function as it is called."""
    if is_property(function):
        return _PROPERTY, function.name
    if function.decorated(DecoratorKind.SETTER):
        return _SETTER, function.name
    if function.decorated(DecoratorKind.DELETER):
        return _DELETER, function.name
    given = listed_parameters(function.node.args)
    head, _, rest = given.partition(", ")
    shown = rest if head in {"self", "cls", "mcs", "metacls"} else given
    if shown.startswith("/, "):
        shown = shown[3:]
    elif shown == "/":
        shown = ""
    text = f"`{function.name}({shown})`"
    if len(text) > _SIGNATURE:
        own = [one for one in function.parameters if one.name not in _RECEIVERS]
        text = say("`{}` with {}", function.name, listed([_given(one) for one in own]))
    if function.decorated(DecoratorKind.STATICMETHOD):
        return _STATIC, text
    if function.decorated(DecoratorKind.CLASSMETHOD):
        return _CLASS, text
    return (_COROUTINE if function.is_async and not function.is_generator else ""), text


def _outcome(ground: Ground, function: FunctionFacts, *, told: bool) -> str:
    """What it returns, unless that is told already, and what it can raise."""
    said = []
    values = [one.value for one in function.flow.returns if one.value is not None]
    if (
        function.returns is not None
        and function.returns not in {"None", "'None'"}
        and len(function.returns) < 60
        and "`" not in function.returns
        and "\n" not in function.returns
    ):
        declared = unquoted(function.returns)
        said.append(
            say("It is a generator, declared as `{}`.", declared)
            if function.is_generator
            else say("Returns {}.", f"`{declared}`")
        )
    elif not told and len(values) == 1 and len(function.flow.returns) == 1:
        value = noun(ground.wording, values[0])
        said += [say("Returns {}.", value)] if len(value) < 120 else []
    raised = list(
        dict.fromkeys(
            f"`{one.exception}`"
            for one in function.flow.raised
            if one.exception and "\n" not in one.exception and len(one.exception) < 60
        )
    )
    if raised:
        said.append(say("Can raise {}.", listed(raised, "or")))
    return " ".join(said)

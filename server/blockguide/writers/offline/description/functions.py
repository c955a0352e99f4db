"""The description of a function or method."""

import ast
import re
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import (
    ActionKind,
    DecoratorKind,
    FunctionFacts,
    Mutation,
    Origin,
    ParameterKind,
)
from blockguide.guide.values import Step
from blockguide.writers.offline.description.asserting import asserted_by
from blockguide.writers.offline.description.effects import effects, mutations, outside
from blockguide.writers.offline.description.errors import errors
from blockguide.writers.offline.description.quoting import few, in_order, later, paragraph
from blockguide.writers.offline.description.signature import gives, noted, own_parameters, taken
from blockguide.writers.offline.description.subjects import IT
from blockguide.writers.offline.description.wrapping import wrapper_of
from blockguide.writers.offline.docstrings.purpose import Purpose, is_stub, purpose_of
from blockguide.writers.offline.docstrings.sections import sections_of
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.decorations import decorated
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import capital, listed, lower_first
from blockguide.writers.offline.phrases.morphology import told as said_of
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import without_code

_TOLD: Final = 3
_NEW: Final = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_REST: Final = 260
_ONE_SENTENCE: Final = 201
_A_FILE: Final = re.compile(
    r"\b(?:a|the) file(?=$|[.,;]| (?:and|as|at|by|for|from|if|in|into|is|on|or|that|to|using|which|with)\b)"
)
_SLIGHT: Final = (
    "imports ",
    "sets up ",
    "starts with ",
    "starts `",
    "sets `",
    "declares ",
    "keeps ",
    "prepares ",
)
_ENDS: Final = ("finishes with ", "returns nothing", "returns the ", "stops here")
_CONTROL: Final = (
    "chooses ", "raises ", "matches `", "decides ", "checks ", "returns early", "works out the result",
    "tries the guarded statements", "guards against ",
    "finishes ", "takes the ", "goes through", "counts ", "repeats ", "leaves ", "skips ",
)  # fmt: skip
"""How a predicate starts that tells which way the code goes, not what comes of it."""

_GATHERED: Final = (ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD)
"""Parameters whose object is made anew for each call."""

_KINDS: Final = {
    DecoratorKind.CONTEXT_MANAGER: framed("context manager"),
    DecoratorKind.FIXTURE: framed("fixture"),
    DecoratorKind.PROPERTY: framed("property"),
    DecoratorKind.CACHED_PROPERTY: framed("cached property"),
    DecoratorKind.SETTER: framed("setter"),
    DecoratorKind.DELETER: framed("deleter"),
    DecoratorKind.CLASSMETHOD: framed("class method"),
    DecoratorKind.STATICMETHOD: framed("static method"),
}


def describe_function(ground: Ground, function: FunctionFacts, steps: Sequence[Step]) -> str:
    """Purpose, then what goes in and out, then what it touches and raises."""
    scopes = ground.subject.block.scopes
    in_class = bool(scopes) and isinstance(scopes[-1].node, ast.ClassDef)
    sections = sections_of(function.docstring, ground.known)
    purpose = purpose_of(function, ground.known)
    parameters = own_parameters(function, bound=in_class)
    name = _name(ground, function, in_class=in_class)
    subject = capital(_subject(function, name))
    opening = _opening(ground, function, purpose, subject, name)
    given, told = taken(parameters, sections), noted(parameters, sections)
    is_alone = _returns_alone(purpose, function)
    out, more = ("", "") if is_alone else gives(ground, function, sections, purpose)
    has_result = out not in {"", say("returns nothing")}
    if not given and not has_result:
        out = ""
    passed = _in_and_out(say(IT), given, told, out, more)
    if not opening:
        course = _course(function, steps)
        turns = [one.startswith(_CONTROL) for one in course]
        if (given or out) and (all(turns) or (any(turns) and has_result)):
            opening, passed = _in_and_out(subject, given, told, out, more), ""
        else:
            opening = f"{subject} {in_order(_without_control(course))}."
    first = paragraph([opening, _rest(purpose)])
    second = paragraph([passed, _decorations(ground, function)])
    names = frozenset(parameter.name for parameter in parameters)
    gathered = frozenset(one.name for one in parameters if one.kind in _GATHERED)
    third = paragraph(
        [
            errors(ground, function.flow.raised, sections, body=function.node.body),
            mutations(
                [one for one in _of_callers(function) if one.root not in gathered],
                names,
                outside(ground),
                body=function.node.body,
            ),
            effects(ground, function.flow.effects, body=function.node.body),
            _surroundings(ground),
        ]
    )
    return "\n\n".join(part for part in (first, second, third) if part)


def _in_and_out(subject: str, given: str, told: str, out: str, more: str) -> str:
    """What goes in and comes out: one sentence where that is short, then what the docstring adds."""
    if (
        given
        and out
        and not told
        and ": " not in without_code(given)
        and len(given) + len(out) < _ONE_SENTENCE
    ):
        if ", " in without_code(given) or ", " in without_code(out):
            return paragraph([say("{} takes {}, and {}.", subject, given, out), more])
        return paragraph([say("{} takes {} and {}.", subject, given, out), more])
    takes = say("{} takes {}.", subject, given) if given else ""
    comes = f"{say(IT) if given else subject} {out}." if out else ""
    return paragraph([takes, told, comes, more])


def _opening(
    ground: Ground, function: FunctionFacts, purpose: Purpose | None, subject: str, name: str
) -> str:
    """What the function is for, in one sentence; empty where nothing but its steps says it."""
    if purpose is not None:
        told = _told(ground, function, purpose)
        kind = _kind(function).rpartition(" ")[2]
        is_doubled = kind and re.match(rf"an? [\w ]*{kind}\b", purpose.named)
        return f"{name if is_doubled else subject} {_linked(told, function)}."
    if is_stub(function):
        if any(one.exception == "NotImplementedError" for one in function.flow.raised):
            return say("{} is left for subclasses to write.", subject)
        return say("{} is declared with an empty body: it does nothing.", subject)
    if _returns_alone(purpose, function):
        value = next(one.value for one in function.flow.returns if one.value is not None)
        return say("{} returns {}.", subject, noun(ground.wording, value))
    wrapper = wrapper_of(function)
    if wrapper is not None:
        return say(
            "{} wraps `{}` in the function `{}`, which it returns.",
            subject,
            wrapper[0],
            wrapper[1],
        )
    return ""


def _told(ground: Ground, function: FunctionFacts, purpose: Purpose) -> str:
    """The predicate; that of a test by what it asserts, where its name is no sentence."""
    is_named = purpose.verb == "test" and not purpose.told and "“" in purpose.predicate
    asserted = asserted_by(ground, function) if is_named else ""
    return say("checks {}", asserted) if asserted else purpose.predicate


def _course(function: FunctionFacts, steps: Sequence[Step]) -> list[str]:
    """The titles of the weightier steps as predicates, in their order."""
    starts = {action.lines.first for action in function.flow.actions}
    told = [said_of(lower_first(step.title)) for step in steps if step.lines.first in starts]
    weighty = [one for one in told if not one.startswith(_SLIGHT)]
    told = weighty or told
    while len(told) > 1 and told[-1].startswith(_ENDS):
        told.pop()
    return [
        one
        for position, one in enumerate(told)
        if not any(one.startswith(f"{before} ") for before in told[:position])
    ]


def _without_control(told: Sequence[str]) -> list[str]:
    """At most three of the predicates, those first that say more than which way the code goes.

    Where others are left out before the last one, it says so.
    """
    kept = [one for one in told if not one.startswith(_CONTROL)] or [
        say("decides by {} what it does", one.removeprefix("chooses by "))
        if one.startswith("chooses by ")
        else one
        for one in told
    ]
    return kept if len(kept) <= _TOLD else [*kept[: _TOLD - 1], later(kept[-1])]


def _returns_alone(purpose: Purpose | None, function: FunctionFacts) -> bool:
    """Whether nothing but one returned value says what the function is for."""
    values = [one.value for one in function.flow.returns if one.value is not None]
    actions = [one for one in function.flow.actions if one.kind is not ActionKind.DOCSTRING]
    is_short = len(values) == 1 and len(actions) == 1
    return purpose is None and not is_stub(function) and is_short


def _linked(predicate: str, function: FunctionFacts) -> str:
    """The predicate with "a file" named after the one parameter that is its path."""
    paths = [
        parameter.name
        for parameter in function.parameters
        if parameter.annotation in {"Path", "pathlib.Path"}
        or parameter.name in {"filename", "filepath", "file_path"}
    ]
    if len(paths) != 1 or "`" in predicate:
        return predicate
    return _A_FILE.sub(say("the file `{}`", paths[0]), predicate, count=1)


def _name(ground: Ground, function: FunctionFacts, *, in_class: bool) -> str:
    owner = ground.subject.facts.holder_class if in_class else None
    return f"`{owner.name}.{function.name}`" if owner is not None else f"`{function.name}`"


def _kind(function: FunctionFacts) -> str:
    """What the function is called before its name: "coroutine"; empty where that is just a function."""
    kind = next((word for kind, word in _KINDS.items() if function.decorated(kind)), "")
    if kind:
        return say(kind)
    if function.is_generator:
        return say("asynchronous generator") if function.is_async else say("generator")
    if function.is_async:
        return say("coroutine")
    if function.decorated(DecoratorKind.ABSTRACT):
        return say("method")
    return say("decorator") if wrapper_of(function) is not None else ""


def _subject(function: FunctionFacts, name: str) -> str:
    kind = _kind(function)
    if function.decorated(DecoratorKind.ABSTRACT):
        return say("the abstract {} {}", kind, name)
    return say("the {} {}", kind, name) if kind else name


def _of_callers(function: FunctionFacts) -> list[Mutation]:
    """The changes, without those to what the function itself bound to a parameter's name before."""
    rebound: dict[str, int] = {}
    for statement in function.node.body:
        if isinstance(statement, ast.Assign) and _is_fresh(statement.value):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    rebound.setdefault(target.id, statement.lineno)
    return [
        one
        for one in function.flow.mutates
        if one.root in {"self", "cls"} or rebound.get(one.root, one.lines.first) >= one.lines.first
    ]


def _is_fresh(value: ast.expr) -> bool:
    """Whether an expression surely makes a new object."""
    match value:
        case ast.Subscript(slice=ast.Slice(lower=None, upper=None, step=None)):
            return True
        case ast.Call(func=ast.Name(id="list" | "dict" | "set" | "sorted" | "bytearray")):
            return True
        case ast.Call(func=ast.Attribute(attr="copy"), args=[]):
            return True
        case _:
            return isinstance(value, _NEW)


def _rest(purpose: Purpose | None) -> str:
    if purpose is None or not purpose.told:
        return ""
    kept = ""
    for sentence in purpose.rest:
        if (
            len(kept) + len(sentence) > _REST
            or not sentence[:1].isalpha()
            or sentence.endswith((":", "e.g"))
        ):
            break
        kept += f" {sentence}."
    return kept.strip()


def _decorations(ground: Ground, function: FunctionFacts) -> str:
    said = decorated(ground.wording, function.decorators)
    return say("It is decorated with {}.", said) if said else ""


def _surroundings(ground: Ground) -> str:
    facts = ground.subject.facts
    own = {function.name for function in facts.functions}
    enclosing = [
        read.name
        for read in facts.reads
        if read.origin is Origin.ENCLOSING and read.name not in own
    ]
    constants = [
        read.name
        for read in facts.reads
        if read.origin is Origin.GLOBAL
        and read.name.lstrip("_").isupper()
        and len(read.name.strip("_")) > 1
    ]
    said = []
    if enclosing:
        said.append(say("{} from the function around it", few(enclosing, 5)))
    if constants:
        said.append(say("{} from its module", few(constants, 5)))
    return say("It reads {}.", listed(said)) if said else ""

"""The description of a function or method."""

import ast
import re
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import ActionKind, DecoratorKind, FunctionFacts, Origin, Parameter
from blockguide.guide.values import Step
from blockguide.writers.offline.description.effects import effects, mutations, outside
from blockguide.writers.offline.description.errors import errors
from blockguide.writers.offline.description.quoting import few, in_order, paragraph, quoted
from blockguide.writers.offline.description.signature import gives, noted, own_parameters, takes
from blockguide.writers.offline.docstrings.purpose import Purpose, is_stub, purpose_of
from blockguide.writers.offline.docstrings.sections import Sections, sections_of
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.morphology import capital, listed, lower_first
from blockguide.writers.offline.phrases.morphology import told as said_of
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import without_code

_TOLD: Final = 3
_REST: Final = 260
_ONE_SENTENCE: Final = 210
_A_FILE: Final = re.compile(r"\b(?:a|the) file(?= |$)(?! [a-z]+(?:name|s)\b)")
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
_KINDS: Final = {
    DecoratorKind.CONTEXT_MANAGER: "context manager",
    DecoratorKind.FIXTURE: "fixture",
    DecoratorKind.PROPERTY: "property",
    DecoratorKind.CACHED_PROPERTY: "cached property",
    DecoratorKind.SETTER: "setter",
    DecoratorKind.DELETER: "deleter",
    DecoratorKind.CLASSMETHOD: "class method",
    DecoratorKind.STATICMETHOD: "static method",
}
_SAID: Final = frozenset({*_KINDS, DecoratorKind.ABSTRACT})


def describe_function(ground: Ground, function: FunctionFacts, steps: Sequence[Step]) -> str:
    """Purpose, then what goes in and out, then what it touches and raises."""
    scopes = ground.subject.block.scopes
    in_class = bool(scopes) and isinstance(scopes[-1].node, ast.ClassDef)
    sections = sections_of(function.docstring, ground.known)
    purpose = purpose_of(function, ground.known)
    parameters = own_parameters(function, bound=in_class)
    first = paragraph(
        [_opening(ground, function, purpose, steps, in_class=in_class), _rest(purpose)]
    )
    second = paragraph(
        [
            *_in_and_out(ground, function, sections, purpose, parameters),
            _decorations(function),
        ]
    )
    names = frozenset(parameter.name for parameter in parameters)
    third = paragraph(
        [
            errors(ground, function.flow.raised, sections),
            mutations(function.flow.mutates, names, outside(ground)),
            effects(ground, function.flow.effects),
            _surroundings(ground),
        ]
    )
    return "\n\n".join(part for part in (first, second, third) if part)


def _in_and_out(
    ground: Ground,
    function: FunctionFacts,
    sections: Sections,
    purpose: Purpose | None,
    parameters: Sequence[Parameter],
) -> tuple[str, ...]:
    """What goes in and comes out: one sentence where that is short, then what the docstring adds."""
    taken, told = takes(parameters, sections), noted(parameters, sections)
    out, more = (
        ("", "")
        if _returns_alone(purpose, function)
        else gives(ground, function, sections, purpose)
    )
    if (
        taken
        and out
        and not told
        and ": " not in without_code(taken)
        and len(taken) + len(out) < _ONE_SENTENCE
    ):
        comma = "," if ", " in without_code(taken) or ", " in without_code(out) else ""
        return (f"{taken}{comma} and {out}.", more)
    if not taken and out == "returns nothing":
        out = ""
    return (f"{taken}." if taken else "", told, f"It {out}." if out else "", more)


def _opening(
    ground: Ground,
    function: FunctionFacts,
    purpose: Purpose | None,
    steps: Sequence[Step],
    *,
    in_class: bool,
) -> str:
    subject = _subject(ground, function, in_class=in_class)
    if purpose is not None:
        return f"{capital(subject)} {_linked(purpose.predicate, function)}."
    if is_stub(function):
        if any(one.exception == "NotImplementedError" for one in function.flow.raised):
            return f"{capital(subject)} is left for subclasses to write."
        return f"{capital(subject)} is declared without a body of its own."
    if _returns_alone(purpose, function):
        value = next(one.value for one in function.flow.returns if one.value is not None)
        return f"{capital(subject)} returns {noun(ground.wording, value)}."
    starts = {action.lines.first for action in function.flow.actions}
    told = [said_of(lower_first(step.title)) for step in steps if step.lines.first in starts]
    weighty = [one for one in told if not one.startswith(_SLIGHT)]
    told = weighty or told
    while len(told) > 1 and told[-1].startswith(_ENDS):
        told.pop()
    told = [
        one.replace("matches ", "chooses by ", 1) if one.startswith("matches `") else one
        for one in told
    ]
    gives = any(one.value is not None for one in function.flow.returns)
    what = "what it returns" if gives and len(told) == 1 else "what it does"
    told = [
        f"decides by {one.removeprefix('chooses by ')} {what}"
        if one.startswith("chooses by ")
        else one
        for position, one in enumerate(told)
        if not any(one.startswith(f"{before} ") for before in told[:position])
    ]
    if len(told) > _TOLD:
        told = [*told[: _TOLD - 1], told[-1]]
    return f"{capital(subject)} {in_order(told)}."


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
    return _A_FILE.sub(f"the file `{paths[0]}`", predicate, count=1)


def _subject(ground: Ground, function: FunctionFacts, *, in_class: bool) -> str:
    owner = ground.subject.facts.holder_class
    name = (
        f"`{owner.name}.{function.name}`"
        if in_class and owner is not None
        else f"`{function.name}`"
    )
    words = ["abstract"] if function.decorated(DecoratorKind.ABSTRACT) else []
    kind = next((word for kind, word in _KINDS.items() if function.decorated(kind)), "")
    if kind:
        words.append(kind)
    elif function.is_generator:
        words.append("asynchronous generator" if function.is_async else "generator")
    elif function.is_async:
        words.append("coroutine")
    elif words:
        words.append("method")
    elif _is_decorator(function):
        words.append("decorator")
    return f"the {' '.join(words)} {name}" if words else name


def _is_decorator(function: FunctionFacts) -> bool:
    """Whether it takes a function, defines another that calls it, and returns that one."""
    own = [parameter.name for parameter in function.parameters]
    inner = {
        node.name: node
        for node in function.node.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    if len(own) != 1 or not inner:
        return False
    returned = [one.value for one in function.flow.returns]
    if len(returned) != 1 or not isinstance(returned[0], ast.Name) or returned[0].id not in inner:
        return False
    wrapper = inner[returned[0].id]
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == own[0]
        for node in ast.walk(wrapper)
    )


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


def _decorations(function: FunctionFacts) -> str:
    said = [quoted(f"@{one.text}") for one in function.decorators if one.kind not in _SAID]
    shown = [one for one in said if one]
    return f"It is decorated with {listed(shown)}." if shown else ""


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
        if read.origin is Origin.GLOBAL and read.name.lstrip("_").isupper()
    ]
    said = []
    if enclosing:
        said.append(f"{few(enclosing, 5)} from the function around it")
    if constants:
        said.append(f"{few(constants, 5)} from its module")
    return f"It reads {listed(said)}." if said else ""

"""What goes into a function and what comes out of it, as sentences."""

import ast
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from blockguide.code.facts.raises import leaves
from blockguide.code.facts.values import FunctionFacts, Parameter, ParameterKind
from blockguide.writers.offline.description import notes
from blockguide.writers.offline.description.quoting import quoted
from blockguide.writers.offline.docstrings.purpose import Purpose, is_property, is_stub
from blockguide.writers.offline.docstrings.sections import Sections
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.nouns import iterated, noun
from blockguide.writers.offline.phrases.quotes import unquoted
from blockguide.writers.offline.phrases.shapes import Shape

_RECEIVERS: Final = frozenset({"self", "cls", "mcs", "metacls"})
_SILENT: Final = frozenset(
    {"__init__", "__post_init__", "setUp", "tearDown", "setUpClass", "tearDownClass", "main"}
)
_KINDS: Final = {
    Shape.SEQUENCE: framed("the sequence {}"),
    Shape.MAPPING: framed("the mapping {}"),
    Shape.SET: framed("the set {}"),
    Shape.TEXT: framed("the text {}"),
}
_WORDS: Final = re.compile(r"\w+")
_EMPTY: Final = frozenset(
    {"a", "an", "the", "object", "instance", "of", "new", "value", "container"}
)
_ANSWER: Final = re.compile(r"(?:`True`|`False`|`None`|whether) ?(?:if|when|\w)")
_GETTING: Final = re.compile(
    r"^(?:(?:get|gets|return|yield) (?=the |an? )|(?:returns|yields) (?=[a-z`]))"
)
_OUTCOMES: Final = 3
_CONSTANTS: Final = 6
_DEFAULT: Final = 110
_LONG: Final = 240
_NOTES: Final = 460


def own_parameters(function: FunctionFacts, *, bound: bool) -> tuple[Parameter, ...]:
    """The parameters without the receiver of a method."""
    parameters = function.parameters
    if bound and parameters and parameters[0].name in _RECEIVERS:
        return parameters[1:]
    return parameters


def taken(parameters: Sequence[Parameter], sections: Sections) -> str:
    """What goes in, as a list: each parameter with its type and its default."""
    if not parameters:
        return ""
    told = _told_notes(parameters, sections)
    said = [_parameter(parameter) for parameter in parameters]
    # "The keyword-only" is said once, before the first of them.
    keywords = [
        position
        for position, one in enumerate(parameters)
        if one.kind is ParameterKind.KEYWORD_ONLY
    ]
    for position in keywords[:1]:
        said[position] = say("the keyword-only {}", said[position])
    if len(parameters) == 1 and told:
        [note] = told.values()
        named = notes.thing(note)
        said = [f"{said[0]}, {named}" if named else f"{said[0]}: {note}"]
    return listed(said)


def noted(parameters: Sequence[Parameter], sections: Sections) -> str:
    """What the docstring says of the parameters, a sentence for each."""
    found = _told_notes(parameters, sections)
    if len(parameters) == 1:
        return ""
    return notes.noted(found)


def _told_notes(parameters: Sequence[Parameter], sections: Sections) -> dict[str, str]:
    """The notes that a reader has the patience for, by the parameter's name."""
    found: dict[str, str] = {}
    length = 0
    for parameter in parameters:
        text = sections.parameters.get(parameter.name)
        if text is None or text.rstrip(".").lower() == parameter.name.lower():
            continue
        length += len(text)
        if length > _NOTES:
            break
        found[parameter.name] = text
    return found


def gives(  # noqa: PLR0911 - one answer for each kind of outcome
    ground: Ground, function: FunctionFacts, sections: Sections, purpose: Purpose | None
) -> tuple[str, str]:
    """What comes out: a clause that may follow "It" ("returns a `str`"), and a sentence of its own."""
    if is_stub(function):
        annotation = _annotation(function.returns)
        if annotation is None or annotation == "`None`":
            return "", ""
        return say("is declared to return {}", _typed(annotation)), ""
    if function.flow.yields:
        return _yields(ground, function), ""
    returned = [one.value for one in function.flow.returns]
    values = [value for value in returned if value is not None and not _is_none(value)]
    if not values:
        silent = (
            function.name in _SILENT or function.name.startswith("test") or is_property(function)
        )
        return ("", "") if silent else (say("returns nothing"), "")
    annotation = _annotation(function.returns)
    described = sections.returns
    if annotation is not None and _says_only(described, annotation):
        described = ""
    if purpose is not None and purpose.verb == "return":
        if annotation is None or annotation in {"`None`", "`Any`"}:
            return "", ""
        return say("returns {}", _typed(annotation)), ""
    if annotation is not None and annotation not in {"`None`", "`Any`"}:
        if not described:
            return say("returns {}", _typed(annotation)), ""
        typed = "" if _ANSWER.match(described) else _typed(annotation)
        return _with_words(described, typed)
    if described:
        return _with_words(described, "")
    or_none = len(returned) > len(values) or not leaves(function.node.body)
    return _returned(ground, values, or_none), ""


def _with_words(described: str, typed: str) -> tuple[str, str]:
    """The result by its type and by the docstring's words: in one clause, or in a sentence of their own."""
    described = _GETTING.sub("", described)
    named = described if _ANSWER.match(described) else notes.thing(described)
    if named is not None:
        return say("returns {}, {}", typed, named) if typed else say("returns {}", named), ""
    return say("returns {}", typed) if typed else "", say("The result: {}.", described)


def _says_only(described: str, annotation: str) -> bool:
    """Whether a description of the result says no more than its type does."""
    return set(_WORDS.findall(described.lower())) <= {*_WORDS.findall(annotation.lower()), *_EMPTY}


def _annotation(text: str | None) -> str | None:
    return quoted(unquoted(text)) if text is not None else None


def _typed(annotation: str) -> str:
    if "|" in annotation or annotation.startswith(("`Optional", "`Union", "`'", '`"')):
        return say("a value of type {}", annotation)
    has_vowel = annotation[1:2].lower() in "aeiou"
    return say("an {}", annotation) if has_vowel else say("a {}", annotation)


def _returned(ground: Ground, values: Sequence[ast.expr], or_none: bool) -> str:  # noqa: FBT001 - a part of the sentence
    named = {value.id if isinstance(value, ast.Name) else "" for value in values}
    if len(named) == 1 and not or_none and isinstance(values[0], ast.Name):
        return _local(ground, values[0])
    said = list(dict.fromkeys(_plainly(ground, value) for value in values))
    most = _CONSTANTS if all(isinstance(one, ast.Constant) for one in values) else _OUTCOMES
    if len(said) > most or sum(map(len, said)) > _LONG:
        return ""
    if or_none:
        said.append("`None`")
    said.sort(key=_is_question)
    return say("returns {}", listed(said, "or"))


def _plainly(ground: Ground, value: ast.expr) -> str:
    """The value as a noun phrase; a choice as code, so that one sees where it ends."""
    if isinstance(value, ast.IfExp | ast.BoolOp):
        return atom(ground.wording, value)
    return noun(ground.wording, value)


def _local(ground: Ground, value: ast.Name) -> str:
    """A returned name with its kind, where that is known."""
    shape = ground.wording.shapes.get(value.id)
    kind = _KINDS.get(shape, "") if shape is not None else ""
    if value.id in ground.wording.functions:
        kind = framed("the function {}")
    return say("returns {}", say(kind, f"`{value.id}`")) if kind else ""


def _yields(ground: Ground, function: FunctionFacts) -> str:
    said = []
    for one in function.flow.yields:
        if isinstance(one, ast.YieldFrom):
            said.append(say("the items of {}", iterated(ground.wording, one.value)))
        elif one.value is not None:
            said.append(_plainly(ground, one.value))
    unique = sorted(dict.fromkeys(said), key=_is_question)
    if not unique or len(unique) > _OUTCOMES or sum(map(len, unique)) > _LONG:
        return ""
    return say("yields {}", listed(unique))


def _is_question(said: str) -> bool:
    """Whether it must come last: what follows "whether x is 1" reads as a part of it."""
    return opens(said, framed("whether {}"))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _shown(default: str | None) -> str | None:
    """The default in backticks; one over several lines written anew on one."""
    shown = quoted(default, _DEFAULT)
    if shown is None and default is not None:
        with suppress(SyntaxError):
            shown = quoted(ast.unparse(ast.parse(f"({default}\n)", mode="eval")), _DEFAULT)
    return shown


def _parameter(parameter: Parameter) -> str:
    notes = []
    annotation, default = _annotation(parameter.annotation), _shown(parameter.default)
    if annotation is not None:
        notes.append(annotation)
    if default is not None:
        notes.append(say("default {}", default))
    elif parameter.default is not None:
        notes.append(say("with a default"))
    name = f"`{parameter.name}`"
    if parameter.kind is ParameterKind.POSITIONAL_ONLY:
        name = say("the positional-only {}", name)
    elif parameter.kind is ParameterKind.VAR_POSITIONAL:
        name = say("any further positional arguments as `*{}`", parameter.name)
    elif parameter.kind is ParameterKind.VAR_KEYWORD:
        name = say("any further keyword arguments as `**{}`", parameter.name)
    return f"{name} ({', '.join(notes)})" if notes else name

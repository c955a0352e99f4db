"""What goes into a function and what comes out of it, as sentences."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import FunctionFacts, Parameter, ParameterKind
from blockguide.writers.offline.description.quoting import quoted
from blockguide.writers.offline.docstrings.purpose import Purpose, is_property, is_stub
from blockguide.writers.offline.docstrings.sections import Sections
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.shapes import Shape

_RECEIVERS: Final = frozenset({"self", "cls", "mcs", "metacls"})
_SILENT: Final = frozenset(
    {"__init__", "__post_init__", "setUp", "tearDown", "setUpClass", "tearDownClass", "main"}
)
_KINDS: Final = {
    Shape.SEQUENCE: "the sequence ",
    Shape.MAPPING: "the mapping ",
    Shape.SET: "the set ",
    Shape.TEXT: "the text ",
}
_OUTCOMES: Final = 3
_LONG: Final = 240


def own_parameters(function: FunctionFacts, *, bound: bool) -> tuple[Parameter, ...]:
    """The parameters without the receiver of a method."""
    parameters = function.parameters
    if bound and parameters and parameters[0].name in _RECEIVERS:
        return parameters[1:]
    return parameters


def takes(parameters: Sequence[Parameter], sections: Sections, opening: str = "It takes") -> str:
    """What goes in: each parameter with its type, its default and what the docstring says of it."""
    if not parameters:
        return ""
    said = [_parameter(parameter, sections) for parameter in parameters]
    if len(said) > 1 and any(parameter.name in sections.parameters for parameter in parameters):
        return f"{opening} {'; '.join(said[:-1])}; and {said[-1]}."
    return f"{opening} {listed(said)}."


def gives(  # noqa: PLR0911 - one answer for each kind of outcome
    ground: Ground, function: FunctionFacts, sections: Sections, purpose: Purpose | None
) -> str:
    """What comes out: what the function yields or returns; empty where the purpose says it already."""
    if is_stub(function):
        annotation = quoted(function.returns)
        return (
            f"By its annotation it returns {annotation}."
            if annotation and annotation != "`None`"
            else ""
        )
    if function.flow.yields:
        return _yields(ground, function)
    returned = [one.value for one in function.flow.returns]
    values = [value for value in returned if value is not None and not _is_none(value)]
    if not values:
        silent = (
            function.name in _SILENT or function.name.startswith("test") or is_property(function)
        )
        return "" if silent else "It returns nothing."
    annotation = quoted(function.returns)
    subject = "It" if not (purpose and purpose.verb == "return") else "The result"
    described = sections.returns
    if annotation is not None and annotation not in {"`None`", "`Any`"}:
        tail = (
            f": {described}"
            if described and purpose is not None and purpose.verb != "return"
            else ""
        )
        return (
            f"It returns {_typed(annotation)}{tail}."
            if subject == "It"
            else f"The result is {_typed(annotation)}."
        )
    if subject == "The result":
        return ""
    if described:
        return f"It returns {described}."
    return _returned(ground, values, len(returned) > len(values))


def _typed(annotation: str) -> str:
    if "|" in annotation or annotation.startswith(("`Optional", "`Union", "`'", '`"')):
        return f"a value of type {annotation}"
    return f"{'an' if annotation[1:2].lower() in 'aeiou' else 'a'} {annotation}"


def _returned(ground: Ground, values: Sequence[ast.expr], or_none: bool) -> str:  # noqa: FBT001 - a part of the sentence
    if len(values) == 1 and not or_none and isinstance(values[0], ast.Name):
        return _local(ground, values[0])
    said = list(dict.fromkeys(noun(ground.wording, value) for value in values))
    if len(said) > _OUTCOMES or sum(map(len, said)) > _LONG:
        return ""
    if or_none:
        said.append("`None`")
    return f"It returns {listed(said, 'or')}."


def _local(ground: Ground, value: ast.Name) -> str:
    """A returned name with its kind, where that is known."""
    shape = ground.wording.shapes.get(value.id)
    kind = _KINDS.get(shape, "") if shape is not None else ""
    return f"It returns {kind}`{value.id}`."


def _yields(ground: Ground, function: FunctionFacts) -> str:
    said = []
    for one in function.flow.yields:
        if isinstance(one, ast.YieldFrom):
            said.append(f"the items of {noun(ground.wording, one.value)}")
        elif one.value is not None:
            said.append(noun(ground.wording, one.value))
    unique = list(dict.fromkeys(said))
    if not unique or len(unique) > _OUTCOMES or sum(map(len, unique)) > _LONG:
        return ""
    return f"It yields {listed(unique)}."


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _parameter(parameter: Parameter, sections: Sections) -> str:
    notes = []
    annotation, default = quoted(parameter.annotation), quoted(parameter.default)
    if annotation is not None:
        notes.append(annotation)
    if default is not None:
        notes.append(f"default {default}")
    elif parameter.default is not None:
        notes.append("with a default")
    kind = {
        ParameterKind.KEYWORD_ONLY: "keyword-only",
        ParameterKind.POSITIONAL_ONLY: "positional-only",
    }.get(parameter.kind)
    if kind is not None:
        notes.append(kind)
    name = f"`{parameter.name}`"
    if parameter.kind is ParameterKind.VAR_POSITIONAL:
        name = f"any further positional arguments as `*{parameter.name}`"
    elif parameter.kind is ParameterKind.VAR_KEYWORD:
        name = f"any further keyword arguments as `**{parameter.name}`"
    text = f"{name} ({', '.join(notes)})" if notes else name
    described = sections.parameters.get(parameter.name)
    return f"{text}, {described}" if described else text

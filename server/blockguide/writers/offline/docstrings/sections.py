"""A docstring's sections: what it says of parameters, results and errors, in any of four styles."""

import re
from dataclasses import dataclass
from typing import Final

from docstring_parser import ParseError, parse
from docstring_parser.common import Docstring, DocstringStyle

from blockguide.writers.offline.docstrings.clean import Known, cleaned, sentences
from blockguide.writers.offline.phrases.morphology import lower_first

_MARKERS: Final = (
    (
        re.compile(
            r"^\s*:(?:param|parameter|arg|argument|raises?|returns?|rtype|type)\b[^:\n]*:",
            re.MULTILINE,
        ),
        DocstringStyle.REST,
    ),
    (re.compile(r"^\s*@(?:param|return|raise|type)\b", re.MULTILINE), DocstringStyle.EPYDOC),
    (
        re.compile(
            r"^\s*(?:Parameters|Returns|Raises|Yields|Attributes)\s*\n\s*-{3,}", re.MULTILINE
        ),
        DocstringStyle.NUMPYDOC,
    ),
    (
        re.compile(
            r"^\s*(?:Args|Arguments|Returns|Raises|Yields|Attributes|Parameters):\s*$", re.MULTILINE
        ),
        DocstringStyle.GOOGLE,
    ),
)
_DIRECTIVE: Final = re.compile(r"\s\.\.\s?\w")
_LONGEST: Final = 150


@dataclass(frozen=True, slots=True)
class Sections:
    """What a docstring's sections say, each text cleaned, one line, without full stop.

    Attributes:
        parameters: by name, `*` left out; a noun phrase as a rule.
        returns: of the result, or empty.
        raises: pairs of an exception's name and its condition, such as "if the file is missing".
    """

    parameters: dict[str, str]
    returns: str
    raises: tuple[tuple[str, str], ...]


NOTHING: Final = Sections({}, "", ())


def sections_of(docstring: str | None, known: Known) -> Sections:
    """The sections of a docstring; empty ones where it has none or they cannot be read."""
    style = _style(docstring) if docstring else None
    if docstring is None or style is None:
        return NOTHING
    try:
        parsed = parse(docstring, style)
    except (ParseError, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return NOTHING
    return Sections(_parameters(parsed, known), _returns(parsed, known), _raises(parsed, known))


def _style(docstring: str) -> DocstringStyle | None:
    return next((style for marker, style in _MARKERS if marker.search(docstring)), None)


def _parameters(parsed: Docstring, known: Known) -> dict[str, str]:
    found: dict[str, str] = {}
    for parameter in parsed.params:
        text = _phrase(parameter.description, known)
        for name in parameter.arg_name.split(","):
            if text:
                found.setdefault(name.strip().lstrip("*"), text)
    return found


def _returns(parsed: Docstring, known: Known) -> str:
    result = parsed.returns
    return _phrase(result.description, known) if result is not None else ""


def _raises(parsed: Docstring, known: Known) -> tuple[tuple[str, str], ...]:
    found = []
    for error in parsed.raises:
        name = (error.type_name or "").strip("`: ").rpartition(".")[2]
        text = _phrase(error.description, known)
        if name.isidentifier() and known(name):
            found.append((name, text))
    return tuple(found)


def _phrase(text: str | None, known: Known) -> str:
    """The first sentence, fit to stand after a comma; empty where it is too long or holds markup."""
    if not text:
        return ""
    first = sentences(cleaned(re.split(r"\n\s*\n", text.strip(), maxsplit=1)[0], known))
    if not first:
        return ""
    said = _DIRECTIVE.split(first[0], maxsplit=1)[0].rstrip(".;:, ")
    if (
        len(said) > _LONGEST
        or not said.isprintable()
        or any(mark in said for mark in (">>>", "::", "**", "“", "{", "\\"))
    ):
        return ""
    return lower_first(said)

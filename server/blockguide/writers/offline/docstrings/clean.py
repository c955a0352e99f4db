"""A docstring's text without its markup: roles, double backticks, links, emphasis."""

import re
from collections.abc import Callable
from typing import Final

from blockguide.writers.offline.docstrings.roles import without_roles
from blockguide.writers.offline.phrases.vague import plain

Known = Callable[[str], bool]

_LINK: Final = re.compile(r"`([^`<]+?)\s*<[^>`]+>`__?")
_REFERENCE: Final = re.compile(r"`([^`]+)`__?(?!\w)")
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_NOTE: Final = re.compile(r"\s?\[(?:#?\w{1,12})\]_")
_DOUBLE: Final = re.compile(r"``(.+?)``")
_EPYTEXT: Final = re.compile(r"\b[BCIMLUX]\{([^{}]*)\}")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*{1,2}([^\s*](?:[^*]*[^\s*])?)\*{1,2}(?![\w*])")
_CODE: Final = re.compile(r"(`[^`]*`)")
_TARGET: Final = re.compile(r"([^<>`]+?) <[^<>`]+>")
"""A link of reStructuredText: its words, then its target."""

_PAIR: Final = re.compile(r"`(\w+)`=`?([\w.]+)`?(?!\w)")
_WORDS: Final = frozenset(
    {"not", "and", "or", "is", "in", "all", "any", "only", "must", "one", "self"}
)
_NAME: Final = re.compile(r"[^\W\d]\w*")
_STRING: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_CONSTANT: Final = re.compile(r"(?<![\w`.'\"])(True|False|None)(?![\w`])")
_SENTENCE_END: Final = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!vs\.)(?<!cf\.)\s+(?=[A-Z`\"'(])"
)
_IDENTIFIER: Final = re.compile(
    r"(?<![\w`./\\])([A-Za-z]\w*_\w+|_\w+\w|[A-Za-z_]\w*\(\))(?![\w`(/])"
)


def cleaned(text: str, known: Known) -> str:
    """The text on one line, names that `known` confirms in single backticks, others as plain words."""
    text = " ".join(text.split())
    text = without_roles(text)
    text = _DOUBLE.sub(r"`\1`", text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub(r"`\1`", text)
    text = _NOTE.sub("", text)
    text = _MARKDOWN_LINK.sub(r"\1", text)
    text = _EPYTEXT.sub(r"\1", text)
    text = _EMPHASIS.sub(lambda match: _stressed(match, known), text)
    if text.count("`") % 2:
        text = text.replace("`", "")
    parts = _CODE.split(text)
    for position, part in enumerate(parts):
        if position % 2:
            parts[position] = _quoted(part[1:-1].strip(), known)
        else:
            parts[position] = _named(part, known)
    return plain(_PAIR.sub(r"`\1=\2`", "".join(parts))).strip()


def sentences(text: str) -> list[str]:
    """The sentences of one line of text."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def first_paragraph(docstring: str) -> str:
    """The lines up to the first empty one."""
    return re.split(r"\n\s*\n", docstring.strip(), maxsplit=1)[0]


def _stressed(match: re.Match[str], known: Known) -> str:
    """What stood between asterisks: a name that exists in backticks, else the words alone."""
    word = match.group(1)
    is_name = not match.group().startswith("**") and word.isidentifier() and word not in _WORDS
    is_name = is_name and match.string[match.end() : match.end() + 1] != "-"
    return f"`{word}`" if is_name and known(word) else word


def _quoted(code: str, known: Known) -> str:
    if not code:
        return ""
    target = _TARGET.fullmatch(code)
    if target is not None and not known(target.group(1)):
        return target.group(1)
    names = _NAME.findall(_STRING.sub("", code))
    if all(known(name) for name in names):
        return f"`{code}`"
    return code


def _named(text: str, known: Known) -> str:
    text = _CONSTANT.sub(r"`\1`", text)

    def replaced(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"`{name}`" if known(name.removesuffix("()")) else name

    parts = _CODE.split(text)
    parts[::2] = [_IDENTIFIER.sub(replaced, part) for part in parts[::2]]
    return "".join(parts)

"""Sphinx's roles as their links read: RFC 5893 for its number, `Reader` for `~io.Reader`."""

import re
from typing import Final

from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import article

_ROLE: Final = re.compile(
    r"(?P<article>\b[Aa]n? )?:(?:[a-zA-Z]\w*:)*(?P<role>[a-zA-Z][\w+-]*):"
    r"`(?P<mark>[~!]?)(?P<text>[^`<]+?)(?P<target>\s*<[^>`]*>)?`"
)
_NUMBERED: Final = {
    "rfc": "RFC {}",
    "pep": "PEP {}",
    "cve": "CVE-{}",
    "cwe": "CWE-{}",
    "gh": "gh-{}",
    "bpo": "bpo-{}",
    "issue": framed("issue {}"),
    "ticket": framed("ticket {}"),
    "pr": framed("pull request {}"),
    "pull": framed("pull request {}"),
}
"""How the number is said that such a role names."""

_PRIVATE: Final = re.compile(r"^(?:\.|_\w*\.)(?=\w)")
"""How an object's name starts that leaves its module to Sphinx."""


def without_roles(text: str) -> str:
    """The text with each role in the words of its link; names, and what is no number, in backticks."""
    return _ROLE.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    said, before = _said(match), match["article"]
    if before is None:
        return said
    return f"{before[0]}{article(said)[1:]}"


def _said(match: re.Match[str]) -> str:
    said = match["text"]
    frame = _NUMBERED.get(match["role"].lower())
    if frame is not None:
        if match["target"]:
            return said
        number = said.partition("#")[0]
        is_whole = number.lower().startswith(frame.removesuffix("{}").lower())
        return number if is_whole else say(frame, number)
    if match["mark"] == "~":
        said = said.rpartition(".")[2]
    return f"`{said if match['target'] else _PRIVATE.sub('', said)}`"

"""Makes an answer's text fit to be shown while it streams: safe, and with the secrets back in their places."""

import re
from dataclasses import dataclass, field
from typing import Final

from blockguide.guide.form import Piece, PieceKind, one_line, pieces
from blockguide.guide.loose import Loose, LooseStep
from blockguide.guide.safe import safe_code, safe_prose, with_hidden_named
from blockguide.guide.values import Section, SectionDelta
from blockguide.writers.model.redaction import Placeholders, restored

_PLACEHOLDER: Final = "REDACTED_SECRET_"
_SIGNS: Final = ("<", "&", "!", "\\")
_BEGUN = re.compile(
    rf"(?:{_PLACEHOLDER}[0-9]*|{'|'.join(_PLACEHOLDER[:end] for end in range(1, len(_PLACEHOLDER)))})\Z"
)
# What of a line means the same whatever follows it: plain text, a whole code span, an escape, a lone sign.
_SETTLED = re.compile(
    r"(?:[^`\\\[\]<&!]+|(?P<run>`+)(?!`)[^`\n]+(?P=run)(?=[^`])|\\[^`\\]"
    r"|[<&](?=[^\s])[^`\\\[\]<&!]|!(?=[^\[])|\](?=[^(:]))*"
)


@dataclass(slots=True)
class SafeText:
    """The sections' text as it may be shown; only `take`, `forget` and `rest` change it.

    What a line holds is given as soon as nothing that follows can change what it means. The text of all
    that was given is the same however the answer was cut into deltas.
    """

    placeholders: Placeholders = ()
    _kept: dict[Section, str] = field(default_factory=dict)

    def take(self, delta: SectionDelta) -> tuple[SectionDelta, ...]:
        """What can be shown now that a delta came."""
        more = delta.text if delta.section is Section.EXAMPLE else with_hidden_named(delta.text)
        text = self._kept.pop(delta.section, "") + more
        at = self._settled(delta.section, text)
        if text[at:]:
            self._kept[delta.section] = text[at:]
        return self._shown(delta.section, text[:at])

    def forget(self, section: Section) -> None:
        """A section begins anew."""
        self._kept.pop(section, None)

    def rest(self) -> tuple[SectionDelta, ...]:
        """What was held back, when nothing more comes."""
        kept, self._kept = self._kept, {}
        return tuple(
            delta for section in Section for delta in self._shown(section, kept.get(section, ""))
        )

    def _settled(self, section: Section, text: str) -> int:
        start = text.rfind("\n") + 1
        end = len(text)
        if section is not Section.EXAMPLE:
            settled = _SETTLED.match(text, start)
            end = settled.end() if settled else start
        begun = _BEGUN.search(text, start, end)
        if begun:
            # The sign before it means something else where a letter follows.
            return begun.start() - (text[start : begun.start()][-1:] in _SIGNS)
        return end

    def _shown(self, section: Section, text: str) -> tuple[SectionDelta, ...]:
        if not text:
            return ()
        if section is Section.EXAMPLE:
            return (SectionDelta(section, _code(text, self.placeholders)),)
        told = restored(_safe_lines(text), _for_prose(self.placeholders))
        return (SectionDelta(section, told),)


def made_safe(loose: Loose, placeholders: Placeholders) -> Loose:
    """All of an answer, safe, with the secrets back in their places."""
    paragraphs = [_prose(paragraph, placeholders) for paragraph in loose.description.split("\n\n")]
    steps = tuple(_safe_step(step, placeholders) for step in loose.steps)
    return Loose("\n\n".join(paragraphs), steps, _code(loose.example, placeholders))


def _safe_step(step: LooseStep, placeholders: Placeholders) -> LooseStep:
    children = tuple(_safe_step(child, placeholders) for child in step.children)
    title, text = _prose(step.title, placeholders), _prose(step.text, placeholders)
    return LooseStep(title, text, step.lines, children)


def _prose(text: str, placeholders: Placeholders) -> str:
    # On one line first: a code span that a list or a paragraph cuts would shelter what is none.
    line = one_line(with_hidden_named(text))
    return restored(safe_prose(line), _for_prose(placeholders))


def _code(text: str, placeholders: Placeholders) -> str:
    return safe_code(restored(text, placeholders))


def _for_prose(placeholders: Placeholders) -> Placeholders:
    """The secrets that prose can hold, as safe as what a model says; a backtick would end a code span."""
    return tuple(
        (placeholder, safe_prose(one_line(secret)))
        for placeholder, secret in placeholders
        if "`" not in secret
    )


def _safe_lines(text: str) -> str:
    """Lines made safe each by itself: a backtick that one does not close cannot join it to a later one."""
    lines = ("".join(map(_shut, pieces(line))) for line in text.split("\n"))
    return "\n".join(safe_prose(line) for line in lines)


def _shut(piece: Piece) -> str:
    return piece.text.replace("`", r"\`") if piece.kind is PieceKind.STRAY else piece.text

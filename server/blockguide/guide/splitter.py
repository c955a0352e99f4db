"""Splits a model's answer, while it comes in, into the text of its sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from blockguide.guide.given import Given, Restarted, joined
from blockguide.guide.labels import Label, label_of, may_become_label
from blockguide.guide.sample import SampleText
from blockguide.guide.thoughts import may_open_thought, without_thoughts
from blockguide.guide.values import Section, SectionDelta

PREAMBLE: Final = 400
"""Code points before the first heading after which an answer is taken for one without headings."""

_RULE = re.compile(r"[ \t]*([-=*_~])[ \t]*(?:\1[ \t]*){2,}")
_RULE_START = re.compile(r"[ \t]*[-=*_~ \t]*")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)")
_FENCE_START = re.compile(r"[ \t]*(?:`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_WRAPPERS = ("markdown", "md")
_BYTE_ORDER_MARK: Final = "\ufeff"
_LONGEST_START: Final = 256
"""Code points of a line by which it is told whether it must be whole to be read."""


@dataclass(slots=True)
class Splitter:
    """Takes an answer piece by piece; how it was cut into pieces leaves no trace in the sections.

    A description and steps are given as they stand in the answer, the example as one fenced block of
    Python. What stands before the first heading, outside the sections, or in a thought is dropped; an
    answer without headings is split by what its lines are: prose, list, code. A second guide behind a
    whole one is dropped; a first one that only repeats the instruction gives way to the second.
    """

    instruction: str = ""
    _line: list[str] = field(default_factory=list)
    _shown: int = 0
    _carriage: bool = False
    _begun: bool = False
    _plain: bool = False
    _waits: bool = False
    _held: tuple[str, Label] | None = None
    _section: Section | None = None
    _given: Given = field(default_factory=Given)
    _preamble: list[str] = field(default_factory=list)
    _unheaded: bool = False
    _fence: str = ""
    _wrapper: str = ""
    _bare: str = ""
    _thought: str = ""
    _quoted: bool = False
    _marked: bool = False
    _over: bool = False
    _sample: SampleText = field(default_factory=SampleText)

    def feed(self, text: str) -> tuple[SectionDelta | Restarted, ...]:
        """What some more of the answer adds to the sections."""
        if self._plain and not self._carriage and "\n" not in text and "\r" not in text:
            self._line.append(text)
            return tuple(self._give(text))
        if not self._begun and text:
            self._begun, text = True, text.removeprefix(_BYTE_ORDER_MARK)
        if self._carriage:
            text, self._carriage = f"\r{text}", False
        if text.endswith("\r"):
            text, self._carriage = text[:-1], True
        pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        out: list[SectionDelta | Restarted] = []
        for number, piece in enumerate(pieces):
            if piece:
                self._line.append(piece)
                out += self._partial(piece)
            if number < len(pieces) - 1:
                out += self._whole("\n")
        return joined(out)

    def close(self) -> tuple[SectionDelta | Restarted, ...]:
        """What is added when nothing more comes; the last call."""
        out: list[SectionDelta | Restarted] = []
        if self._line:
            out += self._whole("")
        out += self._unhold()
        out += self._open_bare()
        if self._section is None and not self._unheaded:
            out += self._flush_preamble()
        if not self._over or Section.EXAMPLE in self._given:
            out += self._given.give(Section.EXAMPLE, self._sample.close())
        return joined(out)

    def _partial(self, piece: str) -> Iterator[SectionDelta | Restarted]:
        """Gives what is settled of a line that is not whole yet."""
        if self._over or self._waits or self._thought or self._bare:
            return
        if self._plain:
            yield from self._give(piece)
            return
        if not self._streams():
            return
        start = self._unquoted("".join(self._line))
        if self._held:
            if _RULE_START.fullmatch(self._below_held(start)[:_LONGEST_START]):
                self._waits = len(start) > _LONGEST_START
                return
            yield from self._unhold()
        if self._is_open(start[:_LONGEST_START]):
            self._waits = len(start) > _LONGEST_START
            return
        self._line[:] = [start]
        self._plain = True
        yield from self._give(start)

    def _streams(self) -> bool:
        """Whether lines of what is being read may be given before they are whole."""
        if self._section is Section.EXAMPLE:
            return self._sample.inside
        return self._section is not None

    def _is_open(self, start: str) -> bool:
        """Whether a line that begins so may still be something else than plain text."""
        stripped = start.lstrip(" \t")
        if not stripped or _FENCE_START.fullmatch(start):
            return True
        if self._fence:
            return False
        return (
            _RULE_START.fullmatch(start) is not None
            or may_open_thought(start)
            or may_become_label(start)
        )

    def _unquoted(self, line: str) -> str:
        """A line without the mark of a quotation, where its heading had one."""
        return _without_quote(line) if self._quoted else line

    def _below_held(self, line: str) -> str:
        """The line below one that may be a heading, as a rule would stand there."""
        return _without_quote(line) if self._held and self._held[1].quoted else line

    def _give(self, text: str) -> Iterator[SectionDelta | Restarted]:
        self._shown += len(text)
        assert self._section is not None
        if self._section is Section.EXAMPLE:
            text = self._sample.code(text)
        yield from self._given.give(self._section, text)

    def _whole(self, end: str) -> Iterator[SectionDelta | Restarted]:
        line, given = "".join(self._line), self._shown
        self._line.clear()
        self._shown, plain = 0, self._plain
        self._plain = self._waits = False
        if self._over:
            return
        if not plain:
            bare = self._unquoted(line)
            self._marked, line = bare != line, bare
        if self._thought or not self._fence:
            said = without_thoughts(line, self._thought)
            self._thought = said.inside
            if said.unopened:
                yield from self._forget_all()
                plain = False
            if said.stripped and not said.text.strip():
                return
            line = said.text
        if plain:
            yield from self._give(line[given:] + end)
            return
        yield from self._read(line, end)

    def _read(self, line: str, end: str) -> Iterator[SectionDelta | Restarted]:
        fence = _FENCE.fullmatch(line)
        if self._bare and line.strip():
            label = label_of(line)
            if label is not None and (label.sure or not label.more):
                self._wrapper, self._bare = self._bare, ""
            else:
                yield from self._open_bare()
        if self._held:
            label = self._held[1]
            if _RULE.fullmatch(self._below_held(line)):
                self._held = None
                yield from self._head(label)
                return
            yield from self._unhold()
        if fence is not None:
            yield from self._fenced(line, fence["mark"], fence["info"].strip().casefold(), end)
            return
        if not self._fence:
            if _RULE.fullmatch(line):
                return
            label = label_of(line)
            if label is not None and label.more and label.section is self._section:
                label = None
            if label is not None and label.sure:
                yield from self._head(label)
                if label.rest:
                    yield from self._text(label.rest, end)
                return
            if label is not None and not label.rest:
                self._held = (line, label)
                return
        yield from self._text(line, end)

    def _fenced(
        self, line: str, mark: str, info: str, end: str
    ) -> Iterator[SectionDelta | Restarted]:
        if self._fence:
            if mark.startswith(self._fence) and not info:
                self._fence = ""
                yield from self._close_fence(line, end)
            else:
                yield from self._text(line, end)
            return
        if self._wrapper and not info and mark.startswith(self._wrapper):
            self._over = True
            return
        if self._section is None and not self._wrapper and not self._unheaded:
            if info in _WRAPPERS:
                self._wrapper = mark
                return
            if not info:
                self._bare = mark
                return
        self._fence = mark
        yield from self._open_fence(line, info, end)

    def _open_bare(self) -> Iterator[SectionDelta | Restarted]:
        if self._bare:
            self._fence, self._bare = self._bare, ""
            yield from self._open_fence(self._fence, "", "\n")

    def _open_fence(self, line: str, info: str, end: str) -> Iterator[SectionDelta | Restarted]:
        if self._section is Section.EXAMPLE or (self._unheaded and self._is_sample(info)):
            self._section = Section.EXAMPLE
            yield from self._given.give(Section.EXAMPLE, self._sample.open(info))
        else:
            yield from self._text(line, end)

    def _close_fence(self, line: str, end: str) -> Iterator[SectionDelta | Restarted]:
        if self._section is Section.EXAMPLE:
            yield from self._given.give(Section.EXAMPLE, self._sample.shut())
            if self._unheaded:
                self._section = None
        else:
            yield from self._text(line, end)

    def _is_sample(self, info: str) -> bool:
        return info in {"", "python", "py", "python3"}

    def _head(self, label: Label) -> Iterator[SectionDelta | Restarted]:
        self._preamble.clear()
        self._quoted = label.quoted or self._marked
        if self._unheaded:
            self._unheaded = False
            yield from self._forget_all()
        if label.section is None:
            if not self._given:
                return
            if self._given.only_repeats(self.instruction):
                yield from self._forget_all()
            else:
                self._over = True
            return
        if label.section in self._given and self._given.is_whole:
            if not self._given.only_repeats(self.instruction):
                self._over = True
                return
            yield from self._forget_all()
        self._section = label.section
        self._given.begin(label.section)

    def _text(self, line: str, end: str) -> Iterator[SectionDelta | Restarted]:
        if self._section is Section.EXAMPLE:
            yield from self._given.give(Section.EXAMPLE, self._sample.line(line + end))
        elif self._section is not None and not self._unheaded:
            yield from self._given.give(self._section, line + end)
        elif self._unheaded:
            yield from self._sorted(line + end)
        else:
            self._preamble.append(line + end)
            if not self._wrapper and sum(map(len, self._preamble)) > PREAMBLE:
                yield from self._flush_preamble()

    def _flush_preamble(self) -> Iterator[SectionDelta | Restarted]:
        lines = self._preamble[:]
        self._preamble.clear()
        fence, self._fence, self._unheaded = self._fence, "", True
        for line in lines:
            body = line.removesuffix("\n")
            yield from self._read(body, line[len(body) :])
        self._fence = fence or self._fence

    def _sorted(self, line: str) -> Iterator[SectionDelta | Restarted]:
        """Gives a line of an answer without headings to the section that it looks like."""
        indented = line[:1] in (" ", "\t") and line.strip()
        if _ITEM.match(line) or self._fence or (Section.STEPS in self._given and indented):
            yield from self._given.give(Section.STEPS, line)
        else:
            yield from self._given.give(Section.DESCRIPTION, line)

    def _unhold(self) -> Iterator[SectionDelta | Restarted]:
        if self._held:
            line, self._held = self._held[0], None
            yield from self._text(line, "\n")

    def _forget_all(self) -> Iterator[Restarted]:
        yield from self._given.forget()
        self._preamble.clear()
        self._held, self._quoted, self._marked = None, False, False
        self._section, self._fence, self._sample = None, "", SampleText()


def _without_quote(line: str) -> str:
    mark = _QUOTE.match(line)
    return line[mark.end() :] if mark else line

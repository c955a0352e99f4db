"""The ground that prose can stand on: the terms of a block, of its lines, and of its file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.checks.grounding.signs import Signs
from blockguide.checks.grounding.vocabulary import HEAVIEST, vocabulary, weights
from blockguide.code.facts.values import Facts, Flow, FunctionFacts
from blockguide.code.subject import Subject
from blockguide.guide.terms import pieces_of_names, stem, stems_in
from blockguide.text import Lines

SPELLED: Final = 1.0
MEANT: Final = 0.3
NEAR: Final = 0.3
"""How firmly a word stands that the block spells, that it means, or that only its file spells."""

_NAME = re.compile(r"[^\W\d]\w*")
_JUMPS: Final = frozenset({"Continue", "Break", "Pass"})
_SHORT: Final = (3, 4)


@dataclass(frozen=True, slots=True)
class Terms:
    """The words that some code spells.

    Attributes:
        stems: of all of them.
        short: those of three or four letters, which may abbreviate a word of the prose.
        starts: the first three and four letters of the longer ones, which the prose may abbreviate.
    """

    stems: frozenset[str]
    short: frozenset[str]
    starts: frozenset[str]

    def spell(self, word: str) -> bool:
        """Whether `word`, in small letters, stands in the code, in some form or abbreviation."""
        return (
            stem(word) in self.stems
            or word[:3] in self.short
            or word[:4] in self.short
            or (len(word) in _SHORT and word in self.starts)
        )


def terms_of(text: str) -> Terms:
    """The terms of code or prose."""
    words = set(pieces_of_names(text))
    silent = vocabulary().silent
    short = frozenset(word for word in words if len(word) in _SHORT and word not in silent)
    starts = frozenset(
        word[:length] for word in words if len(word) > max(_SHORT) for length in _SHORT
    )
    return Terms(frozenset(map(stem, words)), short, starts)


class Ground:
    """What a block gives ground for; each part is read when it is first asked for."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._signs: Signs | None = None
        self._block: Terms | None = None
        self._meant: frozenset[str] | None = None
        self._near: str | None = None

    @property
    def signs(self) -> Signs:
        """What the block's syntax does."""
        if self._signs is None:
            self._signs = Signs(self._subject.block.nodes)
        return self._signs

    def names_on(self, lines: Lines) -> frozenset[str]:
        """The names and words on `lines`."""
        return frozenset(_NAME.findall(self.text_of(lines)))

    def text_of(self, lines: Lines) -> str:
        """The text of `lines`."""
        return "".join(self._subject.block.source.lines[max(lines.first - 1, 0) : lines.last])

    def only_jumps(self, lines: Lines) -> bool:
        """Whether nothing but `continue`, `break` and `pass` stands on `lines`: it speaks of other lines."""
        return self.signs.at(lines) <= _JUMPS

    def remarked(self, lines: Lines) -> frozenset[str]:
        """The stems of what the comments on `lines` say."""
        comments = self._subject.block.tree.comments
        texts = [comments[at].text for at in range(lines.first, lines.last + 1) if at in comments]
        return frozenset(stems_in(" ".join(texts)))

    def documented(self, lines: Lines) -> frozenset[str]:
        """The stems of what the docstrings of the functions around or on `lines` say."""
        texts = [
            function.docstring
            for function in _functions(self._subject.facts)
            if function.docstring
            and function.lines.first <= lines.last
            and lines.first <= function.lines.last
        ]
        return frozenset(stems_in(" ".join(texts)))

    def spells(self, word: str) -> bool:
        """Whether `word`, in small letters, stands in what is known of the block, in some form."""
        return len(word) > 1 and self._terms().spell(word)

    def support(self, words: Sequence[str]) -> float:
        """How firmly a sentence stands, from 0 to 1: the share of its words' weight that has a ground."""
        table = weights()
        weighed = [(word, table.get(stem(word), HEAVIEST)) for word in words]
        whole = sum(weight for _, weight in weighed)
        if not whole:
            return SPELLED
        block = self._terms()
        spelled = sum(weight for word, weight in weighed if block.spell(word))
        if spelled / whole >= ENOUGH:
            return spelled / whole
        held = spelled
        for word, weight in weighed:
            if not block.spell(word):
                held += weight * self._weakly(word)
        return held / whole

    def _weakly(self, word: str) -> float:
        if stem(word) in self._meanings():
            return MEANT
        return NEAR if self._is_near(stem(word)) else 0.0

    def _terms(self) -> Terms:
        if self._block is None:
            self._block = terms_of("\n".join(self._texts()))
        return self._block

    def _texts(self) -> Iterable[str]:
        block, facts, context = self._subject.block, self._subject.facts, self._subject.context
        yield block.text
        yield block.qualname
        yield context.reach.module
        yield block.source.path.stem
        for owner in (facts.holder, facts.holder_class):
            if owner is not None and owner.docstring:
                yield owner.docstring
        for flow in _flows(facts):
            for effect in flow.effects:
                yield f"{effect.verb} {effect.name} {effect.kind}"
        for definition in context.definitions:
            yield f"{definition.full_name} {definition.signature} {definition.type}"
            yield definition.docstring.partition("\n\n")[0]
        for site in context.call_sites:
            yield f"{site.statement} {site.within}"

    def _meanings(self) -> frozenset[str]:
        if self._meant is None:
            known = vocabulary()
            meant = set(known.always)
            for sign in self.signs.all():
                meant |= known.signs.get(sign, frozenset())
            for each in self._terms().stems:
                meant |= known.together.get(each, frozenset())
            self._meant = frozenset(meant)
        return self._meant

    def _is_near(self, start: str) -> bool:
        """Whether a word of the file begins with `start`; a large file is searched, not taken apart."""
        if self._near is None:
            self._near = self._subject.block.source.text.lower()
        at = self._near.find(start)
        while at > 0 and self._near[at - 1].isalpha():
            at = self._near.find(start, at + 1)
        return at >= 0


def _flows(facts: Facts) -> Iterator[Flow]:
    yield facts.flow
    for function in _functions(facts):
        yield function.flow


def _functions(facts: Facts) -> Iterator[FunctionFacts]:
    methods = (method for owner in facts.classes for method in owner.methods)
    for function in (*facts.functions, *methods):
        yield function
        yield from function.functions


FEW: Final = 5
ENOUGH: Final = 0.13
ENOUGH_OF_FEW: Final = 0.1
"""The least support of a sentence, and of one with less than `FEW` telling words; see `docs/models.md`."""

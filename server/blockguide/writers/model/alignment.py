"""Makes a complete guide of a loose answer: every step with its lines, every statement told of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from blockguide.code.subject import Subject
from blockguide.guide.form import pieces
from blockguide.guide.headings import DEFAULT_LANGUAGE, HEADINGS
from blockguide.guide.loose import Loose, LooseStep
from blockguide.guide.sentence import with_end
from blockguide.guide.values import Guide, Step, make_guide
from blockguide.text import Lines
from blockguide.writers.model.places import Place, places_of
from blockguide.writers.model.sharing import shared_out

_TITLE_WORDS: Final = 6
_LETTER = re.compile(r"\w")
_CLAUSE = re.compile(r"[,;:.!?—–](?:\s|$)")
_DATA: Final = ("{", "[{", "<?xml")
"""What begins an answer that is data and no prose."""

_THIRD_PERSON: Final = (
    *(("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("ss", "ss")),
    *(("us", "us"), ("is", "is"), ("s", "")),
)


def aligned(loose: Loose, subject: Subject, language: str) -> Guide:
    """The guide that an answer means: steps without lines get those that they tell of, in order.

    Never raises. A description, steps or example that the answer lacks stay empty. A step without a title
    gets one made from its text, one without a text says its title; one with neither gives way to its
    children. Steps that name lines outside of the block are taken for steps without lines, unless they count
    from the block's first line. A statement between steps that name their lines may stay untold.
    """
    block = subject.block
    steps = tuple(_whole(_counted(loose.steps, block.lines)))
    places = places_of(block)
    free = [_named(step, block.lines) is None for step in steps]
    told = _aligned(steps, places, block.lines)
    known = language if language in HEADINGS else language.partition("-")[0].lower()
    return make_guide(
        "" if loose.description.lstrip().startswith(_DATA) else _ended(loose.description),
        _covering(told, free, places, block.lines),
        loose.example,
        known if known in HEADINGS else DEFAULT_LANGUAGE,
    )


def alone(steps: Sequence[LooseStep], subject: Subject) -> tuple[Step, ...]:
    """Steps before the others are known, each with the lines that it names, else those of the whole block."""
    lines = subject.block.lines
    told = _alone(tuple(_whole(_counted(tuple(steps), lines))), lines)
    return make_guide("", told, "").steps


def _alone(steps: Sequence[LooseStep], within: Lines) -> tuple[Step, ...]:
    return tuple(
        Step(step.title, step.text, lines, _alone(step.children, lines))
        for step in steps
        for lines in [_named(step, within) or within]
    )


def _whole(steps: Sequence[LooseStep]) -> Iterator[LooseStep]:
    """The steps with a title and a text each."""
    for step in steps:
        children = tuple(_whole(step.children))
        if not step.title.strip() and not step.text.strip():
            yield from children
            continue
        title = step.title if step.title.strip() else _title_from(step.text)
        text = (
            step.text
            if step.text.strip()
            else f"{step.title.rstrip(' .:')}{':' if children else '.'}"
        )
        yield LooseStep(title, with_end(text), step.lines, children)


def _ended(description: str) -> str:
    return "\n\n".join(map(with_end, description.split("\n\n")))


def _title_from(text: str) -> str:
    """The beginning of a text as a title: its first clause, cut where no code span is."""
    clause = next((part for part in _CLAUSE.split(text) if part.strip()), text).strip()
    words: list[str] = []
    for word in _words(clause):
        if len(words) == _TITLE_WORDS:
            break
        words.append(word)
    words[:1] = [_imperative(words[0])] if words else []
    title = " ".join(words).strip()
    return f"{title[:1].upper()}{title[1:]}" if _LETTER.search(title) else "Run the code"


def _imperative(word: str) -> str:
    """`Creates` as `Create`; a word that is no English verb in the third person stays as it is."""
    for ending, instead in _THIRD_PERSON:
        if word.isascii() and word.endswith(ending):
            return f"{word.removesuffix(ending)}{instead}"
    return word


def _words(text: str) -> Iterator[str]:
    for piece in pieces(text):
        yield from (piece.text,) if piece.code else piece.text.split()


def _counted(steps: tuple[LooseStep, ...], lines: Lines) -> tuple[LooseStep, ...]:
    """The steps with lines of the file; where none lies in the block, they may count from its first line."""
    named = [step.lines for step in _flat(steps) if step.lines is not None]
    height = lines.last - lines.first + 1
    if (
        named
        and not any(each in lines for each in named)
        and all(each.last <= height for each in named)
    ):
        return tuple(_moved(step, lines.first - 1) for step in steps)
    return steps


def _flat(steps: Sequence[LooseStep]) -> Iterator[LooseStep]:
    for step in steps:
        yield step
        yield from _flat(step.children)


def _moved(step: LooseStep, by: int) -> LooseStep:
    lines = step.lines and Lines(step.lines.first + by, step.lines.last + by)
    return replace(step, lines=lines, children=tuple(_moved(child, by) for child in step.children))


def _named(step: LooseStep, within: Lines) -> Lines | None:
    """The lines that a step names, where it can be meant."""
    lines = step.lines
    return lines if lines and lines.first <= lines.last and lines in within else None


def _aligned(
    steps: Sequence[LooseStep], places: Sequence[Place], within: Lines
) -> tuple[Step, ...]:
    """The steps with lines: those they name, else those that fit them best between their neighbours."""
    lines = _lines_for(steps, places, within)
    told = []
    for step, own in zip(steps, lines, strict=True):
        inside = [place for place in places if own.first < place.lines.first <= own.last]
        children = _aligned(step.children, inside or places, own) if step.children else ()
        told.append(Step(step.title, step.text, _around(own, children, within), children))
    return tuple(told)


def _around(own: Lines, children: Sequence[Step], within: Lines) -> Lines:
    """Lines that hold those of the children too."""
    first = min([own.first, *(child.lines.first for child in children)])
    last = max([own.last, *(child.lines.last for child in children)])
    return Lines(max(first, within.first), min(last, within.last))


def _lines_for(steps: Sequence[LooseStep], places: Sequence[Place], within: Lines) -> list[Lines]:
    lines = [_named(step, within) for step in steps]
    found: list[Lines] = []
    at = 0
    while at < len(steps):
        named = lines[at]
        if named is not None:
            found.append(named)
            at += 1
            continue
        end = next((later for later in range(at, len(steps)) if lines[later]), len(steps))
        first = found[-1].last + 1 if found else within.first
        following = lines[end] if end < len(steps) else None
        last = following.first - 1 if following else within.last
        free = [place for place in places if first <= place.lines.first <= last]
        around = Lines(
            min(max(first, within.first), within.last), max(min(last, within.last), within.first)
        )
        found += shared_out(steps[at:end], free or _nearest(places, around))
        at = end
    return found


def _nearest(places: Sequence[Place], around: Lines) -> Sequence[Place]:
    """The one place that stands nearest to lines in which none stands."""
    return [min(places, key=lambda place: abs(place.lines.first - around.first))]


def _covering(
    steps: tuple[Step, ...], free: Sequence[bool], places: Sequence[Place], within: Lines
) -> tuple[Step, ...]:
    """The steps, those that are `free` widened to the places beside them that no other step tells of."""
    lines = [step.lines for step in steps]
    for place in places:
        if any(place.lines in each for each in lines):
            continue
        before = [at for at, each in enumerate(lines) if each.first <= place.lines.first]
        after = [at for at in range(len(lines)) if at not in before]
        nearest = (
            max(before, key=lambda at: (lines[at].last, lines[at].first), default=None),
            min(after, key=lambda at: lines[at].first, default=None),
        )
        at = next((at for at in nearest if at is not None and free[at]), None)
        if at is not None:
            first = min(lines[at].first, place.lines.first)
            lines[at] = Lines(first, min(max(lines[at].last, place.lines.last), within.last))
    return tuple(replace(step, lines=own) for step, own in zip(steps, lines, strict=True))

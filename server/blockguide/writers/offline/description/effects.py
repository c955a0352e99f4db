"""What code touches beyond its result: the world outside, its arguments, its object."""

import ast
from collections.abc import Iterable, Sequence
from typing import Final

from blockguide.code.facts.values import Effect, EffectKind, Mutation
from blockguide.writers.offline.description.quoting import few, quoted
from blockguide.writers.offline.description.subjects import IT, THEY, agreeing
from blockguide.writers.offline.description.ways import conditional_lines
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.effects import PREPOSITIONS, phrase_of
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed

_MOST: Final = 5
_LONGEST: Final = 120
_BEFORE: Final = {
    "warns": framed("issues the warning"),
    "starts in a terminal": framed("starts in a terminal the command"),
}
"""Verbs that need more words before what they speak of."""

_ALONE: Final = {"warns": framed("issues a warning")}


def effects(
    ground: Ground,
    found: Iterable[Effect],
    subject: str = IT,
    body: Sequence[ast.stmt] = (),
) -> str:
    """One sentence about what the code touches in the world; empty where it touches nothing.

    What happens only on some ways through `body` is told as what can happen.
    """
    found, ranges = tuple(found), conditional_lines(body)
    sure = [one for one in found if not any(one.lines in lines for lines in ranges)]
    told = {_told(ground, one) for one in sure}
    told |= {(verb, "") for verb, _ in told}
    others = [one for one in found if _told(ground, one) not in told]
    certain, possible = _phrases(ground, sure, subject), _phrases(ground, others, THEY)
    rest = len(certain) + len(possible) - _MOST
    if rest > 0:
        certain, possible = certain[: _MOST - 1], possible[: max(_MOST - 1 - len(certain), 0)]
        last, reader = (possible, THEY) if possible else (certain, subject)
        last.append(agreeing(say("has {} more effects of this kind", rest + 1), reader))
    said = [*certain, *([say("can {}", listed(possible))] if possible else [])]
    return f"{say(subject)} {listed(said)}." if said else ""


def _told(ground: Ground, effect: Effect) -> tuple[str, str]:
    """An effect's frame in the third person, and what it speaks of; empty where that is nothing or too long."""
    spoken = "" if effect.on is None else atom(ground.wording, effect.on)
    return phrase_of(effect), spoken if len(spoken) <= _LONGEST else ""


def _phrases(ground: Ground, found: Sequence[Effect], subject: str) -> list[str]:
    """The effects as verb phrases that agree with `subject`, those of one object together."""
    by_object: dict[str, list[str]] = {}
    printing = False
    for effect in found:
        if effect.kind is EffectKind.PRINTING and effect.verb == "prints":
            printing = True
            continue
        verb, spoken = _told(ground, effect)
        verbs = by_object.setdefault(spoken, [])
        if verb not in verbs:
            verbs.append(verb)
    told = {verb for spoken, verbs in by_object.items() if spoken for verb in verbs}
    by_object[""] = [verb for verb in by_object.get("", []) if verb not in told]
    if printing:
        by_object[""].append(framed("prints to the screen"))
    return [
        phrase
        for spoken, verbs in by_object.items()
        for phrase in (
            _with_object([_BEFORE.get(verb, verb) for verb in verbs], spoken, subject)
            if spoken
            else _said([_ALONE.get(verb, verb) for verb in verbs], subject)
        )
    ]


def _with_object(frames: Sequence[str], spoken: str, subject: str) -> list[str]:
    """What is done to one object: verbs share it, but those with an object of their own."""
    shared = [frame for frame in frames if _is_open(frame)]
    others = _said([frame for frame in frames if not _is_open(frame)], subject)
    together = [f"{listed(_said(shared, subject))} {spoken}"] if shared else []
    return [*together, *(f"{other} {spoken}" for other in others)]


def _is_open(frame: str) -> bool:
    """Whether a frame is a verb alone, or ends in a preposition."""
    return " " not in frame or frame.rpartition(" ")[2] in PREPOSITIONS


def _said(frames: Sequence[str], subject: str) -> list[str]:
    return [agreeing(say(frame), subject) for frame in frames]


def outside(ground: Ground) -> frozenset[str]:
    """The names that come from outside the block."""
    return frozenset(read.name for read in ground.subject.facts.reads)


def mutations(
    found: Sequence[Mutation],
    parameters: frozenset[str],
    around: frozenset[str],
    subject: str = IT,
    body: Sequence[ast.stmt] = (),
) -> str:
    """A sentence about what the code changes in objects that it did not make.

    An argument that is changed on some ways through `body` alone is one that can be changed.
    """
    own: list[str] = []
    arguments: list[Mutation] = []
    others: list[str] = []
    for one in found:
        target = one.target.split("[", 1)[0]
        if one.how.startswith("__") and (one.root[:1].isupper() or one.root == "object"):
            # A class is asked to change another object, its first argument.
            continue
        if one.root in parameters:
            arguments.append(one)
        elif one.root in {"self", "cls"}:
            own.append(target)
        elif one.root in around or one.target == one.root:
            others.append(target)
    said = []
    assigned = all(
        one.how == "assigns" and "[" not in one.target
        for one in found
        if one.root in {"self", "cls"}
    )
    if own and others and not assigned:
        own, others = [*own, *others], []
    if own:
        named = _named(own)
        said.append(say("sets {}", named) if named and assigned else _changes(named))
    if arguments:
        names = list(dict.fromkeys(one.root for one in arguments))
        ranges = conditional_lines(body)
        is_sure = any(not any(one.lines in lines for lines in ranges) for one in arguments)
        named = few(names, _MOST)
        changed = (
            say("its arguments {} in place", named)
            if len(names) > 1
            else say("its argument {} in place", named)
        )
        said.append(say("changes {}", changed) if is_sure else say("can change {}", changed))
    if others:
        said.append(_changes(_named(others)))
    return f"{say(subject)} {listed([agreeing(one, subject) for one in said])}." if said else ""


def _named(targets: Sequence[str]) -> str:
    return few([target for target in targets if quoted(target)], _MOST)


def _changes(named: str) -> str:
    return say("changes {}", named) if named else say("changes objects from outside")

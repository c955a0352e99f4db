"""What code touches beyond its result: the world outside, its arguments, its object."""

from collections.abc import Iterable, Sequence
from typing import Final

from blockguide.code.facts.values import Effect, EffectKind, Mutation
from blockguide.writers.offline.description.quoting import few, quoted
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.morphology import base_form, listed

_MOST: Final = 5
_LONGEST: Final = 120
_STATUS: Final = " with the status"
_BEFORE: Final = {
    "warns": "issues the warning",
    "starts in a terminal": "starts in a terminal the command",
}
"""Verbs that need more words before what they speak of."""

_ALONE: Final = {"warns": "issues a warning"}


def effects(ground: Ground, found: Iterable[Effect], subject: str = "It") -> str:
    """One sentence about what the code touches in the world; empty where it touches nothing."""
    by_object: dict[str, list[str]] = {}
    printing = False
    for effect in found:
        if effect.kind is EffectKind.PRINTING and effect.verb == "prints":
            printing = True
            continue
        spoken = "" if effect.on is None else atom(ground.wording, effect.on)
        verbs = by_object.setdefault(spoken if len(spoken) <= _LONGEST else "", [])
        verb = effect.verb if effect.on is not None else effect.verb.removesuffix(_STATUS)
        if verb not in verbs:
            verbs.append(verb)
    bare = by_object.get("", [])
    told = {verb for spoken, verbs in by_object.items() if spoken for verb in verbs}
    by_object[""] = [verb for verb in bare if verb not in told]
    if printing:
        by_object.setdefault("", []).append("prints to the screen")
    by_object = {
        spoken: [_ALONE.get(verb, verb) for verb in verbs] if not spoken else verbs
        for spoken, verbs in by_object.items()
    }
    phrases = [
        phrase
        for spoken, verbs in by_object.items()
        for phrase in (
            [f"{listed([_BEFORE.get(verb, verb) for verb in verbs])} {spoken}"] if spoken else verbs
        )
    ]
    if len(phrases) > _MOST:
        phrases = [
            *phrases[: _MOST - 1],
            f"has {len(phrases) - _MOST + 1} more effects of this kind",
        ]
    return (
        f"{subject} {listed([agreeing(phrase, subject) for phrase in phrases])}." if phrases else ""
    )


def agreeing(phrase: str, subject: str) -> str:
    """A verb phrase in the third person singular, as it stands after `subject`."""
    if subject != "They":
        return phrase
    verb, space, rest = phrase.partition(" ")
    return f"{base_form(verb.rstrip(',')) or verb}{',' if verb.endswith(',') else ''}{space}{rest}"


def outside(ground: Ground) -> frozenset[str]:
    """The names that come from outside the block."""
    return frozenset(read.name for read in ground.subject.facts.reads)


def mutations(
    found: Sequence[Mutation],
    parameters: frozenset[str],
    around: frozenset[str],
    subject: str = "It",
) -> str:
    """A sentence about what the code changes in objects that it did not make."""
    own: list[str] = []
    arguments: list[str] = []
    others: list[str] = []
    for one in found:
        target = one.target.split("[", 1)[0]
        if one.how.startswith("__") and (one.root[:1].isupper() or one.root == "object"):
            # A class is asked to change another object, its first argument.
            continue
        if one.root in parameters:
            arguments.append(one.root)
        elif one.root in {"self", "cls"}:
            own.append(target)
        elif one.root in around or one.target == one.root:
            others.append(target)
    said = []
    assigned = all(one.how == "assigns" for one in found if one.root in {"self", "cls"})
    if own and others and not assigned:
        own, others = [*own, *others], []
    if own:
        said.append(_changes(own, "sets" if assigned else "changes"))
    if arguments:
        word = "argument" if len(set(arguments)) == 1 else "arguments"
        said.append(f"changes its {word} {few(arguments, _MOST)} in place")
    if others:
        said.append(_changes(others, "changes"))
    return f"{subject} {listed([agreeing(one, subject) for one in said])}." if said else ""


def _changes(targets: Sequence[str], verb: str) -> str:
    fitting = [target for target in dict.fromkeys(targets) if quoted(target)]
    return f"{verb} {few(fitting, _MOST)}" if fitting else "changes objects from outside"

"""What code touches beyond its result: the world outside, its arguments, its object."""

from collections.abc import Iterable, Sequence
from typing import Final

from blockguide.code.facts.values import Effect, EffectKind, Mutation
from blockguide.writers.offline.description.quoting import few, quoted
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.effects import effect_phrase
from blockguide.writers.offline.phrases.morphology import listed

_MOST: Final = 5
_LONGEST: Final = 120


def effects(ground: Ground, found: Iterable[Effect], subject: str = "It") -> str:
    """One sentence about what the code touches in the world; empty where it touches nothing."""
    said: dict[str, None] = {}
    printing = False
    for effect in found:
        if effect.kind is EffectKind.PRINTING and effect.verb == "prints":
            printing = True
            continue
        phrase = effect_phrase(ground.wording, effect)
        said[phrase if len(phrase) <= _LONGEST else effect.verb.split(",")[0]] = None
    if printing:
        said["prints to the screen"] = None
    phrases = list(said)
    if len(phrases) > _MOST:
        phrases = [*phrases[: _MOST - 1], f"has {len(phrases) - _MOST + 1} more effects of this kind"]
    return f"{subject} {listed(phrases)}." if phrases else ""


def mutations(found: Sequence[Mutation], parameters: frozenset[str], subject: str = "It") -> str:
    """A sentence about what the code changes in objects that it did not make."""
    own: list[str] = []
    arguments: list[str] = []
    others: list[str] = []
    for one in found:
        target = one.target.split("[", 1)[0]
        if one.root in parameters:
            arguments.append(one.root)
        else:
            (own if one.root in {"self", "cls"} else others).append(target)
    said = []
    if own:
        said.append(_changes(own))
    if arguments:
        word = "argument" if len(set(arguments)) == 1 else "arguments"
        said.append(f"changes its {word} {few(arguments, _MOST)} in place")
    if others:
        said.append(_changes(others))
    return f"{subject} {listed(said)}." if said else ""


def _changes(targets: Sequence[str]) -> str:
    fitting = [target for target in dict.fromkeys(targets) if quoted(target)]
    return f"changes {few(fitting, _MOST)}" if fitting else "changes objects from outside"

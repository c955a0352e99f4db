"""What code touches beyond its result: the world outside, its arguments, its object."""

from collections.abc import Iterable, Sequence
from typing import Final

from blockguide.code.facts.values import Effect, EffectKind, Mutation
from blockguide.writers.offline.description.quoting import few, quoted
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.wording import dotted

_MOST: Final = 5
_KINDS: Final = {
    EffectKind.FILES: "touches the file system",
    EffectKind.NETWORK: "uses the network",
    EffectKind.ENVIRONMENT: "reads or changes the environment",
    EffectKind.PROCESS: "starts or controls processes",
    EffectKind.DATABASE: "talks to a database",
    EffectKind.TIME: "reads the clock or waits",
    EffectKind.RANDOMNESS: "draws random values",
    EffectKind.PRINTING: "prints",
    EffectKind.LOGGING: "writes to the log",
    EffectKind.INPUT: "asks for input",
}


def effects(found: Iterable[Effect], subject: str = "It") -> str:
    """One sentence about what the code touches in the world; empty where it touches nothing."""
    groups: dict[EffectKind, list[str]] = {}
    for effect in found:
        name = quoted(dotted(effect.call.func), 60)
        groups.setdefault(effect.kind, []).append(name or "")
    said = []
    for kind, names in groups.items():
        shown = [name.strip("`") for name in names if name]
        said.append(f"{_KINDS[kind]} ({few(shown, 4)})" if shown and kind is not EffectKind.PRINTING else _KINDS[kind])
    return f"{subject} {listed(said)}." if said else ""


def mutations(found: Sequence[Mutation], parameters: frozenset[str], subject: str = "It") -> str:
    """Sentences about what the code changes in objects that it did not make."""
    own: list[str] = []
    arguments: list[str] = []
    others: list[str] = []
    for one in found:
        if one.root in {"self", "cls"}:
            target = one.target.split("[", 1)[0]
            own.append(target)
        elif one.root in parameters:
            arguments.append(one.root)
        else:
            others.append(one.target.split("[", 1)[0])
    said = []
    if own:
        said.append(_changes(own))
    if arguments:
        said.append(f"changes its argument {_changes(arguments, verb='')}" if len(set(arguments)) == 1 else f"changes its arguments {_changes(arguments, verb='')}")
    if others:
        said.append(_changes(others))
    return f"{subject} {listed([one.strip() for one in said])}." if said else ""


def _changes(targets: Sequence[str], verb: str = "changes ") -> str:
    fitting = [target for target in dict.fromkeys(targets) if quoted(target)]
    if not fitting:
        return f"{verb}objects from outside" if verb else "in place"
    return f"{verb}{few(fitting, _MOST)}"

"""Effects as verb phrases: "sleeps for `delay`", "sends a POST request to `self.url`"."""

import ast
from collections.abc import Iterable, Iterator

from blockguide.code.facts.effects import ActsOn, Entry
from blockguide.code.facts.values import Effect, EffectKind
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.deeds import Deed, titled
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import base_form
from blockguide.writers.offline.phrases.wording import Wording

PREPOSITIONS = frozenset({"to", "from", "for", "of", "into", "with", "at", "on", "in"})
"""A verb that ends in one of these speaks of what follows."""

_PLAIN = frozenset({"time.sleep", "asyncio.sleep"})
_BEHIND = {"starts in a terminal": framed("in a terminal the command {}")}
"""What is said behind verbs that need a word more before what they speak of."""

_STATUS = {
    "ends the process with the status": framed("ends the process"),
    "ends the program with the status": framed("ends the program"),
}
"""Phrases that speak of a status, as they are without one."""

_REPLACED = frozenset({"prints", "warns"})
"""Phrases in whose place descriptions always say others."""

_OWN_PHRASES = frozenset({EffectKind.PRINTING, EffectKind.LOGGING})


def phrase_of(effect: Effect) -> str:
    """The frame of an effect, to be said before what it speaks of, if anything: "reads the lines of"."""
    return _STATUS.get(effect.verb, effect.verb) if effect.on is None else effect.verb


def frames_of(entry: Entry) -> Iterator[str]:
    """All that is said of an entry of the catalogue: its phrase, and what a deed says behind its verb."""
    if entry.verb not in _REPLACED:
        yield entry.verb
    if entry.kind in _OWN_PHRASES or _base_of(entry.verb) is None:
        return
    alone = _behind_verb(_STATUS.get(entry.verb, entry.verb))
    yield from filter(None, (alone, _closed(_behind_verb(entry.verb))))
    if entry.acts_on is not ActsOn.NOTHING and alone and entry.verb not in _BEHIND:
        yield _before_object(entry.verb)


def _behind_verb(phrase: str) -> str:
    """What an effect's phrase says behind its verb: "the lines of" of "reads the lines of"."""
    return phrase.partition(" ")[2]


def _before_object(phrase: str) -> str:
    """The frame of what is said behind the verb: "the lines of {}"."""
    return _BEHIND.get(phrase) or f"{_behind_verb(phrase)} {{}}".lstrip()


def _closed(rest: str) -> str:
    """The rest without the preposition at its end: "the lines" of "the lines of"; empty without one."""
    before, _, last = rest.rpartition(" ")
    return before if last in PREPOSITIONS else ""


def _base_of(phrase: str) -> str | None:
    """The verb of a phrase in its base form; None where it cannot be turned round."""
    return base_form(phrase.partition(" ")[0])


def _rest(wording: Wording, effect: Effect) -> str:
    """What the effect speaks of, as it follows its verb."""
    if effect.on is not None:
        return say(_before_object(effect.verb), atom(wording, effect.on))
    alone = _behind_verb(phrase_of(effect))
    return say(alone) if alone else ""


def effects_by_call(effects: Iterable[Effect]) -> dict[int, Effect]:
    """The effects by the identity of their calls, those left out that calls say better themselves."""
    return {id(effect.call): effect for effect in effects if effect.kind not in _OWN_PHRASES}


def effect_deed(wording: Wording, call: ast.Call) -> Deed | None:
    """The call as its effect; None where it has none, or where its verb cannot be turned round."""
    effect = wording.effects.get(id(call))
    if effect is None:
        return None
    base = _base_of(effect.verb)
    if base is None:
        return None
    rest = _rest(wording, effect)
    is_whole = len(call.args) + len(call.keywords) <= (1 if effect.on is not None else 0)
    if (
        effect.on is not None
        and isinstance(call.func, ast.Attribute)
        and effect.on is call.func.value
    ):
        is_whole = not call.args and not call.keywords
    is_method = isinstance(call.func, ast.Attribute) and effect.on is call.func.value
    code = wording.code(call)
    callee = wording.code(call.func) if not is_method and effect.name not in _PLAIN else None
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"write", "writelines"}:
        callee = None if is_method else say("to {}", atom(wording, call.func.value))
    elif callee is not None:
        callee = f"({callee})"
    whole = f"{rest} {callee or ''}"
    if not is_whole:
        if code is None:
            return None
        whole = say("{} with {}", rest, code)
    closed = _closed(_behind_verb(effect.verb))
    titles = (titled(base, say(closed)),) if closed else ()
    return Deed(base, whole.strip(), (*titles, titled(base, rest)) if rest else ())

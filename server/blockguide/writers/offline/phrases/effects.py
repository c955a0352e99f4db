"""Effects as verb phrases: "sleeps for `delay`", "sends a POST request to `self.url`"."""

import ast
from collections.abc import Iterable

from blockguide.code.facts.values import Effect, EffectKind
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import base_form
from blockguide.writers.offline.phrases.wording import Wording

PREPOSITIONS = frozenset({"to", "from", "for", "of", "into", "with", "at", "on", "in"})
"""A verb that ends in one of these speaks of what follows."""

_PLAIN = frozenset({"time.sleep", "asyncio.sleep"})
_WITH = {
    "warns": framed("with"),
    "starts in a terminal": framed("in a terminal the command"),
}
"""What is said behind verbs that need a word more before what they speak of."""

_OWN_PHRASES = frozenset({EffectKind.PRINTING, EffectKind.LOGGING})


def behind_verb(phrase: str) -> str:
    """What an effect's phrase says behind its verb: "the lines of" of "reads the lines of"."""
    return phrase.partition(" ")[2]


def _rest(wording: Wording, effect: Effect) -> str:
    """What the effect speaks of, as it follows its verb."""
    if effect.on is None:
        return _said(behind_verb(effect.verb.removesuffix(" with the status")))
    before = _said(_WITH.get(effect.verb) or behind_verb(effect.verb))
    return f"{before} {atom(wording, effect.on)}".lstrip()


def _said(words: str) -> str:
    return say(words) if words else ""


def effects_by_call(effects: Iterable[Effect]) -> dict[int, Effect]:
    """The effects by the identity of their calls, those left out that calls say better themselves."""
    return {id(effect.call): effect for effect in effects if effect.kind not in _OWN_PHRASES}


def effect_deed(wording: Wording, call: ast.Call) -> Deed | None:
    """The call as its effect; None where it has none, or where its verb cannot be turned round."""
    effect = wording.effects.get(id(call))
    if effect is None:
        return None
    verb, rest = effect.verb.partition(" ")[0], _rest(wording, effect)
    base = base_form(verb.rstrip(","))
    if base is None or "," in verb:
        return None
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
    alone = behind_verb(effect.verb).rpartition(" ")
    titles = (f"{base} {say(alone[0])}",) if alone[0] and alone[2] in PREPOSITIONS else ()
    return Deed(base, whole.strip(), (*titles, f"{base} {rest}") if rest else ())

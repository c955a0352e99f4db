"""Whom a sentence of a description speaks of, and verb phrases that agree with it."""

from typing import Final

from blockguide.writers.offline.phrases.frames import framed
from blockguide.writers.offline.phrases.morphology import base_form

IT: Final = framed("It")
THEY: Final = framed("They")


def agreeing(phrase: str, subject: str) -> str:
    """A verb phrase in the third person singular, as it stands after `subject`."""
    if subject != THEY:
        return phrase
    verb, space, rest = phrase.partition(" ")
    return f"{base_form(verb.rstrip(',')) or verb}{',' if verb.endswith(',') else ''}{space}{rest}"

"""What the server itself says to a person, in the language of the person's editor.

The English sentence is the key of every other language, as in the editors' own bundles. The guide's language is
another matter: a setting of its own.
"""

from typing import Final

LANGUAGES: Final = ("ru",)
"""The languages beside English; each has a file in `words`."""


class Words:
    """English: every sentence is its own translation."""

    def say(self, english: str, **values: object) -> str:
        """A sentence of ours, with `values` in its places."""
        return english.format(**values)

    def told(self, sentence: str) -> str:
        """What another room says in English, as far as it is known by its form; the rest as it is."""
        return sentence


ENGLISH: Final = Words()


def words_for(locale: object) -> Words:
    """The words for the `locale` of `initialize`, such as `ru` or `ru-RU`; English where it has none."""
    language = str(locale).replace("_", "-").partition("-")[0].lower()
    if language not in LANGUAGES:
        return ENGLISH
    from blockguide.lsp.translation import Translated  # noqa: PLC0415 - English needs none of it

    return Translated(language)

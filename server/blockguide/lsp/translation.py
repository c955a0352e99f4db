"""The server's words in a language that is not English: ours by their key, others by their form."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from string import Formatter
from typing import Final, NamedTuple

from blockguide.lsp.wording import Words

# Where a text of several sentences or clauses may be cut.
_CUT: Final = re.compile(r"(?<=[.!?:]) |[,;] |\n")
_CODE: Final = "`"
# What may stand in a place: a quotation, or no more than one sentence.
_CODE_VALUE: Final = r"[^`]+"
_VALUE: Final = r"""'[^']*'|"[^"]*"|(?:(?![.!?] ).)+?"""


class Translated(Words):
    """The words of one language. Its file is read when the first sentence is said."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, english: str, **values: object) -> str:
        """A sentence of ours, with `values` in its places."""
        return self._table.get(english, english).format(**values)

    def told(self, sentence: str) -> str:
        """What another room says in English: whole, or sentence by sentence and clause by clause."""
        whole = self._whole(sentence)
        if whole is not None:
            return whole
        cuts = [*_CUT.finditer(sentence)]
        for cut in reversed(cuts):
            head = self._whole(sentence[: cut.start()])
            if head is not None:
                return f"{head}{cut[0]}{self.told(sentence[cut.end() :])}"
        if not cuts:
            return sentence
        return f"{sentence[: cuts[0].end()]}{self.told(sentence[cuts[0].end() :])}"

    @cached_property
    def _table(self) -> Mapping[str, str]:
        return translations(self.language)

    @cached_property
    def _forms(self) -> tuple["Form", ...]:
        """The sentences with places in them, those that say the most by themselves first."""
        forms = [form_of(english) for english in self._table if "{" in english]
        return tuple(sorted(forms, key=lambda form: form.letters, reverse=True))

    def _whole(self, sentence: str) -> str | None:
        if (found := self._table.get(sentence)) is not None:
            return found.format()
        for form in self._forms:
            if (match := form.pattern.fullmatch(sentence)) is not None:
                values = {
                    name: value if name in form.names else self.told(value)
                    for name, value in match.groupdict().items()
                }
                return self._table[form.english].format(**values)
        return None


class Form(NamedTuple):
    """How a sentence with places in it looks.

    Attributes:
        english: its key.
        pattern: what it matches, a group for each place.
        names: the places that stand in backticks: code, which is never translated.
        letters: how many characters of it are its own.
    """

    english: str
    pattern: re.Pattern[str]
    names: frozenset[str]
    letters: int


@cache
def translations(language: str) -> Mapping[str, str]:
    """The sentences of a language by their English: format strings, with the same places in both."""
    import tomllib  # noqa: PLC0415 - the server stands before it is needed

    file = resources.files(__package__).joinpath("words", f"{language}.toml")
    tables = tomllib.loads(file.read_text("utf-8"))
    return {english: told for table in tables.values() for english, told in table.items()}


def form_of(english: str) -> Form:
    """The form of a sentence, by which it is known again with values in its places."""
    pattern, names, letters, is_code = "", set(), 0, False
    for literal, name, _, _ in Formatter().parse(english):
        pattern += re.escape(literal)
        letters += len(literal)
        is_code ^= literal.count(_CODE) % 2 == 1
        if name is None:
            continue
        again = f"(?P<{name}>" in pattern
        value = _CODE_VALUE if is_code else _VALUE
        pattern += f"(?P={name})" if again else f"(?P<{name}>{value})"
        if is_code:
            names.add(name)
    return Form(english, re.compile(pattern, re.DOTALL), frozenset(names), letters)

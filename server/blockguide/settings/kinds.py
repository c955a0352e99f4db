"""What a setting's value may be: how it is read from JSON and from a variable, and how it is told."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

_MOST_SHOWN: Final = 40

LANGUAGES: Final = ("en", "ru", "de", "fr", "es")
"""The languages that a guide has headings in."""

_LANGUAGE = re.compile(rf"({'|'.join(LANGUAGES)})(-[A-Za-z0-9]{{2,8}})*")

Json = Mapping[str, object]


class Misfit(ValueError):  # noqa: N818 - it says what the value is
    """A value that a setting cannot take."""


class Kind(Protocol):
    """What a setting's value may be."""

    @property
    def wanted(self) -> str:
        """What fits, as the end of the sentence "It is 3, not ..."."""
        ...

    def read(self, value: object) -> object:
        """The value that a JSON value stands for.

        Raises:
            Misfit: it stands for none.
        """
        ...

    def parse(self, text: str) -> object:
        """The value that an environment variable's text stands for.

        Raises:
            Misfit: it stands for none.
        """
        ...

    def written(self, value: object) -> object:
        """The JSON value that stands for `value`: `read(written(value)) == value`."""
        ...

    def schema(self) -> Json:
        """The JSON schema of what `read` takes."""
        ...


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off."""

    wanted: str = "true or false"

    def read(self, value: object) -> bool:
        """Takes a boolean, and nothing that is only like one."""
        if isinstance(value, bool):
            return value
        raise Misfit

    def parse(self, text: str) -> bool:
        """Takes `1` and `true`, `0` and `false`."""
        known = {"1": True, "true": True, "0": False, "false": False}
        if text.lower() in known:
            return known[text.lower()]
        raise Misfit

    def written(self, value: object) -> object:
        """A boolean is itself."""
        return value

    def schema(self) -> Json:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of something, from `least` to `most`."""

    unit: str
    least: int
    most: int

    @property
    def wanted(self) -> str:
        """What fits, with its unit and range."""
        return f"a number of {self.unit} from {self.least} to {self.most}"

    def read(self, value: object) -> int:
        """Takes `200` and, as some clients know no integers, `200.0`."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Misfit
        if not self.least <= value <= self.most:
            raise Misfit
        return value

    def parse(self, text: str) -> int:
        """Takes decimal digits."""
        # int() refuses more than 4,300 digits.
        if text.isdecimal() and len(text) < 20:
            return self.read(int(text))
        raise Misfit

    def written(self, value: object) -> object:
        """A number is itself."""
        return value

    def schema(self) -> Json:
        """An integer in its range."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words.

    Attributes:
        words: the enumeration whose values they are.
        meanings: what each word means, in the same order.
    """

    words: type[StrEnum]
    meanings: tuple[str, ...]

    @property
    def wanted(self) -> str:
        """All of the words."""
        *others, last = (f'"{word}"' for word in self.words)
        return f"{', '.join(others)} or {last}"

    def read(self, value: object) -> StrEnum:
        """Takes the words exactly."""
        for word in self.words:
            if word == value:
                return word
        raise Misfit

    def parse(self, text: str) -> StrEnum:
        """Takes the words exactly."""
        return self.read(text)

    def written(self, value: object) -> object:
        """The word."""
        return str(value)

    def schema(self) -> Json:
        """An enumeration with what each word means, as editors show it."""
        return {
            "type": "string",
            "enum": [str(word) for word in self.words],
            "enumDescriptions": list(self.meanings),
        }


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory, or none for the usual one; it need not exist yet."""

    wanted: str = "an absolute path"

    def read(self, value: object) -> Path | None:
        """Takes an absolute path, one that begins with `~`, and the empty string for none."""
        if not isinstance(value, str) or "\0" in value:
            raise Misfit
        if not value:
            return None
        try:
            path = Path(value).expanduser()
        except RuntimeError:
            raise Misfit from None
        if not path.is_absolute():
            raise Misfit
        return path

    def parse(self, text: str) -> Path | None:
        """Takes any path; a relative one begins at the working directory, `~` is the person's home."""
        try:
            return Path(text).expanduser().absolute() if text else None
        except RuntimeError:
            raise Misfit from None

    def written(self, value: object) -> object:
        """The path; the empty string for none."""
        return str(value) if value else ""

    def schema(self) -> Json:
        """A string."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Text:
    """Some text on one line, which may be empty."""

    wanted: str = "a text on one line"

    def read(self, value: object) -> str:
        """Takes a string; white space at its ends goes."""
        if isinstance(value, str) and (not value or value.isprintable()):
            return value.strip()
        raise Misfit

    def parse(self, text: str) -> str:
        """Takes the text."""
        return self.read(text)

    def written(self, value: object) -> object:
        """A text is itself."""
        return value

    def schema(self) -> Json:
        """A string."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts."""

    wanted: str = "a list of texts"

    def read(self, value: object) -> tuple[str, ...]:
        """Takes a list of strings."""
        if isinstance(value, list | tuple):
            return tuple(Text().read(each) for each in value)
        raise Misfit

    def parse(self, text: str) -> tuple[str, ...]:
        """Takes texts with commas between them."""
        return tuple(Text().read(each) for each in text.split(",") if each.strip())

    def written(self, value: object) -> object:
        """A list."""
        assert isinstance(value, tuple)
        return list(value)

    def schema(self) -> Json:
        """An array of strings."""
        return {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, slots=True)
class Language:
    """The BCP 47 tag of a language that a guide has headings in."""

    @property
    def wanted(self) -> str:
        """All of the languages."""
        tags = ", ".join(f'"{language}"' for language in LANGUAGES)
        return f'{tags} or a variant such as "de-AT"'

    def read(self, value: object) -> str:
        """Takes the languages, and their variants."""
        if isinstance(value, str) and _LANGUAGE.fullmatch(value):
            return value
        raise Misfit

    def parse(self, text: str) -> str:
        """Takes the languages, and their variants."""
        return self.read(text)

    def written(self, value: object) -> object:
        """A tag is itself."""
        return value

    def schema(self) -> Json:
        """A string in the form of a tag."""
        return {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}


def shown(value: object) -> str:
    """A JSON value as a sentence shows it, cut where it is long."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=lambda _: type(value).__name__)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"

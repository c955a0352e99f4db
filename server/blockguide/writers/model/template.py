"""The instructions that a model is given: ours, or the person's own in their place."""

from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.headings import headings_for
from blockguide.settings import Detail
from blockguide.writers.model.values import Wish

VERSION: Final = "2"
"""Changes when the words of `instructions.md` change, or the form of what is sent with them.

A test holds it to the digest of the words.
"""

_DETAILS: Final = {
    Detail.BRIEF: "Be brief: one paragraph of description, as few steps as cover the code.",
    Detail.STANDARD: "Be concise: leave out what the reader sees from the signature.",
    Detail.THOROUGH: "Be thorough: tell every branch, default, side effect and error, with its condition.",
}
_LANGUAGES: Final = {
    "en": "English",
    "ru": "Russian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
}


def instructions(wish: Wish) -> tuple[str, str]:
    """The instructions with everything filled in, and their version.

    A template of the person's own may use `$description`, `$steps`, `$example` (the headings),
    `$language` and `$detail`; `$$` is a dollar sign.

    Raises:
        BlockGuideError: BAD_TEMPLATE for a template that cannot be read, or that asks for what there is not.
    """
    text = _ours() if wish.template is None else _read(wish.template)
    headings = headings_for(wish.language)
    values = {
        "description": headings.description,
        "steps": headings.steps,
        "example": headings.example,
        "language": language_name(wish.language),
        "detail": _DETAILS[wish.detail],
    }
    try:
        filled = Template(text).substitute(values)
    except KeyError as error:
        raise _bad(
            wish.template,
            f"asks for ${error.args[0]}, which there is not",
            f"It may use {', '.join(f'${name}' for name in values)}; write $$ for a dollar sign.",
        ) from error
    except ValueError as error:
        raise _bad(
            wish.template, "has a $ that begins no name", "Write $$ for a dollar sign."
        ) from error
    own = "" if wish.template is None else f".{sha256(text.encode()).hexdigest()[:12]}"
    return filled, f"{VERSION}{own}-{wish.detail}"


def language_name(language: str) -> str:
    """A language as English calls it; the tag itself for one that has no name here."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), language)


@cache
def _ours() -> str:
    return resources.files(__package__).joinpath("instructions.md").read_text("utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, "cannot be read", "Name a text file in UTF-8, or unset it.") from error


def _bad(path: Path | None, what: str, advice: str) -> BlockGuideError:
    name = path.name if path else "instructions.md"
    return BlockGuideError(ErrorCode.BAD_TEMPLATE, f"The template `{name}` {what}.", advice)

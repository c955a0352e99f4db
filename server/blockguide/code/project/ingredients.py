"""What of other files a guide was built from, and whether it has changed since."""

import ast
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from blockguide.code.context.values import Ingredient
from blockguide.code.project.interface import binds, parsed, suites_of
from blockguide.code.project.stamps import KeptByPath
from blockguide.code.source import source_from_bytes
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError

NO_TEXTS: Final[Mapping[Path, str]] = MappingProxyType({})


def digest_of(name: str, path: Path, texts: Mapping[Path, str] = NO_TEXTS) -> str:
    """Return the SHA-256 of a definition's own source text.

    Args:
        name: its dotted name in the file, such as `Report.render`; empty for the whole file.
        path: the file.
        texts: the texts of files that are not as the disk has them.

    Returns:
        The hexadecimal digest; empty where the file, or the name in it, is not found. A name in a
        file that is no text has the file's digest.
    """
    text = texts.get(path)
    digests = _kept(str(path)) if text is None else _digests_of_text(str(path), text)
    if digests is None:
        return ""
    return digests.get(name, digests[""] if _UNREADABLE in digests else "")


def changes(
    ingredients: tuple[Ingredient, ...], texts: Mapping[Path, str] = NO_TEXTS
) -> tuple[str, ...]:
    """Say of each ingredient that is not as it was: "`normalize` in `text.py` changed"."""
    return tuple(
        dict.fromkeys(
            sentence
            for ingredient in ingredients
            if (sentence := _change(ingredient, texts)) is not None
        )
    )


def _change(ingredient: Ingredient, texts: Mapping[Path, str]) -> str | None:
    now = digest_of(ingredient.name, ingredient.path, texts)
    if now == ingredient.digest:
        return None
    file = ingredient.path.name
    if not ingredient.name:
        return f"`{file}` changed" if now else f"`{file}` was removed"
    if now:
        return f"`{ingredient.name}` in `{file}` changed"
    if not digest_of("", ingredient.path, texts):
        return f"`{file}` was removed"
    return f"`{ingredient.name}` was removed from `{file}`"


_UNREADABLE: Final = "\0"


def _digests(path: str) -> dict[str, str] | None:
    """Return the digests of a file's definitions by dotted name; of the file, by the empty name."""
    try:
        text = Path(path).read_bytes()
    except (OSError, ValueError):
        return None
    return _digests_of(path, text)


def _digests_of(path: str, text: bytes) -> dict[str, str]:
    digests = {"": hashlib.sha256(text).hexdigest()}
    module = parsed(text) or _recovered(path, text)
    if module is None:
        return {**digests, _UNREADABLE: ""}
    texts: dict[str, list[bytes]] = {}
    _collect(module.body, "", text.splitlines(keepends=True), texts)
    for name, pieces in texts.items():
        digests[name] = hashlib.sha256(b"".join(pieces)).hexdigest()
    return digests


def _recovered(path: str, text: bytes) -> ast.Module | None:
    """Parse what can be parsed of a broken file; its holes keep their lines."""
    try:
        return parse(source_from_bytes(Path(path), text)).module
    except BlockGuideError:
        return None


def _collect(
    body: list[ast.stmt], prefix: str, lines: list[bytes], texts: dict[str, list[bytes]]
) -> None:
    for statement in body:
        decorators = getattr(statement, "decorator_list", ())
        first = min((node.lineno for node in decorators), default=statement.lineno)
        suites = suites_of(statement)
        if not suites:
            piece = b"".join(lines[first - 1 : statement.end_lineno])
            for name in dict.fromkeys(binds(statement)):
                texts.setdefault(f"{prefix}{name}", []).append(piece)
        if isinstance(statement, ast.ClassDef):
            _collect(statement.body, f"{prefix}{statement.name}.", lines, texts)
        for suite, _ in suites:
            _collect(suite, prefix, lines, texts)


@lru_cache(maxsize=8)
def _digests_of_text(path: str, text: str) -> dict[str, str]:
    """As `_digests`, of a text that no disk has; a question asks it for every ingredient of the file."""
    return _digests_of(path, text.encode())


_kept: Final = KeptByPath(_digests, limit=256)

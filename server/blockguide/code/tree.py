"""The syntax tree of a whole file, also of a file with broken syntax."""

import ast
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from blockguide.code.comments import Comment, find_comments
from blockguide.code.grammar import UNPARSABLE, parse_text
from blockguide.code.magics import without_magics
from blockguide.code.recovery import Hole, recover
from blockguide.code.source import Source

__all__ = ["Comment", "Hole", "Tree", "parse"]

_KEPT_CHARACTERS: Final = 250_000
"""A tree takes about twenty-five times its text; of the largest file the last alone is kept."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's syntax.

    Attributes:
        module: the tree of the text, or, where the text is broken, of the text with its holes
            replaced by `pass` (or a broken header by `if 1:`) on the same lines, so that every
            line number holds. Columns of nodes are UTF-8 bytes, as `ast` counts them.
        parsed: the text that `module` was parsed from.
        holes: the lines that were replaced, in order.
        magics: notebook magics and shell escapes by their 1-based line; they parse as `pass`, or,
            on the right of an assignment, as `...`.
        comments: every comment, by line.
    """

    module: ast.Module
    parsed: str
    holes: tuple[Hole, ...]
    magics: dict[int, str]
    comments: dict[int, Comment]


def parse(source: Source) -> Tree:
    """The syntax of `source`, whatever its text; the last few are kept, so a second call is free.

    Nobody may change a tree: it is shared.
    """
    with _lock:
        tree = _kept.get(source.digest)
        if tree is not None:
            _kept.move_to_end(source.digest)
            return tree
        tree = _parse(source.text)
        _kept[source.digest] = tree
        characters = sum(len(kept.parsed) for kept in _kept.values())
        while characters > _KEPT_CHARACTERS and len(_kept) > 1:
            characters -= len(_kept.popitem(last=False)[1].parsed)
        return tree


_lock = threading.Lock()
_kept: OrderedDict[str, Tree] = OrderedDict()


def _parse(text: str) -> Tree:
    try:
        return Tree(parse_text(text), text, (), {}, find_comments(text))
    except UNPARSABLE:
        mended, magics = without_magics(text)
        recovered = recover(mended)
        comments = find_comments(recovered.text)
        return Tree(recovered.module, recovered.text, recovered.holes, magics, comments)

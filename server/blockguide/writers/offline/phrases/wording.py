"""What every phrase needs to know about the code it speaks of: its text, and what its names hold."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from blockguide.code.facts.values import Effect
from blockguide.code.position import segment
from blockguide.code.source import Source
from blockguide.writers.offline.phrases.quotes import TICK
from blockguide.writers.offline.phrases.shapes import Shape, shape_of_value

QUOTE: Final = 76
"""The longest code, in characters, that is quoted within a sentence."""

LONG_QUOTE: Final = 116
"""The longest code that is quoted where nothing shorter says the same."""

LAST_QUOTE: Final = 1600
"""The longest code that is quoted where nothing else would tell what it is."""

_OPENING: Final = ("(", "[", "{")
_CLOSING: Final = (")", "]", "}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The ground on which phrases are made.

    Attributes:
        source: the file's text.
        shapes: what the names bound in the block hold.
        shadowed: builtins that the file binds to something else.
        item: what the loop around takes its items as, such as "`line`"; empty outside of loops.
        effects: the calls that touch the world, by the identity of their nodes.
        texts: what `text` found before, by the identity of the node: one line, or empty.
        modules: the names that stand for modules.
        functions: the functions that the block defines inside of its functions.
    """

    source: Source
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    shadowed: frozenset[str] = frozenset()
    item: str = ""
    effects: Mapping[int, Effect] = field(default_factory=dict)
    functions: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    texts: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    def code(self, node: ast.AST, limit: int = QUOTE) -> str | None:
        """The node's source as one line in backticks; None where it is too long for that.

        A text over several lines is joined where its brackets allow it, else written anew from the
        tree, which knows no comments.
        """
        text = self.text(node, limit)
        return None if text is None else f"`{text}`"

    def text(self, node: ast.AST, limit: int = QUOTE) -> str | None:
        """The node's source as one line; None under the same terms as `code`."""
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        if not first or last - first > limit // 4:
            return None
        text = self.texts.get(id(node))
        if text is None:
            text = _quotable(_on_one_line(segment(self.source, node), node))
            if not text and isinstance(node, ast.expr | ast.pattern):
                text = _quotable(ast.unparse(node))
            elif text and isinstance(node, ast.Tuple) and _is_bare(node):
                text = f"({text})"
            self.texts[id(node)] = text
        return text if text and len(text) <= limit else None

    def shape(self, node: ast.expr) -> Shape:
        """What the node evaluates to, as far as is known."""
        if isinstance(node, ast.Name):
            return self.shapes.get(node.id, Shape.OTHER)
        if isinstance(node, ast.Attribute):
            text = dotted(node)
            return self.shapes.get(text, Shape.OTHER) if text else Shape.OTHER
        return shape_of_value(node)

    def is_builtin(self, name: str) -> bool:
        """Whether this name, if a builtin has it, means the builtin here."""
        return name not in self.shadowed and name not in self.shapes


def dotted(node: ast.expr) -> str:
    """The dotted name of a name or attribute chain; empty for anything else."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))


def _is_bare(node: ast.Tuple) -> bool:
    """Whether a tuple's value stands without parentheses: in a sentence one would not see its end."""
    starts = [(element.lineno, element.col_offset) for element in node.elts[:1]]
    return isinstance(node.ctx, ast.Load) and starts == [(node.lineno, node.col_offset)]


def _quotable(text: str) -> str:
    """The code as it can stand between backticks, or nothing."""
    if not text.isprintable() or text != text.strip() or TICK in text or "``" in text:
        return ""
    return text.replace("`", TICK) if "`" in text else text


def _on_one_line(text: str, node: ast.AST) -> str:
    if "\n" not in text:
        return text
    return "" if isinstance(node, ast.Constant) else _joined(text, node)


def _joined(text: str, node: ast.AST) -> str:
    """Several lines as one, or nothing where that would change what they mean."""
    if "#" in text or '"""' in text or "'''" in text or "\\" in text:
        return ""
    joined = ""
    for line in text.splitlines():
        part = line.strip()
        if part.startswith(_CLOSING) and joined.endswith(",") and not isinstance(node, ast.Tuple):
            joined = joined[:-1]
        glued = not joined or joined.endswith(_OPENING) or part.startswith((*_CLOSING, "."))
        joined += part if glued else f" {part}"
    return joined

"""The texts that an expression may give, and how their literals stand in the code."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from typing import Final

Pieces = tuple[ast.Constant, ...]
"""The literals of one value: several where it is split, or has places that are filled in."""

_WRAPPERS: Final = (
    *("SecretStr", "SecretBytes", "Secret", "Field", "field", "str", "bytes"),
    *("encode", "decode", "b64decode", "fromhex", "getenv", "get"),
)
"""What gives its argument back in another form, or one of its arguments where it has nothing else."""

_BODY = re.compile(r"[A-Za-z]{0,2}(\"\"\"|'''|\"|')(?P<body>.*)\1", re.DOTALL)
_LEAST_SPLIT: Final = 16


def values_of(value: ast.expr) -> Iterator[Pieces]:
    """The texts that an expression may give, as far as they stand in it."""
    match value:
        case ast.Constant() | ast.JoinedStr() | ast.BinOp():
            pieces = _pieces(value)
            if pieces:
                yield pieces
        case _:
            for part in _parts(value):
                yield from values_of(part)


def split_values(module: ast.Module, text: str) -> Iterator[Pieces]:
    """The values that may stand in `text` in several literals: `"ab" "cd"` and `"ab" + "cd"`."""
    lines = text.split("\n")
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp):
            pieces = _pieces(node)
            if len(pieces) > 1:
                yield pieces
        elif isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
            value = text_of(node)
            is_token = len(value) >= _LEAST_SPLIT and not any(map(str.isspace, value))
            if is_token and value not in "\n".join(lines[node.lineno - 1 : node.end_lineno]):
                yield (node,)


def joined(pieces: Pieces) -> str:
    """The text that literals make together."""
    return "".join(map(text_of, pieces))


def text_of(literal: ast.Constant) -> str:
    """The text of a literal, that of bytes as Latin-1."""
    value = literal.value
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def spellings(pieces: Pieces, text: str) -> Iterator[str]:
    """How literals stand in the text that they were parsed from, and what they mean, alone and together."""
    for piece in pieces:
        yield from _bodies(ast.get_source_segment(text, piece) or "")
        yield text_of(piece)
    yield joined(pieces)


def _parts(value: ast.expr) -> list[ast.expr]:
    match value:
        case ast.BoolOp() | ast.Dict():
            return value.values
        case ast.IfExp():
            return [value.body, value.orelse]
        case ast.Tuple() | ast.List() | ast.Set():
            return value.elts
        case ast.NamedExpr() | ast.Starred():
            return [value.value]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _WRAPPERS:
            owner = [value.func.value] if isinstance(value.func, ast.Attribute) else []
            return [*owner, *value.args, *(keyword.value for keyword in value.keywords)]
    return []


def _pieces(value: ast.expr) -> Pieces:
    match value:
        case ast.Constant(value=str() | bytes()):
            return (value,)
        case ast.BinOp(op=ast.Add()):
            return (*_pieces(value.left), *_pieces(value.right))
        case ast.BinOp(op=ast.Mod()):
            return _pieces(value.left)
        case ast.JoinedStr():
            return tuple(each for each in value.values if isinstance(each, ast.Constant))
    return ()


def _bodies(segment: str) -> Iterator[str]:
    """The texts between the quotes of the literals in a piece of code."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(f"({segment})").readline):
            body = _BODY.fullmatch(token.string) if token.type == tokenize.STRING else None
            if body:
                yield body["body"]
    except (tokenize.TokenError, SyntaxError):
        return

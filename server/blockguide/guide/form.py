"""Brings any text into the form that a page can hold, without losing a word of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_LINE_BREAK = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_WHITE_SPACE = re.compile(r"\s+")
_BROKEN_CODE = re.compile(rf"\s*[{_LINE_BREAK}]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

# An escaped character, a code span, a run of backticks that nothing closes, or plain text.
_PIECE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<run>`+)(?!`)(?P<inner>.+?)(?<!`)(?P=run)(?!`))"
    r"|(?P<stray>`+)"
    r"|(?P<plain>[^\\`]+|\\)",
    re.DOTALL,
)

_BACKTICKS = re.compile(r"`{3,}")

_PLAIN_TITLE = re.compile(r"(?:[^*`\\]|`[^`]+`(?!`))*")

# What makes of a paragraph a heading, a rule, a fence, HTML or the definition of a link.
_BLOCK_START = re.compile(
    r"#{1,6}(?:\s|$)|=+$|-+$|(?:\*\s*){3,}$|(?:-\s*){3,}$|(?:_\s*){3,}$"
    r"|`{3,}[^`]*$|~{3,}|<[A-Za-z/!?]|\[[^\]]+\]:"
)


class PieceKind(StrEnum):
    """What a piece of inline Markdown is."""

    ESCAPE = "escape"
    CODE = "code"
    STRAY = "stray"
    PLAIN = "plain"


_KINDS = {str(kind): kind for kind in PieceKind}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of inline Markdown: its kind, its text as it stands, a code span's content."""

    kind: PieceKind
    text: str
    code: str = ""


def pieces(markdown: str) -> Iterator[Piece]:
    """Splits inline Markdown into code spans and the rest; the texts join to `markdown`."""
    for match in _PIECE.finditer(markdown):
        if match["run"] is not None:
            yield Piece(PieceKind.CODE, match[0], match["inner"].strip())
        else:
            yield Piece(_KINDS[match.lastgroup or ""], match[0])


def code_spans(markdown: str) -> tuple[str, ...]:
    """The contents of the code spans of `markdown`, in order, without the spaces around them."""
    if "`" not in markdown:
        return ()
    return tuple(match["inner"].strip() for match in _PIECE.finditer(markdown) if match["run"])


def without_code(markdown: str) -> str:
    """`markdown` with a single backtick in the place of each code span."""
    if "`" not in markdown:
        return markdown
    return _PIECE.sub(lambda match: "`" if match["run"] else match[0], markdown)


def one_line(text: str) -> str:
    """The words of `text` on one line, one space between them.

    Spaces inside a code span stay as they are. Control characters go; a lone surrogate becomes
    U+FFFD.
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    clean = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub("", text))
    return "".join(map(_on_one_line, pieces(clean))).strip()


def title_line(text: str) -> str:
    """The words of `text` on one line that can stand in bold, stray `*` and backticks escaped."""
    line = one_line(text)
    if _PLAIN_TITLE.fullmatch(line):
        return line
    line = "".join(map(_escaped, pieces(line)))
    return f"{line}\\" if _ends_in_backslash(line) else line


def paragraphs(text: str) -> str:
    """The paragraphs of `text`, one line each, an empty line between them.

    A paragraph that Markdown would take for a heading, a rule or a fence gets a backslash before
    it.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (one_line(part) for part in _BLANK_LINE.split(unix))
    return "\n\n".join(f"\\{line}" if _BLOCK_START.match(line) else line for line in lines if line)


def source_text(text: str) -> str:
    r"""`text` as Python source for an example: lines end in `\n`, none is empty at either end.

    A NUL or a lone surrogate, which no source file can hold, becomes U+FFFD.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    body = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", unix).strip("\n")
    return f"{body}\n" if body else ""


def fence_for(code: str) -> str:
    """A fence that is longer than any run of backticks in `code`, so that nothing in it can close it."""
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=2)
    return "`" * (longest + 1)


def _on_one_line(piece: Piece) -> str:
    if piece.kind is PieceKind.CODE:
        return _BROKEN_CODE.sub(" ", piece.text)
    return _WHITE_SPACE.sub(" ", piece.text)


def _escaped(piece: Piece) -> str:
    if piece.kind is PieceKind.PLAIN:
        return piece.text.replace("*", r"\*")
    if piece.kind is PieceKind.STRAY:
        return piece.text.replace("`", r"\`")
    return piece.text


def _ends_in_backslash(line: str) -> bool:
    return any(piece.text == "\\" for piece in list(pieces(line))[-1:])

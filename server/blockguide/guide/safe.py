"""Makes a text that a model wrote safe to show: nothing in it runs, loads, hides or leads astray."""

import re
from typing import Final

from blockguide.guide.form import PieceKind, pieces

_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)\n]*\)"
)
_LINK = re.compile(
    r"\[(?P<words>[^\]\n]*)\]\(\s*<?(?P<address>[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?[^)\n]*\)"
)
_REFERENCE = re.compile(r"!?\[(?P<words>[^\]\n]+)\]\[[^\]\n]*\]")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_SIGN = re.compile(r"[\[\]<&]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_HIDDEN: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def with_hidden_named(text: str) -> str:
    """`text` with control, invisible and bidirectional characters shown by their code points."""
    return _HIDDEN.sub(_named, text)


def safe_prose(markdown: str) -> str:
    """`markdown` without HTML, images and links.

    A link to a web address shows the address in full behind its words, one to a file of the project its
    path; any other address (`command:`, `javascript:`, …) goes. What would define
    a link for the whole page is escaped. Control, invisible and bidirectional characters are shown by their
    code points. What is code stays as it is.
    """
    return "".join(
        piece.text if piece.kind in {PieceKind.CODE, PieceKind.ESCAPE} else _plain(piece.text)
        for piece in pieces(with_hidden_named(markdown))
    )


def safe_code(source: str) -> str:
    r"""`source` with hidden characters written as escapes, such as `\u202e`; line ends and tabs stay."""
    return _HIDDEN.sub(_escaped, source)


def _plain(text: str) -> str:
    if not _SIGN.search(text):
        return text
    text = _IMAGE.sub(lambda match: match["alt"], text)
    text = _LINK.sub(_spelled, text)
    text = _REFERENCE.sub(lambda match: match["words"], text)
    # A link whose words hold code or an escape stands in several pieces.
    text = text.replace("](", "] (").replace("]:", r"]\:")
    text = _MARKUP.sub(r"\\<", text)
    return _ENTITY.sub(r"\\&", text)


def _spelled(link: re.Match[str]) -> str:
    words, address = link["words"], link["address"]
    if _WEB.match(address):
        return words if words == address else f"{words} ({address})"
    if not address or _SCHEME.match(address) or address.startswith("#") or "`" in address:
        return words
    return f"{words} (`{address}`)"


def _named(match: re.Match[str]) -> str:
    return f"(U+{ord(match[0]):04X})"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\r\f":
        return match[0]
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )

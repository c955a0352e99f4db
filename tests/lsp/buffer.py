"""An editor's buffer, edited anywhere, and the changes that the editor tells of."""

from hypothesis import strategies as st
from lsprotocol import types

from blockguide.lsp.places import Encoding
from blockguide.text import split_lines

TEXTS = st.text(st.sampled_from("ab \n\r\f\x1c\x85\u2028\t#é\u0301Ω😀𝔘"), max_size=40)
"""Texts with all that is counted or split otherwise by somebody."""


def units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF32:
        return len(text)
    size = 2 if encoding is Encoding.UTF16 else 1
    return len(text.encode(f"{encoding}{'-le' if size == 2 else ''}")) // size


class Buffer:
    """An editor's buffer, kept as one text and counted anew for each edit."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self.encoding = encoding

    def position(self, offset: int) -> types.Position:
        before = split_lines(self.text[:offset])
        if self.text[offset - 1 : offset + 1] == "\r\n" and offset:
            return self.position(offset - 1)
        if not before or before[-1].endswith(("\n", "\r")):
            return types.Position(len(before), 0)
        return types.Position(len(before) - 1, units(before[-1], self.encoding))

    def edit(self, start: int, end: int, new: str) -> types.TextDocumentContentChangePartial:
        # No editor puts its cursor between the two halves of a line end.
        start, end = (at - self._inside(at) for at in (start, end))
        range_ = types.Range(self.position(start), self.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        return types.TextDocumentContentChangePartial(range=range_, text=new)

    def _inside(self, offset: int) -> bool:
        return offset > 0 and self.text[offset - 1 : offset + 1] == "\r\n"

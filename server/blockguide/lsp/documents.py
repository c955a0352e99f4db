"""The editor's documents as they are now, each kept as lines so that an edit costs what it touches."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lsprotocol import types

from blockguide.code.source import Source, source_from_text
from blockguide.lsp.paths import path_of, scheme_of
from blockguide.lsp.places import Encoding, RangeLike, range_of, span_from
from blockguide.text import Lines, Point, Span, split_lines

PYTHON_SUFFIXES: Final = (".py", ".pyi", ".pyw")
"""How the names of Python files end."""

_BYTE_ORDER_MARK: Final = "\ufeff"
_HALVES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Document:
    r"""One text that the client has open.

    The lines are kept, not the text: an edit replaces the lines it touches. They end at `\n`, `\r\n` and
    `\r` as the protocol says; `str.splitlines`, which pygls uses, ends lines at form feeds and U+2028 as well,
    and from then on every edit lands in the wrong place.

    Attributes:
        uri: as the client wrote it.
        language: the client's language id, such as `python`.
        version: the client's version.
        lines: the text's lines with their ends kept; `"".join(lines)` is the text. Not to be changed or kept.
        unsaved: whether it was edited since it was opened or saved.
    """

    __slots__ = ("_source", "language", "lines", "unsaved", "uri", "version")

    def __init__(self, uri: str, language: str, version: int | None, text: str) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.lines = list(split_lines(text))
        self.unsaved = False
        self._source: Source | None = None

    @property
    def text(self) -> str:
        """The text, byte for byte the client's."""
        return "".join(self.lines)

    def replace_all(self, text: str) -> None:
        """Takes `text` as the document's new text."""
        self.lines = list(split_lines(text))
        self._source = None

    def replace(self, range_: RangeLike, text: str, encoding: Encoding) -> None:
        """Puts `text` in the place of a range, at the cost of the lines that it touches."""
        lines = self.lines
        span = span_from(range_, lines, encoding)
        first, last = span.start.line, span.end.line
        head = lines[first][: span.start.column] if first < len(lines) else ""
        tail = lines[last][span.end.column :] if last < len(lines) else ""
        if first and not head and lines[first - 1].endswith("\r"):
            # What follows may begin with the other half of a line end.
            first -= 1
            head = lines[first]
        lines[first : last + 1] = split_lines(_paired(head + text + tail))
        self._source = None

    def source(self, path: Path) -> Source:
        """The text as a source that is read as the file `path`; made once for each version."""
        if self._source is None or self._source.path != path:
            self._source = _source(path, self.lines, self.version)
        return self._source


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read at one moment; it stays as it is while the client edits on.

    Attributes:
        uri: the document's, as the client wrote it.
        version: the client's version of the document.
        source: what is read: the document's text; for a notebook's cell, the code cells above it and its own.
        above: how many lines of `source` stand above the document's own first line.
        encoding: how the client counts columns.
    """

    uri: str
    version: int | None
    source: Source
    above: int
    encoding: Encoding

    def span(self, range_: RangeLike) -> Span:
        """The span of `source` that a range of the document names, whatever the range."""
        span = span_from(range_, self._own(), self.encoding)
        return Span(_moved(span.start, self.above), _moved(span.end, self.above))

    def range(self, lines: Lines) -> types.Range | None:
        """Whole lines of `source` as a range of the document; None where they stand in a cell above."""
        first, last = lines.first - 1 - self.above, lines.last - 1 - self.above
        own = self._own()
        if first < 0 or not own:
            return None
        last = min(last, len(own) - 1)
        end = Point(last, len(own[last].rstrip("\r\n")))
        return range_of(Span(Point(min(first, last), 0), end), own, self.encoding)

    def own_lines(self, lines: Lines) -> Lines | None:
        """Lines of `source` as lines of the document; None where they stand in a cell above."""
        if lines.first <= self.above:
            return None
        return Lines(lines.first - self.above, lines.last - self.above)

    def _own(self) -> tuple[str, ...]:
        return self.source.lines[self.above :] if self.above else self.source.lines


@dataclass(slots=True)
class Notebook:
    """One notebook that the client has open.

    Attributes:
        uri: as the client wrote it.
        version: the client's version.
        cells: the cells' documents in order, those with prose too.
    """

    uri: str
    version: int
    cells: list[types.NotebookCell]


class Documents:
    """Every document and notebook that the client has open, by URI.

    Attributes:
        encoding: how the client counts columns; UTF-16 until `initialize` agrees on another.
        home: the directory in which a document without a file is read.
    """

    def __init__(self) -> None:
        self.encoding = Encoding.UTF16
        self.home = Path.cwd()
        self._documents: dict[str, Document] = {}
        self._notebooks: dict[str, Notebook] = {}
        self._notebook_of: dict[str, str] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._documents.values()))

    def __len__(self) -> int:
        return len(self._documents)

    def get(self, uri: str) -> Document | None:
        """The open document; None where the client has none of that name open."""
        return self._documents.get(unquote(uri))

    def reading(self, uri: str) -> Reading | None:
        """The document as it is to be read now; None where it is not open."""
        document = self.get(uri)
        if document is None:
            return None
        path = self.path(uri)
        notebook = self._notebooks.get(self._notebook_of.get(unquote(uri), ""))
        if notebook is None:
            return Reading(document.uri, document.version, document.source(path), 0, self.encoding)
        above = list(self._lines_above(notebook, document))
        source = _source(path, [*above, *document.lines], document.version)
        return Reading(document.uri, document.version, source, len(above), self.encoding)

    def unsaved(self, but: str) -> tuple[Source, ...]:
        """The Python files with edits that no disk knows of, the document `but` and notebooks left out."""
        return tuple(
            document.source(self.path(document.uri))
            for name, document in self._documents.items()
            if document.unsaved
            and name != unquote(but)
            and name not in self._notebook_of
            and scheme_of(name) == "file"
            and (document.language == "python" or name.endswith(PYTHON_SUFFIXES))
        )

    def path(self, uri: str) -> Path:
        """The file that a document is read as; a cell is read as its notebook."""
        return path_of(self._notebook_of.get(unquote(uri), uri), self.home)

    def open(self, item: types.TextDocumentItem) -> None:
        """Takes a document that the client has opened."""
        self._documents[unquote(item.uri)] = Document(
            item.uri, item.language_id, item.version, item.text
        )

    def change(
        self,
        identifier: types.VersionedTextDocumentIdentifier,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> None:
        """Takes the changes of a document, each upon the one before; one that is not open is left alone."""
        document = self.get(identifier.uri)
        if document is None:
            return
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                document.replace(change.range, change.text, self.encoding)
            else:
                document.replace_all(change.text)
        document.version = identifier.version
        document.unsaved = True

    def close(self, uri: str) -> None:
        """Forgets a document that the client has closed."""
        self._documents.pop(unquote(uri), None)

    def open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> None:
        """Takes a notebook and the documents of its cells."""
        opened = params.notebook_document
        notebook = Notebook(opened.uri, opened.version, list(opened.cells))
        self._notebooks[unquote(opened.uri)] = notebook
        for item in params.cell_text_documents:
            self.open(item)
        self._file(notebook)

    def change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Takes a notebook's new cells, its closed ones and the changes of their texts."""
        notebook = self._notebooks.get(unquote(params.notebook_document.uri))
        if notebook is None:
            return
        notebook.version = params.notebook_document.version
        changed = params.change.cells
        if changed is None:
            return
        if changed.structure is not None:
            array = changed.structure.array
            end = array.start + array.delete_count
            notebook.cells[array.start : end] = array.cells or ()
            for item in changed.structure.did_open or ():
                self.open(item)
            for closed in changed.structure.did_close or ():
                self.close(closed.uri)
        kinds = {cell.document: cell for cell in changed.data or ()}
        notebook.cells = [kinds.get(cell.document, cell) for cell in notebook.cells]
        self._file(notebook)
        for text in changed.text_content or ():
            self.change(text.document, text.changes)

    def close_notebook(self, params: types.DidCloseNotebookDocumentParams) -> None:
        """Forgets a notebook and its cells."""
        notebook = self._notebooks.pop(unquote(params.notebook_document.uri), None)
        for item in params.cell_text_documents:
            self.close(item.uri)
        if notebook is not None:
            notebook.cells = []
            self._file(notebook)

    def cells_of(self, notebook: str) -> tuple[str, ...]:
        """The open documents of a notebook's cells, in order."""
        found = self._notebooks.get(unquote(notebook))
        if found is None:
            return ()
        return tuple(
            self._documents[unquote(cell.document)].uri
            for cell in found.cells
            if unquote(cell.document) in self._documents
        )

    def _file(self, notebook: Notebook) -> None:
        name = unquote(notebook.uri)
        kept = {cell: home for cell, home in self._notebook_of.items() if home != name}
        self._notebook_of = kept | {unquote(cell.document): name for cell in notebook.cells}

    def _lines_above(self, notebook: Notebook, document: Document) -> Iterator[str]:
        for cell in notebook.cells:
            above = self._documents.get(unquote(cell.document))
            if above is document:
                return
            if above is None or cell.kind is not types.NotebookCellKind.Code:
                continue
            yield from above.lines[:-1]
            for last in above.lines[-1:]:
                yield last if last.endswith("\n") else f"{last}\n"


def _source(path: Path, lines: list[str], version: int | None) -> Source:
    text = "".join(lines)
    if text.startswith(_BYTE_ORDER_MARK):
        return source_from_text(path, text, version)
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        return source_from_text(path, text, version)
    # The lines are known: to split a long text again would cost more than all the rest.
    return Source(path, text, version, tuple(lines), hashlib.sha256(encoded).hexdigest())


def _paired(text: str) -> str:
    """`text` with the two halves of a character, which an edit has brought together, as one character."""
    if text.isascii() or not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _moved(point: Point, down: int) -> Point:
    return Point(point.line + down, point.column)

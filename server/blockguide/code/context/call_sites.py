"""The real uses of a definition in its project: found by the files' bytes, their syntax, then jedi."""

import ast
import hashlib
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from time import monotonic
from typing import Final

from blockguide.code.context import jedi_names
from blockguide.code.context.bindings import Definitions
from blockguide.code.context.corpus import Corpus
from blockguide.code.context.frames import Frame
from blockguide.code.context.meanings import Meanings, Thing
from blockguide.code.context.occurrences import (
    Functions,
    Occurrence,
    Verdict,
    occurrences,
    qualname_of,
    verdict_on,
)
from blockguide.code.context.slices import first_line
from blockguide.code.project.interface import parsed
from blockguide.code.project.layout import Project, find_project
from blockguide.code.project.stamps import Stamp
from blockguide.text import split_lines

_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str
    lines: tuple[str, ...]
    module: ast.Module


_Key = tuple[Path, Stamp | str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a file holds: uses, places that nobody inferred, and how many were inferred."""

    sites: list[Frame]
    unclear: int
    asked: int = 0


@dataclass(frozen=True, slots=True)
class _Later:
    """A file with places that take inference, and what is known without."""

    key: _Key
    file: _File
    unclear: list[Occurrence]
    seen: _Seen


@dataclass(frozen=True, slots=True)
class _Search:
    """What one search needs wherever it looks."""

    request: Frame
    project: Project
    wanted: Thing
    meanings: Meanings
    known: dict[_Key, _Seen]
    stopped: Callable[[], bool]

    @property
    def name(self) -> str:
        return self.wanted.qualname.rpartition(".")[2]

    @property
    def is_member(self) -> bool:
        return "." in self.wanted.qualname


def call_sites(request: Frame, stopped: Callable[[], bool]) -> Iterator[Frame]:
    """Finds the uses of a definition; yields what is known of them, first without inference, then with it.

    Args:
        request: `path`, `text` and `qualname` of the definition; `given`, the project's root where a
            person chose one; `root` and `paths` as for names; `seconds` after which the search is cut;
            `most`, how many to return; `inferred`, how many places jedi may be asked about.
        stopped: whether nobody wants the answer any more.
    """
    until = monotonic() + request["seconds"]
    path = Path(request["path"])
    edited = _edited_file(path, request["text"])
    if edited is None:
        return
    project = find_project(path, Path(request["given"]) if request["given"] else None)
    wanted = Thing(str(path), request["qualname"])
    meanings = Meanings(project, path, edited.module)
    corpus = _corpus(_searched_root(project, path))
    if corpus.refresh() - {path}:
        _known.clear()
        _inferred_before.clear()
    known = _known.setdefault((wanted, meanings.edited_shape), {})
    search = _Search(
        request, project, wanted, meanings, known, lambda: stopped() or monotonic() > until
    )
    for seen, is_whole in _look(search, edited, corpus):
        found = sorted((site for one in seen for site in one.sites), key=_goodness)
        yield {
            "sites": found[: request["most"]],
            "total": len(found),
            "whole": is_whole,
            "unclear": sum(one.unclear for one in seen),
        }


_known: dict[tuple[Thing, int], dict[_Key, _Seen]] = {}


def _look(search: _Search, edited: _File, corpus: Corpus) -> Iterator[tuple[list[_Seen], bool]]:
    """What each file holds, and whether every file was looked at: first without, then with inference."""
    seen: list[_Seen] = []
    later: list[_Later] = []
    is_whole = True
    for key, load in _candidates(search, edited, corpus):
        known = search.known.get(key)
        if known is None:
            if search.stopped():
                is_whole = False
                continue
            file = load()
            sites, unclear = _clear(search, file) if file else ([], [])
            known = _Seen(sites, len(unclear))
            if file and unclear:
                later.append(_Later(key, file, unclear, known))
                continue
            search.known[key] = known
        seen.append(known)
    later.sort(key=partial(_distance, search))
    yield [*seen, *(one.seen for one in later)], False
    may_ask = search.request["inferred"] - sum(one.asked for one in search.known.values())
    for one in later:
        found: _Seen | None = one.seen
        if len(one.unclear) <= may_ask:
            may_ask -= len(one.unclear)
            inferred = _inferred(search, one)
            found = inferred and _Seen([*one.seen.sites, *inferred.sites], 0, inferred.asked)
        if found is None:
            is_whole = False
        else:
            search.known[one.key] = found
        seen.append(found or one.seen)
    yield seen, is_whole


def _is_inside(search: _Search, file: _File, occurrence: Occurrence) -> bool:
    """Whether the definition uses itself there; that is worth no inference, and changes with every edit."""
    if str(file.path) != search.wanted.path:
        return False
    around, wanted = qualname_of(occurrence.around), search.wanted.qualname
    return around == wanted or around.startswith(f"{wanted}.")


def _inferred(search: _Search, later: _Later) -> _Seen | None:
    """The uses among a file's unclear places; None where the search was stopped meanwhile."""
    file = later.file
    known = {
        id(one): _inferred_before.get(_within_function(search, file, one)) for one in later.unclear
    }
    unknown = [one for one in later.unclear if known[id(one)] is None]
    places = [_place(file, one) for one in unknown]
    answers = (
        jedi_names.leads_to(search.request, str(file.path), file.text, places) if unknown else ()
    )
    for occurrence, things in zip(unknown, answers, strict=True):
        if search.stopped():
            return None
        known[id(occurrence)] = (search.wanted.path, search.wanted.qualname) in things
        _inferred_before[_within_function(search, file, occurrence)] = bool(known[id(occurrence)])
    while len(_inferred_before) > _MOST_INFERRED_BEFORE:
        del _inferred_before[next(iter(_inferred_before))]
    sites = [_site(search, file, one) for one in later.unclear if known[id(one)]]
    return _Seen(sites, 0, len(later.unclear))


_FunctionPlace = tuple[Thing, int, Path, str, int, int]
_inferred_before: dict[_FunctionPlace, bool] = {}
_MOST_INFERRED_BEFORE: Final = 4_000


def _within_function(search: _Search, file: _File, occurrence: Occurrence) -> _FunctionPlace:
    """Where an occurrence stands in the function around it: what was inferred holds while that is unchanged."""
    line, column = _place(file, occurrence)
    function = next(
        (one for one in reversed(occurrence.around) if isinstance(one, Functions)), None
    )
    first, last = (
        (first_line(function), function.end_lineno or line) if function else (1, len(file.lines))
    )
    digest = hashlib.sha256("".join(file.lines[first - 1 : last]).encode("utf-8", "replace"))
    shape = search.meanings.edited_shape
    return search.wanted, shape, file.path, digest.hexdigest(), line - first, column


def _distance(search: _Search, later: _Later) -> tuple[bool, int, str]:
    path = later.file.path
    shared = sum(
        one == other for one, other in zip(path.parts, Path(search.wanted.path).parts, strict=False)
    )
    return not search.project.is_test(path), -shared, str(path)


def _candidates(
    search: _Search, edited: _File, corpus: Corpus
) -> Iterator[tuple[_Key, Callable[[], _File | None]]]:
    """The files whose bytes hold the name: the edited one first, then the tests."""
    digest = hashlib.sha256(edited.text.encode("utf-8", "replace")).hexdigest()
    yield (edited.path, digest), lambda: edited
    held = [
        one
        for one in corpus.holding(search.name, is_member=search.is_member)
        if one[0] != edited.path
    ]
    held.sort(key=lambda one: not search.project.is_test(one[0]))
    for path, stamp, data in held:
        yield (path, stamp), partial(_parsed_file, path, data)


def _clear(search: _Search, file: _File) -> tuple[list[Frame], list[Occurrence]]:
    """The uses that the syntax of the files tells, and the occurrences that take inference."""
    search.meanings.lay_over(str(file.path), file.module)
    sites, unclear = [], []
    for occurrence in occurrences(file.module, search.name, file.text):
        match verdict_on(occurrence, search.wanted, search.meanings, str(file.path)):
            case Verdict.YES:
                sites.append(_site(search, file, occurrence))
            case Verdict.UNCLEAR if not _is_inside(search, file, occurrence):
                unclear.append(occurrence)
            case _:
                pass
    return sites, unclear


def _place(file: _File, occurrence: Occurrence) -> tuple[int, int]:
    """1-based line and column in code points of the last part of a name."""
    node = occurrence.node
    if isinstance(node, ast.Name):
        line, column = node.lineno, node.col_offset
    else:
        line = node.end_lineno or node.lineno
        column = (node.end_col_offset or 0) - len(node.attr.encode())
    text = file.lines[line - 1]
    if not text.isascii():
        column = len(text.encode()[:column].decode(errors="replace"))
    return line, column


def _site(search: _Search, file: _File, occurrence: Occurrence) -> Frame:
    line, column = _place(file, occurrence)
    call = _call(occurrence)
    return {
        "path": str(file.path),
        "line": line,
        "column": column,
        "call": _source(file, call or occurrence.node),
        "statement": _statement(file, occurrence),
        "within": qualname_of(occurrence.around),
        "is_test": search.project.is_test(file.path),
        "is_call": call is not None,
        "plain": _plainness(call) if call else 0,
    }


def _call(occurrence: Occurrence) -> ast.Call | None:
    parent = occurrence.around[-1]
    if isinstance(parent, ast.Call) and parent.func is occurrence.node:
        return parent
    return None


def _plainness(call: ast.Call) -> int:
    """How much of a call's arguments a reader must look up elsewhere: 0 for literals alone."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    starred = any(isinstance(one, ast.Starred) for one in call.args) or any(
        keyword.arg is None for keyword in call.keywords
    )
    names = sum(isinstance(node, ast.Name) for one in arguments for node in ast.walk(one))
    return names + 8 * starred


def _goodness(site: Frame) -> tuple[bool, bool, int, int, str, int, int]:
    lines = site["statement"].count("\n")
    return (
        not site["is_call"],
        not site["is_test"],
        site["plain"],
        lines,
        site["path"],
        site["line"],
        site["column"],
    )


def _statement(file: _File, occurrence: Occurrence) -> str:
    """The statement around an occurrence; of a definition, or a long compound one, only its head."""
    statement = next(node for node in reversed(occurrence.around) if isinstance(node, ast.stmt))
    first, last = first_line(statement), statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if isinstance(body, list) and (isinstance(statement, Definitions) or last - first >= _LONGEST):
        last = max(statement.lineno, first_line(body[0]) - 1)
    lines = [line.rstrip("\r\n") for line in file.lines[first - 1 : last]]
    return textwrap.dedent("\n".join(lines)).strip("\n")


def _source(file: _File, node: ast.expr) -> str:
    first, last = node.lineno, node.end_lineno or node.lineno
    lines = [line.encode() for line in file.lines[first - 1 : last]]
    lines[-1] = lines[-1][: node.end_col_offset]
    lines[0] = lines[0][node.col_offset :]
    return b"".join(lines).decode(errors="replace").replace("\r\n", "\n")


def _searched_root(project: Project, path: Path) -> Path:
    """The directory to search: of an installed package only the package itself."""
    if project.root.name not in {"site-packages", "dist-packages"}:
        return project.root
    first = path.relative_to(project.root).parts[0]
    return project.root / first if path.parent != project.root else path.parent


@lru_cache(maxsize=2)
def _corpus(root: Path) -> Corpus:
    return Corpus(root)


@lru_cache(maxsize=1)
def _edited_file(path: Path, text: str) -> _File | None:
    return _parsed_file(path, text)


def _parsed_file(path: Path, text: bytes | str) -> _File | None:
    module = parsed(text)
    if module is None:
        return None
    if isinstance(text, bytes):
        text = jedi_names.decoded(text)
    return _File(path, text, split_lines(text), module)

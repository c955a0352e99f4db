"""The real uses of a definition in its project: found by the files' bytes, their syntax, then jedi.

A search is bounded by what it does, not by the clock: so many bytes of files are parsed, so many places
inferred, the likeliest files first. The same project gives the same uses; the deadline is there for a
machine that is busy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Final

from blockguide.code.context import inference, jedi_names
from blockguide.code.context.corpus import Corpus
from blockguide.code.context.frames import Frame
from blockguide.code.context.meanings import Meanings, Thing
from blockguide.code.context.occurrences import Occurrence, occurrences, qualname_of
from blockguide.code.context.search import Asked, FileKey, Later, Search, Seen
from blockguide.code.context.shortlist import shortlist
from blockguide.code.context.sites import File, call_of, file_from_text, goodness, site_of
from blockguide.code.context.verdicts import Verdict, verdict_on
from blockguide.code.project.layout import Project, find_project


def call_sites(request: Frame, stopped: Callable[[], bool]) -> Iterator[Frame]:
    """Finds the uses of a definition; yields what is known of them, first without inference, then with it.

    Args:
        request: `path`, `text` and `qualname` of the definition; `outline`, as much of the text as must be
            parsed for it; `given`, the project's root where a person chose one; `root` and `paths` as for
            names; `seconds` after which the search is cut; `most`, how many to return; `parsed`, how many
            bytes of files may be parsed; `likely` and `other`, how many places jedi may be asked about, as in
            `Later`.
        stopped: whether nobody wants the answer any more.
    """
    until = monotonic() + request["seconds"]
    path = Path(request["path"])
    edited = _edited_file(path, request["text"], request["outline"])
    if edited is None:
        return
    project = find_project(path, Path(request["given"]) if request["given"] else None)
    wanted = Thing(str(path), request["qualname"])
    meanings = Meanings(project, path, edited.module)
    corpus = _corpus(_searched_root(project, path))
    if corpus.refresh() - {path}:
        _known.clear()
        inference.forget()
    search = Search(request, project, wanted, meanings, lambda: stopped() or monotonic() > until)
    known = _known.get((wanted, meanings.edited_shape))
    if known is None:
        known = _Known(*shortlist(search, corpus), {}, {})
        _known[wanted, meanings.edited_shape] = known
        while len(_known) > _MOST_KNOWN:
            del _known[next(iter(_known))]
    for seen, is_whole in _look(search, known, edited, corpus):
        found = sorted((site for one in seen for site in one.sites), key=goodness)
        is_enough = _is_enough(search, seen)
        yield {
            "sites": found[: request["most"]],
            "total": len(found),
            "whole": is_whole,
            "unclear": 0 if is_enough else sum(one.unclear for one in seen),
            "left": 0 if is_enough else known.left,
        }


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a definition's uses until a file changes.

    Attributes:
        files: the files to look at, the likeliest first.
        left: how many more hold the name.
        seen: what the files hold, of those that were looked at.
        own: what the edited file holds, by its last text.
    """

    files: tuple[FileKey, ...]
    left: int
    seen: dict[FileKey, Seen]
    own: dict[str, Seen]

    def keep(self, key: FileKey | None, text: str, seen: Seen) -> None:
        """Keeps what a file holds; None is the edited one."""
        if key:
            self.seen[key] = seen
        else:
            self.own.clear()
            self.own[text] = seen


_known: dict[tuple[Thing, int], _Known] = {}
_MOST_KNOWN: Final = 512
_ENOUGH_PLAIN: Final = 3


def _look(
    search: Search, known: _Known, edited: File, corpus: Corpus
) -> Iterator[tuple[list[Seen], bool]]:
    """What each file holds, and whether the deadline cut nothing off: first without, then with inference."""
    seen = [*known.seen.values()]
    if own := known.own.get(edited.text):
        seen.append(own)
    may_ask = _less(Asked(search.request["likely"], search.request["other"]), seen)
    later: list[Later] = []
    is_whole = True
    for key in (None, *known.files):
        if key in known.seen or (own and not key):
            continue
        if key and _is_enough(search, [*known.seen.values(), *(one.seen for one in later)]):
            break
        if key and search.stopped():
            is_whole = False
            break
        file = _file(key[0], corpus.text(key[0])) if key else edited
        sites, unclear = _clear(search, file) if file else ([], [])
        one = Seen(tuple(sites), len(unclear))
        if file and unclear:
            later.append(_later(key, file, unclear, one))
            continue
        seen.append(one)
        known.keep(key, edited.text, one)
    if later:
        yield [*seen, *(one.seen for one in later)], False
    for waiting in later:
        found: Seen | None = waiting.seen
        if not _is_enough(search, seen):
            found = inference.inferred(search, waiting, may_ask)
        if found is None:
            is_whole = False
        else:
            may_ask = _less(may_ask, [found])
            known.keep(waiting.key, edited.text, found)
        seen.append(found or waiting.seen)
    yield seen, is_whole


def _later(key: FileKey | None, file: File, unclear: list[Occurrence], seen: Seen) -> Later:
    likely = tuple(one for one in unclear if call_of(one))
    other = tuple(one for one in unclear if not call_of(one))
    return Later(key, file, likely, other, seen)


def _less(may_ask: Asked, seen: list[Seen]) -> Asked:
    return Asked(
        may_ask.likely - sum(one.asked.likely for one in seen),
        may_ask.other - sum(one.asked.other for one in seen),
    )


def _is_enough(search: Search, seen: list[Seen]) -> bool:
    """Whether there are as many calls as are asked for, and among them some that stand on literals alone."""
    calls = [site for one in seen for site in one.sites if site["is_call"]]
    plain = sum(not site["plain"] for site in calls)
    return len(calls) >= search.request["most"] and plain >= _ENOUGH_PLAIN


def _clear(search: Search, file: File) -> tuple[list[Frame], list[Occurrence]]:
    """The uses that the syntax of the files tells, and the occurrences that are worth inference.

    A file that does not name what holds the definition has none: of thirty such places one is a use.
    """
    search.meanings.lay_over(str(file.path), file.module)
    is_test = search.project.is_test(file.path)
    names_holder = search.holder in file.text
    sites, unclear = [], []
    for occurrence in occurrences(file.module, search.name, file.text):
        match verdict_on(occurrence, search.wanted, search.meanings, str(file.path)):
            case Verdict.YES:
                sites.append(site_of(file, occurrence, is_test=is_test))
            case Verdict.UNCLEAR if names_holder and not _is_inside(search, file, occurrence):
                unclear.append(occurrence)
            case _:
                pass
    return sites, unclear


def _is_inside(search: Search, file: File, occurrence: Occurrence) -> bool:
    """Whether the definition uses itself there; that is worth no inference, and changes with every edit."""
    if str(file.path) != search.wanted.path:
        return False
    around, wanted = qualname_of(occurrence.around), search.wanted.qualname
    return around == wanted or around.startswith(f"{wanted}.")


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
def _edited_file(path: Path, text: str, outline: str) -> File | None:
    return file_from_text(path, text, outline)


def _file(path: Path, data: bytes) -> File | None:
    return file_from_text(path, jedi_names.decoded(data))

"""The uses among those places of a file that syntax does not tell: jedi is asked, and its answers are kept."""

import hashlib
from pathlib import Path
from typing import Final

from blockguide.code.context import jedi_names
from blockguide.code.context.meanings import Thing
from blockguide.code.context.occurrences import Functions, Occurrence
from blockguide.code.context.search import Asked, Later, Search, Seen
from blockguide.code.context.sites import File, place_of, site_of
from blockguide.code.context.slices import first_line


def inferred(search: Search, later: Later, may_ask: Asked) -> Seen | None:
    """What a file holds when its first places are inferred; None where the search was stopped meanwhile.

    Args:
        search: the search.
        later: the file.
        may_ask: how many places may be asked about.
    """
    file = later.file
    likely, other = later.likely[: max(0, may_ask.likely)], later.other[: max(0, may_ask.other)]
    asked = (*likely, *other)
    kept = {id(one): _answers.get(_within_function(search, file, one)) for one in asked}
    unknown = [one for one in asked if kept[id(one)] is None]
    places = [place_of(file, one) for one in unknown]
    answers = (
        jedi_names.leads_to(search.request, str(file.path), file.text, places) if unknown else ()
    )
    for occurrence, things in zip(unknown, answers, strict=True):
        if search.stopped():
            return None
        kept[id(occurrence)] = (search.wanted.path, search.wanted.qualname) in things
        _answers[_within_function(search, file, occurrence)] = bool(kept[id(occurrence)])
    while len(_answers) > _MOST_ANSWERS:
        del _answers[next(iter(_answers))]
    is_test = search.project.is_test(file.path)
    sites = [site_of(file, one, is_test=is_test) for one in asked if kept[id(one)]]
    unclear = later.seen.unclear - len(asked)
    return Seen((*later.seen.sites, *sites), unclear, Asked(len(likely), len(other)))


def forget() -> None:
    """Lets go of every answer: a file that they may rest on has changed."""
    _answers.clear()


_FunctionPlace = tuple[Thing, int, Path, str, int, int]
_answers: dict[_FunctionPlace, bool] = {}
_MOST_ANSWERS: Final = 4_000


def _within_function(search: Search, file: File, occurrence: Occurrence) -> _FunctionPlace:
    """Where an occurrence stands in the function around it: an answer holds while that is unchanged."""
    line, column = place_of(file, occurrence)
    function = next(
        (one for one in reversed(occurrence.around) if isinstance(one, Functions)), None
    )
    first, last = (
        (first_line(function), function.end_lineno or line) if function else (1, len(file.lines))
    )
    digest = hashlib.sha256("".join(file.lines[first - 1 : last]).encode("utf-8", "replace"))
    shape = search.meanings.edited_shape
    return search.wanted, shape, file.path, digest.hexdigest(), line - first, column

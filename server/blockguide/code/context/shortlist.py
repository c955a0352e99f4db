"""Which of the files that hold a name are parsed in search of its uses: the likeliest, for so many bytes."""

import re
from pathlib import Path

from blockguide.code.context.corpus import Corpus
from blockguide.code.context.search import FileKey, Search


def shortlist(search: Search, corpus: Corpus) -> tuple[tuple[FileKey, ...], int]:
    """The files to look at beside the edited one, the likeliest first, and how many there was no room for.

    A file that does not name the class of a wanted member can still inherit it, and comes last; one
    that has the name only behind other objects is none: of thirty such places one is a use.
    """
    holder = search.holder.encode()
    inherited = re.compile(_INHERITED % re.escape(search.name.encode()))
    ranked = []
    for path, stamp in corpus.holding(search.name, is_member=search.is_member):
        if str(path) == search.wanted.path:
            continue
        text = corpus.text(path)
        is_stranger = holder not in text
        if is_stranger and search.is_member and not inherited.search(text):
            continue
        ranked.append((is_stranger, *_distance(search, path), (path, stamp)))
    room = search.request["parsed"]
    taken: list[FileKey] = []
    for *_, key in sorted(ranked):
        size = key[1][2]
        if size <= room:
            room -= size
            taken.append(key)
    return tuple(taken), len(ranked) - len(taken)


_INHERITED = rb"(?:\b(?:self|cls|[A-Z]\w*[a-z]\w*)|\bsuper\(\))\.%s\b"


def _distance(search: Search, path: Path) -> tuple[bool, int, str]:
    shared = sum(
        one == other for one, other in zip(path.parts, Path(search.wanted.path).parts, strict=False)
    )
    return not search.project.is_test(path), -shared, str(path)

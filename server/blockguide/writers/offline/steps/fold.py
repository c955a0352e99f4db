"""Runs of alike statements folded into one step, and long lists grouped."""

import re
from collections.abc import Sequence
from itertools import groupby, product
from typing import Final

from blockguide.text import Lines
from blockguide.writers.offline.phrases.deeds import BINDING, depends, listed_in_order
from blockguide.writers.offline.phrases.morphology import capital, counted, listed, third_person
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.steps.values import Draft

MOST: Final = 12
"""The most steps at the top level."""

FEWEST: Final = 3
"""The fewest, where the block holds as many statements."""

_QUOTED: Final = re.compile(r"`[^`]+`")
_BINDS: Final = ("Binds ", "Sets ", "Declares ")
_EXITS: Final = (
    "return", "raise", "stop", "finish", "leave", "end ", "go on", "skip", "work out",
)  # fmt: skip
"""How the title of a step begins behind which nothing follows, or which only a test leads to."""

TESTS: Final = ("When ", "Unless ")
"""How the text of a step begins that a test leads to."""

_ALL: Final = "every public name of "
_SHORT: Final = 96
_PACKED: Final = 330
_GROUPED: Final = 150
_LONG: Final = 320
_NAMED: Final = 3
_WORDS: Final = 8
_RUN: Final = 6


def folded(drafts: Sequence[Draft], fewest: int = 1) -> tuple[Draft, ...]:
    """The steps with runs of short bindings, imports and equal calls folded; never below `fewest`."""
    if len(drafts) <= fewest:
        return tuple(drafts)
    found: list[list[Draft]] = []
    for key, run in groupby(drafts, key=_fold_key):
        members = list(run)
        if not key or len(members) < (FEWEST if key == "assert" else 2):
            found.extend([member] for member in members)
        else:
            found.extend(_chunks(members))
    while len(found) < fewest:
        largest = max(range(len(found)), key=lambda position: len(found[position]))
        half = (len(found[largest]) + 1) // 2
        found[largest : largest + 1] = [found[largest][:half], found[largest][half:]]
    return tuple(_fold(members) if len(members) > 1 else members[0] for members in found)


def grouped(drafts: Sequence[Draft], most: int = MOST) -> tuple[Draft, ...]:
    """At most `most` steps: neighbours become children of a step that spans them."""
    drafts = _packed(drafts, most)
    if len(drafts) <= most:
        return tuple(drafts)
    total = sum(draft.weight for draft in drafts)
    target = max(total / most, 1.0)
    groups: list[list[Draft]] = [[]]
    weight = 0
    for position, draft in enumerate(drafts):
        left = len(drafts) - position
        full = weight >= target or (draft.marked and weight >= target / 2)
        if groups[-1] and full and len(groups) < most and left:
            groups.append([])
            weight = 0
        groups[-1].append(draft)
        weight += draft.weight
    return tuple(group[0] if len(group) == 1 else grouping(group) for group in groups)


def joined_titles(members: Sequence[Draft]) -> tuple[str, ...]:
    """Titles for steps that follow each other: the first and the weightiest one after it."""
    first, *others = members
    if first.marked:
        return first.titles
    main = max(others, key=lambda one: (one.marked, one.weight))
    joined = [
        f"{start}, then {end}"
        for start, end in product(first.titles[:3], main.titles[:3])
        if len(without_code(f"{start} {end}").split()) < _WORDS
        and not start.startswith(_EXITS)
        and not (end.startswith(_EXITS) and main.text.startswith(TESTS))
        and "," not in start
        and not set(_QUOTED.findall(start)) & set(_QUOTED.findall(end))
    ]
    return (*joined, *main.titles, *first.titles)


def _packed(drafts: Sequence[Draft], most: int) -> list[Draft]:
    """The steps, neighbours that only bind names told together until there are at most `most`."""
    runs = [[draft] for draft in drafts]
    while len(runs) > most:
        sizes = [
            (_size(runs[position]) + _size(runs[position + 1]), position)
            for position in range(len(runs) - 1)
            if _is_binding(runs[position][-1]) and _is_binding(runs[position + 1][0])
        ]
        smallest, position = min(sizes, default=(_PACKED + 1, 0))
        if smallest > _PACKED:
            break
        runs[position : position + 2] = [[*runs[position], *runs[position + 1]]]
    return [_pack(run) if len(run) > 1 else run[0] for run in runs]


def _is_binding(draft: Draft) -> bool:
    return draft.kind == "bind" and not draft.children and not draft.marked


def _size(run: Sequence[Draft]) -> int:
    return sum(len(draft.text) for draft in run)


def _pack(run: Sequence[Draft]) -> Draft:
    names = list(
        dict.fromkeys(
            name.group()
            for draft in run
            for name in [_QUOTED.search(draft.text)]
            if name and draft.text.startswith(_BINDS)
        )
    )
    titles: tuple[str, ...] = (f"set up {_few(names)}", f"prepare {_few(names)}")
    if not all(draft.text.startswith(_BINDS) for draft in run):
        titles = joined_titles(run)
    return Draft(
        titles, " ".join(draft.text for draft in run), spanning(run), (), None, run[0].kind
    )


def spanning(drafts: Sequence[Draft]) -> Lines:
    """The lines from the first to the last of the steps."""
    return Lines(
        min(draft.lines.first for draft in drafts), max(draft.lines.last for draft in drafts)
    )


def grouping(members: Sequence[Draft]) -> Draft:
    """A step that spans others, which are its children."""
    names = _defined_names(members)
    if names:
        titles = [f"define {listed(names)}"] if len(names) <= _NAMED else []
        titles.append(f"define {names[0]} and {len(names) - 1} more")
        return Draft(
            tuple(titles),
            f"Holds {counted(len(members), 'definition')}, in this order:",
            spanning(members),
            _children(members),
        )
    return Draft(
        joined_titles(members), f"{_course(members)}:", spanning(members), _children(members)
    )


def _course(members: Sequence[Draft]) -> str:
    """What a group does, from the first titles of its steps."""
    told = [third_person(member.titles[0]) for member in members if member.titles]
    said = f"{', '.join(told[:-1])}, and then {told[-1]}" if len(told) > 1 else "".join(told)
    if any(member.deed is None for member in members) or len(said) > _GROUPED or len(told) > _NAMED:
        return f"Takes {counted(len(members), 'step')}"
    return capital(said)


def _children(members: Sequence[Draft]) -> tuple[Draft, ...]:
    return grouped(members) if len(members) > 2 * MOST else tuple(members)


def _defined_names(members: Sequence[Draft]) -> list[str]:
    """The names in backticks, where every member is a definition; empty otherwise."""
    found = []
    for member in members:
        name = (
            _QUOTED.search(member.titles[-1]) if member.kind == "define" and member.titles else None
        )
        if name is None:
            return []
        found.append(name.group())
    return list(dict.fromkeys(found))


def _fold_key(draft: Draft) -> str:
    if draft.marked or draft.children or draft.deed is None:
        return ""
    if draft.kind == "import":
        return "import"
    deed = draft.deed
    if deed.verb == "assert" and len(deed.rest) <= _SHORT:
        return "assert"
    if deed.verb in BINDING and len(deed.rest) <= _SHORT and " when " not in deed.rest:
        return deed.verb
    if draft.kind == "call" and len(deed.rest) <= _SHORT:
        return f"{deed.verb} {deed.rest.split('(')[0]}" if deed.verb == "call" else deed.verb
    return ""


def _chunks(members: Sequence[Draft]) -> list[list[Draft]]:
    chunks: list[list[Draft]] = [[]]
    length = 0
    for member in members:
        assert member.deed is not None
        size = len(member.deed.rest)
        if chunks[-1] and (
            length + size > _LONG or len(chunks[-1]) >= _RUN + 6 * (member.kind != "bind")
        ):
            chunks.append([])
            length = 0
        chunks[-1].append(member)
        length += size
    return chunks


def _fold(members: Sequence[Draft]) -> Draft:
    deeds = [member.deed for member in members if member.deed is not None]
    verb = deeds[0].verb
    rests = [deed.rest for deed in deeds]
    if members[0].kind == "import":
        said = told_imports(rests)
    elif any(", " in (bare := without_code(rest)) or " and " in bare for rest in rests):
        last = "and then" if verb in BINDING and depends(rests) else "and"
        said = f"{'; '.join(rests[:-1])}{',' if len(rests) == 2 else ';'} {last} {rests[-1]}"
    else:
        said = listed_in_order(verb, rests)
    return Draft(
        _titles(members, verb, rests),
        f"{capital(third_person(verb))} {said}.",
        spanning(members),
        kind=members[0].kind,
        parts=tuple(rests) if members[0].kind == "import" else (),
    )


def told_imports(rests: Sequence[str]) -> str:
    """What `import` statements bring, the names of one module together."""
    by_module: dict[str, list[str]] = {}
    modules: list[str] = []
    whole: list[str] = []
    for rest in rests:
        names, origin, module = rest.rpartition(" from ")
        if rest.startswith(_ALL):
            whole.append(rest.removeprefix(_ALL))
        elif not origin:
            modules.append(rest)
        else:
            by_module.setdefault(module, []).append(names)
    parts = [listed(modules)] if modules else []
    parts += [f"{_merged(names)} from {module}" for module, names in by_module.items()]
    parts += [f"{_ALL}{listed(whole)}"] if whole else []
    if len(parts) < FEWEST:
        return ", and ".join(parts)
    return f"{'; '.join(parts[:-1])}; and {parts[-1]}"


def _merged(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return listed([one for some in names for one in some.replace(" and ", ", ").split(", ")])


def _titles(members: Sequence[Draft], verb: str, rests: Sequence[str]) -> tuple[str, ...]:
    kind = members[0].kind
    if kind == "import":
        names = [rest.split(" ", 1)[0].rstrip(",") for rest in rests]
        if any(rest.startswith(_ALL) for rest in rests):
            return ("import all public names", "import further public names")
        return (f"import {_few(names)}", "import the names it uses")
    if verb in BINDING:
        names = [rest.split(" ", 1)[0].rstrip(",") for rest in rests if rest.startswith("`")]
        if not names:
            return members[0].titles
        word = "declare" if verb == "declare" else "set up"
        return (
            f"{word} {_few(names)}",
            f"prepare {_few(names)}",
        )
    first = members[0].titles
    if verb == "assert":
        return (f"assert {counted(len(members), 'condition')}", *first)
    return (*first[:1], *(f"{title} and more" for title in first[:1]), *first[1:])


def _few(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) <= _NAMED:
        return listed(unique)
    return f"{', '.join(unique[: _NAMED - 1])} and {counted(len(unique) - _NAMED + 1, 'more name')}"

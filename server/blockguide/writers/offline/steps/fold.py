"""Runs of alike statements folded into one step, and long lists grouped."""

import ast
import re
from collections.abc import Sequence
from itertools import groupby, product
from typing import Final

from blockguide.text import Lines
from blockguide.writers.offline.phrases.deeds import BINDING, depends, listed_in_order
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import capital, counted, listed, third_person
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.steps.imports import Import, is_whole, module_of, names_of
from blockguide.writers.offline.steps.openings import is_exit, is_tested
from blockguide.writers.offline.steps.values import Draft

MOST: Final = 12
"""The most steps at the top level."""

FEWEST: Final = 3
"""The fewest, where the block holds as many statements."""

_QUOTED: Final = re.compile(r"`[^`]+`")
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
        say("{}, then {}", start, end)
        for start, end in product(first.titles[:3], main.titles[:3])
        if len(without_code(f"{start} {end}").split()) < _WORDS
        and not _is_last(start)
        and not (_is_last(end) and is_tested(main.text))
        and "," not in start
        and not set(_QUOTED.findall(start)) & set(_QUOTED.findall(end))
    ]
    return (*joined, *main.titles, *first.titles)


def _is_last(title: str) -> bool:
    """Whether a title tells of a step behind which nothing follows."""
    return is_exit(title) or opens(title, framed("work out the result"))


def holds_list(text: str) -> bool:
    """Whether a phrase lists things itself, so that in a list one would not see where it ends."""
    bare = without_code(text)
    return ", " in bare or say("{} and {}", "", "") in bare


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
    binds = tuple(f"{capital(third_person(verb))} " for verb in BINDING)
    names = list(
        dict.fromkeys(
            name.group()
            for draft in run
            for name in [_QUOTED.search(draft.text)]
            if name and draft.text.startswith(binds)
        )
    )
    titles: tuple[str, ...] = (say("set up {}", _few(names)), say("prepare {}", _few(names)))
    if not all(draft.text.startswith(binds) for draft in run):
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
        titles = [say("define {}", listed(names))] if len(names) <= _NAMED else []
        titles.append(say("define {} and {} more", names[0], len(names) - 1))
        return Draft(
            tuple(titles),
            say("Holds {}, in this order:", counted(len(members), "definition")),
            spanning(members),
            _children(members),
        )
    return Draft(
        joined_titles(members), f"{_course(members)}:", spanning(members), _children(members)
    )


def _course(members: Sequence[Draft]) -> str:
    """What a group does, from the first titles of its steps."""
    told = [third_person(member.titles[0]) for member in members if member.titles]
    said = (
        say("{}, and then {}", ", ".join(told[:-1]), told[-1]) if len(told) > 1 else "".join(told)
    )
    if any(member.deed is None for member in members) or len(said) > _GROUPED or len(told) > _NAMED:
        return say("Takes {}", counted(len(members), "step"))
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
    is_short = len(deed.rest) <= _SHORT
    if deed.verb in BINDING and is_short and say("when") not in deed.rest.split():
        return deed.verb
    if draft.kind == "call" and is_short:
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
    imports = tuple(node for member in members for node in member.imports)
    if imports:
        said = told_imports(imports)
    elif any(holds_list(rest) for rest in rests):
        said = _told_apart(rests, later=verb in BINDING and depends(rests))
    else:
        said = listed_in_order(verb, rests)
    return Draft(
        _import_titles(imports) if imports else _titles(members, verb, rests),
        f"{capital(third_person(verb))} {said}.",
        spanning(members),
        kind=members[0].kind,
        imports=imports,
    )


def _told_apart(rests: Sequence[str], *, later: bool) -> str:
    """What follows a verb said once, where a list would be unclear; the last is so `later`, if it is."""
    if len(rests) == 2:
        return say("{}, and then {}", *rests) if later else say("{}, and {}", *rests)
    before, last = "; ".join(rests[:-1]), rests[-1]
    return say("{}; and then {}", before, last) if later else say("{}; and {}", before, last)


def told_imports(nodes: Sequence[Import]) -> str:
    """What `import` statements bring, the names of one module together."""
    by_module: dict[str, list[str]] = {}
    modules: list[str] = []
    whole: list[str] = []
    for node in nodes:
        if isinstance(node, ast.Import):
            modules.append(listed(names_of(node)))
        elif is_whole(node):
            whole.append(module_of(node))
        else:
            by_module.setdefault(module_of(node), []).extend(names_of(node))
    parts = [listed(modules)] if modules else []
    parts += [say("{} from {}", listed(names), module) for module, names in by_module.items()]
    parts += [say("every public name of {}", listed(whole))] if whole else []
    return _told_apart(parts, later=False) if len(parts) > 1 else parts[0]


def _import_titles(nodes: Sequence[Import]) -> tuple[str, ...]:
    if any(is_whole(node) for node in nodes):
        return (say("import all public names"), say("import further public names"))
    first = _few([f"`{node.names[0].name}`" for node in nodes])
    return (say("import {}", first), say("import the names it uses"))


def _titles(members: Sequence[Draft], verb: str, rests: Sequence[str]) -> tuple[str, ...]:
    if verb in BINDING:
        names = [rest.split(" ", 1)[0].rstrip(",") for rest in rests if rest.startswith("`")]
        if not names:
            return members[0].titles
        few = _few(names)
        first = say("declare {}", few) if verb == "declare" else say("set up {}", few)
        return (first, say("prepare {}", few))
    own = members[0].titles
    if verb == "assert":
        return (say("assert {}", counted(len(members), "condition")), *own)
    return (*own[:1], *(say("{} and more", title) for title in own[:1]), *own[1:])


def _few(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) <= _NAMED:
        return listed(unique)
    return listed([*unique[: _NAMED - 1], counted(len(unique) - _NAMED + 1, "more name")])

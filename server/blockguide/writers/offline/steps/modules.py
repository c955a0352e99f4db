"""A module, or loose definitions, as parts in their order."""

from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import Action, ActionKind, ClassFacts, FunctionFacts
from blockguide.text import Lines
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.steps.classes import class_draft
from blockguide.writers.offline.steps.fold import FEWEST, MOST, grouped, spanning, told_imports
from blockguide.writers.offline.steps.methods import function_draft
from blockguide.writers.offline.steps.tell import tell, with_intent
from blockguide.writers.offline.steps.values import Depth, Draft

_DEEP: Final = 90
_OUTLINED: Final = 80


def part_drafts(ground: Ground, actions: Sequence[Action]) -> tuple[Draft, ...]:
    """The parts of a module or of a run of statements: loose statements, functions, classes."""
    drafts = _parts(ground, actions, fewest=1)
    if len(drafts) < FEWEST:
        drafts = _parts(ground, actions, fewest=FEWEST)
    if len(drafts) <= MOST:
        return tuple(drafts)
    runs = _runs(drafts)
    return grouped(runs if len(runs) >= FEWEST else drafts)


def _parts(ground: Ground, actions: Sequence[Action], *, fewest: int) -> list[Draft]:
    facts = ground.subject.facts
    functions = {id(one.node): one for one in facts.functions}
    classes = {id(one.node): one for one in facts.classes}
    lines = ground.subject.block.lines
    depth = Depth.SIGNATURES
    if lines.last - lines.first < _DEEP or len(actions) <= FEWEST:
        depth = Depth.WHOLE
    elif sum(len(one.methods) for one in facts.classes) <= _OUTLINED:
        depth = Depth.OUTLINE
    drafts: list[Draft] = []
    loose: list[Action] = []
    for action in actions:
        function, owner = functions.get(id(action.node)), classes.get(id(action.node))
        if function is None and owner is None:
            loose.append(action)
            continue
        drafts.extend(_loose(ground, loose, fewest))
        loose = []
        drafts.append(_defined(ground, action, function, owner, depth))
    drafts.extend(_loose(ground, loose, fewest))
    return drafts


def _defined(
    ground: Ground,
    action: Action,
    function: FunctionFacts | None,
    owner: ClassFacts | None,
    depth: Depth,
) -> Draft:
    if function is not None:
        return with_intent(function_draft(ground, function, action.lines, depth), action.intent)
    assert owner is not None
    return with_intent(class_draft(ground, owner, action.lines, depth), action.intent)


def _loose(ground: Ground, actions: Sequence[Action], fewest: int) -> tuple[Draft, ...]:
    kept = [action for action in actions if action.kind is not ActionKind.DOCSTRING]
    drafts = tell(ground.wording, kept, fewest)
    imports = [draft for draft in drafts if draft.kind == "import"]
    if len(imports) < 2:
        return drafts
    found: list[Draft] = []
    run: list[Draft] = []
    for draft in drafts:
        if draft.kind == "import" and not draft.marked:
            run.append(draft)
            continue
        found.extend(_imports(run))
        run = []
        found.append(draft)
    found.extend(_imports(run))
    return tuple(found) if len(found) >= fewest else drafts


def _imports(run: Sequence[Draft]) -> list[Draft]:
    if len(run) < 2:
        return list(run)
    imports = tuple(node for draft in run for node in draft.imports)
    titles = (say("import the dependencies"), say("import further names"))
    return [Draft(titles, say("Imports {}.", told_imports(imports)), spanning(run), kind="import")]


def _runs(drafts: Sequence[Draft]) -> list[Draft]:
    """Neighbouring loose statements as one part, so that definitions keep their place at the top."""
    found: list[Draft] = []
    run: list[Draft] = []
    for draft in drafts:
        if draft.kind in {"define", "import"} or (draft.marked and len(run) > 3):
            found.extend(_part(run))
            run = []
        (found if draft.kind in {"define", "import"} else run).append(draft)
    return [*found, *_part(run)]


def _part(run: Sequence[Draft]) -> list[Draft]:
    if len(run) < 3:
        return list(run)
    names = list(
        dict.fromkeys(
            name
            for draft in run
            if draft.deed and draft.deed.verb == "bind"
            for name in [draft.deed.rest.split(" ", 1)[0]]
        )
    )
    title = say("set up {}", listed(names[:2])) if names else run[0].titles[0]
    lines = spanning(run)
    return [
        Draft(
            (title, say("{} and more", title), *run[0].titles),
            say("Runs these statements in order:"),
            Lines(lines.first, lines.last),
            tuple(run),
        )
    ]

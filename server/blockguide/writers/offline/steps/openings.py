"""A list of too few steps opened: what is nested in the largest one moves up beside it."""

import re
from collections.abc import Sequence
from typing import Final

from blockguide.text import Lines
from blockguide.writers.offline.phrases.morphology import counted
from blockguide.writers.offline.steps.fold import FEWEST
from blockguide.writers.offline.steps.values import Draft

_FOLLOWING: Final = re.compile(r"\bthe following\b")


def opened(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The steps, at least `FEWEST` of them as far as nested ones can be lifted."""
    found = list(drafts)
    while len(found) < FEWEST:
        nested = [draft for draft in found if draft.children]
        if not nested:
            break
        largest = max(nested, key=lambda draft: draft.weight)
        at = found.index(largest)
        found[at : at + 1] = [_head(largest), *largest.children]
    return tuple(found)


def _head(draft: Draft) -> Draft:
    count = counted(len(draft.children), "step")
    scope = f"the next {count}" if len(draft.children) > 1 else "the next step"
    text = draft.text.removesuffix(":")
    if "runs these steps" in text:
        text = text.replace("runs these steps", f"runs {scope}")
    elif _FOLLOWING.search(text):
        text = _FOLLOWING.sub(scope, text, count=1)
    elif text.startswith("Takes the first branch"):
        text = f"Takes the first of {scope} whose condition holds"
    elif draft.kind == "define":
        text = f"{text}; its body is {scope}"
    else:
        text = f"{text}, takes {scope}"
    last = max(draft.lines.first, draft.children[0].lines.first - 1)
    return Draft(
        draft.titles, f"{text}.", Lines(draft.lines.first, last), (), None, draft.kind, draft.marked
    )

"""Statements that stand close together under one comment, which speaks of all of them."""

from collections.abc import Mapping, Sequence

from blockguide.code.facts.values import Action, ActionKind


def paragraphs(actions: Sequence[Action], most: int) -> Mapping[int, int]:
    """Where each paragraph begins and ends, as positions in `actions`, its end excluded.

    It begins with a commented statement that holds no others, and goes on to the next empty line or comment.
    All of them together take at most `most` statements into the steps of others.
    """
    found: dict[int, int] = {}
    position = 0
    while position < len(actions):
        end = position + 1
        if actions[position].intent and not actions[position].arms:
            while end < len(actions) and _is_close(actions[end - 1], actions[end]):
                end += 1
        taken = end - position - 1
        if 0 < taken <= most:
            found[position] = end
            most -= taken
        position = end
    return found


def _is_close(before: Action, after: Action) -> bool:
    """Whether a statement stands in the line below another one, without a comment of its own."""
    if after.intent or ActionKind.DOCSTRING in (before.kind, after.kind):
        return False
    return after.lines.first == before.lines.last + 1

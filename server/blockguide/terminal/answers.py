"""Answers as JSON objects: one for each selection, in the form that the README promises."""

from typing import Any

from blockguide.document import Finished
from blockguide.errors import BlockGuideError
from blockguide.guide.answer import answer_to_record, cost_of
from blockguide.guide.entry import Severity
from blockguide.guide.record import verdict_to_record
from blockguide.terminal.targets import Target

Answer = dict[str, Any]


def answer_of(
    target: Target,
    finished: Finished,
    ran: Answer | None,
    notices: tuple[str, ...],
    prices: tuple[float, float],
) -> Answer:
    """The answer to a selection that was documented.

    Args:
        target: what was asked for.
        finished: what came of it.
        ran: how its example ran, where that was wanted.
        notices: what was said while it was written: why a model did not write, what did not fit.
        prices: of a million tokens of prompts and of answers; zeros where nobody said.
    """
    answer = answer_to_record(
        selection_record(target),
        finished.entry,
        cached=finished.from_cache,
        stale=finished.stale.reasons if finished.stale else (),
        milliseconds=finished.milliseconds,
    )
    return {
        **answer,
        "checks": {**verdict_to_record(finished.entry.verdict), "ran": ran},
        "cost": cost_of(finished.entry.provenance.tokens, prices),
        "notices": list(notices),
    }


def error_answer(selection: object, error: BlockGuideError) -> Answer:
    """The answer to a selection that could not be documented."""
    return {
        "selection": selection,
        "error": {"code": error.code.value, "message": error.message, "advice": error.advice},
    }


def selection_record(target: Target) -> Answer:
    """A target as `--selections` writes it."""
    fields = {
        "path": target.path,
        "start": target.first,
        "end": target.last,
        "symbol": target.symbol,
    }
    return {name: value for name, value in fields.items() if value is not None}


def fell_short(answer: Answer) -> bool:
    """Whether a check found an error, or the example ran and failed."""
    checks = answer["checks"]
    found = any(finding["severity"] == Severity.ERROR for finding in checks["findings"])
    return found or bool(checks["ran"] and checks["ran"]["exit"] != 0)

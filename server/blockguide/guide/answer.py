"""What is answered to a selection that was documented, as JSON types: one form for every surface."""

from collections.abc import Sequence

from blockguide.guide.entry import Entry, Provenance, Usage
from blockguide.guide.page import render
from blockguide.guide.record import (
    finding_to_record,
    guide_to_record,
    usage_to_record,
    verdict_to_record,
)
from blockguide.guide.values import Section


def answer_to_record(
    selection: dict[str, object],
    entry: Entry,
    *,
    cached: bool,
    stale: Sequence[str],
    milliseconds: dict[str, float],
) -> dict[str, object]:
    """The answer, as the README promises it.

    Args:
        selection: what was asked for, as it was asked.
        entry: the guide.
        cached: whether it was kept from earlier.
        stale: why an earlier guide of the same place no longer held.
        milliseconds: wall time of each part of the way.
    """
    return {
        "selection": selection,
        "guide": guide_to_record(entry.guide),
        "page": render(entry.guide),
        "checks": {**verdict_to_record(entry.verdict), "ran": None},
        "writer": entry.provenance.writer,
        "model": entry.provenance.model,
        "sections": _authors(entry.provenance),
        "before": [finding_to_record(finding) for finding in entry.provenance.before],
        "tokens": usage_to_record(entry.provenance.tokens),
        "cached": cached,
        "stale": list(stale),
        "gaps": [{"what": gap.what, "why": gap.why} for gap in entry.provenance.gaps],
        "milliseconds": milliseconds,
    }


def cost_of(usage: Usage | None, prices: tuple[float, float]) -> float | None:
    """What the tokens of prompts and of answers cost; None where no price is known, or none was used."""
    if usage is None or not any(prices):
        return None
    return round((usage.prompt * prices[0] + usage.answer * prices[1]) / 1_000_000, 6)


def _authors(provenance: Provenance) -> dict[str, str]:
    """Who wrote each section: `model`, `mended` or `offline`."""
    authors = provenance.authors or (provenance.writer,) * len(Section)
    return dict(zip(map(str, Section), authors, strict=True))

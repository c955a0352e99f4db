"""Entries as plain JSON types, for the cache and for answers, and the way back."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from blockguide.code.context.values import Gap, Ingredient
from blockguide.guide.entry import Entry, Finding, Provenance, Severity, Usage, Verdict
from blockguide.guide.headings import headings_for
from blockguide.guide.values import Guide, Section, Step
from blockguide.text import Lines

_T = TypeVar("_T")


def entry_to_record(entry: Entry) -> dict[str, object]:
    """`entry` as strings, numbers, lists and dictionaries."""
    return {
        "guide": guide_to_record(entry.guide),
        "checks": verdict_to_record(entry.verdict),
        "provenance": {
            "writer": entry.provenance.writer,
            "model": entry.provenance.model,
            "version": entry.provenance.version,
            "ingredients": [
                {"name": each.name, "path": str(each.path), "digest": each.digest}
                for each in entry.provenance.ingredients
            ],
            "gaps": [
                {"what": gap.what, "why": gap.why, "transient": gap.transient}
                for gap in entry.provenance.gaps
            ],
            "authors": list(entry.provenance.authors),
            "before": [finding_to_record(finding) for finding in entry.provenance.before],
            "tokens": usage_to_record(entry.provenance.tokens),
        },
    }


def guide_to_record(guide: Guide) -> dict[str, object]:
    """`guide` as strings, numbers, lists and dictionaries."""
    return {
        "title": headings_for(guide.language).title,
        "description": guide.description,
        "steps": [_step_to_record(step) for step in guide.steps],
        "example": guide.example,
        "language": guide.language,
    }


def verdict_to_record(verdict: Verdict) -> dict[str, object]:
    """`verdict` as strings, lists and dictionaries."""
    return {
        "passed": list(verdict.passed),
        "findings": [finding_to_record(finding) for finding in verdict.findings],
    }


def finding_to_record(finding: Finding) -> dict[str, object]:
    """`finding` as strings."""
    return {
        "code": finding.code,
        "section": finding.section.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": finding.place,
    }


def usage_to_record(usage: Usage | None) -> dict[str, object] | None:
    """`usage` as numbers and a flag; None for none."""
    if usage is None:
        return None
    return {"prompt": usage.prompt, "answer": usage.answer, "estimated": usage.estimated}


def entry_from_record(record: object) -> Entry:
    """The entry that `entry_to_record` made `record` from.

    Raises:
        ValueError: `record` was not made so.
    """
    try:
        entry = _mapping(record)
        return Entry(
            guide_from_record(entry["guide"]),
            _verdict_from(_mapping(entry["checks"])),
            _provenance_from(_mapping(entry["provenance"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        message = f"This is not the record of an entry: {error}"
        raise ValueError(message) from error


def guide_from_record(record: object) -> Guide:
    """The guide that `guide_to_record` made `record` from.

    Raises:
        ValueError: `record` was not made so.
    """
    try:
        guide = _mapping(record)
        return Guide(
            _as(str, guide["description"]),
            tuple(map(_step_from, _as(list, guide["steps"]))),
            _as(str, guide["example"]),
            _as(str, guide["language"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        message = f"This is not the record of a guide: {error}"
        raise ValueError(message) from error


def _step_to_record(step: Step) -> dict[str, object]:
    return {
        "title": step.title,
        "text": step.text,
        "lines": [step.lines.first, step.lines.last],
        "children": [_step_to_record(child) for child in step.children],
    }


def _step_from(record: object) -> Step:
    step = _mapping(record)
    first, last = _as(list, step["lines"])
    return Step(
        _as(str, step["title"]),
        _as(str, step["text"]),
        Lines(_as(int, first), _as(int, last)),
        tuple(map(_step_from, _as(list, step["children"]))),
    )


def _verdict_from(record: Mapping[str, object]) -> Verdict:
    return Verdict(
        tuple(_as(str, code) for code in _as(list, record["passed"])),
        tuple(map(_finding_from, _as(list, record["findings"]))),
    )


def _finding_from(record: object) -> Finding:
    finding = _mapping(record)
    return Finding(
        _as(str, finding["code"]),
        Section(_as(str, finding["section"])),
        Severity(_as(str, finding["severity"])),
        _as(str, finding["message"]),
        _as(str, finding["place"]),
    )


def _provenance_from(record: Mapping[str, object]) -> Provenance:
    return Provenance(
        _as(str, record["writer"]),
        _as(str, record["model"]),
        _as(str, record["version"]),
        tuple(map(_ingredient_from, _as(list, record["ingredients"]))),
        tuple(map(_gap_from, _as(list, record["gaps"]))),
        tuple(_as(str, author) for author in _as(list, record["authors"])),
        tuple(map(_finding_from, _as(list, record["before"]))),
        None if record["tokens"] is None else _usage_from(record["tokens"]),
    )


def _usage_from(record: object) -> Usage:
    usage = _mapping(record)
    counts = _as(int, usage["prompt"]), _as(int, usage["answer"])
    return Usage(*counts, estimated=_as(bool, usage["estimated"]))


def _ingredient_from(record: object) -> Ingredient:
    each = _mapping(record)
    return Ingredient(
        _as(str, each["name"]), Path(_as(str, each["path"])), _as(str, each["digest"])
    )


def _gap_from(record: object) -> Gap:
    gap = _mapping(record)
    return Gap(_as(str, gap["what"]), _as(str, gap["why"]), _as(bool, gap["transient"]))


def _mapping(value: object) -> Mapping[str, object]:
    return _as(dict, value)


def _as(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        message = f"expected {kind.__name__}, found {type(value).__name__}"
        raise TypeError(message)
    return value

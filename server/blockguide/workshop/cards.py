"""What a server keeps at hand of a guide: its card."""

from blockguide.guide.entry import Entry
from blockguide.guide.marks import Mark
from blockguide.text import Lines
from blockguide.workshop.values import Card, Preview


def card_of(key: str, mark: Mark, lines: Lines, entry: Entry, reasons: tuple[str, ...]) -> Card:
    """The card of a guide.

    Args:
        key: its recipe's, hexadecimal.
        mark: the block's.
        lines: where the block stands now.
        entry: the guide.
        reasons: why it no longer holds.
    """
    return Card(
        key=key,
        name=name_of(mark),
        lines=lines,
        opening=mark.opening,
        text=mark.text,
        preview=_preview(entry),
        reasons=reasons,
        findings=tuple(finding.message for finding in entry.verdict.findings),
        writer=entry.provenance.writer,
        model=entry.provenance.model,
        kind=mark.kind,
    )


def name_of(mark: Mark) -> str:
    """`Card.name`: the dotted name of a definition, else empty."""
    return mark.qualname if mark.named else ""


def _preview(entry: Entry) -> Preview:
    guide = entry.guide
    purpose = guide.description.partition("\n\n")[0]
    return Preview(purpose, tuple(step.title for step in guide.steps), guide.example)

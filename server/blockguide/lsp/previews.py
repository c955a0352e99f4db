"""A guide's preview as a hover shows it: Markdown or plain text, its state in one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.guide.headings import headings_for
from blockguide.guide.page import SECTION_RULE, render_section
from blockguide.guide.values import Guide, Section
from blockguide.lsp.placed import Found, Standing
from blockguide.lsp.wording import Words
from blockguide.workshop.values import Card, Preview

_MOST_STEPS: Final = 12
_MOST_REASONS: Final = 3
_MOST_EXAMPLE_LINES: Final = 20
_STEP: Final = re.compile(r"^[0-9]+\. \*\*(.+?)\*\*: ", re.MULTILINE)
# What is being written may end within the fence that will close it.
_FENCED: Final = re.compile(r"`{3,}python\n(.*?)(?:^`+)?\Z", re.DOTALL | re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")
_TABLE_RULE: Final = re.compile(
    r" {0,3}(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*"
)
_BETWEEN_CELLS: Final = re.compile(r"(?<!\\)\|")
_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*|(`+)(.+?)\2")


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a reader can click, where the client allows it."""

    title: str
    target: str


def state_of(found: Found, words: Words) -> str:
    """What is to be said of a kept guide's state, in one line."""
    card = found.card
    if found.standing is Standing.EDITED:
        return words.say("Edited since it was checked.")
    if card.reasons:
        return words.say("Stale: {reasons}", reasons=_sentences(card.reasons, words))
    state = _checked(card, words)
    if found.standing is Standing.UNTOLD:
        return words.say("{state}, before the latest edits.", state=state)
    return f"{state}."


def preview_so_far(page: str, language: str) -> Preview:
    """The preview of a page that is being written."""
    headings = headings_for(language)
    bodies: dict[Section, str] = {}
    rest = page
    for section in reversed(Section):
        rest, _, body = rest.partition(f"\n{headings.of(section)}\n{SECTION_RULE}\n")
        bodies[section] = body.strip("\n")
    example = _FENCED.search(bodies[Section.EXAMPLE])
    return Preview(
        bodies[Section.DESCRIPTION].partition("\n\n")[0],
        tuple(match[1] for match in _STEP.finditer(bodies[Section.STEPS])),
        example[1] if example else "",
    )


def as_markdown(preview: Preview, state: str, links: Sequence[Link] = ()) -> str:
    """The hover as Markdown: no tables, no headings, and no links but the given ones.

    The state and the links stand behind the purpose: what is below a hover's first lines must be scrolled to.
    """
    parts = [_without_table(preview.purpose)] if preview.purpose else []
    told = f"*{state}*" if "*" not in state else state
    parts.append(" · ".join((told, *(f"[{link.title}]({link.target})" for link in links))))
    if preview.steps:
        parts.append("\n".join(_numbered(preview.steps)))
    if preview.example:
        shown = Guide("", (), _shortened(preview.example))
        parts.append(render_section(shown, Section.EXAMPLE).rstrip("\n"))
    return "\n\n".join(parts)


def as_plain_text(preview: Preview, state: str) -> str:
    """The hover as plain text."""
    parts = [_plain(_without_table(preview.purpose))] if preview.purpose else []
    if preview.steps:
        parts.append("\n".join(map(_plain, _numbered(preview.steps))))
    if preview.example:
        lines = _shortened(preview.example).rstrip("\n").split("\n")
        parts.append("\n".join(f"    {line}" if line else "" for line in lines))
    parts.append(_plain(state))
    return "\n\n".join(parts)


def _without_table(paragraph: str) -> str:
    """A paragraph whose table, if it ends in one, is a list of its rows: Helix and others show no tables."""
    lines = paragraph.split("\n")
    for rule in range(1, len(lines)):
        if _TABLE_RULE.fullmatch(lines[rule]) and "|" in lines[rule - 1]:
            rows = [_row(line) for line in (lines[rule - 1], *lines[rule + 1 :])]
            before = "\n".join(lines[: rule - 1])
            return "\n\n".join(part for part in (before, "\n".join(rows)) if part)
    return paragraph


def _row(line: str) -> str:
    cells = (cell.strip() for cell in _BETWEEN_CELLS.split(line.strip().strip("|")))
    return f"- {' · '.join(cell for cell in cells if cell)}"


def _sentences(reasons: Sequence[str], words: Words) -> str:
    told = [words.told(reason) for reason in reasons[:_MOST_REASONS]]
    shown = [reason if reason.endswith((".", "!", "?")) else f"{reason}." for reason in told]
    more = len(reasons) - _MOST_REASONS
    if more == 1:
        shown.append(words.say("And {more} more reason.", more=more))
    elif more > 1:
        shown.append(words.say("And {more} more reasons.", more=more))
    return " ".join(shown)


def _checked(card: Card, words: Words) -> str:
    match len(card.findings):
        case 0:
            return words.say("Checked")
        case 1:
            return words.say("Checked: {count} finding", count=1)
        case count:
            return words.say("Checked: {count} findings", count=count)


def _numbered(steps: Sequence[str]) -> list[str]:
    lines = [f"{number}. {title}" for number, title in enumerate(steps[:_MOST_STEPS], start=1)]
    return [*lines, f"{len(lines) + 1}. …"] if len(steps) > _MOST_STEPS else lines


def _shortened(example: str) -> str:
    lines = example.split("\n")
    if len(lines) <= _MOST_EXAMPLE_LINES + 1:
        return example
    return "\n".join([*lines[:_MOST_EXAMPLE_LINES], "...", ""])


def _plain(markdown: str) -> str:
    text = _EMPHASIS.sub(lambda match: match[1] or match[3].strip(" "), markdown)
    return _ESCAPED.sub(r"\1", text)

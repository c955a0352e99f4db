"""A guide that is still being written: the only value of the flow that changes."""

import re
from dataclasses import dataclass, field

from blockguide.guide.headings import DEFAULT_LANGUAGE, headings_for
from blockguide.guide.page import frame, parse_example, parse_steps
from blockguide.guide.values import Guide, Section, SectionDelta, make_guide

_OPENED = re.compile(r"(?P<fence>`{3,})[^`\n]*\n")


@dataclass(slots=True)
class Draft:
    """The sections as far as they are written.

    Only `take` and `restart` change it. How the text was cut into deltas leaves no trace.
    """

    language: str = DEFAULT_LANGUAGE
    _written: dict[Section, list[str]] = field(default_factory=dict)

    def take(self, delta: SectionDelta) -> None:
        """Appends a delta to its section; the sections may grow in any order."""
        self._written.setdefault(delta.section, []).append(delta.text)

    def restart(self, section: Section) -> None:
        """Empties a section, so that it can be written again."""
        self._written.pop(section, None)

    def body(self, section: Section) -> str:
        """What is written of a section so far, as it stands in the page."""
        return "".join(self._written.get(section, ()))

    def page(self) -> str:
        """The page so far: valid Markdown, in which a section that is not begun is absent."""
        bodies = {section: _closed(section, self.body(section)) for section in Section}
        return frame(
            headings_for(self.language),
            {section: body for section, body in bodies.items() if body},
        )

    def guide(self) -> Guide:
        """The finished guide, its texts brought into form.

        Raises:
            MalformedPage: the steps or the example are not as they stand in a page.
        """
        return make_guide(
            self.body(Section.DESCRIPTION),
            parse_steps(_ended(self.body(Section.STEPS))),
            parse_example(_ended(self.body(Section.EXAMPLE))),
            self.language,
        )


def _ended(body: str) -> str:
    """`body` without empty lines around it, ending in one line end."""
    text = body.strip("\n")
    return f"{text}\n" if text else ""


def _closed(section: Section, body: str) -> str:
    """`body` ending in a line end, with the fence of an unfinished example closed."""
    text = _ended(body)
    if section is not Section.EXAMPLE:
        return text
    opened = _OPENED.match(body.lstrip("\n"))
    if opened is None:
        return ""
    fence = opened["fence"]
    if text.endswith(f"\n{fence}\n"):
        return text
    *before, last = text.removesuffix("\n").split("\n")
    # A line that is only the beginning of the closing fence is not shown as code.
    shown = "\n".join(before) if last and not last.strip("`") else text.removesuffix("\n")
    return f"{shown}\n{fence}\n"

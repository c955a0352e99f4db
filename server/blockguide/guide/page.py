"""The page: a guide in its exact Markdown form, and the exact way back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from blockguide.guide.form import fence_for
from blockguide.guide.headings import HEADINGS, Headings, headings_for
from blockguide.guide.values import Guide, Section, Step
from blockguide.text import Lines

TITLE_RULE: Final = "=" * 89
SECTION_RULE: Final = "-" * 25
INDENT: Final = " " * 4

_FENCED = re.compile(r"(?P<fence>`{3,})python\n(?P<example>.*\n|)(?P=fence)\n?", re.DOTALL)
_STEP = re.compile(
    r"(?P<indent>(?:    )*)(?P<marker>-|[0-9]+\.) "
    r"\*\*(?P<title>(?>\\.|(?P<run>`+)(?!`).+?(?<!`)(?P=run)(?!`)|[^*`\\])*)\*\*: "
    r"(?P<text>.*) \*\((?P<first>[0-9]{1,18})(?:-(?P<last>[0-9]{1,18}))?\)\*",
    re.DOTALL,
)


class MalformedPage(ValueError):  # noqa: N818 - it says what the page is
    """A text that is not a page in its exact form.

    Attributes:
        section: the section it fails in, or None for the page's frame.
        reason: one sentence that says what is wrong.
    """

    def __init__(self, section: Section | None, reason: str) -> None:
        super().__init__(reason)
        self.section = section
        self.reason = reason


def render(guide: Guide) -> str:
    """The whole page of `guide`."""
    headings = headings_for(guide.language)
    bodies = {section: render_section(guide, section) for section in Section}
    return frame(headings, bodies)


def render_section(guide: Guide, section: Section) -> str:
    r"""The body of one section, as it streams: without its heading, ending in `\n` unless empty."""
    match section:
        case Section.DESCRIPTION:
            return f"{guide.description}\n" if guide.description else ""
        case Section.STEPS:
            return render_steps(guide.steps)
        case Section.EXAMPLE:
            fence = fence_for(guide.example)
            return f"{fence}python\n{guide.example}{fence}\n"


def render_steps(steps: Sequence[Step], first: int = 1) -> str:
    """Steps as they stand in the page, their numbers counted from `first`."""
    return "".join(_step_lines(steps, first))


def frame(headings: Headings, bodies: dict[Section, str]) -> str:
    r"""The page that holds `bodies` under their headings; each body ends in `\n` or is empty."""
    parts = [f"{headings.title}\n{TITLE_RULE}\n"]
    for section, body in bodies.items():
        gap = "\n" if section is Section.EXAMPLE else ""
        parts.append(f"{headings.of(section)}\n{SECTION_RULE}\n{gap}{body}")
    return "\n".join(parts)


def parse_page(text: str) -> Guide:
    """The guide whose page is exactly `text`: `render(parse_page(text)) == text`.

    Raises:
        MalformedPage: `text` is no guide's page.
    """
    language, headings = _language_of(text)
    bodies = _bodies(text, headings)
    guide = Guide(
        description=bodies[Section.DESCRIPTION].removesuffix("\n"),
        steps=parse_steps(bodies[Section.STEPS]),
        example=parse_example(bodies[Section.EXAMPLE]),
        language=language,
    )
    for section, body in bodies.items():
        if render_section(guide, section) != body:
            raise MalformedPage(section, f"The section {headings.of(section)} is not in its form.")
    return guide


def parse_steps(body: str) -> tuple[Step, ...]:
    """The steps of a section's body, in which numbers count up and children stand one level deeper.

    Raises:
        MalformedPage: a line is not a step, or stands where it cannot.
    """
    root = _Branch()
    path = [root]
    for line in body.removesuffix("\n").split("\n") if body else ():
        match = _STEP.fullmatch(line)
        if match is None:
            raise MalformedPage(Section.STEPS, f"This line is not a step: {line[:60]!r}.")
        depth = len(match["indent"]) // len(INDENT)
        if depth >= len(path):
            raise MalformedPage(Section.STEPS, f"A step stands too deep: {line[:60]!r}.")
        del path[depth + 1 :]
        expected = "-" if depth else f"{len(root.branches) + 1}."
        if match["marker"] != expected:
            raise MalformedPage(Section.STEPS, f"A step must begin with {expected}: {line[:60]!r}.")
        first = int(match["first"])
        lines = Lines(first, int(match["last"] or first))
        branch = _Branch(Step(match["title"], match["text"], lines))
        path[-1].branches.append(branch)
        path.append(branch)
    return root.grown()


def parse_example(body: str) -> str:
    """The source between the fences of a section's body.

    Raises:
        MalformedPage: `body` is not one fenced block of Python.
    """
    match = _FENCED.fullmatch(body)
    if match is None:
        raise MalformedPage(Section.EXAMPLE, "The example is not one fenced block of Python.")
    return match["example"]


@dataclass(slots=True)
class _Branch:
    """A step that is still growing; the root has no step of its own."""

    step: Step | None = None
    branches: list["_Branch"] = field(default_factory=list)

    def grown(self) -> tuple[Step, ...]:
        return tuple(
            Step(branch.step.title, branch.step.text, branch.step.lines, branch.grown())
            for branch in self.branches
            if branch.step is not None
        )


def _step_lines(steps: Sequence[Step], first: int) -> Iterator[str]:
    for number, step in enumerate(steps, start=first):
        yield _step_line(f"{number}.", step)
        yield from _child_lines(step.children, INDENT)


def _child_lines(steps: Sequence[Step], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}{_step_line('-', step)}"
        yield from _child_lines(step.children, indent + INDENT)


def _step_line(marker: str, step: Step) -> str:
    return f"{marker} **{step.title}**: {step.text} *({step.lines})*\n"


def _language_of(text: str) -> tuple[str, Headings]:
    title, _, rest = text.partition("\n")
    for language, headings in HEADINGS.items():
        if title == headings.title and rest.startswith(f"{TITLE_RULE}\n"):
            return language, headings
    raise MalformedPage(None, f"The page does not begin with its title, but with {title[:60]!r}.")


def _bodies(text: str, headings: Headings) -> dict[Section, str]:
    """Cuts the page at its headings: the first that fits, as no body before it can hold one."""
    bodies: dict[Section, str] = {}
    rest = text.removeprefix(f"{headings.title}\n{TITLE_RULE}\n")
    previous: Section | None = None
    for section in Section:
        gap = "\n" if section is Section.EXAMPLE else ""
        before, found, rest = rest.partition(f"\n{headings.of(section)}\n{SECTION_RULE}\n{gap}")
        if not found:
            raise MalformedPage(section, f"The section {headings.of(section)} is missing.")
        if previous is not None:
            bodies[previous] = before
        elif before:
            raise MalformedPage(None, f"Something stands before the sections: {before[:60]!r}.")
        previous = section
    return {**bodies, Section.EXAMPLE: rest}

"""BG1xx: whether a guide has the designed form."""

from collections.abc import Iterator

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.statements import count_statements
from blockguide.guide.entry import Severity
from blockguide.guide.flaws import malformed, missing
from blockguide.guide.form import without_code
from blockguide.guide.labels import is_only_a_heading
from blockguide.guide.page import MalformedPage, parse_page, render
from blockguide.guide.values import Section, numbered

_FEWEST_STEPS, _MOST_STEPS = 3, 12
_FEWEST_WORDS, _MOST_WORDS = 2, 8


@check("BG101", Severity.ERROR)
def section_missing(examined: Examined) -> Iterator[Remark]:
    """Every section, and every step's title and text, is there.

    Why: a reader relies on a description, steps and an example in every guide.

    Mend: write what is missing.
    """
    for flaw in missing(examined.guide):
        yield Remark(flaw.section, f"{flaw.message[:-1]}; write it.", flaw.place)


@check("BG102", Severity.ERROR)
def page_form(examined: Examined) -> Iterator[Remark]:
    """The guide's page is exactly in form and reads back as the same guide.

    Why: editors, hover and other programs read the page; one that is almost in form breaks them.

    Mend: keep titles and texts on one line, escape a `*` in a title, give lines that a file can
    have, and end the example in one line end.
    """
    found = malformed(examined.guide)
    for flaw in found:
        message = f"{flaw.message[:-1]}; bring it into the page's form."
        yield Remark(flaw.section, message, flaw.place)
    if not found:
        yield from _unreadable(examined)


@check("BG103", Severity.WARNING)
def title_repeated(examined: Examined) -> Iterator[Remark]:
    """No two steps have the same title.

    Why: a title is how a reader finds a step again; two alike say that one of them says too little.

    Mend: name in each title the object that its step, and no other, works on.
    """
    first: dict[str, str] = {}
    for number, step in numbered(examined.guide.steps):
        if step.title and (before := first.setdefault(step.title.casefold(), number)) != number:
            message = f"The title {step.title!r} stands on step {before} already; tell them apart."
            yield Remark(Section.STEPS, message, f"step {number}")


@check("BG104", Severity.WARNING)
def title_style(examined: Examined) -> Iterator[Remark]:
    """A title is a verb and its object: two to eight words, a capital first, no full stop.

    Why: titles are read as a list; a sentence there hides what the step does, one word does not
    say it.

    Mend: shorten the title to its verb and object, and leave the rest to the text.
    """
    for number, step in numbered(examined.guide.steps):
        words = without_code(step.title).split()
        place = f"step {number}"
        if words and not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            message = (
                f"The title of step {number} has {len(words)} words; "
                f"write a verb and its object in {_FEWEST_WORDS} to {_MOST_WORDS}."
            )
            yield Remark(Section.STEPS, message, place)
        if step.title.endswith((".", ":", ";", ",")):
            message = f"The title of step {number} ends in {step.title[-1]!r}; leave that out."
            yield Remark(Section.STEPS, message, place)
        if step.title[:1].islower():
            message = f"The title of step {number} begins small; begin it with a capital letter."
            yield Remark(Section.STEPS, message, place)


@check("BG105", Severity.WARNING)
def step_count(examined: Examined) -> Iterator[Remark]:
    """Three to twelve steps stand at the top level, where the block has as many statements.

    Why: fewer hide how the block works; more are read by nobody.

    Mend: open the step that holds most, or fold what belongs together into one step with children.
    """
    count = len(examined.guide.steps)
    if count > _MOST_STEPS:
        message = f"There are {count} steps at the top level; fold them into {_MOST_STEPS} or less."
        yield Remark(Section.STEPS, message)
    elif 0 < count < _FEWEST_STEPS and count < (
        statements := count_statements(examined.subject.block)
    ):
        message = f"{count} steps tell of {statements} statements; open one of them."
        yield Remark(Section.STEPS, message)


@check("BG106", Severity.WARNING)
def child_outside(examined: Examined) -> Iterator[Remark]:
    """A nested step's lines lie within its parent's.

    Why: an editor jumps to a step's lines and shows those of its children inside them.

    Mend: widen the parent's lines, or move the nested step to where it belongs.
    """
    parents = dict(numbered(examined.guide.steps))
    for number, step in parents.items():
        above = parents.get(number.rpartition(".")[0])
        if above is not None and step.lines not in above.lines:
            message = (
                f"Step {number} tells of lines {step.lines}, outside its parent's {above.lines}; "
                "widen the parent's lines or move the step."
            )
            yield Remark(Section.STEPS, message, f"step {number}")


@check("BG107", Severity.ERROR)
def stray_heading(examined: Examined) -> Iterator[Remark]:
    """No heading of the page stands again inside a section.

    A paragraph that is only a heading, or another name of a section, is one in any language, with marks,
    numbering or emoji around it.

    Why: the three sections stand once, in their order, and nothing stands outside them; a second
    title is an echo of the writer's instructions.

    Mend: remove the echoed heading.
    """
    for prose in examined.prose:
        if prose.section is Section.DESCRIPTION and is_only_a_heading(prose.text):
            message = f"The heading {prose.text!r} stands inside the description; remove it."
            yield Remark(prose.section, message, prose.place)


def _unreadable(examined: Examined) -> Iterator[Remark]:
    try:
        same = parse_page(render(examined.guide)) == examined.guide
    except MalformedPage as malformation:
        section = malformation.section or Section.DESCRIPTION
        if not missing(examined.guide):
            yield Remark(section, f"{malformation.reason[:-1]}; bring it into the page's form.")
        return
    if not same:
        message = "The page reads back as another guide; bring its texts into the page's form."
        yield Remark(Section.DESCRIPTION, message)


CHECKS: tuple[Check, ...] = (
    section_missing,
    page_form,
    title_repeated,
    title_style,
    step_count,
    child_outside,
    stray_heading,
)

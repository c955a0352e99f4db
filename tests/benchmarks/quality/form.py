"""The page's exact form, read by expressions of the benchmark's own."""

import re
from collections import Counter
from collections.abc import Iterator

from values import Chosen, Page, Step

_PAGE = re.compile(
    r"\AHow to Use This Code Block\n={89}\n"
    r"\nDescription\n-{25}\n(?P<description>.+?)\n"
    r"\nExecution Steps\n-{25}\n(?P<steps>.+?)\n"
    r"\nUsage Example\n-{25}\n"
    r"\n(?P<fence>`{3,})python\n(?P<example>.+?\n)(?P=fence)\n\Z",
    re.DOTALL,
)
_STEP = re.compile(
    r"(?P<indent> *)(?P<mark>\d+\.|-) \*\*(?P<title>\S(?:.*?\S)?)\*\*: (?P<text>\S.*?)"
    r" \*\((?P<first>\d+)(?:-(?P<last>\d+))?\)\*"
)
_MOST = 12
"""Steps at the top level."""


def read_page(page: str) -> Page | None:
    """The page's parts; None where its sections are not there. Lines that are no step are left out."""
    match = _PAGE.match(page)
    if match is None:
        return None
    steps = []
    for line in match["steps"].split("\n"):
        step = _STEP.fullmatch(line)
        if step is not None:
            first = int(step["first"])
            depth = len(step["indent"]) // 4
            steps.append(
                Step(depth, step["title"], step["text"], first, int(step["last"] or first))
            )
    return Page(match["description"], tuple(steps), match["example"])


def form_faults(page: str, block: Chosen) -> Iterator[str]:
    """What departs from the exact form."""
    match = _PAGE.match(page)
    if match is None:
        yield "the sections are not there in their order"
        return
    yield from _description_faults(match["description"])
    yield from _step_faults(match["steps"].split("\n"), block)
    example = match["example"]
    if not example.strip() or example != example.strip("\n") + "\n":
        yield "the example is empty or has blank lines around it"
    if any(line.startswith(match["fence"]) for line in example.split("\n")):
        yield "something stands between the example's end and the page's"


def _description_faults(description: str) -> Iterator[str]:
    paragraphs = description.split("\n\n")
    if not 1 <= len(paragraphs) <= 3:
        yield f"the description has {len(paragraphs)} paragraphs"
    for paragraph in paragraphs:
        if not paragraph.strip() or paragraph != paragraph.strip() or "\n" in paragraph:
            yield f"a paragraph is empty, broken or has blanks around it: {paragraph[:80]!r}"
        elif re.match(r"#|[-*+] |\d+\. |>|```|={3}|-{3}", paragraph):
            yield f"a paragraph begins like another part of a page: {paragraph[:80]!r}"
        elif paragraph[-1] not in ".!?:)`\"'":
            yield f"a paragraph does not end as a sentence: …{paragraph[-60:]!r}"


def _step_faults(lines: list[str], block: Chosen) -> Iterator[str]:
    number, depth = 0, -1
    titles: Counter[str] = Counter()
    for line in lines:
        step = _STEP.fullmatch(line)
        if step is None:
            yield f"a line is no step: {line[:100]!r}"
            continue
        indent = len(step["indent"])
        own = indent // 4
        if indent % 4 or own > depth + 1:
            yield f"a step is indented by {indent} below depth {depth}: {line[:80]!r}"
        depth = own
        if own == 0:
            number += 1
        expected = f"{number}." if own == 0 else "-"
        if step["mark"] != expected:
            yield f"a step is marked {step['mark']} where {expected} is due: {line[:80]!r}"
        title = step["title"]
        titles[title] += 1
        if not (title[0].isupper() or title[0] in "`\"'"):
            yield f"a title does not begin with a capital: {title!r}"
        if title[-1] in ".:;,":
            yield f"a title ends with {title[-1]}: {title!r}"
        if step["text"][-1] not in ".:!?)`":
            yield f"a step does not end as a sentence: …{step['text'][-60:]!r}"
        first = int(step["first"])
        last = int(step["last"] or first)
        if not block.first <= first <= last <= block.last:
            yield f"lines {first}-{last} are outside {block.first}-{block.last}: {title!r}"
    if number > _MOST:
        yield f"{number} steps at the top level"
    yield from (
        f"{many} steps have the title {title!r}" for title, many in titles.items() if many > 1
    )

"""Reads the sections of an answer that is only nearly in form; it never fails and drops no word of prose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from blockguide.guide.values import Section
from blockguide.text import Lines

DEEPEST: Final = 3
"""Levels of steps that are kept apart; what is nested deeper joins the last of them."""

_FENCED = re.compile(
    r"^[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)\n(?P<code>.*?)(?:^[ \t]*(?P=mark)[ \t]*$\n?|\Z)",
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+\u2022])|(?P<number>\(?\d{1,3}[.)])|(?P<letter>[a-z][.)]))[ \t]+"
    r"(?P<body>.*)"
)
_STEP_HEADING = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]*)?(?P<bold>\*\*)?(?:[Ss]tep|STEP)[ \t]*\d{1,3}[ \t]*"
    r"(?:[.:)\u2013-][ \t]*)?(?P<body>.*)"
    r"|[ \t]*#{1,6}[ \t]*\d{1,3}[.)][ \t]*(?P<rest>.*)"
)
_TITLED = re.compile(
    r"(?:\*\*|__)(?P<title>(?:`[^`]*`|(?!\*\*|__).)+?)(?:\*\*|__)[ \t]*[:.\u2013\u2014-]?[ \t]*(?P<text>.*)",
    re.DOTALL,
)
_COLON = re.compile(r"(?P<title>(?:`[^`]*`|[^:`.]){3,60}):[ \t]+(?P<text>.*)", re.DOTALL)
_MARK = re.compile(
    r"[ \t]*(?P<star>\*)?[(\[](?:L|[Ll]ines?[ \t]+)?(?P<first>\d{1,7})"
    r"(?:[ \t]*[-\u2013\u2014][ \t]*L?(?P<last>\d{1,7}))?[)\]](?(star)\*)"
)


@dataclass(frozen=True, slots=True)
class LooseStep:
    """A step as an answer has it.

    Attributes:
        title: without marks; empty where the answer gives none.
        text: on one line.
        lines: the lines of the file that it names, or None.
        children: nested steps.
    """

    title: str
    text: str
    lines: Lines | None
    children: tuple["LooseStep", ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """What an answer says: paragraphs with an empty line between them, steps, Python source."""

    description: str
    steps: tuple[LooseStep, ...]
    example: str


def read_loose(bodies: Mapping[Section, str]) -> Loose:
    """The sections that a `Splitter` gave, read as far as they can be."""
    description, codes = _without_code(bodies.get(Section.DESCRIPTION, ""))
    listing, more = _without_code(bodies.get(Section.STEPS, ""))
    example = _sample(bodies.get(Section.EXAMPLE, "")) or next(reversed([*codes, *more]), "")
    steps = read_steps(listing)
    if not steps:
        description, listing = _without_list(description)
        steps = read_steps(listing)
    return Loose(_paragraphs(description), steps, example)


def read_steps(listing: str) -> tuple[LooseStep, ...]:
    """The steps of a list in any of the forms that models write; none where no item is."""
    root = _Branch(-1, ordered=False)
    path = [root]
    for line in listing.splitlines():
        item = _item(line)
        if item is None:
            if line.strip() and len(path) > 1:
                path[-1].words.append(line.strip())
            continue
        indent, ordered, body = item
        while len(path) > 1 and _ends(path[-1], indent, ordered=ordered):
            path.pop()
        if len(path) > DEEPEST:
            del path[DEEPEST:]
        branch = _Branch(indent, ordered=ordered, words=[body])
        path[-1].branches.append(branch)
        path.append(branch)
    return tuple(map(_step, root.branches))


def level_of_item(line: str) -> tuple[int, bool] | None:
    """The indent in columns of a line that begins an item of a list, and whether it is numbered; else None."""
    item = _item(line)
    return item[:2] if item else None


@dataclass(slots=True)
class _Branch:
    indent: int
    ordered: bool
    words: list[str] = field(default_factory=list)
    branches: list["_Branch"] = field(default_factory=list)


def _ends(last: _Branch, indent: int, *, ordered: bool) -> bool:
    """Whether an item stands not below the last one but beside it, or further out."""
    if indent == last.indent:
        return ordered or not last.ordered
    return indent < last.indent


def _item(line: str) -> tuple[int, bool, str] | None:
    """The indent in columns, whether it is numbered, and the words of a line that begins an item."""
    heading = _STEP_HEADING.fullmatch(line)
    if heading is not None and (heading["body"] or heading["rest"]):
        body = heading["body"] or heading["rest"]
        return 0, True, f"**{body}" if heading["bold"] else f"**{body.strip('* ')}**"
    match = _ITEM.fullmatch(line)
    if match is None:
        return None
    return len(match["indent"].expandtabs(4)), match["bullet"] is None, match["body"].strip()


def _step(branch: _Branch) -> LooseStep:
    body = " ".join(branch.words)
    body, lines = _without_lines(body)
    titled = _TITLED.fullmatch(body) or _COLON.fullmatch(body)
    title, text = (titled["title"], titled["text"]) if titled else ("", body)
    if lines is None:
        title, lines = _without_lines(title)
    children = tuple(map(_step, branch.branches))
    return LooseStep(title.strip(" :.*_"), text.strip(), lines, children)


def _without_lines(text: str) -> tuple[str, Lines | None]:
    marks = list(_MARK.finditer(text))
    if not marks:
        return text, None
    mark = marks[-1]
    behind = text[mark.end() :].strip(" .*")
    if behind and mark.start() > 0 and "*(" not in mark[0] and "ine" not in mark[0]:
        return text, None  # "(3)" amid a sentence is no place
    first = int(mark["first"])
    last = int(mark["last"] or first)
    rest = f"{text[: mark.start()]}{text[mark.end() :]}"
    return rest.strip(), Lines(min(first, last), max(first, last)) if first and last else None


def _without_code(body: str) -> tuple[str, list[str]]:
    """A body without its fenced blocks, and the Python of them; a short one stays as a code span."""
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code = match["code"].strip("\n")
        if match["info"].strip().lower() in {"python", "py", "python3"} and code.strip():
            codes.append(f"{code}\n")
        one = code.strip()
        return f"`{one}`\n" if one and "\n" not in one and "`" not in one else "\n"

    return _FENCED.sub(keep, body), codes


def _without_list(description: str) -> tuple[str, str]:
    """A description and the numbered list in it, which are its steps."""
    lines = description.splitlines()
    numbered = [at for at, line in enumerate(lines) if _is_numbered(line)]
    if len(numbered) < 2:
        return description, ""
    end = numbered[-1] + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][:1] in (" ", "\t", "-", "*")):
        end += 1
    return "\n".join([*lines[: numbered[0]], *lines[end:]]), "\n".join(lines[numbered[0] : end])


def _is_numbered(line: str) -> bool:
    item = _item(line)
    return item is not None and item[1]


def _sample(body: str) -> str:
    match = _FENCED.search(body)
    return f"{match['code'].strip(chr(10))}\n" if match and match["code"].strip() else ""


def _paragraphs(body: str) -> str:
    """Lines joined to paragraphs; items of a list become paragraphs of their own."""
    return "\n\n".join(_joined(body.splitlines()))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    words: list[str] = []
    for line in [*lines, ""]:
        item = _ITEM.fullmatch(line)
        if (not line.strip() or item is not None) and words:
            yield " ".join(words)
            words = []
        if line.strip():
            words.append(item["body"].strip() if item is not None else line.strip().lstrip("#> "))

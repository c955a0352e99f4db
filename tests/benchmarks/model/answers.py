"""The answers that are measured: one as a model gives it, one of any length, and the recorded ones of the stories."""

import asyncio
import re
import tempfile
from pathlib import Path

from whole_answer import read_whole

from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at, select_lines, select_symbol
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.flaws import flaws
from blockguide.guide.page import parse_page, render
from blockguide.holding.hold import hold
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import Wish
from blockguide.writers.offline.writer import write_guide

STORIES = Path(__file__).resolve().parents[2] / "stories"
CODE = '''\
def total(items, rate=0.19):
    """Sums the prices of items."""
    result = 0
    for item in items:
        if item < 0:
            raise ValueError(item)
        result += item
    return result * (1 + rate)
'''
ANSWER = """\
## Description
`total` sums the prices of `items`, adds the `rate` and returns the result. An `item` below 0 raises `ValueError`.

## Execution Steps
1. **Start at zero**: Binds `result` to `0`. *(3)*
2. **Add up the prices**: For each `item` of `items`, raises `ValueError` when it is below 0, and adds it to `result`. *(4-7)*
3. **Return the total**: Returns `result` with the `rate` added. *(8)*

## Usage Example
```python
from shop import total

print(total([1, 2, 3]))
```
"""
_STORY = re.compile(
    r"\nStory: (?P<story>\S+)\n\n``````text answer\n(?P<answer>.*?)\n``````\n", re.DOTALL
)
_FILE = re.compile(
    r"^```python title=(?P<path>\S+) select=(?P<select>\S+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def tokens_of(answer: str) -> list[str]:
    """An answer in pieces as large as tokens are; the first is the first heading with its line end."""
    first, line, rest = answer.partition("\n")
    return [first + line, *(rest[at : at + 4] for at in range(0, len(rest), 4))]


def long_answer(size: int) -> str:
    """A guide of about `size` bytes: paragraphs and steps, the same few again and again, numbered on."""
    head, steps, example = re.split(r"(?=^## )", ANSWER, flags=re.MULTILINE)[1:]
    paragraph = head.partition("\n")[2]
    items = [line for line in steps.splitlines() if line[:1].isdigit()]
    paragraphs = paragraph * (size // 3 // len(paragraph))
    count = size * 2 // 3 // (len("\n".join(items)) + 3)
    told = [item.partition(".")[2] for _ in range(count) for item in items]
    listed = "\n".join(f"{at}.{item}" for at, item in enumerate(told, start=1))
    return f"## Description\n{paragraphs}\n## Execution Steps\n{listed}\n\n{example}"


def subject_in(folder: Path) -> Subject:
    """The subject of `total` in `shop.py`."""
    return _subject(folder, "shop.py", "total")


def recorded() -> tuple[int, int]:
    """How many recorded answers there are, and of how many the final page is in form and passes every check."""
    whole = right = 0
    for path in sorted((STORIES / "answers").glob("*.md")):
        match = _STORY.search(path.read_text("utf-8"))
        if match is None:
            continue
        whole += 1
        right += _is_right(match["story"], match["answer"])
    return whole, right


def _is_right(story: str, answer: str) -> bool:
    match = _FILE.search((STORIES / f"{story}.md").read_text("utf-8"))
    assert match is not None
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "pyproject.toml").write_text("[project]\nname = 'story'\n")
        (root / match["path"]).parent.mkdir(exist_ok=True)
        (root / match["path"]).write_text(match["text"], "utf-8")
        subject = _subject(root, match["path"], match["select"])
        loose = read_whole(answer, instructions(Wish())[0])
        held = asyncio.run(hold(loose, subject, write_guide(subject), "en"))
        errors = [each for each in held.verdict.findings if each.severity is Severity.ERROR]
        return not errors and not flaws(held.guide) and parse_page(render(held.guide)) == held.guide


def _subject(root: Path, path: str, place: str) -> Subject:
    source = read_source(root / path)
    lines = re.fullmatch(r"(\d+)-(\d+)", place)
    selection = (
        select_lines(source, int(lines[1]), int(lines[2]))
        if lines
        else select_symbol(source, place)
    )
    block = block_at(selection)
    way = reach(block, find_project(source.path, None))
    return Subject(block, read_facts(block), Context(way, root, (), (), (), ()))

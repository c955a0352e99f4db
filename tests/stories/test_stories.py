"""Holds the page of every story to its code."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from blockguide.code.context.analyst import Analyst
from blockguide.code.source import read_source
from blockguide.document import Finished, NoKeeper, Parts, Writer, document
from blockguide.guide.entry import Severity
from blockguide.guide.page import parse_page, render
from blockguide.settings import Deadlines, Settings
from blockguide.terminal.targets import Target, select
from blockguide.writers.offline.writer import VERSION, write

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.md"))
STORIES.remove(HERE / "README.md")
RULE = "\n---\n\n"
FILE = re.compile(r"^(?P<fence>`{3,})python title=(?P<path>\S+)(?P<marked> select=(?P<select>\S*))?\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Story:
    prose: str
    files: dict[str, str]
    target: Target
    page: str


def read_story(path: Path) -> Story:
    prose, _, page = path.read_text(encoding="utf-8").partition(RULE)
    files = {match["path"]: match["text"] for match in FILE.finditer(prose)}
    (marked,) = [match for match in FILE.finditer(prose) if match["marked"]]
    return Story(prose, files, target_of(marked["path"], marked["select"]), page)


def target_of(path: str, place: str) -> Target:
    if not place:
        return Target(path)
    lines = re.fullmatch(r"(\d+)(?:-(\d+))?", place)
    if lines is None:
        return Target(path, symbol=place)
    return Target(path, int(lines[1]), int(lines[2]) if lines[2] else None)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The finished event of every story, made by one analyst."""

    async def write_all():
        analyst = Analyst(Settings(deadlines=Deadlines(start=60_000, names=60_000, call_sites=60_000)))
        try:
            return {path.stem: await finish(path, analyst) for path in STORIES}
        finally:
            await analyst.close()

    async def finish(path, analyst):
        story = read_story(path)
        root = tmp_path_factory.mktemp(path.stem)
        (root / "pyproject.toml").write_text("[project]\nname = 'story'\n")
        for name, text in story.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        selection = select(story.target, read_source(root / story.target.path))
        async for event in document(selection, Parts(analyst, Writer("offline", "", VERSION, write), NoKeeper())):
            if isinstance(event, Finished):
                return event, root
        raise AssertionError(path)

    return asyncio.run(write_all())


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_page_is_the_storys(path, pages, request):
    story = read_story(path)
    finished, root = pages[path.stem]
    page = render(finished.entry.guide)
    assert parse_page(page) == finished.entry.guide
    page = page.replace(str(root), "/project")
    errors = [one for one in finished.entry.verdict.findings if one.severity is Severity.ERROR]
    assert errors == []
    if request.config.getoption("--update"):
        path.write_text(story.prose + RULE + page, encoding="utf-8")
    assert page == (story.page if not request.config.getoption("--update") else page)


def test_there_are_stories_of_every_kind():
    assert len(STORIES) >= 60

"""Holds fifty answers to their code: the page before, what was found, the page after."""

import asyncio
import re
from pathlib import Path

import pytest
from whole_answer import read_whole

from blockguide.code.context.values import Context
from blockguide.code.facts.read import read_facts
from blockguide.code.project.layout import find_project
from blockguide.code.project.reach import reach
from blockguide.code.select import block_at
from blockguide.code.source import read_source
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.page import parse_page, render
from blockguide.guide.values import Section
from blockguide.holding.hold import Author, hold
from blockguide.terminal.targets import Target, select
from blockguide.writers.model.alignment import aligned
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import Wish
from blockguide.writers.offline.writer import write_guide

HERE = Path(__file__).parent
ANSWERS = sorted(path for path in HERE.glob("*.md") if path.stem != "README")
ANSWER = re.compile(
    r"\A(?P<head>.*?\nStory: (?P<story>\S+)\n\n``````text answer\n(?P<answer>.*?)\n``````\n)(?P<rest>.*)\Z",
    re.DOTALL,
)
FILE = re.compile(
    r"^```python title=(?P<path>\S+) select=(?P<select>\S+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

ECHOED = instructions(Wish())[0]


@pytest.fixture(scope="module")
def subject_of(tmp_path_factory):
    """The subject of a story, without what a worker would add to it."""
    made = {}

    def make(story):
        if story not in made:
            match = FILE.search((HERE.parent / f"{story}.md").read_text("utf-8"))
            root = tmp_path_factory.mktemp(story)
            (root / "pyproject.toml").write_text("[project]\nname = 'story'\n")
            path = root / match["path"]
            path.parent.mkdir()
            path.write_text(match["text"], "utf-8")
            lines = re.fullmatch(r"(\d+)-(\d+)", match["select"])
            target = (
                Target(match["path"], int(lines[1]), int(lines[2]))
                if lines
                else Target(match["path"], symbol=match["select"])
            )
            block = block_at(select(target, read_source(path)))
            way = reach(block, find_project(path, None))
            made[story] = Subject(block, read_facts(block), Context(way, root, (), (), (), ()))
        return made[story]

    return make


def told(before, held):
    findings = "".join(
        f"- {each.code} {each.section}{f', {each.place}' if each.place else ''}: {each.message}\n"
        for each in held.before
    )
    authors = ", ".join(f"{section}: {author}" for section, author in held.authors.items())
    parts = (
        f"# Page before\n\n``````markdown\n{render(before)}``````\n",
        f"# Found\n\n{findings or 'Nothing.' + chr(10)}",
        f"# Page after\n\nWritten by: {authors}.\n\n``````markdown\n{render(held.guide)}``````\n",
    )
    return "\n" + "\n".join(parts)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_answer_is_held_to_the_truth(path, subject_of, request):
    match = ANSWER.match(path.read_text("utf-8"))
    subject, loose = subject_of(match["story"]), read_whole(match["answer"], ECHOED)
    held = asyncio.run(hold(loose, subject, write_guide(subject), "en"))
    page = render(held.guide)
    assert parse_page(page) == held.guide
    assert [one for one in held.verdict.findings if one.severity is Severity.ERROR] == []
    if path.stem.startswith(("right-", "read-")):
        assert set(held.authors.values()) == {Author.MODEL}
    else:
        assert held.before
    text = told(aligned(loose, subject, "en"), held)
    if request.config.getoption("--update"):
        path.write_text(match["head"] + text, "utf-8")
    else:
        assert text == match["rest"]


def test_there_are_fifty_and_each_section_fails_somewhere():
    assert len(ANSWERS) >= 50
    pages = "".join(path.read_text("utf-8") for path in ANSWERS)
    for section in Section:
        assert f"{section}: offline" in pages
        assert f"{section}: model" in pages

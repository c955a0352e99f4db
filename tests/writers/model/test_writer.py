"""The words of a model, as they stream: safe, whole however they were cut, with the secrets back."""

import asyncio
import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_alignment import step, subject_of

from blockguide.guide.entry import Finding, Severity, Usage
from blockguide.guide.given import Restarted
from blockguide.guide.loose import Loose
from blockguide.guide.values import Guide, Section, SectionDelta, Step
from blockguide.text import Lines
from blockguide.writers.model.repair import repair_prompt, with_repairs
from blockguide.writers.model.showing import SafeText, made_safe
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import Ended, Endpoint, Piece, Waiting, Wish
from blockguide.writers.model.writer import Answered, Said, model_writer

ENDPOINT = Endpoint("http://localhost:1/v1", "small", context_tokens=8000, answer_tokens=1000)
ANSWER = """Sure!

## Description
`load` reads <b>settings</b> and knows REDACTED_SECRET_1.

## Execution Steps
1. **Return the default**: Returns `default`. *(6-7)*

## Usage Example
```python
key = "REDACTED_SECRET_1"
```
"""
SECRET = "AKIAIOSFODNN7EXAMPLF"
SECRETIVE = f'def load(path):\n    key = "{SECRET}"\n    return path, key\n'


def answering(*words, asked=None):
    async def ask(endpoint, prompt):
        if asked is not None:
            asked.append(prompt)
        for word in words:
            yield word

    return ask


def written(tmp_path, *words, text=SECRETIVE, asked=None):
    async def collect():
        writer = model_writer(ENDPOINT, Wish(), answering(*words, asked=asked))
        return [word async for word in writer.write(subject_of(tmp_path, text))]

    return asyncio.run(collect())


def shown(words):
    bodies = {}
    for word in words:
        if isinstance(word, Restarted):
            bodies.pop(word.section, None)
        elif isinstance(word, SectionDelta):
            bodies[word.section] = bodies.get(word.section, "") + word.text
    return bodies


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_the_words_are_safe_and_the_secrets_are_back(tmp_path, size):
    pieces = [Piece(ANSWER[at : at + size]) for at in range(0, len(ANSWER), size)]
    asked = []
    words = written(tmp_path, *pieces, Ended(Usage(3, 4, estimated=False), ""), asked=asked)
    assert SECRET not in "".join(message.text for message in asked[0].messages)
    bodies, last = shown(words), words[-1]
    assert (
        bodies[Section.DESCRIPTION].strip()
        == rf"`load` reads \<b>settings\</b> and knows {SECRET}."
    )
    assert SECRET in bodies[Section.EXAMPLE]
    assert isinstance(last, Answered)
    assert last.loose.example == f'key = "{SECRET}"\n'
    assert last.loose.description == bodies[Section.DESCRIPTION].strip()
    assert (last.usage, last.cut) == (Usage(3, 4, estimated=False), "")


def test_an_echo_of_the_instruction_is_none_of_the_guide(tmp_path):
    echo = instructions(Wish())[0]
    words = written(tmp_path, Piece(f"{echo}\n\n{ANSWER}"), Ended(Usage(1, 1, estimated=True), ""))
    assert words[-1].loose.description.startswith("`load` reads")
    assert "split_pair" not in "".join(shown(words).values())


def test_waits_and_breaks_are_said(tmp_path):
    words = written(
        tmp_path,
        Waiting("It is busy.", 2.0),
        Waiting("It failed.", 0.3),
        Piece(ANSWER[:60]),
        Ended(Usage(1, 1, estimated=True), "length"),
    )
    said = [word.sentence for word in words if isinstance(word, Said)]
    assert said == [
        "It is busy. Trying again in 2 s.",
        "It failed. Trying again at once.",
        "The answer was cut off: it reached the limit of its length. `blockguide.endpoint.answerTokens` (or BLOCKGUIDE_ANSWER_TOKENS) allows more.",
    ]
    assert words[-1].cut == "length"


@pytest.mark.parametrize(
    ("cut", "sentence"),
    [
        (
            "time",
            "The answer was cut off: it was not whole in the time that it may take. `blockguide.endpoint.wholeTimeout` (or BLOCKGUIDE_WHOLE_MS) allows more.",
        ),
        (
            "size",
            "The answer was cut off after 1,000,000 characters, and no setting allows more. Choose another model: no guide is that long.",
        ),
        ("filter", "The answer was cut off by the endpoint's content filter."),
        ("stream", "The answer broke off before its end."),
    ],
)
def test_why_an_answer_is_not_whole_is_said(tmp_path, cut, sentence):
    words = written(tmp_path, Piece(ANSWER[:60]), Ended(Usage(1, 1, estimated=True), cut))
    assert [word.sentence for word in words if isinstance(word, Said)] == [sentence]
    assert words[-1].cut == cut


@pytest.mark.parametrize("cut", ["stream", "length"])
def test_an_answer_that_ends_right_after_its_thoughts_is_cut_and_no_fault(tmp_path, cut):
    thoughts = "The block reads. " * 40 + "\n- an item\n</think>\n\n## Description\n"
    words = written(tmp_path, Piece(thoughts), Ended(Usage(1, 1, estimated=True), cut))
    assert isinstance(words[-1], Answered)
    assert words[-1].cut == cut
    assert any(isinstance(word, Restarted) for word in words)


def test_closing_the_words_closes_the_answer(tmp_path):
    closed = []

    async def ask(endpoint, prompt):
        try:
            while True:
                yield Piece("## Description\nwords and words\n")
        finally:
            closed.append(True)

    async def leave():
        words = model_writer(ENDPOINT, Wish(), ask).write(subject_of(tmp_path))
        async for _ in words:
            break
        await words.aclose()

    asyncio.run(leave())
    assert closed == [True]


GUIDE = Guide(
    "Reads it.",
    (
        Step("Return early", "Returns `default`.", Lines(6, 7)),
        Step("Send it", "Sends `data`.", Lines(8, 14)),
    ),
    "load(\n",
)
WRONG = (
    Finding("BG402", Section.STEPS, Severity.ERROR, "It sends nothing.", "step 2"),
    Finding("BG301", Section.EXAMPLE, Severity.ERROR, "It is no Python.", "line 1"),
)


def test_a_repair_carries_only_what_is_wrong(tmp_path):
    prompt = repair_prompt(subject_of(tmp_path), GUIDE, WRONG, Wish(), ENDPOINT)
    text = prompt.messages[-1].text
    assert "Sends `data`." in text
    assert "It sends nothing." in text
    assert "It is no Python." in text
    assert "Returns `default`." not in text
    assert "Reads it." not in text
    small = Endpoint("http://localhost:1/v1", "small", context_tokens=1100, answer_tokens=1000)
    assert repair_prompt(subject_of(tmp_path), GUIDE, WRONG, Wish(), small) is None


def test_a_repair_is_read_into_the_places_that_failed(tmp_path):
    answer = Loose("", (step("Reads `data`.", "Read it", Lines(8, 14)),), "load()\n")
    repaired = with_repairs(GUIDE, answer, WRONG)
    assert repaired.description == GUIDE.description
    assert [each.title for each in repaired.steps] == ["Return early", "Read it"]
    assert repaired.example == "load()\n"
    too_many = Loose("", (step("a", "b"),) * 5, "")
    assert len(with_repairs(GUIDE, too_many, WRONG).steps) == 5


def test_the_writer_asks_for_a_repair(tmp_path):
    answer = "## Usage Example\n```python\nload()\n```\n"
    writer = model_writer(
        ENDPOINT, Wish(), answering(Piece(answer), Ended(Usage(1, 2, estimated=False), ""))
    )
    answered = asyncio.run(writer.repair(subject_of(tmp_path), GUIDE, WRONG))
    assert answered.loose.example == "load()\n"
    assert answered.usage == Usage(1, 2, estimated=False)


PROSE = st.lists(
    st.sampled_from(["`", "``", "a", " b_c ", "<i>", "<", "[a](command:x)", "[a](b.py)", "[a]", "]:", " command:x", "![", "](", "\\", "&amp;", "&", "\n", "!", "\u202e", "REDACTED_SECRET_1", "REDACTED", "**", "1. "]),
    max_size=14,
).map("".join)  # fmt: skip


@example("REDACTEDREDACTED_SECRET_1", [9])
@example("[a]: command:x\n\n[a]", [3])
@given(PROSE, st.lists(st.integers(0, 60), max_size=6))
def test_however_the_prose_is_cut_the_same_is_shown(text, cuts):
    def run(parts):
        safe = SafeText((("REDACTED_SECRET_1", "hush"),))
        deltas = [delta for part in parts for delta in safe.take(SectionDelta(Section.STEPS, part))]
        return "".join(delta.text for delta in (*deltas, *safe.rest()))

    at = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    parts = [text[start:end] for start, end in pairwise(at)]
    whole = run([text])
    assert run(parts) == whole
    assert run(list(text)) == whole
    for shown_text in (whole, made_safe(Loose(text, (), ""), ()).description):
        html = MarkdownIt("commonmark").render(shown_text)
        assert not re.search("<(a|img|i)[ >]", html), shown_text


@pytest.mark.parametrize("words", [r"\[a", r"a\]", "a`b`", "a\\", ""])
@pytest.mark.parametrize("sign", ["", "!"])
@pytest.mark.parametrize(
    "address", ["command:x", "https://evil.example/x.png", "<command:x>", "javascript:x 't'"]
)
def test_nothing_that_is_shown_leads_or_loads(words, sign, address):
    text = f"See {sign}[{words}]({address}) here."
    safe = SafeText()
    streamed = "".join(
        d.text for d in (*safe.take(SectionDelta(Section.STEPS, text)), *safe.rest())
    )
    for shown_text in (streamed, made_safe(Loose(text, (), ""), ()).description):
        html = MarkdownIt("commonmark").render(shown_text)
        assert "<a " not in html
        assert "<img" not in html


def test_prose_is_shown_as_it_comes():
    safe = SafeText()
    assert safe.take(SectionDelta(Section.DESCRIPTION, "Splits the li")) == (
        SectionDelta(Section.DESCRIPTION, "Splits the li"),
    )

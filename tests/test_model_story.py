"""The story with a model: its words over the offline guide, held to the truth, or the offline guide and a sentence."""

import asyncio
import json
import re
from dataclasses import replace

import pytest
from clipping_story import GOOD, events_of, selection_in
from scripted_endpoint import (
    DONE,
    END,
    RESET,
    ScriptedEndpoint,
    finish,
    page,
    raw,
    sleep,
    status,
    text,
    usage,
)

from blockguide.cache.guide_cache import GuideCache
from blockguide.cache.spending import Spending
from blockguide.code.context.analyst import Analyst
from blockguide.commands.choice import chosen_model
from blockguide.commands.workshop import offline_writer
from blockguide.document import Finished, NoKeeper, Parts, document
from blockguide.guide.entry import Usage
from blockguide.guide.events import Noticed, Revised, Wrote
from blockguide.guide.headings import HEADINGS
from blockguide.guide.page import parse_page, render, render_section
from blockguide.guide.values import Section
from blockguide.improving.values import showing_of
from blockguide.settings import Deadlines, ModelSettings, Settings, WriterChoice

USUAL, NONE, AMPLE = Deadlines(), Deadlines(0, 0, 0), Deadlines(60_000, 60_000, 60_000)
WRONG = GOOD.replace("from clipping import clip", "from clipper.magic import clop").replace(
    "clip(", "clop("
)


@pytest.fixture
def selection(tmp_path):
    return selection_in(tmp_path)


def told(
    selection,
    *scripts,
    writer=WriterChoice.MODEL,
    keeper=None,
    offline=None,
    deadlines=USUAL,
    **model,
):
    async def run():
        async with ScriptedEndpoint() as server:
            for script in scripts:
                server.play(*script)
            wanted = ModelSettings("scripted", base_url=server.base_url, **{"retries": 0, **model})
            settings = Settings(
                writer=writer,
                model=wanted,
                cache_directory=selection.source.path.parent / "kept",
                deadlines=deadlines,
            )
            return await events_of(selection, settings, keeper, offline), server.requests

    return asyncio.run(run())


def stream(answer, size=7):
    return (
        *(text(answer[at : at + size]) for at in range(0, len(answer), size)),
        finish(),
        usage(50, 40),
        DONE,
    )


def page_of(events):
    """The page as a reader who only follows the events has it."""
    bodies = {}
    for event in events:
        match event:
            case Wrote():
                bodies[event.delta.section] = bodies.get(event.delta.section, "") + event.delta.text
            case Revised():
                bodies[event.section] = event.body
    return bodies


def kept_in(directory, recipe):
    """What a cache keeps of a recipe."""

    async def run():
        keeper = GuideCache(directory, 10**7)
        found = await keeper.get(recipe)
        await keeper.close()
        return found

    return asyncio.run(run())


def test_a_good_answer_stands_as_the_model_wrote_it(selection):
    events, _ = told(selection, stream(GOOD))
    finished = events[-1]
    assert finished.entry.provenance.authors == ("model", "model", "model")
    assert finished.entry.provenance.tokens == Usage(50, 40, estimated=False)
    assert finished.entry.verdict.findings == ()
    assert "raises `ValueError` with `width`" in finished.entry.guide.steps[0].text
    assert parse_page(render(finished.entry.guide)) == finished.entry.guide


FORMS = {
    "emoji": ("## \N{OPEN BOOK} {}", ""),
    "brackets": ("## {} (in short)", ""),
    "tags": ("<h2>{}</h2>", ""),
    "mark": ("## {}", "\ufeff"),
    "thinking": (
        "## {}",
        "<thinking>\n## Description\nI think; the user wants `limit`.\n</thinking>\n",
    ),
    "thought": ("## {}", "## Description\nI think; the user wants `limit`.\n</Thought>\n"),
    "boxed": ("## {}", "[THINK]The user wants `limit`.[/THINK]"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_good_answer_stands_in_any_form_that_models_give_it(selection, form):
    heading, before = FORMS[form]
    answer = before + re.sub(
        r"^## (.*)$", lambda name: heading.format(name[1]), GOOD, flags=re.MULTILINE
    )
    events, _ = told(selection, stream(answer))
    guide = events[-1].entry.guide
    assert guide == told(selection, stream(GOOD))[0][-1].entry.guide
    assert events[-1].entry.provenance.authors == ("model", "model", "model")
    assert page_of(events) == {section: render_section(guide, section) for section in Section}


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("language", [name for name in HEADINGS if name != "en"])
def test_a_good_answer_stands_under_a_heading_of_any_language(selection, language, section):
    english, other = HEADINGS["en"].of(section), HEADINGS[language].of(section)
    answer = GOOD.replace(f"## {english}\n", f"## {other}\n")
    events, _ = told(selection, stream(answer))
    assert events[-1].entry.provenance.authors == ("model", "model", "model")
    assert events[-1].entry.verdict.findings == ()


@pytest.mark.parametrize("writer", [WriterChoice.AUTO, WriterChoice.MODEL])
def test_who_follows_the_events_has_the_guide_in_the_end(selection, writer):
    for answer in (GOOD, WRONG, "Sorry, I cannot do that."):
        events, _ = told(selection, stream(answer), stream("No."), writer=writer)
        guide = events[-1].entry.guide
        assert page_of(events) == {section: render_section(guide, section) for section in Section}


def test_what_was_mended_in_the_offline_guide_is_not_shown_before_the_models_words(selection):
    usual = offline_writer()

    async def careless(subject):
        async for delta in usual.write(subject):
            yield replace(delta, text=delta.text.replace("from clipping import clip\n", ""))

    events, _ = told(selection, stream(GOOD), offline=replace(usual, write=careless))
    assert page_of(events)[Section.EXAMPLE].count("```python") == 1
    first = next(event for event in events if isinstance(event, Wrote | Revised))
    assert isinstance(first, Wrote)
    assert first.delta.section is Section.DESCRIPTION


def test_a_template_that_is_spoiled_meanwhile_leaves_the_offline_guide(selection, tmp_path):
    template = tmp_path / "instructions.md"
    template.write_text("Write $description, $steps and $example.")

    class Spoiling(NoKeeper):
        async def get(self, _):
            template.write_text("Write $nonsense.")

    events, requests = told(selection, stream(GOOD), template=template, keeper=Spoiling())
    notices = [event.sentence for event in events if isinstance(event, Noticed)]
    assert len(notices) == 1
    assert "asks for $nonsense" in notices[0]
    assert events[-1].entry.provenance.writer == "offline"
    assert requests == []


def test_auto_shows_the_offline_guide_before_the_model_speaks(selection):
    events, _ = told(selection, stream(GOOD), writer=WriterChoice.AUTO)
    wrote = [event for event in events if isinstance(event, Wrote)]
    assert [event.delta.section for event in wrote] == list(Section)
    assert {event.section for event in events if isinstance(event, Revised)} == set(Section)


def test_a_wrong_example_never_reaches_the_reader(selection):
    events, requests = told(selection, stream(WRONG), stream("I do not know."))
    entry = events[-1].entry
    assert "clop" not in entry.guide.example
    assert "from clipping import clip" in entry.guide.example
    assert entry.provenance.authors[2] in {"offline", "mended"}
    assert entry.provenance.before
    assert len(requests) <= 2


def notices_of(events):
    return [event.sentence for event in events if isinstance(event, Noticed)]


def test_what_the_offline_writer_stands_in_for_is_said(selection):
    answer = GOOD.partition("## Execution Steps")[0]
    events, _ = told(selection, stream(answer), stream("No."))
    assert events[-1].entry.provenance.authors == ("model", "offline", "offline")
    assert notices_of(events) == [
        "The offline writer wrote the steps and the example: nothing that the model wrote there holds."
    ]


def test_a_guide_of_which_nothing_is_the_models_is_told_and_kept_as_the_offline_writers(
    selection, tmp_path
):
    keeper = GuideCache(tmp_path / "cache", 10**7)
    answers = stream("Sorry, I cannot do that."), stream("No.")
    events, _ = told(selection, *answers, keeper=keeper, deadlines=AMPLE)
    (notice,) = notices_of(events)
    assert "wrote the description, the steps and the example: nothing" in notice
    finished = events[-1]
    assert (finished.entry.provenance.writer, finished.entry.provenance.model) == ("offline", "")
    assert finished.entry.provenance.tokens == Usage(100, 80, estimated=False)
    assert finished.entry.provenance.authors == ("offline", "offline", "offline")
    assert finished.entry.provenance.before
    assert finished.recipe.writer == "offline"
    provenance = kept_in(tmp_path / "cache", finished.recipe).provenance
    assert (provenance.tokens, provenance.authors, provenance.before) == (None, (), ())


@pytest.mark.parametrize("failure", [status(429), status(500), RESET], ids=str)
def test_a_repair_that_fails_is_told_at_once_and_not_tried_again(selection, failure):
    events, requests = told(selection, stream(WRONG), (failure,), retries=3)
    assert len(requests) == 2
    assert "So the model corrected nothing." in notices_of(events)[0]
    assert events[-1].entry.provenance.tokens == Usage(50, 40, estimated=False)


@pytest.mark.parametrize(
    "script", [(status(401),), (status(500),), (text("## Desc"), RESET), (DONE,)], ids=str
)
@pytest.mark.parametrize("writer", [WriterChoice.AUTO, WriterChoice.MODEL])
def test_a_failing_endpoint_leaves_the_offline_guide_and_a_sentence(
    selection, script, writer, tmp_path
):
    keeper = GuideCache(tmp_path / "cache", 10**7)
    events, _ = told(selection, script, writer=writer, keeper=keeper)
    (notice,) = [event.sentence for event in events if isinstance(event, Noticed)]
    assert notice.endswith("The offline writer wrote this guide.")
    assert events[-1].entry.provenance.writer == "offline"
    assert set(page_of(events)) == set(Section)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ((page("<html>Log in first.</html>"),), "answered with a page instead of in a stream."),
        ((DONE,), "sent an empty answer."),
        ((END,), "broke the connection off."),
        ((text("## Desc"), RESET), "broke the connection off."),
        ((raw(b"data: {bad\n\n"),), "sent what is no answer."),
        ((text("a"), raw(b"data: \xff\xfe\n\n")), "sent what is no answer."),
        (
            (raw(b'data: {"error": {"message": "out of memory"}}\n\n'),),
            "broke off with an error of its own.",
        ),
        ((status(429, retry_after="100"),), "asks to wait: too many requests."),
        ((status(400, {"error": {"message": "maximum context length"}}),), "can read."),
    ],
    ids=str,
)
def test_each_fault_of_a_stream_has_its_page_and_its_sentence(selection, script, said):
    events, _ = told(selection, script, deadlines=NONE)
    (notice,) = [event.sentence for event in events if isinstance(event, Noticed)]
    assert said in notice
    assert notice.endswith("The offline writer wrote this guide.")
    entry = events[-1].entry
    assert entry.provenance.writer == "offline"
    assert parse_page(render(entry.guide)) == entry.guide
    assert page_of(events) == {section: render_section(entry.guide, section) for section in Section}


@pytest.mark.parametrize(
    "script",
    [
        (*map(text, GOOD), finish(), usage(9, 9), DONE),
        (text(GOOD), finish(), DONE),
        (text(GOOD), finish(), usage(9, 9)),
        (text(GOOD), finish()),
        (raw(b": keep-alive\n\n"), text(GOOD), raw(b'data: {"choices": null}\n\n'), finish(), DONE),
    ],
    ids=["letters", "no usage", "no DONE", "neither", "odd events"],
)
def test_whatever_else_a_stream_leaves_out_the_guide_is_the_models(selection, script):
    events, _ = told(selection, script, deadlines=NONE)
    assert events[-1].entry.provenance.authors == ("model", "model", "model")
    assert [event for event in events if isinstance(event, Noticed)] == []
    tokens = events[-1].entry.provenance.tokens
    assert min(tokens.prompt, tokens.answer) > 0
    assert tokens.estimated == (usage(9, 9) not in script)


ROLE = raw(b'data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n')
"""How many servers begin: they have read the prompt, and have no word yet."""


@pytest.mark.parametrize(
    ("scripts", "least"),
    [
        ([(text(GOOD[:300]), RESET)], Usage(300, 75, estimated=True)),
        ([(text("## Desc"), usage(50, 7), RESET)], Usage(50, 7, estimated=False)),
        ([(ROLE, sleep(9))], Usage(300, 0, estimated=True)),
        (
            [stream(WRONG), (text("## Usage"), usage(30, 2), RESET)],
            Usage(80, 42, estimated=False),
        ),
        ([stream(WRONG), (text("## Usage"), RESET)], Usage(350, 41, estimated=True)),
        ([(ROLE, RESET), stream(GOOD)], Usage(350, 40, estimated=True)),
        ([(ROLE, usage(50, 0), RESET), stream(GOOD)], Usage(100, 40, estimated=False)),
    ],
    ids=["broken", "counted", "silent", "repair counted", "repair broken", "again", "both counted"],
)
def test_what_an_answer_that_failed_took_is_counted_and_told(selection, scripts, least):
    silence = 300 if sleep(9) in scripts[0] else 60_000
    retries = len(scripts) - 1
    events, _ = told(selection, *scripts, deadlines=NONE, silence=silence, retries=retries)
    tokens = events[-1].entry.provenance.tokens
    assert tokens.estimated == least.estimated
    if least.estimated:
        assert least.prompt <= tokens.prompt <= 10 * least.prompt
        assert least.answer <= tokens.answer <= 2 * least.answer + 1
    else:
        assert tokens == least
    assert Spending(selection.source.path.parent / "kept").today() == tokens.total


@pytest.mark.parametrize("script", [status(500), (RESET,), (DONE,), page("<html>")], ids=str)
def test_a_request_that_nothing_read_costs_nothing(selection, script):
    steps = script if isinstance(script[0], tuple) else (script,)
    events, _ = told(selection, steps, deadlines=NONE)
    assert events[-1].entry.provenance.tokens is None
    assert Spending(selection.source.path.parent / "kept").today() == 0


def test_an_answer_that_broke_off_is_shown_and_not_kept(selection, tmp_path):
    half = (text(GOOD[:200]), finish("length"), usage(5, 5), DONE)
    events, _ = told(selection, half, stream("No."), keeper=GuideCache(tmp_path / "cache", 10**7))
    assert isinstance(events[-1], Finished)
    assert events[-1].entry.guide.example
    assert kept_in(tmp_path / "cache", events[-1].recipe) is None


def test_a_correction_that_broke_off_is_told_and_the_guide_not_kept(selection, tmp_path):
    example = f"## Usage{GOOD.partition('## Usage')[2]}"
    for reason in ("length", "content_filter", None):
        end = (finish(reason),) if reason else ()
        half = (text(example), *end, usage(5, 5))
        cache = tmp_path / f"cache-{reason}"
        events, requests = told(
            selection, stream(WRONG), half, keeper=GuideCache(cache, 10**7), deadlines=AMPLE
        )
        assert len(requests) == 2
        (notice,) = notices_of(events)
        assert notice.startswith("The model's correction is not whole. The answer ")
        assert events[-1].entry.provenance.writer == "model"
        assert kept_in(cache, events[-1].recipe) is None
    whole = stream(WRONG), stream(example)
    events, _ = told(selection, *whole, keeper=GuideCache(tmp_path / "w", 10**7), deadlines=AMPLE)
    assert notices_of(events) == []
    assert kept_in(tmp_path / "w", events[-1].recipe) is not None


def test_no_model_is_asked_where_none_is_chosen(selection, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-key")
    assert chosen_model(Settings()) is None
    assert chosen_model(Settings(writer=WriterChoice.OFFLINE, model=ModelSettings("m"))) is None
    assert chosen_model(Settings(model=ModelSettings("m"))) is not None


def test_an_answer_that_our_own_limit_of_time_cut_is_told_so(selection, tmp_path):
    drip = (text(GOOD[:200]), *[step for _ in range(99) for step in (text(" a"), sleep(0.1))])
    keeper = GuideCache(tmp_path / "cache", 10**7)
    events, _ = told(selection, drip, stream("No."), whole=1_500, keeper=keeper, deadlines=NONE)
    assert notices_of(events)[0] == (
        "The answer was cut off: it was not whole in the time that it may take. "
        "`blockguide.endpoint.wholeTimeout` (or BLOCKGUIDE_WHOLE_MS) allows more."
    )
    assert kept_in(tmp_path / "cache", events[-1].recipe) is None


def test_the_daily_limit_stops_the_asking(selection):
    events, requests = told(selection, stream(GOOD), daily_tokens=90)
    assert events[-1].entry.provenance.writer == "model"
    events, requests = told(selection, stream(GOOD), daily_tokens=90)
    assert requests == []
    assert any(
        "limit of 90 tokens" in event.sentence for event in events if isinstance(event, Noticed)
    )


def test_to_leave_the_story_hangs_up(selection):
    async def run():
        async with ScriptedEndpoint() as server:
            server.play(
                text("## Description\nIt"),
                *[step for _ in range(100) for step in (text(" is"), sleep(0.02))],
            )
            wanted = ModelSettings("scripted", base_url=server.base_url)
            settings = Settings(writer=WriterChoice.MODEL, model=wanted)
            async with Analyst(settings) as analyst:
                model = chosen_model(settings)
                parts = Parts(
                    analyst, offline_writer(), NoKeeper(), "en", model, showing_of(settings)
                )
                story = document(selection, parts)
                async for event in story:
                    if isinstance(event, Wrote):
                        break
                await story.aclose()
            await asyncio.sleep(0.2)
            return server.requests[0]

    assert asyncio.run(run()).hung_up


def test_no_key_is_ever_written_down(selection, monkeypatch, tmp_path):
    monkeypatch.setenv("BLOCKGUIDE_API_KEY", "sk-very-secret-key")
    keeper = GuideCache(tmp_path / "cache", 10**7)
    events, requests = told(selection, stream(GOOD), keeper=keeper)
    assert "Bearer sk-very-secret-key" in requests[0].head
    assert "very-secret" not in repr(events)
    assert "very-secret" not in json.dumps([request.body for request in requests])
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"very-secret" not in file.read_bytes()
    assert replace(events[-1].recipe) == events[-1].recipe

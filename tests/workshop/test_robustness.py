"""Whatever happens to the process, the server goes on and nothing is left behind."""

import asyncio
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import aclosing
from pathlib import Path

import pytest

from blockguide.code.context.frames import packed
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.draft import Draft
from blockguide.guide.events import Revised
from blockguide.guide.values import SectionDelta
from blockguide.settings.values import MOST_GUIDES_AT_ONCE
from blockguide.workshop.client import Worn
from blockguide.workshop.values import Finished, Reuse, Started, Wrote

HERE = Path(__file__).parent
PARENT = """\
import asyncio, sys
from pathlib import Path
from blockguide.code.source import source_from_text
from blockguide.settings import Settings
from blockguide.text import Point, Span
from blockguide.workshop.client import WorkshopProcess
from blockguide.workshop.values import Order, Started

async def main(path):
    settings = Settings(cache_directory=Path(sys.argv[3]))
    workshop = WorkshopProcess(settings, **eval(sys.argv[2]))
    source = source_from_text(path, path.read_text())
    order = Order(source, Span(Point(0, 4), Point(0, 4)), settings)
    async for news in workshop.document(order):
        print(type(news).__name__, flush=True)
    await asyncio.sleep(60)

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.fixture
def odd(tmp_path):
    return {"command": (sys.executable, str(HERE / "odd_workshop.py"), str(tmp_path))}


def test_a_workshop_killed_at_rest_is_replaced(run, order, told):
    async def test(workshop):
        await told(workshop, order("def clip"))
        first = workshop.pid
        os.kill(first, signal.SIGKILL)
        assert (await told(workshop, order("class Page")))[-1].card.name == "Page"
        assert workshop.pid != first

    run(test)


def test_a_worn_workshop_gives_way_between_two_orders(run, order, told):
    async def test(workshop):
        pids = []
        for _ in range(4):
            assert (await told(workshop, order("def clip", Reuse.ANEW)))[-1].card.name == "clip"
            await until(lambda: workshop.pid is not None)
            pids.append(workshop.pid)
        assert pids[0] != pids[1] == pids[2] != pids[3]

    run(test, worn=Worn(megabytes=1, answers=2))


def test_a_workshop_is_not_worn_by_many_answers_or_much_memory_alone(run, order, told):
    async def test(workshop):
        pids = set()
        for _ in range(3):
            await told(workshop, order("def clip", Reuse.ANEW))
            pids.add(workshop.pid)
        assert len(pids) == 1

    run(test, worn=Worn(megabytes=1_000_000, answers=1))
    run(test, worn=Worn(megabytes=1, answers=1_000))


def test_a_worn_workshop_does_its_other_orders_first(run, order, told):
    async def test(workshop):
        names = ("def clip", "class Page", "def add", "def __init__")
        stories = await asyncio.gather(*(told(workshop, order(name, Reuse.ANEW)) for name in names))
        assert [sum(isinstance(news, Started) for news in story) for story in stories] == [1] * 4

    run(test, worn=Worn(megabytes=1, answers=1))


@pytest.mark.parametrize("pause", [0.0, 0.2, 0.6])
def test_a_workshop_killed_at_work_is_replaced_and_the_work_done(run, order, told, pause):
    async def test(workshop):
        names = ("def clip", "class Page", "def add", "def __init__")
        tasks = [asyncio.create_task(told(workshop, order(name, Reuse.ANEW))) for name in names]
        await until(lambda: workshop.pid is not None)
        await asyncio.sleep(pause)
        os.kill(workshop.pid, signal.SIGKILL)
        stories = await asyncio.gather(*tasks)
        assert [story[-1].card.name for story in stories] == [
            "clip",
            "Page",
            "Page.add",
            "Page.__init__",
        ]

    run(test)


def test_what_was_lost_twice_is_an_error_and_harms_no_other(run, order, told, odd):
    text = "def dies():\n    return 1\n\n\ndef sound():\n    return 2\n"

    async def test(workshop):
        orders = [order(name, text=text) for name in ("def dies", "def sound", "def sound")]
        stories = await asyncio.gather(
            *(told(workshop, each) for each in orders), return_exceptions=True
        )
        assert isinstance(stories[0], BlockGuideError)
        assert stories[0].code is ErrorCode.INTERNAL
        assert [story[-1].card.name for story in stories[1:]] == ["sound", "sound"]

    run(test, **odd)


def test_as_many_are_written_at_once_as_a_person_may_choose(run, order, told, odd):
    names = [f"together_{number}" for number in range(MOST_GUIDES_AT_ONCE)]
    text = "\n\n".join(f"def {name}():\n    return 1\n" for name in names)

    async def test(workshop):
        orders = [order(f"def {name}()", text=text) for name in names]
        stories = await asyncio.gather(*(told(workshop, each) for each in orders))
        assert [story[-1].card.name for story in stories] == names

    run(test, **odd)


def test_work_that_never_ends_is_ended(run, order, told, odd, caplog):
    text = "def stuck():\n    return 1\n\n\ndef sound():\n    return 2\n"

    async def test(workshop):
        with pytest.raises(BlockGuideError):
            await told(workshop, order("def stuck", text=text))
        assert (await told(workshop, order("def sound", text=text)))[-1].card.name == "sound"

    run(test, **odd, patience=3.0)
    assert "stuck for 3.0 seconds" in caplog.text


def test_work_that_is_called_off_and_does_not_leave_is_ended(run, order, told, odd, tmp_path):
    text = "def stuck():\n    return 1\n\n\ndef sound():\n    return 2\n"

    async def test(workshop):
        async with aclosing(workshop.document(order("def stuck", text=text))) as story:
            assert isinstance(await anext(story), Started)
            await until((tmp_path / "stuck").exists)
        first = workshop.pid
        assert (await told(workshop, order("def sound", text=text)))[-1].card.name == "sound"
        assert workshop.pid != first

    run(test, **odd, parting=1.0)


def test_a_story_told_again_is_one_page(run, order, told, odd):
    text = "def dies_late(x):\n    if x:\n        return 1\n    return 2\n"

    async def test(workshop):
        story = await told(workshop, order("def dies_late", text=text))
        assert [type(news) for news in story].count(Started) == 1
        assert any("first try" in news.text for news in story if isinstance(news, Wrote))
        draft = Draft()
        for news in story:
            match news:
                case Wrote():
                    draft.take(SectionDelta(news.section, news.text))
                case Revised():
                    draft.restart(news.section)
                    draft.take(SectionDelta(news.section, news.body))
        assert draft.page() == story[-1].page
        assert "first try" not in story[-1].page

    run(test, **odd)


def test_what_is_printed_goes_to_the_log_and_not_into_the_answers(run, order, told, odd, caplog):
    caplog.set_level(logging.WARNING, "blockguide.workshop")

    async def test(workshop):
        story = await told(workshop, order("def prints", text="def prints():\n    return 1\n"))
        assert isinstance(story[-1], Finished)

    run(test, **odd)
    assert {"to nobody", "said", "from below"} <= set(caplog.messages)
    assert sum(len(message) for message in caplog.messages) > 200_000


@pytest.mark.parametrize(
    "command",
    [
        ("/nowhere/at/all",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "print('Good morning to everybody')"),
        (sys.executable, "-c", r"import sys; sys.stdout.buffer.write(b'\0\0\0\4null')"),
    ],
)
def test_what_is_no_workshop_is_a_clear_error(run, order, told, command):
    async def test(workshop):
        workshop.warm()
        await asyncio.sleep(0.1)
        with pytest.raises(BlockGuideError) as caught:
            await told(workshop, order("def clip"))
        assert caught.value.code is ErrorCode.INTERNAL
        with pytest.raises(BlockGuideError):
            await workshop.page("00" * 32)

    run(test, command=command)


@pytest.mark.parametrize("harm", ["removed", "damaged", "locked"])
def test_a_cache_that_comes_to_harm_does_not_stop_the_work(run, order, told, settings, harm):
    path = settings.cache_directory / "guides.sqlite3"

    async def test(workshop):
        await told(workshop, order("def clip"))
        holder = None
        match harm:
            case "removed":
                for each in settings.cache_directory.glob("guides.sqlite3*"):
                    each.unlink()
            case "damaged":
                path.write_bytes(b"\x07" * path.stat().st_size)
            case "locked":
                holder = sqlite3.connect(path, isolation_level=None)
                holder.execute("BEGIN IMMEDIATE")
        for header in ("class Page", "def clip"):
            assert isinstance((await told(workshop, order(header, Reuse.ANEW)))[-1], Finished)
        await workshop.cards(order("def clip").source, settings)
        if holder:
            holder.close()

    run(test)


@pytest.mark.parametrize("pause", [0.0, 0.1, 0.5, 1.5])
def test_to_close_during_work_leaves_nothing(run, order, told, pause):
    async def test(workshop):
        names = ("def clip", "class Page", "def add", "def __init__")
        tasks = [asyncio.create_task(told(workshop, order(name))) for name in names]
        await asyncio.sleep(pause)
        began = time.monotonic()
        await workshop.close()
        assert time.monotonic() - began < 1.5
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    run(test)


@pytest.mark.parametrize("kind", ["at work", "stuck", "at rest"])
def test_a_server_that_vanishes_takes_its_processes_with_it(
    tmp_path, settings, processes, odd, kind
):
    choices = odd if kind == "stuck" else {}
    path = tmp_path / "module.py"
    path.write_text("def stuck(path):\n    return path.read_text().splitlines()\n")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(path), repr(choices), settings.cache_directory],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert parent.stdout.readline() == "Started\n"
        if kind == "at rest":
            while parent.stdout.readline() != "Finished\n":
                pass
        while kind == "stuck" and not (tmp_path / "stuck").exists():
            time.sleep(0.02)
        until = time.monotonic() + 5
        while len(left := processes(parent.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.005)
        assert len(left) == 2
    finally:
        parent.kill()
        parent.communicate()
    deadline = time.monotonic() + 5
    began = time.monotonic()
    while any(is_running(each) for each in left) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert time.monotonic() - began < 1.5


def test_frames_that_nobody_sends_are_answered_or_passed_over(tmp_path):
    frames = [
        {},
        {"do": "dance"},
        {"do": "dance", "id": 1},
        {"id": 2},
        {"do": "document", "id": 3, "path": 7},
        {"do": "cards", "id": 4, "path": "/a.py", "digest": "unknown", "version": None},
        {"do": "page", "id": 5, "key": "no digest", "settings": []},
        {"do": "forget", "id": 6, "key": [], "settings": 9},
        {"do": "cancel", "id": 77},
        {"do": "warm", "settings": {"is": "Settings"}},
        {"do": "text", "digest": 1},
        {"do": "clear", "id": 8, "settings": []},
    ]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "blockguide", "workshop"],
        input=b"".join(map(packed, frames)),
        capture_output=True,
        timeout=60,
        check=True,
    )
    answers, left = [], done.stdout
    while left:
        length = int.from_bytes(left[:4], "big")
        answers.append(json.loads(left[4 : 4 + length]))
        left = left[4 + length :]
    assert {answer["id"] for answer in answers} == {1, 2, 3, 4, 5, 6, 8}
    assert {answer["id"] for answer in answers if "error" in answer} == {1, 2, 3, 4, 6}
    assert {answer["id"]: answer.get("done") for answer in answers}[8] == 0


async def until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for happens in another process
        await asyncio.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

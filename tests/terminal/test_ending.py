"""A process that is asked to end, or is killed, leaves no process and no open stream behind, and nothing half-written."""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from herding import MODULES
from scripted_endpoint import ScriptedEndpoint, in_a_thread, sleep, status, text
from server_process import all_below, any_runs, is_running, until

STUCK = (text("## Description\n`ants` returns its argument"), sleep(120))
REFUSED = (status(401),)
BATCH = ("batch", "app", "--out", "guides", "--jobs", "2")
PAGE = ("document", "app/ant.py")
SOON = 5.0
"""Seconds after which nobody is left: half a second is what they take, and the machine may be busy with others."""


def serving(*scripts):
    return in_a_thread(ScriptedEndpoint(scripts=list(scripts), usual=STUCK))


@contextmanager
def running(server, *words, **more):
    """The command in a process of its own, which no test leaves running."""
    command = [sys.executable, "-m", "blockguide", *words, "--no-cache"]
    model = ("--writer", "model", "--base-url", server.base_url)
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*command, *model], **pipes | more) as process:
        try:
            yield process
        finally:
            kill({process.pid, *all_below(process.pid)})


def kill(family):
    for pid in filter(is_running, family):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def streams(server, count):
    """Waits until so many streams are in their middle."""
    until(lambda: sum(request.sent > 0 for request in server.requests) >= count)


def nobody_is_left(process, server, end):
    """The exit code, once the family is gone and every stream is closed, a moment after `end`."""
    family = {process.pid, *all_below(process.pid)}
    assert len(family) > 1
    end()
    began = time.monotonic()
    try:
        code = process.wait(10)
        until(lambda: not any_runs(family), family, 5)
        until(lambda: all(one.hung_up for one in server.requests if one.sent), "open", 5)
    finally:
        kill(family)
    assert time.monotonic() - began < SOON
    return code


def code_after(process, server, which):
    return nobody_is_left(process, server, lambda: process.send_signal(which))


@pytest.mark.parametrize(
    ("which", "code"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_a_batch_that_ends_closes_its_streams_and_leaves_nobody(herd, which, code):
    with serving() as server, running(server, *BATCH) as process:
        streams(server, 2)
        assert code_after(process, server, which) == code
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    if which in (signal.SIGTERM, signal.SIGHUP):
        assert f"blockguide: Ended by {which.name}." in said


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_what_an_ended_batch_wrote_is_whole_and_the_next_one_goes_on(herd, told, which):
    out = herd / "guides"
    with serving(REFUSED) as server, running(server, *BATCH, "--jobs", "1") as process:
        streams(server, 1)
        code_after(process, server, which)
    lines = (out / ".blockguide-batch.jsonl").read_text().splitlines()
    assert [json.loads(line)["page"] for line in lines] == ["app/ant.py.md"]
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert files == [".blockguide-batch.jsonl", "app/ant.py.md"]
    written = f"{len(MODULES)} pages written, 0 up to date"
    assert written in told(*BATCH, "--writer", "offline", "--no-cache").out


def test_a_second_signal_changes_nothing(herd):
    with serving() as server, running(server, *BATCH) as process:
        streams(server, 2)

        def twice():
            process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)

        assert nobody_is_left(process, server, twice) == 143


def test_a_signal_that_whoever_started_the_batch_ignores_is_ignored(herd):
    """As `nohup` does it."""
    ignoring = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    with serving() as server, running(server, *BATCH, **ignoring) as process:
        streams(server, 2)
        process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert process.poll() is None
        assert not any(request.hung_up for request in server.requests)
        assert code_after(process, server, signal.SIGTERM) == 143


def test_a_terminal_that_is_closed_ends_its_batch(herd):
    ours, theirs = pty.openpty()
    terminal = {
        **dict.fromkeys(("stdin", "stdout", "stderr"), theirs),
        "start_new_session": True,
        "preexec_fn": lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    }
    with serving() as server, running(server, *BATCH, **terminal) as process:
        os.close(theirs)
        streams(server, 2)
        assert nobody_is_left(process, server, lambda: os.close(ours)) == 129


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_document_that_ends_closes_its_stream_and_leaves_nobody(herd, which):
    with serving() as server, running(server, *PAGE) as process:
        streams(server, 1)
        assert code_after(process, server, which) == -which
        assert process.stdout.read() == b""


FED = ("document", "--selections", "-", "--end-with-input")


def test_a_fed_process_ends_with_its_input_in_the_middle_of_a_selection(herd):
    with serving() as server, running(server, *FED, stdin=subprocess.PIPE) as process:
        process.stdin.write(b'{"path": "app/ant.py"}\n')
        process.stdin.flush()
        streams(server, 1)
        assert nobody_is_left(process, server, process.stdin.close) == 1
        assert process.stdout.read() == b""


def test_a_fed_process_that_has_answered_all_ends_well(herd):
    with serving(REFUSED) as server, running(server, *FED, stdin=subprocess.PIPE) as process:
        process.stdin.write(b'{"path": "app/ant.py"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["selection"] == {"path": "app/ant.py"}
        assert nobody_is_left(process, server, process.stdin.close) == 0


def test_selections_that_are_piped_in_are_all_answered_after_their_end(herd):
    late = (sleep(1.5), *REFUSED)
    words = ("document", "--selections", "-")
    Path("blocks.jsonl").write_text('{"path": "app/ant.py"}\n{"path": "app/bee.py"}\n')
    with (
        serving(late, late) as server,
        Path("blocks.jsonl").open() as lines,
        running(server, *words, stdin=lines) as process,
    ):
        out, _ = process.communicate(timeout=60)
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize("words", [("app/ant.py",), ("--selections", "blocks.jsonl")])
def test_only_selections_from_standard_input_end_with_it(herd, told, words):
    Path("blocks.jsonl").write_text('{"path": "app/ant.py"}\n')
    ran = told("document", *words, "--end-with-input")
    assert ran.code == 2
    assert "--end-with-input" in ran.err
    assert "--selections -" in ran.err

"""The whole server among harms: disks, locks, killed processes, clients that go; it goes on, or ends and leaves nothing."""

import fcntl
import os
import resource
import signal
import sqlite3
import struct
import termios
from functools import partial
from pathlib import Path

import pytest
from server_process import (
    Process,
    SocketProcess,
    all_below,
    any_runs,
    children,
    seconds_to_end,
    serving,
    until,
    within_a_second,
)

CODE = '''\
def shout(name: str) -> str:
    """Say a name aloud."""
    return f"{name}!"


def whisper(name: str) -> str:
    """Say a name quietly."""
    return name.lower()
'''
SHOUT = {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}
WHISPER = {"start": {"line": 5, "character": 4}, "end": {"line": 5, "character": 4}}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "project" / "names.py"
    path.parent.mkdir()
    path.write_text(CODE)
    return path


def test_a_variable_that_will_not_do_is_told_once_with_what_is_used(file, cache, monkeypatch):
    monkeypatch.setenv("BLOCKGUIDE_WRITER", "nonsense")
    with serving(file, cache) as server:
        sentence = told(server, "BLOCKGUIDE_WRITER")
        page_of(server, file)
        server.notify("workspace/didChangeConfiguration", {"settings": {"blockguide": {}}})
        page_of(server, file)
        said = [each for each in server.messages() if "BLOCKGUIDE_WRITER" in each]
        assert said == [sentence]
        assert server.leave() == 0
        log = server.process.stderr.read().decode()
    assert sentence.startswith("BlockGuide: BLOCKGUIDE_WRITER is 'nonsense', not ")
    assert sentence.endswith("; auto is used.")
    assert log.count("BLOCKGUIDE_WRITER") == 1


def page_of(server, file: Path, **more: object) -> str:
    return server.request("blockguide/document", {"uri": file.as_uri(), "range": SHOUT, **more})[
        "page"
    ]


def hover_of(server, file: Path) -> str:
    at = {"line": 1, "character": 6}
    params = {"textDocument": {"uri": file.as_uri()}, "position": at}
    return server.request("textDocument/hover", params)["contents"]["value"]


def told(server, words: str) -> str:
    """The message to the person that holds `words`, waited for."""
    until(lambda: settled(server) and any(words in each for each in server.messages()), words)
    return next(each for each in server.messages() if words in each)


def settled(server) -> bool:
    """Reads all that the server has said before its answer to a question."""
    server.receive(server.ask("no/such"))
    return True


def fill_the_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_full_disk_costs_what_needs_the_disk_alone(file, cache, tmp_path):
    log = ("--log-file", str(tmp_path / "log"), "--log-level", "debug")
    with serving(file, cache, *log, preexec_fn=fill_the_disk) as server:
        assert "aloud" in page_of(server, file)
        assert "aloud" in hover_of(server, file)
        assert "guides are not kept" in told(server, "guides.sqlite3")
        arguments = [{"uri": file.as_uri(), "range": WHISPER}]
        server.request(
            "workspace/executeCommand", {"command": "blockguide.document", "arguments": arguments}
        )
        assert "make room on the disk" in told(server, "cannot be written to a file")
        assert server.leave() == 0


def test_what_cannot_be_written_to_is_told_and_the_project_is_left_as_it_is(file, tmp_path):
    (tmp_path / "taken").write_text("")
    file.parent.chmod(0o500)
    try:
        with serving(file, tmp_path / "taken" / "cache") as server:
            assert "aloud" in page_of(server, file)
            assert "guides are not kept" in told(server, "guides.sqlite3")
            assert server.leave() == 0
    finally:
        file.parent.chmod(0o700)
    assert [path.name for path in file.parent.rglob("*")] == ["names.py"]


@pytest.mark.parametrize("harm", ["removed", "damaged", "locked"])
def test_a_cache_that_comes_to_harm_while_serving(file, cache, harm):
    kept = cache / "guides.sqlite3"
    with serving(file, cache) as server:
        page = page_of(server, file)
        holder = None
        match harm:
            case "removed":
                for each in cache.glob("guides.sqlite3*"):
                    each.unlink()
            case "damaged":
                kept.write_bytes(b"\x07" * kept.stat().st_size)
            case "locked":
                holder = sqlite3.connect(kept, isolation_level=None)
                holder.execute("BEGIN IMMEDIATE")
        assert page_of(server, file, fresh=True) == page
        assert hover_of(server, file).endswith("Checked.")
        assert server.leave() == 0
        if holder is not None:
            holder.close()


def test_a_damaged_cache_is_set_aside_and_the_person_told(file, cache):
    (cache / "guides.sqlite3").write_bytes(b"\x07" * 5000)
    with serving(file, cache) as server:
        assert "set aside" in told(server, "guides.sqlite3")
        assert server.leave() == 0


@pytest.mark.parametrize("generation", [1, 2])
def test_a_process_killed_at_work_is_replaced_and_its_own_go_with_it(file, cache, generation):
    """The workshop is the server's child, jedi's worker its grandchild."""
    with serving(file, cache) as server:
        pid = server.process.pid
        waiting = server.ask("blockguide/document", {"uri": file.as_uri(), "range": SHOUT})
        until(lambda: len(all_below(pid)) == 2)
        (workshop,) = children(pid)
        (worker,) = children(workshop)
        os.kill(workshop if generation == 1 else worker, signal.SIGKILL)
        gone = {workshop, worker} if generation == 1 else {worker}
        until(lambda: not any_runs(gone), gone, 5)
        assert "aloud" in server.receive(waiting)["result"]["page"]
        assert "aloud" in page_of(server, file, fresh=True)
        assert server.leave() == 0


def busy(server, file: Path) -> None:
    """The server's family is whole, and guides are being written."""
    until(lambda: len(all_below(server.process.pid)) == 2)
    for range_ in (SHOUT, WHISPER):
        server.ask("blockguide/document", {"uri": file.as_uri(), "range": range_})


@pytest.mark.parametrize("vanishing", ["stops writing", "is killed", "over a socket"])
def test_a_client_that_goes_while_guides_are_written_leaves_no_process(file, cache, vanishing):
    def attempt() -> float:
        kind = SocketProcess if vanishing == "over a socket" else Process
        with serving(file, cache, kind=kind) as server:
            busy(server, file)
            if vanishing == "stops writing":
                server.hang_up = partial(stop_writing, server)
            return seconds_to_end(server)

    within_a_second(attempt)


def stop_writing(server) -> None:
    server.process.stdin.close()
    server.process.stdin = None


def is_all_read(server) -> bool:
    """Whether nothing that was sent is still in the pipe."""
    (unread,) = struct.unpack("i", fcntl.ioctl(server.process.stdin, termios.FIONREAD, b"\0" * 4))
    return unread == 0


def test_a_client_that_reads_nothing_while_pages_grow_holds_nothing_up(file, cache):
    def attempt() -> float:
        with serving(file, cache) as server:
            page_of(server, file)
            uri = file.as_uri()
            for number in range(1000):
                server.send({"id": f"{number:0>200}", "method": "blockguide/document",
                             "params": {"uri": uri, "range": SHOUT}})  # fmt: skip
            until(lambda: is_all_read(server), "the server stopped reading")
            server.hang_up = partial(stop_writing, server)
            return seconds_to_end(server)

    within_a_second(attempt)

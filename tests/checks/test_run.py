"""An example runs held in: an empty directory, little environment, bounds on time, memory and files, no network."""

import asyncio
import os
import sys
from pathlib import Path
from time import perf_counter

import pytest

from blockguide.checks.run import Limits, Run, run_example

PYTHON = Path(sys.executable)
MEGABYTE = 1024 * 1024


def ran(example: str, *paths: Path, limits: Limits | None = None) -> Run:
    return asyncio.run(run_example(example, PYTHON, paths, limits or Limits()))


def test_output_and_exit_code_are_told():
    run = ran("print('hello')\nraise SystemExit(3)\n")
    assert (run.exit, run.output) == (3, "hello\n")


def test_an_error_is_told_with_its_line():
    run = ran("print(1)\nundefined\n")
    assert run.exit == 1
    assert "NameError" in run.errors


def test_the_project_is_importable(tmp_path):
    (tmp_path / "shop.py").write_text("PRICE = 3\n")
    assert ran("import shop\nprint(shop.PRICE)\n", tmp_path).output == "3\n"


def test_it_works_in_an_empty_directory_that_goes_away():
    run = ran(
        "import os\nprint(os.listdir('.'))\nopen('made.txt', 'w').write('x')\nprint(os.getcwd())\n"
    )
    listed, folder = run.output.splitlines()
    assert listed == "['example.py']"
    assert not Path(folder).exists()


def test_the_environment_is_not_passed_on(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    run = ran("import os\nprint(sorted(os.environ))\n")
    assert "OPENAI_API_KEY" not in run.output
    assert "HOME" in run.output


@pytest.mark.parametrize("example", ["while True: pass\n", "import time\ntime.sleep(60)\n"])
def test_time_is_bounded(example):
    started = perf_counter()
    run = ran(example, limits=Limits(seconds=1))
    assert run.exit != 0
    assert perf_counter() - started < 10


def test_children_end_with_it(tmp_path):
    mark = tmp_path / "mark"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    ran(f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n")
    import time

    time.sleep(4)
    assert not mark.exists()


def test_memory_is_bounded():
    run = ran(
        "x = bytearray(900 * 1024 * 1024)\nprint(len(x))\n", limits=Limits(memory=400 * MEGABYTE)
    )
    assert run.exit == 1
    assert "MemoryError" in run.errors


def test_the_size_of_a_file_is_bounded():
    run = ran("open('big', 'wb').write(b'x' * 2_000_000)\n", limits=Limits(file_size=MEGABYTE))
    assert run.exit != 0


def test_there_is_no_network_where_the_system_can_cut_it_off():
    run = ran(
        "import socket\n"
        "listener = socket.socket()\n"
        "try:\n"
        "    socket.create_connection(('192.0.2.1', 80), timeout=2)\n"
        "except OSError as error:\n"
        "    print(error.errno)\n"
    )
    assert run.exit == 0
    if run.network == "off":
        import errno

        assert int(run.output) in {errno.ENETUNREACH, errno.EPERM}
    else:
        assert os.name != "posix" or run.output


def test_a_python_that_is_not_there_is_told(tmp_path):
    run = asyncio.run(run_example("print(1)\n", tmp_path / "python", (), Limits()))
    assert run.exit != 0
    assert run.errors


def test_long_output_is_cut():
    assert len(ran("print('x' * 100_000)\n").output) == 20_000

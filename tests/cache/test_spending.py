"""The tokens of a day, counted by many at once."""

import subprocess
import sys

from blockguide.cache.spending import Spending

ADD = "import sys; from pathlib import Path; from blockguide.cache.spending import Spending\nfor _ in range(50): Spending(Path(sys.argv[1])).add(7)"


def test_what_is_added_is_counted(tmp_path):
    spending = Spending(tmp_path / "new" / "folder")
    assert spending.today() == 0
    spending.add(40)
    spending.add(2)
    assert Spending(tmp_path / "new" / "folder").today() == 42


def test_processes_that_add_at_once_lose_nothing(tmp_path):
    started = [subprocess.Popen([sys.executable, "-c", ADD, tmp_path]) for _ in range(4)]
    assert [each.wait() for each in started] == [0] * 4
    assert Spending(tmp_path).today() == 4 * 50 * 7


def test_yesterday_s_count_goes_when_today_s_begins(tmp_path):
    (tmp_path / "tokens-2020-01-01").write_text("900\n")
    spending = Spending(tmp_path)
    assert spending.today() == 0
    spending.add(1)
    assert [path.name for path in tmp_path.iterdir()] != ["tokens-2020-01-01"]
    assert len(list(tmp_path.iterdir())) == 1


def test_tomorrow_s_count_of_another_process_stays(tmp_path):
    (tmp_path / "tokens-9999-01-01").write_text("900\n")
    Spending(tmp_path).add(1)
    assert (tmp_path / "tokens-9999-01-01").read_text() == "900\n"


def test_damage_costs_only_what_it_hits(tmp_path):
    spending = Spending(tmp_path)
    spending.add(5)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes() + b"\xff\xfe\nnine\n-3\n6\n")
    assert spending.today() == 11


def test_a_place_that_cannot_be_written_counts_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    spending = Spending(tmp_path / "file")
    spending.add(5)
    assert spending.today() == 0

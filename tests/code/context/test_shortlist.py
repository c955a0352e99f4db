"""Which files are looked at in search of a definition's uses."""

import ast
from pathlib import Path

import pytest

from blockguide.code.context.corpus import Corpus
from blockguide.code.context.meanings import Meanings, Thing
from blockguide.code.context.search import Search
from blockguide.code.context.shortlist import shortlist
from blockguide.code.project.layout import find_project

FILES = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "shop/prices.py": "class Basket:\n    def add(self, row): ...\n",
    "shop/near.py": "from shop.prices import Basket\nBasket().add(1)\n",
    "tests/test_prices.py": "from shop.prices import Basket\nBasket().add(1)\n",
    "shop/heir.py": "from shop import near\nclass Heir(near.Big):\n    def more(self): self.add(2)\n",
    "shop/other.py": "rows = set()\nrows.add(1)\n",
    "shop/defines.py": "class Basket:\n    def add(self, row): ...\n",
}


@pytest.fixture
def search(tmp_path: Path) -> Search:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    path = tmp_path / "shop/prices.py"
    project = find_project(path, tmp_path)
    meanings = Meanings(project, path, ast.parse(path.read_bytes()))
    wanted = Thing(str(path), "Basket.add")
    return Search({"parsed": 1_000}, project, wanted, meanings, lambda: False)


def names(search: Search) -> tuple[list[str], int]:
    corpus = Corpus(search.project.root)
    corpus.refresh()
    files, left = shortlist(search, corpus)
    return [path.name for path, _ in files], left


def test_the_likeliest_come_first_and_a_name_behind_other_objects_is_none(search):
    assert names(search) == (["test_prices.py", "near.py", "heir.py"], 0)


def test_only_so_many_bytes_are_parsed(search):
    search.request["parsed"] = len(FILES["tests/test_prices.py"])
    assert names(search) == (["test_prices.py"], 2)

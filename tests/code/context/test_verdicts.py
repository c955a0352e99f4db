"""What syntax alone tells of a place where a method's name stands."""

import ast
from pathlib import Path

import pytest

from blockguide.code.context.meanings import Meanings, Thing
from blockguide.code.context.occurrences import occurrences
from blockguide.code.context.verdicts import Verdict, verdict_on
from blockguide.code.project.layout import find_project

PRICES = """\
class Basket:
    def add(self, row): ...


class Big(Basket):
    pass


class Queue:
    def add(self, row): ...
"""


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ("basket = Basket()\nbasket.add(1)", Verdict.YES),
        ("basket = prices.Big()\nbasket.add(1)", Verdict.YES),
        ("basket: Basket = made()\nbasket.add(1)", Verdict.YES),
        ("Big().add(1)", Verdict.YES),
        ("queue = Queue()\nqueue.add(1)", Verdict.NO),
        ("rows = set()\nrows.add(1)", Verdict.UNCLEAR),
        ("rows = {1}\nrows.add(2)", Verdict.NO),
        ("basket = Basket()\nbasket = made()\nbasket.add(1)", Verdict.UNCLEAR),
        ("for basket in made():\n    basket.add(1)", Verdict.UNCLEAR),
        ("typed.add(1)", Verdict.YES),
        ("untyped.add(1)", Verdict.NO),
        ("typed = made()\ntyped.add(1)", Verdict.UNCLEAR),
        ("made().add(1)", Verdict.UNCLEAR),
    ],
)
def test_a_call_on_a_local_object(lines, verdict, tmp_path):
    body = "".join(f"    {line}\n" for line in lines.split("\n"))
    text = (
        "import prices\nfrom prices import Basket, Big, Queue\n"
        f"def use(typed: Basket, untyped):\n{body}\n"
        "def made(): ...\n"
    )
    path, user = tmp_path / "prices.py", tmp_path / "user.py"
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    path.write_text(PRICES)
    user.write_text(text)
    module = ast.parse(text)
    meanings = Meanings(find_project(Path(path), None), path, ast.parse(PRICES))
    meanings.lay_over(str(user), module)
    (found,) = occurrences(module, "add", text)
    assert verdict_on(found, Thing(str(path), "Basket.add"), meanings, str(user)) is verdict

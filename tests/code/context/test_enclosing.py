"""The part of the functions around a block that decides what their names stand for."""

from pathlib import Path

from blockguide.code.context.asks import Ask, questions
from blockguide.code.context.bindings import bindings_of
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_symbol
from blockguide.code.source import source_from_text

TEXT = '''\
import json


class Maker:
    """Makes things."""

    limit = 3

    def unrelated(self):
        return "unrelated"

    def make(self, rows: list[str], *, strict=False):
        print("before")
        text = json.dumps(rows)
        other = "other"
        if strict:
            print(other)

            def inner(row):
                return text, row, strict, self.limit

        print("after")
        return inner
'''


def asks(text: str) -> dict[str, Ask]:
    source = source_from_text(Path("/project/maker.py"), text)
    block = block_at(select_symbol(source, "Maker.make.inner"))
    found = questions(block, read_facts(block), bindings_of(block.tree.module), "maker")
    return {one.name: one for one in found if isinstance(one, Ask)}


def test_only_what_binds_the_names_is_asked_about():
    ask = asks(TEXT)["self.limit"]
    compile(ask.text, "asked", "exec")
    assert "text = json.dumps(rows)" in ask.text
    assert "limit = 3" in ask.text
    assert "import json" in ask.text
    assert not any(word in ask.text for word in ("unrelated", "other =", "after", "def inner"))
    line = ask.text.split("\n")[ask.line - 1]
    assert line[ask.column :] == "limit"


def test_an_edit_elsewhere_leaves_the_questions_as_they_were():
    edited = TEXT.replace('print("before")', 'print("edited")\n        print("twice")')
    before, after = asks(TEXT), asks(edited)
    assert set(before) == {"text", "strict", "self", "self.limit"}
    assert {name: one.text for name, one in before.items()} == {
        name: one.text for name, one in after.items()
    }


def test_an_edit_of_what_binds_a_name_changes_the_questions():
    edited = TEXT.replace("json.dumps(rows)", "json.loads(rows)")
    assert asks(TEXT)["text"].text != asks(edited)["text"].text


def test_a_name_bound_by_the_statement_around_the_block_is_asked_about_inside_it():
    text = "def use(rows):\n    for row in rows:\n        def inner():\n            return row\n"
    source = source_from_text(Path("/project/use.py"), text)
    block = block_at(select_symbol(source, "use.inner"))
    found = questions(block, read_facts(block), bindings_of(block.tree.module), "use")
    (ask,) = (one for one in found if isinstance(one, Ask))
    lines = ask.text.split("\n")
    assert lines[ask.line - 1] == "        row"
    assert lines[ask.line - 2] == "    for row in rows:"

"""A block without its secrets is the same block, on the same lines."""

import pytest

from blockguide.code.block import Selection
from blockguide.code.context.values import Context, Reach, ReachKind
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.source import source_from_text
from blockguide.code.subject import Subject
from blockguide.text import Point, Span
from blockguide.writers.model.concealing import concealed

CODE = '''\
KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA
-----END RSA PRIVATE KEY-----"""


class Door:
    password = "hunter2hunter2"; width = 3

    def open(self, password="hunter2hunter2"):
        return (password == "hunter2hunter2") + len("hunter2hunter2" + self.name)
'''
BROKEN = f"{CODE}        x = (\n"


def subject_at(tmp_path, text, span):
    source = source_from_text(tmp_path / "door.py", text)
    block = block_at(Selection(source, span))
    way = Reach(ReachKind.IMPORT, "door", source.path, tmp_path, (), exact=True)
    return Subject(block, read_facts(block), Context(way, tmp_path, (), (), (), ()))


def span(line, column, end_line, end_column):
    return Span(Point(line, column), Point(end_line, end_column))


@pytest.mark.parametrize("text", [CODE, CODE.replace("\n", "\r\n"), BROKEN])
@pytest.mark.parametrize(
    ("marked", "secrets"),
    [
        (span(0, 0, 3, 0), 1),
        (span(5, 0, 10, 0), 1),
        (span(6, 33, 6, 42), 1),
        (span(6, 4, 6, 33), 1),
        (span(8, 4, 9, 0), 1),
        (span(9, 15, 9, 44), 1),
        (span(9, 48, 9, 80), 1),
        (span(0, 0, 10, 0), 2),
    ],
)
def test_a_block_keeps_its_lines_and_its_kind(tmp_path, text, marked, secrets):
    subject = subject_at(tmp_path, text, marked)
    safe, found = concealed(subject)
    assert (safe.block.lines, safe.block.kind, safe.block.qualname) == (
        subject.block.lines,
        subject.block.kind,
        subject.block.qualname,
    )
    assert len(safe.block.source.lines) == len(subject.block.source.lines)
    assert len(safe.block.nodes) == len(subject.block.nodes)
    assert len(found.placeholders) == secrets
    assert "hunter2" not in safe.block.text
    assert "MIIE" not in safe.block.text
    assert "hunter2" not in repr((found, safe.facts))


def test_a_block_without_secrets_is_the_very_same(tmp_path):
    subject = subject_at(tmp_path, "x = 1\ny = x\n", span(0, 0, 1, 0))
    safe, found = concealed(subject)
    assert safe is subject
    assert found.placeholders == ()

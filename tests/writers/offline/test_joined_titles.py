"""Titles of steps that were folded together."""

from blockguide.guide.values import numbered
from blockguide.writers.offline.writer import write_guide

LISTEN = """
import socket


def listen(connection, util):
    with socket.socket(socket.AF_UNIX) as listener:
        address = connection.arbitrary_address("AF_UNIX")
        listener.bind(address)
        listener.listen()
        util.note(address)
"""


def test_a_title_of_joined_bindings_names_only_what_is_bound(subject):
    titles = [step.title for _, step in numbered(write_guide(subject(LISTEN, "listen")).steps)]
    assert any("`address`" in title for title in titles), titles
    assert [title for title in titles if title.endswith(" the")] == []

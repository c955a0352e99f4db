"""Our own parameters are read whole or refused, and docs/protocol.md is true."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from blockguide.lsp import params as params_of
from blockguide.lsp import wire
from blockguide.lsp.wire_page import protocol_page
from blockguide.workshop.values import Reuse

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)
RANGE = {"start": {"line": 1, "character": 2}, "end": {"line": 3, "character": 0}}


def test_the_page_is_what_the_types_say():
    assert PAGE.read_text() == protocol_page()


def test_every_name_of_the_wire_is_on_the_page():
    names = [
        value
        for name, value in vars(wire).items()
        if name.startswith(("COMMAND", "REQUEST", "NOTIFY"))
    ]
    assert sorted(names) == sorted(method.name for method in wire.METHODS)


def test_parameters_are_read():
    params = params_of.document_params(
        {"uri": "file:///a.py", "range": RANGE, "version": 3, "fresh": True}
    )
    assert params.range == wire.Range(wire.Position(1, 2), wire.Position(3, 0))
    assert (params.uri, params.version, params.reuse) == ("file:///a.py", 3, Reuse.ANEW)


def test_what_is_left_out_has_its_default():
    params = params_of.document_params({"uri": "file:///a.py", "range": RANGE, "version": None})
    assert (params.version, params.reuse, params.partialResultToken) == (None, Reuse.KEPT, None)


def test_objects_with_attributes_are_read_as_well():
    places = SimpleNamespace(
        start=SimpleNamespace(line=1, character=2), end=SimpleNamespace(line=3, character=0)
    )
    params = params_of.document_params(SimpleNamespace(uri="file:///a.py", range=places))
    assert params.range.end.line == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": 1},
        {"uri": ""},
        {"range": None},
        {"range": {"start": RANGE["start"]}},
        {"range": {**RANGE, "end": {"line": -1, "character": 0}}},
        {"range": {**RANGE, "end": {"line": True, "character": 0}}},
        {"version": "3"},
        {"fresh": 1},
        {"partialResultToken": []},
        {"workDoneToken": False},
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(params_of.BadParams, match="`"):
        params_of.document_params({"uri": "file:///a.py", "range": RANGE, **wrong})


@settings(max_examples=60)
@given(JSON)
def test_anything_at_all_is_read_or_refused(value):
    for read in (
        params_of.document_params,
        params_of.guide_params,
        params_of.show_params,
        params_of.job_params,
    ):
        try:
            read(value)
        except params_of.BadParams as refusal:
            assert str(refusal)

import sys

import pytest

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="type parameters came with Python 3.12"
)


def origins(found):
    return {read.name: read.origin.value for read in found.reads}


def test_type_parameters_are_bound_in_their_definition(facts):
    code = "def f[T: Base, *Ts](a: T, *b: *Ts) -> Out: return T, a\n"
    assert origins(facts(code, "f")) == {"Base": "unknown", "Out": "unknown"}


def test_type_parameters_of_a_class_are_seen_by_its_methods(facts):
    code = "class C[T](Base[T]):\n    x: T\n    def f(self, y: T) -> T: return y\n"
    assert origins(facts(code, "C")) == {"Base": "unknown"}
    assert origins(facts(code, "C.f")) == {"T": "enclosing"}


def test_a_type_alias_binds_its_name(facts):
    found = facts("type Pair[T] = tuple[T, Other]\n")
    assert [bind.name for bind in found.binds] == ["Pair"]
    assert origins(found) == {"tuple": "builtin", "Other": "unknown"}
    assert found.flow.actions[0].kind == "bind"


def test_bounds_in_a_class_see_its_names(facts):
    code = "class C:\n    Bound = int\n    def f[T: Bound](self, x: T): pass\n"
    assert origins(facts(code, "C.f")) == {"Bound": "enclosing"}

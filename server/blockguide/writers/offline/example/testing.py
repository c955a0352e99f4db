"""Examples that let pytest run a test, or a new test that asks for a fixture."""

import ast

from blockguide.code.context.values import ReachKind
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.lineage import last_name, lineage_of
from blockguide.writers.offline.example.maker import Maker
from blockguide.writers.offline.example.sheet import Sheet
from blockguide.writers.offline.example.value import Import, quoted


def is_fixture(function: Function) -> bool:
    """Whether a function is a fixture of pytest."""
    return any(last_name(item) == "fixture" for item in function.decorator_list)


def is_pytest_class(owner: ast.ClassDef, maker: Maker) -> bool:
    """Whether pytest collects the class by its name: it derives from no unittest case."""
    lineage = lineage_of(owner, maker.home)
    derived = any(name.endswith("TestCase") for name in lineage.outer_names)
    return owner.name.startswith("Test") and not derived and lineage.method("__init__") is None


def fixture_example(function: Function, owner: ast.ClassDef | None, maker: Maker) -> Sheet:
    """A test that asks for the fixture, and a run of it; a class's fixture is asked for in a subclass."""
    sheet = Sheet()
    name = _fixture_name(function)
    sheet.need([Import("pytest")])
    if owner is None:
        sheet.use(maker.home.reference(function.name))
        sheet.define(f"def test_{name}({name}):\n    print({name})")
    else:
        base = sheet.use(maker.class_reference(owner))
        sheet.define(
            f"class TestExample({base}):\n    def test_{name}(self, {name}):\n        print({name})"
        )
    plugins = {item.arg for item in function.args.args} & {"pytester", "testdir"}
    more = ', "-p", "pytester"' if plugins or name in ("pytester", "testdir") else ""
    chosen = f', "-k", "test_{name}"' if owner is not None else ""
    run = f"raise SystemExit(pytest.main([__file__{chosen}{more}]))"
    sheet.line(f'if __name__ == "__main__":\n    {run}')
    return sheet


def test_run(function: Function, owner: ast.ClassDef | None, maker: Maker) -> Sheet:
    """A run of the one test by its place."""
    sheet = Sheet()
    sheet.need([Import("pytest")])
    home = maker.home
    place = "::".join(filter(None, (owner.name if owner is not None else "", function.name)))
    if home.reach.kind is ReachKind.IMPORT and "." in home.module:
        sheet.line(f'pytest.main(["--pyargs", {quoted(f"{home.module}::{place}")}])')
    else:
        sheet.line(f"pytest.main([{quoted(f'{home.reach.path}::{place}')}])")
    return sheet


def _fixture_name(function: Function) -> str:
    """The name that tests ask for it by."""
    for item in function.decorator_list:
        for keyword in item.keywords if isinstance(item, ast.Call) else ():
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return function.name

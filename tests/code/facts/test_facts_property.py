"""Facts hold on real code: a sample, chosen by a fixed seed, of the standard library and of real packages."""

import ast
import random
import re
import symtable
import sysconfig
import time
import warnings
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path

import pytest

from blockguide.code.block import BlockKind
from blockguide.code.facts.nodes import statements
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import ActionKind, Origin
from blockguide.code.position import cut
from blockguide.code.select import block_at, select_lines, select_module, select_symbol
from blockguide.code.source import read_source
from blockguide.code.symbols import definitions
from blockguide.code.tree import parse
from blockguide.errors import BlockGuideError
from blockguide.text import Lines

PACKAGES = ("django", "sqlalchemy", "flask", "attr", "more_itertools")


def sample(count, seed):
    """Sources of the standard library and of installed packages that parse without a hole."""
    roots = [Path(sysconfig.get_path("stdlib"))]
    roots += [
        Path(spec.origin).parent for name in PACKAGES if (spec := find_spec(name)) is not None
    ]
    paths = [
        path
        for root in roots
        for path in sorted(root.rglob("*.py"))
        if "site-packages" not in path.relative_to(root).parts and path.stat().st_size < 120_000
    ]
    random.Random(seed).shuffle(paths)
    for path in islice(paths, count):
        try:
            source = read_source(path)
        except BlockGuideError:
            continue
        if not parse(source).holes:
            yield source


def everything(actions):
    for action in actions:
        yield action
        for arm in action.arms:
            yield from everything(arm.actions)


def elifs(actions):
    """The `if` nodes that are an arm of another one's action."""
    found = set()
    for action in everything(actions):
        node = action.node
        for arm in action.arms:
            if arm.role == "elif":
                (node,) = node.orelse
                found.add(id(node))
    return found


def assert_covered(block, found):
    """Every statement is one action's, in order, and the actions' lines cover its lines."""
    actions = found.flow.actions
    assert [action.node for action in actions] == list(block.nodes)
    nodes = [id(action.node) for action in everything(actions)]
    assert len(nodes) == len(set(nodes))
    own = {
        id(node)
        for statement in block.nodes
        for node in ast.walk(statement)
        if isinstance(node, ast.stmt)
    }
    assert set(nodes) | elifs(actions) == own
    for action in everything(actions):
        assert Lines(action.node.lineno, action.node.end_lineno) in action.lines
        inner = [one for arm in action.arms for one in arm.actions]
        assert all(one.lines in action.lines for one in inner)
        assert all(one.lines in arm.lines for arm in action.arms for one in arm.actions)
        for arm, following in pairwise(action.arms):
            assert arm.lines.last <= following.lines.first
    for action, following in pairwise(actions):
        assert action.lines.last <= following.lines.first


def assert_read_there(block, found):
    for read in found.reads:
        assert read.spans
        assert all(cut(block.source, span) == read.name for span in read.spans)
        assert all(span.start.line + 1 >= block.lines.first for span in read.spans)


@pytest.mark.parametrize("seed", range(3))
def test_any_block_of_real_code(seed):
    choose = random.Random(seed)
    for source in sample(6, seed):
        blocks = [block_at(select_module(source))]
        names = [name for name, _ in definitions(parse(source))]
        blocks += [
            block_at(select_symbol(source, name))
            for name in choose.sample(names, min(6, len(names)))
        ]
        for _ in range(8):
            first = choose.randint(1, max(len(source.lines), 1))
            try:
                blocks.append(
                    block_at(select_lines(source, first, min(first + 6, len(source.lines))))
                )
            except BlockGuideError:
                continue
        for block in blocks:
            found = read_facts(block)
            assert_read_there(block, found)
            if block.kind is not BlockKind.EXPRESSION:
                assert_covered(block, found)


@pytest.mark.parametrize("seed", range(3))
def test_reads_of_functions_are_those_of_symtable(seed):
    checked = 0
    for source in sample(7, seed + 10):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tables = tables_of(symtable.symtable(source.text, str(source.path), "exec"))
        for name, node in islice(definitions(parse(source)), 40):
            table = tables.get((getattr(node, "name", ""), first_line(node)))
            block = block_at(select_symbol(source, name))
            if table is None or block.nodes != (node,):
                continue
            expected = taken_from_outside(table)
            found = {
                read.name for read in read_facts(block).reads if not read.name.startswith("__")
            }
            outside = evaluated_outside(node)
            assert expected - found <= {node.name}, name
            assert found - expected <= outside, name
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("seed", range(3))
def test_binds_of_modules_are_those_of_symtable(seed):
    for source in sample(12, seed + 20):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(source.text, str(source.path), "exec")
        expected = {
            one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()
        }
        module = parse(source).module
        unbound = {node.name for node in ast.walk(module) if isinstance(node, ast.ExceptHandler)}
        # Since Python 3.12 symtable counts the names of inlined comprehensions as their scope's.
        inlined = {
            name.id
            for node in ast.walk(module)
            if isinstance(node, ast.comprehension)
            for name in ast.walk(node.target)
            if isinstance(name, ast.Name)
        }
        deleted = {
            target.id
            for statement in statements(module.body)
            if isinstance(statement, ast.Delete)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        found = {bind.name for bind in read_facts(block_at(select_module(source))).binds}
        assert expected ^ found <= unbound | deleted | inlined


def tables_of(table):
    found = {}
    stack = [table]
    while stack:
        here = stack.pop()
        for child in here.get_children():
            # symtable takes a function named `top` for a module.
            if child.get_type() == "function" and child.get_name() != "top":
                found[child.get_name(), child.get_lineno()] = child
            stack.append(child)
    return found


def first_line(node):
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def taken_from_outside(table):
    names = {one.get_name() for one in table.get_symbols() if one.is_free()}
    stored_only = {
        one.get_name() for one in table.get_symbols() if one.is_free() and not one.is_referenced()
    }
    stack = [table]
    while stack:
        here = stack.pop()
        for one in here.get_symbols():
            if one.is_global() and one.is_referenced():
                names.add(one.get_name())
            if one.is_referenced():
                stored_only.discard(one.get_name())
        stack.extend(here.get_children())
    return {name for name in names - stored_only if not re.match(r"__|_\w+?__", name)}


def evaluated_outside(function):
    """Names that symtable attributes to the scope around, or, in annotations, to none."""
    parts = [*function.decorator_list, *function.args.defaults]
    parts += [default for default in function.args.kw_defaults if default is not None]
    for node in ast.walk(function):
        parts += [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.AugAssign):
            parts.append(node.target)
        if isinstance(node, ast.Delete):
            parts.extend(node.targets)
        if isinstance(node, ast.ClassDef):
            # A class body reads `x` from outside in `x = x`; symtable counts it as its own.
            parts.extend(node.body)
    return {
        node.id
        for part in parts
        if isinstance(part, ast.AST)
        for node in ast.walk(part)
        if isinstance(node, ast.Name)
    }


def test_facts_of_a_function_cost_less_than_parsing_its_file():
    spec = find_spec("sqlalchemy")
    source = read_source(Path(spec.origin).parent / "orm" / "mapper.py")
    parsing = fastest(lambda: ast.parse(source.text))
    costs = {}
    for name, node in definitions(parse(source)):
        if isinstance(node, ast.FunctionDef) and name.startswith("Mapper._"):
            block = block_at(select_symbol(source, name))
            costs[name] = fastest(lambda: read_facts(block), 2)  # noqa: B023  # called at once
        if len(costs) == 15:
            break
    assert max(costs.values()) < 1.5 * parsing
    assert sorted(costs.values())[7] < 0.8 * parsing
    whole = block_at(select_module(source))
    assert fastest(lambda: read_facts(whole), 2) < 5 * parsing


def fastest(call, times=3):
    spent = []
    for _ in range(times):
        start = time.process_time()
        call()
        spent.append(time.process_time() - start)
    return min(spent)


def test_origins_are_known_in_a_real_file():
    spec = find_spec("flask")
    source = read_source(Path(spec.origin).parent / "config.py")
    block = block_at(select_symbol(source, "Config.from_pyfile"))
    found = {read.name: read.origin for read in read_facts(block).reads}
    assert found["os"] is Origin.GLOBAL
    assert found["open"] is Origin.BUILTIN
    assert Origin.UNKNOWN not in found.values()
    kinds = {action.kind for action in everything(read_facts(block).flow.actions)}
    assert ActionKind.TRY in kinds

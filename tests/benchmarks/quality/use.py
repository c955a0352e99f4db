"""Whether the example does something with the block: to import or to print its name is not use."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from doing import LOOKING, does_something, is_computed_with, is_shown, last_of, parents_of
from kinds import Definition, Function, last_name, own_nodes
from subject import Subject
from values import Chosen

_RUNNERS = {"run_path", "run_module", "reload", "exec_module", "run", "check_output", "main", "call_command",
            "runpytest", "inline_run", "exec"}  # fmt: skip
_MAKERS = {
    "partial",
    "attrgetter",
    "itemgetter",
    "methodcaller",
    "namedtuple",
    "NamedTuple",
    "TypedDict",
}
"""What makes something that is there to be called."""

_DEEP = 8


def use_faults(tree: ast.Module, block: Chosen, subject: Subject) -> Iterator[str]:
    """At most one fault: that the example does nothing with the block."""
    if _repeats(tree, subject) or _runs(tree, block):
        return
    wanted = _wanted(block, subject)
    definitions = {
        node.name for node in ast.walk(subject.file.tree) if isinstance(node, Definition)
    }
    definitions |= _callables(subject.file.tree, definitions)
    variables = _bound(subject.file.tree.body) - definitions
    used = set(_used(tree, wanted | definitions | variables, variables))
    if not wanted:
        if used or _uses_module(tree, block):
            return
        yield "the example uses nothing of the file"
        return
    if used & wanted or _reached(used, wanted, subject) or _is_fixture_used(tree, wanted, subject):
        return
    if block.kind == "property" and any(
        isinstance(node, ast.Attribute) and node.attr == block.name for node in ast.walk(tree)
    ):
        return
    yield f"the example does nothing with {' or '.join(sorted(wanted)[:4])}"


def _wanted(block: Chosen, subject: Subject) -> set[str]:
    """The names of which one must be used: the block's own, its holder's, or those that it binds."""
    if block.kind in ("module", "script"):
        return set()
    if subject.definition is not None:
        inside = [name for name in block.scopes if _is_function(name, subject)]
        return {inside[0]} if inside else {block.name}
    if block.scopes:
        functions = [name for name in block.scopes if _is_function(name, subject)]
        return {functions[0]} if functions else {block.scopes[-1]}
    if block.kind == "expression":
        around = [
            node for node in subject.file.tree.body if node.lineno <= block.first <= node.end_lineno
        ]
        return _bound(around)
    return _bound(subject.nodes)


def _is_function(name: str, subject: Subject) -> bool:
    return any(
        isinstance(node, Function) and node.name == name for node in ast.walk(subject.file.tree)
    )


def _bound(nodes: Iterable[ast.AST]) -> set[str]:
    found = set()
    for root in nodes:
        for node in (root, *own_nodes(root)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, Definition):
                found.add(node.name)
            elif isinstance(node, ast.alias):
                found.add((node.asname or node.name).partition(".")[0])
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
    return found


def _callables(tree: ast.Module, definitions: set[str]) -> set[str]:
    """The variables of a file that stand for something to call."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            made = isinstance(node.value, ast.Call) and last_of(node.value.func) in _MAKERS
            aliased = isinstance(node.value, ast.Name) and node.value.id in definitions
            if made or aliased or isinstance(node.value, ast.Lambda):
                found |= {one.id for one in node.targets if isinstance(one, ast.Name)}
    return found


def _repeats(tree: ast.Module, subject: Subject) -> bool:
    """Whether the example holds the block's own code, beyond a bare name."""
    here = {ast.dump(node) for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)}
    own = [_core(node) for node in subject.nodes if not isinstance(node, Definition)]
    return (
        bool(own)
        and not isinstance(own[0], ast.Name | ast.Constant)
        and all(ast.dump(node) in here for node in own)
    )


def _core(node: ast.AST) -> ast.AST:
    return node.value if isinstance(node, ast.Expr) else node


def _runs(tree: ast.Module, block: Chosen) -> bool:
    """Whether a runner is given the file or its module, or a call the test by name."""
    executed = not block.scopes and _is_executed(block)
    files = {block.path.stem, block.module.rpartition(".")[2]} if executed else set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = _words(node)
        if block.kind in ("test", "fixture"):
            named = {block.name, *block.scopes, block.path.stem} & words
            if named and last_of(node.func) not in LOOKING:
                return True
        elif last_of(node.func) in _RUNNERS and files & words:
            return True
    return False


def _words(call: ast.Call) -> set[str]:
    """The words of a call's arguments: its names, and those in its strings."""
    found: set[str] = set()
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        for node in ast.walk(argument):
            text = node.value if isinstance(node, ast.Constant) else last_of(node)
            if isinstance(text, str):
                found.update(re.findall(r"\w+", text))
    return found


def _is_executed(block: Chosen) -> bool:
    """Whether running the file by itself executes the block."""
    return block.kind in ("module", "script", "statements of a module", "expression")


def _used(tree: ast.Module, names: set[str], variables: set[str]) -> Iterator[str]:
    """The names with which something is done; to show the value of a variable is its use."""
    parents = parents_of(tree)
    meaning = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            meant = meaning.get(node.id, {node.id}) & names
        elif isinstance(node, ast.Attribute):
            meant = {node.attr} & names
        else:
            continue
        for name in meant:
            if does_something(node, parents, names - variables) or (
                name in variables and (is_shown(node, parents) or is_computed_with(node, parents))
            ):
                yield name


def _aliases(tree: ast.Module) -> dict[str, set[str]]:
    meaning: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                meaning[alias.asname or alias.name].add(alias.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    meaning[target.id].add(last_of(node.value))
    return meaning


def _reached(used: set[str], wanted: set[str], subject: Subject) -> bool:
    """Whether what is used leads, by the names in the bodies of the file's definitions, to what is wanted."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(subject.file.tree):
        if isinstance(node, Definition):
            bodies[node.name] |= {
                one.id if isinstance(one, ast.Name) else one.attr
                for one in ast.walk(node)
                if isinstance(one, ast.Name | ast.Attribute)
            }
            if isinstance(node, ast.ClassDef):
                bodies[node.name] |= {
                    one.name
                    for one in node.body
                    if isinstance(one, Function) and _is_magic(one.name)
                }
    seen, frontier = set(used), set(used)
    for _ in range(_DEEP):
        frontier = {name for one in frontier for name in bodies.get(one, ())} - seen
        seen |= frontier
    return bool(seen & wanted)


def _is_magic(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _uses_module(tree: ast.Module, block: Chosen) -> bool:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {
                (alias.asname or alias.name).partition(".")[0]
                for alias in node.names
                if alias.name == block.module
            }
        elif isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name
                for alias in node.names
                if f"{node.module}.{alias.name}" == block.module
            }
            if node.module == block.module:
                names |= {alias.asname or alias.name for alias in node.names}
    parents = parents_of(tree)
    return any(
        isinstance(node, ast.Name) and node.id in names and does_something(node, parents, set())
        for node in ast.walk(tree)
    )


def _is_fixture_used(tree: ast.Module, wanted: set[str], subject: Subject) -> bool:
    """Whether a function of the example asks for a fixture that is wanted, by an argument or by its name in a call."""
    names = {
        name
        for node in ast.walk(subject.file.tree)
        if isinstance(node, Function) and node.name in wanted
        for decorator in node.decorator_list
        if last_name(decorator) == "fixture"
        for name in (node.name, *_given_names(decorator))
    }
    return any(
        (isinstance(node, ast.arg) and node.arg in names)
        or (
            isinstance(node, ast.Call)
            and last_of(node.func) in ("usefixtures", "getfixturevalue")
            and bool(names & _words(node))
        )
        for node in ast.walk(tree)
    )


def _given_names(decorator: ast.expr) -> Iterator[str]:
    for keyword in getattr(decorator, "keywords", ()):
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
            yield keyword.value.value

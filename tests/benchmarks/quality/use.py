"""Whether the example does something with the block: to import or to print its name is not use."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kinds import Definition, Function, own_nodes
from subject import Subject
from values import Chosen

_LOOKING = {"print", "repr", "str", "type", "id", "help", "dir", "callable", "len", "hasattr", "isinstance",
            "issubclass", "getsource", "signature", "getdoc", "vars", "bool"}  # fmt: skip
_RUNNERS = {"run_path", "run_module", "import_module", "reload", "exec_module", "run", "check_output", "main",
            "call_command",
            "runpytest", "inline_run", "exec", "__import__"}  # fmt: skip
_DEEP = 8


def use_faults(tree: ast.Module, block: Chosen, subject: Subject) -> Iterator[str]:
    """At most one fault: that the example does nothing with the block."""
    if _repeats(tree, subject) or _runs(tree, block):
        return
    wanted = _wanted(block, subject)
    definitions = {
        node.name for node in ast.walk(subject.file.tree) if isinstance(node, Definition)
    }
    variables = _bound(subject.file.tree.body) - definitions
    used = set(_used(tree, wanted | definitions | variables, variables))
    if not wanted:
        if used or _uses_module(tree, block):
            return
        yield "the example uses nothing of the file"
        return
    if used & wanted or _reached(used, wanted, subject) or _is_fixture_used(tree, block):
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
            if {block.name, *block.scopes} & words or ast.unparse(node.func) == "pytest.main":
                return True
        elif _last(node.func) in _RUNNERS and files & words:
            return True
    return False


def _words(call: ast.Call) -> set[str]:
    """The words of a call's arguments: its names, and those in its strings."""
    found: set[str] = set()
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        for node in ast.walk(argument):
            text = node.value if isinstance(node, ast.Constant) else _last(node)
            if isinstance(text, str):
                found.update(re.findall(r"\w+", text))
    return found


def _is_executed(block: Chosen) -> bool:
    """Whether running the file by itself executes the block."""
    return block.kind in ("module", "script", "statements of a module", "expression")


def _used(tree: ast.Module, names: set[str], variables: set[str]) -> Iterator[str]:
    """The names with which something is done; to show the value of a variable is its use."""
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    meaning = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            for name in meaning.get(node.id, {node.id}) & names:
                if _does_something(node, parents) or (
                    name in variables and _is_shown(node, parents)
                ):
                    yield name
        elif isinstance(node, ast.Attribute) and node.attr in names:
            is_only_shown = _is_shown(node, parents) and not _does_something(node, parents)
            if not is_only_shown or node.attr in variables:
                yield node.attr


def _aliases(tree: ast.Module) -> dict[str, set[str]]:
    meaning: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                meaning[alias.asname or alias.name].add(alias.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    meaning[target.id].add(_last(node.value))
    return meaning


def _does_something(node: ast.expr, parents: dict[int, ast.AST]) -> bool:
    parent = parents.get(id(node))
    match parent:
        case ast.Call(func=function):
            return function is node or _last(function) not in _LOOKING
        case ast.keyword():
            call = parents.get(id(parent))
            return not isinstance(call, ast.Call) or _last(call.func) not in _LOOKING
        case ast.Attribute(attr=name):
            return not name.startswith("__")
        case ast.Subscript(value=value):
            return value is node
        case (
            ast.ClassDef()
            | ast.ExceptHandler()
            | ast.withitem()
            | ast.For()
            | ast.AsyncFor()
            | ast.comprehension()
        ):
            return True
        case (
            ast.FunctionDef(decorator_list=decorators)
            | ast.AsyncFunctionDef(decorator_list=decorators)
        ):
            return node in decorators
        case (
            ast.Raise()
            | ast.BinOp()
            | ast.Compare()
            | ast.Await()
            | ast.Starred()
            | ast.UnaryOp()
            | ast.YieldFrom()
        ):
            return True
        case ast.Tuple():
            return _does_something(parent, parents)
    return False


def _is_shown(node: ast.expr, parents: dict[int, ast.AST]) -> bool:
    parent = parents.get(id(node))
    return isinstance(parent, ast.Expr) or (
        isinstance(parent, ast.Call) and parent.func is not node and _last(parent.func) in _LOOKING
    )


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
    parents = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return any(
        isinstance(node, ast.Name) and node.id in names and _does_something(node, parents)
        for node in ast.walk(tree)
    )


def _is_fixture_used(tree: ast.Module, block: Chosen) -> bool:
    if block.kind != "fixture":
        return False
    return any(
        isinstance(node, ast.arg) and node.arg == block.name for node in ast.walk(tree)
    ) or any(isinstance(node, ast.Constant) and node.value == block.name for node in ast.walk(tree))


def _last(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")

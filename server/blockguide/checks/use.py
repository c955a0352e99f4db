"""BG306: whether the example does something with the block."""

import ast
from collections.abc import Iterator, Mapping

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.reached import last_name, only_looked_at, reached
from blockguide.code.block import BlockKind
from blockguide.code.context.values import ReachKind
from blockguide.code.facts.values import DecoratorKind, FunctionFacts
from blockguide.code.fitting.own import names_at_hand
from blockguide.code.project.definitions import attribute_path
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section

_RUNNING = frozenset(
    {"runpy.run_path", "runpy.run_module", "importlib.import_module", "importlib.reload"}
    | {"subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call"}
    | {"subprocess.check_output", "os.system", "asyncio.create_subprocess_exec"}
)
_ATTRIBUTES = (DecoratorKind.PROPERTY, DecoratorKind.CACHED_PROPERTY)


@check("BG306", Severity.ERROR)
def block_unused(examined: Examined) -> Iterator[Remark]:
    """The example does something with the block: calls, constructs, iterates, subclasses, catches it.

    To import a block or to print its name is no use of it, and what stands in the body of a function
    counts only where something calls the function, or passes it on. A block inside a function is used by
    calling the function; a script by running it; statements that nothing importable reaches by
    standing in the example themselves.

    Why: an example that leaves the block out shows how to use something else.

    Mend: call the block, or what holds it, with arguments that mean something.
    """
    if examined.example.tree is not None and not uses_block(examined):
        message = f"The example does not use {_what(examined.subject)}."
        yield Remark(Section.EXAMPLE, message)


def uses_block(examined: Examined) -> bool:
    """Whether the example surely or probably uses the block."""
    subject = examined.subject
    reach = subject.context.reach
    example = _Uses(examined)
    block = subject.block
    if block.kind is BlockKind.FRAGMENT or example.stands_for(block.name or ""):
        return True
    if block.kind is BlockKind.EXPRESSION and example.contains(block.nodes):
        return True
    if reach.kind is not ReachKind.IMPORT and example.runs_something():
        return reach.kind is ReachKind.SCRIPT or not reach.names or example.names(reach.names[-1])
    if not reach.names:
        return _uses_module(subject, example)
    holds_it = not reach.exact and example.defines(reach.names[-1])
    if holds_it and example.contains(block.nodes):
        return True
    return example.uses(reach.names)


def _uses_module(subject: Subject, example: "_Uses") -> bool:
    """Whether an example uses a block that no importable definition holds."""
    if example.runs_something() or example.reads_module():
        return True
    return example.contains(subject.block.nodes) or example.uses_imported(subject.block.nodes)


def _what(subject: Subject) -> str:
    reach = subject.context.reach
    if not reach.names:
        return "the block; let it hold the block's own statements, or run them by an import"
    name = attribute_path(reach.names)
    if reach.exact:
        decorated = _own_function(subject)
        how = (
            "assign to it" if decorated and decorated.decorated(DecoratorKind.SETTER) else "call it"
        )
        return f"`{name}`, but at most mentions it; {how}"
    return f"the block; call `{name}`, which holds it"


class _Uses:
    """What an example does with names."""

    def __init__(self, examined: Examined) -> None:
        nodes = examined.example.nodes
        self._parents: Mapping[int, ast.AST] = {
            id(child): node for node in nodes for child in ast.iter_child_nodes(node)
        }
        runs = reached(examined.example.tree or ast.Module([], []), self._parents)
        self._nodes = tuple(node for node in nodes if id(node) in runs)
        self._symbols = examined.symbols
        self._own = examined.own
        self._at_hand = names_at_hand(examined.subject)
        self._function = _own_function(examined.subject)

    def runs_something(self) -> bool:
        """Whether it runs a file or another program."""
        return any(
            isinstance(node, ast.Call)
            and (
                self._symbols.dotted(node.func) in _RUNNING
                or (isinstance(node.func, ast.Attribute) and node.func.attr == "exec_module")
            )
            for node in self._nodes
        )

    def stands_for(self, name: str) -> bool:
        """Whether it defines `name` once more and uses that, or has pytest run the test of that name."""
        if not name:
            return False
        defined = any(isinstance(node, ast.ClassDef) and node.name == name for node in self._nodes)
        if defined and any(
            isinstance(node, ast.Name) and node.id == name and self._is_use(node)
            for node in self._loads()
        ):
            return True
        return any(
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.endswith(f"::{name}")
            for call in self._nodes
            if isinstance(call, ast.Call) and self._symbols.dotted(call.func) == "pytest.main"
            for node in ast.walk(call)
        )

    def defines(self, name: str) -> bool:
        """Whether it has a function of that name of its own."""
        return any(isinstance(node, ast.FunctionDef) and node.name == name for node in self._nodes)

    def reads_module(self) -> bool:
        """Whether it reads anything that the block's own module defines."""
        return any(self._leads_near(node) for node in self._loads())

    def names(self, name: str) -> bool:
        """Whether it uses `name` as a variable, an attribute or a key."""
        return any(
            (isinstance(node, ast.Constant) and node.value == name)
            or (isinstance(node, ast.Name | ast.Attribute) and last_name(node) == name)
            for node in self._nodes
        )

    def contains(self, statements: tuple[ast.stmt, ...]) -> bool:
        """Whether at least half of `statements` stand in it, wherever."""
        own = [_dumped(statement) for statement in statements]
        kinds = {type(_core(statement)) for statement in statements}
        there = {ast.dump(node) for node in self._nodes if type(node) in kinds}
        return 2 * sum(text in there for text in own) >= len(own)

    def uses_imported(self, statements: tuple[ast.stmt, ...]) -> bool:
        """Whether it does something with a name that `statements` import, wherever it has it from."""
        names = {
            alias.asname or alias.name.partition(".")[0]
            for statement in statements
            for node in ast.walk(statement)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        return any(
            isinstance(node, ast.Name) and node.id in names and self._is_use(node)
            for node in self._loads()
        )

    def uses(self, names: tuple[str, ...]) -> bool:
        """Whether it uses the definition that `names` lead to."""
        if self._injects(names[-1]):
            return True
        if len(names) == 1:
            return any(self._is_use(node) for node in self._loads() if self._leads(node, names[0]))
        last = attribute_path(names).rpartition(".")[2]
        if last.startswith("__") and last.endswith("__") and self.uses(names[:-1]):
            return True
        return self._uses_member(last) or self._overrides(last)

    def _uses_member(self, name: str) -> bool:
        wanted = _wanted(self._function)
        for node in self._nodes:
            if isinstance(node, ast.Attribute) and node.attr == name:
                if isinstance(node.ctx, wanted):
                    return True
                if isinstance(node.ctx, ast.Load) and self._is_use(node):
                    return True
            elif isinstance(node, ast.Constant) and node.value == name:
                by_name = isinstance(self._parents.get(id(node)), ast.Call)
                if by_name:
                    return True
        return False

    def _overrides(self, name: str) -> bool:
        """Whether a class of the example with a base defines `name` anew."""
        return any(
            isinstance(node, ast.ClassDef)
            and node.bases
            and any(getattr(part, "name", "") == name for part in node.body)
            for node in self._nodes
        )

    def _injects(self, name: str) -> bool:
        """Whether a fixture is asked for by a parameter, or a route is served."""
        if self._function is None:
            return False
        if self._function.decorated(DecoratorKind.FIXTURE):
            names = {name, *_fixture_names(self._function.node)}
            return any(isinstance(node, ast.arg) and node.arg in names for node in self._nodes)
        return self._function.decorated(DecoratorKind.ROUTE) and self.reads_module()

    def _loads(self) -> Iterator[ast.Name | ast.Attribute]:
        for node in self._nodes:
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                yield node

    def _leads(self, node: ast.expr, name: str) -> bool:
        if isinstance(node, ast.Name) and node.id in self._at_hand:
            return node.id == name
        dotted = self._symbols.dotted(node)
        return dotted.rpartition(".")[2] == name and self._own.is_near(dotted)

    def _leads_near(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name) and node.id in self._at_hand:
            return True
        dotted = self._symbols.dotted(node)
        return bool(self._own.names(dotted)) or dotted.startswith(f"{self._own.module or '?'}.")

    def _is_use(self, node: ast.expr) -> bool:
        """Whether `node` stands where something is done with it."""
        parent = self._parents.get(id(node))
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            return self._is_alias_used(parent.targets[0].id)
        if isinstance(parent, ast.Attribute):
            return not parent.attr.startswith("__")
        return not only_looked_at(node, parent)

    def _is_alias_used(self, alias: str) -> bool:
        return any(
            node.id == alias
            and not isinstance(self._parents.get(id(node)), ast.Assign)
            and self._is_use(node)
            for node in self._loads()
            if isinstance(node, ast.Name)
        )


def _fixture_names(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """The names that a fixture's decorator gives it."""
    for decorator in node.decorator_list:
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value)


def _own_function(subject: Subject) -> FunctionFacts | None:
    if subject.block.kind is BlockKind.FUNCTION and subject.facts.functions:
        return subject.facts.functions[0]
    return subject.facts.holder


def _wanted(function: FunctionFacts | None) -> type[ast.expr_context] | tuple[()]:
    """How an attribute must stand for it to be a use by that alone."""
    if function is None:
        return ()
    if any(function.decorated(kind) for kind in _ATTRIBUTES):
        return ast.Load
    if function.decorated(DecoratorKind.SETTER):
        return ast.Store
    return ast.Del if function.decorated(DecoratorKind.DELETER) else ()


def _core(statement: ast.stmt) -> ast.AST:
    return statement.value if isinstance(statement, ast.Expr) else statement


def _dumped(statement: ast.stmt) -> str:
    return ast.dump(_core(statement))


CHECKS: tuple[Check, ...] = (block_unused,)

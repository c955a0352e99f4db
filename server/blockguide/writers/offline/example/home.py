"""The file that a block lives in: what its top-level names are, and how an example gets at them."""

import ast
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from blockguide.code.context.values import Reach, ReachKind
from blockguide.code.project import Project, find_project
from blockguide.code.subject import Subject
from blockguide.writers.offline.example.here import holds_here
from blockguide.writers.offline.example.hidden import hidden_value
from blockguide.writers.offline.example.value import Certainty, Import, Value, quoted

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Home:
    """The top level of a file.

    Attributes:
        module: its own dotted name, by its place under the project's root.
        reach: how the block in it is imported.
        imports: its imported names, each with where it comes from.
        hidden: names that an import may not find: they exist for type checkers only, only where the file
            runs as a script, in a branch that is not taken here, or after an exception.
        deleted: names that the file deletes again.
        classes: its classes by name.
        functions: its functions by name; the last definition counts, unless it is an overload.
        assigned: its other names, each with the expression bound to it first.
        passed_on: names that it imports under an alias of the same name, which means: for others.
        order: all of these names in order of appearance.
        stars: modules from which it imports everything.
        submodules: what `import a.b` adds under the name `a`.
        project: the project that other modules are looked up in, if any.
        memory: what has been worked out already, by a key of its finder's own; files share it.
    """

    module: str
    reach: Reach
    imports: dict[str, Import]
    hidden: set[str]
    deleted: set[str]
    classes: dict[str, ast.ClassDef]
    functions: dict[str, Function]
    assigned: dict[str, ast.expr]
    passed_on: set[str]
    order: dict[str, None]
    stars: list[str]
    submodules: dict[str, list[Import]]
    project: Project | None
    memory: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def package(self) -> str:
        """The top package that the file belongs to."""
        return self.module.partition(".")[0]

    def full_name(self, node: ast.expr) -> str:
        """The dotted name, from its module on, of a name or attribute; empty for any other expression."""
        if isinstance(node, ast.Attribute):
            base = self.full_name(node.value)
            return f"{base}.{node.attr}" if base else ""
        if not isinstance(node, ast.Name):
            return ""
        found = self.imports.get(node.id)
        if found is not None:
            return f"{found.module}.{found.name}" if found.name else found.module
        if node.id in self.classes or node.id in self.functions or node.id in self.assigned:
            return f"{self.module}.{node.id}"
        return node.id

    def local(self, full_name: str) -> str:
        """The name at this file's top level that a dotted name means, or empty."""
        module, _, name = full_name.rpartition(".")
        return name if module == self.module and name in self.order else ""

    def reference(self, name: str) -> Value:
        """The expression by which an example reads a top-level name of this file.

        What an import may not find is not imported: its own text stands before it.
        """
        if name in self.hidden:
            return hidden_value(name, self)
        reach = self.reach
        if reach.kind is ReachKind.IMPORT:
            first = bool(reach.names) and reach.names[0] == name
            module = reach.module if first else self.module
            return Value(name, frozenset({Import(module, name)}), certainty=Certainty.GIVEN)
        if reach.kind is ReachKind.HERE:
            return Value(name, certainty=Certainty.GIVEN)
        loaded = self.loaded()
        whole = reach.kind is ReachKind.SCRIPT
        return loaded.coded(f'script["{name}"]' if whole else f"{loaded.code}.{name}")

    def loaded(self) -> Value:
        """The module itself, as an expression."""
        reach = self.reach
        if reach.kind is ReachKind.IMPORT:
            parent, _, last = self.module.rpartition(".")
            if parent and last in self.order:
                return _by_name(self.module, last)
            item = Import(parent, last) if parent else Import(last)
            return Value(last, frozenset({item}), certainty=Certainty.GIVEN)
        if reach.kind is ReachKind.HERE:
            # The code of a notebook, and what is typed below it, run as this module.
            return Value("__main__", frozenset({Import("__main__")}), certainty=Certainty.GIVEN)
        path = quoted(str(reach.path))
        if reach.kind is ReachKind.SCRIPT:
            needs = frozenset({Import("runpy")})
            run = f"run_path({path})"
            if reach.path.stem == "__main__" and reach.module != "__main__":
                run = f'run_module("{reach.module}.__main__")'
            setup = (f"script = runpy.{run}",)
            return Value("script", needs, (), setup, certainty=Certainty.GIVEN)
        name = reach.module if reach.module.isidentifier() else "module"
        needs = frozenset(
            {
                Import("importlib.util", "module_from_spec"),
                Import("importlib.util", "spec_from_file_location"),
                Import("sys"),
            }
        )
        loading = (
            f"spec = spec_from_file_location({quoted(name)}, {path})",
            f"{name} = module_from_spec(spec)",
            f"sys.modules[{quoted(name)}] = {name}",
            f"spec.loader.exec_module({name})",
        )
        return Value(name, needs, (), loading, certainty=Certainty.GIVEN)


def _by_name(module: str, last: str) -> Value:
    """A module whose own name its package may give to what it defines."""
    needs = frozenset({Import("importlib", "import_module")})
    name = f"{last}_module"
    setup = (f"{name} = import_module({quoted(module)})",)
    return Value(name, needs, (), setup, certainty=Certainty.GIVEN)


def read_home(subject: Subject) -> Home:
    """What the top level of the subject's file binds."""
    reach = subject.context.reach
    project = find_project(reach.path, subject.context.project)
    return home_of(subject.block.tree.module.body, _module_name(reach), reach, project, {})


def home_of(  # noqa: C901, PLR0912 - one arm for each kind of statement
    body: Iterable[ast.stmt],
    module: str,
    reach: Reach,
    project: Project | None,
    memory: dict[Hashable, Any],
) -> Home:
    """What these statements bind as the top level of a module."""
    package = module if reach.path.stem == "__init__" else module.rpartition(".")[0]
    home = Home(module, reach, {}, set(), set(), {}, {}, {}, set(), {}, [], {}, project, memory)
    really: set[str] = set()
    for node, unsure in _statements(body):
        bound = tuple(_bound(node))
        home.order.update(dict.fromkeys(bound))
        (home.hidden if unsure else really).update(bound)
        match node:
            case ast.Import():
                for item in node.names:
                    top = item.name.partition(".")[0]
                    home.imports[item.asname or top] = Import(item.name if item.asname else top)
                    if not item.asname and top != item.name:
                        home.submodules.setdefault(top, []).append(Import(item.name))
            case ast.ImportFrom():
                source = _absolute(node, package)
                for item in node.names:
                    if item.name == "*":
                        home.stars.append(source)
                    else:
                        home.imports.setdefault(item.asname or item.name, Import(source, item.name))
                        if item.asname == item.name:
                            home.passed_on.add(item.name)
            case ast.Delete(targets=targets):
                home.deleted.update(item.id for item in targets if isinstance(item, ast.Name))
            case ast.ClassDef():
                home.classes.setdefault(node.name, node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if not (unsure and node.name in home.functions):
                    home.functions[node.name] = node
            case ast.Assign() | ast.AnnAssign() if node.value is not None:
                for name in bound:
                    home.assigned.setdefault(name, node.value)
            case _:
                pass
    home.hidden.difference_update(really)
    return home


def _module_name(reach: Reach) -> str:
    if reach.kind is not ReachKind.IMPORT:
        return reach.module
    try:
        parts = reach.path.relative_to(reach.root).with_suffix("").parts
    except ValueError:
        return reach.module
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join(parts) if all(part.isidentifier() for part in parts) else reach.module


def absolute_module(node: ast.ImportFrom, home: Home) -> str:
    """The dotted name of the module that an import in this file takes names from."""
    whole = home.reach.path.stem == "__init__"
    return _absolute(node, home.module if whole else home.module.rpartition(".")[0])


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    base = ".".join(parts[: len(parts) - node.level + 1])
    return ".".join(filter(None, (base, node.module)))


def _statements(body: Iterable[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    """The statements of a module's top level, those in `if` and `try` too, and whether they may not run."""
    for node in body:
        yield node, False
        match node:
            case ast.If() if _is_main_guard(node.test):
                yield from _unsure(node.body)
            case ast.If() if (holds := holds_here(node.test)) is not None:
                yield from _statements(node.body if holds else node.orelse)
                yield from _unsure(node.orelse if holds else node.body)
            case ast.If():
                checked = ast.unparse(node.test).rpartition(".")[2] == "TYPE_CHECKING"
                yield from ((inner, checked or deep) for inner, deep in _statements(node.body))
                yield from _statements(node.orelse)
            case ast.Try():
                caught = _bound_whatever_fails(node)
                for inner, deep in _statements(node.body):
                    skipped = isinstance(inner, ast.Assign) and not caught.issuperset(_bound(inner))
                    yield inner, deep or (skipped and bool(node.handlers))
                yield from _statements(node.orelse)
                for handler in node.handlers:
                    yield from _unsure(handler.body)
            case ast.With():
                yield from _statements(node.body)
            case ast.For():
                yield from ((inner, False) for inner in node.body if isinstance(inner, ast.Delete))
            case _:
                pass


def _bound_whatever_fails(node: ast.Try) -> set[str]:
    """The names that every handler binds which goes on."""
    going_on = [
        set(_stored_in(handler.body))
        for handler in node.handlers
        if not isinstance(handler.body[-1], ast.Raise)
    ]
    return set.intersection(*going_on) if going_on else set(_stored_in(node.body))


def _stored_in(body: Iterable[ast.stmt]) -> Iterator[str]:
    return (name for inner, _ in _statements(body) for name in _bound(inner))


def _unsure(body: Iterable[ast.stmt]) -> Iterator[tuple[ast.stmt, bool]]:
    return ((inner, True) for inner, _ in _statements(body))


def _is_main_guard(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
    )


def _bound(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (item.asname or item.name.partition(".")[0] for item in node.names)
        case ast.ImportFrom():
            yield from (item.asname or item.name for item in node.names if item.name != "*")
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield node.name
        case ast.Assign():
            for target in node.targets:
                yield from (item.id for item in ast.walk(target) if isinstance(item, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case _:
            pass

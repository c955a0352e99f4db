"""Which paths in an example lead into the block's own file."""

from dataclasses import dataclass, replace
from pathlib import Path

from blockguide.code.context.values import ReachKind
from blockguide.code.project.interface import binds, runtime_statements
from blockguide.code.project.layout import Project, find_project
from blockguide.code.subject import Subject


@dataclass(frozen=True, slots=True)
class OwnPaths:
    """The ways to the block's file.

    Attributes:
        module: the module that people import the block from; empty where it cannot be imported.
        file: the file's own module; empty where it has none.
        first: the first of the names that reach the block; empty where nothing importable does.
    """

    module: str
    file: str
    first: str

    def names(self, dotted: str) -> tuple[str, ...]:
        """The path within the block's file that `dotted` surely leads to; empty if it does not.

        Of a module that only passes names on, none but the block's own is certain.
        """
        for module, any_name in ((self.file, True), (self.module, self.module == self.file)):
            if module and dotted.startswith(f"{module}."):
                names = tuple(dotted.removeprefix(f"{module}.").split("."))
                if any_name or names[0] == self.first:
                    return names
        return ()

    def is_near(self, dotted: str) -> bool:
        """Whether `dotted` leads into the same top-level package."""
        top = dotted.partition(".")[0]
        return bool(top) and top in {self.module.partition(".")[0], self.file.partition(".")[0]}


def project_of(subject: Subject) -> Project:
    """The project of the subject's file, in which the block's own root is searched first."""
    project = find_project(subject.block.source.path, subject.context.project)
    root = subject.context.reach.root
    if root in project.source_roots:
        return project
    return replace(project, source_roots=(root, *project.source_roots))


def own_paths(subject: Subject) -> OwnPaths:
    """The ways to the file of `subject`'s block."""
    reach = subject.context.reach
    module = reach.module if reach.kind is ReachKind.IMPORT else ""
    file = ".".join(_parts_below(reach.path, reach.root))
    return OwnPaths(module, file, reach.names[0] if reach.names else "")


def names_at_hand(subject: Subject) -> frozenset[str]:
    """The names that an example finds bound: those of the block's file, if it is written below that."""
    if subject.context.reach.kind is not ReachKind.HERE:
        return frozenset()
    statements = runtime_statements(subject.block.tree.module.body)
    return frozenset(name for statement, _ in statements for name in binds(statement))


def _parts_below(path: Path, root: Path) -> tuple[str, ...]:
    """The names of the packages from `root` down to the module at `path`, and its own."""
    if not path.is_relative_to(root):
        return ()
    *packages, name = path.relative_to(root).parts
    stem = name.partition(".")[0]
    return tuple(packages) if stem == "__init__" else (*packages, stem)

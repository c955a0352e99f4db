"""BG302: whether the example's imports resolve, without importing anything."""

from collections.abc import Iterator

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.code.fitting.imports import problem_of
from blockguide.code.fitting.symbols import Imported, unguarded_imports
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section


@check("BG302", Severity.ERROR)
def import_unresolved(examined: Examined) -> Iterator[Remark]:
    """Every import of the example resolves.

    Modules are searched in the project, the standard library, the installed packages and the
    declared dependencies; names in their modules. Nothing is imported for it. An import that the
    example guards with `except ImportError` may fail.

    Why: a wrong import path is the first thing that a reader's paste runs into.

    Mend: import the block from the path under which the project offers it.
    """
    for imported in unguarded_imports(examined.example.nodes):
        problem = problem_of(imported, examined.subject, examined.project)
        if problem:
            message = f"{problem}; {_advice(imported, examined.subject)}."
            yield Remark(Section.EXAMPLE, message, f"line {imported.node.lineno}")


def _advice(imported: Imported, subject: Subject) -> str:
    reach = subject.context.reach
    if reach.names and imported.name == reach.names[0]:
        return f"import it from `{reach.module}`"
    if imported.module.startswith("."):
        return "write the whole module path"
    return "import what exists, from where it is"


CHECKS: tuple[Check, ...] = (import_unresolved,)

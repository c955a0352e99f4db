"""Why an import of a program would fail, without importing anything."""

import re
import sys

from blockguide.code.fitting.own import own_paths
from blockguide.code.fitting.symbols import Imported
from blockguide.code.project.declared import normalised
from blockguide.code.project.exports import provides
from blockguide.code.project.interface import binds, runtime_statements
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import find_module
from blockguide.code.subject import Subject


def problem_of(imported: Imported, subject: Subject, project: Project) -> str:
    """Why an import fails, as the beginning of a sentence; empty where it may well succeed."""
    module, name = imported.module, imported.name
    if module.startswith("."):
        return f"`{module}` is a relative import, and the example belongs to no package"
    if not _exists(module, subject, project):
        return f"There is no module `{module}`"
    if name in {"", "*"} or _may_provide(module, name, subject, project):
        return ""
    return f"`{module}` has no `{name}`"


def _exists(module: str, subject: Subject, project: Project) -> bool:
    if module in sys.stdlib_module_names or module == "__main__":
        return True
    if module == subject.context.reach.module or find_module(project, module) is not None:
        return True
    # What is not installed here may be so elsewhere: the project declares it, or the file imports it.
    top = module.partition(".")[0]
    if find_module(project, top) is not None:
        return False
    if normalised(top) in project.distributions:
        return True
    importing = rf"^\s*(?:from|import)\s+{re.escape(module)}\b"
    return re.search(importing, subject.block.source.text, re.MULTILINE) is not None


def _may_provide(module: str, name: str, subject: Subject, project: Project) -> bool:
    if find_module(project, module) is None:
        return True
    provided = provides(project, module, name)
    if provided is None and module.partition(".")[0] in sys.stdlib_module_names:
        # Some of the standard library makes its names as it is imported; what runs here tells them.
        loaded = vars(sys.modules[module]) if module in sys.modules else {"__getattr__": None}
        return name in loaded or "__getattr__" in loaded
    if provided is not False:
        return True
    # The text of the block's own file may be newer than the file on the disk.
    own = own_paths(subject)
    return module in {own.module, own.file} and any(
        name in binds(statement)
        for statement, _ in runtime_statements(subject.block.tree.module.body)
    )

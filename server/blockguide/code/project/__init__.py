"""The project around a file, by its layout and syntax alone: nothing of it is ever run."""

from blockguide.code.project.definitions import attribute_path
from blockguide.code.project.exports import module_exports, provides
from blockguide.code.project.files import python_files, python_files_below
from blockguide.code.project.ingredients import changes, digest_of
from blockguide.code.project.layout import Project, find_project, python_of
from blockguide.code.project.modules import (
    Module,
    ModuleKind,
    find_module,
    module_name,
    resolve_module,
)
from blockguide.code.project.reach import reach

__all__ = [
    "Module",
    "ModuleKind",
    "Project",
    "attribute_path",
    "changes",
    "digest_of",
    "find_module",
    "find_project",
    "module_exports",
    "module_name",
    "provides",
    "python_files",
    "python_files_below",
    "python_of",
    "reach",
    "resolve_module",
]

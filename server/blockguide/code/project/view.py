"""A project's files as one question sees them: what was looked up once is not looked for again."""

import ast
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from blockguide.code.project.interface import Interface, interface_at, interface_of
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import Module, ModuleKind, find_beneath, find_module
from blockguide.code.project.stamps import KeptByPath

READABLE: Final = frozenset({ModuleKind.SOURCE, ModuleKind.STUB})
"""The kinds of module whose file can be read."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A file as an editor holds it, and a name that is known to be defined in it."""

    path: str
    module: ast.Module
    name: str


@dataclass(frozen=True, slots=True)
class View:
    """A project's files as they are now, with one that is being edited laid over the one on the disk.

    It is good for one question: what it has looked up once it does not look for again.
    """

    project: Project
    edited: Edited | None = None
    _modules: dict[str, Module | None] = field(default_factory=dict, repr=False, compare=False)
    _texts: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def module(self, dotted: str) -> Module | None:
        """Find what `import dotted` would find."""
        if dotted not in self._modules:
            above, _, name = dotted.rpartition(".")
            package = self.module(above) if above else None
            self._modules[dotted] = (
                find_beneath(package, name)
                if package and package.is_package
                else find_module(self.project, dotted)
            )
        return self._modules[dotted]

    def text(self, path: str) -> bytes:
        """Return the bytes of a file; empty for what cannot be read."""
        if path not in self._texts:
            self._texts[path] = _text(path)
        return self._texts[path]

    def interface(self, module: Module) -> Interface | None:
        """Return the interface of a module's file; None for what has no readable one."""
        if module.kind not in READABLE:
            return None
        path = str(module.paths[0])
        if self.edited is not None and path == self.edited.path:
            return _edited_interface(self.edited.module)
        return interface_at(path)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):
        return b""


_text: Final = KeptByPath(_read, limit=1024, most_bytes=2_000_000)
_edited_interface: Final = lru_cache(maxsize=1)(interface_of)

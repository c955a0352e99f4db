"""The standard library's modules as jedi sees them, parsed when somebody looks into them.

jedi parses a module whenever it is imported, and then mostly asks its stub alone: `typing.py`, `functools.py`
and their like were a seventh of a worker's memory, and a part of its start.
"""

# ruff: noqa: ANN401, SLF001 (jedi has no types, and no public way to say how a module is loaded)
# mypy: disable-error-code="import-untyped, misc, attr-defined, no-untyped-call"

from typing import Any

import jedi
from jedi.inference import imports
from jedi.inference.value import ModuleValue
from jedi.parser_utils import get_cached_code_lines

from blockguide.code.context.telling import is_standard

_load_at_once = imports._load_python_module

_STANDARD_STUB = ("typing_extensions",)
"""A module of PyPI that the stubs of the standard library tell of, and import."""


def loaded_late(
    inference_state: Any,
    file_io: Any,
    import_names: tuple[str, ...] | None = None,
    is_package: bool = False,  # noqa: FBT001, FBT002 (jedi's own signature)
) -> Any:
    """Takes the place of jedi's `_load_python_module`."""
    if is_standard(str(file_io.path)) or (import_names or ())[:1] == _STANDARD_STUB:
        return _LateModule(inference_state, file_io, import_names, is_package)
    return _load_at_once(inference_state, file_io, import_names, is_package)


class _LateModule(ModuleValue):
    """A module whose syntax is not there before it is asked for."""

    def __init__(
        self, inference_state: Any, file_io: Any, names: tuple[str, ...] | None, is_package: Any
    ) -> None:
        self._node: Any = None
        self._lines: Any = None
        super().__init__(inference_state, None, None, file_io, names, is_package)

    @property
    def tree_node(self) -> Any:
        """The module's syntax tree."""
        if self._node is None:
            self._node = self.inference_state.parse(
                file_io=self.file_io,
                cache=True,
                diff_cache=jedi.settings.fast_parser,
                cache_path=jedi.settings.cache_directory,
            )
        return self._node

    @tree_node.setter
    def tree_node(self, node: Any) -> None:
        self._node = node

    @property
    def code_lines(self) -> Any:
        """The module's lines, as parso keeps them beside its tree."""
        if self._lines is None:
            # Its lines lie beside its tree.
            self._node = self.tree_node
            self._lines = get_cached_code_lines(self.inference_state.grammar, self.file_io.path)
        return self._lines

    @code_lines.setter
    def code_lines(self, lines: Any) -> None:
        self._lines = lines

"""The example while it is being written, and the way it is laid out in the end."""

import keyword
import re
import sys
import textwrap
from collections.abc import Iterable
from typing import Final

from blockguide.writers.offline.example.folding import folded
from blockguide.writers.offline.example.frameworks import needed_preamble
from blockguide.writers.offline.example.value import Import, Value, unique

FOLDER_IMPORTS: Final = (Import("tempfile", "TemporaryDirectory"),)


class Sheet:
    """Collects the imports, definitions and statements of one example.

    Attributes:
        taken: the names in use, which no new variable may shadow.
        certainties: how certain the values are that were put on it.
    """

    def __init__(self) -> None:
        self.taken: set[str] = {"folder", *keyword.kwlist}
        self.certainties: list[int] = []
        self._imports: set[Import] = set()
        self._definitions: list[str] = []
        self._body: list[str] = []
        self._folder = False
        self._around: list[str] = []
        self._in_loop = False
        self._margin = ""

    def use(self, value: Value) -> str:
        """Adds what the value needs, and returns its code."""
        self._imports |= value.imports
        self.taken |= {item.bound for item in value.imports}
        self._definitions += [code for code in value.definitions if code not in self._definitions]
        for line in map(self._indented, value.setup):
            if line not in self._body:
                self._body.append(line)
        self._folder |= value.folder
        self.certainties.append(value.certainty)
        return value.code

    def bind(self, name: str, value: Value) -> str:
        """Adds an assignment of the value, and returns the name that was free for it."""
        code = self.use(value)
        free = self.free(name)
        self.line(f"{free} = {code}")
        return free

    def free(self, name: str) -> str:
        """A name like the wished one that nothing on the sheet uses; it is taken from now on."""
        base = name.strip("_") or "value"
        base = base if base.isidentifier() and base not in _COMMON else f"{base}_value"
        while base in self.taken:
            base += "_"
        self.taken.add(base)
        return base

    def need(self, imports: Iterable[Import]) -> None:
        """Adds imports."""
        self._imports |= set(imports)
        self.taken |= {item.bound for item in imports}

    def define(self, code: str) -> None:
        """Adds a class or function at the top level."""
        if code not in self._definitions:
            self._definitions.append(code)

    def line(self, code: str) -> None:
        """Adds a statement, which may span several lines."""
        self._body.append(self._indented(code))

    def warn(self, comment: str) -> None:
        """Puts a comment before all statements; an empty one is none."""
        if comment:
            self._body.insert(0, comment)

    def enter(self, header: str) -> None:
        """Adds a `with` line; the statements from now on stand under it."""
        self.line(header)
        self._margin += "    "

    def wrap(self, header: Value) -> None:
        """Puts the whole body under a `with` line."""
        self._around.append(self.use(header))

    @property
    def runs_loop(self) -> bool:
        """Whether a statement runs an event loop, or other code that may run one."""
        return any(
            start in line
            for line in self._body
            for start in ("asyncio.run(", "pytest.main(", "runpy.")
        )

    def run_in_loop(self) -> None:
        """Puts the whole body into a coroutine, which an event loop runs."""
        self.need([Import("asyncio")])
        self._in_loop = True

    def text(self, project: str) -> str:
        """The finished example; `project` is the top package whose imports stand last."""
        body = "\n".join(folded(line) for line in self._body)
        for header in self._around:
            body = f"{header}\n{textwrap.indent(body, '    ')}"
        imports = set(self._imports)
        if self._in_loop:
            body = f"async def main():\n{textwrap.indent(body, '    ')}\n\n\nasyncio.run(main())"
        if self._folder:
            imports.update(FOLDER_IMPORTS)
            body = f"with TemporaryDirectory() as folder:\n{textwrap.indent(body, '    ')}"
        first = needed_preamble(sorted({item.module for item in imports}))
        imports -= {item for item in imports if first and _statement(item) in first}
        parts = [
            "\n".join(first),
            _imports(imports, project),
            *(code.strip("\n") for code in self._definitions),
            body,
        ]
        text = ""
        for part in filter(None, parts):
            wide = part in self._definitions or (text and text in self._definitions)
            text += (
                ("\n\n\n" if wide or (part is body and self._definitions) else "\n\n")
                if text
                else ""
            )
            text += part
        return _SPARSE.sub("\n\n\n", text.strip("\n")) + "\n"

    def _indented(self, code: str) -> str:
        return textwrap.indent(code, self._margin) if self._margin else code


def _statement(item: Import) -> str:
    renamed = f" as {item.alias}" if item.alias else ""
    start = f"from {item.module} import {item.name}" if item.name else f"import {item.module}"
    return start + renamed


def _imports(imports: set[Import], project: str) -> str:
    groups: dict[int, list[Import]] = {}
    for item in imports:
        groups.setdefault(_group(item.module, project), []).append(item)
    return "\n\n".join("\n".join(_group_lines(groups[key])) for key in sorted(groups))


def _group(module: str, project: str) -> int:
    top = module.partition(".")[0]
    if module == "__future__":
        return 0
    if top == project and top not in sys.stdlib_module_names:
        return 3
    return 1 if top in sys.stdlib_module_names else 2


def _group_lines(items: list[Import]) -> list[str]:
    whole = sorted({_statement(item) for item in items if not item.name}, key=str.casefold)
    named: dict[str, list[str]] = {}
    for item in sorted(items):
        if item.name:
            named.setdefault(item.module, []).append(
                f"{item.name} as {item.alias}" if item.alias else item.name
            )
    lines = whole
    for module in sorted(named, key=str.casefold):
        names = sorted(unique(named[module]), key=_case_order)
        line = f"from {module} import {', '.join(names)}"
        if len(line) > 88:
            listed = "".join(f"    {name},\n" for name in names)
            line = f"from {module} import (\n{listed})"
        lines.append(line)
    return lines


def _case_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, as import sorters have it."""
    if name.isupper() and len(name) > 1:
        return (0, name)
    return (1 if name[:1].isupper() else 2, name)


_SPARSE: Final = re.compile(r"\n{4,}")
_COMMON: Final = frozenset({"print", "list", "dict", "str", "int", "type", "id", "set", "object"})

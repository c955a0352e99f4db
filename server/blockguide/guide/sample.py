"""Reads the example's section of an answer: the one block of Python in it, whatever stands around."""

import ast
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Final

_PYTHON: Final = frozenset({"", "python", "py", "python3", "pycon"})


@dataclass(slots=True)
class SampleText:
    """Gives the first fenced block of Python, fence and all; where no fence comes, the lines that parse."""

    inside: bool = False
    _done: bool = False
    _skipping: bool = False
    _ended: bool = True
    _unfenced: list[str] = field(default_factory=list)

    def open(self, info: str) -> str:
        """A fence opens; `info` is what stands behind it, in lower case."""
        words = info.split()
        if self._done or (words[0] if words else "") not in _PYTHON:
            self._skipping = True
            return ""
        self.inside = True
        return "```python\n"

    def shut(self) -> str:
        """The fence closes."""
        if self._skipping:
            self._skipping = False
            return ""
        if not self.inside:
            return ""
        self.inside, self._done = False, True
        return self._fence()

    def line(self, text: str) -> str:
        """A line of the section."""
        if self.inside:
            return self.code(text)
        if not self._done and not self._skipping:
            self._unfenced.append(text)
        return ""

    def code(self, text: str) -> str:
        """Some more of the fenced block."""
        self._ended = text.endswith("\n")
        return text

    def close(self) -> str:
        """Nothing more comes."""
        if self.inside:
            self.inside, self._done = False, True
            return self._fence()
        if self._done:
            return ""
        self._done = True
        text = dedent("".join(self._unfenced)).strip("\n")
        return f"```python\n{text}\n```\n" if _is_code(text) else ""

    def _fence(self) -> str:
        return "```\n" if self._ended else "\n```\n"


def _is_code(text: str) -> bool:
    try:
        return bool(ast.parse(text).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False

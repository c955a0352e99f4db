"""The running Python's own parser, without its warnings."""

import ast
import threading
import warnings
from typing import Final

# All that the parser raises: ValueError for a NUL byte, the last two for deep nesting.
UNPARSABLE: Final = (SyntaxError, ValueError, RecursionError, MemoryError)


def parse_text(text: str) -> ast.Module:
    """The syntax tree of `text`.

    Raises:
        one of `UNPARSABLE`.
    """
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


# `catch_warnings` changes the whole process: two threads in it could leave the warnings off.
_lock = threading.Lock()

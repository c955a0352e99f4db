"""The files that documents are read as, whatever their URIs."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_DRIVE: Final = re.compile(r"/[A-Za-z]:")


def scheme_of(uri: str) -> str:
    """The scheme of a URI, such as `file`; empty where it has none, or is none."""
    try:
        return urlsplit(uri).scheme
    except ValueError:
        return ""


def path_of(uri: str, home: Path) -> Path:
    """The file that a URI names; a name without a directory, such as `untitled:Untitled-1`, lies in `home`.

    A text without a file is read as a Python file: it gets the suffix `.py` when it has none.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return home / "untitled.py"
    path = unquote(parts.path).replace("\0", "")
    if parts.scheme == "file" and parts.netloc not in ("", "localhost"):
        path = f"//{unquote(parts.netloc)}{path}"
    elif os.name == "nt" and _DRIVE.match(path):
        path = path[1:]
    found = Path(path)
    if not found.is_absolute():
        found = home / (found.name or "untitled")
    return found if found.suffix or parts.scheme == "file" else found.with_name(f"{found.name}.py")

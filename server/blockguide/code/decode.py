"""From a path to a text: what may be read, and which encoding Python would read it in."""

import difflib
import io
import stat
import tokenize
from pathlib import Path

from blockguide.errors import BlockGuideError, ErrorCode

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF_8 = "Save the file as UTF-8, or declare its encoding in a comment on its first line."


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`.

    Raises:
        BlockGuideError: NO_SUCH_FILE, IS_A_DIRECTORY or UNREADABLE_FILE.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BlockGuideError(
                ErrorCode.IS_A_DIRECTORY,
                f"{path} is a directory.",
                "Name a Python file in it, or document the whole tree with `blockguide batch`.",
            )
        if not stat.S_ISREG(mode):
            raise BlockGuideError(
                ErrorCode.UNREADABLE_FILE,
                f"{path} is not a regular file.",
                "Name a Python file, or pass the text on standard input with `-`.",
            )
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise BlockGuideError(
            ErrorCode.NO_SUCH_FILE, f"There is no file {path}.", _near_files(path)
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BlockGuideError(
            ErrorCode.UNREADABLE_FILE,
            f"{path} cannot be read: {reason}.",
            "Check the file's permissions and that its disk is there.",
        ) from error


def decode(path: Path, data: bytes) -> str:
    """The text of `data` as Python would decode it; `path` only names it in errors.

    Raises:
        BlockGuideError: BINARY_FILE or UNDECODABLE_BYTES.
    """
    if data.startswith(_UTF_16_MARKS):
        raise BlockGuideError(
            ErrorCode.UNDECODABLE_BYTES,
            f"{path} begins with the bytes 0x{data[0]:02x} 0x{data[1]:02x} of UTF-16, "
            "which Python does not read.",
            "Save the file as UTF-8.",
        )
    if b"\0" in data:
        line = _line_at(data, data.index(b"\0"))
        raise BlockGuideError(
            ErrorCode.BINARY_FILE,
            f"{path} is a binary file: line {line} holds a NUL byte.",
            "Name a file of Python source.",
        )
    encoding = _encoding(path, data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(path, data, error.start, error.encoding) from None
    except (UnicodeError, LookupError):
        raise _no_encoding(path, encoding) from None


def _encoding(path: Path, data: bytes) -> str:
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError as error:
        # The first two lines are not UTF-8 and declare nothing, or declare what is not known.
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as undecodable:
            if "unknown encoding" not in str(error):
                raise _undecodable(path, data, undecodable.start, "utf-8") from None
        raise _no_encoding(path, str(error).rpartition(": ")[2]) from None


def _undecodable(path: Path, data: bytes, at: int, encoding: str) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.UNDECODABLE_BYTES,
        f"{path} is not {encoding.upper()}: "
        f"byte 0x{data[at]:02x} at line {_line_at(data, at)} (offset {at}) cannot be decoded.",
        _AS_UTF_8,
    )


def _no_encoding(path: Path, encoding: str) -> BlockGuideError:
    return BlockGuideError(
        ErrorCode.UNDECODABLE_BYTES,
        f"{path} declares the encoding {encoding}, which Python cannot read source in.",
        _AS_UTF_8,
    )


def _line_at(data: bytes, offset: int) -> int:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _near_files(path: Path) -> str:
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except (OSError, ValueError):
        return f"Check the path: the directory {path.parent} is not there either."
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    if not near:
        return f"Check the path: {path.parent} holds no file of a similar name."
    return f"Did you mean {' or '.join(near)}?"

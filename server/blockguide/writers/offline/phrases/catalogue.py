"""All frames of the offline writer: `python -m blockguide.writers.offline.phrases.catalogue > FRAMES`.

FRAMES is `data/frames.toml` beside this file.
"""

import ast
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from blockguide.code.facts.effects import catalogue as effects
from blockguide.writers.offline.phrases.effects import frames_of

_WRITER: Final = Path(__file__).parents[1]
_MARKS: Final = frozenset({"say", "framed"})
_SHARED: Final = "shared"
_HEAD: Final = """\
# What the offline writer says, each once, by the room that says it; what several say is shared: texts with
# places, the keys of another language's table. Words, verbs and calls stand beside this file, which is made by
# `python -m blockguide.writers.offline.phrases.catalogue`.
"""


@cache
def frames() -> Mapping[str, tuple[str, ...]]:
    """The frames of each room, sorted: a directory of the writer, or the effects that facts tell of.

    Those of several rooms are in the room "shared".

    Raises:
        ValueError: a frame is built where it is said, so that it cannot be listed.
    """
    found = {
        "effects": {frame for entry in effects().entries.values() for frame in frames_of(entry)}
    }
    for path in sorted(_WRITER.rglob("*.py")):
        room = path.relative_to(_WRITER).parts[0].removesuffix(".py")
        said = frames_in(path.read_text(encoding="utf-8"), str(path))
        found.setdefault(room, set()).update(said)
    rooms = Counter(frame for each in found.values() for frame in each)
    shared = {frame for frame, times in rooms.items() if times > 1}
    alone = {room: each - shared for room, each in sorted(found.items())}
    return {room: tuple(sorted(each)) for room, each in {**alone, _SHARED: shared}.items() if each}


def catalogue() -> str:
    """The frames as TOML."""
    said = [_HEAD]
    for room, each in frames().items():
        said.append(f"[{room}]\nframes = [")
        said += [f"    {json.dumps(frame, ensure_ascii=False)}," for frame in each]
        said.append("]\n")
    return "\n".join(said)


def faults(translations: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with another language's frames, one sentence for each that is at fault.

    A place that a frame does not have would raise where it is said, and one that is missing loses what
    stands in it; a key that no frame has is never said.
    """
    known = {frame for each in frames().values() for frame in each}
    return tuple(
        fault for key, said in translations.items() for fault in _faults_of(key, said, known)
    )


def _faults_of(key: str, said: str, known: set[str]) -> Iterator[str]:
    if key not in known:
        yield f"{key!r} is no frame"
        return
    try:
        wanted, found = _places(key), _places(said)
    except ValueError as error:
        yield f"{said!r} for {key!r}: {error}"
        return
    if found != wanted:
        yield f"{said!r} for {key!r} has the places {sorted(found)}, not {sorted(wanted)}"


def _places(frame: str) -> set[int]:
    """The numbers of a frame's places.

    Raises:
        ValueError: the frame cannot be said.
    """
    fields = [field[1:] for field in Formatter().parse(frame) if field[1] is not None]
    numbers = [name or "" for name, _, _ in fields]
    if any(spec or conversion for _, spec, conversion in fields):
        raise ValueError("a place holds more than its number")
    if any(numbers) and not all(number.isdecimal() for number in numbers):
        raise ValueError("some places have no number")
    return {int(number or at) for at, number in enumerate(numbers)}


def frames_in(code: str, path: str) -> Iterator[str]:
    """The frames that the code of a file says or marks.

    Raises:
        ValueError: a frame is built where it is said; the message names the line in `path`.
    """
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[frame, *_]) if name in _MARKS:
                yield from _literal(frame, path)
            case _:
                pass


def _literal(frame: ast.expr, path: str) -> Iterator[str]:
    """The frame, where it stands here; none where it is taken from what others have marked."""
    match frame:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr() | ast.BinOp() | ast.IfExp():
            raise ValueError(
                f"{path}:{frame.lineno}: the catalogue cannot list a frame that is built where it is said; "
                f"mark each as `framed(...)` and say what they are bound to: {ast.unparse(frame)}"
            )
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]):
            yield from _literal(default, path)
        case _:
            pass


if __name__ == "__main__":
    sys.stdout.write(catalogue())

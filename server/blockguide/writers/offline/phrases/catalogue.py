"""All frames of the offline writer: `python -m blockguide.writers.offline.phrases.catalogue > FRAMES`.

FRAMES is `data/frames.toml` beside this file.
"""

import ast
import json
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

from blockguide.writers.offline.phrases.effects import behind_verb

_WRITER: Final = Path(__file__).parents[1]
_MARKS: Final = frozenset({"say", "framed"})
_HEAD: Final = """\
# What the offline writer says, room by room: texts with places, the keys of another language's table.
# Words, verbs and calls stand beside this file, which is made by
# `python -m blockguide.writers.offline.phrases.catalogue`.
"""


def frames() -> dict[str, tuple[str, ...]]:
    """The frames of each room, sorted: a directory of the writer, or the effects that facts tell of."""
    found: dict[str, set[str]] = {}
    for path in sorted(_WRITER.rglob("*.py")):
        room = path.relative_to(_WRITER).parts[0].removesuffix(".py")
        found.setdefault(room, set()).update(
            _frames_in(ast.parse(path.read_text(encoding="utf-8")))
        )
    found["effects"] = set(_of_effects())
    return {room: tuple(sorted(each)) for room, each in found.items() if each}


def catalogue() -> str:
    """The frames as TOML."""
    said = [_HEAD]
    for room, each in frames().items():
        said.append(f"[{room}]\nframes = [")
        said += [f"    {json.dumps(frame, ensure_ascii=False)}," for frame in each]
        said.append("]\n")
    return "\n".join(said)


def _of_effects() -> Iterator[str]:
    """The phrase of each effect, and what of it is said behind its verb: before an object, and in a title."""
    data = resources.files("blockguide.code.facts").joinpath("effects.json")
    for group in json.loads(data.read_text(encoding="utf-8"))["groups"]:
        for phrase in group["calls"].values():
            rest = behind_verb(phrase)
            yield from filter(None, (phrase, rest, rest.rpartition(" ")[0]))


def _frames_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(frame)), *_]) if (
                name in _MARKS
            ):
                yield frame


if __name__ == "__main__":
    sys.stdout.write(catalogue())

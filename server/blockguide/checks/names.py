"""BG202: whether the names and the numbers that the prose quotes exist."""

import builtins
import keyword
import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from types import (
    AsyncGeneratorType,
    CoroutineType,
    FunctionType,
    GeneratorType,
    ModuleType,
    TracebackType,
)
from typing import Final

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.guide.entry import Severity

EVERYWHERE: Final = frozenset((0.0, 1.0, 2.0, 10.0))
"""Numbers that code means without spelling them: where a count begins, how far one goes on, the usual base."""

_STRING = re.compile(
    r"[rRbBuUfF]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
)
_NAME = re.compile(r"(?<!\w)[^\W\d]\w*")
_NUMBER = re.compile(
    r"(?<![\w.])(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
)
_DIGIT = re.compile(r"\d")
_PREFIXED = re.compile(r"0[xXoObB]")
# The data model's names that `dir` of no common type shows.
_PROTOCOLS = (
    "__abs__ __aenter__ __aexit__ __aiter__ __all__ __anext__ __await__ __bases__ __call__ "
    "__class_getitem__ __complex__ __copy__ __deepcopy__ __del__ __delete__ __dict__ __enter__ "
    "__exit__ __fspath__ __get__ __getattr__ __getitem__ __index__ __init_subclass__ __iter__ "
    "__main__ __match_args__ __missing__ __mro__ __mro_entries__ __next__ __path__ __post_init__ "
    "__prepare__ __set__ __set_name__ __slots__ __subclasscheck__ __instancecheck__ __version__ "
    "__weakref__ self cls"
)
_TYPES = (
    type, object, int, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set,
    frozenset, range, slice, property, BaseException, OSError, UnicodeDecodeError, SyntaxError,
    StopIteration, FunctionType, GeneratorType, AsyncGeneratorType, CoroutineType, ModuleType,
    TracebackType,
)  # fmt: skip


@check("BG202", Severity.ERROR)
def name_unknown(examined: Examined) -> Iterator[Remark]:
    """Every name in backticks exists, and every number.

    Known are the names of the file, of the definitions that the block uses and of their signatures,
    of the real calls, of the example, the builtins, the attributes of the builtin types, the
    keywords and the modules of the standard library. Of an expression in backticks each name must
    be known; what stands in its strings need not be. A number is known where one of its value stands in
    the same places; 0, 1, 2 and 10 are everywhere.

    Why: an invented name or number sends its reader searching for what is not there.

    Mend: quote it as the code spells it, or say it in words.
    """
    known = _Known(examined)
    for prose in examined.prose:
        for code in prose.quoted:
            for name in known.unknown_in(code):
                message = (
                    f"`{name}` is nowhere in the file or in what it uses; "
                    "quote a name as the code spells it, or say it in words."
                )
                yield Remark(prose.section, message, prose.place)
            for number in known.unknownnumbers_in(code):
                message = (
                    f"The number `{number}` is nowhere in the file or in what it uses; "
                    "quote one as the code spells it, or say it in words."
                )
                yield Remark(prose.section, message, prose.place)


def names_in(code: str) -> list[str]:
    """The names in a piece of code, each once, in order; those in strings left out."""
    return list(dict.fromkeys(_NAME.findall(_STRING.sub('""', code))))


def numbers_in(text: str) -> dict[float, str]:
    """The numbers in a text by their values, each as it is first spelled there."""
    found: dict[float, str] = {}
    for match in _NUMBER.finditer(text):
        spelled = match[0].replace("_", "")
        try:
            value = float(int(spelled, 0)) if _PREFIXED.match(spelled) else float(spelled)
        except (ValueError, OverflowError):
            continue
        found.setdefault(value, match[0])
    return found


class _Known:
    """What is known to exist, asked from the nearest place to the farthest."""

    def __init__(self, examined: Examined) -> None:
        self._block = frozenset(_NAME.findall(examined.subject.block.text))
        self._file = examined.subject.block.source.text
        self._examined = examined
        self._around: str | None = None

    def unknown_in(self, code: str) -> list[str]:
        return [name for name in names_in(code) if not self._knows(name)]

    def unknownnumbers_in(self, code: str) -> list[str]:
        told = numbers_in(_STRING.sub('""', code)) if _DIGIT.search(code) else {}
        return [spelled for value, spelled in told.items() if not self._knows_number(value)]

    def _knows_number(self, value: float) -> bool:
        return value in EVERYWHERE or value in self._numbers

    @cached_property
    def _numbers(self) -> frozenset[float]:
        return frozenset(numbers_in(f"{self._file}\n{self._surroundings()}"))

    def _knows(self, name: str) -> bool:
        return (
            name in _common_names()
            or name in self._block
            or _stands_in(name, self._file)
            or _stands_in(name, self._surroundings())
        )

    def _surroundings(self) -> str:
        if self._around is None:
            context = self._examined.subject.context
            parts = [self._examined.guide.example, context.reach.module, str(context.reach.path)]
            for each in context.definitions:
                parts += [each.name, each.full_name, each.signature, each.type, each.docstring]
            for site in context.call_sites:
                parts += [site.statement, site.within, site.path.name]
            parts += [each.name for each in context.ingredients]
            self._around = "\n".join(parts)
        return self._around


def _stands_in(name: str, text: str) -> bool:
    """Whether `name` stands in `text` as a whole, not as a part of a longer name."""
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if not (_joins(text[at - 1 : at], name[0]) or _joins(name[-1], text[end : end + 1])):
            return True
        at = text.find(name, at + 1)
    return False


def _joins(left: str, right: str) -> bool:
    return _is_word(left) and _is_word(right)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@cache
def _common_names() -> frozenset[str]:
    attributes = (name for kind in _TYPES for name in dir(kind))
    return frozenset(
        {
            *dir(builtins),
            *keyword.kwlist,
            *keyword.softkwlist,
            *sys.stdlib_module_names,
            *attributes,
            *_PROTOCOLS.split(),
        }
    )


CHECKS: tuple[Check, ...] = (name_unknown,)

"""The words of a page: names in backticks that exist, and vague words."""

import builtins
import importlib
import keyword
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sample import STDLIB, root_of
from values import Chosen, Page

_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?P<code>.+?)(?<!`)\1(?!`)", re.DOTALL)
_STRING = re.compile(
    r"""(?i:\b[rbuf]{1,2})?("{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""",
    re.DOTALL,
)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_WORD = re.compile(r"[^\W\d]\w*")

_ALWAYS = {
    *dir(builtins),
    *keyword.kwlist,
    *keyword.softkwlist,
    *sys.stdlib_module_names,
    "self",
    "cls",
}

_VAGUE = re.compile(
    r"\b(?:getting|gets|(?<!\ba )(?<!\bthe )(?<!\bfile )handle (?:the|a|an|each|all|any|its|this|that)"
    r"|doing|does stuff|handl(?:es|ing|ed)|perform(?:s|ing|ed)?|manag(?:es?|ing)"
    r"|utili[sz](?:es?|ing|ed)|leverag(?:es?|ing|ed)|process(?:es)? (?:the|a|an|each|all|its|this|that)|in order to"
    r"|simply|basically|essentially|obviously|various|stuff|things|and so on|etc|takes care of|deals? with"
    r"|is responsible for|robust|elegant|powerful|seamless(?:ly)?|effortless(?:ly)?|as needed|as appropriate"
    r"|some kind of|some sort of|miscellaneous)\b(?!-)",
    re.IGNORECASE,
)
_NOT_VAGUE = re.compile(
    r"(?:file|window|open|exception|error|signal) handles?\b|things that|of things", re.IGNORECASE
)
_THIS = re.compile(r"\bthis (?:code )?(?:block|snippet)\b", re.IGNORECASE)


def unknown_names(page: Page, block: Chosen, text: str) -> tuple[int, list[str]]:
    """How many names stand in backticks, and those that exist nowhere."""
    code = re.sub(r"\\[nrt]", " ", text)
    known = {*_ALWAYS, *_WORD.findall(code), *_WORD.findall(page.example), *block.module.split(".")}
    known |= {*block.path.parts, *block.path.name.split(".")}
    total, missing = 0, []
    for line in page.prose.split("\n"):
        for span in _SPAN.finditer(line):
            for dotted in _DOTTED.findall(_STRING.sub(" ", span["code"])):
                names = dotted.split(".")
                total += len(names)
                lacking = [
                    name for name in names if name not in known and not _is_elsewhere(name, block)
                ]
                if lacking and not _is_real(dotted):
                    missing += [
                        f"{name} in `{span['code'][:60]}`: {line[:140]}" for name in lacking
                    ]
    return total, missing


def vague_words(page: Page) -> Iterator[str]:
    """Each vague word, with what stands around it; code and quotations are not prose."""
    for line in page.prose.split("\n"):
        plain = re.sub(r"\"[^\"]*\"|“[^”]*”", " ", _SPAN.sub(" ", line))
        for match in _VAGUE.finditer(plain):
            around = plain[max(0, match.start() - 40) : match.end() + 40]
            if not _NOT_VAGUE.search(around):
                yield f"{match[0]}: …{around.strip()}…"
    times = len(_THIS.findall(page.prose))
    if times > 1:
        yield f"'this code block' {times} times"


def _is_real(dotted: str) -> bool:
    """Whether a dotted name leads somewhere in the standard library."""
    parts = dotted.split(".")
    if (
        len(parts) < 2
        or parts[0] not in sys.stdlib_module_names
        or parts[0] in ("antigravity", "this")
    ):
        return False
    try:
        found = importlib.import_module(parts[0])
    except ImportError:
        return False
    for part in parts[1:]:
        found = getattr(found, part, None)
    return found is not None


def _is_elsewhere(name: str, block: Chosen) -> bool:
    return block.package != STDLIB and name in _defined(root_of(block.package))


@cache
def _defined(root: Path) -> frozenset[str]:
    """The names that the files of a package define."""
    found: set[str] = set()
    for path in root.rglob("*.py"):
        found.update(
            re.findall(
                r"^\s*(?:async )?(?:class|def)\s+(\w+)",
                path.read_text(errors="replace"),
                re.MULTILINE,
            )
        )
    return frozenset(found)

"""Breaks a statement that is too long over several lines, at its brackets, as formatters do."""

from typing import Final

WIDTH: Final = 84
_OPEN: Final = {"(": ")", "[": "]", "{": "}"}


def folded(  # noqa: PLR0911 - one return for each kind
    code: str,
) -> str:
    """The same statement in lines of at most 84 columns where its brackets allow it."""
    if "\n" in code or len(code) <= WIDTH:
        return code
    indent = code[: len(code) - len(code.lstrip())]
    pair = _last_pair(code)
    if pair is None:
        return code
    start, end = pair
    head, inside, tail = code[: start + 1], code[start + 1 : end].strip(), code[end:]
    if not inside:
        return code
    pieces = _pieces(inside)
    one = f"{indent}    {inside}"
    if len(one) <= WIDTH and len(pieces) == 1 and code[start] == "(" and not inside.endswith(","):
        return f"{head}\n{one}\n{indent}{tail}"
    if (
        len(one) <= WIDTH
        and not any(piece.startswith("*") for piece in pieces)
        and " for " not in inside
    ):
        return f"{head}\n{one}\n{indent}{tail}"
    if len(pieces) == 1:
        return f"{head}\n{folded(one)}\n{indent}{tail}"
    comma = "" if " for " in pieces[-1] and len(pieces) == 1 else ","
    lines = [folded(f"{indent}    {piece}") + "," for piece in pieces[:-1]]
    lines.append(folded(f"{indent}    {pieces[-1]}") + comma)
    return "\n".join([head, *lines, indent + tail])


def _last_pair(code: str) -> tuple[int, int] | None:
    """The bracket pair that opens first at the outermost level and closes last."""
    found = None
    depth = 0
    start = 0
    for place, char in _outside_strings(code):
        if char in _OPEN:
            if depth == 0:
                start = place
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0 and place - start > 1:
                found = (start, place)
        elif char == "#":
            return None
    return found


def _pieces(inside: str) -> list[str]:
    """What stands between the commas of the outermost level."""
    pieces = []
    depth = 0
    start = 0
    function = False
    for place, char in _outside_strings(inside):
        if char in _OPEN:
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "l" and depth == 0 and inside.startswith("lambda", place):
            function = True
        elif char == ":" and depth == 0:
            function = False
        elif char == "," and depth == 0 and not function:
            pieces.append(inside[start:place].strip())
            start = place + 1
    pieces.append(inside[start:].strip())
    return [piece for piece in pieces if piece]


def _outside_strings(code: str) -> list[tuple[int, str]]:
    """The characters that stand outside string literals, with their places."""
    found = []
    quote = ""
    place = 0
    while place < len(code):
        char = code[place]
        if quote:
            if char == "\\":
                place += 1
            elif code.startswith(quote, place):
                place += len(quote) - 1
                quote = ""
        elif char in "\"'":
            quote = char * 3 if code.startswith(char * 3, place) else char
            place += len(quote) - 1
        else:
            found.append((place, char))
        place += 1
    return found

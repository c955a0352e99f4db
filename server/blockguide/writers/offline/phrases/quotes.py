"""Phrases looked at without the code that they quote."""

import re
from typing import Final

_CODE: Final = re.compile(r"`[^`]*`")


def without_code(phrase: str) -> str:
    """The phrase with one backtick in the place of each code span; our spans hold no backticks."""
    return _CODE.sub("`", phrase)

"""The command line, and the composition root: each command puts its parts together in `commands/`.

A command imports its own parts alone: an editor waits for `serve`, and a terminal for the rest.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Runs the command; gives its exit code: 0 all well, 1 something fell short, 2 wrong use."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    match words:
        case ["serve", *rest]:
            from blockguide.commands.serve import serve  # noqa: PLC0415

            return serve(rest)
        case ["workshop"]:
            from blockguide.commands.workshop import workshop  # noqa: PLC0415

            return workshop()
        case _:
            from blockguide.commands.terminal import run  # noqa: PLC0415

            return run(words)

"""The command `serve`: the language server, with the workshop in a process of its own.

An editor waits for this: nothing is imported at first but what reads its first message.
"""

from typing import TYPE_CHECKING

from blockguide.lsp import start

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from pathlib import Path

    from blockguide.workshop.client import WorkshopProcess

HELP = "Serves an editor as a language server."


def serve(words: "Sequence[str]") -> int:
    """Serves one client; gives the exit code.

    Raises:
        SystemExit: wrong use (2), or `--help` (0).
    """
    if not words or list(words) == ["--stdio"]:
        return start.main(make_workshop, default_directory)

    from argparse import ArgumentParser  # noqa: PLC0415 - 7 ms, and editors give no arguments

    parser = ArgumentParser("blockguide serve", description=HELP)
    add_arguments(parser)
    options = parser.parse_args(words)
    if options.check:
        from blockguide.commands.check import check  # noqa: PLC0415 - only for who asks

        return check()
    return start.main(
        make_workshop, default_directory, options.tcp, options.log_file, options.log_level
    )


def add_arguments(parser: "ArgumentParser") -> None:
    """Adds the words of the command, with their help."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--stdio", action="store_true", help="over standard input and output (the default)"
    )
    way.add_argument("--tcp", metavar="HOST:PORT", help="over a socket of this machine alone")
    way.add_argument(
        "--check", action="store_true", help="print what an editor would see, and exit"
    )
    parser.add_argument(
        "--log-file", metavar="FILE", help="where the log goes (default: standard error)"
    )
    parser.add_argument(
        "--log-level",
        choices=("error", "warning", "info", "debug"),
        help="from which weight on something is logged",
    )


def make_workshop() -> "WorkshopProcess":
    """The workshop of a server; nothing is started yet."""
    import os  # noqa: PLC0415 - these come after the answer to the client

    from blockguide.settings import settings_from  # noqa: PLC0415
    from blockguide.workshop.client import WorkshopProcess  # noqa: PLC0415

    settings, _ = settings_from(os.environ, None)
    return WorkshopProcess(settings)


def default_directory() -> "Path":
    """Where guides and pages are kept as long as no setting names a directory."""
    from blockguide.cache import location  # noqa: PLC0415 - 30 ms, only for who chose none

    return location.default_directory()

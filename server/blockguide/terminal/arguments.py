"""The words of the command line, with their help."""

from argparse import (
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
    _ArgumentGroup,
    _SubParsersAction,
)
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide import __version__
from blockguide.settings import Detail, WriterChoice
from blockguide.terminal.batch.plan import Each
from blockguide.terminal.printing import Format

_TOP = """\
Writes a guide, "How to Use This Code Block", for any block of Python code:
what it does, how it runs step by step, and an example that works.
No key, no network and no model is needed, and your code is never changed.
A model of your choice can write it better: --model, and blockguide doctor.
"""
_TOP_EXAMPLES = """\
examples:
  blockguide document app/settings.py:10-24         a selection of lines
  blockguide document app/settings.py:12            the statement or definition around a line
  blockguide document app/settings.py --symbol Settings.load
  blockguide batch app --out guides                 a page for every module
  blockguide cache info                             where guides are kept, and how many
"""
_DOCUMENT = "Writes the guides to blocks of code and prints them."
_DOCUMENT_EXAMPLES = """\
examples:
  blockguide document app/settings.py               the whole module
  blockguide document app/settings.py:10-24         lines 10 to 24
  blockguide document a.py:3 b.py:7-9 --format json
  blockguide document app/models.py --symbol User.save --run-example
  cat draft.py | blockguide document -:1-9 --path app/draft.py
  blockguide document --selections blocks.jsonl     one JSON answer a line, in order

exit codes: 0 all well; 1 a selection failed, or, under --strict, a check fell short; 2 wrong use
"""
_BATCH = """\
Writes a page for every Python file below the given paths (pkg/mod.py.md for
pkg/mod.py) and an index. Files that .gitignore names are left out. Run again,
it does only what is left or has changed.
"""
_MODELS = "Lists the models that the endpoint offers."
_DOCTOR = "Tries a one-token request, and says in words what is wrong."
_PROMPT = "Shows exactly what would be sent to a model for a block; nothing is sent."
_CACHE = "Tells about the kept guides, or removes them."
_BATCH_EXAMPLES = """\
examples:
  blockguide batch app --out guides
  blockguide batch app lib --out guides --each definition --jobs 4
  blockguide batch . --out guides --include 'app/**' --exclude '**/migrations/**'
  blockguide batch app --out guides --prune         also remove the pages of removed files
"""


REQUESTS_AT_ONCE: Final = 4
"""How many requests a batch makes to a model at the same time, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Word:
    """A command of another room: what it is for in one sentence, and what adds its arguments."""

    help: str
    add_arguments: Callable[[ArgumentParser], None]


def parse_arguments(words: Sequence[str], others: Mapping[str, Word]) -> Namespace:
    """Reads the command line; `command` (and `cache_command`) say what was asked.

    Args:
        words: the command line.
        others: the commands that are run elsewhere, by their names, so that the help shows them.

    Raises:
        SystemExit: wrong use (2), or `--help` and `--version` (0).
    """
    # argparse takes `-:3-9` for an option; with a space before it, it is a target.
    return _argument_parser(others).parse_args(
        [f" {word}" if word.startswith("-:") else word for word in words]
    )


def _argument_parser(others: Mapping[str, Word]) -> ArgumentParser:
    parser = ArgumentParser(
        "blockguide",
        description=_TOP,
        epilog=_TOP_EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"blockguide {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common()
    document = commands.add_parser(
        "document",
        help=_DOCUMENT,
        description=_DOCUMENT,
        epilog=_DOCUMENT_EXAMPLES,
        parents=[common, _wish()],
        formatter_class=RawDescriptionHelpFormatter,
    )
    _add_document_arguments(document)
    batch = commands.add_parser(
        "batch",
        help="Writes a page for every file of a tree.",
        description=_BATCH,
        epilog=_BATCH_EXAMPLES,
        parents=[common, _wish()],
        formatter_class=RawDescriptionHelpFormatter,
    )
    _add_batch_arguments(batch)
    cache = commands.add_parser("cache", help=_CACHE, description=_CACHE)
    chosen = cache.add_subparsers(dest="cache_command", required=True, metavar="COMMAND")
    chosen.add_parser(
        "info", help="Says where guides are kept, how many, and how much room they take."
    )
    chosen.add_parser("clear", help="Removes every kept guide.")
    _add_endpoint_commands(commands)
    for name, word in others.items():
        word.add_arguments(commands.add_parser(name, help=word.help, description=word.help))
    return parser


def _wish() -> ArgumentParser:
    """Who writes, and how; the rest of the model's settings is chosen by the environment."""
    parser = ArgumentParser(add_help=False)
    group = parser.add_argument_group("who writes")
    group.add_argument(
        "--writer",
        choices=[choice.value for choice in WriterChoice],
        help="auto: a model's words over the offline guide where --model is chosen; offline: never a model;"
        " model: a model's words, the offline writer's where they fail (default: auto)",
    )
    _add_endpoint_arguments(group)
    group.add_argument("--language", metavar="TAG", help="of a model's prose: en, ru, de, fr, es")
    group.add_argument(
        "--detail", choices=[detail.value for detail in Detail], help="how much a model is to say"
    )
    return parser


def _endpoint() -> ArgumentParser:
    parser = ArgumentParser(add_help=False)
    _add_endpoint_arguments(parser.add_argument_group("endpoint"))
    return parser


def _add_endpoint_arguments(group: _ArgumentGroup) -> None:
    group.add_argument("--model", metavar="NAME", help="the model, as its endpoint calls it")
    group.add_argument("--preset", metavar="NAME", help="the kind of endpoint: openai, ollama, ...")
    group.add_argument(
        "--base-url",
        metavar="URL",
        help="the endpoint's address, such as http://localhost:11434/v1",
    )


def _common() -> ArgumentParser:
    parser = ArgumentParser(add_help=False)
    parser.add_argument(
        "--project",
        type=_directory,
        metavar="DIR",
        help="the project's root (default: found from each file)",
    )
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="neither read nor keep guides in the cache",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 where a check finds an error in a guide"
    )
    return parser


def _add_endpoint_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    commands.add_parser("models", help=_MODELS, description=_MODELS, parents=[_endpoint()])
    commands.add_parser("doctor", help=_DOCTOR, description=_DOCTOR, parents=[_endpoint()])
    prompt = commands.add_parser(
        "prompt", help=_PROMPT, description=_PROMPT, parents=[_common(), _wish()]
    )
    prompt.add_argument("target", metavar="TARGET", help="FILE, FILE:LINE or FILE:START-END")
    prompt.add_argument("--symbol", metavar="NAME", help="the definition NAME, or Class.method")


def _add_document_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "targets",
        nargs="*",
        type=str.lstrip,
        metavar="TARGET",
        help="FILE, FILE:LINE, FILE:START-END (1-based, inclusive), or - for standard input",
    )
    parser.add_argument(
        "--symbol",
        metavar="NAME",
        help="document the definition NAME, or Class.method, of each FILE",
    )
    parser.add_argument(
        "--path", type=Path, metavar="FILE", help="the file that standard input is to be read as"
    )
    parser.add_argument(
        "--selections",
        metavar="FILE.jsonl",
        help='selections, one a line: {"path", "start", "end"} or {"path", "symbol"}; '
        "- for standard input",
    )
    parser.add_argument(
        "--end-with-input",
        action="store_true",
        help="with --selections -: end when standard input does, also in the middle of a selection",
    )
    parser.add_argument(
        "--format",
        choices=[form.value for form in Format],
        default=Format.PAGE.value,
        help="how guides are printed (default: %(default)s)",
    )
    parser.add_argument(
        "--run-example",
        action="store_true",
        help="run each guide's example, held in by limits, with the project's own Python",
    )


def _add_batch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a Python file, or a directory of them"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the directory that the pages go to"
    )
    parser.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="how many processes work at once, each with one request to a model at most (default: one for each"
        f" core; with a model {REQUESTS_AT_ONCE} at most)",
    )
    parser.add_argument(
        "--each",
        choices=[each.value for each in Each],
        default=Each.MODULE.value,
        help="what a page is about (default: %(default)s)",
    )
    parser.add_argument(
        "--include",
        action="append",
        default=[],
        metavar="PATTERN",
        help="take only the files that match, as .gitignore writes patterns; may be repeated",
    )
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out the files that match; may be repeated",
    )
    parser.add_argument(
        "--prune", action="store_true", help="remove the pages whose file, or definition, is gone"
    )


def _positive(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a number from 1 on")


def _directory(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        return path.absolute()
    raise ArgumentTypeError(f"{text!r} is not a directory")

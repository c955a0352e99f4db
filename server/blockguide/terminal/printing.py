"""Prints answers: a page for a person, JSON for a program; what went wrong goes to standard error."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum

from blockguide.errors import BlockGuideError
from blockguide.guide.entry import Usage
from blockguide.terminal.answers import Answer


class Format(StrEnum):
    """How answers are printed."""

    PAGE = "page"
    JSON = "json"
    JSONL = "jsonl"


def printer(form: Format) -> tuple[Callable[[Answer], None], Callable[[], None]]:
    """A function that prints each answer, and one that ends the printing."""
    if form is Format.PAGE:
        return _page_printer(), _nothing
    if form is Format.JSONL:
        return print_line, _nothing
    kept: list[Answer] = []
    return kept.append, lambda: _print_json(kept)


def print_line(answer: Answer) -> None:
    """Prints an answer as one line of JSON, at once."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """Prints plain words on standard output."""
    sys.stdout.write(f"{text}\n")


def print_error(error: BlockGuideError) -> None:
    """Prints a failure on standard error: one sentence and one advice."""
    _complain(error.message, error.advice)


def print_notice(sentence: str) -> None:
    """Prints something worth knowing on standard error."""
    sys.stderr.write(f"blockguide: {sentence}\n")


def used(usage: Usage, cost: float | None) -> str:
    """What a model used, as a part of a sentence: `about 1,500 tokens, cost 0.0040`, where a price is known."""
    tokens = f"{'about ' if usage.estimated else ''}{usage.total:,} tokens"
    return tokens if cost is None else f"{tokens}, cost {cost:.4f}"


def _page_printer() -> Callable[[Answer], None]:
    write = _view() if sys.stdout.isatty() else _write
    printed = 0

    def show(answer: Answer) -> None:
        nonlocal printed
        if "error" in answer:
            _complain(answer["error"]["message"], answer["error"]["advice"])
            return
        if printed:
            sys.stdout.write("\n")
        printed += 1
        write(answer["page"])
        _show_checks(answer)

    return show


def _show_checks(answer: Answer) -> None:
    for finding in answer["checks"]["findings"]:
        place = f" ({finding['place']})" if finding["place"] else ""
        print_notice(f"{finding['code']} {finding['severity']}{place}: {finding['message']}")
    if answer["tokens"] and not answer["cached"]:
        told = used(Usage(**answer["tokens"]), answer["cost"])
        print_notice(f"{told[0].upper()}{told[1:]}.")
    for gap in answer["gaps"]:
        print_notice(f"Not resolved: {gap['what']}: {gap['why']}")
    ran = answer["checks"]["ran"]
    if ran is None:
        return
    if ran["exit"] == 0:
        print_notice(
            f"The example ran in {ran['seconds']} s and printed:\n{ran['output']}".rstrip()
        )
    else:
        print_notice(f"The example failed: {ran['errors'].strip() or 'no message'}")


def _print_json(answers: list[Answer]) -> None:
    shown: object = answers[0] if len(answers) == 1 else answers
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()


def _complain(message: str, advice: str) -> None:
    print_notice(message)
    sys.stderr.write(f"  {advice}\n")


def _write(page: str) -> None:
    sys.stdout.write(page)
    sys.stdout.flush()


def _view() -> Callable[[str], None]:
    from blockguide.terminal.view import view_page  # noqa: PLC0415 - rich takes 70 ms to import

    return view_page


def _nothing() -> None:
    pass

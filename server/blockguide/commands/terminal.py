"""The commands of the terminal: `document`, `batch` and `cache`."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from io import TextIOWrapper
from pathlib import Path
from signal import SIGINT
from typing import Final

from blockguide.cache.guide_cache import GuideCache
from blockguide.code.context.analyst import Analyst
from blockguide.commands import serve
from blockguide.commands.choice import WISHES, chosen, chosen_model
from blockguide.commands.workshop import guide_cache, offline_writer
from blockguide.document import NoKeeper, Parts
from blockguide.errors import BlockGuideError, ErrorCode
from blockguide.guide.headings import DEFAULT_LANGUAGE
from blockguide.improving.values import showing_of
from blockguide.settings import Settings, settings_from
from blockguide.terminal.about_cache import description, removal
from blockguide.terminal.answers import Answer, fell_short
from blockguide.terminal.arguments import REQUESTS_AT_ONCE, Word, parse_arguments
from blockguide.terminal.batch.crew import PATIENCE, Crew
from blockguide.terminal.batch.ending import SignalledError
from blockguide.terminal.batch.files import Filters
from blockguide.terminal.batch.plan import Each
from blockguide.terminal.batch.work import Order, keep_orphans, prune_orphans, run_batch
from blockguide.terminal.documenting import Desk, answers, answers_to_lines, runner
from blockguide.terminal.printing import Format, print_error, print_notice, printer, say
from blockguide.terminal.selections import fed_lines, lines_of
from blockguide.terminal.targets import STANDARD_INPUT, parse_target, reader
from blockguide.writers.offline.writer import VERSION

WELL: Final = 0
FELL_SHORT: Final = 1
WRONG_USE: Final = 2
BY_SIGNAL: Final = 128
"""What a shell adds to a signal's number."""

INTERRUPTED: Final = BY_SIGNAL + SIGINT


def run(words: Sequence[str]) -> int:
    """Runs a command; gives its exit code: 0 all well, 1 something fell short, 2 wrong use."""
    _speak_utf8()
    options = parse_arguments(words, {"serve": Word(serve.HELP, serve.add_arguments)})
    try:
        return asyncio.run(_command(options))
    except BlockGuideError as error:
        print_error(error)
        return WRONG_USE if error.code is ErrorCode.BAD_TARGET else FELL_SHORT
    except KeyboardInterrupt:
        print_notice("Interrupted.")
        return INTERRUPTED
    except SignalledError as error:
        _take_leave(f"Ended by {error.signal.name}.")
        return BY_SIGNAL + error.signal
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FELL_SHORT


async def _command(options: Namespace) -> int:
    match options.command:
        case "document":
            return await _document(options)
        case "batch":
            return await _batch(options)
        case "cache":
            return await _cache(options)
        case name:
            from blockguide.commands.endpoint import (  # noqa: PLC0415 - 50 ms, only for who asks
                ENDPOINT_COMMANDS,
            )

            settings = chosen(_settings(getattr(options, "project", None)), options)
            return await ENDPOINT_COMMANDS[name](settings, options)


async def _document(options: Namespace) -> int:
    _refuse_contradictions(options)
    settings = chosen(_settings(options.project), options)
    _tell_language(settings)
    run = runner(settings.project) if options.run_example else None
    show, end = printer(Format.JSONL if options.selections else Format(options.format))
    failed = short = False
    read = reader(sys.stdin.buffer.read, options.path)
    async with _parts(settings, options) as parts:
        async for answer in _answers(
            options, Desk(parts, read, run, print_notice, settings.model.prices)
        ):
            failed = failed or "error" in answer
            short = short or ("error" not in answer and fell_short(answer))
            show(answer)
    end()
    return FELL_SHORT if failed or (short and options.strict) else WELL


def _refuse_contradictions(options: Namespace) -> None:
    if bool(options.targets) == bool(options.selections):
        raise BlockGuideError(
            ErrorCode.BAD_TARGET,
            "Nothing to document is named."
            if not options.targets
            else "Both TARGET and --selections are given.",
            "Name FILE, FILE:LINE or FILE:START-END, or give --selections FILE.jsonl.",
        )
    if options.end_with_input and options.selections != STANDARD_INPUT:
        raise BlockGuideError(
            ErrorCode.BAD_TARGET,
            "--end-with-input is given, and the selections do not come from standard input.",
            "Add --selections -, or leave --end-with-input out.",
        )


async def _answers(options: Namespace, desk: Desk) -> AsyncIterator[Answer]:
    if options.targets:
        targets = [parse_target(text, options.symbol) for text in options.targets]
        async for answer in answers(targets, desk):
            yield answer
    else:
        opened = fed_lines() if options.end_with_input else lines_of(options.selections)
        with opened as lines:
            async for answer in answers_to_lines(lines, desk):
                yield answer


async def _batch(options: Namespace) -> int:
    from blockguide.terminal.batch.watching import (  # noqa: PLC0415 - rich takes 70 ms to import
        summary,
        watcher,
    )

    settings = chosen(_settings(options.project), options)
    _tell_language(settings)
    model = chosen_model(settings)
    most = REQUESTS_AT_ONCE if model else sys.maxsize
    order = Order(
        paths=tuple(options.paths),
        out=options.out.absolute(),
        each=Each(options.each),
        filters=Filters(tuple(options.include), tuple(options.exclude)),
        writer=model.name if model else "offline",
        version=f"{model.model} {model.version} {settings.language}" if model else VERSION,
        remove_orphans=prune_orphans if options.prune else keep_orphans,
    )
    # The environment is theirs too. A value may begin with a dash, and is no option then.
    passed_on = [
        f"--{name.replace('_', '-')}={getattr(options, name)}"
        for name in ("project", *WISHES)
        if getattr(options, name) is not None
    ]
    crew = Crew(
        options.jobs or min(os.cpu_count() or 1, most),
        (*passed_on, *(() if options.cache else ("--no-cache",))),
        PATIENCE + (2 * settings.model.whole / 1000 if model else 0.0),
    )
    with watcher() as watching:
        tally = await run_batch(order, crew, watching)
    say(summary(tally, order.writer))
    return FELL_SHORT if tally.failed or (tally.short and options.strict) else WELL


async def _cache(options: Namespace) -> int:
    settings = _settings(None)
    cache = guide_cache(settings)
    try:
        if options.cache_command == "clear":
            say(removal(await cache.clear()))
        else:
            say(description(await cache.describe()))
    finally:
        await cache.close()
        _tell(cache)
    return WELL


def _settings(project: Path | None) -> Settings:
    settings, notices = settings_from(os.environ, project)
    for notice in notices:
        print_notice(notice)
    return settings


@asynccontextmanager
async def _parts(settings: Settings, options: Namespace) -> AsyncIterator[Parts]:
    keeper = guide_cache(settings) if options.cache else NoKeeper()
    async with Analyst(settings) as analyst:
        try:
            yield Parts(
                analyst,
                offline_writer(),
                keeper,
                settings.language,
                chosen_model(settings),
                showing_of(settings),
            )
        finally:
            if isinstance(keeper, GuideCache):
                await keeper.close()
                _tell(keeper)


def _tell_language(settings: Settings) -> None:
    """Says so where another language was asked for than the one that writes without a model."""
    is_english = settings.language.partition("-")[0] == DEFAULT_LANGUAGE
    if not is_english and chosen_model(settings) is None:
        print_notice(f"Without a model the guide is in English, not in {settings.language!r}.")


def _tell(cache: GuideCache) -> None:
    for notice in cache.take_notices():
        print_notice(notice)


def _take_leave(sentence: str) -> None:
    """Says it, where anybody is left to hear: a terminal that is closed has sent the signal itself."""
    try:
        print_notice(sentence)
        sys.stderr.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

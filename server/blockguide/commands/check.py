"""The command `serve --check`: what an editor would meet here, the first thing to ask for in a bug report."""

import asyncio
import os
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Final

from blockguide import __version__
from blockguide.code.project.layout import find_project, python_of
from blockguide.commands.choice import chosen_model
from blockguide.commands.model import endpoint_of, key_of, wish_of
from blockguide.commands.workshop import guide_cache
from blockguide.errors import BlockGuideError
from blockguide.settings import Settings, settings_from
from blockguide.terminal.about_cache import description
from blockguide.terminal.printing import say
from blockguide.workshop.client import WorkshopProcess
from blockguide.writers.model.template import instructions
from blockguide.writers.model.values import EndpointFault

PACKAGES: Final = ("pygls", "lsprotocol", "jedi", "parso", "pyflakes", "platformdirs")


def check() -> int:
    """Prints it; gives the exit code: 0, or 1 where guides cannot be written."""
    settings, notices = settings_from(os.environ, None)
    for line in (*_about_itself(), *_about_project(Path.cwd()), *notices):
        say(line)
    return asyncio.run(_try_out(settings))


def _about_itself() -> Iterator[str]:
    yield f"blockguide  {__version__}, in {Path(__file__).parent.parent}"
    yield f"python      {sys.version.split()[0]}, {sys.executable}"
    yield f"packages    {', '.join(f'{name} {_version(name)}' for name in PACKAGES)}"


def _about_project(directory: Path) -> Iterator[str]:
    project = find_project(directory / "module.py", None)
    yield f"project     {project.root}"
    yield f"its python  {python_of(project) or 'none found; that of blockguide is used for examples'}"
    yield f"sources     {', '.join(map(str, project.source_roots))}"


async def _try_out(settings: Settings) -> int:
    cache = guide_cache(settings)
    say("cache")
    for line in description(await cache.describe()).splitlines():
        say(f"    {line}")
    await cache.close()
    for notice in cache.take_notices():
        say(notice)
    began = perf_counter()
    workshop = WorkshopProcess(settings)
    try:
        await workshop.page("00" * 32)
    except BlockGuideError as error:
        say(f"writer      {error.message}")
        return 1
    finally:
        await workshop.close()
    say(f"writer      offline, ready after {(perf_counter() - began) * 1000:.0f} ms")
    say(f"model       {await _about_model(settings)}")
    return 0


async def _about_model(settings: Settings) -> str:
    if chosen_model(settings) is None:
        return "none is chosen, nothing is sent anywhere"
    try:
        endpoint = endpoint_of(settings)
        instructions(wish_of(settings))
    except EndpointFault as fault:
        return f"none: {fault.sentence} {fault.advice}"
    except BlockGuideError as error:
        return f"none: {error.message} {error.advice}"
    key = await key_of(endpoint)
    told = f"key from {key.origin}" if key else "no key"
    return f"`{endpoint.model}` at {endpoint.base_url}, {told}; `blockguide doctor` tries it"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"

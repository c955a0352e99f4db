"""The twenty blocks that the model documents: short ones, of the standard library and five packages."""

import importlib.util
from pathlib import Path

from blockguide.code.block import Selection
from blockguide.code.select import select_symbol
from blockguide.code.source import read_source

BLOCKS = (
    "textwrap:shorten",
    "fnmatch:filter",
    "bisect:insort_right",
    "shlex:quote",
    "colorsys:rgb_to_yiq",
    "calendar:isleap",
    "heapq:heappushpop",
    "string:capwords",
    "more_itertools.recipes:ncycles",
    "more_itertools.recipes:take",
    "more_itertools.recipes:sliding_window",
    "django.utils.http:is_same_domain",
    "django.utils.http:int_to_base36",
    "django.utils.dateparse:parse_date",
    "django.utils.encoding:force_bytes",
    "flask.helpers:get_debug_flag",
    "django.utils.functional:classproperty",
    "attr.filters:include",
    "sqlalchemy.util.langhelpers:asbool",
    "sqlalchemy.util._collections:to_list",
)
SHORT = "calendar:isleap"
LONG = "argparse:ArgumentParser"


def selection_of(block: str) -> Selection:
    """The definition that `module:name` means."""
    module, name = block.split(":")
    found = select_symbol(read_source(file_of(module)), name)
    return Selection(found.source, found.span)


def file_of(module: str) -> Path:
    """The file of an installed module."""
    found = importlib.util.find_spec(module)
    assert found and found.origin
    return Path(found.origin)

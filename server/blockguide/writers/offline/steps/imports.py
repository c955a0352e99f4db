"""`import` statements: what each of them brings."""

import ast
from typing import TypeAlias

from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import listed

Import: TypeAlias = ast.Import | ast.ImportFrom


def importing(node: Import) -> Deed:
    """What one statement imports."""
    names = listed(names_of(node))
    if isinstance(node, ast.Import):
        return Deed("import", names, (say("import {}", names),))
    module = module_of(node)
    if is_whole(node):
        rest = say("every public name of {}", module)
        return Deed("import", rest, (say("import all of {}", module),))
    short = say("import {}", names) if len(names) < 40 else say("import from {}", module)
    titles = (short, say("import names from {}", module))
    return Deed("import", say("{} from {}", names, module), titles)


def names_of(node: Import) -> list[str]:
    """The names that the statement brings, each with the name that it gets here."""
    return [
        say("`{}` as `{}`", alias.name, alias.asname)
        if alias.asname and alias.asname != alias.name
        else f"`{alias.name}`"
        for alias in node.names
    ]


def module_of(node: ast.ImportFrom) -> str:
    """The module from which names are imported."""
    return f"`{'.' * node.level}{node.module or ''}`"


def is_whole(node: Import) -> bool:
    """Whether the statement brings every public name of a module."""
    return any(alias.name == "*" for alias in node.names)

"""A small function, a good answer about it, and the whole story of its guide as the settings tell it."""

from blockguide.code.block import Selection
from blockguide.code.context.analyst import Analyst
from blockguide.code.select import select_symbol
from blockguide.code.source import read_source
from blockguide.commands.choice import chosen_model
from blockguide.commands.workshop import offline_writer
from blockguide.document import NoKeeper, Parts, document
from blockguide.improving.values import showing_of

CODE = '''\
def clip(text, width):
    """Cut a text to a width."""
    if width < 0:
        raise ValueError(width)
    return text[:width]
'''
GOOD = """\
## Description
`clip` cuts `text` to `width` characters and returns the rest of it as a string. A negative `width` raises `ValueError`.

## Execution Steps
1. **Check the width**: When `width` is below 0, raises `ValueError` with `width`. *(3-4)*
2. **Return the cut text**: Returns the first `width` characters of `text`. *(5)*

## Usage Example
```python
from clipping import clip

print(clip("hello", 3))
```
"""


def selection_in(folder):
    """The selection of `clip`, in a project that is written into `folder`."""
    (folder / "pyproject.toml").write_text("[project]\nname = 'clipping'\n")
    path = folder / "clipping.py"
    path.write_text(CODE)
    found = select_symbol(read_source(path), "clip")
    return Selection(found.source, found.span)


async def events_of(selection, settings, keeper=None, offline=None):
    """Everything that the story tells of a selection."""
    async with Analyst(settings) as analyst:
        parts = Parts(
            analyst,
            offline or offline_writer(),
            keeper or NoKeeper(),
            settings.language,
            chosen_model(settings),
            showing_of(settings),
        )
        return [event async for event in document(selection, parts)]

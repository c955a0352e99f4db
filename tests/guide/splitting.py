"""A guide in form, its sections, and the sections that a splitter finds in an answer however it is cut."""

from blockguide.guide.given import Restarted
from blockguide.guide.splitter import Splitter
from blockguide.guide.values import Section

GUIDE = """\
How to Use This Code Block
==========================

Description
-----------
Splits `line` at the first `=`.

Execution Steps
---------------
1. **Split the line**: Partitions `line`. *(3)*
    - **Check the separator**: Raises `ValueError`. *(4-5)*

Usage Example
-------------

```python
print(split("a=b"))
```
"""

WANTED = {
    Section.DESCRIPTION: "Splits `line` at the first `=`.\n",
    Section.STEPS: "1. **Split the line**: Partitions `line`. *(3)*\n"
    "    - **Check the separator**: Raises `ValueError`. *(4-5)*\n",
    Section.EXAMPLE: '```python\nprint(split("a=b"))\n```\n',
}


def sections(pieces, **options):
    """What a splitter gives of an answer that comes in these pieces."""
    splitter = Splitter(**options)
    bodies = {}
    for news in [*map(splitter.feed, pieces), splitter.close()]:
        for one in news:
            if isinstance(one, Restarted):
                bodies.pop(one.section, None)
            else:
                bodies[one.section] = bodies.get(one.section, "") + one.text
    return bodies


def read(answer, **options):
    """The sections of a whole answer, the same as of its single letters."""
    bodies = sections([answer], **options)
    assert sections(answer, **options) == bodies
    return {section: body.strip("\n") + "\n" for section, body in bodies.items()}


def headed(description, steps, example):
    """The guide under these lines as headings, without a title."""
    bodies = WANTED[Section.DESCRIPTION], WANTED[Section.STEPS], WANTED[Section.EXAMPLE]
    pairs = zip((description, steps, example), bodies, strict=True)
    return "\n".join(f"{heading}\n{body}" for heading, body in pairs)

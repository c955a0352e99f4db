"""BG301 and BG303: whether the example is Python, and knows its own names."""

from collections.abc import Iterator

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.checks.reading import Example
from blockguide.code.fitting.own import names_at_hand
from blockguide.code.subject import Subject
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section


@check("BG301", Severity.ERROR)
def example_broken(examined: Examined) -> Iterator[Remark]:
    """The example compiles.

    Why: it is there to be pasted and run.

    Mend: complete it; prose belongs into comments, and `...` stands for what may be left out.
    """
    broken = examined.example.broken
    if broken is not None:
        where = f" on line {broken.line}" if broken.line else ""
        message = f"The example is no Python{where}: {broken.message}; mend its syntax."
        yield Remark(Section.EXAMPLE, message, f"line {broken.line}" if broken.line else "")


@check("BG303", Severity.ERROR)
def name_undefined(examined: Examined) -> Iterator[Remark]:
    """Every name that the example reads is bound in it, or builtin; pyflakes tells.

    An example that is written below the code itself, as in a notebook, finds the code's own names bound.

    Why: an example that ends in a NameError teaches its reader to distrust the page.

    Mend: import the name, or bind it to a value that means something.
    """
    for name, line in undefined_names(examined.example, examined.subject):
        message = f"The example reads `{name}`, which nothing binds; import it or bind it first."
        yield Remark(Section.EXAMPLE, message, f"line {line}")


def undefined_names(example: Example, subject: Subject) -> Iterator[tuple[str, int]]:
    """The names that an example reads and never binds, each with its 1-based line."""
    if example.tree is None:
        return
    from pyflakes import checker, messages  # noqa: PLC0415  (a cached guide needs no pyflakes)

    bound = names_at_hand(subject)
    for found in checker.Checker(example.tree).messages:
        if isinstance(found, messages.UndefinedName | messages.UndefinedLocal):
            name = str(found.message_args[0])
            if name not in bound:
                yield name, found.lineno


CHECKS: tuple[Check, ...] = (example_broken, name_undefined)

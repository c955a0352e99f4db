"""BG304 and BG305: whether the example's calls and attributes fit what they stand for."""

from collections.abc import Iterator

from blockguide.checks.check import Check, Remark, check
from blockguide.checks.examined import Examined
from blockguide.code.fitting.misfits import misfit_calls, unknown_attributes
from blockguide.code.fitting.signatures import Signature
from blockguide.guide.entry import Severity
from blockguide.guide.values import Section


@check("BG304", Severity.ERROR)
def call_misfit(examined: Examined) -> Iterator[Remark]:
    """Calls of what the project defines fit its signatures.

    Checked are functions, constructors and methods whose signature is certain: the number of
    positions, the names of the keywords, what has no default. They are looked up in the block's
    file, in the files of its package, and in those that its names come from; so are base classes.
    What decorators, metaclasses, star imports or base classes from elsewhere may change is left
    alone.

    Why: a call with a wrong keyword is a TypeError in the reader's first minute.

    Mend: pass what the signature asks for, under its names.
    """
    for found in misfit_calls(examined.program):
        message = f"`{found.name}` {found.misfit.clause}; {_advice(found.signature)}."
        yield Remark(Section.EXAMPLE, message, f"line {found.call.lineno}")


@check("BG305", Severity.ERROR)
def attribute_unknown(examined: Examined) -> Iterator[Remark]:
    """Attributes of imported modules, and of the project's classes and their objects, exist.

    A class with base classes that are not found, a metaclass, `__getattr__` or an unknown decorator
    may have any attribute, and one that the example sets itself is there.

    Why: an attribute that is not there is an AttributeError in the reader's first minute.

    Mend: use an attribute that the class or module has.
    """
    for node, problem in unknown_attributes(examined.program):
        message = f"{problem}; use an attribute that exists."
        yield Remark(Section.EXAMPLE, message, f"line {node.lineno}")


def _advice(signature: Signature) -> str:
    names = [f"`{name}`" for name in (*signature.positional, *signature.keyword_only)]
    return f"pass {', '.join(names)}" if names else "pass nothing"


CHECKS: tuple[Check, ...] = (call_misfit, attribute_unknown)

"""What a call may pass, and what of a call does not fit."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters of something that can be called.

    Attributes:
        positional: names of the parameters that take positions, in order.
        positional_only: how many of these take no keyword.
        required: how many of these have no default, counted from the first.
        keyword_only: names of the parameters that take only keywords.
        required_keywords: those of `keyword_only` without a default.
        more_positions: whether `*args` takes any further positions.
        more_keywords: whether `**kwargs` takes any further keywords.
    """

    positional: tuple[str, ...] = ()
    positional_only: int = 0
    required: int = 0
    keyword_only: tuple[str, ...] = ()
    required_keywords: tuple[str, ...] = ()
    more_positions: bool = False
    more_keywords: bool = False

    @property
    def keywords(self) -> tuple[str, ...]:
        """The names that can be passed by keyword."""
        return (*self.positional[self.positional_only :], *self.keyword_only)


@dataclass(frozen=True, slots=True)
class Misfit:
    """What of a call does not fit: a clause about it, and the wrong keyword, if it is that."""

    clause: str
    keyword: str = ""


def signature_of(arguments: ast.arguments) -> Signature:
    """The signature that a `def` or `lambda` declares."""
    positional = [*arguments.posonlyargs, *arguments.args]
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return Signature(
        tuple(each.arg for each in positional),
        len(arguments.posonlyargs),
        len(positional) - len(arguments.defaults),
        tuple(each.arg for each in arguments.kwonlyargs),
        tuple(each.arg for each, default in keywords if default is None),
        arguments.vararg is not None,
        arguments.kwarg is not None,
    )


def bound(signature: Signature) -> Signature:
    """The signature of a method with its object or class already given."""
    return replace(
        signature,
        positional=signature.positional[1:],
        positional_only=max(signature.positional_only - 1, 0),
        required=max(signature.required - 1, 0),
    )


def misfits(call: ast.Call, signature: Signature) -> Iterator[Misfit]:
    """What of `call` certainly raises a TypeError; what `*` and `**` unpack may be anything."""
    unpacks = any(isinstance(argument, ast.Starred) for argument in call.args)
    given = len(call.args)
    if not unpacks and not signature.more_positions and given > len(signature.positional):
        yield Misfit(f"takes at most {_count(len(signature.positional))}, not {given}")
    named = [keyword.arg for keyword in call.keywords if keyword.arg is not None]
    for name in named:
        if name not in signature.keywords and not signature.more_keywords:
            yield Misfit(f"has no parameter `{name}`", name)
        elif not unpacks and name in signature.positional[:given] and name in signature.keywords:
            yield Misfit(f"gets `{name}` twice")
    if unpacks or len(named) < len(call.keywords):
        return
    needed = (*signature.positional[given : signature.required], *signature.required_keywords)
    missing = [f"`{name}`" for name in needed if name not in named]
    if missing:
        yield Misfit(f"needs {' and '.join(missing)}")


def _count(number: int) -> str:
    return "one positional argument" if number == 1 else f"{number or 'no'} positional arguments"

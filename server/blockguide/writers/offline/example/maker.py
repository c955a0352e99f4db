"""Makes values: the one place where types, uses, classes and signatures call upon each other."""

import ast
from dataclasses import dataclass

from blockguide.code.context.values import CallSite
from blockguide.writers.offline.example.annotations import typed_value
from blockguide.writers.offline.example.classes import object_of
from blockguide.writers.offline.example.home import Function, Home
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.signatures import Argument, arguments_of
from blockguide.writers.offline.example.sites import site_arguments
from blockguide.writers.offline.example.value import Value
from blockguide.writers.offline.example.wish import Wish

__all__ = ["Maker"]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes values for one file.

    Attributes:
        home: the file.
        sites: real calls of what the example is about.
    """

    home: Home
    sites: tuple[CallSite, ...] = ()

    def at(self, home: Home) -> "Maker":
        """The maker for another file."""
        return self if home is self.home else Maker(home, self.sites)

    def typed(self, annotation: ast.expr, wish: Wish) -> Value | None:
        """A value of an annotated type; None where the type says nothing."""
        return typed_value(annotation, wish.deeper(), self)

    def used(self, wish: Wish) -> Value:
        """A value that can be used as the code uses it."""
        return used_value(wish, self)

    def object(self, node: ast.ClassDef, wish: Wish) -> Value:
        """An object of a class of this file."""
        return object_of(node, wish.deeper(), self)

    def class_reference(self, node: ast.ClassDef) -> Value:
        """The expression by which an example reads a class of this file."""
        dotted = self.home.memory.get(("qualname", node), node.name)
        first, _, rest = str(dotted).partition(".")
        reference = self.home.reference(first)
        return reference.coded(f"{reference.code}.{rest}") if rest else reference

    def arguments(
        self, function: Function, owner: ast.ClassDef | None, wish: Wish
    ) -> tuple[Argument, ...]:
        """Arguments for a call of a function of this file, `self` and `cls` left out."""
        if wish.depth == 0 or (wish.depth == 1 and function.name in ("__init__", "__new__")):
            real = site_arguments(self.sites, function, owner)
            if real is not None:
                return real
        return arguments_of(function, owner, wish.deeper(), self)

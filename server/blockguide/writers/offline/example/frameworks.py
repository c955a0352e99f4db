"""What large frameworks ask for before their code runs, and the values that stand for their types."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from blockguide.writers.offline.example.data import table
from blockguide.writers.offline.example.value import Certainty, Value, template


@cache
def framework_type(full_name: str) -> Value | None:
    """A value of a framework's type, by its dotted name; only its package and last part count."""
    package, _, _ = full_name.partition(".")
    text = _framework(package).get("types", {}).get(full_name.rpartition(".")[2])
    return _value(text, Certainty.TYPE)


@cache
def framework_name(name: str, package: str) -> Value | None:
    """What a parameter of this name takes in the framework's own code and in code written for it."""
    text = _framework(package).get("names", {}).get(name)
    return _value(text, Certainty.USE)


def needed_preamble(modules: Iterable[str]) -> tuple[str, ...]:
    """Lines that must run before these modules are imported, the framework's own imports included."""
    for module in modules:
        framework = _framework(module.partition(".")[0])
        plain = tuple(framework.get("plain", ()))
        if "preamble" in framework and not (plain and module.startswith(plain)):
            return tuple(framework["preamble"])
    return ()


def surrounding(package: str, names: Iterable[str]) -> Value | None:
    """The `with` line that code which reads one of these names of the framework must run under."""
    framework = _framework(package)
    if not set(framework.get("needs", ())).isdisjoint(names):
        return template(framework["within"])
    return None


def needs_loop(package: str, names: Iterable[str]) -> bool:
    """Whether code that reads one of these names of the package runs only inside an event loop."""
    wanted = _framework(package).get("loop", ())
    return "*" in wanted or not set(wanted).isdisjoint(names)


def _value(entry: Any, certainty: Certainty) -> Value | None:  # noqa: ANN401 - as TOML has it
    """The value of an entry: a template, or a template and the definition that it needs."""
    if not entry:
        return None
    if isinstance(entry, str):
        return template(entry, certainty)
    code, definition = (template(part, certainty) for part in entry)
    return replace(code, imports=code.imports | definition.imports, definitions=(definition.code,))


def _framework(package: str) -> dict[str, Any]:
    found: dict[str, Any] = table("frameworks.toml", "").get(package, {})
    return found

"""What a price's value may be: a sum, or a table of the prices of models."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from blockguide.settings.kinds import Json, Misfit, Text
from blockguide.settings.values import Price

_INFINITE: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, from 0 on."""

    wanted: str = "a number from 0 on"

    def read(self, value: object) -> float:
        """Takes a finite number that is not below 0."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                number = float(value)
            except OverflowError:
                raise Misfit from None
            if 0 <= number < _INFINITE:
                return number
        raise Misfit

    def parse(self, text: str) -> float:
        """Takes a decimal number."""
        try:
            return self.read(float(text))
        except ValueError:
            raise Misfit from None

    def written(self, value: object) -> object:
        """A number is itself."""
        return value

    def schema(self) -> Json:
        """A number from 0 on."""
        return {"type": "number", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of models, by their names."""

    wanted: str = 'a table such as {"gpt-4.1-mini": [0.4, 1.6]}'

    def read(self, value: object) -> tuple[Price, ...]:
        """Takes an object: each model's name with the prices of a million tokens of prompts and of answers."""
        # A client written in Lua or Lisp sends an empty list for an empty object.
        if value == []:
            return ()
        if not isinstance(value, Mapping):
            raise Misfit
        return tuple(_price(name, amounts) for name, amounts in value.items())

    def parse(self, text: str) -> tuple[Price, ...]:
        """Takes the same object as JSON."""
        try:
            return self.read(json.loads(text))
        except (ValueError, RecursionError):
            raise Misfit from None

    def written(self, value: object) -> object:
        """An object."""
        assert isinstance(value, tuple)
        return {price.model: [price.prompt, price.answer] for price in value}

    def schema(self) -> Json:
        """An object of pairs of numbers."""
        pair = {"type": "array", "items": Amount().schema(), "minItems": 2, "maxItems": 2}
        return {"type": "object", "additionalProperties": pair}


def _price(name: object, amounts: object) -> Price:
    model = Text().read(name)
    match amounts:
        case [prompt, answer] if model:
            return Price(model, Amount().read(prompt), Amount().read(answer))
    raise Misfit

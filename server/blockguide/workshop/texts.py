"""The texts that both sides of the workshop's pipes remember, so that each travels once."""

from collections import OrderedDict
from typing import Final

REMEMBERED: Final = 8
"""How many; both sides let go of the one that was sent first."""


MOST_UNSAVED: Final = REMEMBERED - 2
"""How many texts beside its own one question may speak of."""


class Texts:
    """The last texts by their digest, in the order in which they were sent."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str] = OrderedDict()

    def keep(self, digest: str, text: str) -> None:
        """Remembers a text."""
        self._held[digest] = text
        while len(self._held) > REMEMBERED:
            self._held.popitem(last=False)

    def __contains__(self, digest: str) -> bool:
        return digest in self._held

    def text(self, digest: str) -> str:
        """The text of a digest.

        Raises:
            KeyError: it was never sent, or is forgotten.
        """
        return self._held[digest]

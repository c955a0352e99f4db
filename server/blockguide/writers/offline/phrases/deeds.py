"""A deed: a verb with its rest, and the titles under which a step may tell it."""

from dataclasses import dataclass

from blockguide.writers.offline.phrases.morphology import capital, third_person


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that code does.

    Attributes:
        verb: in its base form: "bind".
        rest: what follows the verb: "`x` to 3".
        titles: phrases in the imperative, the best first, lower case at the start.
    """

    verb: str
    rest: str
    titles: tuple[str, ...]

    @property
    def told(self) -> str:
        """In the third person, without a subject: "binds `x` to 3"."""
        return f"{third_person(self.verb)} {self.rest}".strip()

    @property
    def sentence(self) -> str:
        """As a sentence with its full stop."""
        return f"{capital(self.told)}."

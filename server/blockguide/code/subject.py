"""What a guide is about: a block with all that is known of it."""

from dataclasses import dataclass

from blockguide.code.block import Block
from blockguide.code.context.values import Context
from blockguide.code.facts.values import Facts


@dataclass(frozen=True, slots=True)
class Subject:
    """A block, what its syntax proves, and what the project around it adds."""

    block: Block
    facts: Facts
    context: Context

"""What was given of an answer's sections so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from blockguide.guide.values import Section, SectionDelta


@dataclass(frozen=True, slots=True)
class Restarted:
    """What was given of a section so far is to be forgotten."""

    section: Section


@dataclass(slots=True)
class Given:
    """The sections that were begun, with their text; only `begin`, `give` and `forget` change it."""

    _texts: dict[Section, list[str]] = field(default_factory=dict)

    def __contains__(self, section: Section) -> bool:
        return section in self._texts

    def __bool__(self) -> bool:
        return bool(self._texts)

    @property
    def is_whole(self) -> bool:
        """Whether every section was begun."""
        return len(self._texts) == len(Section)

    def begin(self, section: Section) -> None:
        """A section begins, or goes on."""
        self._texts.setdefault(section, [])

    def give(self, section: Section, text: str) -> Iterator[SectionDelta]:
        """Some more of a section."""
        if text:
            self._texts.setdefault(section, []).append(text)
            yield SectionDelta(section, text)

    def forget(self) -> Iterator[Restarted]:
        """All of it is to be forgotten."""
        for section in self._texts:
            yield Restarted(section)
        self._texts.clear()

    def only_repeats(self, instruction: str) -> bool:
        """Whether most lines of it are the instruction's, so that it is an echo."""
        if not instruction:
            return False
        known = {line.strip() for line in instruction.splitlines()}
        lines = [
            line.strip() for text in self._texts.values() for line in "".join(text).splitlines()
        ]
        told = [line for line in lines if line and not line.startswith("```")]
        return not told or sum(line in known for line in told) * 2 > len(told)


def joined(out: Sequence[SectionDelta | Restarted]) -> tuple[SectionDelta | Restarted, ...]:
    """The same with neighbours of one section made one."""
    joint: list[SectionDelta | Restarted] = []
    for one in out:
        last = joint[-1] if joint else None
        if (
            isinstance(one, SectionDelta)
            and isinstance(last, SectionDelta)
            and one.section is last.section
        ):
            joint[-1] = SectionDelta(one.section, last.text + one.text)
        else:
            joint.append(one)
    return tuple(joint)

"""An answer that is there as a whole, read as the model writer reads one that streams."""

from collections.abc import Iterable

from blockguide.guide.given import Restarted
from blockguide.guide.loose import Loose, read_loose
from blockguide.guide.splitter import Splitter
from blockguide.writers.model.showing import made_safe


def read_whole(answer: str, instruction: str = "") -> Loose:
    """What the answer says, made safe; an echo of `instruction` is none of it."""
    return read_pieces((answer,), instruction)


def read_pieces(pieces: Iterable[str], instruction: str = "") -> Loose:
    """The same of an answer that comes in pieces."""
    splitter = Splitter(instruction)
    deltas = [delta for piece in pieces for delta in splitter.feed(piece)]
    bodies = {}
    for word in (*deltas, *splitter.close()):
        if isinstance(word, Restarted):
            bodies.pop(word.section, None)
        else:
            bodies.setdefault(word.section, []).append(word.text)
    loose = read_loose({section: "".join(texts) for section, texts in bodies.items()})
    return made_safe(loose, ())

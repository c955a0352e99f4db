"""What an example must warn of: that its code uses the network or other processes."""

from typing import Final

from blockguide.code.block import BlockKind
from blockguide.code.facts.values import EffectKind
from blockguide.code.subject import Subject
from blockguide.writers.offline.phrases.frames import say


def warning_of(subject: Subject) -> str:
    """A comment that says what running a function's example touches outside; empty for what is harmless.

    Classes and modules hold much that their examples do not run: nothing is said of them.
    """
    if subject.block.kind is not BlockKind.FUNCTION:
        return ""
    functions = subject.facts.functions[:1]
    for effect in (effect for function in functions for effect in function.flow.effects):
        name = effect.name.lstrip(".")
        if effect.kind is EffectKind.NETWORK and name not in _LOCAL:
            return f"# {say('This uses the network, through `{}`.', name)}"
        if effect.kind is EffectKind.PROCESS and name.startswith(_PROCESSES):
            return f"# {say('This starts or signals other processes, through `{}`.', name)}"
    return ""


_LOCAL: Final = frozenset({"socket.gethostname", "socket.socketpair", "socket.socket"})
_PROCESSES: Final = (
    *("subprocess.", "asyncio.create_subprocess", "multiprocessing.", "pty.spawn", "os.system"),
    *("os.popen", "os.exec", "os.spawn", "os.posix_spawn", "os.kill", "os.fork", "os.startfile"),
)

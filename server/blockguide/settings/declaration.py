"""The one declaration of every setting."""

from typing import Final

from blockguide.settings.kinds import Choice, Directory, Language, Number, Toggle
from blockguide.settings.of_model import MODEL_SETTINGS
from blockguide.settings.setting import SECTION, Scope, Setting
from blockguide.settings.values import MOST_GUIDES_AT_ONCE, LogLevel, PageDelivery

__all__ = ["SECTION", "SETTINGS", "Scope", "Setting"]

_TEN_MINUTES: Final = 600_000

_DELIVERIES: Final = (
    "The first of the others that the editor is able to show.",
    "A virtual document of the scheme `blockguide:` (LSP 3.18 `workspace/textDocumentContent`).",
    "A file that the editor opens and that grows before the reader's eyes.",
    "A file that is written whole, and opened or named in a message.",
)
_LEVELS: Final = (
    "What failed.",
    "Also what works less well than it could.",
    "Also each piece of work with its size and time.",
    "Also each message by its method.",
)

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "language",
        ("language",),
        Language(),
        Scope.RESOURCE,
        "The language of a guide's headings and prose: `en`, `ru`, `de`, `fr`, `es` or a variant such as"
        " `de-AT`. The offline writer writes English.",
    ),
    Setting(
        "hover.offline",
        ("hover_offline",),
        Toggle(),
        Scope.RESOURCE,
        "Whether a hover shows the offline guide to the definition around it even where nobody asked for one.",
    ),
    Setting(
        "open",
        ("delivery",),
        Choice(PageDelivery, _DELIVERIES),
        Scope.WINDOW,
        "How an editor that has no client of ours is shown a page.",
    ),
    Setting(
        "work.limit",
        ("work_limit",),
        Number("guides", 1, MOST_GUIDES_AT_ONCE),
        Scope.WINDOW,
        "How many guides are written at once. The others wait, and keep their order.",
    ),
    Setting(
        "deadlines.names",
        ("deadlines", "names"),
        Number("milliseconds", 0, _TEN_MINUTES),
        Scope.RESOURCE,
        "How long may be spent, in milliseconds, on what the block's names stand for. What takes longer is "
        "left out of the guide, which says so.",
        "BLOCKGUIDE_NAMES_MS",
    ),
    Setting(
        "deadlines.callSites",
        ("deadlines", "call_sites"),
        Number("milliseconds", 0, _TEN_MINUTES),
        Scope.RESOURCE,
        "How long may be spent, in milliseconds, on the block's uses in the project.",
        "BLOCKGUIDE_CALL_SITES_MS",
    ),
    Setting(
        "deadlines.start",
        ("deadlines", "start"),
        Number("milliseconds", 0, _TEN_MINUTES),
        Scope.WINDOW,
        "How long the analysis's own process may take to start, in milliseconds.",
        "BLOCKGUIDE_START_MS",
    ),
    Setting(
        "cache.directory",
        ("cache_directory",),
        Directory(),
        Scope.MACHINE,
        "Where guides are kept, an absolute path; `~` is your home. Empty: the platform's cache directory.",
        "BLOCKGUIDE_CACHE_DIR",
    ),
    Setting(
        "cache.megabytes",
        ("cache_megabytes",),
        Number("megabytes", 1, 100_000),
        Scope.MACHINE,
        "How much room the kept guides may take. The least recently used go first.",
        "BLOCKGUIDE_CACHE_MB",
    ),
    Setting(
        "log.level",
        ("log_level",),
        Choice(LogLevel, _LEVELS),
        Scope.WINDOW,
        "From which weight on something is logged. A log holds ids, sizes and times, and never code.",
        "BLOCKGUIDE_LOG_LEVEL",
    ),
    *MODEL_SETTINGS,
)

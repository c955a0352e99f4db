"""What a client chose as JSON, made into settings: total, layer upon layer, each fault told once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from blockguide.settings import Settings
from blockguide.settings.declaration import SECTION, SETTINGS, Scope, Setting
from blockguide.settings.kinds import Misfit, shown

_BY_NAME: Final = MappingProxyType({setting.name: setting for setting in SETTINGS})
_GROUPS: Final = frozenset(name.rpartition(".")[0] for name in _BY_NAME if "." in name)
_MOST_REMEMBERED: Final = 512

ABOUT_THE_CLIENT: Final = frozenset({"trustedLinks"})
"""Names beside the settings in `initializationOptions`: what a client says of itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was chosen and cannot be used.

    Attributes:
        name: its full name, as the client wrote it.
        problem: what is wrong, the middle of a sentence: `is 3, not true or false`.
        setting: the setting it was meant for, or None where nobody knows the name.
    """

    name: str
    problem: str
    setting: Setting | None


@dataclass(frozen=True, slots=True)
class Options:
    """What one layer chose: values by setting, and what of it cannot be used."""

    chosen: tuple[tuple[Setting, object], ...] = ()
    faults: tuple[Fault, ...] = ()


def read_options(given: object) -> Options:
    """Reads the section's value, whatever it is.

    Names stand in levels or with dots, with the section's name or without. `null` chooses nothing.
    """
    chosen: list[tuple[Setting, object]] = []
    faults: list[Fault] = []
    for name, value in _entries(_section(given), ""):
        setting = _BY_NAME.get(name)
        if setting is None:
            faults.append(_unknown(name, value))
            continue
        try:
            chosen.append((setting, setting.kind.read(value)))
        except Misfit:
            problem = f"is {shown(value)}, not {setting.kind.wanted}"
            faults.append(Fault(setting.full_name, problem, setting))
    return Options(tuple(chosen), tuple(faults))


class FolderSettings:
    """The settings of a window and of each folder in it.

    They are layers, the later over the earlier: the base, `initializationOptions`, the client's
    configuration of the window, that of the folder, and what the client pushed.

    Args:
        base: the settings of the environment.
        notices: what there is to tell the person of these.
    """

    def __init__(self, base: Settings | None = None, notices: Sequence[str] = ()) -> None:
        self._base = base or Settings()
        self._initial = self._window = self._pushed = Options()
        self._folders: dict[str, Options] = {}
        self._tells_scopes = False
        self._settings: dict[str, Settings] = {}
        self._told: set[str] = set()
        self._notices = list(notices)
        self._refold()

    @property
    def window(self) -> Settings:
        """The settings of what belongs to no folder."""
        return self._of_window

    def of(self, uri: str) -> Settings:
        """The settings of a document: those of the innermost folder that holds it, or the window's."""
        settings = self._settings.get(uri)
        if settings is None:
            if len(self._settings) >= _MOST_REMEMBERED:
                self._settings.clear()
            settings = self._settings[uri] = self._found(uri)
        return settings

    def start(self, options: object) -> None:
        """Takes `initializationOptions`."""
        self._initial = _settings_alone(options)
        self._refold()

    def trust_scopes(self) -> None:
        """From now on the client keeps the scopes apart: no workspace chooses a machine's setting."""
        self._tells_scopes = True
        self._refold()

    def configure(self, window: object, folders: Mapping[str, object]) -> None:
        """Takes the client's configuration: the window's section, and the section of each folder by its URI."""
        self._window = read_options(window)
        self._folders = {_path(uri): read_options(given) for uri, given in folders.items()}
        self._refold()

    def push(self, settings: object) -> None:
        """Takes what `workspace/didChangeConfiguration` carries; of other sections nothing is taken."""
        own = settings.get(SECTION) if isinstance(settings, Mapping) else None
        dotted = {
            name: value
            for name, value in (settings.items() if isinstance(settings, Mapping) else ())
            if isinstance(name, str) and name.startswith(f"{SECTION}.")
        }
        self._pushed = read_options(
            {**dotted, **own} if isinstance(own, Mapping) else own or dotted
        )
        self._refold()

    def take_notices(self) -> tuple[str, ...]:
        """What there is to tell the person since it was last asked for: one sentence for each new fault."""
        notices, self._notices = tuple(self._notices), []
        return notices

    def _found(self, uri: str) -> Settings:
        path = _path(uri)
        holding = [
            folder for folder in self._of_folder if path == folder or path.startswith(f"{folder}/")
        ]
        return self._of_folder[max(holding, key=len)] if holding else self._of_window

    def _refold(self) -> None:
        started = _folded(self._base, self._initial)
        window = self._allowed_in_window(self._window, started)
        pushed = self._allowed_in_window(self._pushed, started)
        self._of_window = _folded(started, window, pushed)
        self._of_folder = {
            folder: _folded(started, window, self._allowed_in_folder(options), pushed)
            for folder, options in self._folders.items()
        }
        self._settings.clear()
        for options in (self._initial, window, pushed):
            self._tell(options.faults, self._of_window)
        for folder, options in self._folders.items():
            self._tell(self._allowed_in_folder(options).faults, self._of_folder[folder])

    def _allowed_in_window(self, options: Options, now: Settings) -> Options:
        return _without(options, frozenset() if self._tells_scopes else _PERSONAL, now)

    def _allowed_in_folder(self, options: Options) -> Options:
        personal = frozenset({Scope.MACHINE}) if self._tells_scopes else _PERSONAL
        return _without(options, personal | {Scope.WINDOW}, self._of_window)

    def _tell(self, faults: tuple[Fault, ...], used: Settings) -> None:
        for fault in faults:
            sentence = f"The setting `{fault.name}` {fault.problem}"
            if sentence in self._told:
                continue
            self._told.add(sentence)
            end = f"; {fault.setting.told(used)} is used." if fault.setting else "."
            self._notices.append(sentence + end.removeprefix("." * sentence.endswith("?")))


def _without(options: Options, scopes: frozenset[Scope], now: Settings) -> Options:
    """`options` without those of `scopes`; what differs from the settings in use is a fault."""
    kept = tuple(each for each in options.chosen if each[0].scope not in scopes)
    refused = tuple(
        Fault(setting.full_name, _REFUSALS[setting.scope].format(_variable(setting)), setting)
        for setting, value in options.chosen
        if setting.scope in scopes and value != setting.of(now)
    )
    return Options(kept, (*options.faults, *refused))


_PERSONAL: Final = frozenset({Scope.MACHINE, Scope.TRUSTED})
"""What a file of the workspace could grant itself where the client does not keep the scopes apart."""

_FOR_THE_PERSON: Final = (
    "is for you alone to choose, not for a workspace: set it in `initializationOptions`{}"
)
_REFUSALS: Final = MappingProxyType(
    {
        Scope.MACHINE: _FOR_THE_PERSON,
        Scope.TRUSTED: _FOR_THE_PERSON,
        Scope.WINDOW: "is one for the whole window, not for a folder",
    }
)


def _variable(setting: Setting) -> str:
    return f" or in the environment's `{setting.variable}`" if setting.variable else ""


def _folded(settings: Settings, *layers: Options) -> Settings:
    for options in layers:
        for setting, value in options.chosen:
            settings = setting.put(settings, value)
    return settings


def _settings_alone(options: object) -> Options:
    if not isinstance(options, Mapping):
        return read_options(options)
    return read_options(
        {name: value for name, value in options.items() if name not in ABOUT_THE_CLIENT}
    )


def _section(given: object) -> object:
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        return given[SECTION]
    return given


def _entries(given: object, prefix: str) -> Iterator[tuple[str, object]]:
    """The names and values in `given`; an unknown name is not looked into."""
    # A client written in Lua or Lisp sends an empty list for an empty object.
    if given is None or given == []:
        return
    if not isinstance(given, Mapping):
        yield prefix, given
        return
    for key, value in given.items():
        name = f"{prefix}.{key}" if prefix else str(key).removeprefix(f"{SECTION}.")
        if name in _GROUPS:
            yield from _entries(value, name)
        elif value is not None:
            yield name, value


def _unknown(name: str, value: object) -> Fault:
    if not name:
        return Fault(SECTION, f"is {shown(value)}, not an object with settings", None)
    full_name = f"{SECTION}.{name}"
    if name in _GROUPS:
        inner = " and ".join(f"`{each}`" for each in _BY_NAME if each.startswith(f"{name}."))
        return Fault(full_name, f"is {shown(value)}, not an object; there are {inner}", None)
    near = get_close_matches(name, _BY_NAME, 1)
    hint = f"; did you mean `{SECTION}.{near[0]}`?" if near else ""
    return Fault(full_name, f"is unknown{hint}", None)


def _path(uri: str) -> str:
    """What of a URI tells its folder: scheme and path, without escapes; a cell lies where its notebook does."""
    scheme, found, rest = unquote(uri.partition("#")[0]).partition(":")
    if not found or scheme == "untitled":
        return ""
    path = (
        rest.removeprefix("//")
        if scheme in ("file", "vscode-notebook-cell")
        else f"{scheme}:{rest}"
    )
    return path.rstrip("/")

"""The file that knows jedi: what names stand for, told by jedi inside the worker process.

jedi keeps its inferences in a state that never forgets; here one state serves all requests of a
project until a file that it read changes on the disk. The text that is asked about never enters the
state under its file's own name: it is asked as a small module beside the file.

Nothing of the project is ever run: jedi imports compiled modules to look into them, and here it may
do so for the standard library's own only.
"""

# ruff: noqa: ANN401, SLF001 (jedi has no types, and no public way to keep its inferences between texts)
# mypy: disable-error-code="import-untyped, misc, attr-defined, no-untyped-call"

import os
import pickle
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

import jedi
import jedi.cache
import parso
import parso.cache
from jedi.api.environment import InterpreterEnvironment
from jedi.file_io import FileIO, KnownContentFileIO
from jedi.inference import InferenceState, imports
from jedi.inference.gradual import typeshed
from jedi.inference.gradual.stub_value import StubFilter

from blockguide.code.context.frames import Frame, Reading
from blockguide.code.context.jedi_modules import loaded_late
from blockguide.code.context.telling import qualname_told, standard_directories, told

jedi.settings.dynamic_params = False
jedi.settings.dynamic_params_for_other_modules = False
jedi.settings.auto_import_modules = []

_BESIDE = "_blockguide_asks_.py"


def prepare(kept: str, reads: Callable[[Reading], None] = lambda _: None) -> None:
    """Loads what every question needs.

    Args:
        kept: the directory that keeps parsed modules between workers, made when it is missing; empty
            for the user's own cache.
        reads: is told when a module begins to be parsed that nobody kept, and when that is over.
    """
    warnings.simplefilter("ignore")
    user = Path(jedi.settings.cache_directory).parent / "blockguide"
    jedi.settings.cache_directory = str((Path(kept) if kept else user) / "parsed")
    # parso forgets modules that were idle for ten minutes, which an inference may still need.
    parso.cache._CACHED_SIZE_TRIGGER = sys.maxsize
    # jedi brings old stubs for Django, which hide its source behind `Any`.
    typeshed.DJANGO_INIT_PATH = Path(jedi.settings.cache_directory, "no-such-stub.pyi")
    StubFilter._is_name_reachable = _is_exported
    parso.cache._save_to_file_system = partial(_save_whole, reads)
    parso.cache._load_from_file_system = partial(_load_if_sound, reads)
    imports._load_python_module = loaded_late
    state = _State("/", ())
    told(_Module(state, "''.join\n", Path("/", _BESIDE)).goto(1, 3), _BESIDE)


def refresh(root: str, paths: list[str]) -> None:
    """Forgets what rests on files that changed on the disk; to be called once before each request."""
    _asked_in.cache_clear()
    _states[root, tuple(paths)] = _renewed(_state_of(root, tuple(paths)))


def definition(request: Frame, ask: Frame) -> Frame | None:
    """What the name at a place of a text stands for; None where jedi finds nothing."""
    state = _state_of(request["root"], tuple(request["paths"]))
    key = (request["directory"], ask["text"], ask["line"], ask["column"])
    known = state.known.get(key)
    if known is None:
        known = state.known[key] = _looked_up(state, request["directory"], ask)
    return known.answer


def decoded(data: bytes) -> str:
    """A file's text; what cannot be decoded is replaced."""
    return str(parso.python_bytes_to_unicode(data, errors="replace")).removeprefix("\ufeff")


def leads_to(
    request: Frame, path: str, text: str, places: list[tuple[int, int]]
) -> Iterator[list[tuple[str, str]]]:
    """What the names at some places of a file lead to, as paths and dotted names in them.

    Args:
        request: `root` and `paths`, as for `definition`; `path`, the file that an editor may hold.
        path: the file.
        text: its text.
        places: 1-based lines and 0-based columns in code points.
    """
    state = _state_of(request["root"], tuple(request["paths"]))
    beside = str(Path(path).with_name(_BESIDE))
    _asked_in.cache_clear()
    try:
        edited = path == request["path"]
        module = (_Module if edited else _Whole)(state, text, Path(beside if edited else path))
    except (Exception, RecursionError):  # noqa: BLE001 (as in `_looked_up`)
        module = None
    for place in places:
        things = _things_at(state, module, place) if module else []
        yield [(path if found == beside else found, qualname) for found, qualname in things]


def _things_at(state: "_State", module: "_Module", place: tuple[int, int]) -> list[tuple[str, str]]:
    try:
        state.inferred_element_counts.clear()
        names = module.goto(*place, follow_imports=True)
        return [(str(name.module_path), qualname_told(name)) for name in names]
    except (Exception, RecursionError):  # noqa: BLE001 (as in `_looked_up`)
        return []


def _looked_up(state: "_State", directory: str, ask: Frame) -> "_Known":
    place = ask["line"], ask["column"]
    try:
        module = _asked_in(state, ask["text"], Path(directory, _BESIDE))
        state.inferred_element_counts.clear()
        names = module.goto(*place, follow_imports=True)
        if not names:
            # numpy's stubs lead nowhere when imports are followed.
            names = module.infer(*place) or module.goto(*place)
        if not names:
            return _Known(None, None)
        answer = told(names, _BESIDE)
        if answer["type"]:
            return _Known(answer, None)
        return _Known(answer, frozenset(_passed_through(module.goto(*place))))
    except (Exception, RecursionError):  # noqa: BLE001 (jedi fails in every way on odd code; that is a gap)
        return _Known(None, None)


def _passed_through(names: Iterable[Any]) -> Iterator[str]:
    """The files on the way from a name to its definition."""
    for name in names:
        yield str(name.module_path)
        if name._name.is_import():
            yield from _passed_through(name.goto())


@dataclass(frozen=True, slots=True)
class _Known:
    """An answer, and the files that it rests on; None where it may rest on any."""

    answer: Frame | None
    files: frozenset[str] | None


class _StandardLibrary(InterpreterEnvironment):
    """This interpreter, with nothing importable but the standard library."""

    def get_sys_path(self) -> list[str]:
        return list(standard_directories())


class _State(InferenceState):
    """jedi's inferences about one project, and the files that they rest on."""

    def __init__(self, root: str, paths: tuple[str, ...]) -> None:
        self.root = root
        self.paths = paths
        self.read: dict[str, float] = {}
        self.known: dict[tuple[Any, ...], _Known] = {}
        project = jedi.Project(
            root, sys_path=[*paths, *standard_directories()], smart_sys_path=False
        )
        super().__init__(project, environment=_StandardLibrary())
        # jedi takes `os.path` for every system's module at once.
        running = self.import_module((os.path.__name__,))
        self.stub_module_cache["os", "path"] = next(iter(running))

    def parse_and_get_code(self, *args: Any, **kwargs: Any) -> Any:
        if file := kwargs.get("file_io"):
            self.read[str(file.path)] = _modified(str(file.path))
        return super().parse_and_get_code(*args, **kwargs)


class _Module(jedi.Script):
    """A text asked about within a state that outlives it."""

    def __init__(self, state: _State, text: str, path: Path) -> None:
        self._orig_path = self.path = path
        self._inference_state = state
        self._module_node = state.grammar.parse(text)
        self._code_lines = parso.split_lines(text, keepends=True)
        self._code = text
        # jedi looks a module's lines up by its path, in parso's cache.
        parso.cache.try_to_save_module(
            state.grammar._hashed,
            KnownContentFileIO(path, text),
            self._module_node,
            self._code_lines,
            pickling=False,
        )


class _Whole(_Module):
    """A whole file of the project; its tree is kept, on the disk too, as long as the file does not change."""

    def __init__(self, state: _State, text: str, path: Path) -> None:
        self._orig_path = self.path = path
        self._inference_state = state
        self._module_node = state.parse(
            file_io=FileIO(str(path)), cache=True, cache_path=jedi.settings.cache_directory
        )
        self._code_lines = parso.split_lines(text, keepends=True)
        self._code = text


@lru_cache(maxsize=1)
def _asked_in(state: _State, text: str, path: Path) -> _Module:
    """The module of a text; several names are asked about in one.

    It holds until another text is asked about under the same path, or the state is renewed.
    """
    return _Module(state, text, path)


_MOST_PROJECTS: Final = 2

_states: dict[tuple[str, tuple[str, ...]], _State] = {}


def _state_of(root: str, paths: tuple[str, ...]) -> _State:
    state = _states.get((root, paths))
    if state is None:
        while len(_states) >= _MOST_PROJECTS:
            del _states[next(iter(_states))]
        state = _states[root, paths] = _State(root, paths)
    return state


def _renewed(state: _State) -> _State:
    """The state if every file is as it was read, else a new one with the answers that still hold."""
    changed = {path for path, time in state.read.items() if _modified(path) != time}
    if not changed:
        return state
    renewed = _State(state.root, state.paths)
    renewed.known.update(
        (key, known)
        for key, known in state.known.items()
        if known.files is not None and not known.files & changed
    )
    renewed.read.update((path, time) for path, time in state.read.items() if path not in changed)
    return renewed


def _modified(path: str) -> float:
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 (asked of hundreds of files at every request)
    except OSError:
        return 0.0


_is_marked_as_export = StubFilter._is_name_reachable


def _is_exported(self: Any, name: Any) -> bool:
    """Whether a stub passes a name on: jedi knows `import x as x` only, numpy's stubs use `__all__`."""
    if _is_marked_as_export(self, name):
        return True
    definition = name.get_definition()
    if definition is None or definition.type != "import_from":
        return False
    return name.value in _listed(name.get_root_node())


@lru_cache(maxsize=256)
def _listed(module: Any) -> frozenset[str]:
    """The strings in the values that a module gives to `__all__`."""
    listed: set[str] = set()
    for name in module.get_used_names().get("__all__", ()):
        statement = name.search_ancestor("expr_stmt")
        leaf = statement.get_first_leaf() if statement else None
        while leaf is not None and leaf.start_pos < statement.end_pos:
            if leaf.type == "string":
                listed.add(leaf.value.strip("\"'"))
            leaf = leaf.get_next_leaf()
    return frozenset(listed)


def _save_whole(
    reads: Callable[[Reading], None],
    hashed_grammar: str,
    path: Any,
    item: Any,
    cache_path: Path | None = None,
) -> None:
    """Saves a parsed module so that a worker killed meanwhile leaves no half file.

    Equal texts of its leaves become one object, here and in what is loaded: a fifteenth of all memory.
    """
    leaf = item.node.get_first_leaf()
    while leaf is not None:
        leaf.value, leaf.prefix = sys.intern(leaf.value), sys.intern(leaf.prefix)
        leaf = leaf.get_next_leaf()
    target = parso.cache._get_hashed_path(hashed_grammar, path, cache_path=cache_path)
    unfinished = Path(f"{target}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
        unfinished.replace(target)
    except (OSError, RecursionError):
        unfinished.unlink(missing_ok=True)
    reads("ends")


_load = parso.cache._load_from_file_system


def _load_if_sound(reads: Callable[[Reading], None], *args: Any, **kwargs: Any) -> Any:
    try:
        kept = _load(*args, **kwargs)
    except Exception:  # noqa: BLE001 (a pickle can fail in every way; then the module is parsed again)
        kept = None
    if kept is None:
        reads("begins")
    return kept

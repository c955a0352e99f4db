"""What the names of a block stand for, on real code and on small projects."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import django
import pytest

from blockguide.code.block import Block
from blockguide.code.context.analyst import Analyst
from blockguide.code.context.values import Context, Definition
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at, select_lines, select_symbol
from blockguide.code.source import read_source, source_from_text
from blockguide.settings import Deadlines, Settings

PATIENT = Deadlines(start=30_000, names=10_000, call_sites=20_000)


def context_of(block: Block, cache: Path, project: Path | None = None) -> Context:
    async def run() -> Context:
        settings = Settings(project=project, cache_directory=cache, deadlines=PATIENT)
        async with Analyst(settings) as analyst:
            return await analyst.context(block, read_facts(block))

    return asyncio.run(run())


def by_name(context: Context) -> dict[str, Definition]:
    return {definition.name: definition for definition in context.definitions}


def symbol(path: Path, text: str, name: str) -> Block:
    return block_at(select_symbol(source_from_text(path, text), name))


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_django_names_are_found_where_they_are_defined(cache):
    package = Path(django.__file__).parent
    source = read_source(package / "db/models/query.py")
    context = context_of(block_at(select_symbol(source, "QuerySet.bulk_create")), cache)
    found = by_name(context)
    assert context.gaps == ()
    assert found["transaction.atomic"].full_name == "django.db.transaction.atomic"
    assert found["transaction.atomic"].signature == "(using=None, savepoint=True, durable=False)"
    assert found["AutoField"].path == package / "db/models/fields/__init__.py"
    assert found["AutoField"].kind == "class"
    assert found["AutoField"].in_project
    assert found["partition"].docstring.startswith("Split the values into two sets")
    assert found["len"].full_name == "builtins.len"
    assert {"partition", "atomic"} <= {one.name for one in context.ingredients}


def test_every_kind_of_name_has_its_definition(tmp_path, cache):
    write(
        tmp_path,
        {
            "pkg/__init__.py": "from .shapes import Shape as Form\n",
            "pkg/shapes.py": 'class Shape:\n    """A shape."""\n    def area(self, scale: int = 1) -> float:\n'
            '        """Its area."""\n        return 1.0\n',
        },
    )
    text = """\
import os
import logging
from . import Form, shapes
try:
    import tomllib
except ImportError:
    tomllib = None

LIMIT = 3
log = logging.getLogger(__name__)
form = Form()

class Box(Form):
    def __init__(self, width, /, *, deep=False):
        self.width = width
    @classmethod
    def unit(cls):
        "One by one."
        return cls(1)

def use(path):
    log.info(os.path.join(path, str(LIMIT)))
    tomllib.loads("")
    form.area(2)
    Box.unit().width
    Box.area
    return shapes.Shape.area, dict.fromkeys([]), missing
"""
    path = tmp_path / "pkg" / "use.py"
    context = context_of(symbol(path, text, "use"), cache)
    found = by_name(context)
    assert found["os.path.join"].path.name == "posixpath.py" or sys.platform == "win32"
    assert found["log.info"].full_name == "logging.Logger.info"
    assert found["log"].type == "Logger"
    assert (found["log"].path, found["log"].line) == (path, 10)
    assert found["LIMIT"].type == "int"
    assert found["tomllib.loads"].kind == "function"
    assert found["form"].type == "Shape"
    assert found["form.area"].full_name == "pkg.shapes.Shape.area"
    assert found["form.area"].signature.startswith("(")
    assert found["form.area"].docstring == "Its area."
    assert found["Box"].signature == "(width, /, *, deep=False)"
    assert (found["Box"].path, found["Box"].line) == (path, 13)
    assert found["Box.unit"].docstring == "One by one."
    assert found["Box.area"].full_name == "pkg.shapes.Shape.area"
    assert found["shapes.Shape.area"].path == tmp_path / "pkg/shapes.py"
    assert found["dict.fromkeys"].full_name == "builtins.dict.fromkeys"
    assert "missing" not in found
    assert [gap.what for gap in context.gaps] == ["missing"]
    assert not context.gaps[0].transient


def test_the_text_at_hand_counts_and_not_the_file(tmp_path, cache):
    write(tmp_path, {"a.py": "from json import loads as work\ndef run():\n    work()\n"})
    text = "from json import dumps as work\ndef run():\n    work()\n"
    found = by_name(context_of(symbol(tmp_path / "a.py", text, "run"), cache, tmp_path))
    assert found["work"].full_name == "json.dumps"


def test_a_changed_file_is_read_anew_by_the_same_worker(tmp_path, cache):
    write(tmp_path, {"lib.py": "def old(): ...\nname = old\n"})
    block = symbol(tmp_path / "a.py", "from lib import name\ndef run():\n    name()\n", "run")

    async def run() -> list[str]:
        seen = []
        async with Analyst(Settings(tmp_path, PATIENT, cache)) as analyst:
            for text in ("def name(first): ...\n", "def name(first, second): ...\n"):
                write(tmp_path, {"lib.py": text})
                await asyncio.sleep(0.02)
                context = await analyst.context(block, read_facts(block))
                seen.append(by_name(context)["name"].signature)
        return seen

    assert asyncio.run(run()) == ["(first)", "(first, second)"]


def test_names_of_an_enclosing_function_are_found_between_wide_characters(tmp_path, cache):
    text = 'import json\n\ndef outer(größe: "𝒳" = "𝒳😀"):\n    𝒳 = "😀"; töpfe = [1]\n    töpfe.append(größe)\n    return töpfe\n'
    source = source_from_text(tmp_path / "a.py", text)
    context = context_of(block_at(select_lines(source, 5, 5)), cache, tmp_path)
    found = by_name(context)
    assert found["töpfe"].type == "list"
    assert found["töpfe"].line == 4
    assert found["töpfe.append"].full_name == "builtins.list.append"
    assert found["größe"].kind == "param"
    assert found["größe"].line == 3


@pytest.mark.parametrize(
    "text", ["def f(:\n  json.dumps(\n", "class\n\n\n", "import json\nx = json.dumps(1\ny ="]
)
def test_broken_code_gives_what_is_known(text, tmp_path, cache):
    source = source_from_text(tmp_path / "a.py", text)
    context = context_of(block_at(select_lines(source, 1, 2)), cache, tmp_path)
    assert context.project == tmp_path


def test_nothing_of_the_project_is_executed(tmp_path, cache):
    marker = tmp_path / "executed"
    trap = f"open({str(marker)!r}, 'w').close()\n"
    environment = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    files = {
        "pyproject.toml": "[project]\nname = 'x'\n",
        "lib.py": trap + "def helper(): ...\n",
        "sitecustomize.py": trap,
        "usercustomize.py": trap,
        "json.py": trap + "def dumps(): ...\n",
        "conftest.py": trap,
        ".jedi/project.json": json.dumps([1, {"environment_path": str(tmp_path / "bin/python")}]),
        ".venv/pyvenv.cfg": f"home = {tmp_path}\n",
        ".venv/lib/python3.11/site-packages/trap.pth": f"import os; {trap}",
        ".venv/lib/python3.11/site-packages/dep/__init__.py": trap
        + "from ._fast import quick\ndef slow(): ...\n",
    }
    write(tmp_path, files)
    shell = f"#!/bin/sh\ntouch {marker}\n"
    for python in (tmp_path / ".venv/bin/python", tmp_path / "bin/python"):
        write(tmp_path, {str(python.relative_to(tmp_path)): shell})
        python.chmod(0o755)
    # A compiled module runs its code when it is loaded; one that is no module at all would fail loudly.
    compiled = compile_trap(tmp_path, marker)
    if compiled:
        for target in (tmp_path / "native.so", environment / "dep" / "_fast.so"):
            target.write_bytes(compiled.read_bytes())
        compiled.unlink()
    text = "import json, lib, native, dep\nfrom dep import quick\ndef run():\n    lib.helper(); native.go(); json.dumps(); dep.slow(); quick()\n"
    write(tmp_path, {"use.py": text})
    found = by_name(context_of(symbol(tmp_path / "use.py", text, "run"), cache, None))
    assert not marker.exists()
    assert found["lib.helper"].path == tmp_path / "lib.py"
    assert found["dep.slow"].path == environment / "dep" / "__init__.py"
    assert not found["dep.slow"].in_project


def compile_trap(tmp_path: Path, marker: Path) -> Path | None:
    source, target = tmp_path / "trap.c", tmp_path / "trap.so.built"
    source.write_text(
        f'#include <stdio.h>\n__attribute__((constructor)) static void go(void) {{ fclose(fopen("{marker}", "w")); }}\n'
    )
    try:
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-o", target, source], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    finally:
        source.unlink()
    return target

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
TOP_LEVEL = {
    "pipeline",
    "input_templates",
    "output",
    "tests",
    "docs",
    "pyproject.toml",
    "constraints.txt",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
}
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
BANNED_NAMES = {"utils", "helpers", "common", "manager", "process", "handle", "data", "info"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_is_small_and_so_are_its_functions(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions(path)}
    assert lines <= LONGEST_MODULE
    assert {name: length for name, length in long.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert path.stem not in BANNED_NAMES


def test_the_top_level_holds_only_what_was_agreed() -> None:
    tracked = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    generated = {
        name for name in tracked if name.endswith(".egg-info") or name in {"dist", "build"}
    }
    assert tracked - generated <= TOP_LEVEL


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    source = (ROOT / "pipeline" / "cli.py").read_text(encoding="utf-8")
    imported = {
        node.module or "" for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)
    }
    assert not {name for name in imported if name.startswith(("pipeline.jobs", "pipeline.files"))}

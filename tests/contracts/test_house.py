"""How big things may get, and that every room is in the line: measured over the code as it stands."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "digest").rglob("*.py"))
FUNCTION, MODULE, PARAMETERS, COMPLEXITY = 40, 400, 7, 15

# What is let pass, by module: how many of its functions branch too much, are too long or take too much: none.
DENSE: dict[str, int] = {}
LONG: dict[str, int] = {}
WIDE: dict[str, int] = {}
LARGE: set[str] = set()

Function = ast.FunctionDef | ast.AsyncFunctionDef
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension, ast.Assert)


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Yield every function of a module with its place."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def own(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function, without the functions inside it: those are measured by themselves."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*(ast.FunctionDef, ast.AsyncFunctionDef), ast.Lambda, ast.ClassDef)):
            yield child
            yield from own(child)


def complexity(node: Function) -> int:
    """Return McCabe's number, with every `and` and `or` as the branch it is."""
    inside = list(own(node))
    tests = sum(len(part.values) - 1 for part in inside if isinstance(part, ast.BoolOp))
    arms = sum(len(part.cases) for part in inside if isinstance(part, ast.Match))
    return 1 + sum(isinstance(part, _BRANCHES) for part in inside) + tests + arms


def lines(node: Function) -> int:
    """Count the lines of a function; of a command without its options, which are a table."""
    first = node.body[0].lineno if node.name == "command" or node.decorator_list else node.lineno
    return (node.end_lineno or 0) - first + 1


def parameters(node: Function) -> int:
    """Count the parameters, without self and cls."""
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(one.arg not in ("self", "cls") for one in given)


def over(path: Path) -> dict[str, int]:
    """Count the functions of a module beyond each bound."""
    found = list(functions(path))
    own_options = "cli" in path.parts  # a command has an option for everything it can do
    return {
        "branches": sum(complexity(node) > COMPLEXITY for _, node in found),
        "lines": sum(lines(node) > FUNCTION for _, node in found),
        "parameters": 0 if own_options else sum(parameters(node) > PARAMETERS for _, node in found),
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_and_its_functions_stay_readable(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    passed = {"branches": DENSE.get(name, 0), "lines": LONG.get(name, 0), "parameters": WIDE.get(name, 0)}
    assert over(path) == passed  # where there is less to let pass, the number above falls
    assert len(path.read_text("utf-8").splitlines()) <= MODULE or name in LARGE


def test_every_room_stands_in_the_map_and_in_the_layers() -> None:
    places = (ROOT / "digest").iterdir()
    rooms = {path.stem for path in places if path.suffix == ".py" or (path / "__init__.py").exists()}
    rooms -= {"__init__", "__main__"}
    told = (ROOT / "digest" / "__init__.py").read_text("utf-8")
    assert not [room for room in rooms if f"{room}/" not in told and f"{room}.py" not in told]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert rooms == {name.strip("() ") for layer in layers for name in layer.split("|")}


def test_every_rooms_map_names_all_that_is_in_it() -> None:
    """But for shelves, whose folder is the list."""
    shelves = ("check", "cli", "readers", "writers", "export", "machines", "networks", "terms", "sources")
    unnamed = {
        f"{path.parent.name}/{module.stem}"
        for path in (ROOT / "digest").rglob("__init__.py")
        if path.parent.name not in shelves and path.parent != ROOT / "digest"
        for module in path.parent.glob("*.py")
        if module.stem[0] != "_"
        and module.stem not in re.findall(r"[a-z_]+", ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
    }
    assert not unnamed


@pytest.mark.parametrize("map_of", sorted((ROOT / "digest").rglob("__init__.py")), ids=lambda path: path.parent.name)
def test_a_rooms_map_names_nothing_that_has_moved_out(map_of: Path) -> None:
    lines = (ast.get_docstring(ast.parse(map_of.read_text("utf-8"))) or "").splitlines()
    rows = [found[1] for line in lines if (found := re.match(r" {0,4}([a-z_./]+(?:, [a-z_.]+)*),? {2,}\S", line))]
    named = {name.removesuffix("/").removesuffix(".py") for row in rows for name in row.split(", ")}
    there = {path.stem for path in map_of.parent.iterdir()}
    assert named <= there


# Classes that still share a name with one of another room.
NAMESAKES = {"Origin", "Person", "Shown", "Word"}


def test_two_classes_never_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    shared = {name: places for name, places in homes.items() if len(places) > 1}
    assert set(shared) <= NAMESAKES, shared

"""Change core code a little, a thousand ways, and see whether a test notices: ``make mutants``.

A seeded sample of small changes (a comparison turned, a number off by one, a `not`
added, a loop left out) is made in a copy of the tree, one at a time, by the operators of
cosmic-ray; the tests of the code's own room run first, then those of the rooms that use
it.  A change that no test notices is a survivor: a test is missing, or the code is.

    python tools/mutants.py [--number 300] [--seed 1] [--room picks …]
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("stories", "picks", "order", "ledger", "edition", "quotes", "posts", "check", "outbox", "deliver")
# Changes that a hurried hand might make; what no reader would take for a slip (+ for <<) is left out.
OPERATORS = (
    "ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq", "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt", "ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Lt_GtE", "ReplaceComparisonOperator_GtE_Lt", "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is", "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Add", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr",
    "ReplaceOrWithAnd", "AddNot", "ReplaceUnaryOperator_Delete_Not", "NumberReplacer", "ZeroIterationForLoop",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
)  # fmt: skip
# What runs after a room's own tests: the rooms whose tests go through it.
WIDER = {
    "stories": ("picks", "cli/test_cli_pick.py"),
    "picks": ("stories", "order", "cli/test_cli_pick.py", "jobs"),
    "order": ("cli/test_cli_pick.py", "jobs"),
    "ledger": ("jobs", "cli"),
    "edition": ("jobs", "press/test_press_renditions.py"),
    "quotes": ("edition", "jobs/test_quotes_job.py"),
    "posts": ("press", "export"),
    "check": ("jobs",),
    "outbox": ("deliver", "faults/test_faults_model.py", "jobs"),
    "deliver": ("cli",),
}
SECONDS = 600  # a change that makes a loop endless is noticed, too


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change: where, by which operator, and which of its places in the file."""

    path: str
    operator: str
    occurrence: int
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.operator}"


def mutants(rooms: tuple[str, ...]) -> Iterator[Mutant]:
    """Yield every change that could be made in functions of *rooms*."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator

    for room in rooms:
        for path in sorted((ROOT / "digest" / room).rglob("*.py")):
            inside = _in_functions(path.read_text("utf-8"))
            nodes = list(ast_nodes(get_ast_from_path(path)))
            for name in OPERATORS:
                operator = get_operator(f"core/{name}")()
                places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
                for number, (line, _) in enumerate(places):
                    if line in inside:
                        yield Mutant(str(path.relative_to(ROOT)), name, number, line)


def _in_functions(source: str) -> set[int]:
    bodies = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return {line for body in bodies for line in range(body.body[0].lineno, (body.end_lineno or 0) + 1)}


def noticed(mutant: Mutant, copy: Path) -> bool:
    """Say whether a test fails once *mutant* is made in *copy*; the file is put back."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    file = copy / mutant.path
    before = file.read_text("utf-8")
    changed = mutate_code(before, get_operator(f"core/{mutant.operator}")(), mutant.occurrence)
    if changed is None or changed == before:
        raise RuntimeError(f"nothing was changed: {mutant}")
    file.write_text(changed, "utf-8")
    try:
        room = Path(mutant.path).parts[1]
        own = [f"tests/{room}"]
        wider = [f"tests/{name}" for name in WIDER[room] if (copy / "tests" / name).exists()]
        return not _passes(own, copy) or not _passes(wider, copy)
    finally:
        file.write_text(before, "utf-8")


def _passes(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            command, cwd=copy, capture_output=True, timeout=SECONDS, check=False,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> None:
    """Try a sample and tell the survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--room", nargs="*", default=ROOMS)
    given = parser.parse_args()
    found = list(mutants(tuple(given.room)))
    sample = random.Random(given.seed).sample(found, min(given.number, len(found)))
    print(f"{len(sample)} of {len(found)} possible changes, seed {given.seed}", flush=True)
    survivors: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        copies: Queue[Path] = Queue()
        for number in range(given.jobs):
            copy = Path(scratch) / f"copy{number}" / "main"
            shutil.copytree(
                ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "node_modules", "outbox", ".*cache")
            )
            copies.put(copy)

        def tried(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return noticed(mutant, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(given.jobs) as pool:
            for mutant, killed in zip(sample, pool.map(tried, sample), strict=True):
                print("killed  " if killed else "SURVIVED", mutant, flush=True)
                if not killed:
                    survivors[Path(mutant.path).parts[1]] += 1
    total = sum(survivors.values())
    print(
        f"{len(sample) - total} of {len(sample)} noticed ({(len(sample) - total) / max(1, len(sample)):.0%})",
        dict(survivors),
    )


if __name__ == "__main__":
    main()

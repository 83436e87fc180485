"""Change core code a little, a thousand ways, and see whether a test notices: ``make mutants``.

A seeded sample of small changes (a comparison turned, a number off by one, a `not`
added, a loop left out) is made in a copy of the tree, one at a time, by the operators of
cosmic-ray, and the tests that reach its line run, its room's first, then those that reach least else.
The sample is drawn by a hash of the line and of what is changed in it, so that it stays
the same while other lines move: who mends a survivor finds it gone the next time.
Changes that change nothing a user could see are listed with their reasons in
``tools/equivalent.toml`` and told apart.
Which tests reach what is recorded once, by a run of all of them under coverage;
``--reach FILE`` keeps that record for the next time.  A change that no test notices is a
survivor: a test is missing, or the code is.

    python tools/mutants.py [--number 300] [--seed 1] [--room picks …] [--reach FILE]
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from queue import Queue

from coverage import CoverageData

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
# Tests that start servers and browsers, or measure, and the rooms that read the code itself.
ELSEWHERE = ("browser", "delivery", "ghost", "pds", "growth", "contracts")
FIRST = 40  # of the tests that reach a line, those that reach least else: they are quick, and meant for it
MOST = 400
WITHOUT = (".venv", ".git", "node_modules", "outbox")  # of the checkout
SECONDS = 180  # of the processor: a change that makes a loop endless is noticed, too …
PATIENCE = 20  # … and one that waits for ever, after so many times as long; a busy machine alone is not
_LIMITED = (
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 5)); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change: where, by which operator, and which of its places in the file."""

    path: str
    operator: str
    occurrence: int
    line: int
    text: str
    nth: int  # of the same changes of the same text in the file

    def rank(self, seed: int) -> str:
        """Return where it stands when all are shuffled by *seed*; that does not depend on the lines around it."""
        return sha256(f"{seed}|{self.path}|{self.operator}|{self.text}|{self.nth}".encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.operator}"


def mutants(rooms: tuple[str, ...]) -> Iterator[Mutant]:
    """Yield every change that could be made in functions of *rooms*."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator

    for room in rooms:
        for path in sorted((ROOT / "digest" / room).rglob("*.py")):
            inside = _in_functions(path.read_text("utf-8"))
            lines = path.read_text("utf-8").splitlines()
            nodes = list(ast_nodes(get_ast_from_path(path)))
            for name in OPERATORS:
                operator = get_operator(f"core/{name}")()
                places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
                met: Counter[str] = Counter()
                for number, (line, _) in enumerate(places):
                    if line in inside:
                        text = lines[line - 1].strip()
                        yield Mutant(str(path.relative_to(ROOT)), name, number, line, text, met[text])
                        met[text] += 1


def drawn(found: Iterator[Mutant], number: int, seed: int) -> list[Mutant]:
    """Return the first *number* of *found* in the order of *seed* that Python can read (`not a := b` it cannot)."""
    ranked = sorted(found, key=lambda mutant: mutant.rank(seed))
    return list(islice(filter(_readable, ranked), number))


def _readable(mutant: Mutant) -> bool:
    try:
        compile(changed(mutant, (ROOT / mutant.path).read_text("utf-8")), mutant.path, "exec")
    except SyntaxError:
        return False
    return True


def changed(mutant: Mutant, source: str) -> str:
    """Return *source*, the text of its file, with *mutant* made."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    made = mutate_code(source, get_operator(f"core/{mutant.operator}")(), mutant.occurrence)
    if made is None or made == source:
        raise RuntimeError(f"nothing was changed: {mutant}")
    return str(made)


def _not_ours(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith("cache") or (folder == str(ROOT) and name in WITHOUT)]


def _in_functions(source: str) -> set[int]:
    bodies = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return {line for body in bodies for line in range(body.body[0].lineno, (body.end_lineno or 0) + 1)}


def record(into: Path) -> None:
    """Run all tests under coverage, and write which test reached which line to *into*."""
    left_out = [f"--ignore=tests/{name}" for name in ELSEWHERE]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", "-p", "no:cacheprovider",
               "--cov=digest", "--cov-context=test", "--cov-report=", *left_out]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "COVERAGE_FILE": str(into)})


class Reach:
    """Which tests go through a line."""

    def __init__(self, recorded: Path) -> None:
        self._data = CoverageData(str(recorded))
        self._data.read()
        self._wide: Counter[str] = Counter()
        for file in self._data.measured_files():
            self._wide.update(test for tests in self._data.contexts_by_lineno(file).values() for test in tests)

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach the line of *mutant*: its room's own first, and those that reach least else."""
        tests = self._data.contexts_by_lineno(str(ROOT / mutant.path)).get(mutant.line, [])
        names = {test.rpartition("|")[0] for test in tests if "|" in test}
        own = f"tests/{Path(mutant.path).parts[1]}/"
        return sorted(names, key=lambda name: (not name.startswith(own), self._wide[f"{name}|run"], name))[:MOST]


def excused() -> frozenset[tuple[str, str, str]]:
    """Return path, operator and line of the changes that were looked at and change nothing."""
    rows = tomllib.loads((ROOT / "tools" / "equivalent.toml").read_text("utf-8"))["change"]
    return frozenset((row["path"], row["operator"], row["line"]) for row in rows)


def noticed(mutant: Mutant, copy: Path, tests: list[str]) -> bool:
    """Say whether one of *tests* fails once *mutant* is made in *copy*; the file is put back."""
    file = copy / mutant.path
    before = file.read_text("utf-8")
    file.write_text(changed(mutant, before), "utf-8")
    try:
        return not _passes(tests[:FIRST], copy) or not _passes(tests[FIRST:], copy)
    finally:
        file.write_text(before, "utf-8")


def _passes(tests: list[str], copy: Path) -> bool:
    if not tests:
        return True
    listed = copy / "tests-to-run"
    listed.write_text("\n".join(tests), "utf-8")
    command = [sys.executable, "-c", _LIMITED, str(SECONDS)]
    command += ["-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", f"@{listed}"]
    try:
        done = subprocess.run(
            command, cwd=copy, capture_output=True, timeout=SECONDS * PATIENCE, check=False,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    if done.returncode > 1:  # 1: a test failed; more: none was found, or none could be run
        return _broken((done.stdout + done.stderr).decode(errors="replace"))
    return done.returncode == 0


def _broken(said: str) -> bool:
    """Say no, as for a failed test, if the change itself stops the tests from being read."""
    if "ERROR collecting" in said or ("error" in said.lower() and "not found" not in said):
        return False
    raise RuntimeError(said[-2000:])


def main() -> None:
    """Try a sample and tell the survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--room", nargs="*", default=ROOMS)
    parser.add_argument("--reach", type=Path, help="the record of which tests reach what: read if there, else made")
    given = parser.parse_args()
    found = list(mutants(tuple(given.room)))
    sample = drawn(iter(found), given.number, given.seed)
    print(f"{len(sample)} of {len(found)} possible changes, seed {given.seed}", flush=True)
    survivors: Counter[str] = Counter()
    same, reasons = 0, excused()
    with tempfile.TemporaryDirectory() as scratch:
        recorded = (given.reach or Path(scratch) / "reach").resolve()
        if not recorded.exists():
            record(recorded)
        reach = Reach(recorded)
        copies: Queue[Path] = Queue()
        for number in range(given.jobs):
            copy = Path(scratch) / f"copy{number}" / "main"
            shutil.copytree(ROOT, copy, ignore=_not_ours)
            if (ROOT.parent / "shared").is_dir():  # the measuring data, which some tests read
                (copy.parent / "shared").symlink_to(ROOT.parent / "shared")
            copies.put(copy)

        def tried(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return noticed(mutant, copy, reach.tests(mutant))
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(given.jobs) as pool:
            for mutant, killed in zip(sample, pool.map(tried, sample), strict=True):
                excuse = (mutant.path, mutant.operator, mutant.text) in reasons
                print("killed  " if killed else "the same" if excuse else "SURVIVED", mutant, flush=True)
                if not killed and excuse:
                    same += 1
                elif not killed:
                    survivors[Path(mutant.path).parts[1]] += 1
    left = len(sample) - same
    share = (left - survivors.total()) / max(1, left)
    print(f"{left - survivors.total()} of {left} noticed ({share:.0%}), {same} change nothing; left:", dict(survivors))


if __name__ == "__main__":
    main()

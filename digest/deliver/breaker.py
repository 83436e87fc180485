"""When to stop: a run of refusals says more about us than about the recipients."""

from __future__ import annotations

from dataclasses import dataclass

from digest.deliver.answers import Answer

IN_A_ROW = 5  # refusals; a living list has single dead addresses, not five side by side
_SHARE = 0.2  # of those tried; bounce rates of 5 % already cost a sender its name
_LEAST = 25  # tried before a share says anything
_UNSURE = 3  # answers lost one after the other
_DEFERRED = 25  # "try later" one after the other: it does mean everybody


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the run stops; `passes` when time cures it, as it does a quota."""

    why: str
    passes: bool


class Breaker:
    """Watches the answers of one run; *in_a_row* refusals stop it, 0 turns the counting off."""

    def __init__(self, in_a_row: int = IN_A_ROW) -> None:
        self._limit = in_a_row
        self._run = {"refused": 0, "deferred": 0, "unsure": 0}
        self._refused = 0
        self._tried = 0

    def sees(self, answer: Answer) -> Stop | None:
        """Take note of an answer; return why the run has to stop, or None."""
        self._tried += 1
        self._refused += answer.state == "refused"
        self._run = {state: (n + 1 if state == answer.state else 0) for state, n in self._run.items()}
        if answer.about == "quota":
            return Stop(f"the quota is used up: {answer.said}", passes=True)
        if self._run["unsure"] >= _UNSURE:
            return Stop(f"{_UNSURE} answers in a row were lost", passes=True)
        if self._run["deferred"] >= _DEFERRED:
            return Stop(f"{_DEFERRED} in a row must wait: {answer.said}", passes=True)
        if not self._limit:
            return None
        if self._run["refused"] >= self._limit:
            return Stop(f"{self._limit} were refused in a row: {answer.said}", passes=False)
        if self._tried >= _LEAST and self._refused > self._tried * _SHARE:
            return Stop(f"{self._refused} of {self._tried} were refused: {answer.said}", passes=False)
        return None

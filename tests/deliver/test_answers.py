"""What an answer means, and when a run of them stops the work."""

from __future__ import annotations

import pytest

from digest.deliver.answers import Answer, about, exited, reply
from digest.deliver.breaker import Breaker


@pytest.mark.parametrize(
    ("words", "whom"),
    [
        ("5.1.1 no such mailbox", "mailbox"),
        ("5.1.3 bad address syntax", "mailbox"),
        ("5.1.10 null MX", "mailbox"),
        ("5.2.1 mailbox disabled", "mailbox"),
        ("5.2.2 mailbox full", ""),  # it passes: no reason to take a reader off the list
        ("5.4.5 daily sending quota exceeded", "quota"),
        ("5.7.28 unusual rate", "quota"),
        ("5.7.1 not authorised", "policy"),
        ("5.7.26 unauthenticated mail", "policy"),
        ("no such user here", ""),  # words alone are not believed
        ("version 15.1.1 says no", ""),
        ("", ""),
    ],
)
def test_an_enhanced_status_code_says_whom_a_refusal_concerns(words: str, whom: str) -> None:
    assert about(words) == whom


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (200, "sent"),
        (250, "sent"),
        (299, "sent"),
        (300, "deferred"),  # half a dialogue is no yes
        (354, "deferred"),
        (421, "deferred"),
        (499, "deferred"),
        (500, "refused"),  # a command that the server does not know it never will
        (550, "refused"),
    ],
)
def test_the_first_digit_says_whether_time_helps(code: int, state: str) -> None:
    assert reply(code, b"2.0.0 words").state == state


def test_a_servers_words_are_one_line_that_commands_no_terminal() -> None:
    assert reply(550, b"no\x1b[31m\r\nsuch \xff user").said == "550 no [31m such � user"
    assert len(reply(550, b"x" * 9000).said) < 400


@pytest.mark.parametrize(
    ("code", "state", "whom"),
    [
        (0, "sent", ""),
        (64, "refused", ""),
        (67, "refused", "mailbox"),
        (69, "deferred", ""),
        (75, "deferred", ""),
        (77, "refused", "policy"),
        (-9, "unsure", ""),
    ],
)
def test_a_mail_programs_exit_code_is_read_as_sysexits_h_has_it(code: int, state: str, whom: str) -> None:
    answer = exited(code, "words")
    assert (answer.state, answer.about) == (state, whom)


SENT, REFUSED, WAIT, LOST = (
    Answer("sent", "250"),
    Answer("refused", "550"),
    Answer("deferred", "451"),
    Answer("unsure", ""),
)


def stops_at(answers: list[Answer], in_a_row: int = 5) -> int:
    """Return after how many answers the run stops, 0 when it does not."""
    breaker = Breaker(in_a_row)
    return next((n for n, answer in enumerate(answers, 1) if breaker.sees(answer)), 0)


@pytest.mark.parametrize(
    ("answers", "stop"),
    [
        ([REFUSED] * 4 + [SENT] + [REFUSED] * 4, 0),
        ([SENT] + [REFUSED] * 5, 6),
        ([SENT, SENT, SENT, REFUSED] * 6, 0),  # 24 tried: too few for a share
        ([SENT, SENT, SENT, REFUSED] * 7, 25),
        ([SENT, SENT, SENT, SENT, REFUSED] * 20, 0),  # a fifth is not more than a fifth
        ([LOST, LOST], 0),
        ([SENT] * 9 + [REFUSED] + [SENT] * 90, 0),
        ([Answer("refused", "550 5.4.5", "quota")], 1),
        ([Answer("deferred", "452 4.4.5", "quota")], 1),
        ([LOST, LOST, SENT, LOST, LOST, LOST], 6),
        ([WAIT] * 24, 0),
        ([WAIT] * 25, 25),
    ],
)
def test_a_run_stops_when_the_answers_look_like_a_fault_of_ours(answers: list[Answer], stop: int) -> None:
    assert stops_at(answers) == stop


def test_an_operator_may_let_more_refusals_pass_but_not_a_quota() -> None:
    assert stops_at([REFUSED] * 60, in_a_row=0) == 0
    assert stops_at([REFUSED] * 7, in_a_row=8) == 0
    assert stops_at([Answer("refused", "550 5.4.5", "quota")], in_a_row=0) == 1
    stop = Breaker().sees(Answer("refused", "", "quota"))
    assert stop is not None and stop.passes

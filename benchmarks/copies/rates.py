"""Copies a second, processor time a copy, memory, and the direct way in the same run.

The message has 60 KB and eight places for fields.  `--count` recipients (100,000), `--to`
a folder on tmpfs (/dev/shm).  The peer is a compiled Jinja template per recipient and the
standard library's email package, as most mail merges are written.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from digest.copies.compiled import Compiled, Copier
from digest.copies.compiling import compile_message
from digest.copies.readers import csv as reader
from digest.copies.work import Job, Letter, make
from digest.machines import local
from digest.message.mail import compose_message
from digest.message.merging import Blank, MergeForm

KEY = b"0123456789abcdef0123456789abcdef"
FIRST, CITY, CODE = (f"qqqqf{number:03}x" for number in range(3))
BLANKS = {
    FIRST: Blank(name="first", default="reader"),
    CITY: Blank(name="city", default="your town"),
    CODE: Blank(name="code", default=""),
}
STORY = '<tr><td style="padding:8px 24px"><h2>The ferry runs again at {city}</h2><p>{text}</p></td></tr>\n'
NAMES = ["Ann", "Bo", "Cyrillë", "Dee & Co", "Émile", "Ø", "李雷", "O'Hara", "Zoë <3", "Jean-Luc Marchand-Ostervald"]


def templates(size: int) -> tuple[str, str, str]:
    """Return HTML, text and subject with {{ name }} in eight places, together about *size* octets as sent."""
    rows = "".join(
        STORY.format(city="Marrow Bay", text="The council votes on the pier again in May. " * 20)
        for _ in range(size // 1000)
    )
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>For {{ first }}</title></head><body><table>'
        "<tr><td>Good morning, {{ first }} in {{ city }}!</td></tr>\n"
        + rows
        + '<tr><td><a href="https://daily.example/me?c={{ code|urlencode }}" title="{{ first }}">Your page</a></td></tr></table></body></html>\n'
    )
    return (
        html,
        "Good morning, {{ first }} in {{ city }}!\n" + "The ferry runs again.\n" * 40,
        "{{ first }}: the ferry runs again",
    )


def marked(template: str) -> str:
    """Return a template with our markers in its places."""
    for name, word in (("first", FIRST), ("city", CITY), ("code|urlencode", CODE)):
        template = template.replace("{{ " + name + " }}", word)
    return template


def compiled(size: int) -> Compiled:
    """Return the message of about *size* octets, compiled."""
    from dataclasses import replace

    from editions import standard

    html, text, subject = map(marked, templates(size))
    edition = standard()
    paper = replace(
        edition.newsletter,
        sender="The Daily Take <digest@daily.example>",
        list_id="daily.example",
        unsubscribe=("https://daily.example/leave",),
    )
    message = compose_message(replace(edition, newsletter=paper), html=html, text=text)
    return compile_message(MergeForm(message=message, subject=subject, blanks=BLANKS), key=KEY)


def people(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield recipients: address, first name, city, code."""
    chance = Random(7)
    for number in range(count):
        yield (
            f"reader{number}@example.org",
            chance.choice(NAMES),
            chance.choice(["Marrow Bay", "Quill", ""]),
            f"{number:x}/&",
        )


def direct(size: int, count: int) -> tuple[float, list[EmailMessage]]:
    """Return seconds a message, and the messages, of the usual way."""
    from jinja2 import Environment

    html, text, subject = templates(size)
    rich, plain = Environment(autoescape=True), Environment()
    made = [rich.from_string(html), plain.from_string(text), plain.from_string(subject)]
    found = []
    start = process_time()
    for email, first, city, code in people(count):
        values = {"first": first or "reader", "city": city or "your town", "code": code}
        message = EmailMessage(policy=policy.SMTP)
        message["From"], message["To"] = "The Daily Take <digest@daily.example>", email
        message["Subject"] = made[2].render(values)
        message.set_content(made[1].render(values))
        message.add_alternative(made[0].render(values), subtype="html")
        found.append(message.as_bytes())
    return (process_time() - start) / count, [message_from_bytes(raw, policy=policy.default) for raw in found]  # type: ignore[misc]


def joined(made: Compiled, count: int) -> tuple[float, list[bytes]]:
    """Return seconds a message, and the messages, of ours: read, checked, joined."""
    copier = Copier(made, ("email", "first", "city", "code"))
    found = []
    start = process_time()
    for row in people(count):
        found.append(copier.copy(row[0], row))
    took = (process_time() - start) / count
    return took, [b"".join(pieces) for pieces in found]


def same(ours: list[bytes], theirs: list[EmailMessage]) -> int:
    """Return how many messages say the same after parsing: subject, text and HTML."""

    def said(message: EmailMessage) -> list[str]:
        parts = [str(message["Subject"])]
        for part in message.walk():
            if not part.is_multipart():
                parts.append(part.get_payload(decode=True).decode().replace("\r\n", "\n"))  # type: ignore[union-attr]
        return [page(parts[0]), parts[1], page(parts[2])]

    def page(text: str) -> str:
        return text.replace(escape("'"), "&#39;").replace("&quot;", "&#34;")  # two ways to write the same reference

    return sum(said(message_from_bytes(a, policy=policy.default)) == said(b) for a, b in zip(ours, theirs, strict=True))  # type: ignore[arg-type]


def run(made: Compiled, recipients: Path, to: Path, workers: int, rows: int) -> tuple[float, float, int, int]:
    """Return seconds, processor seconds, copies and octets of one merge on *workers* processes."""
    job = Job(
        path=str(recipients),
        format="csv",
        letters=(Letter(made=made, key="daily"),),
        form="parts",
        to=str(to),
        run=str(rows),
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    copies = octets = 0
    for note in local.run(make, job, reader.pieces(recipients, rows), workers=workers):
        copies += note.made
        octets += note.octets
    took = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, used, copies, octets


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--to", type=Path, default=Path("/dev/shm"))
    given = parser.parse_args()
    made = compiled(given.size)
    usual, theirs = direct(given.size, 1000)
    own, ours = joined(made, 1000)
    print(
        f"message: {len(ours[0]):,} octets, {sum(len(p) for p in [made.columns])} fields in {len(made.pieces) // 2} places"
    )
    print(
        f"the usual way {usual * 1e6:8,.0f} µs a message; joined {own * 1e6:6.1f} µs: {usual / own:,.0f} × (goal 200)"
    )
    print(f"the same after parsing: {same(ours, theirs):,} of {len(ours):,}")
    folder = Path(mkdtemp(dir=given.to, prefix="copies-"))
    try:
        file = folder / "readers.csv"
        with file.open("w") as out:
            out.write("email,first,city,code\n")
            out.writelines('{},"{}",{},{}\n'.format(*row) for row in people(given.count))
        took, used, copies, octets = run(made, file, folder / "out", given.workers, given.rows)
        print(
            f"{copies:,} copies, {octets / 1e9:.2f} GB to {given.to} with {given.workers} processes: {took:.1f} s,"
            f" {copies / took:,.0f} a second (goal 20,000), {used / copies * 1e6:.1f} µs of processor a copy (goal 30)"
        )
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"largest process: {most:.0f} MB (goal 150)")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

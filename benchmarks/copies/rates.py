"""Copies a second, processor time a copy, memory, and the direct way in the same run.

The message has 60 KB and eleven places that differ.  `--count` recipients (100,000), `--to`
a folder on tmpfs (/dev/shm).  The peer is a compiled Jinja template per recipient and the
standard library's email package, as most mail merges are written.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from html import unescape
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from editions import standard

from digest.copies.compiled import Compiled, Copier
from digest.copies.compiling import compile_message
from digest.copies.readers import csv as reader
from digest.copies.work import Job, Letter, Note, make
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
STORY = '<tr><td style="padding:8px 24px"><h2>The ferry runs again</h2><p>{text}</p></td></tr>\n'
NAMES = ["Ann", "Bo", "Cyrillë", "Dee & Co", "Émile", "Ø", "李雷", "O'Hara", "Zoë <3", "Jean-Luc Marchand-Ostervald"]
HTML = """<!DOCTYPE html><html lang="en"><head><title>For {{ first }}</title></head><body><table>
<tr><td>Good morning, {{ first }} in {{ city }}!</td></tr>
ROWS<tr><td><a href="https://daily.example/me?c={{ code|urlencode }}" title="{{ first }}">Your page</a></td></tr>
</table></body></html>
"""
TEXT = "Good morning, {{ first }} in {{ city }}!\n" + "The ferry runs again.\n" * 40
SUBJECT = "{{ first }}: the ferry runs again"


def page(size: int) -> str:
    """Return HTML with places for fields, of about *size* octets."""
    row = STORY.format(text="The council votes on the pier again in May. " * 20)
    return HTML.replace("ROWS", row * (size // 1000))


def marked(template: str) -> str:
    """Return a template with our markers in its places."""
    for name, word in (("first", FIRST), ("city", CITY), ("code|urlencode", CODE)):
        template = template.replace("{{ " + name + " }}", word)
    return template


def compiled(size: int) -> Compiled:
    """Return the message of about *size* octets, compiled."""
    edition = standard()
    paper = replace(
        edition.newsletter,
        sender="The Daily Take <digest@daily.example>",
        list_id="daily.example",
        unsubscribe=("https://daily.example/leave",),
    )
    message = compose_message(
        replace(edition, newsletter=paper), html=marked(page(size)), text=marked(TEXT), quoted=True
    )
    return compile_message(MergeForm(message=message, subject=marked(SUBJECT), blanks=BLANKS), key=KEY)


def people(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Yield recipients: address, first name, city, code."""
    chance = Random(7)
    for number in range(count):
        city = chance.choice(["Marrow Bay", "Quill", ""])
        name = chance.choice(NAMES) + (f" {number:x}" if number % 2 else "")  # every second one is like no other
        yield f"reader{number}@example.org", name, city, f"{number:x} &"


def direct(size: int, count: int) -> tuple[float, list[Any]]:
    """Return seconds a message, and the parsed messages, of the usual way."""
    from jinja2 import Environment

    rich, plain = Environment(autoescape=True), Environment()
    html, text, subject = rich.from_string(page(size)), plain.from_string(TEXT), plain.from_string(SUBJECT)
    found = []
    start = process_time()
    for email, first, city, code in people(count):
        values = {"first": first or "reader", "city": city or "your town", "code": code}
        message = EmailMessage(policy=policy.SMTP)
        message["From"], message["To"] = "The Daily Take <digest@daily.example>", email
        message["Subject"] = subject.render(values)
        message.set_content(text.render(values))
        message.add_alternative(html.render(values), subtype="html")
        found.append(message.as_bytes())
    took = (process_time() - start) / count
    return took, [message_from_bytes(raw, policy=policy.default) for raw in found]


def joined(made: Compiled, count: int) -> tuple[float, list[Any]]:
    """Return seconds a message, and the parsed messages, of ours: checked, escaped, joined."""
    copier = Copier(made, ("email", "first", "city", "code"))
    start = process_time()
    for row in people(count):
        b"".join(copier.copy(row[0], row))
    took = (process_time() - start) / count
    whole = [b"".join(copier.copy(row[0], row)) for row in people(count)]
    return took, [message_from_bytes(raw, policy=policy.default) for raw in whole]


def said(message: Message) -> list[str]:
    """Return what a message says: subject, text, HTML with its character references read."""
    found = [str(message["Subject"])]
    for part in message.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append(unescape(content.decode().replace("\r\n", "\n").rstrip("\n")))
    return found


def measured(task: tuple[Job, list[Any]], _: object) -> tuple[list[Note], float, int]:
    """Make parts in a process of its own; return notes, processor seconds, and peak memory in kilobytes."""
    job, pieces = task
    start = process_time()
    notes = [make(job, piece) for piece in pieces]
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    return notes, process_time() - start, peak


def run(made: Compiled, recipients: Path, to: Path, given: argparse.Namespace) -> float:
    """Merge on several processes and print what it took; return octets a second."""
    letters = (Letter(made=made, key="daily"),)
    job = Job(path=str(recipients), format="csv", letters=letters, form="parts", to=str(to), run="x")
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    notes = list(local.run(make, job, reader.pieces(recipients, given.rows), workers=given.workers))
    took, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    copies, octets = sum(note.made for note in notes), sum(note.octets for note in notes)
    print(
        f"{copies:,} copies, {octets / 1e9:.2f} GB to {given.to} on {given.workers} processes: {took:.1f} s, "
        f"{copies / took:,.0f} a second (goal 20,000)\n"
        f"processor a copy: {user / copies * 1e6:.1f} µs ours + {system / copies * 1e6:.1f} µs the kernel's"
    )
    return octets / took


def bare(to: Path, size: int, count: int, rows: int) -> tuple[float, float]:
    """Return processor seconds a message, and octets a second, for nothing but writing files of *rows*, each forced."""
    block = os.urandom(size) * 20
    begun, start = process_time(), perf_counter()
    for part in range(count // rows):
        fd = os.open(to / f"bare{part}", os.O_WRONLY | os.O_CREAT)
        for _ in range(rows // 20):
            os.write(fd, block)
        os.fsync(fd)
        os.close(fd)
    took, used = perf_counter() - start, process_time() - begun
    for part in range(count // rows):
        (to / f"bare{part}").unlink()
    return used / count, size * count / took


def memory(made: Compiled, folder: Path, counts: tuple[int, ...], rows: int) -> None:
    """Print the peak memory of one worker for lists of growing length; copies go to values, which are small."""
    for count in counts:
        file = folder / f"{count}.csv"
        listed(file, count)
        letters = (Letter(made=made, key="daily"),)
        job = Job(path=str(file), format="csv", letters=letters, form="values", to=str(folder / f"o{count}"), run="x")
        pieces = list(reader.pieces(file, rows))
        [(_, _, peak)] = local.run(import_module("rates").measured, (job, pieces), [0], workers=1)
        print(f"peak memory of a worker for {count:>9,} recipients: {peak / 1000:.0f} MB (goal 150)")
        shutil.rmtree(folder / f"o{count}")


def listed(file: Path, count: int) -> None:
    """Write a list of recipients."""
    with file.open("w") as out:
        out.write("email,first,city,code\n")
        out.writelines('{},"{}",{},{}\n'.format(*row) for row in people(count))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--to", type=Path, default=Path("/dev/shm"))
    given = parser.parse_args()
    made = compiled(given.size)
    usual, theirs = direct(given.size, 1000)
    own, ours = joined(made, 1000)
    length = len(made.with_all("Ann"))
    print(f"message: {length:,} octets, {len(made.columns)} fields in {len(made.pieces) // 2} places")
    print(f"usual way {usual * 1e6:,.0f} µs a message, joined {own * 1e6:.1f} µs: {usual / own:,.0f} × (goal 200)")
    same = sum(said(one) == said(other) for one, other in zip(ours, theirs, strict=True))
    print(f"the same after parsing: {same:,} of {len(ours):,}")
    del ours, theirs
    folder = Path(mkdtemp(dir=given.to, prefix="copies-"))
    try:
        used, rate = bare(folder, length, given.count, given.rows)
        print(f"writing alone, one process: {used * 1e6:.1f} µs of processor a message, {rate / 1e6:,.0f} MB/s")
        listed(folder / "readers.csv", given.count)
        ours = run(made, folder / "readers.csv", folder / "out", given)
        print(f"{ours / 1e6:,.0f} MB/s: {ours / rate:.0%} of writing alone (goal on a disk: 60 %)")
        shutil.rmtree(folder / "out")
        memory(made, folder, tuple(given.memory), given.rows)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""``digest desk``: the page for the editor's morning, served on this machine until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from digest.errors import UsageError
from digest.extras import how_to_get
from digest.jobs.articles import whereabouts
from digest.jobs.build import build, slot_key
from digest.jobs.pick import approve, propose
from digest.jobs.preview import variants
from digest.line.choose import Wish, find_slot
from digest.line.telling import tell_nobody
from digest.outbox.keys import base
from digest.outbox.read import entries
from digest.picks.slots import Slot
from digest.text.direction import language_direction
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.desk.doors import Doors
    from digest.desk.session import DeskJobs, Session
    from digest.posts import Post

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_PASSWORD = 12  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskServer:
    """A desk that is ready: its socket is open, nothing is read yet."""

    session: Session
    doors: Doors
    sock: socket.socket

    @property
    def address(self) -> str:
        """Where to open it; with the token of this start, unless a password opens it."""
        host, port = self.sock.getsockname()[:2]
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{port}/" + ("" if self.doors.password else f"?token={self.doors.token}")


def prepared(
    opened: Callable[[], Workspace],
    *,
    slot: str,
    now: Callable[[], datetime],
    host: str = "127.0.0.1",
    port: int = 0,
    password: str = "",
) -> DeskServer:
    """Open the socket of a desk for *slot* ('' for the current one).

    Raises `UsageError` where the extra is missing, another host than this machine is
    asked for without a password, or the port is taken.
    """
    _see_that_it_is_installed()
    from digest.desk.doors import Doors
    from digest.desk.session import Session

    _see_that_it_is_closed(host, password)
    hands = _hands(opened, now)
    session = Session(hands, find_slot(hands.opened().settings, slot, now()))
    sock = _bound(host, port)
    names = frozenset(
        {*LOOPBACK, host.lower()} if host in LOOPBACK else {*LOOPBACK, host.lower(), socket.gethostname().lower()}
    )
    return DeskServer(session=session, doors=Doors(names, sock.getsockname()[1], password), sock=sock)


def serve(desk: DeskServer) -> None:
    """Answer until stopped; the sources are read in the meantime, so that they are there when the page asks."""
    from threading import Thread

    import uvicorn

    from digest.desk import lean
    from digest.desk.server import app

    lean.begin()
    Thread(target=_warm, args=(desk.session,), daemon=True).start()
    config = uvicorn.Config(
        app(desk.session, desk.doors, page_words(desk.session.workspace)),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        proxy_headers=False,
        ws="none",
    )
    with suppress(KeyboardInterrupt):  # the way to end it
        uvicorn.Server(config).run(sockets=[desk.sock])


def page_words(workspace: Workspace) -> Mapping[str, Any]:
    """Return the page's words in the newsletter's language, English where its locale has none (table ``desk``)."""
    from digest.press.locales import table

    templates, tag = workspace.templates, workspace.settings.newsletter.locale
    english, own = table(templates, "en", "desk"), table(templates, tag, "desk")
    lang = tag.replace("_", "-") if own else "en"
    sheet, sheets = table(templates, "en", "sheet"), table(templates, tag, "sheet") if own else {}
    units = {**sheet["units"], **sheets.get("units", {})}
    join = sheets.get("join", sheet["join"])
    return {"lang": lang, "dir": language_direction(lang), "say": {**english, **own}, "units": units, "join": join}


def _warm(session: Session) -> None:
    """Read, compose and draw once, before the page asks; an error is shown when it does."""
    with suppress(Exception):  # the page asks for the same and shows the fault
        version = session.present()
        session.shown(version)
        _ = version.weight


def _hands(opened: Callable[[], Workspace], now: Callable[[], datetime]) -> DeskJobs:
    from digest.desk.session import DeskJobs

    def sign(workspace: Workspace, slot: Slot, by: str) -> object:
        return approve(workspace, slot, by)

    def publish(workspace: Workspace, slot: Slot, reason: str) -> Mapping[str, Any]:
        wish = Wish(slot=slot.name, revise=reason)
        if workspace.whole:
            return _segment(workspace.whole, workspace.segment, wish, now())
        made = build(workspace, wish, now=now(), tell=tell_nobody)
        return {"key": made.key, "status": made.status, "path": str(made.path)}

    def picked(workspace: Workspace, slot: Slot) -> Sequence[str]:
        return propose(workspace, slot, now=now(), tell=tell_nobody).changes

    def week_of(workspace: Workspace, slot: Slot, posts: Sequence[Post], day: str) -> Mapping[str, Any]:
        from digest.jobs.calendar import week  # 30 ms, and most mornings begin without it

        return week(workspace, slot, posts, now(), day)

    return DeskJobs(
        opened=opened,
        now=now,
        propose=picked,
        approve=sign,
        build=publish,
        standing=_standing,
        whereabouts=_placed,
        variants=variants,
        retract=_retract,
        week=week_of,
    )


def _placed(workspace: Workspace, slot: Slot) -> Sequence[Mapping[str, Any]]:
    """Return where each article is, and whether an edition had it."""
    from digest.jobs.ledger import with_ledger

    found, _ = whereabouts(workspace, slot, tell=tell_nobody)
    had = {row.story for row in with_ledger(workspace, lambda ledger: ledger.rows()) if not row.retracted}
    keep = ("where", "state", "why", "id", "headline", "site", "story")
    return [
        {name: getattr(one, name) for name in keep} | {"had": not had.isdisjoint((one.id, one.story))} for one in found
    ]


def _retract(workspace: Workspace, names: Sequence[str], why: str) -> Sequence[str]:
    """Retract a story that was published; return the commands for the corrections of its editions."""
    from digest.jobs.ledger import retract

    return retract(workspace, names, why)[1]


def _segment(whole: Workspace, name: str, wish: Wish, now: datetime) -> Mapping[str, Any]:
    """Build the edition of one segment."""
    from digest.jobs.segments import DONE, build_segments

    made = build_segments(whole, name, wish, now=now, tell=tell_nobody)[0]
    if made.status not in DONE:
        fault = made.fault
        raise UsageError(
            fault.what if fault else f"nothing was built: {made.status}",
            where=fault.where if fault else f"segment {name}",
            fix=fault.fix if fault else "",
        )
    return {"key": made.key, "status": made.status, "path": made.path}


def _standing(workspace: Workspace, slot: Slot) -> Mapping[str, Any]:
    """Return what the outbox has of a slot: its editions, each with what became of it."""
    key = slot_key(workspace, slot)
    found = [one for one in entries(workspace.outbox) if base(one.key) == key]
    return {
        "editions": [{"key": one.key, "state": one.state, "note": one.note} for one in found],
        "before": _before(workspace, slot),
    }


def _before(workspace: Workspace, slot: Slot) -> Mapping[str, Any] | None:
    """Return what the last edition before a slot told, None where there is none."""
    from digest.jobs.site import newest

    last = next((edition for _, edition in newest(workspace) if edition.at < slot.at), None)
    if last is None:
        return None
    told = [{"headline": item.headline, "members": [item.id, *item.members]} for item in last.items()]
    return {"slot": last.slot, "stories": told}


def _see_that_it_is_installed() -> None:
    from importlib.util import find_spec

    if missing := [name for name in ("starlette", "uvicorn") if find_spec(name) is None]:
        what = f"the desk needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise UsageError(what, where="digest desk", fix=how_to_get("desk"))


def _see_that_it_is_closed(host: str, password: str) -> None:
    if host in LOOPBACK and not password:
        return
    if not password:
        what = f"others could reach the desk on {host}, and it has no password"
        raise UsageError(what, where="--host", fix="give one with --password-file, or leave --host out")
    if len(password) < SHORTEST_PASSWORD:
        what = f"the password is shorter than {SHORTEST_PASSWORD} characters"
        raise UsageError(what, where="--password-file", fix="write a longer one into the file")


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
    except OSError as fault:
        fix = "leave --port out: a free one is taken"
        raise UsageError(
            f"port {port} on {host} cannot be opened: {fault.strerror}", where="--port", fix=fix
        ) from fault
    sock.listen(64)
    return sock

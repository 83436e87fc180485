"""Requests become calls of the session; what the page loads is read once, from the shipped templates alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from errno import EDQUOT, ENOSPC
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from digest.desk import lean
from digest.desk.changes import read_asked
from digest.desk.doors import Doors, guarded
from digest.desk.pool import pool
from digest.desk.proof import budget, network_rules, posts, posts_of, proof
from digest.desk.rows import state, story
from digest.desk.session import Reply, Session
from digest.desk.version import Version
from digest.errors import DigestError, UsageError
from digest.press.links import FILE as LINKS
from digest.workspace import shipped_templates

if TYPE_CHECKING:
    from digest.desk.doors import App

KINDS = {"css": "text/css", "js": "text/javascript", "html": "text/html", "svg": "image/svg+xml"}
STATUS = {2: 400, 65: 422, 66: 409, 73: 409, 75: 409, 77: 409}  # by exit code; anything else is 500
PREVIEW = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:{remote}; "
    "sandbox allow-same-origin; frame-ancestors 'self'"
)
MODES = {
    "light": "preview-light.html",
    "dark": "preview-dark.html",
    "bare": "preview-no-images.html",
    "plain": "preview-no-styles.html",
}
_PICTURE = re.compile(r"image-[\w.-]{1,120}|card-[\w.-]{1,120}")

Answer = Callable[[Request], Awaitable[Response]]


def app(session: Session, doors: Doors, words: Mapping[str, Any]) -> App:
    """Return the desk's application behind its doors; *words* are those of the page, in the newsletter's language."""
    desk = _Desk(session, doors, words)
    routes = [
        Route("/", desk.page),
        Route("/login", desk.login, methods=["GET", "POST"]),
        Route("/static/{name}", desk.static),
        Route("/login.css", partial(desk.static, name="desk.css")),
        Route("/preview/{version}/{name}", desk.preview),
        *[Route(f"/api/{name}", _told(answer)) for name, answer in desk.asked.items()],
        *[Route(f"/api/{name}", _told(answer), methods=["POST"]) for name, answer in desk.done.items()],
    ]
    return guarded(Starlette(routes=routes), doors)


class _Desk:
    """The answers to requests; what takes time runs in threads, so that the event loop stays free."""

    def __init__(self, session: Session, doors: Doors, words: Mapping[str, Any]) -> None:
        self.session, self.doors, self.words = session, doors, words
        self.files = _files()
        self.asked: dict[str, Callable[[Request, bytes], Any]] = {
            "state": self._state,
            "news": self._news,
            "early": self._early,
            "pool": self._pool,
            "story": self._story,
            "posts": self._posts,
            "proof": self._proof,
            "standing": self._standing,
            "articles": self._articles,
            "rules": lambda request, body: network_rules(self.session.workspace.settings),
            "week": self._week,
        }
        self.done: dict[str, Callable[[Request, bytes], Any]] = {
            "change": self._change,
            "undo": lambda request, body: self._outcome(self.session.undo()),
            "redo": lambda request, body: self._outcome(self.session.redo()),
            "pick": lambda request, body: self._outcome(self.session.pick()),
            "build": self._build,
            "paste": self._paste,
            "retract": self._retract,
        }

    async def page(self, request: Request) -> Response:
        """Answer with the page itself, in the direction of its language."""
        news = self.session.workspace.settings.newsletter
        html = self.files["desk.html"].decode()
        values = {
            "lang": str(self.words.get("lang", "en")),
            "dir": str(self.words.get("dir", "ltr")),
            "title": f"{news.name}, {self.session.slot.name}",
            "words": msgspec.json.encode(self.words).decode(),
        }
        for name, value in values.items():
            html = html.replace("{{ " + name + " }}", escape(value))
        return Response(html, media_type="text/html")

    async def login(self, request: Request) -> Response:
        """Ask for the password, and open with the right one."""
        told = ""
        if request.method == "POST":
            body = (await request.body()).decode("utf-8", "replace")
            if self.doors.opens(parse_qs(body).get("password", [""])[0]):
                return RedirectResponse("/", status_code=303, headers={"set-cookie": self.doors.grant()})
            told = "That is not the password."
        html = self.files["login.html"].decode().replace("{{ told }}", escape(told))
        return Response(html, status_code=403 if told else 200, media_type="text/html")

    async def static(self, request: Request, name: str = "") -> Response:
        """Answer with a script or style."""
        name = name or str(request.path_params["name"])
        if name not in self.files or name.endswith(".html"):
            return Response(status_code=404)
        return Response(self.files[name], media_type=KINDS[name.rpartition(".")[2]])

    async def preview(self, request: Request) -> Response:
        """Answer with a rendition of a version, or one of its pictures: without scripts, in a sandbox."""
        version, name = str(request.path_params["version"]), str(request.path_params["name"])
        found = await run_in_threadpool(self._drawn, version, name)
        if found is None:
            return Response(status_code=404)
        content, kind = found
        remote = " https:" if request.query_params.get("remote") == "1" else ""
        heads = {"content-security-policy": PREVIEW.format(remote=remote)}
        if kind.startswith("image/"):
            heads["cache-control"] = "private, max-age=3600"
        return Response(content, media_type=kind, headers=heads)

    def _drawn(self, name: str, what: str) -> tuple[bytes, str] | None:
        version = self.session.known(name)
        if version is None or version.composed is None:
            return None
        if _PICTURE.fullmatch(what):
            content = version.composed.images.get(what) or version.card(what)
            return (content, "image/png" if what.endswith(".png") else "image/jpeg") if content else None
        html = version.fronts.get("email.html", "")
        if what in MODES:
            return self.session.hands.variants(html)[MODES[what]].encode(), "text/html; charset=utf-8"
        if what == "bare-dark":
            dark = self.session.hands.variants(html)[MODES["dark"]]
            return self.session.hands.variants(dark)[MODES["bare"]].encode(), "text/html; charset=utf-8"
        if what == "text":
            return version.fronts["email.txt"].encode(), "text/plain; charset=utf-8"
        if what == "links" and version.pressed:
            page = version.pressed.files.get(LINKS)
            return (page, "text/html; charset=utf-8") if page else None
        return (version.fronts["web.html"].encode(), "text/html; charset=utf-8") if what == "web" else None

    def _state(self, request: Request, body: bytes) -> Any:
        return self._outcome(Reply(version=self.session.present()))

    def _early(self, request: Request, body: bytes) -> Any:
        """Answer with the file's own headlines, in its order; that needs no sources to be read."""
        return {"headlines": self.session.headlines()}

    def _news(self, request: Request, body: bytes) -> Any:
        """Say which version the file has, so that a page sees what another wrote; cheap enough to be asked often."""
        return {"version": self.session.present().name}

    def _pool(self, request: Request, body: bytes) -> Any:
        return pool(self.session.present())

    def _story(self, request: Request, body: bytes) -> Any:
        found = story(self.session.present(), request.query_params.get("name", ""))
        if found is None:
            raise UsageError("no article of this slot has this name", where=request.query_params.get("name", ""))
        return found

    def _posts(self, request: Request, body: bytes) -> Any:
        """Answer with the posts before their cards are drawn."""
        version = self._asked_for(request)
        return posts(version, self.session.printed(version).posted or ())

    def _proof(self, request: Request, body: bytes) -> Any:
        version = self._asked_for(request)
        shown = proof(version, posts_of(self.session.printed(version)))
        lean.give_back()
        return shown

    def _asked_for(self, request: Request) -> Version:
        asked = self.session.known(request.query_params.get("version", ""))
        return self.session.shown(asked or self.session.present())

    def _standing(self, request: Request, body: bytes) -> Any:
        return self.session.hands.standing(self.session.workspace, self.session.slot)

    def _week(self, request: Request, body: bytes) -> Any:
        session, day = self.session, request.query_params.get("of", "")
        made = session.printed(session.shown(session.present())).posted or ()
        return session.hands.week(session.workspace, session.slot, made, day)

    def _articles(self, request: Request, body: bytes) -> Any:
        known = self.session.morning.articles
        found = self.session.hands.whereabouts(self.session.workspace, self.session.slot)
        urls = [known[row["id"]].url if row["id"] in known else "" for row in found]
        return {"articles": [{**row, "url": url} for row, url in zip(found, urls, strict=True)]}

    def _change(self, request: Request, body: bytes) -> Any:
        return self._outcome(self.session.change(read_asked(body)))

    def _build(self, request: Request, body: bytes) -> Any:
        wanted = _read(_Building, body)
        version, built = self.session.build(wanted.by.strip(), wanted.reason.strip())
        return self._outcome(Reply(version=version)) | {"built": built}

    def _paste(self, request: Request, body: bytes) -> Any:
        wanted = _read(_Pasting, body)
        return self._outcome(self.session.paste(wanted.headline, wanted.text, wanted.url))

    def _retract(self, request: Request, body: bytes) -> Any:
        wanted = _read(_Retracting, body)
        return self._outcome(self.session.retract(wanted.names, wanted.why))

    def _outcome(self, done: Reply) -> dict[str, Any]:
        """Return the whole order with what came of the request."""
        session, version = self.session, done.version
        shown = session.shown(version)
        settings = session.workspace.settings
        return {
            "order": state(version, shown),
            "reading": session.readings,
            "conflicts": [one.as_dict() for one in done.conflicts],
            "told": list(done.told),
            "merged": done.merged,
            "history": session.steps(),
            "budget": budget(settings),
            "slot": {"name": session.slot.name, "at": session.slot.at.isoformat()},
            "newsletter": settings.newsletter.name,
            "stories": settings.picks.stories,
            "approval": settings.picks.approval == "required",
        }


class _Building(msgspec.Struct, forbid_unknown_fields=True):
    """Who signs, and the reason of a correction."""

    by: str = ""
    reason: str = ""


class _Pasting(msgspec.Struct, forbid_unknown_fields=True):
    """A text that becomes an article."""

    headline: str
    text: str
    url: str = ""


class _Retracting(msgspec.Struct, forbid_unknown_fields=True):
    """The names under which the ledger may know the retracted story, and what was wrong."""

    names: list[str]
    why: str


T = TypeVar("T")


def _read(kind: type[T], body: bytes) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.ValidationError, ValueError) as fault:
        raise UsageError(f"the desk cannot read this request: {fault}", where="desk") from fault


def _told(answer: Callable[[Request, bytes], Any]) -> Answer:
    """Return an answer in JSON; a fault becomes what, where and fix, never a traceback."""

    async def tell(request: Request) -> Response:
        try:
            body = await request.body() if request.method == "POST" else b""
            value, status = await run_in_threadpool(answer, request, body), 200
        except ClientDisconnect:
            return Response(status_code=413)
        except DigestError as fault:
            value, status = {"error": fault.notice().as_dict()}, STATUS.get(fault.exit_code, 500)
        except OSError as fault:
            value, status = {"error": _refused_by_disk(fault)}, 507
        except Exception as fault:  # a page never sees a traceback, and the desk goes on
            what = f"this should not have happened: {type(fault).__name__}: {fault}"
            value, status = {"error": {"what": what, "where": request.url.path, "fix": "please report it"}}, 500
        return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")

    return tell


def _refused_by_disk(fault: OSError) -> dict[str, str]:
    """Say what a disk refused, where, and what helps: the page keeps what was typed and tries again."""
    fix = "free some room" if fault.errno in (ENOSPC, EDQUOT) else "see that its folder can be written to"
    where = str(fault.filename or "the workspace")
    return {"what": f"the disk refused: {fault.strerror}", "where": where, "fix": f"{fix}; what you typed is kept here"}


def _files() -> dict[str, bytes]:
    """Return the page's files by name: ours, never a workspace's."""
    folder = shipped_templates() / "desk"
    counting = (folder.parent / "share" / "counting.js").read_bytes() + b"\nexport { Counting };\n"
    own = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix[1:] in KINDS}
    return {**own, "counting.js": counting}

"""The user's folder: its settings, its templates before the shipped ones, its paths."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest import private, shelf, whole
from digest.config import MAX_SIZE, read_settings
from digest.errors import SettingsError, TemplateError, UsageError, in_words, nearest
from digest.settings import Settings, SourceSettings
from digest.text.toml_lines import line_of_keys

SETTINGS_FILE = "digest.toml"
CACHE = ".digest"
MAX_TEMPLATE = 4_000_000  # bytes; the largest of ours has 14,000


@dataclass(frozen=True, slots=True)
class Templates:
    """Template files by name (``email/blocks/lead.mjml.j2``): the user's, then the shipped.

    `own` may not exist; `over`, a segment's folder, is looked into before it.  A name that
    starts with ``builtin/`` means the shipped file even where the user has one of that
    name, so that an override can wrap what it replaces.
    """

    own: Path
    shipped: Path
    over: Path | None = None

    def path(self, name: str) -> Path:
        """Return the file that *name* means; `TemplateError` when there is none."""
        if found := self._found(name):
            return found
        hint = nearest(name, self.names())
        raise TemplateError(
            f"no template is called {name!r}",
            where=str(self.own),
            fix=f"did you mean {hint}?" if hint else f"put one there: {self.own / name}",
        )

    def read(self, name: str) -> str:
        """Return the text of a template file; `TemplateError` when it cannot be read."""
        path = self.path(name)
        try:
            if path.stat().st_size > MAX_TEMPLATE:
                what = f"the template is larger than {MAX_TEMPLATE // 1_000_000} MB"
                raise TemplateError(what, where=str(path), fix="look at what stands there")
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            what = f"cannot read the template: {in_words(fault)}"
            raise TemplateError(what, where=str(path), fix="save it as UTF-8") from fault

    def has(self, name: str) -> bool:
        """Say whether there is a template called *name*."""
        return self._found(name) is not None

    def _found(self, name: str) -> Path | None:
        # A template may name others: none outside the two folders is ever opened.
        if ".." in name.split("/") or name.startswith("/") or "\\" in name or "\0" in name:
            return None
        places = (root / wanted for root, wanted in self._places(name))
        return next((path for path in places if path.is_file()), None)

    def copied(self, name: str) -> Path:
        """Return where the shipped template that a user's own was copied from is remembered."""
        return self.own / ".copied" / name

    def overridden(self, name: str) -> bool:
        """Say whether the user's folder has this file."""
        return any((root / name).is_file() for root in self._theirs)

    @property
    def _theirs(self) -> list[Path]:
        """The user's folders, the nearest first; in a checkout the workspace's is the shipped one."""
        return [*([self.over] if self.over else []), *([self.own] if self.own != self.shipped else [])]

    @property
    def customised(self) -> bool:
        """Whether any template is the user's own; those are printed in a sandbox."""
        return any(root.is_dir() and any(root.rglob("*.j2")) for root in self._theirs)

    def names(self, folder: str = "") -> list[str]:
        """List all template names below *folder*, all roots together, sorted."""
        found: set[str] = set()
        for root in (*self._theirs, self.own, self.shipped):
            start = root / folder if folder else root
            names = (p.relative_to(root).as_posix() for p in start.rglob("*") if p.is_file())
            found |= {name for name in names if not name.startswith(".")}
        return sorted(found)

    def _places(self, name: str) -> list[tuple[Path, str]]:
        if name.startswith("builtin/"):
            return [(self.shipped, name.removeprefix("builtin/"))]
        return [(root, name) for root in (*self._theirs, self.own, self.shipped)]


def shipped_templates() -> Path:
    """Return the folder of shipped templates: inside the wheel, else beside the package.

    An editable install does not get the wheel's copy.
    """
    package = Path(__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One newsletter's folder, opened: settings read, templates found, outbox named.

    `of` gives what it is for one of its segments; `segment` is that one's name, `whole`
    what it is a part of.
    """

    root: Path
    settings: Settings
    templates: Templates
    outbox: Path
    given: bool = False  # its sources were named on the command line
    segment: str = ""
    whole: Workspace | None = None

    def of(self, name: str) -> Workspace:
        """Return the workspace as the segment called *name* sees it: its settings, templates, running orders."""
        known = {segment.name: segment for segment in self.settings.segment}
        if name not in known:
            hint = nearest(name, list(known))
            fix = f"did you mean {hint}?" if hint else f"known: {', '.join([*known][:20]) or 'none: add [[segment]]'}"
            raise UsageError(f"there is no segment called {name!r}", where="--segments", fix=fix)
        folder = known[name].templates
        templates = replace(self.templates, over=self.root / folder) if folder else self.templates
        return replace(self, settings=self.settings.of(known[name]), templates=templates, segment=name, whole=self)

    @property
    def readers(self) -> str:
        """What the ledger calls the readers of this list: the newsletter's id, then a slash and the segment's name."""
        return f"{self.settings.newsletter.id}/{self.segment}" if self.segment else self.settings.newsletter.id

    def key(self, slot: str) -> str:
        """Return the key of a slot's edition: ``<newsletter>-<slot>[-<segment>]``."""
        return f"{self.settings.newsletter.id}-{slot}" + (f"-{self.segment}" if self.segment else "")

    def place(self, key: str) -> str:
        """Return where *key* (``source[0].path``) stands in the settings, as messages say it."""
        lines = line_of_keys((self.root / SETTINGS_FILE).read_text("utf-8"))
        bare = re.sub(r"\[\d+\]", "", key)
        return f"{SETTINGS_FILE}, line {lines[key]}: {bare}" if key in lines else f"{SETTINGS_FILE}: {bare}"

    @property
    def cache(self) -> Path:
        """Where this workspace's own notes lie: its ledger, journals, the running order as it was, the preview."""
        return self.root / CACHE

    @property
    def derived(self) -> Path | None:
        """Where what is made again at any time is kept: not here, but in the cache of the user who runs us.

        None where there is no such folder; then it is made again each time.
        """
        return private.user_cache()

    @property
    def snapshots(self) -> Path:
        """Where what was fetched is kept, so that a build needs no network."""
        return self.root / "cache"

    @property
    def ledger(self) -> Path:
        """The database of what was published when."""
        return self.root / self.settings.ledger.path

    def posts_file(self, slot: str) -> Path:
        """The file with what marketing wants of a slot's posts; it need not exist."""
        return self.root / "posts" / f"{slot}{f'-{self.segment}' if self.segment else ''}.toml"

    def running_order(self, slot: str) -> Path:
        """The editor's file for a slot; it need not exist."""
        return self.root / "running-order" / f"{slot}{f'-{self.segment}' if self.segment else ''}.toml"


def open_workspace(root: Path, *, sources: Sequence[Path] = (), outbox: Path | None = None) -> Workspace:
    """Open the workspace at *root*; *sources* and *outbox* replace the configured ones.

    Paths given here are the caller's (relative to where it runs), those in the
    file are relative to the workspace.  Raises `UsageError` without a
    ``digest.toml`` and `SettingsError` with all its faults.
    """
    root = root.resolve()
    path = root / SETTINGS_FILE
    if not path.is_file():
        fix = "go to a workspace, name one with -w DIR, or make one: digest init DIR"
        raise UsageError(f"no {SETTINGS_FILE} in {root}", where="-w/--workspace", fix=fix)
    _see_that_nobody_else_writes(root)
    templates = Templates(root / "templates", shipped_templates())
    settings = read_settings(_text(path), path=SETTINGS_FILE, known=_known(templates))
    if sources:
        settings = replace(settings, source=tuple(_given(settings, path) for path in sources))
    opened = Workspace(root, settings, templates, (outbox or root / settings.outbox.path).absolute(), bool(sources))
    if faults := [*_outside(opened), *_folders_outside(opened)]:
        raise SettingsError(faults)
    return opened


def _folders_outside(opened: Workspace) -> Iterator[UsageError]:
    """Yield a fault for each segment whose templates are nowhere, or outside; raises as `private.trust` does."""
    for number, segment in enumerate(opened.settings.segment):
        if not segment.templates:
            continue
        folder = opened.root / segment.templates
        inside = folder.resolve().is_relative_to(opened.root) and ".." not in folder.parts
        if not inside or not folder.is_dir():
            what = f"the templates of {segment.name} {'are not there' if inside else 'lie outside the workspace'}"
            where = opened.place(f"segment[{number}].templates")
            yield UsageError(f"{what}: {segment.templates}", where=where, fix="name a folder of the workspace")
        else:
            for path in (folder, *folder.rglob("*")):
                private.trust(path)


def _outside(opened: Workspace) -> Iterator[UsageError]:
    """Yield a fault for each source that leads out of the workspace and does not say so."""
    for number, source in enumerate(opened.settings.source):
        if source.path and not source.outside and not (opened.root / source.path).resolve().is_relative_to(opened.root):
            what = f"the source {source.path} lies outside the workspace"
            fix = "write outside = true below it, if that is meant"
            yield UsageError(what, where=opened.place(f"source[{number}].path"), fix=fix)


def _see_that_nobody_else_writes(root: Path) -> None:
    """Raise `TrustError` where a stranger could have written what decides about an edition."""
    private.trust(root, sticky=True)
    private.close(root / CACHE)
    trusted = [root / SETTINGS_FILE, root / "running-order", root / "posts"]
    if (own := root / "templates") != shipped_templates():
        trusted += [own, *own.rglob("*")]
    for path in trusted:
        private.trust(path)


def templates_at(root: Path) -> tuple[Templates, Settings | None]:
    """Return the templates of the workspace at *root* with its settings; without one, the shipped ones alone."""
    if (root / SETTINGS_FILE).is_file():
        opened = open_workspace(root)
        return opened.templates, opened.settings
    return Templates(root.resolve() / "templates", shipped_templates()), None


def outbox_at(root: Path, outbox: Path | None) -> tuple[Path, Settings | None]:
    """Return the outbox named, else that of the workspace at *root*, with its settings where there is one."""
    if (root / SETTINGS_FILE).is_file():
        opened = open_workspace(root, outbox=outbox)
        return opened.outbox, opened.settings
    return (outbox or root / "outbox").absolute(), None


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_SIZE:
        large = UsageError(f"the file is larger than {MAX_SIZE:,} bytes", where=SETTINGS_FILE, fix="make it smaller")
        raise SettingsError([large])
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as fault:
        where = f"{SETTINGS_FILE}, byte {fault.start}"
        raise SettingsError([UsageError("the file is not UTF-8", where=where, fix="save it as UTF-8")]) from fault


def _given(settings: Settings, path: Path) -> SourceSettings:
    """A source named on the command line links like the configured ones do."""
    link = settings.source[0].link if settings.source else ""
    return SourceSettings(path=str(path.absolute()), link=link, outside=True)


def _known(templates: Templates) -> Mapping[str, Collection[str]]:
    def stems(folder: str, ending: str) -> list[str]:
        names = (name.rsplit("/", 1)[-1] for name in templates.names(folder))
        return sorted({name.removesuffix(ending) for name in names if name.endswith(ending)})

    themes, blocks, tongues = stems("themes", ".toml"), stems("email/blocks", ".mjml.j2"), stems("locales", ".toml")
    return {
        "social.networks": shelf.Names("digest.networks"),
        "email.theme": themes,
        "segment.theme": themes,
        "email.blocks": blocks,
        "segment.blocks": blocks,
        "newsletter.locale": tongues,
        "segment.locale": tongues,
        "segment.networks": shelf.Names("digest.networks"),
    }


def locales() -> list[str]:
    """List the locales that are shipped."""
    templates = Templates(shipped_templates(), shipped_templates())
    return sorted(_known(templates)["newsletter.locale"])


def start_workspace(root: Path, first_edition: date, *, settings: str = "") -> list[str]:
    """Write a new workspace to *root* and return its files' names; overwrites nothing.

    Its editions are counted from *first_edition*.  With *settings* these are its
    ``digest.toml`` and it has sources of its own; without, it gets sample articles.

    Raises `UsageError` when there is a workspace already, or a file in the way.
    """
    files = {SETTINGS_FILE: settings.encode() or shelf.data("init/digest.toml")}
    if not settings:
        files |= {f"seeds/{name}": shelf.data(f"init/seeds/{name}") for name in shelf.data_names("init/seeds")}
    files[".gitignore"] = b".digest/\ncache/\noutbox/\n"
    files[SETTINGS_FILE] = files[SETTINGS_FILE].replace(b"1970-01-01", first_edition.isoformat().encode())
    if taken := sorted(name for name in files if (root / name).exists() and name != ".gitignore"):
        what = f"there is a workspace already: {root / taken[0]}"
        raise UsageError(what, where="digest init", fix="name another folder: digest init DIR")
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            whole.write(path, content)
    return sorted(files)

"""A text that somebody pastes becomes an article: a Markdown file in the workspace's first folder of sources."""

from __future__ import annotations

import os
from json import dumps
from pathlib import Path

from digest.errors import UsageError
from digest.text.slugs import slug
from digest.text.urls import safe_url
from digest.workspace import Workspace

LONGEST_NAME = 60
MOST_ALIKE = 50  # files whose names begin alike


def paste(workspace: Workspace, *, headline: str, text: str, url: str = "") -> str:
    """Write a new article and return its path as messages show it; no file that exists is overwritten.

    It has no date: none is invented.  Raises `UsageError` where the headline or the
    text is missing, the address cannot be linked, or there is no folder for it.
    """
    if not headline.strip() or not text.strip():
        raise UsageError("an article needs a headline and a text", where="paste", fix="fill in both")
    link = safe_url(url.strip()) if url.strip() else ""
    if url.strip() and not link:
        raise UsageError("the address cannot be linked", where="paste", fix="give one that begins with https://")
    source = _folder(workspace)
    rows = [f"title: {dumps(' '.join(headline.split()), ensure_ascii=False)}"]
    rows += [f"url: {dumps(link)}"] if link else []
    content = "\n".join(["---", *rows, "---", "", text.replace("\r\n", "\n").strip(), ""])
    stem = slug(headline)[:LONGEST_NAME].strip("-.") or "pasted"
    for number in range(1, MOST_ALIKE):
        name = f"{stem}.md" if number == 1 else f"{stem}-{number}.md"
        if _written(workspace.root / source / name, content):
            return f"{source}/{name}"
    raise UsageError(f"there are many files called {stem}", where=source, fix="give another headline")


def _folder(workspace: Workspace) -> str:
    """Return the first source that is a folder of the workspace."""
    for source in workspace.settings.source:
        path = (workspace.root / source.path).resolve() if source.path else None
        if path and path.is_dir() and path.is_relative_to(workspace.root):
            return source.path.strip("/").removeprefix("./")
    fix = 'add [[source]] with path = "seeds", and make that folder'
    raise UsageError("no source is a folder that a text could be put into", where="digest.toml: source", fix=fix)


def _written(path: Path, content: str) -> bool:
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o644), "w", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        return False
    return True

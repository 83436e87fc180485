"""A folder that a site generator works in: which one, where its articles are, what it says of the site.

Seen from the files that each generator's own documentation asks for: gohugo.io
(configuration, content organization), jekyllrb.com (directory structure), 11ty.dev
(configuration), docs.astro.build (content collections), help.obsidian.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.errors import DataError
from digest.intake.folders import read_file
from digest.text.clean import line
from digest.text.toml_text import read_toml
from digest.text.urls import safe_url

MOST_BYTES = 1_000_000  # of a configuration

_HUGO = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_POSTS = ("posts", "post", "blog", "news", "articles", "nieuws", "artikel", "noticias", "actualites")
_ADDRESS = re.compile(r"""\bsite:\s*['"](https?://[^'"\s]+)['"]""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator: files of which one shows that it is at work, and folders of which one holds articles."""

    name: str
    marks: tuple[str, ...]
    content: tuple[str, ...]
    facts: tuple[str, ...] = ()


GENERATORS = (
    Generator(name="Hugo", marks=_HUGO, content=("content",), facts=_HUGO),
    Generator(name="Jekyll", marks=("_config.yml", "_posts"), content=("_posts",), facts=("_config.yml",)),
    Generator(
        name="Eleventy",
        marks=(".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "cjs", "mjs", "ts"))),
        content=("content", "src/content", "posts", "src/posts", "blog", "src"),
        facts=("_data/metadata.json", "_data/site.json", "src/_data/metadata.json", "src/_data/site.json"),
    ),
    Generator(
        name="Astro",
        marks=("astro.config.mjs", "astro.config.js", "astro.config.ts"),
        content=("src/content", "src/data", "src/pages"),
        facts=("astro.config.mjs", "astro.config.js", "astro.config.ts"),
    ),
    Generator(name="Obsidian", marks=(".obsidian",), content=(".",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a folder is: its generator ('' for a plain folder), its articles' folder, and the site's own facts.

    `name`, `language`, `zone` and `base` (an address that ends in "/") are '' where the
    configuration does not say.
    """

    generator: str = ""
    content: Path
    name: str = ""
    language: str = ""
    zone: str = ""
    base: str = ""


def site_at(top: Path) -> Site:
    """Return what the folder *top* is; a folder of no generator is a plain one."""
    for generator in GENERATORS:
        folder = next((top / name for name in generator.content if (top / name).is_dir()), None)
        if folder and any((top / mark).exists() for mark in generator.marks):
            facts = _facts(top, generator)
            return Site(generator=generator.name, content=_posts(folder), **facts)
    return Site(content=top)


def _posts(folder: Path) -> Path:
    """Return the folder of posts in *folder*, where it has one that is called so, else *folder*."""
    return next((folder / name for name in _POSTS if (folder / name).is_dir()), folder)


def _facts(top: Path, generator: Generator) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in generator.facts:
        if (top / name).is_file():
            for key, value in _read(top / name, name):
                found.setdefault(key, value)
    return found


_KEYS = {
    "title": "name",
    "name": "name",
    "baseurl": "base",
    "url": "base",
    "site": "base",
    "languagecode": "language",
    "defaultcontentlanguage": "language",
    "locale": "language",
    "language": "language",
    "lang": "language",
    "timezone": "zone",
}


def _read(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield what a configuration says, by the names of `Site`; one that cannot be read says nothing."""
    try:
        text = read_file(path, limit=MOST_BYTES, show=name).decode("utf-8", "replace")
        given = _parsed(text, path.suffix)
    except (DataError, ValueError, RecursionError):
        return
    for key, value in given.items():
        kind = _KEYS.get(str(key).lower(), "")
        if not kind or not isinstance(value, str):
            continue
        value = line(value)
        if kind == "base":
            # In Jekyll baseurl is a path; only an address counts.
            value = safe_url(value.rstrip("/") + "/")
        if kind == "language":
            value = value.replace("_", "-")
        if value:
            yield kind, value


def _parsed(text: str, ending: str) -> Mapping[str, object]:
    if ending == ".toml":
        return read_toml(text)
    if ending == ".json":
        found = json.loads(text)
    elif ending in (".yml", ".yaml"):
        import yaml

        try:
            found = yaml.safe_load(text)
        except yaml.YAMLError as fault:
            raise ValueError(str(fault)) from fault
    else:  # a script: only an address that is written out
        address = _ADDRESS.search(text)
        found = {"site": address[1]} if address else {}
    return found if isinstance(found, dict) else {}

"""A folder that a site generator works in: which one, where its articles are, what it says of the site.

Seen from the files that each generator's own documentation asks for: gohugo.io
(configuration, content organization), getzola.org (directory structure), jekyllrb.com
(directory structure), hexo.io (configuration), 11ty.dev (configuration), docs.astro.build
(content collections), gatsbyjs.com (project structure), docusaurus.io (blog),
docs.getpelican.com (settings), help.obsidian.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.errors import DataError
from digest.intake.addresses import link_pattern, table
from digest.intake.folders import read_file
from digest.text.clean import line
from digest.text.toml_text import read_toml
from digest.text.urls import safe_url

MOST_BYTES = 1_000_000  # of a configuration
UP = 3  # folders above one of articles, in which its site's configuration may be

_HUGO = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_POSTS = ("posts", "post", "blog", "news", "articles", "nieuws", "artikel", "noticias", "actualites")
_IN_SCRIPT = {
    "base": re.compile(r"""\b(?:site|siteUrl|url|SITEURL)\s*[:=]\s*['"](https?://[^'"\s]+)['"]"""),
    "title": re.compile(r"""^\s*(?:title|SITENAME)\s*[:=]\s*(?:'([^'\\\n]+)'|"([^"\\\n]+)")""", re.MULTILINE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A generator: files of which one shows that it is at work, and folders of which one holds articles.

    `key` is one that its configuration must have, where another generator's is called the same.
    """

    name: str
    marks: tuple[str, ...]
    content: tuple[str, ...]
    facts: tuple[str, ...] = ()
    key: str = ""


_ZOLA = ("zola.toml", "config.toml")
_GATSBY = tuple(f"gatsby-config.{ending}" for ending in ("js", "mjs", "ts"))
_DOCUSAURUS = tuple(f"docusaurus.config.{ending}" for ending in ("js", "mjs", "cjs", "ts"))

GENERATORS = (
    Generator(name="Zola", marks=_ZOLA, content=("content",), facts=_ZOLA, key="base_url"),
    Generator(name="Hugo", marks=_HUGO, content=("content",), facts=_HUGO),
    Generator(name="Jekyll", marks=("_config.yml", "_posts"), content=("_posts",), facts=("_config.yml",)),
    Generator(name="Hexo", marks=("_config.yml",), content=("source/_posts",), facts=("_config.yml",)),
    Generator(name="Pelican", marks=("pelicanconf.py",), content=("content",), facts=("pelicanconf.py",)),
    Generator(name="Docusaurus", marks=_DOCUSAURUS, content=("blog",), facts=_DOCUSAURUS),
    Generator(
        name="Gatsby",
        marks=_GATSBY,
        content=("content", "src/content", "src/posts", "src/pages", "posts", "blog"),
        facts=_GATSBY,
    ),
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

    `name`, `language`, `zone`, `base` (an address that ends in "/") and `link` (the pattern
    of its posts' addresses) are '' where the configuration does not say.
    """

    generator: str = ""
    content: Path
    name: str = ""
    language: str = ""
    zone: str = ""
    base: str = ""
    link: str = ""


def site_at(top: Path) -> Site:
    """Return what the folder *top* is; a folder of no generator is a plain one."""
    for generator in GENERATORS:
        folder = next((top / name for name in generator.content if (top / name).is_dir()), None)
        if folder and any((top / mark).exists() for mark in generator.marks):
            given = _configuration(top, generator)
            if generator.key and generator.key not in given:
                continue
            if generator.name == "Hugo":
                given = {**given, **_in_its_language(top, given)}
                folder = _within(top, given.get("contentdir")) or folder
            content = _posts(folder)
            return _site(generator, given, content, "" if content == folder else content.name)
    return Site(content=top)


def _site(generator: Generator, given: Mapping[str, object], content: Path, folder: str) -> Site:
    """Return the site whose articles are in *content*, by `link_pattern` in *folder*."""
    link = link_pattern(generator.name, given, content, folder)
    return Site(generator=generator.name, content=content, link=link, **_facts(given))


def _posts(folder: Path) -> Path:
    """Return the folder of posts in *folder*, where it has one that is called so, else *folder*."""
    return next((folder / name for name in _POSTS if (folder / name).is_dir()), folder)


def site_around(folder: Path) -> Site:
    """Return the site whose articles *folder* holds, as `site_at` does; else what *folder* itself is."""
    own = site_at(folder)
    if own.generator:
        return own
    if folder.name == "_posts" and (top := next((up for up in list(folder.parents)[:UP] if _is_jekyll(up)), None)):
        return _jekyll(top, folder)
    around = (site_at(top) for top in list(folder.parents)[:UP])
    return next((site for site in around if site.generator and site.content == folder), own)


def _is_jekyll(top: Path) -> bool:
    return (top / "_config.yml").is_file()


def _jekyll(top: Path, posts: Path) -> Site:
    """Return the site at *top* with its *posts*, which may lie in a folder of a category."""
    jekyll = next(one for one in GENERATORS if one.name == "Jekyll")
    above = "" if posts.parent == top else posts.parent.relative_to(top).as_posix()
    return _site(jekyll, _configuration(top, jekyll), posts, above)


def _in_its_language(top: Path, given: Mapping[str, object]) -> Mapping[str, object]:
    """Return what Hugo's configuration says of the site's own language: its title, and where its content is."""
    name = str(given.get("defaultcontentlanguage") or "en").lower()
    tables = dict(table(given.get("languages")))
    for ending in ("toml", "yaml", "yml", "json"):
        for place, inside in ((f"languages.{name}.{ending}", False), (f"languages.{ending}", True)):
            path = top / "config/_default" / place
            found = _read(path, place) if path.is_file() else {}
            tables |= table(found) if inside else {name: found} if found else {}
    wanted = ("title", "contentdir", "languagecode", "locale")
    return {key: value for key, value in table(tables.get(name)).items() if key in wanted}


def _within(top: Path, name: object) -> Path | None:
    """Return the folder of that name in *top*, None where there is none."""
    path = top / str(name or "")
    inside = isinstance(name, str) and ".." not in Path(name).parts and path.is_relative_to(top) and path != top
    return path if inside and path.is_dir() else None


def _configuration(top: Path, generator: Generator) -> dict[str, object]:
    """Return what the configurations say, by their keys in lower case; the first that says something counts."""
    given: dict[str, object] = {}
    for name in generator.facts:
        if (top / name).is_file():
            for key, value in _read(top / name, name).items():
                given.setdefault(str(key).lower(), value)
    return given


_KEYS = {
    "base": "base",
    "title": "name",
    "name": "name",
    "baseurl": "base",
    "base_url": "base",
    "url": "base",
    "site": "base",
    "languagecode": "language",
    "defaultcontentlanguage": "language",
    "default_language": "language",
    "locale": "language",
    "language": "language",
    "lang": "language",
    "timezone": "zone",
}


def _read(path: Path, name: str) -> Mapping[str, object]:
    """Return what a configuration says; one that cannot be read says nothing."""
    try:
        text = read_file(path, limit=MOST_BYTES, show=name).decode("utf-8", "replace")
        return _parsed(text, path.suffix)
    except (DataError, ValueError, RecursionError):
        return {}


def _facts(given: Mapping[str, object]) -> dict[str, str]:
    """Return the facts of a site that its configuration names, by the names of `Site`."""
    found: dict[str, str] = {}
    for key, value in given.items():
        kind = _KEYS.get(key, "")
        if not kind or not isinstance(value, str):
            continue
        value = line(value)
        if kind == "base":
            # In Jekyll baseurl is a path; only an address counts.
            value = safe_url(value.rstrip("/") + "/")
        if kind == "language":
            value = value.replace("_", "-")
        if value:
            found.setdefault(kind, value)
    return found


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
    else:  # a script is not run: only what is written out in it
        seen = {key: pattern.search(text) for key, pattern in _IN_SCRIPT.items()}
        found = {key: next(filter(None, one.groups())) for key, one in seen.items() if one}
    return found if isinstance(found, dict) else {}

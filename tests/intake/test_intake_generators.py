"""Which generator a folder belongs to, where its articles are, what its configuration says."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.intake.files import read_sources
from digest.intake.generators import site_around, site_at
from digest.settings import SourceSettings

BASE = "https://post.example"


def folder(top: Path, *names: str, **files: str) -> Path:
    for name in names:
        (top / name).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = top / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return top


@pytest.mark.parametrize(
    ("folders", "files", "generator", "content"),
    [
        (["content/posts"], {"hugo.toml": ""}, "Hugo", "content/posts"),
        (["content"], {"config.yaml": ""}, "Hugo", "content"),
        (["content/blog"], {"config/_default/hugo.yaml": ""}, "Hugo", "content/blog"),
        (["_posts"], {"_config.yml": ""}, "Jekyll", "_posts"),
        (["_posts"], {}, "Jekyll", "_posts"),
        (["posts"], {".eleventy.js": ""}, "Eleventy", "posts"),
        (["src/content/posts"], {"eleventy.config.mjs": ""}, "Eleventy", "src/content/posts"),
        (["src/content/blog"], {"astro.config.mjs": ""}, "Astro", "src/content/blog"),
        (["content/blog"], {"config.toml": 'base_url = "https://post.example"'}, "Zola", "content/blog"),
        (["source/_posts"], {"_config.yml": ""}, "Hexo", "source/_posts"),
        (["content"], {"pelicanconf.py": ""}, "Pelican", "content"),
        (["blog", "docs"], {"docusaurus.config.js": ""}, "Docusaurus", "blog"),
        (["content/blog"], {"gatsby-config.js": ""}, "Gatsby", "content/blog"),
        ([".obsidian"], {}, "Obsidian", "."),
        (["content"], {"package.json": "{}"}, "", "."),
        ([], {"hugo.toml": ""}, "", "."),  # its content is elsewhere: then the folder is what it is
    ],
)
def test_a_generator_is_known_by_its_files(
    tmp_path: Path, folders: list[str], files: dict[str, str], generator: str, content: str
) -> None:
    site = site_at(folder(tmp_path, *folders, **files))
    assert (site.generator, site.content) == (generator, tmp_path / content)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "hugo.toml",
            f'title = "Post"\nbaseURL = "{BASE}"\nlanguageCode = "de_AT"\ntimeZone = "Europe/Vienna"',
        ),
        ("hugo.yaml", "title: Post\nbaseURL: https://post.example/\nlanguageCode: de-AT\ntimeZone: Europe/Vienna"),
        (
            "config.json",
            f'{{"title": "Post", "baseurl": "{BASE}", "languagecode": "de-AT", "timeZone": "Europe/Vienna"}}',
        ),
    ],
)
def test_what_a_configuration_says_is_read_in_every_form(tmp_path: Path, name: str, text: str) -> None:
    site = site_at(folder(tmp_path, "content", **{name: text}))
    assert (site.name, site.base, site.language, site.zone) == (
        "Post",
        "https://post.example/",
        "de-AT",
        "Europe/Vienna",
    )


def test_a_path_is_no_address(tmp_path: Path) -> None:
    site = site_at(folder(tmp_path, "_posts", **{"_config.yml": "baseurl: /blog\nurl: https://post.example\n"}))
    assert site.base == "https://post.example/"


@pytest.mark.parametrize(
    ("inside", "name", "script"),
    [
        (
            "src/content",
            "astro.config.mjs",
            "export default defineConfig({\n  title: 'Post',\n  site: 'https://post.example',\n})\n",
        ),
        ("blog", "docusaurus.config.ts", "const config = {\n  title: 'Post',\n  url: 'https://post.example',\n};\n"),
        (
            "content",
            "gatsby-config.js",
            'module.exports = {siteMetadata: {\n  title: "Post",\n  siteUrl: "https://post.example"}}\n',
        ),
        ("content", "pelicanconf.py", "SITENAME = 'Post'\nSITEURL = 'https://post.example'\n"),
    ],
)
def test_what_is_written_out_in_a_script_is_read_without_running_it(
    tmp_path: Path, inside: str, name: str, script: str
) -> None:
    site = site_at(folder(tmp_path, inside, **{name: script}))
    assert (site.name, site.base) == ("Post", "https://post.example/")


@pytest.mark.parametrize(
    "text", ["title = ", "\0", "title: [", "- a\n- b", "[" * 5_000, "title: !!python/object:os.system x", "title: 7"]
)
@pytest.mark.parametrize("name", ["hugo.toml", "hugo.yaml", "hugo.json"])
def test_a_configuration_that_cannot_be_read_says_nothing(tmp_path: Path, name: str, text: str) -> None:
    site = site_at(folder(tmp_path, "content", **{name: text}))
    assert (site.generator, site.name) == ("Hugo", "")


def test_a_link_out_of_the_folder_is_not_followed_for_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('title = "Secret"')
    top = folder(tmp_path / "blog", "content")
    (top / "hugo.toml").symlink_to(tmp_path / "secret.toml")
    assert site_at(top).name == ""


HUGO = 'baseURL = "https://post.example/"\n'
JEKYLL = "url: https://post.example\n"
ZOLA = 'base_url = "https://post.example"\n'


@pytest.mark.parametrize(
    ("generator", "name", "text", "post", "address"),
    [
        ("Hugo", "hugo.toml", HUGO, "content/posts/2026-08-10-gates.md", "posts/2026-08-10-gates/"),
        ("Hugo", "hugo.toml", HUGO, "content/posts/storms/Gates Hold.md", "posts/storms/gates-hold/"),
        ("Hugo", "hugo.toml", HUGO, "content/posts/gates/index.md", "posts/gates/"),
        ("Hugo", "hugo.toml", HUGO, "content/gates.md", "gates/"),
        ("Hugo", "hugo.toml", HUGO + "uglyURLs = true", "content/posts/gates.md", "posts/gates.html"),
        (
            "Hugo",
            "hugo.toml",
            HUGO + '[permalinks]\nposts = "/:year/:month/:slugorfilename/"',
            "content/posts/gates.md",
            "2026/08/gates/",
        ),
        (
            "Hugo",
            "hugo.toml",
            HUGO + '[permalinks.page]\nposts = "/n/:contentbasename/"',
            "content/posts/gates.md",
            "n/gates/",
        ),
        (
            "Hugo",
            "hugo.toml",
            HUGO + '[frontmatter]\ndate = [":filename", ":default"]',
            "content/posts/2026-08-10-gates.md",
            "posts/gates/",
        ),
        ("Zola", "config.toml", ZOLA, "content/blog/2026-08-10-gates.md", "blog/gates/"),
        ("Zola", "config.toml", ZOLA, "content/blog/2026/gates/index.md", "blog/2026/gates/"),
        (
            "Zola",
            "config.toml",
            ZOLA + "[slugify]\npaths_keep_dates = true",
            "content/2026-08-10-gates.md",
            "2026-08-10-gates/",
        ),
        ("Jekyll", "_config.yml", JEKYLL, "_posts/2026-08-10-gates.md", "harbour/2026/08/10/gates.html"),
        (
            "Jekyll",
            "_config.yml",
            JEKYLL + "permalink: pretty",
            "_posts/2026-08-10-gates.md",
            "harbour/2026/08/10/gates/",
        ),
        (
            "Jekyll",
            "_config.yml",
            JEKYLL + "baseurl: /n\npermalink: /:year/:title/",
            "_posts/2026-08-10-gates.md",
            "n/2026/gates/",
        ),
        ("Hexo", "_config.yml", JEKYLL, "source/_posts/storms/gates.md", "2026/08/10/storms/gates/"),
        (
            "Hexo",
            "_config.yml",
            JEKYLL + "permalink: :year/:name.html",
            "source/_posts/storms/gates.md",
            "2026/gates.html",
        ),
    ],
)
def test_posts_have_the_addresses_that_their_generator_gives_them(
    tmp_path: Path, generator: str, name: str, text: str, post: str, address: str
) -> None:
    front = "---\ntitle: Gates hold\ndate: 2026-08-10\ncategories: Harbour\n---\nThe gates closed.\n"
    folder(tmp_path, **{name: text, post: front})
    site = site_at(tmp_path)
    source = SourceSettings(path=str(site.content.relative_to(tmp_path)), link=site.link)
    (article,) = read_sources([source], root=tmp_path, zone=ZoneInfo("UTC")).articles
    assert (site.generator, article.url) == (generator, f"https://post.example/{address}")


@pytest.mark.parametrize(
    ("name", "text", "post"),
    [
        ("hugo.toml", 'baseURL = "/"', "content/posts/gates.md"),
        ("hugo.toml", HUGO + "disablePathToLower = true", "content/posts/gates.md"),
        ("hugo.toml", HUGO + "defaultContentLanguageInSubdir = true", "content/posts/gates.md"),
        ("hugo.toml", HUGO + '[permalinks]\nposts = "/:title/"', "content/posts/gates.md"),
        ("hugo.toml", HUGO + '[permalinks]\nposts = "/:slug/"', "content/posts/gates.md"),  # it names none
        ("hugo.toml", HUGO + '[permalinks]\nnews = "/:title/"', "content/gates.md"),
        ("hugo.toml", HUGO, "content/posts/gates.de.md"),  # of another language, elsewhere
        ("_config.yml", JEKYLL + "permalink: ordinal", "_posts/2026-08-10-gates.md"),
        (
            "_config.yml",
            JEKYLL + "defaults:\n- values: {permalink: /x/}",
            "_posts/2026-08-10-gates.md",
        ),
        ("_config.yml", JEKYLL + "permalink: :category/:title/", "source/_posts/gates.md"),
        (".eleventy.js", "", "posts/gates.md"),
    ],
)
def test_what_a_configuration_does_not_settle_gives_no_address(tmp_path: Path, name: str, text: str, post: str) -> None:
    folder(tmp_path, **{name: text, post: "---\ntitle: Gates hold\ndate: 2026-08-10\n---\nThe gates closed.\n"})
    site = site_at(tmp_path)
    source = SourceSettings(path=str(site.content.relative_to(tmp_path)), link=site.link)
    (article,) = read_sources([source], root=tmp_path, zone=ZoneInfo("UTC")).articles
    assert site.generator and article.url == ""


def test_hugos_slug_is_an_address_where_every_post_names_one(tmp_path: Path) -> None:
    text = HUGO + '[permalinks]\nposts = "/:slug/"'
    post = "---\ntitle: Gates hold\nslug: held\n---\nThe gates closed.\n"
    site = site_at(folder(tmp_path, **{"hugo.toml": text, "content/posts/gates.md": post}))
    assert site.link == "https://post.example/{slug}/"
    (tmp_path / "content/posts/bread.md").write_text("---\ntitle: Bread\n---\nBread gets cheaper.\n")
    assert site_at(tmp_path).link == ""


def test_two_posts_of_one_name_keep_the_addresses_that_their_days_make(tmp_path: Path) -> None:
    for day in ("2026-08-10", "2026-08-11"):
        folder(tmp_path, **{f"_posts/{day}-letters.md": f"---\ntitle: Letters of {day}\n---\nTo the paper.\n"})
    source = SourceSettings(path="_posts", link="https://post.example/{year}/{month}/{day}/{slug}")
    assert [(one.id, one.url) for one in read_sources([source], root=tmp_path, zone=ZoneInfo("UTC")).articles] == [
        ("letters", "https://post.example/2026/08/10/letters"),
        ("letters-2026-08-11", "https://post.example/2026/08/11/letters"),
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": HUGO + '[languages.en]\ntitle = "Post"\ncontentDir = "content/english"'},
        {
            "config/_default/hugo.toml": HUGO,
            "config/_default/languages.toml": '[en]\ntitle = "Post"\ncontentDir = "content/english"',
        },
        {
            "config/_default/hugo.toml": HUGO,
            "config/_default/languages.en.toml": 'title = "Post"\ncontentDir = "content/english"',
        },
    ],
)
def test_of_a_site_in_many_languages_its_own_is_taken(tmp_path: Path, files: dict[str, str]) -> None:
    site = site_at(folder(tmp_path, "content/english/posts", "content/german/posts", **files))
    assert (site.name, site.content, site.link) == (
        "Post",
        tmp_path / "content/english/posts",
        "https://post.example/posts/{folder}/{file}/",
    )


def test_content_that_lies_outside_the_site_is_not_gone_after(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    text = HUGO + '[languages.en]\ncontentDir = "../secret"'
    assert site_at(folder(tmp_path / "site", "content", **{"hugo.toml": text})).content == tmp_path / "site/content"


def test_who_names_the_folder_of_posts_means_the_site_around_it(tmp_path: Path) -> None:
    folder(tmp_path, "content/posts", "content/pages", **{"hugo.toml": HUGO})
    assert site_around(tmp_path / "content/posts") == site_at(tmp_path)
    assert site_around(tmp_path / "content/pages") == site_at(tmp_path / "content/pages")


def test_posts_in_a_folder_of_a_category_are_the_sites_around_it(tmp_path: Path) -> None:
    folder(tmp_path, "de/news/_posts", **{"_config.yml": JEKYLL + "title: Post\npermalink: pretty"})
    site = site_around(tmp_path / "de/news/_posts")
    assert (site.name, site.link) == (
        "Post",
        "https://post.example/de/news/{categories}/{year}/{month}/{day}/{slug}/",
    )

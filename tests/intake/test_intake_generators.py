"""Which generator a folder belongs to, where its articles are, what its configuration says."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.intake.generators import site_at

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


def test_an_address_in_a_script_is_read_without_running_it(tmp_path: Path) -> None:
    script = "export default defineConfig({\n  site: 'https://post.example',\n})\n"
    assert site_at(folder(tmp_path, "src/content", **{"astro.config.mjs": script})).base == "https://post.example/"


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

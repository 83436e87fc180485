"""Pictures and the sponsor, from the running order to the finished edition."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import paper
import pytest
from editions import quote, standard

from digest.articles import Article, Image, Person
from digest.edition.model import Edition
from digest.intake.files import Intake
from digest.line.illustrate import Illustrations, illustrate, portrait, sponsor
from digest.picks.choose import Picks
from digest.picks.edits import SponsorWish
from digest.stories.story import Story
from digest.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
SPONSOR = """[sponsor]
name = "Orrin Boatyard"
text = "Wooden boats, built by hand."
url = "https://boats.example/spring"
picture = "ads/boat.png"

"""


def run(folder: Path, *args: str) -> str:
    done = paper.run(folder, *args)
    assert done.returncode == 0, done.stderr
    return done.stderr


def picture(path: Path) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_noise((1600, 1600), 40).save(path)


def test_a_sponsor_goes_from_the_running_order_into_email_text_and_web_but_no_post(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "digest.toml", tmp_path)
    picture(tmp_path / "ads" / "boat.png")
    run(tmp_path, "pick", "-q")
    order = next((tmp_path / "running-order").glob("*.toml"))
    order.write_text(order.read_text("utf-8").replace("[[story]]", f"{SPONSOR}[[story]]", 1), "utf-8")
    run(tmp_path, "pick", "-q")
    assert SPONSOR in order.read_text("utf-8")
    told = run(tmp_path, "build")
    assert "no alternative text; the name stands in" in told
    edition = next((tmp_path / "outbox" / "editions").iterdir())
    for name in ("email.html", "email.txt", "web.html"):
        assert "Sponsored by Orrin Boatyard" in (edition / name).read_text("utf-8"), name
    assert "Boatyard" not in (edition / "posts.jsonl").read_text("utf-8")
    shown = json.loads((edition / "edition.json").read_text("utf-8"))["sponsor"]["picture"]
    assert (shown["width"], shown["height"]) == (800, 450)
    assert (edition / shown["src"]).is_file()
    assert b"cid:" in (edition / "message.eml").read_bytes()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("../outside.png", "outside the workspace"),
        ("/etc/hostname", "outside the workspace"),
        ("missing.png", "cannot be read"),
        ("http://pictures.example/a.png", "no https address"),
        ("notes.txt", "not a PNG"),
    ],
)
def test_a_picture_that_is_none_is_left_out_and_the_words_stay(tmp_path: Path, given: str, says: str) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    picture(tmp_path / "outside.png")
    (root / "notes.txt").write_text("no picture")
    wish = SponsorWish(name="Boats", text="Oars.", picture=given, where="order.toml, line 3")
    paid, files, notices = sponsor(wish, replace(open_workspace(ROOT), root=root))
    assert paid
    assert (paid.name, paid.picture, files) == ("Boats", None, {})
    assert says in notices[0].what
    assert "order.toml, line 3" in notices[0].where


def test_a_picture_elsewhere_is_linked_as_it_is(tmp_path: Path) -> None:
    wish = SponsorWish(name="Boats", text="زوارق", picture="https://pictures.example/a.png", alt="A boat")
    paid, files, notices = sponsor(wish, replace(open_workspace(ROOT), root=tmp_path))
    assert paid
    assert paid.picture
    assert (paid.picture.src, paid.picture.alt, paid.direction) == (wish.picture, "A boat", "rtl")
    assert (files, notices) == ({}, ())


def told_by(*people: Person) -> tuple[Edition, Picks, Intake]:
    """Return an edition whose quote of the day keeper Lia Stone says, and where it comes from."""
    edition = standard(0)
    words = replace(quote("A shared number is harder to dispute."), speaker="gauge keeper Lia Stone")
    article = Article(id="a1", headline="Three valleys agree", text="", people=people, where="a.jsonl, line 1")
    story = Story(id="a1", lead=article, members=(article,))
    picks: Any = SimpleNamespace(chosen=(SimpleNamespace(story=story),))
    return replace(edition, quote=words), picks, Intake(folders={"a1": ROOT})


def test_who_says_the_quote_of_the_day_is_shown_where_the_source_shows_them(tmp_path: Path) -> None:
    picture(tmp_path / "lia.png")
    edition, picks, intake = told_by(Person(name="lia stone", image=Image(path="lia.png")))
    drawn = portrait(edition, picks, replace(intake, folders={"a1": tmp_path}), None)
    assert drawn
    assert (drawn[0].width, drawn[0].height, drawn[0].alt) == (112, 112, "Lia Stone")
    assert drawn[1].keys() == {drawn[0].src}


@pytest.mark.parametrize(
    "person",
    [
        Person(name="Nils Holm", image=Image(url="https://a.example/nils.jpg", width=200, height=200)),  # somebody else
        Person(
            name="Lia Stone", image=Image(url="https://a.example/lia.jpg")
        ),  # not ours to cut, and of no known shape
        Person(name="Lia Stone", image=Image(url="https://a.example/lia.jpg", width=200, height=300)),
        Person(name="Lia Stone", image=Image(path="missing.png")),
    ],
)
def test_nobody_is_shown_whose_portrait_is_somebody_elses_or_cannot_be_cut(person: Person) -> None:
    edition, picks, intake = told_by(person)
    assert portrait(edition, picks, intake, None) is None


def test_a_square_portrait_elsewhere_is_linked_as_it_is() -> None:
    face = Image(url="https://a.example/lia.jpg", width=96, height=96)
    edition, picks, intake = told_by(Person(name="Lia Stone", image=face))
    drawn = portrait(edition, picks, intake, None)
    assert drawn
    assert (drawn[0].src, drawn[1]) == (face.url, {})


@pytest.mark.parametrize(
    ("stated", "believed"),
    [
        ((1200, 800), (1200, 800)),
        ((900, 1600), (900, 1600)),
        ((1200, 0), (0, 0)),
        ((1, 9000), (0, 0)),
        ((9000, 1), (0, 0)),
    ],
)
def test_a_picture_elsewhere_has_the_size_its_source_states_if_a_picture_can_have_it(
    tmp_path: Path, stated: tuple[int, int], believed: tuple[int, int]
) -> None:
    image = Image(
        url="https://pictures.example/a.jpg", caption="Out", credit="Ida", width=stated[0], height=stated[1], alt="A"
    )
    article = Article(id="a", headline="T", text="W.", image=image)
    (shown,) = illustrated(article, tmp_path).pictures.values()
    assert (shown.width, shown.height) == believed
    assert (shown.src, shown.alt, shown.caption, shown.credit) == (image.url, "A", "Out", "Ida")


def test_a_scaled_picture_keeps_its_words(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    article = Article(id="a", headline="T", text="W.", image=Image(path="a.png", caption="Out", credit="Ida", alt="A"))
    (shown,) = illustrated(article, tmp_path).pictures.values()
    assert (shown.width, shown.caption, shown.credit) == (1200, "Out", "Ida")


def illustrated(article: Article, folder: Path) -> Illustrations:
    """Return what `illustrate` makes of one article that leads."""
    story = Story(id=article.id, lead=article, members=(article,))
    picks: Any = SimpleNamespace(chosen=[SimpleNamespace(story=story, place="lead")])
    intake: Any = SimpleNamespace(picture=lambda one: (folder / one.image.path).read_bytes())
    return illustrate(picks, intake, open_workspace(ROOT))

"""LinkedIn's API cuts a post at an unescaped bracket: none may be left."""

from hypothesis import given
from hypothesis import strategies as st

from digest.networks import DEFUSER, Draft, linkedin

RESERVED = set("\\|{}@[]()<>#*_~")


@given(st.text(max_size=300))
def test_escaping_can_be_undone(text: str) -> None:
    assert text == linkedin.unescape_little(linkedin.escape_little(text, ()))


@given(st.text(alphabet=st.sampled_from("a (){}[]<>@#*_~|\\/.:"), max_size=60))
def test_nothing_reserved_is_left_alone(text: str) -> None:
    bare = linkedin.escape_little(text, ()).replace("\\\\", "")
    unescaped = [at for at, char in enumerate(bare) if char in RESERVED - {"\\"} and bare[at - 1 : at] != "\\"]
    assert unescaped == []


def test_our_own_tag_and_link_stay_alive() -> None:
    draft = Draft(
        text=f"Cuts (10%) #{DEFUSER}not @{DEFUSER}mayor https://example.org/a_b?c=d_e #News",
        link="https://example.org/a_b?c=d_e",
        tags=("News",),
    )
    assert linkedin.api(draft) == "Cuts \\(10%\\) \\#not \\@mayor https://example.org/a_b?c=d_e #News"


def test_without_a_list_every_hashtag_stays_alive() -> None:
    assert linkedin.escape_little("#News #Other (x)") == "#News #Other \\(x\\)"
    assert linkedin.escape_little("#News #Other", ("News",)) == "#News \\#Other"


def test_a_tag_in_an_address_is_part_of_the_address() -> None:
    assert linkedin.escape_little("(https://e.example/#News)") == "\\(https://e.example/#News\\)"

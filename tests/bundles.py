"""One edition as exporters get it, its text full of what services take for their own tags."""

from __future__ import annotations

from datetime import datetime

from editions import extract, quote

from digest.edition.model import Edition, Item, Newsletter, Picture
from digest.export import Bundle

ITEM = Item(
    id="harbour",
    place="lead",
    headline="Harbour {{ .Secret }} reopens *|FNAME|* {% if x %}",
    slug="harbour",
    url="https://t4k3.example/harbour",
    deck="After <two> years & a day",
    published=datetime.fromisoformat("2026-08-09T10:00:00+02:00"),
    author="Ann Lee",
    kicker="Local",
    quotes=(quote("We waited {{ long }}"),),
    highlights=(extract("First ship at six"),),
    picture=Picture(src="https://t4k3.example/a.jpg", alt='A "ship"'),
)
NEWSLETTER = Newsletter(
    id="daily",
    name="The Daily Take",
    sender="The Daily Take <digest@example.org>",
    web="https://example.org/daily",
)
EDITION = Edition(
    key="daily-2026-08-10",
    slot="2026-08-10",
    number=3,
    at=datetime.fromisoformat("2026-08-10T06:00:00+02:00"),
    preheader="Ships {% again %}",
    subject="Harbour reopens",
    newsletter=NEWSLETTER,
    lead=ITEM,
)
HTML = (
    '<!doctype html><html><head><style>p{color:red}</style></head><body class="x"><p>Dear {{ .Secret }}</p>\n\n'
    "<p>*|FNAME|* %%{uuid}%% {% raw %}</p></body></html>\n"
)
BUNDLE = Bundle(
    key="daily-2026-08-10",
    edition=EDITION,
    html=HTML,
    text="Dear {{ .Secret }} *|FNAME|*\n",
    web="<p>web</p>",
    message=b"Subject: x\r\n\r\nline\r\n>From here\r\n",
    message_id="<1@example.org>",
    subject="Harbour {{ .Secret }} reopens",
)

"""One edition as exporters get it, its text full of what services take for their own tags."""

from __future__ import annotations

from digest.export import Bundle

ITEM = {
    "headline": "Harbour {{ .Secret }} reopens *|FNAME|* {% if x %}",
    "slug": "harbour",
    "url": "https://t4k3.example/harbour",
    "deck": "After <two> years & a day",
    "standfirst": "",
    "published": "2026-08-09T10:00:00+02:00",
    "author": "Ann Lee",
    "kicker": "Local",
    "quotes": [{"text": "We waited {{ long }}"}],
    "highlights": [{"text": "First ship at six"}],
    "why": [],
    "picture": {"src": "https://t4k3.example/a.jpg", "alt": 'A "ship"'},
}
NEWSLETTER = {
    "id": "daily",
    "name": "The Daily Take",
    "locale": "en",
    "sender": "The Daily Take <digest@example.org>",
    "web": "https://example.org/daily",
}
EDITION = {
    "slot": "2026-08-10",
    "number": 3,
    "at": "2026-08-10T06:00:00+02:00",
    "preheader": "Ships {% again %}",
    "subject": "Harbour reopens",
    "newsletter": NEWSLETTER,
    "lead": ITEM,
    "stories": [],
    "briefs": [],
}
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

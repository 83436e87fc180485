"""One story as two tools each write it in every format: the forms are theirs, the words are ours."""

# ruff: noqa: E501 - samples of formats keep the lines that the formats have
from __future__ import annotations

import json
from dataclasses import dataclass

FIRST = "The ferry to the outer islands sails a month early, and the night bus stops for good."
SECOND = "Two boats do what five did, said the harbour office on Monday, and the fares stay as they are."
TITLE = "Ferry line opens early"
URL = "https://tide.example/2026/08/ferry-line"
PICTURE = "https://tide.example/img/ferry.jpg"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"


@dataclass(frozen=True)
class Told:
    """A tool's file, and which parts it has no place for; `never` are its own words, which no article holds."""

    form: str
    tool: str
    name: str
    raw: str
    lacks: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.form} by {self.tool}"


def rss(item: str, spaces: str = "") -> str:
    """Return a feed around an item."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
        f"{spaces}><channel><title>Tide</title><link>https://tide.example</link><language>en-US</language>{item}</channel></rss>"
    )


WORDPRESS_FEED = rss(
    f"""<item><title>{TITLE}</title><link>{URL}/</link><comments>{URL}/#respond</comments>
<dc:creator><![CDATA[Ida Varga]]></dc:creator><pubDate>Mon, 10 Aug 2026 04:00:00 +0000</pubDate>
<category><![CDATA[Harbour]]></category><guid isPermaLink="false">https://tide.example/?p=71</guid>
<description><![CDATA[<p>{FIRST[:60]} [&#8230;]</p><p>The post <a href="{URL}/">{TITLE}</a> appeared first on <a href="https://tide.example">Tide</a>.</p>]]></description>
<content:encoded><![CDATA[<div class="wp-block-image"><figure class="aligncenter"><img decoding="async" src="{PICTURE}" alt="A ferry"/></figure></div>
{BODY}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3></div>
<p>The post <a href="{URL}/">{TITLE}</a> appeared first on <a href="https://tide.example">Tide</a>.</p>]]></content:encoded>
<slash:comments>0</slash:comments></item>""",
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"',
)
GHOST_FEED = rss(
    f"""<item><title><![CDATA[{TITLE}]]></title><description><![CDATA[Two boats do what five did.]]></description>
<link>{URL}/</link><guid isPermaLink="false">66b1</guid><category><![CDATA[Harbour]]></category>
<dc:creator><![CDATA[Ida Varga]]></dc:creator><pubDate>Mon, 10 Aug 2026 04:00:00 GMT</pubDate>
<media:content url="{PICTURE}" medium="image"/><content:encoded><![CDATA[<img src="{PICTURE}" alt="{TITLE}"><p>{FIRST}</p>
<div class="kg-card kg-signup-card"><form><input type="email"><button>Subscribe</button></form></div><p>{SECOND}</p>]]></content:encoded></item>"""
)
SUBSTACK_FEED = rss(
    f"""<item><title><![CDATA[{TITLE}]]></title><description><![CDATA[Two boats do what five did.]]></description>
<link>{URL}</link><guid isPermaLink="false">{URL}</guid><dc:creator><![CDATA[Ida Varga]]></dc:creator>
<pubDate>Mon, 10 Aug 2026 04:00:00 GMT</pubDate><enclosure url="{PICTURE}" length="0" type="image/jpeg"/>
<content:encoded><![CDATA[<p>{FIRST}</p><div class="subscription-widget-wrap-editor"><div class="subscription-widget"><p class="cta-caption">Thanks for reading Tide! Subscribe for free to receive new posts.</p></div></div><p>{SECOND}</p>]]></content:encoded></item>"""
)
BLOGGER_FEED = f"""<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005' xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:media='http://search.yahoo.com/mrss/' xml:lang='en'>
<id>tag:blogger.com,1999:blog-7</id><updated>2026-08-10T00:00:00.001-07:00</updated><title type='text'>Tide</title>
<link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='https://tide.example/feeds/posts/default'/><link rel='alternate' type='text/html' href='https://tide.example/'/>
<entry><id>tag:blogger.com,1999:blog-7.post-1</id><published>2026-08-09T21:00:00.000-07:00</published><updated>2026-08-09T21:00:00.010-07:00</updated>
<category scheme='http://www.blogger.com/atom/ns#' term='Harbour'/><title type='text'>{TITLE}</title>
<content type='html'>&lt;div class="separator"&gt;&lt;a href="{PICTURE}"&gt;&lt;img border="0" src="{PICTURE}" /&gt;&lt;/a&gt;&lt;/div&gt;{BODY.replace("<", "&lt;").replace(">", "&gt;")}</content>
<link rel='replies' type='application/atom+xml' href='{URL}#comments'/><link rel='edit' href='https://www.blogger.com/feeds/7/posts/1'/><link rel='self' href='https://www.blogger.com/feeds/7/posts/1'/><link rel='alternate' type='text/html' href='{URL}' title='{TITLE}'/>
<author><name>Ida Varga</name><email>noreply@blogger.com</email></author><media:thumbnail url='{PICTURE}' height='72' width='72'/><thr:total>0</thr:total></entry></feed>"""
JEKYLL_FEED = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><generator uri="https://jekyllrb.com/" version="4.3">Jekyll</generator>
<link href="https://tide.example/feed.xml" rel="self" type="application/atom+xml"/><link href="https://tide.example/" rel="alternate" type="text/html"/><updated>2026-08-10T04:00:00+00:00</updated><id>https://tide.example/feed.xml</id><title type="html">Tide</title>
<entry><title type="html">{TITLE}</title><link href="{URL}" rel="alternate" type="text/html" title="{TITLE}"/><published>2026-08-10T04:00:00+00:00</published><updated>2026-08-10T04:00:00+00:00</updated><id>{URL}</id>
<content type="html" xml:base="{URL}"><![CDATA[{BODY}]]></content><author><name>Ida Varga</name></author><category term="Harbour"/><summary type="html"><![CDATA[Two boats do what five did.]]></summary>
<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="{PICTURE}"/><media:content medium="image" url="{PICTURE}" xmlns:media="http://search.yahoo.com/mrss/"/></entry></feed>"""
MICROBLOG = json.dumps(
    {"version": "https://jsonfeed.org/version/1", "title": "Tide", "home_page_url": "https://tide.example/", "language": "en",
     "items": [{"id": "https://tide.example/71", "title": TITLE, "content_html": f'{BODY}<p><img src="{PICTURE}" width="600" height="450" alt="A ferry" /></p>\n', "date_published": "2026-08-10T04:00:00+00:00", "url": URL, "author": {"name": "Ida Varga"}, "tags": ["Harbour"]}]}
)  # fmt: skip
ELEVENTY = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Tide", "language": "en", "home_page_url": "https://tide.example/", "feed_url": "https://tide.example/feed.json", "authors": [{"name": "Ida Varga", "url": "https://tide.example/about/"}],
     "items": [{"id": URL, "url": URL, "title": TITLE, "content_html": BODY, "date_published": "2026-08-10T04:00:00Z", "image": PICTURE, "tags": ["Harbour"]}]}
)  # fmt: skip
YOAST = json.dumps(
    {"@context": "https://schema.org", "@graph": [
        {"@type": "Article", "headline": TITLE, "datePublished": "2026-08-10T04:00:00+00:00", "author": {"name": "Ida Varga", "@id": "https://tide.example/#/schema/person/1"}, "publisher": {"@id": "https://tide.example/#organization"}, "image": {"@id": f"{URL}/#primaryimage"}, "articleSection": ["Harbour"], "inLanguage": "en-US"},
        {"@type": "WebPage", "@id": f"{URL}/", "url": f"{URL}/", "name": f"{TITLE} - Tide", "primaryImageOfPage": {"@id": f"{URL}/#primaryimage"}},
        {"@type": "ImageObject", "@id": f"{URL}/#primaryimage", "url": PICTURE, "width": 1200, "height": 800},
        {"@type": "Person", "@id": "https://tide.example/#/schema/person/1", "name": "Ida Varga", "image": {"@type": "ImageObject", "url": "https://tide.example/ida.jpg"}}]}
)  # fmt: skip
WORDPRESS_PAGE = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} - Tide</title><link rel="canonical" href="{URL}/"><meta property="og:site_name" content="Tide"><meta property="og:image" content="{PICTURE}">
<script type="application/ld+json" class="yoast-schema-graph">{YOAST}</script></head><body class="single"><nav class="main-navigation"><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
<main><article class="post-71"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><span class="byline">by Ida Varga</span></header><div class="entry-content">{BODY}<p>{FIRST.replace("islands", "skerries")}</p></div></article></main>
<aside class="widget-area"><h2>Recent Posts</h2><ul><li><a href="/x">Kelp growers ask for a harbour of their own</a></li></ul></aside><footer>Proudly powered by WordPress</footer></body></html>"""
NEWSROOM_PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Tide</title><link rel="canonical" href="{URL}"><meta property="og:type" content="article"><meta property="og:title" content="{TITLE}"><meta property="og:image" content="{PICTURE}"><meta property="article:section" content="Harbour">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2026-08-10T04:00:00.000Z","author":[{{"@type":"Person","name":"Ida Varga"}}],"publisher":{{"@type":"NewsMediaOrganization","name":"Tide"}},"image":["{PICTURE}"]}}</script></head>
<body><div id="__next"><header><a href="/">Tide</a><button>Menu</button></header><main><h1>{TITLE}</h1><div data-testid="article-body"><p class="css-1">{FIRST}</p><div class="ad-slot">Advertisement</div><p class="css-1">{SECOND}</p><p class="css-1">{FIRST.replace("islands", "skerries")}</p></div></main></div><script id="__NEXT_DATA__" type="application/json">{{"props":{{}}}}</script></body></html>"""


def wxr(content: str, more: str = "") -> str:
    """Return an export of WordPress with one post."""
    return f"""<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Tide</title><link>https://tide.example</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login><![CDATA[ida]]></wp:author_login><wp:author_display_name><![CDATA[Ida Varga]]></wp:author_display_name></wp:author>{more}
<item><title><![CDATA[{TITLE}]]></title><link>{URL}/</link><pubDate>Mon, 10 Aug 2026 04:00:00 +0000</pubDate><dc:creator><![CDATA[ida]]></dc:creator><content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>71</wp:post_id><wp:post_date_gmt><![CDATA[2026-08-10 04:00:00]]></wp:post_date_gmt><wp:status><![CDATA[publish]]></wp:status><wp:post_type><![CDATA[post]]></wp:post_type><category domain="category" nicename="harbour"><![CDATA[Harbour]]></category>
<wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key><wp:meta_value><![CDATA[72]]></wp:meta_value></wp:postmeta></item></channel></rss>"""


ATTACHED = f"<item><title>ferry</title><wp:post_id>72</wp:post_id><wp:post_type><![CDATA[attachment]]></wp:post_type><wp:status>inherit</wp:status><wp:attachment_url><![CDATA[{PICTURE}]]></wp:attachment_url></item>"
BLOCKS = f'<!-- wp:paragraph -->\n<p>{FIRST}</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:jetpack/subscriptions /-->\n\n<!-- wp:paragraph {{"dropCap":true}} -->\n<p class="has-drop-cap">{SECOND}</p>\n<!-- /wp:paragraph -->'
CLASSIC = f'{FIRST}\n\n[contact-form-7 id="4"]\n\n{SECOND}\n\n[caption id="attachment_72" align="alignnone" width="600"]<img src="{PICTURE}" alt="A ferry" /> Out early[/caption]'


def ghost(post: dict[str, object], version: str) -> str:
    """Return an export of Ghost with one post."""
    whole = {
        "id": "1",
        "title": TITLE,
        "slug": "ferry-line",
        "status": "published",
        "type": "post",
        "visibility": "public",
        "published_at": "2026-08-10T04:00:00.000Z",
        "feature_image": PICTURE,
        **post,
    }
    people = {
        "users": [{"id": "1", "name": "Ida Varga"}],
        "posts_authors": [{"post_id": "1", "author_id": "1", "sort_order": 0}],
    }
    tags = {
        "tags": [{"id": "1", "name": "Harbour", "slug": "harbour"}],
        "posts_tags": [{"post_id": "1", "tag_id": "1", "sort_order": 0}],
    }
    return json.dumps(
        {
            "db": [
                {
                    "meta": {"version": version},
                    "data": {"posts": [whole], **people, **tags, "settings": [{"key": "title", "value": "Tide"}]},
                }
            ]
        }
    )


MOBILEDOC = json.dumps(
    {
        "version": "0.3.1",
        "markups": [],
        "atoms": [],
        "cards": [],
        "sections": [[1, "p", [[0, [], 0, FIRST]]], [1, "p", [[0, [], 0, SECOND]]]],
    }
)
LEXICAL = json.dumps(
    {
        "root": {
            "type": "root",
            "children": [
                {"type": "paragraph", "children": [{"type": "extended-text", "text": FIRST}]},
                {"type": "paragraph", "children": [{"type": "extended-text", "text": SECOND}]},
            ],
        }
    }
)
GHOST_0 = json.dumps(
    {
        "meta": {"exported_on": 1786334400000, "version": "003"},
        "data": {
            "posts": [{"id": 1, "title": TITLE, "slug": "ferry-line", "markdown": f"{FIRST}\n\n{SECOND}", "html": None, "image": PICTURE, "page": 0, "status": "published", "language": "en_US", "author_id": 1, "published_at": 1786334400000}],
            "users": [{"id": 1, "name": "Ida Varga"}],
            "tags": [{"id": 1, "name": "Harbour"}],
            "posts_tags": [{"post_id": 1, "tag_id": 1}],
        },
    }
)  # fmt: skip
SUPERDESK = json.dumps(
    {"guid": "urn:newsml:tide.example:1", "version": "1", "type": "text", "pubstatus": "usable", "language": "en", "versioncreated": "2026-08-10T04:00:00+0000", "firstpublished": "2026-08-10T04:00:00+0000", "headline": TITLE, "body_html": BODY, "urgency": 3, "priority": 6, "byline": "By Ida Varga", "authors": [{"name": "Ida Varga", "role": "writer"}], "subject": [{"name": "Harbour", "scheme": "topics", "code": "h"}], "service": [{"name": "Harbour", "code": "h"}],
     "associations": {"featuremedia": {"type": "picture", "guid": "p", "version": "1", "renditions": {"viewImage": {"href": PICTURE, "width": 640, "height": 480, "mimetype": "image/jpeg"}}, "description_text": "A ferry"}}}
)  # fmt: skip
NINJS_3 = json.dumps(
    {"uri": "https://tide.example/n/1", "standard": {"name": "ninjs", "version": "3.0"}, "type": "text", "pubStatus": "usable", "language": "en", "versionCreated": "2026-08-10T04:00:00+00:00", "headlines": [{"role": "main", "value": TITLE}], "bodies": [{"role": "main", "contentType": "text/html", "value": BODY}], "by": "Ida Varga", "subjects": [{"name": "Harbour"}],
     "associations": [{"name": "main", "uri": "p", "type": "picture", "renditions": [{"name": "web", "href": PICTURE, "width": 640, "height": 480}]}]}
)  # fmt: skip


def mail(*headers: str, sender: str, html: str) -> str:
    """Return one message as it lies in a mailbox's file."""
    date = "Mon, 10 Aug 2026 04:00:00 +0000"
    head = (f"From: {sender}", "To: reader@bay.example", f"Subject: {TITLE}", f"Date: {date}", *headers)
    return "\r\n".join((*head, "MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", "", html))


MAILCHIMP = mail(
    "List-ID: 8f1c2mc list <8f1c2.list-id.mcsv.net>",
    "X-Mailer: Mailchimp Mailer - **CID0a1b**",
    sender="Ida Varga <desk@tide.example>",
    html=f"""<!doctype html><html><head><title>{TITLE}</title></head><body><!--*|IF:MC_PREVIEW_TEXT|*--><span class="mcnPreviewText" style="display:none; font-size:0px; line-height:0px; max-height:0px; max-width:0px; opacity:0; overflow:hidden; visibility:hidden; mso-hide:all;">What the harbour office said, in short</span><center><table id="bodyTable" width="100%"><tr><td id="templatePreheader"><table class="mcnTextBlock"><tr><td class="mcnTextContent" style="text-align: center;"><a href="{URL}" target="_blank">View this email in your browser</a></td></tr></table></td></tr><tr><td><img alt="The ferry" src="{PICTURE}" width="564" class="mcnImage"></td></tr><tr><td class="mcnTextContent"><p>{FIRST}</p><p>{SECOND}</p></td></tr><tr><td id="templateFooter"><table><tr><td class="mcnTextContent"><em>Copyright © 2026 Tide, All rights reserved.</em><br><br><strong>Our mailing address is:</strong><br>Tide, 4 Quay Street, Marrow Bay<br><br>Want to change how you receive these emails?<br>You can <a href="https://tide.example/p">update your preferences</a> or <a href="https://tide.example/u">unsubscribe from this list</a>.</td></tr></table></td></tr></table></center><img src="https://tide.example/open.php?u=1" height="1" width="1" alt=""></body></html>""",
)
SUBSTACK_MAIL = mail(
    f"List-Post: <{URL}>",
    'List-Id: "Tide" <tide.substack.com>',
    f"X-Archived-At: <{URL}?utm_source=substack&utm_medium=email>",
    sender="Ida Varga <tide@substack.com>",
    html=f"""<html><head><title>{TITLE}</title></head><body class="email-body"><div class="preview" style="display:none;font-size:1px;max-height:0">What the harbour office said, in short</div><table role="presentation"><tr><td><p style="font-size:14px">Forwarded this email? <a href="https://tide.example/subscribe">Subscribe here</a> for more</p><div class="post"><h1 class="post-title"><a href="{URL}">{TITLE}</a></h1><table class="email-ufi-2-top"><tr><td><a href="{URL}/reactions">Like</a></td><td><a href="{URL}/comments">Comment</a></td><td><a href="{URL}/restack">Restack</a></td><td><a href="https://tide.example/app">READ IN APP</a></td></tr></table><div class="body markup"><div class="captioned-image-container"><figure><a href="{PICTURE}"><img src="{PICTURE}" width="550" alt="The ferry"></a></figure></div><p>{FIRST}</p><p>{SECOND}</p><p class="button-wrapper"><a class="button primary" href="https://tide.example/subscribe"><span>Subscribe now</span></a></p></div></div><div class="footer"><p>© 2026 Ida Varga<br>548 Quay Street, Marrow Bay<br><a href="https://tide.example/u">Unsubscribe</a></p></div></td></tr></table></body></html>""",
)


def newsml(meta: str, content: str, body: str, more: str = "") -> str:
    """Return a NewsML-G2 item: what agencies' systems agree on, around what each writes."""
    return f"""<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-08-10T04:00:05Z</sent><sender>tide.example</sender></header><itemSet><newsItem standard="NewsML-G2" standardversion="2.27" conformance="power" guid="urn:newsml:tide.example:20260810:71" version="1" xml:lang="en">{more}<itemMeta><itemClass qcode="ninat:text"/><provider qcode="prov:tide"><name>Tide</name></provider><versionCreated>2026-08-10T04:00:00Z</versionCreated><firstCreated>2026-08-10T04:00:00Z</firstCreated>{meta}</itemMeta><contentMeta>{content}<headline>{TITLE}</headline></contentMeta><contentSet>{body}</contentSet></newsItem></itemSet></newsMessage>"""


NEWSML_SUPERDESK = newsml(
    '<pubStatus qcode="stat:usable"/><generator versioninfo="1.0">Tide Superdesk</generator>',
    '<urgency>3</urgency><contentCreated>2026-08-10T04:00:00Z</contentCreated><creator qcode="usr:7"><name>Ida Varga</name></creator><language tag="en"/><subject type="cpnat:abstract" qcode="sec:harbour"><name xml:lang="en">Harbour</name></subject><slugline>ferry</slugline>',
    f'<inlineXML contenttype="application/nitf+xml"><nitf><head><title>{TITLE}</title></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Ida Varga</byline></body.head><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf></inlineXML>',
    '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_27.xml"/>',
)
NEWSML_XHTML = newsml(
    '<pubStatus qcode="stat:usable"/><profile versioninfo="1.0.0.2">SNI-Text</profile><edNote>Desk: a picture follows</edNote>',
    '<by>Ida Varga</by><subject type="cpnat:abstract" qcode="medtop:20000763"><name>Harbour</name></subject>',
    f'<inlineXML contenttype="application/xhtml+xml" wordcount="36"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title><style>p {{ margin: 0 }}</style></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML>',
)


MEDIUM_FOOT = '</section></section><footer>{tags}<p>By <a href="https://medium.com/@ida" class="p-author h-card">Ida Varga</a> on <a href="https://medium.com/p/71a2"><time class="dt-published" datetime="2026-08-10T04:00:00.000Z">August 10, 2026</time></a>.</p><p><a href="{url}" class="p-canonical">Canonical link</a></p><p>Exported from <a href="https://medium.com">Medium</a> on August 30, 2026.</p></footer></article></body></html>'


def medium(body: str, tags: str = "", title: str = TITLE) -> str:
    """Return one page of an export of Medium."""
    head = f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title><style>* {{ font-family: Georgia }}</style></head><body><article class="h-entry"><header><h1 class="p-name">{title}</h1></header>'
    return f'{head}<section data-field="body" class="e-content"><section name="7a" class="section section--body section--first"><div class="section-divider"><hr class="section-divider"></div>{body}{MEDIUM_FOOT.format(tags=tags, url=URL)}'


MEDIUM_2018 = medium(
    f'<div class="section-content"><div class="section-inner sectionLayout--insetColumn"><h3 name="1" id="1" class="graf graf--h3 graf--leading graf--title">{TITLE}</h3><figure class="graf graf--figure graf-after--h3"><div class="aspectRatioPlaceholder is-locked"><div class="aspectRatioPlaceholder-fill" style="padding-bottom: 66.7%;"></div><img class="graf-image" data-image-id="a.jpeg" data-width="3200" data-height="2134" src="{PICTURE}"></div></figure><p class="graf graf--p graf-after--figure">{FIRST}</p><p class="graf graf--p graf-after--p">{SECOND}</p></div></div>',
    '<p class="p-tags">Tagged in <a href="https://medium.com/tag/harbour" class="p-tag">Harbour</a></p>',
)
MEDIUM_2025 = medium(
    f'<div class="section-content"><div class="section-inner"><h3 class="graf graf--h3 graf--leading graf--title">{TITLE}</h3><figure class="graf graf--figure"><img class="graf-image" data-width="3200" data-height="2134" src="{PICTURE}"></figure><p class="graf graf--p">{FIRST}</p><p class="graf graf--p">{SECOND}</p><div class="graf graf--mixtapeEmbed graf-after--p"><a href="https://bay.example/x" class="markup--anchor markup--mixtapeEmbed-anchor"><strong class="markup--strong">Kelp growers ask for a harbour</strong><br><em class="markup--em">Thirty farms, one crane</em>bay.example</a></div></div></div>'
)
SUBSTACK_OLD = (
    f"post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n71,2026-08-10T04:00:00.000Z,TRUE,,newsletter,everyone,{TITLE},,\n",
    {"71.html": BODY},
)
SUBSTACK_NEW = (
    f'"post_id","post_date","is_published","email_sent_at","inbox_sent_at","type","audience","title","subtitle","podcast_url"\n"71.ferry-line","2026-08-10T04:00:00.000Z","true","","","newsletter","everyone","{TITLE}","",""\n',
    {
        "71.ferry-line.html": f'<div class="captioned-image-container"><figure><a class="image-link" href="{PICTURE}"><img src="{PICTURE}" width="1456" height="971" data-attrs="{{}}"></a></figure></div>{BODY}<div id="youtube2-x" class="youtube-wrap"><div class="youtube-overlay"><div class="youtube-instructions">Double click to interact with video</div></div></div><div class="digest-post-embed" data-attrs="{{}}"><a href="https://bay.example/x">Kelp growers ask for a harbour</a></div>'
    },
)
COAUTHORS = wxr(BLOCKS, ATTACHED).replace(
    '<category domain="category"',
    '<category domain="author" nicename="cap-ida"><![CDATA[Ida Varga]]></category><category domain="post_format" nicename="post-format-image"><![CDATA[Image]]></category><category domain="language" nicename="en"><![CDATA[English]]></category><category domain="category"',
)


DIALECTS = (
    Told("feed", "WordPress", "feed.xml", WORDPRESS_FEED, never=("appeared first on", "Share this", "[…]")),
    Told("feed", "Ghost", "rss.xml", GHOST_FEED, never=("Subscribe",)),
    Told("feed", "Substack", "feed.xml", SUBSTACK_FEED, frozenset({"section"}), ("Thanks for reading",)),
    Told("feed", "Blogger", "atom.xml", BLOGGER_FEED),
    Told("feed", "Jekyll", "feed.xml", JEKYLL_FEED),
    Told("jsonfeed", "Micro.blog", "feed.json", MICROBLOG),
    Told("jsonfeed", "Eleventy", "feed.json", ELEVENTY),
    Told("html", "WordPress", "ferry.html", WORDPRESS_PAGE, never=("Recent Posts", "Proudly", "About us")),
    Told("html", "a newsroom's framework", "ferry.html", NEWSROOM_PAGE, never=("Advertisement", "Menu", "props")),
    Told("wxr", "the block editor", "tide.xml", wxr(BLOCKS, ATTACHED), never=("wp:", "jetpack")),
    Told("wxr", "the classic editor", "tide.xml", wxr(CLASSIC, ATTACHED), never=("[caption", "contact-form")),
    Told("ghost", "Ghost 3", "tide.json", ghost({"mobiledoc": MOBILEDOC, "html": BODY}, "3.42.5"), frozenset({"url"})),
    Told(
        "ghost",
        "Ghost 5",
        "tide.json",
        ghost({"lexical": LEXICAL, "mobiledoc": None, "html": BODY}, "5.82.0"),
        frozenset({"url"}),
    ),
    Told(
        "ghost",
        "Ghost 5, never rendered",
        "tide.json",
        ghost({"lexical": LEXICAL, "html": None}, "5.82.0"),
        frozenset({"url"}),
    ),
    Told(
        "ghost",
        "Ghost 3, never rendered",
        "tide.json",
        ghost({"mobiledoc": MOBILEDOC, "html": None}, "3.42.5"),
        frozenset({"url"}),
    ),
    Told("ghost", "Ghost 0.4", "tide.json", GHOST_0, frozenset({"url"})),
    Told("medium", "2018", "ferry-71a2.html", MEDIUM_2018, never=("Tagged", "Canonical", "Exported")),
    Told("medium", "2025", "ferry-71a2.html", MEDIUM_2025, frozenset({"section"}), ("Kelp", "crane", "Exported")),
    Told("wxr", "Co-Authors Plus and Polylang", "tide.xml", COAUTHORS, never=("wp:",)),
    Told(
        "mail",
        "Mailchimp",
        "1.eml",
        MAILCHIMP,
        frozenset({"section"}),
        ("in short", "browser", "mailing address", "rights reserved", "preferences"),
    ),
    Told(
        "mail",
        "Substack",
        "1.eml",
        SUBSTACK_MAIL,
        frozenset({"section"}),
        ("in short", "Forwarded", "Restack", "APP", "Subscribe", "©"),
    ),
    Told("newsml", "Superdesk", "1.xml", NEWSML_SUPERDESK, frozenset({"url", "image"}), ("By Ida",)),
    Told(
        "newsml", "an agency that sends XHTML", "1.xml", NEWSML_XHTML, frozenset({"url", "image"}), ("margin", "Desk:")
    ),
    Told("ninjs", "Superdesk", "1.json", SUPERDESK, frozenset({"url"})),
    Told("ninjs", "version 3", "1.json", NINJS_3, frozenset({"url"})),
)

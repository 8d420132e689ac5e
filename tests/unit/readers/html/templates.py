"""Pages in the manner of many templates: heads that tell of an article in one way each, bodies with all furniture.

Outlets, people and events are invented. A head says what a reader should find in the fields, a body which of its blocks
belong to which section; `PAGES` pairs each head with several bodies.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

SITE = "Rosten Post"
HEADLINE = "Council keeps the river café open"
ADDRESS = "https://rosten.example/news/river-cafe"
MOMENT = "2026-05-25T10:00:00+00:00"
PROSE = (
    "The council of Rosten voted on Tuesday to keep the café by the river open for another year, its clerk said.",
    "Inga Strand, the mayor, told reporters that repairs would cost £4,000 and be paid for out of the town's reserve.",
    "“Nobody wanted to see it close before the summer,” she said after the meeting, which went on until midnight.",
    "Residents had collected 1,200 signatures since March, when the roof of the old boathouse began to leak badly.",
    "The vote was nine to four, with two members of the council away, according to the minutes that were published.",
)


@dataclass(frozen=True)
class Head:
    """What a page says of its article, and what is right."""

    name: str
    html: str
    headline: str | None = HEADLINE
    byline: tuple[str, ...] = ("Ada Ferris",)
    published_at: str | None = MOMENT
    publisher: str | None = SITE
    access: bool | None = None
    heading: str = f"<h1>{HEADLINE}</h1>"
    near: str = ""
    """What stands under the heading: a line about the authors, a date."""


@dataclass(frozen=True)
class Body:
    """What stands around and between the paragraphs, and the sections of what a reader would call furniture."""

    name: str
    html: str
    apart: dict[str, str] = field(default_factory=dict)
    """Words that a block begins with -> its section; a block that is left out is right, too."""
    also: tuple[str, ...] = ()
    """Further text that belongs to the body."""


def paragraphs(first: int = 0, last: int = len(PROSE), opening: str = "<p>", closing: str = "</p>") -> str:
    """Paragraphs of the article."""
    return "".join(f"{opening}{text}{closing}" for text in PROSE[first:last])


def linked(*objects: Any, wrap: str = "{}") -> str:  # noqa: ANN401  # JSON
    """A block of linked data."""
    value = objects[0] if len(objects) == 1 else list(objects)
    return f'<script type="application/ld+json">{wrap.format(json.dumps(value, ensure_ascii=False))}</script>'


def tag(name: str, content: str, key: str = "property") -> str:
    """A meta tag."""
    return f'<meta {key}="{name}" content="{content}">'


def news(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """A NewsArticle in linked data."""
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "datePublished": MOMENT,
        "author": {"@type": "Person", "name": "Ada Ferris"},
        "publisher": {"@type": "Organization", "name": SITE},
    }
    return {name: value for name, value in {**article, **changes}.items() if value is not None}


_OG = tag("og:title", HEADLINE) + tag("og:site_name", SITE)
_TIME = tag("article:published_time", MOMENT)
_GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "Article",
            "@id": f"{ADDRESS}#article",
            "headline": HEADLINE,
            "datePublished": MOMENT,
            "author": {"@id": "https://rosten.example/#ada", "name": ""},
            "publisher": {"@id": "https://rosten.example/#org"},
        },
        {"@type": "WebPage", "@id": ADDRESS, "datePublished": MOMENT, "name": f"{HEADLINE} - {SITE}"},
        {"@type": "Organization", "@id": "https://rosten.example/#org", "name": SITE},
        {"@type": "Person", "@id": "https://rosten.example/#ada", "name": "Ada Ferris"},
    ],
}
_SCOPED = (
    '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="headline" content="{headline}">'
    '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
    '<span itemprop="name">Ada Ferris</span></span>'
    '<figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
    '<span itemprop="author">Bo Lens</span></figure>'
    '<time itemprop="datePublished" datetime="{moment}">25 May</time></div>'
)

HEADS = (
    Head("linked data alone", linked(news())),
    Head("linked data in a list", linked({"@type": "BreadcrumbList"}, news())),
    Head("a graph with references", linked(_GRAPH)),
    Head("a trailing comma", linked(news()).replace("}</script>", ",}</script>")),
    Head("a comment around", linked(news(), wrap="<!-- {} -->")),
    Head("CDATA around", linked(news(), wrap="//<![CDATA[\n{}\n//]]>")),
    Head("a line break in a string", linked(news()).replace("river café", "river\ncafé")),
    Head(
        "authors in a list",
        linked(news(author=[{"name": "Ada Ferris"}, {"name": "Bo Roe"}])),
        byline=("Ada Ferris", "Bo Roe"),
    ),
    Head("authors in a string", linked(news(author="Ada Ferris and Bo Roe")), byline=("Ada Ferris", "Bo Roe")),
    Head("authors with roles", linked(news(author="By ADA FERRIS, Staff Writer")), byline=("Ada Ferris",)),
    Head(
        "author and agency",
        linked(news(author="By Ada Ferris and Bo Roe, Rosten News Agency")),
        byline=("Ada Ferris", "Bo Roe"),
    ),
    Head("an author's place", linked(news(author="Ada Ferris in Rosten"))),
    Head(
        "authors' places",
        linked(news(author="Ada Ferris in Rosten and Bo Roe (Harn)")),
        byline=("Ada Ferris", "Bo Roe"),
    ),
    Head(
        "those who did not write it",
        _OG + _TIME,
        near='<p class="byline">Words by Ada Ferris, councils correspondent | Photographs by Bo Lens | Additional '
        "reporting: Cy Moll in Harn</p>",
    ),
    Head("words and pictures", linked(news(author="Words: Ada Ferris. Pictures: Bo Lens"))),
    Head("an agency alone", linked(news(author="Rosten News Agency")), byline=("Rosten News Agency",)),
    Head("the outlet as a second author", linked(news(author=["Ada Ferris", SITE]))),
    Head("an author with a suffix", linked(news(author="Ada Ferris, Jr.")), byline=("Ada Ferris, Jr.",)),
    Head(
        "an author's address", linked(news(author="https://rosten.example/ada")) + tag("author", "Ada Ferris", "name")
    ),
    Head(
        "an author's login", linked(news(author={"name": "ada-ferris"})) + tag("parsely-author", "Ada Ferris", "name")
    ),
    Head("creator for author", linked(news(author=None, creator=["Ada Ferris"]))),
    Head("entities in the headline", linked(news(headline="Council keeps the river caf&eacute; open"))),
    Head("a date of year 1", linked(news(datePublished="0001-01-01T00:00:00Z")) + _TIME),
    Head(
        "a date in script's spelling",
        linked(news(datePublished="Mon May 25 2026 10:00:00 GMT+0000 (Coordinated Universal Time)")),
    ),
    Head("a date that is none", linked(news(datePublished="Monday last")), published_at=None),
    Head("dateCreated alone", linked(news(datePublished=None, dateCreated=MOMENT))),
    Head("not free", linked(news(isAccessibleForFree="False")), access=False),
    Head("free", linked(news(isAccessibleForFree=True)), access=True),
    Head(
        "another article first",
        linked(
            {**news(headline="Other news", url="https://rosten.example/other"), "author": "Bo Roe"}, news(url=ADDRESS)
        ),
    ),
    Head("a review's page", linked({**news(), "@type": "Review", "name": HEADLINE}) + _OG),
    Head("Open Graph", _OG + _TIME + tag("article:author", "Ada Ferris")),
    Head("og:article dates", _OG + tag("og:article:published_time", MOMENT) + tag("byl", "By Ada Ferris", "name")),
    Head("parsely", _OG + tag("parsely-pub-date", MOMENT, "name") + tag("parsely-author", "Ada Ferris", "name")),
    Head("sailthru", _OG + tag("sailthru.date", MOMENT, "name") + tag("sailthru.author", "Ada Ferris", "name")),
    Head("Dublin Core", _OG + tag("dcterms.created", MOMENT, "name") + tag("DC.creator", "Ada Ferris", "name")),
    Head(
        "citations",
        _OG + tag("citation_publication_date", MOMENT, "name") + tag("citation_author", "Ada Ferris", "name"),
    ),
    Head(
        "two author tags",
        _OG + _TIME + tag("author", "Ada Ferris", "name") + tag("author", "Bo Roe", "name"),
        byline=("Ada Ferris", "Bo Roe"),
    ),
    Head("an author in capitals", _OG + _TIME + tag("author", "ADA FERRIS", "name")),
    Head(
        "a social network as author",
        _OG + _TIME + tag("article:author", "https://social.example/rosten"),
        near='<p class="byline">By Ada Ferris</p>',
    ),
    Head(
        "the site behind og:title",
        tag("og:title", f"{HEADLINE} - {SITE}") + tag("og:site_name", SITE) + _TIME,
        byline=(),
        heading="",
    ),
    Head(
        "the site behind a bar",
        tag("og:title", f"{HEADLINE} | News | {SITE}") + tag("og:site_name", SITE) + _TIME,
        byline=(),
        heading="",
    ),
    Head("microdata", _OG, near=_SCOPED.format(headline=HEADLINE, moment=MOMENT)),
    Head("microdata without tags", "", near=_SCOPED.format(headline=HEADLINE, moment=MOMENT), publisher=None),
    Head(
        "rel and time",
        "",
        near=f'<p><a rel="author" href="/ada">Ada Ferris</a> <time datetime="{MOMENT}">25 May</time></p>',
        publisher=None,
    ),
    Head(
        "time with pubdate",
        "",
        near=f'<time datetime="2020-01-01">x</time><time pubdate datetime="{MOMENT}">25 May</time>',
        byline=(),
        publisher=None,
    ),
    Head(
        "a line by whom and one of when",
        "",
        near="<div>By Ada Ferris<br>Published: 10:00 GMT, 25 May 2026 | Updated: 11:30 GMT, 26 May 2026</div>",
        publisher=None,
    ),
    Head(
        "a summary and a line by whom",
        _TIME,
        near="<p>The mayor had asked for it.</p><p>By <a href='/ada'>Ada Ferris</a> and Bo Roe | Harn</p>",
        byline=("Ada Ferris", "Bo Roe"),
        publisher=None,
    ),
    Head(
        "a bare line of when",
        "",
        near="<p>By Ada Ferris</p><p>Updated 26 May 2026, 9:00 am GMT</p><p>Monday 25 May 2026, 10.00am</p>",
        publisher=None,
    ),
    Head("a compact date", _OG + tag("pubdate", "20260525T1000Z", "name") + tag("author", "Ada Ferris", "name")),
    Head("nothing but a heading", "", byline=(), published_at=None, publisher=None),
    Head(
        "no heading at all",
        f"<title>{HEADLINE} | {SITE}</title>{tag('og:site_name', SITE)}",
        byline=(),
        published_at=None,
        heading="",
    ),
)

BODIES = (
    Body("paragraphs alone", paragraphs()),
    Body(
        "a heading inside",
        paragraphs(0, 3) + "<h2>How the vote went</h2>" + paragraphs(3),
        {"How the vote went": "headline"},
    ),
    Body(
        "a figure",
        paragraphs(0, 2)
        + "<figure><img src='a.jpg'><figcaption>The café in May. Photo: Bo Lens</figcaption></figure>"
        + paragraphs(2),
        {"The café in May": "caption"},
    ),
    Body(
        "a caption by class",
        paragraphs(0, 2)
        + '<div class="image-caption"><p>The boathouse behind the café, seen from the bridge last spring.</p></div>'
        + paragraphs(2),
        {"The boathouse behind": "caption"},
    ),
    Body(
        "captions among paragraphs",
        paragraphs(0, 2)
        + '<div class="img"><img src="a.jpg"><p class="wp-caption-text">The boathouse before its roof began to leak in '
        "the spring of last year.</p></div>" + paragraphs(2),
        {"The boathouse before": "caption"},
    ),
    Body(
        "an author's card",
        paragraphs()
        + '<div class="author-card"><h4>About the author</h4><p>She has told of councils for ten years and '
        "has a boat of her own on the river.</p></div>",
        {"She has told": "byline"},
    ),
    Body(
        "a newsletter prompt",
        paragraphs(0, 3) + "<p>Sign up to our weekly newsletter for more stories from the river.</p>" + paragraphs(3),
        {"Sign up to": "boilerplate"},
    ),
    Body(
        "a newsletter by class",
        paragraphs(0, 3)
        + '<div class="newsletter-box"><p>The best of the week on one page, every Friday in your letter box.</p></div>'
        + paragraphs(3),
        {"The best of the week": "boilerplate"},
    ),
    Body(
        "a line to another story",
        paragraphs(0, 3) + '<p><a href="/b">Boathouse roof to be mended before the winter</a></p>' + paragraphs(3),
        {"Boathouse roof": "related"},
    ),
    Body(
        "a list of other stories",
        paragraphs()
        + '<h3>More stories</h3><ul class="related-links"><li><a href="/b">Ferry to run at night again</a></li>'
        + '<li><a href="/c">Schools shut as river rises</a></li></ul>',
        {"Ferry to run": "related", "Schools shut": "related", "More stories": "related"},
    ),
    Body(
        "most read",
        paragraphs(0, 4) + '<aside class="most-read"><p>Most read in Rosten</p><ol><li><a href="/d">Ten walks for '
        "spring</a></li></ol></aside>" + paragraphs(4),
        {"Most read": "related", "Ten walks": "related"},
    ),
    Body(
        "a tweet",
        paragraphs(0, 3) + '<blockquote class="twitter-tweet"><p>Good news from the town hall tonight, the café stays '
        "where it is.</p>— Rosten Post (@rosten) May 25, 2026</blockquote>" + paragraphs(3),
        {"Good news from": "related", "— Rosten Post": "related"},
    ),
    Body(
        "share bars",
        '<div class="share-bar"><p>Share this article with your friends and neighbours today</p></div>' + paragraphs(),
        {"Share this article": "boilerplate"},
    ),
    Body(
        "an author's line",
        paragraphs() + "<p>Ada Ferris is a staff writer who covers councils. She lives in Rosten.</p>",
        {"Ada Ferris is": "byline"},
    ),
    Body(
        "a comment prompt",
        paragraphs() + "<p>You must confirm your public display name before commenting</p>",
        {"You must confirm": "boilerplate"},
    ),
    Body(
        "a copyright line", paragraphs() + "<p>© 2026 Rosten Post. All rights reserved.</p>", {"© 2026": "boilerplate"}
    ),
    Body(
        "a browser warning",
        "<p>To view this video please enable JavaScript, and consider upgrading to a web browser that supports it</p>"
        + paragraphs(),
        {"To view this video": "boilerplate"},
    ),
    Body("AD", paragraphs(0, 3) + "<p>AD</p>" + paragraphs(3), {"AD": "boilerplate"}),
    Body(
        "a preferred source",
        paragraphs() + "<p>Follow us on Google News and add us as a preferred source.</p>",
        {"Follow us on": "boilerplate"},
    ),
    Body(
        "a tip line",
        paragraphs() + "<p>Do you have a story to tell? Email: desk@rosten.example</p>",
        {"Do you have": "boilerplate"},
    ),
    Body(
        "MORE", paragraphs(0, 3) + "<p>MORE : Ten beaches to see this year</p>" + paragraphs(3), {"MORE :": "related"}
    ),
    Body(
        "divided around advertisements",
        '<div class="part"><div class="inner">'
        + paragraphs(0, 3)
        + '</div></div><div class="ad"><p>Buy boats</p></div><div class="part"><div class="inner">'
        + paragraphs(3)
        + "</div></div>",
        {"Buy boats": "boilerplate"},
    ),
    Body(
        "a table that lays the page out",
        "<table width='100%'><tr><td><a href='/'>Home</a></td><td><font size='2'>"
        + "<br><br>".join(PROSE)
        + "</font></td></tr></table>",
    ),
    Body(
        "a table of numbers",
        paragraphs(0, 3) + "<table><tr><th>Ward</th><th>Votes</th></tr><tr><td>North</td><td>9</td></tr></table>"
        "<p></p>" + paragraphs(3),
        also=("| North | 9 |",),
    ),
    Body(
        "lines broken within a paragraph",
        paragraphs() + "<p><strong>About the boathouse</strong><br>It was built in 1911 and belongs to the town of "
        "Rosten, which lets it to a club of rowers.</p>",
        also=("It was built in 1911",),
    ),
    Body(
        "cards that are links",
        paragraphs()
        + '<ul><li><a href="/e"><div class="card"><h4>Ferry to run at night again after the summer</h4></div></a></li>'
        '<li><a href="/f"><div class="card"><h4>Schools shut as the river rises above its banks</h4></div></a></li>'
        "</ul>",
        {"Ferry to run": "related", "Schools shut": "related"},
    ),
    Body(
        "a card over a link",
        paragraphs(0, 3)
        + '<p>Mayor <a href="/inga">Inga Strand</a><span class="pop"><img src="i.jpg"><a href="/inga">Inga Strand</a>'
        '<a href="/g">Ten stories about the mayor</a></span> had asked for the vote in the spring of last year.</p>'
        + paragraphs(3),
        also=("Mayor Inga Strand had asked for the vote in the spring of last year.",),
    ),
    Body(
        "a text that opens as its own teaser",
        '<div class="teaser-content">' + paragraphs(0, 1) + "</div>" + paragraphs(1),
    ),
    Body(
        "the rest of a text behind a wall",
        paragraphs(0, 4) + '<div class="paywall piano-body">' + paragraphs(4) + "</div>",
    ),
    Body(
        "a link in two pieces",
        paragraphs(0, 3)
        + '<p>She had <a href="/i">told the</a><span> <a href="/i">council in April</a> that the roof would not last '
        "another winter.</span></p>" + paragraphs(3),
        also=("council in April that the roof would not last",),
    ),
    Body(
        "a sentence that is mostly a link",
        paragraphs(0, 3)
        + '<p>The <a href="/h">clerk had published the minutes of three meetings on the café late last week</a> after '
        "all.</p>" + paragraphs(3),
        also=("The clerk had published",),
    ),
    Body(
        "titles between paragraphs",
        paragraphs(0, 1)
        + '<p class="hl">Ferry to run at night again</p>'
        + paragraphs(1, 3)
        + '<p class="hl">Schools shut as river rises</p>'
        + paragraphs(3),
        {"Ferry to run": "headline", "Schools shut": "headline"},
    ),
    Body(
        "titles that are sentences",
        paragraphs(0, 1)
        + '<p class="s">The mayor would not say more.</p>'
        + paragraphs(1, 3)
        + '<p class="s">Nobody asked her to.</p>'
        + paragraphs(3),
        also=("The mayor would not", "Nobody asked"),
    ),
    Body(
        "a box with a heading",
        paragraphs()
        + "<div class='box'><h3>Support local journalism</h3><p>The Post is owned by its readers. A gift of £5"
        " a month keeps us at the council's meetings.</p></div>",
        {"The Post is owned": "boilerplate"},
    ),
    Body(
        "a section with a heading of its own",
        paragraphs(0, 4) + "<section><h2>Abstract</h2>" + paragraphs(4) + "</section>",
    ),
    Body(
        "a caption in italics",
        paragraphs(0, 2) + "<p><img src='a.jpg'></p><p><em>The boathouse by the bridge</em></p>" + paragraphs(2),
        {"The boathouse by": "caption"},
    ),
    Body(
        "a paragraph in italics",
        paragraphs(0, 2) + "<p><em>Nobody in Rosten had seen such a crowd in the hall before.</em></p>" + paragraphs(2),
        also=("Nobody in Rosten",),
    ),
    Body("classes of the design", '<div class="social-theme promo-layout">' + paragraphs() + "</div>"),
    Body(
        "links within prose",
        paragraphs(0, 4) + PROSE[4].join(["<p>", "</p>"]).replace("minutes", '<a href="/m">minutes</a>'),
    ),
    Body(
        "bold lines as headings",
        paragraphs(0, 2)
        + "<p><span><strong>A roof that leaks</strong></span></p>"
        + paragraphs(2, 4)
        + "<p><b>What comes next</b></p>"
        + paragraphs(4),
        {"A roof that leaks": "headline", "What comes next": "headline"},
    ),
    Body(
        "bold text that is none",
        "<p><strong>The mayor answered the questions of our readers about the café on Monday.</strong></p>"
        + paragraphs(0, 2)
        + "<p><b>Who pays for it?</b></p>"
        + paragraphs(2)
        + "<p><strong>Cost</strong> of the repair: £4,000</p>",
        also=("The mayor answered", "Who pays for it?", "Cost of the repair"),
    ),
    Body(
        "a bulleted summary",
        "<ul><li>Nine of the council's members voted for it, and four against.</li></ul>" + paragraphs(),
        also=("Nine of the council's",),
    ),
    Body(
        "a quotation set apart",
        paragraphs(0, 3)
        + "<blockquote><p>“I have swum here for sixty years and hope to do so for ten more,” said Olaf "
        "Brandt, a neighbour.</p></blockquote>" + paragraphs(3),
        also=("“I have swum here",),
    ),
)
_EACH = 3
"""Bodies that each head is paired with."""


def pages() -> Iterator[tuple[Head, Body]]:
    """Each head with bodies in turn, so that each body meets several heads."""
    for place, head in enumerate(HEADS):
        for step in range(_EACH):
            yield head, BODIES[(place * _EACH + step) % len(BODIES)]


def render(head: Head, body: Body) -> str:
    """The page of a head and a body."""
    title = f"<title>{HEADLINE}</title>" if head.heading else f"<title>{HEADLINE} - {SITE}</title>"
    title = "" if "<title>" in head.html else title
    content = f"<article>{head.heading}{head.near}{body.html}</article>"
    return (
        f'<!doctype html><html lang="en"><head>{title}<link rel="canonical" href="{ADDRESS}">{head.html}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>{content}"
        "<footer><p>Contact and imprint</p></footer></body></html>"
    )

"""Pages of HTML: Jinja templates in which everything is escaped, one theme, and a policy that lets no other script run.

What a page needs is `render(template, context)`:

    from flows.pages import render
    html = render("speakers.html.j2", {"title": "Speakers", "rows": rows}, styles=("theme.css", "report.css"))

`write_page(path, html, option)` writes it to where a person said with an option.

- **Templates** lie in flows/pages/templates and extend `base.html.j2`, whose blocks are `heading` (inside <header>),
  `content` (inside <main>) and `footer`; `title` is a variable of the context and is made plain by the base template.
  A variable that the context lacks is an error, never an empty string.
- **Text of articles** goes through the filter `shown` where it is content (`<bdi>{{ name|shown }}</bdi>`): controls and
  marks that reorder text come out as visible badges. In attributes it goes through `plain`, which drops them.
- **Links** to the web go through `weblink`, the macro of `macros.html.j2`: only http and https become links.
- **Data for scripts**: `<script type="application/json" id="…">{{ value|tojson }}</script>`; it is never run.
- **Styles and scripts** are files of flows/pages/assets: those of `styles` and `scripts` are put into the page, allowed
  by their hashes; those of `style_files` and `script_files` are addresses, relative to the page, of files that the
  caller writes once for many pages (`asset(name)` is the text to write). Scripts at such an address are added by a
  small script of known hash, which works from file: as well; the page itself holds no other script, no handler and no
  style attribute, and the policy refuses them.

`theme.css` has the custom properties that all pages share (colours for light and dark, fonts, spaces, `--series-1` to
`--series-6` for charts), headings, tables, `.scroll` (what may be wider than a phone), `.cards`, `.badge`, `.banner`,
`.muted`, `.number`, `.small`, `.visually-hidden`, `.screen-only`.

The pages of articles: `flows.pages.article.page.article_pages(con, article_ids, home=Link("../index.html", "Report"),
style_file="../article.css", script_file="../article.js")` yields (article_id, html), many at a time; with addresses for
style and script a page links to files of `article_style()` and `article_script()`, without them it holds them.
`flows.pages.article.marks.anchor(row_id)` is the fragment of a quote's, figure's or date's place on its article's page.
"""

from flows.pages.html.environment import asset, render
from flows.pages.html.text import http_url, plain, shown
from flows.pages.html.writing import write_page

__all__ = ["asset", "http_url", "plain", "render", "shown", "write_page"]

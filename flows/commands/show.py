"""`onrecord show`: one article with what was found in it, as a page or in the terminal."""

import sys
import webbrowser
from pathlib import Path

import click
from rich.console import Console

from flows.commands.options import store_option
from flows.judging.recalibrate import kept
from flows.pages import write_page
from flows.pages.article.find import find_article
from flows.pages.article.page import Worth, render_article
from flows.pages.article.plain import print_article
from flows.pages.article.rows import ArticleRows, fetch_articles
from warehouse.store.read import connect, of_this_version
from warehouse.store.store import Store

WIDTH = 100
"""Widest line in the terminal; longer ones are hard to read."""
STDOUT = "-"


@click.command()
@click.argument("article")
@store_option
@click.option("-o", "--output", help="File to write; - for standard output.  [default: article-ID.html]")
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@click.option("--plain", is_flag=True, help="Show it in the terminal instead.")
def show(article: str, warehouse: Path, output: str | None, *, opened: bool, plain: bool) -> None:
    """Show an article with its quotes, speakers, names, figures and dates marked, as one page of HTML.

    ARTICLE is an article_id or the beginning of one, an external id or a url.
    """
    if plain:
        show_plain(warehouse, article, output)
    else:
        show_page(warehouse, article, output, opened=opened)


def show_page(warehouse: Path, word: str, output: str | None, *, opened: bool) -> None:
    """Write the page of the article that `word` means, and say where; `opened` starts the browser on it.

    Raises:
        InputError: no article is meant, or several are.
        SettingsError: the file can't be written.
        StoreError: nothing was loaded yet, or by another version.
    """
    rows = _rows(warehouse, word)
    page = render_article(rows, worth=_worth(warehouse))
    if output == STDOUT:
        sys.stdout.buffer.write(page.encode("utf-8"))
        return
    path = Path(output or f"article-{rows.article.article_id}.html")
    write_page(path, page, "--output")
    click.echo(f"{path}")
    if opened and not webbrowser.open(path.resolve().as_uri()):
        click.echo("onrecord: no browser could be started; open the file by hand", err=True)


def show_plain(warehouse: Path, word: str, output: str | None) -> None:
    """Print the article that `word` means to the terminal, or into a file; without colours where it is no terminal.

    Raises:
        InputError: no article is meant, or several are.
        SettingsError: the file can't be written.
        StoreError: nothing was loaded yet, or by another version.
    """
    rows = _rows(warehouse, word)
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDTH)
    if output is None or output == STDOUT:
        print_article(console, rows)
        return
    with console.capture() as capture:
        print_article(console, rows)
    write_page(Path(output), capture.get(), "--output")


def _worth(warehouse: Path) -> Worth | None:
    """What a confidence is worth in this store, where people have judged its rows."""
    made = kept(Store.open(warehouse, create=False).root)
    return made.told if made else None


def _rows(warehouse: Path, word: str) -> ArticleRows:
    with connect(Store.open(warehouse, create=False)) as con, of_this_version(warehouse):
        return next(fetch_articles(con, [find_article(con, word)]))

"""A first look in marimo: `marimo edit seeds/notebooks/first_look.py`, or `marimo export html` without a browser."""

import marimo

app = marimo.App(app_title="onrecord: a first look")


@app.cell
def _imports():
    import marimo as mo
    import onrecord

    return mo, onrecord


@app.cell
def _article(mo):
    text = mo.ui.text_area(
        '"We will build forty houses by the river," said Mayor Ada Breskov on Monday. The plan costs $12 million.',
        label="An article",
        full_width=True,
        rows=6,
    )
    text
    return (text,)


@app.cell
def _found(mo, onrecord, text):
    found = onrecord.extract(text.value, published_at="2026-11-28", annotator="simple")
    mo.Html(found._repr_html_())
    return (found,)


@app.cell
def _tables(found, mo):
    shown = {name: mo.ui.table(found.to_polars(name)) for name in ("quotes", "figures", "dates")}
    mo.ui.tabs(shown)


if __name__ == "__main__":
    app.run()

"""`onrecord peek` shows what would be read, and makes nothing."""

from pathlib import Path

from tests.flows.loading import CALM, onrecord

PAGE = f"""<html><head><title>Mayor keeps café open - Rosten Post</title>
<meta property="og:site_name" content="Rosten Post"><meta name="author" content="By Ada Ferris"></head>
<body><article><h1>Mayor keeps café open</h1><p>{CALM}</p><p>{CALM} It rained.</p>
<p>Sign up to our newsletter.</p></article></body></html>"""


def test_columns_records_and_sections(tmp_path: Path) -> None:
    """Which columns are used, what the fields are, where on a page each was found, which block is what."""
    (tmp_path / "a.csv").write_text(f"Title,Content,Colour\nStorm,{CALM},red\nCalm,,blue\n", encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "c.xyz").write_text("no format", encoding="utf-8")
    told = onrecord("peek", str(tmp_path))
    assert told.returncode == 0, told.stderr
    assert "2 files to read, 1 left out" in told.stdout
    assert "used: text=Content, headline=Title\n  ignored: Colour" in told.stdout
    assert "refused: missing_text" in told.stdout
    assert "headline     Mayor keeps café open  (" in told.stdout
    assert "byline       Ada Ferris  (meta:author)" in told.stdout
    assert "boilerplate  Sign up to our newsletter." in told.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.html", "c.xyz"]


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    """Controls in names and text are not printed."""
    (tmp_path / "a.jsonl").write_text('{"text": "\\u001b[31mred \\u202e", "col\\u001b[2J": 1}\n', encoding="utf-8")
    told = onrecord("peek", str(tmp_path / "a.jsonl"))
    assert told.returncode == 0, told.stderr
    assert "\x1b" not in told.stdout
    assert "\u202e" not in told.stdout


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    """It is named, with the exit code of a load."""
    told = onrecord("peek", str(tmp_path / "none"))
    assert told.returncode == 66
    assert "none" in told.stderr

"""Watch lists: each kind of rule finds what a load brings, once, and tells it; a slip is told with its line."""

import base64
import hashlib
import hmac
import json
import shutil
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import ClassVar, NamedTuple

import pytest
from click.testing import CliRunner
from rich.console import Console

from flows.cli import main
from flows.commands.summary import show_summary
from flows.load.request import LoadSummary
from flows.served import check_allowed, serve_only
from flows.settings import IngestSettings
from flows.watching.look import look_through
from flows.watching.rules import WatchList, Webhook, read_rules
from flows.watching.tell import Told, tell
from flows.watching.words import says_otherwise
from schemas.errors import SettingsError
from tests.flows.loading import load, rows, write_jsonl
from warehouse.store.ledger import Ledger
from warehouse.store.read import connect
from warehouse.store.store import Store

SECRET = "whsec_" + base64.b64encode(b"a secret of the desk").decode()
HARN = "{} said {} people were killed in the market blast in Kandahar on Thursday. It began before noon."
LEE = 'Mayor Ann Lee said: "We will build {} new houses by the river before the winter." She spoke in Ely to reporters.'
KEPT = 'Mayor Ann Lee said: "Nobody in this town will be left alone in the cold again." She spoke in Ely.'


def _record(key: str, publisher: str, day: str, text: str) -> dict[str, str]:
    return {"id": key, "publisher": publisher, "published_at": day, "text": text}


FIRST = [
    _record("1", "Fen Gazette", "2026-07-10", LEE.format("forty")),
    _record("2", "Marsh Times", "2026-07-10", HARN.format("Police", 114)),
    _record("3", "Marsh Times", "2026-07-10", KEPT),
]
SECOND = [
    _record("4", "Marsh Times", "2026-07-11", LEE.format("twelve")),
    _record("5", "Marsh Times", "2026-07-10", HARN.format("The hospital", 222)),
]
THIRD = [
    _record("1", "Fen Gazette", "2026-07-10", LEE.format("fourteen")),
    _record("3", "Marsh Times", "2026-07-10", f"{KEPT} More follows in the evening."),
]
RULES = """
rules:
  - {name: Lee, watch: names, who: [ann lee]}
  - {name: Lee says, watch: quotes, who: [Lee], about: [houses]}
  - {name: Gazette, watch: outlets, outlets: [fen gazette]}
  - {name: Many, watch: figures, counted: [people], at_least: 200}
  - {name: Words, watch: words, who: [Ann Lee]}
  - {name: Disputes, watch: disputes, about: [killed]}
"""


class _Desk(BaseHTTPRequestHandler):
    """A receiver: answers with `status` and keeps what it got."""

    got: ClassVar[list[tuple[dict[str, str], bytes]]] = []
    answers: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        """Take a request."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.answers.pop(0) if self.answers else 204)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a receiver on loopback."""
    server = HTTPServer(("127.0.0.1", 0), _Desk)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(address: str) -> str:
    """The receiver, having got nothing yet."""
    _Desk.got, _Desk.answers = [], []
    return address


def _rules(folder: Path, text: str = RULES, **more: object) -> Path:
    path = folder / "rules.yaml"
    path.write_text("".join(f"{name}: {json.dumps(value)}\n" for name, value in more.items()) + text, encoding="utf-8")
    return path


class Watched(NamedTuple):
    """A store of three loads with a watch list, whose webhook refused the first of them."""

    store: Path
    rules: Path
    loads: list[LoadSummary]
    requests: list[tuple[dict[str, str], bytes]]

    def list_of(self, **webhook: object) -> WatchList:
        """The rules with another webhook."""
        return read_rules(self.rules).model_copy(update={"webhook": Webhook.model_validate(webhook), "file": None})


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, address: str) -> Watched:
    """Loaded once; the first load's alerts are answered 403."""
    folder = tmp_path_factory.mktemp("watched")
    rules = _rules(folder, file="alerts.jsonl", webhook={"url": address})
    _Desk.got, _Desk.answers = [], [403]
    sources = (write_jsonl(folder / f"{n}.jsonl", records) for n, records in enumerate((FIRST, SECOND, THIRD)))
    loads = [load(folder / "store", source, watch=rules, annotator="default") for source in sources]  # topics need it
    return Watched(folder / "store", rules, loads, list(_Desk.got))


def test_each_rule_finds_what_a_load_brings(watched: Watched) -> None:
    """Alerts of the load's own articles alone, raised once; words that stayed in a revision raise none."""
    assert [one.alerts for one in watched.loads] == [
        {"Gazette": 1, "Lee": 2, "Lee says": 1},
        {"Disputes": 1, "Lee": 1, "Lee says": 1, "Many": 1, "Words": 1},
        {"Lee says": 1, "Words": 1},
    ]
    query = "SELECT rule, external_id FROM alerts JOIN articles USING (article_id) WHERE rule IN ('Words', 'Disputes')"
    assert sorted(rows(watched.store, query)) == [("Disputes", "5"), ("Words", "1"), ("Words", "4")]


def test_a_file_has_each_alert_once(watched: Watched) -> None:
    """With what the snapshot has of it: the words, and those of before."""
    lines = (watched.rules.parent / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert len({one["alert_id"] for one in told}) == len(told) == sum(sum(one.alerts.values()) for one in watched.loads)
    words = next(one for one in told if one["rule"] == "Words")
    assert ("twelve" in words["words"], "forty" in words["words_before"]) == (True, True)
    assert (words["publisher"], words["published"], words["name"]) == ("Marsh Times", "2026-07-11", "Ann Lee")


def test_a_webhook_that_fails_ends_no_load(watched: Watched) -> None:
    """The load is committed, its summary says why nobody was told, and the next load tells it."""
    assert [one.status for one in watched.loads] == ["committed"] * 3
    (trouble,) = watched.loads[0].alert_troubles
    assert "answers 403; 4 alerts wait" in trouble
    assert [one.alert_troubles for one in watched.loads[1:]] == [(), ()]
    sent = [len(json.loads(body)["data"]["alerts"]) for _, body in watched.requests]
    assert sent == [4, 9, 2]


def test_all_that_is_stored_can_be_looked_through(watched: Watched) -> None:
    """`onrecord watch` finds what loads found, and with known alerts nothing new; a dry run shows all."""
    options = ["watch", str(watched.rules), "--warehouse", str(watched.store), "--json"]
    looked = CliRunner().invoke(main, options)
    assert (looked.exit_code, looked.output) == (0, "")
    dry = CliRunner().invoke(main, [*options, "--dry-run"])
    found = {json.loads(line)["alert_id"] for line in dry.output.splitlines()}
    assert found
    assert found <= set(Store.open(watched.store).ledger.tables("alerts")["alerts"]["alert_id"].to_pylist())


def test_the_summary_counts_by_rule(watched: Watched) -> None:
    """A person reads how many, of which rule, and what could not be told."""
    console = Console(record=True, width=200, file=StringIO())
    show_summary(console, watched.loads[0])
    text = console.export_text()
    assert "4 alerts (table alerts): Gazette 1, Lee 2, Lee says 1" in text
    assert "not told: webhook: it answers 403" in text


def _tell(watched: Watched, folder: Path, **webhook: object) -> Told:
    """Tell all again, with a ledger of its own."""
    shutil.copy(watched.store / "ledger.duckdb", folder / "ledger.duckdb")
    ledger = Ledger(folder / "ledger.duckdb")
    with ledger.transaction() as con:
        con.execute("UPDATE alerts SET sent_at = NULL")
    with connect(Store.open(watched.store)) as con:
        return tell(con, ledger, watched.list_of(**webhook), watched.loads[-1].load_id)


def test_bodies_are_signed_and_sent_again(
    watched: Watched, tmp_path: Path, desk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard Webhooks' signature holds; what is answered 503 is sent again with the same id."""
    monkeypatch.setenv("DESK_SECRET", SECRET)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    _Desk.answers = [503]
    assert _tell(watched, tmp_path, url=desk, secret_env="DESK_SECRET").troubles == []  # noqa: S106  # a name
    (before, _), (headers, body) = _Desk.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(b"a secret of the desk", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert before["webhook-id"] == headers["webhook-id"]


@pytest.mark.parametrize(
    ("answers", "options", "told", "requests"),
    [
        ([500] * 3, {}, "answers 500", 3),
        ([302], {}, "redirect", 1),
        ([], {"secret_env": "NO_SUCH_SECRET"}, "NO_SUCH_SECRET", 0),
        ([], {"url": "http://127.0.0.1:1/hook", "attempts": 1}, "can't be reached", 0),
    ],
)
def test_what_fails_is_told(  # noqa: PLR0913  # a case each
    watched: Watched,
    tmp_path: Path,
    desk: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    answers: list[int],
    options: dict[str, object],
    told: str,
    requests: int,
) -> None:
    """Why, and how often it was tried; no redirect is followed."""
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    _Desk.answers = list(answers)
    (trouble,) = _tell(watched, tmp_path, **({"url": desk} | options)).troubles
    assert told in trouble
    assert len(_Desk.got) == requests


@pytest.mark.parametrize(("allow", "told"), [((), "private network"), (("127.0.0.1", "::1"), "")])
def test_a_host_in_a_private_network_must_be_named(
    watched: Watched, tmp_path: Path, desk: str, monkeypatch: pytest.MonkeyPatch, *, allow: tuple[str, ...], told: str
) -> None:
    """As --fetch does: a name that leads there is refused, unless the user names the address that it has."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda host, *rest, **more: found if host == "desk.example" else real(host, *rest, **more)
    )
    url = desk.replace("127.0.0.1", "desk.example")
    troubles = _tell(watched, tmp_path, url=url, allow=allow).troubles
    assert [told in trouble for trouble in troubles] == ([True] if told else [])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("rules:\n  - {name: a, watch: names}\n", 2, "rules.0.who"),
        ("rules:\n  - name: a\n    watch: figures\n    at_least: many\n    unit: km\n", 4, "rules.0.at_least"),
        ("rules:\n  - {name: a, watch: figures, unit: km}\n", 2, "at_least or at_most"),
        ("rules:\n  - {name: a, watch: nowhere, who: [b]}\n", 2, "watch"),
        ("rules:\n  - {name: a, watch: names, who: [b]}\n\n  - {name: a, watch: names, who: [c]}\n", 4, "another rule"),
        ("rules:\n  - {name: a, watch: names, who: [b], whom: c}\n", 2, "whom"),
        ("rules: [\n", 2, "no YAML"),
        ("", 1, "empty"),
        ("rules: &a [*a]\n", 1, "reference"),
        ("rules: " + "[" * 20 + "]" * 20, 1, "lists within lists"),
        ("webhook: {url: 'http://a:b@c.example'}\nrules: [{name: a, watch: disputes}]\n", 1, "password"),
    ],
)
def test_a_slip_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    """Before anything is loaded."""
    path = _rules(tmp_path, text)
    with pytest.raises(SettingsError, match=rf"rules\.yaml, line {line}: ") as error:
        read_rules(path)
    assert told in str(error.value)


def test_a_load_with_bad_rules_is_not_begun(tmp_path: Path) -> None:
    """The ledger has no load."""
    with pytest.raises(SettingsError, match="line 1"):
        load(tmp_path / "store", write_jsonl(tmp_path / "1.jsonl", FIRST), watch=_rules(tmp_path, "rules: 3\n"))
    assert Store.open(tmp_path / "store").ledger.loads() == []


def test_what_a_rule_says_is_never_sql(watched: Watched, tmp_path: Path) -> None:
    """Quotes and statements in a rule are words that no article has."""
    hostile = "x'); DROP TABLE alerts; --"
    rules = _rules(tmp_path, f'rules:\n  - {{name: "{hostile}", watch: names, who: ["{hostile}"]}}\n')
    assert look_through(watched.store, read_rules(rules), dry_run=True).alerts == []


def test_a_served_flow_takes_no_other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules say where text goes: they are those that the server was started with, or none."""
    monkeypatch.setenv("ONRECORD_SERVED", "")
    monkeypatch.setenv("ONRECORD_ALLOWED_ROOTS", "")
    own = IngestSettings(sources=(str(tmp_path),), warehouse=tmp_path / "store")
    serve_only(own, [tmp_path])
    check_allowed(own)
    with pytest.raises(SettingsError, match="watch"):
        check_allowed(own.model_copy(update={"watch": tmp_path / "rules.yaml"}))


@pytest.mark.parametrize(
    ("text", "before", "changed"),
    [
        ("We will build twelve houses by the river", "We will build forty houses by the river", True),
        ("We will build forty houses", "We will build forty houses by the river before winter", False),
        ("We will never build forty houses by the river", "We will build forty houses by the river", True),
        ("Nobody knows what the winter brings to us", "We will build forty houses by the river", False),
        ("We will build", "We will not build", False),
    ],
)
def test_changed_words(text: str, before: str, changed: bool) -> None:
    """Other words in the place of some are a change; a quote cut short, other words altogether, and scraps are none."""
    assert says_otherwise(text, before) is changed

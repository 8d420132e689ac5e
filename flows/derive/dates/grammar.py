"""The date grammar: one regular expression over the class characters of `date_items`, one named group a rule.

A pattern is written with class names in angle brackets; `{NAME}` puts in another pattern. The first rule that
matches at a place wins, so longer readings stand above shorter ones. No repetition nests in another.
"""

import re
from functools import lru_cache

from flows.derive.dates.items import alphabet

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
    "|<y4><slash|dash><d12><slash|dash><d12|d24|d31>|<y4><dash|slash>{MON}<dash|slash>{DAY})(?!<dash|slash>)",
    "MD": "{MON}<the>?(?:{DAY}|{ORD})",
    "DM": "(?:<the>?{ORD}<of>?|{DAY}<dash>?){MON}",
    "DATE": "(?:(?:<weekday|weekday_short><dot>?<comma>?<the>?)?(?:{MD}|{DM})(?:<dash>?{YEAR})?|{NUMDATE})",
    "REL": "<this|that|last|next|past_adj|latest|adj_now>",
    "OFREL": "(?:<comma|of>?(?:<this|last|next|that>|<the><last|next>)<unit>)",
    "CLOCK": "(?:(?:<d12|d24|d59><colon><d12|d24|d31|d59>(?:<colon>(?:<d12|d24|d31|d59|dotted>))?"
    "(?:<am|pm>|<in><the><daypart>)?"
    "|<dotted|d12|w12><am|pm>|<w12|d12><d31|d59|d24|w12|w59><am|pm>|<d12|w12><oclock>(?:<in><the><daypart>)?"
    "|<d12|w12><in><the><daypart>"
    "|<half_past|quarter_past|quarter_to><d12|w12><am|pm>?|<noon>)(?:<zone>)?)",
    "DAYREF": "(?:{DATE}|<the>?<last|next|this|past_adj>?{WD}(?:<the>?{ORD}(?!<units|unit>))?|<deictic>|<tonight>)",
    "START": "(?:<the>?<start|mid|end|earlier|later><dash>?<in>?)",
    "BOUND": "<more_than|less_than|at_least|at_most|approx>",
    "AMOUNT": "(?:<a>?{NUM}(?:(?:<to|or|dash>|<dash><to><dash>){NUM})?<other>?|<a>?<few>|<vague><of>?|<a><vague><of>)",
    "DUR": "(?:{AMOUNT}(?:<dash>|<another>)?{UNIT}(?:<and><a><halfnum>|<and><halfnum>)?"
    "|<a|another><unit|second|quarter>(?:<and><halfnum>)?|<halfnum><a>?<dash>?<unit>|<a><halfnum><dash>?<unit>)",
    "EARLIER": "(?:<dash>?<ago|earlier|later>)",
}

_RULES: tuple[tuple[str, str], ...] = (
    (
        "iso",
        "<y4><dash><d12><dash><d12|d24|d31>(?:<t>?<d12|d24|d59><colon><d12|d24|d31|d59>(?:<colon><d12|d24|d31|d59>)?)?",
    ),
    ("timed", "{CLOCK}(?:<comma>|<on>|<of>)?{START}?{DAYREF}(?:<daypart>)?"),
    ("timed_after", "{DAYREF}(?:<comma>?<at|comma|by>?){CLOCK}"),
    ("part_of_day", "(?:<start|mid|end|earlier|later><dash>?)?{DAYREF}(?:<comma|in|the>{0,2})<daypart|noon>"),
    ("part_of_day_of", "{START}?<the>?<this|that|last|next|past_adj>?<daypart><of><the>?{DAYREF}"),
    ("rel_part", "{START}?(?:<this|that|last|next><daypart>|<tonight|lastnight|overnight>)"),
    ("clock", "{BOUND}?{CLOCK}"),
    ("full_date", "{BOUND}?{START}?{DATE}{OFREL}?"),
    ("holiday", "{START}?<the>?<this|last|next|past_adj>?<holiday>(?:<unit>)?(?:{YEAR}|{OFREL})?"),
    ("range_day", "(?:{DAY}|{ORD})(?=<dash|and|to>(?:{DAY}|{ORD})<of>?{MON})"),
    (
        "range_end",
        "(?<=<d12|d24|d31|od><dash>)(?:{DAY}|<od>)(?:<comma>?<y4>)?(?!<slash|dash|colon|unit|units|month|month_short>)",
    ),
    ("the_day_of_month", "<on|the>*<od>(?=<of><this|that|last|next|the>)<of><this|that|last|next|the><unit>"),
    (
        "quarter",
        (
            "(?:<the>?(?:{REL}|<the>?<comparable>)?(?:<unit><poss>?|<year_earlier>|<y4>))?<dash>?<the>?<fiscal>?"
            "(?:<ow|od|second><dash>?<fiscal>?<quarter>|<latest|last|comparable|adj_now><quarter>)"
            "(?:<comma>?<of>?<fiscal>?<y4>|{OFREL}|<dash>?<ago|earlier>)?"
        ),
    ),
    ("quarter_code", "<q><d12>(?:<comma>?(?:<y4>|{YY}))?"),
    ("year_quarter", "<the>?<y4><quarter|period>|<the>?<last|this|next><unit><poss><quarter|period>"),
    (
        "half",
        "{START}?<the>?(?:<y4>)?(?:<ow|second|last|latest|od><dash>?<half|halfnum>)(?:<of>?<the>?(?:<fiscal>?<y4>|<this|last|next><unit>|<unit>|<apos><d99><plural_s>))",
    ),
    ("half_code", "<h><d12>(?:<comma>?(?:<y4>|{YY}))"),
    (
        "month_year",
        "{BOUND}?{START}?{MON}(?:(?:<comma|of|dash>?<the>?(?:{YEAR}))(?:<era>)?|<of>?<int|y4><era>|{OFREL})",
    ),
    (
        "season_year",
        "{START}?<the>?(?:<season|fall>(?:<of>|<in>|<comma>)?(?:(?:{YEAR})<era>?|<int><era>)|<y4><season|fall>|<season|fall>{OFREL})",
    ),
    ("decade", "{START}?<the>?(?:<y4><poss|plural_s>|<apos><d12|d24|d31|d59|d99><plural_s|poss>|<decade>)(?:<era>)?"),
    ("century", "{START}?<the>?{ORD}<dash>?<unit>(?:<era|era_ad>)?"),
    (
        "era_year",
        "(?:<approx>)?(?:<y4|int|d99|d59|d31|d24|d12><era>|<era_ad><int|y4|d99|d59>|<int|d99|d59|d31><era_ad>)",
    ),
    (
        "year_age",
        "{BOUND}?(?:<the|a>?<comparable>?)<dash>?<year_earlier>(?:<dash>?(?:<ow|second><dash>?)?<quarter|period>)?",
    ),
    ("ago", "{BOUND}?{DUR}<approx_after>?{EARLIER}"),
    ("ago_vague", "<units>(?:<dash>?<ago|earlier|later>)"),
    (
        "rel_many",
        "(?:<a|each><of>)?{BOUND}?<the>?(?:<last|next|past_adj|latest|ow|adj_past|this>){AMOUNT}<another>?<units|quarter>(?:<approx_after>)?",
    ),
    ("rel_seasons", "<the>?<last|next|past_adj>{AMOUNT}<seasons>"),
    ("rel_some", "<the>?(?:<past_adj|next|last|adj_past|adj_future>)<units|seasons>(?:<and><units>)?"),
    ("rel_season", "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?<season|fall>"),
    ("rel_month", "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?{MON}"),
    ("rel_weekday", "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?{WD}(?:<comma>?{DATE})?"),
    (
        "rel_unit",
        "{START}?<the>?(?:{REL}|<this><next|past_adj|last>|<next|last>{NUM}?)<fiscal|comparable>?<unit|quarter>(?:<approx_after>)?",
    ),
    ("latest_period", "<the><latest|comparable><period>"),
    ("the_year", "<the_year>|<the><fiscal|full>?<unit>(?=<ending>)"),
    ("the_past", "<in>?<the><past_adj>"),
    ("week_of", "<the>?<week_of>{DATE}"),
    (
        "set_each",
        "<each><other>?(?:<unit|quarter|season|fall|daypart>|{WD}(?:<daypart|dayparts>)?|{MON}|{AMOUNT}<units>)",
    ),
    ("set_days", "(?:<weekdays>(?:<daypart|dayparts>)?|{WD}<dayparts>)"),
    ("set_freq", "(?:<once>|{NUM}<times>)<a|each><unit>"),
    ("set_word", "<set>"),
    ("year_end", "{BOUND}?<year_end>(?:<y4>)?"),
    ("the_rel", "{START}<the>?<unit|quarter>(?!<of>)"),
    ("fiscal_year", "<the>?<fiscal>(?:<unit>)?<y4|d12|d24|d31>"),
    ("duration", "<the>?{BOUND}?{DUR}(?:<dash>?<long>)?<approx_after>?"),
    ("weekday", "{START}?{WD}"),
    ("month", "{BOUND}?{START}?{MON}"),
    ("season", "{START}?<the>?<season>|{START}?<the><fall>(?!<of>)"),
    ("deictic", "{START}?<deictic>"),
    ("wyear", "(?:<the><unit>)?{WYEAR}"),
    ("year", "{BOUND}?{START}?(?:<the>?<unit>)?<y4>(?:<dash|slash><d12|d24|d31|d59|d99>(?!<dash|slash>))?"),
    ("the_unit", "<the><unit|quarter>"),
    ("now", "<now>"),
    ("past", "<past>"),
    ("future", "<future>"),
    ("adj", "<adj_now>"),
    ("units", "<units>"),
)
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
_CLASS = re.compile(r"<([a-z0-9_|]+)>")
_PUT_IN = re.compile(r"\{([A-Z]+)\}")


@lru_cache(maxsize=1)
def grammar() -> re.Pattern[str]:
    """The compiled grammar; the name of the rule that matched is `match.lastgroup`."""
    return re.compile("|".join(f"(?P<{name}>{_compiled(pattern)})" for name, pattern in _RULES))


@lru_cache(maxsize=1)
def starts() -> re.Pattern[str]:
    """What an expression may begin with: any class but those that only link."""
    return re.compile("[" + "".join(char for name, char in alphabet().items() if name not in _LINKS) + "]")


@lru_cache(maxsize=1)
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each rule by itself, in the order in which they are tried."""
    return tuple((name, re.compile(_compiled(pattern))) for name, pattern in _RULES)


def _compiled(pattern: str) -> str:
    while _PUT_IN.search(pattern):
        pattern = _PUT_IN.sub(lambda match: _PARTS[match[1]], pattern)
    codes = alphabet()
    return _CLASS.sub(lambda match: _char_class(match[1].split("|"), codes), pattern)


def _char_class(names: list[str], codes: dict[str, str]) -> str:
    known = "".join(codes[name] for name in names if name in codes)
    return f"[{known}]" if known else "(?!)"

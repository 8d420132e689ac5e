"""The rules of the date grammar: for each its pattern, its reader, and words that it reads.

A pattern is written with class names in angle brackets; `{NAME}` puts in another pattern (`grammar.PARTS`). The first
rule that matches at a place wins, so longer readings stand above shorter ones. No repetition nests in another.
"""

from collections.abc import Callable
from typing import NamedTuple

from flows.derive.dates.ancient import read_era_range
from flows.derive.dates.days import read_day, read_range_day, read_range_end
from flows.derive.dates.durations import (
    read_duration,
    read_rel_many,
    read_rel_some,
    read_units,
    read_year_age,
)
from flows.derive.dates.holidays import read_holiday, read_holiday_beside, read_holiday_part
from flows.derive.dates.months import (
    read_day_of_month,
    read_nth_day,
    read_nth_week,
    read_nth_weekday,
    read_span_to,
    read_the_day,
    read_timed_day,
)
from flows.derive.dates.offsets import read_offset_from, read_span_of, read_week_to
from flows.derive.dates.other import (
    read_century,
    read_decade,
    read_era,
    read_fiscal_year,
    read_iso,
    read_reference,
    read_the_past,
    read_week_of,
    read_whole_year,
    read_word_year,
    read_year,
    read_year_end,
)
from flows.derive.dates.quarters import read_half, read_quarter, read_year_quarter
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.relative import (
    read_ago,
    read_half_year_ago,
    read_offset,
    read_rel_month,
    read_rel_season,
    read_rel_unit,
    read_rel_weekday,
    read_the_unit,
    read_unit_beside,
    read_unit_past,
    read_vague_ago,
)
from flows.derive.dates.sets import read_nth_each, read_set, read_set_at, read_set_word
from flows.derive.dates.sums import read_duration_sum
from flows.derive.dates.times import (
    read_clock,
    read_clock_from,
    read_day_part,
    read_evening_at,
    read_hour_tonight,
    read_minutes_past,
    read_part_of_day,
    read_rel_part,
    read_timed,
)
from flows.derive.dates.weeks import read_week_of_year, read_weekday_numbers, read_weekday_of_week, read_weekday_the


class Rule(NamedTuple):
    """A pattern with its reader, which refuses (None) what only looks like it; `example` holds words that it reads."""

    name: str
    read: Callable[[Phrase, Clock], Reading | None]
    pattern: str
    example: str


RULES: tuple[Rule, ...] = (
    Rule(
        "iso",
        read_iso,
        "<y4><dash><d12><dash><d12|d24|d31>(?:<t>?<d12|d24|d59><colon><d12|d24|d31|d59>(?:<colon><d12|d24|d31|d59>)?)?",
        "2020-05-17",
    ),
    Rule(
        "weekday_of_week",
        read_weekday_of_week,
        "{WD}<daypart>?<of>?<the>?<this|last|next|past_adj><unit>|<this|last|next|past_adj><unit>{WD}",
        "Tuesday of last week",
    ),
    Rule(
        "evening_at",
        read_evening_at,
        "(?:{DAYREF}<daypart>|<lastnight|tonight>|<this><daypart>)<at|approx><d12|w12>(?!<dash|slash|colon|units|unit|am|pm|dotted|oclock|to>)",
        "last night at 8",
    ),
    Rule(
        "clock_from",
        read_clock_from,
        "<d12|w12>(?=<dash|to|and>{CLOCK})|<d12><colon><d59|d31|d24|d12>(?=<dash|to>{CLOCK})",
        "5 to 7 p.m.",
    ),
    Rule(
        "set_at",
        read_set_at,
        "(?:<each><other>?(?:{WD}|<unit>)|<weekdays>|<set>)(?:<at>{CLOCK}|<at><noon>)",
        "every Monday at 9 p.m.",
    ),
    Rule("timed_day", read_timed_day, "{CLOCK}<on><the><od>", "2 a.m. on the 2nd"),
    Rule(
        "timed",
        read_timed,
        "{BOUND}?{CLOCK}(?:<comma>|<on>|<of>)?{START}?{DAYREF}(?:<daypart>)?",
        "about 10 p.m. Wednesday",
    ),
    Rule("timed_after", read_timed, "{DAYREF}<daypart>?(?:<comma>?<at|comma|by>?){CLOCK}", "Wednesday at 10 p.m."),
    Rule(
        "part_of_day",
        read_part_of_day,
        "(?:<start|mid|end|earlier|later><dash>?)?{DAYREF}(?:<comma|in|the>{0,2})<daypart|noon>",
        "Saturday night",
    ),
    Rule(
        "part_of_day_of",
        read_part_of_day,
        "{START}?<the>?<this|that|last|next|past_adj>?<daypart><of><the>?{DAYREF}",
        "the night of May 3",
    ),
    Rule(
        "rel_part",
        read_rel_part,
        "{START}?(?:<this|that|last|next><daypart>|<tonight|lastnight|overnight>)",
        "this morning",
    ),
    Rule(
        "day_part",
        read_day_part,
        "<start|earlier|later|end><in><the><daypart>|(?<=<in>)<the>?<start|mid|end><dash>?<daypart>|(?<=<in>)<the><daypart>",
        "early in the morning",
    ),
    Rule("holiday_part", read_holiday_part, "<holiday><daypart>", "Christmas night"),
    Rule(
        "minutes_past",
        read_minutes_past,
        "(?:<d12|d24|d31|d59|w12|w59><units>(?:<past_adj>|<to>)|(?<=<at>)<d12|d24|d31|d59|w12|w59><past_adj>)"
        "<d12|w12>(?:<am|pm>|<in><the><daypart>|<oclock>)?",
        "20 minutes past eight",
    ),
    Rule(
        "hour_tonight",
        read_hour_tonight,
        "(?<=<at|by|approx>)<d12|w12>(?:<tonight>|<deictic><daypart>)",
        "at 8 tonight",
    ),
    Rule("clock", read_clock, "{BOUND}?{CLOCK}", "10:30 p.m."),
    Rule("full_date", read_day, "{BOUND}?{START}?{DATE}{OFREL}?", "May 3, 2021"),
    Rule(
        "holiday",
        read_holiday,
        "{START}?<the>?<this|last|next|past_adj>?<holiday>(?:<unit>)?(?:{YEAR}|{OFREL})?",
        "Christmas Day 2019",
    ),
    Rule(
        "holiday_beside",
        read_holiday_beside,
        "<the>?<this|last|next|past_adj>?<weekday|unit><afterword><the>?<holiday>(?:{YEAR})?",
        "the Sunday after Thanksgiving",
    ),
    Rule(
        "nth_day",
        read_nth_day,
        "<the>?(?:{ORD}|<second|last>)<unit><of>(?:{MON}(?:{YEAR})?|<this|that|last|next|the><unit>)",
        "the 23rd day of May",
    ),
    Rule("week_of_year", read_week_of_year, "<the>?<ow|od|second|last><week_of><y4>", "the last week of 2016"),
    Rule(
        "weekday_the",
        read_weekday_the,
        "(?:{WD}<comma>?<the>{ORD}|<weekday|weekday_short><dot>?<od>)(?!<unit|units|of|month|month_short|month_word>)",
        "Monday the 6th",
    ),
    Rule(
        "weekday_numbers",
        read_weekday_numbers,
        "{WD}<comma>?(?:{DAY}<slash>{DAY}(?!<slash|dash>)|<frac>)",
        "Friday, 3/11",
    ),
    Rule(
        "range_day",
        read_range_day,
        "<the>?(?:{DAY}|{ORD})(?=<dash|and|to><the>?(?:{DAY}|{ORD})<of>?{MON})",
        "23-28 March 1951",
    ),
    Rule(
        "range_end",
        read_range_end,
        "(?<=<d12|d24|d31|od><dash|to|and|until>)(?:{DAY}|<od>)(?:<comma>?<y4>)?(?!<slash|dash|colon|unit|units|month|month_short>)",
        "March 5-9, 1918",
    ),
    Rule(
        "nth_week",
        read_nth_week,
        "<the>?<ow|od|second|last>(?:<week_of>|<unit><in>){MON}(?:{YEAR})?",
        "the first week of January",
    ),
    Rule(
        "nth_each",
        read_nth_each,
        "<the>?<ow|od|second|last><weekday><in|of><each><unit>",
        "the third Thursday of every month",
    ),
    Rule(
        "nth_weekday",
        read_nth_weekday,
        "<the>?<ow|od|second|last><weekday><daypart>?<in|of>(?:{MON}(?:{YEAR})?|<this|that|last|next|the><unit>)",
        "the first Monday in May",
    ),
    Rule(
        "day_of_month",
        read_day_of_month,
        "<the>{ORD}(?:<of><this|that|last|next|the>|<this|last|next>)<unit>",
        "the 12th of the month",
    ),
    Rule(
        "quarter",
        read_quarter,
        "(?:<the>?(?:{REL}|<the>?<comparable>)?(?:<unit><poss>?|<year_earlier>|<y4>))?<dash>?<the>?<fiscal>?(?:<ow|od|second><dash>?<fiscal>?<quarter>|<latest|last|comparable|adj_now><quarter>)(?:<comma>?<of>?<fiscal>?<y4>|{OFREL}|<of><the><unit>|<dash>?<ago|earlier>)?",
        "the third quarter of 1990",
    ),
    Rule("quarter_code", read_quarter, "<q><d12>(?:<comma>?(?:<y4>|{YY}))?", "Q3 2020"),
    Rule(
        "year_quarter",
        read_year_quarter,
        "<the>?<y4><quarter|period>|<the>?<last|this|next><unit><poss><quarter|period>",
        "the 1988 quarter",
    ),
    Rule(
        "half",
        read_half,
        "{START}?<the>?(?:<y4>)?(?:<ow|second|last|latest|od><dash>?<half|halfnum>)(?:<of>?<the>?(?:<fiscal>?<y4>(?!<plural_s>)|<this|last|next><unit>|<unit>|<apos><d99><plural_s>))",
        "the first half of 1990",
    ),
    Rule("half_code", read_half, "<h><d12>(?:<comma>?(?:<y4>|{YY}))", "H1 2020"),
    Rule(
        "month_year",
        read_day,
        "{BOUND}?{START}?{MON}(?:(?:<comma|of|in|dash|slash>?<the>?(?:{YEAR}))(?:<era>)?|<of>?<int|y4><era>|{OFREL})",
        "May 2020",
    ),
    Rule(
        "season_year",
        read_rel_season,
        "{START}?<the>?(?:<season|fall>(?:<of>|<in>|<comma>)?(?:(?:{YEAR})<era>?|<int><era>)|<y4><season|fall>|<season|fall>{OFREL})",
        "the summer of 1998",
    ),
    Rule(
        "decade",
        read_decade,
        "{START}?<the>?(?:<y4><poss|plural_s>|<int><plural_s>(?=<era>)|<apos><d12|d24|d31|d59|d99><plural_s|poss>|<decade>)(?:<era>)?",
        "the 1990s",
    ),
    Rule("century", read_century, "{START}?<the>?{ORD}<dash>?<unit>(?:<era|era_ad>)?", "the 20th century"),
    Rule(
        "era_range",
        read_era_range,
        "{BOUND}?(?:<y4|int|d99|d59|d31>)(?=<dash|to|and|or><y4|int|d99|d59|d31><era>)",
        "499-493 BC",
    ),
    Rule(
        "era_year",
        read_era,
        "(?:<approx>)?(?:<y4|int|d99|d59|d31|d24|d12><era>|<era_ad><int|y4|d99|d59>|<int|d99|d59|d31><era_ad>)",
        "508 BC",
    ),
    Rule(
        "year_age",
        read_year_age,
        "{BOUND}?(?:<the|a>?<comparable>?)<dash>?<year_earlier>(?:<dash>?(?:<ow|second><dash>?)?<quarter|period>)?",
        "a year earlier",
    ),
    Rule(
        "span_to",
        read_span_to,
        "(?:<the>?(?:<last|past_adj|next>)?{AMOUNT}<units><to|ending|until>|<the><unit><to>)(?:{MON}(?:{YEAR})?)(?!<dot>?<d12|d24|d31|od>)",
        "the three months to June",
    ),
    Rule(
        "duration_sum",
        read_duration_sum,
        "{BOUND}?(?:{NUM}|<a>)<units|unit>(?:<comma>?<and>?{NUM}<units|unit|second>){1,2}{EARLIER}?",
        "two years and three months",
    ),
    Rule(
        "offset_from",
        read_offset_from,
        "{BOUND}?{DUR}<approx_after>?<afterword><the>?(?:{DATE}|<holiday>(?:{YEAR})?)",
        "two weeks before May 13, 2019",
    ),
    Rule(
        "span_of",
        read_span_of,
        "<the>?<ow|last>{AMOUNT}(?:<units><of|in>|<week_of>)(?:<the>?<y4>|{MON}(?:{YEAR})?|<this|last|next|the><unit>)",
        "the first ten months of 2015",
    ),
    Rule("half_year_ago", read_half_year_ago, "<halfnum><a>?<dash>?<year_earlier>", "half a year ago"),
    Rule("offset", read_offset, "(?:<a>?{NUM}|<a>)<units|unit><until|ago>{WD}", "four days from Sunday"),
    Rule("ago", read_ago, "{BOUND}?{DUR}<approx_after>?{EARLIER}", "three days ago"),
    Rule("ago_vague", read_vague_ago, "<units>(?:<dash>?<ago|earlier|later>)", "years ago"),
    Rule(
        "rel_many",
        read_rel_many,
        "(?:<a|each><of>)?{BOUND}?<the>?(?:<last|next|past_adj|latest|ow|adj_past|this>){AMOUNT}<another>?<units|quarter>(?:<approx_after>)?|<the>?{NUM}<last|next|past_adj><units>|<the>?<last|next|past_adj><unit><and><a>?<halfnum>",
        "the past two months",
    ),
    Rule("rel_seasons", read_rel_some, "<the>?<last|next|past_adj>{AMOUNT}<seasons>", "the past three summers"),
    Rule(
        "rel_some",
        read_rel_some,
        "<the>?(?:<past_adj|next|last|adj_past|adj_future>)<units|seasons>(?:<and><units>)?",
        "recent years",
    ),
    Rule(
        "rel_season",
        read_rel_season,
        "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?<season|fall>",
        "last summer",
    ),
    Rule(
        "rel_month",
        read_rel_month,
        "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?{MON}(?!<d12|d24|d31|od>)",
        "last May",
    ),
    Rule(
        "rel_weekday",
        read_rel_weekday,
        "{START}?<the>?<this|that|last|next|past_adj>(?:<past_adj|next|last>)?{WD}(?:<comma>?{DATE})?",
        "last Friday",
    ),
    Rule("unit_past", read_unit_past, "<the>?<unit><afterword><next|last>(?!<unit|units>)", "the week after next"),
    Rule("unit_beside", read_unit_beside, "<the><unit|weekday|daypart><afterword>", "the week before"),
    Rule(
        "rel_unit",
        read_rel_unit,
        "{START}?<the>?(?:{REL}|<this><next|past_adj|last>|<next|last>{NUM}?)<fiscal|comparable>?<unit|quarter>(?:<approx_after>)?",
        "last year",
    ),
    Rule("latest_period", read_rel_unit, "<the><latest|comparable><period>", "the latest period"),
    Rule("the_year", read_whole_year, "<the_year>|<the><fiscal|full>?<unit>(?=<ending>)", "the year ended June 30"),
    Rule("the_past", read_the_past, "<in>?<the><past_adj>", "in the past"),
    Rule("week_of", read_week_of, "<the>?<week_of>{DATE}", "the week of March 6"),
    Rule(
        "set_each",
        read_set,
        "<each><other>?(?:<unit|quarter|season|fall|daypart>|{WD}(?:<daypart|dayparts>)?|{MON}|{AMOUNT}<units>)",
        "every Monday",
    ),
    Rule("set_days", read_set, "(?:<weekdays>(?:<daypart|dayparts>)?|{WD}<dayparts>|<dayparts>)", "Tuesday nights"),
    Rule("set_freq", read_set, "(?:<once>|{NUM}<times>)<a|each><unit>", "twice a week"),
    Rule("set_word", read_set_word, "<set>", "daily"),
    Rule("year_end", read_year_end, "{BOUND}?<year_end>(?:<y4>)?", "year-end 1990"),
    Rule(
        "week_to",
        read_week_to,
        "<the>?<unit><ending|start|starting><on>?(?:{DATE}|{WD})",
        "the week ended June 5, 2020",
    ),
    Rule("the_rel", read_the_unit, "{START}<the>?<unit|quarter>(?!<of|afterword>)", "the end of the year"),
    Rule(
        "fiscal_year",
        read_fiscal_year,
        "<the>?<fiscal>(?:<unit>)?(?:<y4>(?:<dash|slash><d12|d24|d31|d59|d99|y4>)?|<d12|d24|d31>(?:<dash|slash><d12|d24|d31>)?)",
        "fiscal 1989",
    ),
    Rule("duration", read_duration, "<the>?{BOUND}?{DUR}(?:<dash>?<long>)?<approx_after>?", "two and a half years"),
    Rule("the_day", read_the_day, "<the><od>(?!<unit|units|quarter|season|fall|weekday|daypart>)", "on the 2nd"),
    Rule("weekday", read_day, "{START}?{WD}", "on Monday"),
    Rule("month", read_day, "{BOUND}?{START}?{MON}", "in May"),
    Rule("season", read_rel_season, "{START}?<the>?<season>|{START}?<the><fall>(?!<of>)", "the summer"),
    Rule("deictic", read_day, "{START}?<deictic>", "yesterday"),
    Rule("wyear", read_word_year, "(?:<the><unit>)?{WYEAR}", "nineteen ninety-six"),
    Rule(
        "year",
        read_year,
        "{BOUND}?{START}?(?:<the>?<unit>)?<y4>(?:<dash|slash><d12|d24|d31|d59|d99>(?!<dash|slash>))?",
        "in 1998",
    ),
    Rule("the_unit", read_the_unit, "<the>(?:<unit>|<quarter>(?!<dash>))", "the quarter"),
    Rule("now", read_reference, "<now>", "now"),
    Rule("past", read_reference, "<past>", "recently"),
    Rule("future", read_reference, "<future>", "the future"),
    Rule("adj", read_reference, "<adj_now>", "current"),
    Rule("units", read_units, "<units>(?:<dash><long>)?", "weeks"),
)

BY_NAME = {rule.name: rule for rule in RULES}

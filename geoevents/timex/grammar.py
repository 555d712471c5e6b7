"""The productions, in stages: numbers, atoms, compounds. Of equally long matches the first wins."""

from __future__ import annotations

from geoevents.timex import dates, lengths, pointers
from geoevents.timex.operators import Every, Vague
from geoevents.timex.reduce import Grammar, production

_COUNT = "[DAYNUM NUMBER CARDINAL]"
_SOME = "[DAYNUM NUMBER YEAR CARDINAL VAGUE AN]"
_POINTER = "[LAST NEXT COMING THIS CURRENT THAT FOLLOWING PRIOR]"
_OTHER_YEAR = "(?: OF | COMMA )? which=[LAST NEXT THAT FOLLOWING PRIOR] whole=UNIT"
"""``… last year`` behind a day."""
_MONTH = "[MONTH WKMONTH]"
_DAY = "[DAYNUM ORDINAL SECOND]"
_SEASON = "[SEASON WKSEASON]"
_NTH = "[ORDINAL SECOND]"
_LEAD = "(?: THE? THIS? [LAST NEXT COMING]? [WEEKDAY WDABBR] COMMA? THE? )?"
"""The weekday before a full date."""
_OF_YEAR = "(?: [COMMA HYPHEN]? OF? year=YEAR )?"
_MONTH_OPENER = "(?<=[TO IN SINCE UNTIL BY BEFORE FROM OF EARLY ON COMPARE AND OR])"
"""Before a month whose name is also a verb or a surname."""

_NUMBERS = (
    production("CARDINAL", "tens=CARDINAL HYPHEN? ones=CARDINAL", dates.tens_and_ones),
    production("ORDINAL", "tens=CARDINAL HYPHEN? ones=ORDINAL", dates.tens_and_ones),
    production("YEAR", "century=CARDINAL tens=CARDINAL HYPHEN? ones=CARDINAL?", dates.spoken_year),
    production("CARDINAL", "n=[CARDINAL AN DAYNUM NUMBER] size=MAGNITUDE (?: AND? rest=CARDINAL )?", dates.magnitude),
    production("NUMBER", f"n={_COUNT} HYPHEN? part=FRACTION", dates.total),
    production("NUMBER", f"n={_COUNT} AND AN part=HALF", dates.total),
    production("VAGUE", "AN? n=VAGUE OF?", lambda m: (m.get("n"),)),
)

_DATES = (
    production(
        "XDAY", f"{_LEAD} which=LAST? month={_MONTH} THE? day={_DAY} (?: COMMA? year=YEAR )?", dates.calendar_date
    ),
    production("XDAY", f"{_LEAD} THE? day={_DAY} [OF HYPHEN]? month={_MONTH} {_OF_YEAR}", dates.calendar_date),
    production("XDATE", f"month={_MONTH} first={_DAY} [HYPHEN DASH] last={_DAY} {_OF_YEAR}", dates.days_of_month),
    production("XDATE", f"first={_DAY} [HYPHEN DASH] last={_DAY} OF? month={_MONTH} {_OF_YEAR}", dates.days_of_month),
    production(
        "XDATE",
        f"(?<= [BETWEEN FROM] ) first={_DAY} [AND TO] last={_DAY} OF? month={_MONTH} {_OF_YEAR}",
        dates.days_of_month,
    ),
    production(
        "XDATE",
        f"(?<= [BETWEEN FROM] ) month={_MONTH} first={_DAY} [AND TO] last={_DAY} {_OF_YEAR}",
        dates.days_of_month,
    ),
    production("XDAY", f"{_LEAD} date=NUMDATE", dates.numeric_date),
    production("XDAY", "(?<= ON) THE day=ORDINAL (?= [COMMA STOP BREAK IN BY TO THE OWN])", dates.day_of_month),
    production("XDAY", "THE? day=ORDINAL OF which=[LAST NEXT THIS] whole=UNIT", dates.day_of_that_month),
    production("XDAY", "weekday=WEEKDAY COMMA? THE? day=ORDINAL (?! [WORD PLURAL CAPITAL UNIT])", dates.day_of_month),
    production("XDATE", f"month={_MONTH} (?: COMMA | OF )? year=YEAR", dates.month),
    production("XDATE", f"which={_POINTER} month={_MONTH}", dates.month),
    production("XDATE", f"month={_MONTH} (?: OF | COMMA )? which={_POINTER} whole=UNIT", dates.of_year(dates.month)),
    production(
        "XDAY",
        f"THE? day={_DAY} OF? month={_MONTH} {_OTHER_YEAR}",
        dates.of_year(dates.calendar_date),
    ),
    production(
        "XDAY",
        f"month={_MONTH} day={_DAY} {_OTHER_YEAR}",
        dates.of_year(dates.calendar_date),
    ),
    production("XDATE", "month=MONTH (?! CAPITAL)", dates.month),
    production("XDATE", f"{_MONTH_OPENER} month=MONTH", dates.month),
    production("XDATE", f"{_MONTH_OPENER} month=WKMONTH (?! CAPITAL)", dates.month),
    production("XDATE", "FULL? year=YEAR", dates.year),
    production("XDATE", "the=THE year=YEAR PERIOD", dates.year),
    production("XREF", "year=[YEAR NUMBER DAYNUM] BEFORECHRIST", dates.before_christ),
    production("XDATE", "ANNO year=[YEAR NUMBER DAYNUM]", dates.anno),
    production("XDATE", "year=[YEAR NUMBER DAYNUM] ANNO", dates.anno),
    production("XDATE", "first=YEAR [HYPHEN DASH] last=[DAYNUM NUMBER] (?! UNIT | HYPHEN )", pointers.from_to),
    production("XDATE", "the=THE? year=DECADE", dates.decade),
)

_MEMBERS = (
    production(
        "XDAY", f"THE? nth=[ORDINAL SECOND LAST] index=WEEKDAY [OF IN] month={_MONTH} {_OF_YEAR}", dates.nth_weekday
    ),
    production(
        "XDAY",
        f"THE? nth=[ORDINAL SECOND LAST] index=WEEKDAY [OF IN] (?: THE | which={_POINTER} ) whole=UNIT",
        dates.nth_weekday,
    ),
    production("XDAY", f"(?: THIS (?= COMING ) )? the=THE? which={_POINTER}? index=WEEKDAY", dates.weekday),
    production("XDAY", "which=[LAST NEXT COMING THIS] index=WDABBR", dates.weekday),
    production("XDAY", "THE? which=[LAST NEXT COMING THIS]? holiday=HOLIDAY OF? year=YEAR?", dates.holiday),
    production("XDATE", "QMARK nth=DAYNUM OF? year=YEAR?", dates.marked_quarter),
    production("XDATE", f"THE? season={_SEASON} OF? year=YEAR", dates.season),
    production("XDATE", f"which={_POINTER} season={_SEASON}", dates.season),
    production("XDATE", f"(?<= [IN UNTIL SINCE EARLY EDGE BY BEFORE] ) THE? season={_SEASON} (?! OF)", dates.season),
    production("XDATE", "THE season=SEASON", dates.season),
    production(
        "XDATE", f"THE? FULL? HYPHEN? nth={_NTH} HYPHEN? unit=UNIT (?: [OF IN]? FULL? year=YEAR )?", dates.nth_unit
    ),
    production(
        "XDATE",
        f"THE? nth={_NTH} HYPHEN? unit=UNIT [OF IN]? which={_POINTER} whole=UNIT",
        dates.of_year(dates.nth_unit),
    ),
    production(
        "XDATE", f"THE? which={_POINTER} whole=UNIT POSS nth={_NTH} HYPHEN? unit=UNIT", dates.of_year(dates.nth_unit)
    ),
    production("XDATE", f"THE? year=YEAR POSS? nth={_NTH} HYPHEN? unit=UNIT", dates.nth_unit),
    production("XDATE", "THE? nth=[ORDINAL SECOND LAST] HALF OF? year=YEAR", dates.half),
    production(
        "XDATE", f"THE? nth=[ORDINAL SECOND LAST] HALF OF which={_POINTER} whole=UNIT", dates.of_year(dates.half)
    ),
)

_POINTERS = (
    production("XDAY", "day=TODAY", pointers.today),
    production("XDATE", f"the=THE? which={_POINTER} FULL? unit=UNIT", pointers.pointed),
    production("XDATE", "the=THE FULL? unit=UNIT", pointers.definite),
    production("XDATE", "the=THE FULL? unit=UNIT year=YEAR", dates.year),
    production("XDATE", "THE unit=UNIT year=CARDINAL", dates.year_in_words),
    production("XDATE", "the=THE unit=UNIT sign=[BEFORE AFTER] (?= [THE OWN AN] )", pointers.day_beside),
    production("XDATE", "the=THE sign=EVE OF (?= [THE OWN AN] [WORD PLURAL CAPITAL] )", pointers.day_beside),
    production("XDATE", "unit=UNIT (?: HYPHEN | POSS )? EDGE", pointers.end_of_unit),
    production(
        "XDATE", "THE? unit=UNIT HYPHEN sign=[AGO COMPARE] FULL? ORDINAL? (?: UNIT | PERIOD )?", pointers.year_ago
    ),
    production("XREF", "value=REFWORD", pointers.vague),
    production("XREF", "THE? value=ADJREF unit=UNIT", pointers.vague_stretch),
    production("XREF", "CURRENT (?= [WORD PLURAL CAPITAL])", lambda _: Vague(value="PRESENT_REF")),
    production("XREF", "value=ADJREF (?= [WORD PLURAL CAPITAL])", pointers.recent),
    production("XDATE", "THE unit=UNIT BEFORE (?= [STOP COMMA BREAK QUOTE CLOSE])", pointers.one_before),
    production("XREF", "(?<= IN ) THE LAST (?= [STOP COMMA BREAK QUOTE CLOSE])", lambda _: Vague(value="PAST_REF")),
    production("XDATE", "THE year=YEAR unit=UNIT", dates.year),
    production("XREF", "(?<= [IN INTO] ) THE WORD? value=ADJREF (?! [PLURAL CAPITAL HYPHEN OF UNIT])", pointers.ahead),
    production("XREF", "(?<! [WORD PLURAL] ) THE value=ADJREF (?! [WORD PLURAL CAPITAL HYPHEN OF])", pointers.vague),
)

_LENGTHS = (
    production("XLENGTH", f"n={_SOME} MORE? FULL? unit=UNIT", lengths.counted),
    production(
        "XLENGTH",
        f"THE? frame=[LAST NEXT COMING]? n={_SOME} [TO OR HYPHEN DASH] above={_COUNT} unit=UNIT",
        lengths.length,
    ),
    production("XLENGTH", "n=[DAYNUM NUMBER CARDINAL VAGUE] HYPHEN unit=UNIT (?: HYPHEN? old=OLD )?", lengths.compound),
    production("XLENGTH", "unit=UNIT HYPHEN LONG", lengths.unit_long),
    production(
        "XLENGTH",
        f"(?: THE | (?<= [IN FOR OWN APPROX BY] ) ) frame=[LAST NEXT COMING] n={_SOME} FULL? unit=UNIT",
        lengths.length,
    ),
    production(
        "XLENGTH", "THE frame=[FOLLOWING PRIOR] n=[DAYNUM NUMBER CARDINAL VAGUE] FULL? unit=UNIT", lengths.length
    ),
    production("XLENGTH", f"THE (?: ORDINAL )? n={_COUNT} unit=UNIT", lengths.length),
    production("XLENGTH", "n=AN unit=UNIT AND AN HALF", lengths.and_a_half),
    production("XLENGTH", "HALF (?: HYPHEN | AN | OF AN )? unit=UNIT", lengths.and_a_half),
    production("XLENGTH", "unit=UNIT", lengths.bare_plural),
    production("XLENGTH", f"OWN nth={_NTH} FULL? unit=UNIT", lengths.nth_day),
    production("XLENGTH", f"(?<= FOR ) [AN THE] nth={_NTH} FULL? unit=UNIT", lengths.nth_day),
)

_CLOCKS = (
    production("XTIME", "clock=[CLOCK DAYNUM CARDINAL] half=AMPM? (?: LOCAL TIMEWORD? )? zone=ZONE?", lengths.clock),
    production("XTIME", "clock=[CLOCK DAYNUM CARDINAL] IN THE part=DAYPART", lengths.spoken_clock),
    production(
        "XTIME", "clock=[DAYNUM CARDINAL] WORD [QUOTE POSS] OCLOCK (?: IN THE part=DAYPART )?", lengths.spoken_clock
    ),
    production("XTIME", "clock=[YEAR NUMBER] zone=ZONE", lengths.military),
    production("XTIME", "noon=NOON", lengths.noon),
    production("XTIME", "OVERNIGHT", lengths.overnight),
    production("XTIME", "(?<= IN ) THE part=DAYPART", lengths.same_day),
    production("XTIME", f"the=THE? which={_POINTER}? part=DAYPART", lengths.daypart),
)

_SETS = (
    production("XSET", f"EVERY n={_COUNT}? unit=UNIT", lengths.every),
    production("XSET", f"EVERY WORD? (?: weekday=WEEKDAY | month={_MONTH} | part=DAYPART )", lengths.every),
    production("XSET", "often=OFTEN", lengths.often),
)

_COMPOUNDS = (
    production("XDATE", "APPROX? length=XLENGTH sign=AGO", pointers.ago),
    production("XDATE", "APPROX? length=XLENGTH sign=COMPARE (?! [XDAY XDATE THAT])", pointers.later),
    production("XLENGTH", "(?: APPROX | MORE THAN | ON LEAST | UPTO TO ) of=XLENGTH", pointers.about),
    production("XDATE", "mod=APPROX of=[XDAY XDATE]", pointers.approximate),
    production("XDATE", "THE? mod=EARLY (?: HYPHEN | OF | IN )? of=[XDAY XDATE]", pointers.part),
    production("XDATE", "THE? mod=EDGE OF of=[XDAY XDATE]", pointers.part),
    production("XDATE", "mod=COMPARE IN? of=[XDAY XDATE]", pointers.compared),
    production("XDATE", "length=XLENGTH sign=[BEFORE AFTER] of=XDAY", pointers.beside),
    production("XDATE", "THE unit=UNIT sign=[BEFORE AFTER] of=XDAY", pointers.beside),
    production("XDATE", "THE? sign=EVE OF of=[XDAY XDATE]", pointers.beside),
    production("XLENGTH", "length=XLENGTH (?= [BEFORE AFTER] [THE OWN THAT] )", pointers.length_beside),
    production("XDATE", "AN unit=UNIT [ON FROM] of=XDAY", pointers.week_on),
    production("XDATE", "of=XDAY unit=UNIT (?! HYPHEN)", pointers.week_on),
    production("XDATE", "length=XLENGTH (?: FROM XREF | POSS TIMEWORD )", pointers.from_now),
    production("XDATE", "THE? nth=[ORDINAL SECOND LAST] (?: half=HALF | UNIT ) OF of=XDATE", pointers.nth_part),
    production("XTIME", "XTIME INTO day=XDAY", lengths.night_into),
    production("XTIME", "THE? part=DAYPART BEFORE (?= [STOP COMMA BREAK QUOTE CLOSE])", lengths.part_before),
    production("XTIME", "EARLY? day=XDAY POSS? time=DAYPART", lengths.within),
    production("XTIME", "THE? EARLY? time=DAYPART (?: OF | ON )? day=XDAY", lengths.within),
    production("XTIME", "(?<! [WORD CAPITAL] ) time=DAYPART COMMA day=XDAY", lengths.within),
    production("XTIME", "time=XTIME (?: ON | COMMA | OF )? day=XDAY", lengths.within),
    production("XTIME", "day=XDAY (?: ON | COMMA )? time=XTIME", lengths.within),
    production("XDAY", f"(?<= XDAY AND ) day={_DAY} (?! [WORD PLURAL PEOPLE CAPITAL UNIT PERCENT])", dates.second_day),
    production("XDAY", f"day={_DAY} (?= AND XDAY)", dates.first_day),
    production("XSET", "EVERY of=XDAY", lambda m: Every(of=m.tree())),
    production("XDATE", "THE? unit=UNIT (?: OF | ENDED ON? ) of=XDAY", pointers.week_of),
    production("XDAY", "own=XDAY (?= [AND OR TO UNTIL DASH HYPHEN] XDAY )", dates.with_year_of_next),
    production("XDATE", "own=XDATE (?= [AND OR TO UNTIL DASH HYPHEN] XDATE )", dates.with_year_of_next),
)

_DAYS_OF_WEEKS = (
    production("XDATE", "years=XDATE ON? of=[XDAY XDATE]", pointers.years_before),
    production("XDAY", "day=XDAY OF? week=XDATE", pointers.day_of_week),
    production("XDAY", "week=XDATE ON? day=XDAY", pointers.day_of_week),
)

ENGLISH_GRAMMAR = Grammar(
    stages=(
        _NUMBERS,
        (*_DATES, *_MEMBERS, *_POINTERS, *_LENGTHS, *_CLOCKS, *_SETS),
        _COMPOUNDS,
        _DAYS_OF_WEEKS,
    )
)
"""English word order."""

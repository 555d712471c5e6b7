"""The English words of the closed classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.timex.grammar import ENGLISH_GRAMMAR
from geoevents.timex.lexicon import Lexicon
from geoevents.timex.wording import ENGLISH_WORDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoevents.timex.lexicon import Lexeme


def _table(*classes: tuple[str, Mapping[str, object]]) -> dict[str, Lexeme]:
    return {word: (name, meaning) for name, meanings in classes for word, meaning in meanings.items()}


def _flat(names: str, value: object = None) -> dict[str, object]:
    return dict.fromkeys(names.split(), value)


def _counted(names: str, first: int = 1) -> dict[str, int]:
    return {word: n for n, group in enumerate(names.split(), first) for word in group.split("|")}


_MONTHS = "january february march april may june july august september october november december"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS: dict[str, object] = {
    word: (unit, plural)
    for unit, forms in {
        "second": "seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "night": "nights",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "weekend": "weekend weekends",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years",
        "decade": "decade decades",
        "century": "century centuries",
        "millennium": "millennium millennia",
    }.items()
    for word in forms.split()
    for plural in [word.endswith("s") or word == "millennia"]
}
_DAYPARTS: dict[str, object] = {
    "morning": "MO",
    "mornings": "MO",
    "forenoon": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "afternoon": "AF",
    "afternoons": "AF",
    "evening": "EV",
    "evenings": "EV",
    "dusk": "EV",
    "night": "NI",
}
_REFERENCES: dict[str, object] = {
    **_flat("now currently presently nowadays", "PRESENT_REF"),
    **_flat("recently lately", "PAST_REF"),
    **_flat("soon", "FUTURE_REF"),
}
_APPROXIMATORS: dict[str, object] = {
    **_flat("about around approximately roughly some", "APPROX"),
    **_flat("nearly almost", "LESS_THAN"),
    **_flat("over", "MORE_THAN"),
}
_OFTEN: dict[str, object] = {
    **_flat("hourly", ("hour", 1)),
    **_flat("daily nightly", ("day", 1)),
    **_flat("weekly", ("week", 1)),
    **_flat("fortnightly biweekly", ("week", 2)),
    **_flat("monthly", ("month", 1)),
    **_flat("annually yearly", ("year", 1)),
}

_WORDS = _table(
    (
        "ZONE",
        _flat("gmt utc est edt cst cdt mst mdt pst pdt bst cet cest eet eest msk jst kst ist aest hkt sgt et pt ct"),
    ),
    ("LOCAL", _flat("local")),
    ("AMPM", {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}),
    ("NOON", {"noon": 12, "midday": 12, "midnight": 24, "noontime": 12}),
    ("WKMONTH", {"march": 3, "may": 5, "mar": 3, "dec": 12, "jan": 1, "jun": 6, "jul": 7}),
    ("SEASON", {"summer": "SU", "winter": "WI", "autumn": "FA", "springtime": "SP", "summertime": "SU"}),
    ("WKSEASON", {"spring": "SP", "fall": "FA"}),
    ("DAYPART", _DAYPARTS),
    ("OVERNIGHT", _flat("overnight")),
    ("UNIT", _UNITS),
    ("SECOND", {"second": 2}),
    (
        "DECADE",
        {
            word: 1900 + 10 * n
            for word, n in _counted("twenties thirties forties fifties sixties seventies eighties nineties", 2).items()
        },
    ),
    ("CARDINAL", _counted(_CARDINALS) | {w: 20 + 10 * n for w, n in _counted(_TENS, 0).items()}),
    ("MAGNITUDE", {"hundred": 100, "thousand": 1000, "dozen": 12}),
    ("VAGUE", _flat("few several many couple numerous various multiple") | {"couple": 2}),
    ("HALF", {"half": 0.5}),
    ("TODAY", {"today": (0, ""), "tonight": (0, "NI"), "yesterday": (-1, ""), "tomorrow": (1, "")}),
    ("LAST", _flat("last past latest", -1)),
    ("NEXT", _flat("next", 1)),
    ("COMING", _flat("coming upcoming forthcoming", 1)),
    ("EVE", _flat("eve", -1)),
    ("ANNO", {"ad": None, "a.d": None, "ce": None}),
    ("THIS", _flat("this these", 0)),
    ("CURRENT", _flat("current", 0)),
    ("THAT", _flat("that those same", 0)),
    ("FOLLOWING", _flat("following ensuing subsequent", 1)),
    ("PRIOR", _flat("previous prior preceding", -1)),
    ("AGO", _flat("ago", -1)),
    ("COMPARE", {"earlier": -1, "later": 1, "afterward": 1, "afterwards": 1, "hence": 1}),
    ("EDGE", {"beginning": "START", "start": "START", "middle": "MID", "end": "END", "close": "END", "turn": "START"}),
    ("EARLY", {"early": "START", "mid": "MID", "late": "END"}),
    ("EVERY", _flat("every each")),
    ("OFTEN", _OFTEN),
    ("REFWORD", _REFERENCES),
    ("ADJREF", {"recent": "PAST_REF", "future": "FUTURE_REF"}),
    ("APPROX", _APPROXIMATORS),
    ("THE", _flat("the")),
    ("OWN", _flat("its their his her our your my")),
    ("PEOPLE", _flat("people men women children")),
    ("AN", _flat("a an", 1)),
    ("OF", _flat("of")),
    ("IN", _flat("in during within throughout")),
    ("ON", _flat("on at upon")),
    ("AS", _flat("as")),
    ("AND", _flat("and")),
    ("OR", _flat("or")),
    ("TO", _flat("to till through")),
    ("FROM", _flat("from")),
    ("BETWEEN", _flat("between")),
    ("SINCE", _flat("since")),
    ("UNTIL", _flat("until")),
    ("BY", _flat("by")),
    ("BEFORE", _flat("before")),
    ("FOR", _flat("for lasting")),
    ("AFTER", _flat("after")),
    ("MORE", _flat("more less fewer")),
    ("THAN", _flat("than")),
    ("LEAST", _flat("least most")),
    ("UPTO", _flat("up")),
    ("OLD", {"old": "old"}),
    ("LONG", {"long": "long"}),
    ("FULL", _flat("full whole entire fiscal calendar trading consecutive straight additional")),
    ("ENDED", _flat("ended ending")),
    ("BEFORECHRIST", {"bc": None, "bce": None, "b.c": None}),
    ("QMARK", _flat("q")),
    ("TIMEWORD", _flat("time")),
    ("INTO", _flat("into")),
    ("OCLOCK", _flat("clock")),
    ("PERIOD", _flat("period periods")),
    ("POSS", _flat("'s '")),
    ("WEEKDAY", _counted(_WEEKDAYS)),
    ("WEEKDAY", {f"{day}s": (n,) for day, n in _counted(_WEEKDAYS).items()}),
    ("WDABBR", _counted("mon tue|tues wed|weds thu|thur|thurs fri sat sun")),
    ("MONTH", {word: n for word, n in _counted(_MONTHS).items() if word not in {"march", "may"}}),
    ("MONTH", {"feb": 2, "apr": 4, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11}),
    ("ORDINAL", {word: n for word, n in _counted(_ORDINALS).items() if word != "second"}),
)

_PAST = """
was were had did said told met went came left made took gave got held saw began ran won lost found thought knew sent
brought bought built spent kept led fell felt rose grew drew flew drove rode wrote spoke broke chose sold paid stood
understood heard meant sat slept swore threw wore sought taught caught fought shot struck hit cut shut put set beat
became overcame withdrew stole sank sang swam swept shook showed hung hid fled fed dealt bore bound bent bit blew
arose awoke forgot forgave froze laid lay lent lit rang read shed shone shrank sprang stuck stung tore underwent
undertook upheld called named
"""
_PLANNING = """
expected expects expect plan plans planned planning scheduled schedule schedules due set intends intend intended hopes
hope hoped aims aim likely slated poised about ready prepares preparing prepare agreed agrees vowed vows promised
promises wants want payable effective decided bound supposed likely pledged threatened threatens forecast
tentatively upcoming
"""
_LEADING = """
set about ready hope hopes want wants plan plans schedule agreed agrees vowed vows promised promises decided pledged
threatened threatens
"""
_SCHEDULED = """
opens begins starts arrives meets returns closes ends expires resumes heads travels flies convenes airs debuts departs
concludes plays faces hosts goes takes kicks reopens continues
"""
_NOT_PAST = "need indeed speed feed seed united armed red bed hundred exceed proceed succeed wed"
_ABBREVIATIONS = "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun"
_PROPER = "march may mar jan jun jul dec sun sat mon wed august ad ce et pt ct"
_TITLES = "mr mrs ms dr gen sen rep gov lt col capt sgt maj st prof rev inc corp co ltd jr sr no vs messrs"
_CLAUSE = """
that which who whom whose when where while because although though if whether as but after before since until and so
unless
"""
_MOVING = "moved postponed rescheduled delayed shifted pushed changed brought extended adjourned deferred"
_SUDDEN = """
attack attacks assault ambush airstrike airstrikes bombing bombings blast blasts explosion explosions
shooting shootings killing killings murder murders stabbing massacre raid raids crash collapse derailment accident
earthquake quake tremor eruption landslide fire blaze stampede riot riots clash clashes arrest arrests death deaths
ruling verdict defeat win loss kidnapping disappearance coup
"""
_BEGIN = "began begun begins started starts opened opens launched commenced kicked erupted beginning starting"
_FINISH = "ended ends concluded concludes concluding finished finishes wrapped closed closes completed expired ending"

_HOLIDAYS = {
    "new-year": "new year 's day|new years day",
    "new-year-eve": "new year 's eve|new years eve",
    "christmas": "christmas day|christmas",
    "christmas-eve": "christmas eve",
    "boxing-day": "boxing day",
    "easter": "easter sunday|easter",
    "easter-monday": "easter monday",
    "good-friday": "good friday",
    "palm-sunday": "palm sunday",
    "ash-wednesday": "ash wednesday",
    "pentecost": "pentecost|whit sunday",
    "valentine": "valentine 's day|valentines day",
    "st-patrick": "st patrick 's day|st . patrick 's day",
    "may-day": "may day",
    "victory-day": "victory day",
    "independence-us": "the fourth of july",
    "bastille-day": "bastille day",
    "halloween": "halloween",
    "armistice-day": "armistice day|remembrance day|veterans day|veterans ' day",
    "thanksgiving": "thanksgiving day|thanksgiving",
    "epiphany": "epiphany",
    "shrove-tuesday": "shrove tuesday|mardi gras",
    "maundy-thursday": "maundy thursday|holy thursday",
    "holy-saturday": "holy saturday",
    "ascension": "ascension day",
    "whit-monday": "whit monday|pentecost monday",
    "orthodox-easter": "orthodox easter sunday|orthodox easter",
    "orthodox-christmas": "orthodox christmas",
    "all-saints": "all saints day|all saints ' day",
    "workers-day": "international workers ' day|international labour day",
    "canada-day": "canada day",
    "anzac-day": "anzac day",
    "australia-day": "australia day",
    "guy-fawkes": "guy fawkes night|bonfire night",
    "juneteenth": "juneteenth",
    "columbus-day": "columbus day|indigenous peoples ' day",
    "election-us": "u.s . election day|us election day|election day",
    "inauguration-us": "inauguration day",
    "black-friday": "black friday",
    "cyber-monday": "cyber monday",
    "earth-day": "earth day",
    "human-rights-day": "human rights day",
    "world-aids-day": "world aids day",
    "labor-day": "labor day",
    "memorial-day": "memorial day",
    "mlk-day": "martin luther king day",
    "presidents-day": "presidents day|presidents ' day",
    "womens-day": "international women 's day",
}


def _by_first_word(names: Mapping[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    rows = [(tuple(words.split()), key) for key, forms in names.items() for words in forms.split("|")]
    rows.sort(key=lambda row: -len(row[0]))
    return {first: tuple(row for row in rows if row[0][0] == first) for first in {words[0] for words, _ in rows}}


ENGLISH = Lexicon(
    grammar=ENGLISH_GRAMMAR,
    wording=ENGLISH_WORDING,
    forms={
        "clock": r"\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}\.\d\d(?=\s?[ap]\.?m\b)",
        "decade": r"(?:\d\d\d0|['’]?\d0)['’]?s\b",
        "ordinal": r"\d{1,2}(?:st|nd|rd|th)\b",
        "clitic": r"['’](?:s|ll|ve|re|d|m|t)\b|['’](?=\s)",
        "word": r"(?:[^\W\d_]\.){2,}|[ap]\.m\b|[^\W\d_]+",
    },
    day_first=False,
    left_over="at|on|et|by",
    words=_WORDS,
    abbreviations=frozenset(_ABBREVIATIONS.split()),
    proper=frozenset(_PROPER.split()),
    holidays=_by_first_word(_HOLIDAYS),
    past=frozenset(_PAST.split()),
    future=frozenset(["will", "'ll", "shall", "would", "may", "might", "can", "should", "must"]),
    planning=frozenset(_PLANNING.split()),
    scheduled=frozenset(_SCHEDULED.split()),
    plural_plans=frozenset("meet arrive leave depart begin go fly convene resume vote reopen return".split()),
    subjects=frozenset("they we both all who and two three separately".split()),
    maybe=frozenset({"could"}),
    arranging=frozenset("set called scheduled announced booked fixed arranged proposed ordered requested".split()),
    sudden=frozenset(_SUDDEN.split()),
    cancelling=frozenset("cancelled canceled called abandoned scrapped axed off".split()),
    copula=frozenset({"was", "were"}),
    be=frozenset(["is", "are", "am", "'s", "'re"]),
    past_perfect=frozenset({"had"}),
    infinitive=frozenset({"to"}),
    leading=frozenset(_LEADING.split()),
    passive=frozenset(
        ["be", "been", "being", "remain", "remains", "stay", "stays", "not", "also", "now", "then", "still", "already"]
    ),
    regular_past=("ed",),
    plural="s",
    not_plural=("ss", "us", "is", "was", "has", "as", "does", "plus", "versus", "says"),
    progressive="ing",
    not_past=frozenset(_NOT_PAST.split()),
    titles=frozenset(_TITLES.split()),
    clause=frozenset(_CLAUSE.split()),
    ahead=frozenset({("soon", "as"), ("early", "as")}),
    coordinators=frozenset(["and", "or", "but"]),
    named_days=frozenset({"black", "super", "bloody", "cyber", "fat"}),
    begin=frozenset(_BEGIN.split()),
    finish=frozenset(_FINISH.split()),
    moving=frozenset(_MOVING.split()),
    deadline=frozenset({"by", "till", "through"}),
    stamps=frozenset(
        f"{verb}{preposition}"
        for verb in ("updated", "published", "posted", "last updated", "last modified", "modified", "first published")
        for preposition in ("", " at", " on")
    ),
    rights=("copyright", "©", "(c)"),
    furniture=(
        "updated",
        "published",
        "posted",
        "last updated",
        "last modified",
        "modified",
        "first published",
        "copyright",
        "©",
        "(c)",
        "read more",
        "read also",
        "also read",
        "related:",
        "more on this",
        "subscribe",
        "sign up",
        "watch:",
        "listen:",
        "live:",
    ),
)

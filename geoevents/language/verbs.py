"""Verbs and happening words: what they tell of, and their forms.

``TRIGGERS`` maps a lemma to its event type; a verb outside all sets here can still be found by its ending.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoevents.model import EventType

_VERB_TRIGGERS: dict[EventType, str] = {
    "travel": (
        "arrive leave depart travel go come return fly sail head cross enter reach visit tour land board drive "
        "ride walk ferry transport transfer deport evacuate flee migrate relocate cruise dock stop transit "
        "divert reroute escort disembark embark move send take bring carry transport deploy withdraw retreat "
        "advance wave roll cycle hike trek swim row ski climb drift wade pass journey fetch round circle skirt "
        "traverse tow"
    ),
    "meeting": (
        "meet talk negotiate host greet receive welcome confer discuss gather convene attend address sign "
        "brief inspect view watch speak lecture"
    ),
    "ceremony": (
        "celebrate inaugurate unveil commemorate mark bury honour honor crown swear open bless christen wed "
        "marry award present"
    ),
    "attack": (
        "attack bomb shell kill shoot stab strike raid ambush injure wound fire explode detonate storm seize "
        "capture retake overrun bombard kidnap abduct assault target hit murder massacre poison hijack loot rob steal "
        "break assassinate launch recapture besiege liberate occupy intercept torch gun "
        "burgle burglarize burglarise ransack vandalise vandalize"
    ),
    "disaster": (
        "batter drench soak pummel ravage hammer flood crash collapse burn overshoot derail sink destroy "
        "damage erupt sweep drown devastate flatten uproot inundate lash pound slam rupture overturn capsize "
        "ignite blaze engulf shake jolt trap rescue strand displace topple down suffer weaken strengthen "
        "intensify rain snow landfall spill leak plunge burst rage subside crush tear wash blow"
    ),
    "health": (
        "infect diagnose spread hospitalise hospitalize quarantine vaccinate test sicken contract treat "
        "isolate die detect"
    ),
    "protest": "protest rally demonstrate riot clash picket blockade occupy march chant",
    "court": (
        "arrest charge sentence convict try jail detain extradite acquit plead indict search imprison execute "
        "fine testify sue appear arraign book release free question investigate escape hear rule"
    ),
    "sport": "play win beat lose score draw defeat compete race qualify train face perform sing",
    "business": (
        "open close shut reopen resume build launch acquire buy sell sign ship produce manufacture test "
        "deliver export import"
    ),
    "other": (
        "hold stage find discover happen occur place begin start end conclude finish install erect remove "
        "record hide vote run fall spot"
    ),
}

_NOUN_TRIGGERS: dict[EventType, str] = {
    "travel": (
        "visit trip tour journey arrival departure return stop stopover flight landing crossing transfer "
        "evacuation voyage pilgrimage convoy withdrawal deployment relocation"
    ),
    "meeting": (
        "meeting talks summit forum conference negotiations gathering session forum inspection briefing "
        "reception banquet dinner lunch congress hearing workshop symposium seminar speech lecture sermon"
    ),
    "ceremony": (
        "ceremony funeral wedding parade celebration inauguration festival concert premiere memorial vigil "
        "anniversary unveiling show exhibition feast"
    ),
    "attack": (
        "attack bombing shelling shooting stabbing strike airstrike raid ambush explosion blast assault "
        "killing murder massacre poisoning hijacking robbery theft kidnapping abduction offensive battle clash "
        "clashes gunfight airstrikes strikes attacks bombings explosions"
    ),
    "disaster": (
        "stampede aftershock tremor mudslide hailstorm sandstorm "
        "earthquake quake flood floods flooding snow snowfall rain rainfall downpour thunderstorm blizzard "
        "heatwave landslide eruption storm hurricane cyclone typhoon tornado wildfire fire blaze crash "
        "collision derailment accident collapse sinking avalanche tsunami landfall drought spill leak damage "
        "outage rescue disaster"
    ),
    "health": "outbreak epidemic case cases infection infections death deaths quarantine vaccination cluster",
    "protest": "protest protests rally demonstration march riot riots strike sit-in unrest",
    "court": "trial arrest arrests hearing verdict sentencing search execution detention conviction appeal",
    "sport": (
        "match game race marathon regatta derby final semi-final quarter-final semifinal quarterfinal "
        "tournament championship bout leg fixture"
    ),
    "business": "opening closure launch deal auction sale construction merger inauguration",
    "other": (
        "incident event discovery election vote voting polling referendum experiment exercise drill drills "
        "exercises test"
    ),
}

_OTHER_VERBS = (
    "say tell announce report claim mourn deplore denounce add note state declare explain warn comment describe "
    "write quote admit "
    "insist argue acknowledge reveal confirm deny reply respond suggest stress remark observe caution indicate "
    "estimate recall believe think know show cite urge ask demand condemn criticise criticize reject refuse "
    "agree hope want seek vow pledge threaten consider propose offer support oppose back blame call require "
    "impose sanction ban defy violate ratify endorse veto recognise recognize expel retaliate need intend "
    "decide help be have live reside belong border lie sit stand own like love hate mean seem appear remain "
    "stay consist contain include involve depend concern resemble deserve lack cost exist base locate situate "
    "name hail share represent work serve study speak cover prefer expect see feel understand remember regard "
    "make get give keep let put run set use become turn lead follow allow create grow lose pay provide read "
    "raise pass pull push rise fall increase decrease reduce cut change develop continue stop start begin end "
    "plan schedule cancel postpone suspend delay fail succeed manage attempt accuse allege suspect fear focus "
    "concentrate feature evade exchange bolster complete improve join quit resign retire elect appoint vote "
    "issue publish post broadcast film photograph sing dance lose eat drink sleep wake wear hear listen watch "
    "look learn teach spend save throw catch hang hide hurt lend light shut spread park camp shelter await "
    "expect undergo oversee undertake overthrow withstand cooperate differ invade possess weigh relate settle "
    "decline approach rock admit slam force scrap abort skip dismiss refute drop organise organize invite pose "
    "disperse evict refer hand operate pilot patrol monitor examine check rebuild repair restore supply load "
    "unload drop pick fill empty tow forecast predict lift skirt scale traverse surround encircle bombard promise "
    "donate apply arrange assist avoid borrow burgle certify choose combine compete compose conduct connect dedicate "
    "direct divide dominate earn edit educate employ enable encourage enjoy enrol equip exceed exclude exploit explore "
    "expose extend forget inform inherit impress inspire insure introduce invent invest justify lean locate maintain "
    "moor obtain owe persuade pour preserve prevent propose protect prove pursue rank react realise realize recommend "
    "recover reflect reinforce relax remind resolve satisfy select separate solve specify stretch struggle swell tend "
    "thank translate trust unite vary warn wonder wrap identify register assemble construct"
)

_IRREGULAR = (
    "be:was,were:been have:had:had do:did:done say:said:said go:went:gone come:came:come leave:left:left "
    "meet:met:met hold:held:held take:took:taken bring:brought:brought fly:flew:flown drive:drove:driven "
    "ride:rode:ridden send:sent:sent shoot:shot:shot strike:struck:struck hit:hit:hit break:broke:broken "
    "steal:stole:stolen sink:sank:sunk burn:burnt:burnt shake:shook:shaken sweep:swept:swept find:found:found "
    "begin:began:begun win:won:won lose:lost:lost beat:beat:beaten draw:drew:drawn build:built:built "
    "buy:bought:bought sell:sold:sold swear:swore:sworn flee:fled:fled tell:told:told give:gave:given "
    "get:got:gotten make:made:made know:knew:known think:thought:thought see:saw:seen feel:felt:felt "
    "keep:kept:kept let:let:let put:put:put run:ran:run set:set:set become:became:become lead:led:led "
    "grow:grew:grown pay:paid:paid read:read:read rise:rose:risen fall:fell:fallen cut:cut:cut "
    "seek:sought:sought speak:spoke:spoken write:wrote:written stand:stood:stood sit:sat:sat lie:lay:lain "
    "mean:meant:meant understand:understood:understood spread:spread:spread throw:threw:thrown "
    "catch:caught:caught hang:hung:hung hide:hid:hidden hurt:hurt:hurt light:lit:lit shut:shut:shut "
    "spend:spent:spent wear:wore:worn hear:heard:heard teach:taught:taught eat:ate:eaten sleep:slept:slept "
    "wake:woke:woken sing:sang:sung drink:drank:drunk lend:lent:lent quit:quit:quit show:showed:shown "
    "oversee:oversaw:overseen undergo:underwent:undergone undertake:undertook:undertaken "
    "overthrow:overthrew:overthrown withdraw:withdrew:withdrawn wed:wed:wed bear:bore:born spill:spilt:spilt "
    "rebuild:rebuilt:rebuilt burst:burst:burst tear:tore:torn blow:blew:blown swim:swam:swum fall:fell:fallen "
    "fight:fought:fought freeze:froze:frozen bite:bit:bitten dig:dug:dug stick:stuck:stuck feed:fed:fed "
    "withstand:withstood:withstood forecast:forecast:forecast"
)

BASE_PARTICIPLES = frozenset("come become run overcome".split())
"""Verbs whose participle is their base form, and whose past is not: *come, came, come*."""

TRIGGERS: dict[str, EventType] = {
    lemma: kind for kind, lemmas in reversed(_VERB_TRIGGERS.items()) for lemma in lemmas.split()
}
"""Base form of a verb → what kind of happening it tells of."""

NOUN_TRIGGERS: dict[str, EventType] = {
    noun: kind for kind, nouns in reversed(_NOUN_TRIGGERS.items()) for noun in nouns.split()
}
"""Noun (singular, or plural where listed) → what kind of happening it names."""

TRAVEL_VERBS = frozenset([*_VERB_TRIGGERS["travel"].split(), "march"])
ARRIVALS = frozenset("arrive return land reach enter visit dock come".split())
PLACE_OBJECT_VERBS = frozenset(
    "visit tour leave reach enter pass hit strike batter rock shake attack bomb shell raid capture seize storm "
    "flood devastate lash pound slam cross inspect recapture besiege liberate occupy destroy damage sweep flee "
    "target evacuate jolt "
    "inundate approach drench soak pummel ravage hammer round skirt circle climb scale traverse retake overrun "
    "surround encircle bombard invade".split()
)
"""Verbs whose direct object can be the place where they happen."""

_DOUBLED = frozenset(
    "scrap stop plan ship transfer refer occur stab sit rob ban kidnap drop trap quit spot slam gun skip admit "
    "swim wed trek "
    "pin grab drag strip".split()
)


_NO_GERUNDS = frozenset(
    "evening morning ceiling during sibling sterling pudding nothing something anything everything lightning "
    "darling duckling viking offspring herring".split()
)
_PAST_ENDINGS = ("ied", "ized", "ised", "ated", "ured", "ived")
_PREFIXES = ("over", "under", "out", "re", "mis", "up")


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Every form → (lemma, tag); tags as the Penn treebank's VB VBZ VBD VBN VBG."""
    table: dict[str, tuple[str, str]] = {}
    irregular = {entry.split(":")[0]: entry.split(":")[1:] for entry in _IRREGULAR.split()}
    lemmas = dict.fromkeys([*TRIGGERS, *_OTHER_VERBS.split(), *irregular])
    for lemma in lemmas:
        past, participle = irregular.get(lemma, (_past(lemma), _past(lemma)))
        for form, tag in ((participle, "VBN"), *((p, "VBD") for p in past.split(","))):
            table[form] = (lemma, tag)
        if (
            lemma.endswith("l") and len(lemma) > 4 and lemma[-2] in "aeo" and lemma[-3] not in "aeou"
        ):  # travelled, travelling
            table[lemma + "led"] = (lemma, "VBD")
            table[lemma + "ling"] = (lemma, "VBG")
        table.setdefault(_gerund(lemma), (lemma, "VBG"))
        table.setdefault(_third(lemma), (lemma, "VBZ"))
        table.setdefault(lemma, (lemma, "VB"))
    return table


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in _DOUBLED else lemma) + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    doubled = lemma in _DOUBLED or lemma in {
        "get",
        "put",
        "run",
        "set",
        "hit",
        "win",
        "begin",
        "cut",
        "shut",
        "let",
        "sit",
    }
    return (lemma + lemma[-1] if doubled else lemma) + "ing"


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def verb_form(word: str) -> tuple[str, str] | None:
    """Lemma and Penn tag of a word that can be a verb, or None.

    Args:
        word: One word, lower case.

    Returns:
        ``(lemma, tag)``; an unknown ``-ed`` or ``-ing`` word is guessed, a past tense that is also the
        participle has tag ``VBD``.

    Example:
        >>> verb_form("visited"), verb_form("flew"), verb_form("station")
        (('visit', 'VBD'), ('fly', 'VBD'), None)
    """
    known = _forms().get(word)
    if known:
        return known
    for prefix in _PREFIXES:
        inner = _forms().get(word.removeprefix(prefix)) if word.startswith(prefix) else None
        if inner is not None and len(inner[0]) > 2 and inner[0] != "come":
            return prefix + inner[0], inner[1]
    for ending, tag in (("ed", "VBD"), ("ing", "VBG")):  # regular beside irregular: burned, learned
        for stem in (word.removesuffix(ending), word.removesuffix(ending) + "e"):
            if word.endswith(ending) and _forms().get(stem, ("", ""))[1] in {"VB", "VBN"}:
                return _forms()[stem][0], tag
    if len(word) > 4 and word.endswith("ed") and (word[-3] not in "aeou" or word.endswith(_PAST_ENDINGS)):
        return word, "VBD"  # "nosedived", not "speed"
    if len(word) > 5 and word.endswith("ing") and word not in _NO_GERUNDS:
        return word, "VBG"
    return None


def known_verb(word: str) -> bool:
    """Whether a word is a form of a verb in our lists, not only a guess from its ending.

    Example:
        >>> known_verb("arriving"), known_verb("beijing")
        (True, False)
    """
    return word in _forms()


def noun_trigger(word: str) -> EventType | None:
    """Kind of happening that a noun names, singular or plural, or None.

    Example:
        >>> noun_trigger("ceremonies"), noun_trigger("visit"), noun_trigger("chair")
        ('ceremony', 'travel', None)
    """
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        kind = NOUN_TRIGGERS.get(form)
        if kind:
            return kind
    return None

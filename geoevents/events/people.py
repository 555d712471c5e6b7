"""Common nouns for people: groups that act, offices that one person holds, and what carries people about.

Classes of words, lower case, singular; plurals are told by their endings.
"""

from __future__ import annotations

from functools import cache

from geoevents.language import lexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GROUPS = _words(
    "people police troops crew staff family couple personnel militia crowd delegation gang congregation "
    "cavalry infantry convoy caravan clergy team army navy militants workforce orchestra band choir "
    "squad audience electorate populace group"
)
"""Nouns that mean several people in the singular."""

BODIES = _words("team band choir orchestra squad company firm club airline")
"""Those of them that bear a name."""

PERSONS = _words(
    "person man woman boy girl child baby teenager youth adult parent mother father son daughter brother sister "
    "husband wife widow cousin uncle aunt grandmother grandfather grandparent twin friend neighbour neighbor "
    "resident villager citizen inhabitant civilian migrant immigrant refugee evacuee exile asylum-seeker "
    "traveller traveler tourist visitor pilgrim passenger commuter pedestrian motorist driver rider cyclist "
    "motorcyclist biker trucker pilot sailor seaman fisherman captain skipper diver swimmer climber hiker "
    "mountaineer skier surfer camper worker labourer laborer employee miner farmer farmhand fisher herder hunter "
    "trader merchant vendor shopkeeper banker broker businessman businesswoman executive entrepreneur investor "
    "carpenter builder electrician engineer technician mechanic welder cleaner cook chef waiter waitress butcher "
    "baker tailor teacher pupil student schoolchild graduate lecturer researcher scientist academic scholar "
    "doctor nurse medic paramedic surgeon vet midwife patient dentist pharmacist carer lawyer attorney judge juror "
    "prosecutor defendant witness inmate prisoner convict detainee suspect fugitive culprit offender victim survivor "
    "hostage captive thief robber burglar looter smuggler trafficker pirate hacker vandal arsonist murderer killer "
    "gunman attacker assailant sniper shooter kidnapper hijacker terrorist extremist militant insurgent rebel "
    "guerrilla jihadist separatist mercenary soldier serviceman servicewoman paratrooper trooper "
    "conscript recruit reservist veteran peacekeeper commander officer policeman policewoman constable "
    "deputy sheriff detective inspector guard guardsman warden ranger firefighter fireman lifeguard rescuer "
    "volunteer aid-worker activist campaigner protester protestor demonstrator marcher striker unionist organiser "
    "organizer supporter opponent follower fan spectator player footballer goalkeeper athlete runner sprinter jockey "
    "boxer wrestler golfer coach referee umpire champion winner loser contestant competitor singer musician "
    "guitarist drummer pianist dancer actor actress artist painter sculptor writer author poet novelist journalist "
    "reporter photographer filmmaker director producer leader ruler minister lawmaker legislator senator congressman "
    "politician candidate voter diplomat envoy ambassador negotiator mediator delegate official bureaucrat monitor "
    "observer peacemaker councillor councilor mayor governor president premier chancellor king queen prince princess "
    "monk nun priest pastor bishop imam rabbi cleric believer worshipper worshiper mourner parishioner astronaut "
    "cosmonaut adventurer explorer settler squatter nomad peasant slave servant landlord tenant guest host customer "
    "shopper buyer seller owner pensioner member colleague comrade partner accomplice participant expert specialist "
    "analyst economist adviser advisor aide assistant secretary spokesman spokeswoman chairman boss manager "
    "founder heir celebrity racer skater sibling spouse guide thug mobster gangster assassin loyalist "
    "nationalist monarch emperor sultan emir counterpart"
)
"""Nouns for one person; an office or a trade when somebody in the text holds it."""

GENERIC = _words("people person man woman boy girl child baby adult group crowd head chief")
"""Nouns that say nothing of who somebody is, unless a word stands before them: *displaced persons*."""

COUNTS = _words(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens scores hundred hundreds thousand "
    "thousands millions many several some few more than at about around nearly almost over up to other others most "
    "least all both group crowd young old local"
)
"""Words of number before or instead of a noun: they say nothing of who somebody is."""

_OTHER_SENSES = _words("general private major principal state sister brother")
"""Titles that are other words without a capital."""

CARRIERS = _words(
    "train plane jet aircraft airliner helicopter ship boat yacht vessel ferry car limousine motorcade carriage "
    "carriages bus armour entourage flight journey trip visit tour voyage way"
)
"""What carries people about: the train that leaves takes along whom the text tells of."""

_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "people", "wives": "wife"}
_IRREGULAR |= {"thieves": "thief", "persons": "person", "schoolchildren": "schoolchild"}


@cache
def person_noun(word: str) -> tuple[str, bool] | None:
    """The singular of a common noun for people, and whether it means several.

    Args:
        word: A lower-case word.

    Returns:
        ``(singular, several)``, or None when the word is no such noun.

    Example:
        >>> person_noun("firemen"), person_noun("leader"), person_noun("police"), person_noun("trains")
        (('fireman', True), ('leader', False), ('police', True), None)
    """
    if word in GROUPS:
        return word, True
    if word in _OTHER_SENSES:
        return None
    if word in PERSONS or word in lexicon.PERSON_NOUNS or word in lexicon.PERSON_TITLES:
        return word, False
    singular = _singular(word)
    if singular != word and (singular in PERSONS | GROUPS or singular in lexicon.PERSON_NOUNS | lexicon.PERSON_TITLES):
        return singular, True
    return None


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for plural, singular in (("women", "woman"), ("men", "man"), ("children", "child"), ("ies", "y"), ("sses", "ss")):
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word.removesuffix("s")

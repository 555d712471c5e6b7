"""A place mention → the word of happening that governs it, or the reason why nothing happens there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.events.happening import MOVES, REMOTE, RESIDENCE, noun_kind, noun_of_happening, verb_trigger
from geoevents.events.modifiers import as_modifier
from geoevents.events.speaking import on_occasion, reported_from, speaks_there
from geoevents.events.trigger import Rejection, Trigger
from geoevents.language import lexicon
from geoevents.language.governors import governor, says_when
from geoevents.language.verbs import PLACE_OBJECT_VERBS, TRIGGERS, noun_trigger

if TYPE_CHECKING:
    from geoevents.language import Analysis, Sentence
    from geoevents.model import EventType

_CLOSED_CLAUSES = frozenset({"resume", "which", "who", "whose", "where", "report", "while", "but"})
"""Clauses with a verb of their own: what governs a place in them stands in them."""
_HALTS = frozenset({";", ":", "—", "–", "(", ")"})


def find_trigger(analysis: Analysis, first: int, last: int, places: frozenset[int]) -> Trigger | Rejection:
    """Find what happens at the place that a token range names.

    Args:
        analysis: The document, read.
        first: Index of the mention's first token.
        last: Index past its last token.
        places: Indices of all tokens that belong to place mentions.

    Returns:
        The trigger, or the reason why there is none.
    """
    sentence = analysis.sentence_at(first)
    if analysis.clause_at(first).opener == "report":
        spoke = Rejection(reason="where somebody spoke, not where it happened")
        return on_occasion(analysis, first, last, sentence) or spoke
    rejected: Rejection | None = None
    unknown: Trigger | None = None
    for found in (
        _by_object(analysis, first, sentence, places),
        _by_preposition(analysis, first, sentence, places),
        _by_where(analysis, last, sentence),
        as_modifier(analysis, first, last, sentence),
        _as_subject(analysis, last, sentence),
        _as_complement(analysis, first, sentence),
        _in_caption(analysis, first, sentence, places),
    ):
        if isinstance(found, Trigger):
            if found.known:
                return found
            unknown = unknown or found
        elif isinstance(found, Rejection):
            rejected = rejected or found
    if rejected is not None and rejected.reason.startswith("where somebody spoke"):
        unknown = unknown or on_occasion(analysis, first, last, sentence)
    return unknown or rejected or Rejection(reason="the text does not say that anything happens there")


def govern_there(analysis: Analysis, index: int, sentence: Sentence) -> Trigger | Rejection | None:
    """Find what happens *there*: the word of happening before it, else the first verb behind it.

    Args:
        analysis: The document, read.
        index: Index of the token *there*.
        sentence: Its sentence.

    Returns:
        The trigger, or why there is none; None when nothing governs it.
    """
    moved = analysis.words[index - 1].lemma in {"go", "travel", "fly", "drive", "move", "return", "sail"}
    found = _head(analysis, index, sentence, "to" if moved else "in")
    if found is None or isinstance(found, int):
        return _to_the_right(analysis, index + 1, sentence, "in") if index + 1 < sentence.last else None
    return found


def _by_where(analysis: Analysis, last: int, sentence: Sentence) -> Trigger | None:
    """*X, where they met*: the clause behind the name tells what happens there."""
    index = last + (last < sentence.last and analysis.tokens[last].text == ",")
    if index >= sentence.last or analysis.words[index].lemma not in {"where", "which"}:
        return None
    reached = analysis.words[index].lemma == "which"
    if reached and (hosted := _hosts(analysis, index + 1, sentence)) is not None:
        return hosted
    if reached and (index + 1 >= sentence.last or analysis.words[index + 1].tag not in {"PRO", "NAME"}):
        return None
    for cursor in range(index, min(index + 12, sentence.last)):
        if analysis.words[cursor].tag == "VERB":
            if reached and analysis.words[cursor].lemma not in PLACE_OBJECT_VERBS:
                return None
            found = verb_trigger(analysis, cursor, "where")
            return found if isinstance(found, Trigger) else None
    return None


def _hosts(analysis: Analysis, first: int, sentence: Sentence) -> Trigger | None:
    """*X, which will host the final*: the place is the subject of the clause behind it."""
    words = analysis.words
    verb = next((i for i in range(first, sentence.last) if words[i].tag not in {"AUX", "MOD", "ADV", "NEG"}), None)
    if (
        verb is None
        or words[verb].tag != "VERB"
        or words[verb].lemma not in {"host", "see", "witness", "stage", "hold"}
    ):
        return None
    if not _object_happens(analysis, verb, sentence):
        return None
    found = verb_trigger(analysis, verb, "subject")
    return found if isinstance(found, Trigger) else None


_NEXT = frozenset("stop stopover destination stage leg port venue call".split())


def _as_complement(analysis: Analysis, first: int, sentence: Sentence) -> Trigger | None:
    """*its next stop is X*, *the first stop was X*."""
    words = analysis.words
    copula = first - 1
    if copula - 1 <= sentence.first or words[copula].tag != "AUX":
        return None
    future = words[copula - 1].lemma in {"will", "'ll"}
    noun = copula - 1 - future
    if words[noun].lemma not in _NEXT:
        return None
    ahead = future or (words[copula].lemma in {"is", "are"} and words[noun - 1].lemma in {"next", "last", "final"})
    if words[copula].lemma not in {"was", "were"} and not ahead:
        return None
    return Trigger(
        index=noun,
        lemma=words[noun].lemma,
        type="travel",
        status="planned" if ahead else "occurred",
        noun=True,
        verb=None,
        preposition="in",
        cue=f"{words[noun - 1].lemma} {words[noun].lemma}" if ahead else "",
    )


def _by_object(analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]) -> Trigger | None:
    """*visited X*, *hit the coast of X*: the place is the verb's object."""
    cursor = first - 1
    venue = joined = False
    while cursor >= sentence.first and first - cursor < 10:
        word = analysis.words[cursor]
        venue = venue or word.lemma in lexicon.VENUES
        joined = joined or word.tag == "CC"
        if word.tag == "VERB":
            if word.form != "VBN" and (word.lemma in PLACE_OBJECT_VERBS or (venue and word.lemma in TRIGGERS)):
                found = verb_trigger(analysis, cursor, "")
                return found if isinstance(found, Trigger) else None
            return None
        before = analysis.words[cursor - 1]
        generic = word.lemma == "of" and before.lemma in lexicon.PLACE_NOUNS | lexicon.VENUES
        if word.lemma == "of" and not generic and (seen := _goes_to_see(analysis, cursor, sentence)) is not None:
            found = verb_trigger(analysis, seen, "")
            return found if isinstance(found, Trigger) else None
        over = (
            cursor in places
            or (joined and says_when(analysis.words, cursor))
            or word.tag in {"DET", "ADV", "POSS", "CC"}
            or generic
            or word.lemma == ","
        )
        if not over and word.lemma not in lexicon.PLACE_NOUNS | lexicon.COMPASS | lexicon.VENUES | {
            "parts",
            "much",
            "old",
            "new",
        }:
            return None
        cursor -= 1
    return None


def _goes_to_see(analysis: Analysis, index: int, sentence: Sentence) -> int | None:
    """The verb of *visited the old citadel of X*, whatever it is that was visited."""
    for cursor in range(index - 1, max(sentence.first - 1, index - 6), -1):
        word = analysis.words[cursor]
        if word.tag == "VERB":
            return cursor if word.lemma in {"visit", "tour", "inspect", "enter"} and cursor < index - 1 else None
        if word.tag not in {"DET", "WORD", "NAME"}:
            return None
    return None


def _by_preposition(
    analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]
) -> Trigger | Rejection | None:
    """*met in X*, *a ceremony at a station in X*: follow prepositions leftwards to the word of happening."""
    preposition = governor(analysis.tokens, analysis.words, first, sentence, places)
    if preposition.lemma in lexicon.DIRECTION:
        return Rejection(reason=f"a direction (“{preposition.lemma}”), not a place that was reached")
    if preposition.lemma not in lexicon.LOCATIVE | MOVES:
        return None
    if preposition.lemma in {"in", "at"} and speaks_there(analysis, preposition.index, first, sentence):
        return Rejection(reason="where somebody spoke, not where it happened")
    index = preposition.index
    for _ in range(4):
        found = _head(analysis, index, sentence, preposition.lemma)
        if isinstance(found, int):  # a venue: what governs the venue governs the place
            index = found
            continue
        if found is not None:
            return found
        break
    reported = reported_from(analysis, first, sentence, places) if preposition.lemma == "in" else None
    return reported or _to_the_right(analysis, first, sentence, preposition.lemma)


def _in_caption(
    analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]
) -> Trigger | Rejection | None:
    """A picture's caption tells a happening even without a verb: *A team at work in X in April*."""
    if sentence.kind != "caption":
        return None
    if re.search(r"\b(?:file|archive|undated)\b", analysis.text[sentence.start : sentence.end], re.IGNORECASE):
        return Rejection(reason="a file picture, not of this story")
    preposition = governor(analysis.tokens, analysis.words, first, sentence, places)
    if preposition.lemma not in lexicon.LOCATIVE:
        return None
    start = sentence.first
    while start < preposition.index and not analysis.tokens[start].text[0].isalnum():
        start += 1
    if analysis.words[min(start + 1, sentence.last - 1)].lemma == ":":
        start += 2
    verb = next((i for i in range(start, preposition.index) if analysis.words[i].tag == "VERB"), None)
    words = analysis.words[sentence.first : sentence.last]
    if verb is None and not any(w.tag == "NUM" or w.lemma in lexicon.TEMPORAL for w in words):
        return Rejection(reason="a picture of a place, not of a happening")
    index = verb if verb is not None else start
    return Trigger(
        index=index,
        lemma=analysis.words[index].lemma,
        type=TRIGGERS.get(analysis.words[index].lemma, "other"),
        status="occurred",
        noun=verb is None,
        verb=verb,
        preposition=preposition.lemma,
        known=False,
    )


def _head(analysis: Analysis, index: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | int | None:
    """What a preposition hangs on: a trigger, a rejection, or the index of the preposition before a venue."""
    words = analysis.words
    cursor = index - 1
    venue = cursor >= sentence.first and words[cursor].lemma in lexicon.VENUES
    clause = analysis.clause_at(index)
    own = any(w.tag in {"AUX", "MOD", "VERB"} for w in words[clause.first : index])
    whole = own or any(w.tag in {"AUX", "MOD", "VERB"} for w in words[index : clause.last])
    closed = own or clause.opener in _CLOSED_CLAUSES or (whole and clause.opener == "and")
    limit = clause.first if closed else sentence.first
    while cursor >= limit:
        word = words[cursor]
        faced = word.lemma == "before" and words[cursor - 1].lemma in {"appear", "testify", "stand", "go", "speak"}
        if word.lemma in _HALTS - {"(", ")"} or (word.tag == "SUB" and word.lemma not in {"as", "that"} and not faced):
            return None
        if word.lemma == "according":
            return Rejection(reason="where somebody spoke (“according to”), not where it happened")
        if cursor == index - 1 and word.tag == "NAME" and word.lemma in _INSTITUTIONS and _for_it(analysis, cursor):
            return Rejection(reason=f"says where the {word.lemma} is")
        if word.tag == "VERB":
            if _modifies_noun(analysis, cursor) and word.lemma in lexicon.STATES and word.lemma not in RESIDENCE:
                cursor -= 1
                continue
            return verb_trigger(analysis, cursor, preposition)
        kind = (
            noun_kind(analysis, cursor) if word.tag == "WORD" or (word.tag == "NAME" and cursor == index - 1) else None
        )
        if kind and _names_happening(analysis, cursor, index):
            return noun_of_happening(analysis, cursor, kind, preposition)
        if cursor == index - 1 and (presence := _presence(analysis, cursor, preposition)) is not None:
            return presence
        if word.lemma == "-" and (compound := _COMPOUNDS.get((words[cursor - 1].lemma, words[cursor + 1].lemma))):
            return noun_of_happening(analysis, cursor - 1, compound, preposition)
        led = words[cursor + 1].lemma in {"from", "to"} and index - cursor < 5 and preposition in {"from", "to"}
        if led and word.lemma in _CARRIES:
            return _on_board(analysis, cursor, sentence)
        if word.lemma == "route" and words[cursor - 1].lemma == "en":
            return noun_of_happening(analysis, cursor, "travel", preposition)
        if word.lemma in lexicon.WAR_NOUNS and index - cursor <= 2:
            return Rejection(reason=f"background: “{word.lemma} {preposition} …” names no happening of its own")
        if word.tag in {"PREP", "TO"} and venue and index - cursor > 1:
            by = word.lemma == "by" and words[index - 1].lemma in {"office", "court", "university", "laboratory"}
            return Rejection(reason="who did it, not where it happened") if by else cursor
        cursor -= 1
    return None


_INSTITUTIONS = frozenset(
    "institute laboratory university college company corporation group board agency department ministry association "
    "foundation society museum bank".split()
)


def _for_it(analysis: Analysis, index: int) -> bool:
    """*for the Pasteur Institute*, *a member of the Royal Society*: whom it is for, or whose."""
    words = analysis.words
    while index > 1 and words[index - 1].tag == "NAME":
        index -= 1
    index -= words[index - 1].tag == "DET"
    return index > 1 and words[index - 1].lemma in {"for", "of"}


_CLOSING = frozenset({"”", "''", '"'})
_COMPOUNDS: dict[tuple[str, str], EventType] = {
    ("break", "in"): "attack",
    ("shoot", "out"): "attack",
    ("stand", "off"): "attack",
    ("sit", "in"): "protest",
    ("walk", "out"): "protest",
}
_CARRIES = frozenset("train bus ferry plane ship boat road railway line motorway service link path trail".split())


def _on_board(analysis: Analysis, cursor: int, sentence: Sentence) -> Trigger | Rejection:
    """*took a train from X*; in *on a train from X to Y* the names only say which train."""
    words = analysis.words[sentence.first : cursor]
    verb = next((i for i in range(len(words) - 1, -1, -1) if words[i].tag == "VERB"), None)
    aboard = verb is not None and words[verb].lemma in {"take", "board", "catch"}
    if verb is None or not aboard or len(words) - verb > 2:
        return Rejection(reason="names a way or a vehicle, not a place of the happening")
    return verb_trigger(analysis, sentence.first + verb, "from")


def _presence(analysis: Analysis, cursor: int, preposition: str) -> Trigger | None:
    """*will be in X*, *is due in X*, *he was in X*: somebody's being there tells a stay."""
    words = analysis.words
    word, before = words[cursor], words[cursor - 1] if cursor else words[cursor]
    if preposition not in {"in", "at"}:
        return None
    planned = (word.lemma == "be" and before.lemma in {"will", "'ll"}) or (
        word.lemma in {"due", "scheduled"} and before.lemma in {"is", "are", "was", "were", "be"}
    )
    stayed = word.lemma in {"was", "were"} and before.tag == "PRO" and before.lemma in {"he", "she", "they"}
    if not planned and not stayed:
        return None
    return Trigger(
        index=cursor,
        lemma=word.lemma,
        type="travel",
        status="planned" if planned else "occurred",
        noun=False,
        verb=cursor,
        preposition=preposition,
        cue=f"{before.lemma} {word.lemma}" if planned else "",
        known=planned,
    )


def _names_happening(analysis: Analysis, cursor: int, index: int) -> bool:
    """A noun of happening heads the phrase before the preposition, or stands before *of …* in it."""
    between = analysis.words[cursor + 1 : index]
    if len(between) == 1 and between[0].lemma == ",":  # a second launch, from X, …
        return True
    following = between[0] if between else None
    compound = following is not None and following.tag in {"WORD", "VERB"} and following.form != "VBD"
    if compound or analysis.words[cursor - 1].tag == "TO":  # a fire station; stabbed to death
        return False
    if [w.lemma for w in between[:2]] == ["will", "be"]:  # services will be at ten on Monday
        between = between[1:]
    if any(w.tag in {"VERB", "PRO", "SUB", "MOD"} or w.lemma in {",", "."} for w in between):
        return False
    copula = next((n for n, w in enumerate(between) if w.tag == "AUX"), None)
    return copula is None or all(
        w.tag in {"ADV", "PREP", "NUM"} or w.lemma in _COMPLEMENTS for w in between[copula + 1 :]
    )


_COMPLEMENTS = (
    lexicon.TEMPORAL
    | frozenset(lexicon.NUMBERS)
    | frozenset("likely possible way noon midnight a.m. p.m. am pm today tonight".split())
)
"""What may stand between *is* and the place."""


def _modifies_noun(analysis: Analysis, cursor: int) -> bool:
    """A participle right behind a noun: *students living in*, *a jail located in*."""
    word = analysis.words[cursor]
    previous = analysis.words[cursor - 1] if cursor else word
    return (word.form in {"VBG", "VBD", "VBN"} and previous.tag in {"WORD", "NAME"} and word.form == "VBG") or (
        word.lemma in {"locate", "situate"}
    )


def _to_the_right(analysis: Analysis, first: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | None:
    """*In X on Saturday, he met …*, *dockers in X are on strike*: what the rest of the sentence tells."""
    fronted = analysis.words[sentence.first].tag in {"PREP", "TO"} and first - sentence.first <= 4
    if preposition in MOVES and not fronted:
        return None
    copula = False
    for cursor in range(first, sentence.last):
        word = analysis.words[cursor]
        if word.lemma in _HALTS | _CLOSING and (word.lemma in _HALTS or not fronted):
            return None
        stood = word.lemma in {"when", "before", "after", "until"} and not fronted and _only_is(analysis, first)
        if stood or (word.lemma == "according" and not fronted):
            return None
        if (
            analysis.clause_at(cursor).opener in {"where", "which", "who", "whose"}
            and analysis.clause_at(cursor).first > first
        ):
            continue
        copula = copula or word.tag == "AUX"
        kind = noun_kind(analysis, cursor) if copula and word.tag == "WORD" else None
        if kind:
            return noun_of_happening(analysis, cursor, kind, preposition)
        if word.tag == "VERB":
            apposed = word.form in {"VBD", "VBN"} and analysis.words[cursor - 1].lemma == ","
            participle = analysis.words[cursor - 1].lemma == "being" or (
                apposed and _finite_later(analysis, cursor, sentence)
            )
            if participle or (word.form == "VBG" and analysis.words[cursor - 1].tag not in {"AUX", "ADV"}):
                continue
            if word.lemma in REMOTE and not fronted:
                return Rejection(reason=f"who did it (“{word.lemma}”), not where it happened")
            return verb_trigger(analysis, cursor, preposition)
    return None


def _only_is(analysis: Analysis, first: int) -> bool:
    """*He was a baker in X before he joined the navy*: the clause of the place tells what is so."""
    words = analysis.words[analysis.clause_at(first).first : first]
    return any(w.tag == "AUX" for w in words) and not any(w.tag == "VERB" for w in words)


def _finite_later(analysis: Analysis, cursor: int, sentence: Sentence) -> bool:
    """Whether the main verb follows a participle between commas: *X, joined to Y by a bridge, …*."""
    commas = [i for i in range(cursor, sentence.last) if analysis.words[i].lemma == ","]
    return bool(commas) and any(analysis.words[i].tag == "VERB" for i in range(commas[0], sentence.last))


def _as_subject(analysis: Analysis, last: int, sentence: Sentence) -> Trigger | None:
    """*X was hit by*, *X hosted*, *X airport, shut since Tuesday, reopened*: the place is the subject."""
    start = _past_apposition(analysis, last, sentence)
    while start < sentence.last and (analysis.words[start].tag == "POSS" or _is_building(analysis, start)):
        start += 1
    built = start == last + 1 and _is_building(analysis, last)
    for cursor in range(start, min(start + 5, sentence.last)):
        word = analysis.words[cursor]
        if word.tag == "VERB":
            group = analysis.group_at(cursor)
            ellipsis = cursor + 1 < sentence.last and analysis.words[cursor + 1].lemma == "by"
            passive = ((group.passive or ellipsis) and word.lemma in PLACE_OBJECT_VERBS) or word.lemma in _BEFALLS
            passive = passive or (built and group.passive and TRIGGERS.get(word.lemma) in {"attack", "disaster"})
            hosts = word.lemma in {"host", "see", "witness", "report", "confirm"} and _object_happens(
                analysis, cursor, sentence
            )
            found = verb_trigger(analysis, cursor, "subject") if passive or hosts else None
            return found if isinstance(found, Trigger) else None
        planned = word.tag == "TO" or word.lemma in {"due", "likely", "set"}  # X is to host, X is due to host
        if word.tag not in {"AUX", "MOD", "NEG", "ADV"} and word.lemma != "," and not planned:
            return None
    return None


_BUILDINGS = lexicon.VENUES | frozenset(
    "bakery bank pub cafe supermarket kindergarten library cinema garage barn".split()
)


def _is_building(analysis: Analysis, index: int) -> bool:
    """*a X bakery*, *four X homes*."""
    word = analysis.words[index]
    return word.tag == "WORD" and (word.lemma in _BUILDINGS or word.lemma.removesuffix("s") in _BUILDINGS)


_BEFALLS = frozenset("close shut reopen flood burn suffer erupt collapse explode flood".split())


def _past_apposition(analysis: Analysis, last: int, sentence: Sentence) -> int:
    """The token behind *, on the coast to the south,*."""
    if last < sentence.last and analysis.tokens[last].text == ",":
        for cursor in range(last + 1, min(last + 14, sentence.last)):
            if analysis.tokens[cursor].text == ",":
                return cursor + 1
    return last


def _object_happens(analysis: Analysis, cursor: int, sentence: Sentence) -> bool:
    return any(
        noun_trigger(w.lemma) for w in analysis.words[cursor + 1 : min(cursor + 6, sentence.last)] if w.tag == "WORD"
    )

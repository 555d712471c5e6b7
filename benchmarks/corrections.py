"""Corrections after the reports were edited: how many still fit, and whether any hits another event.

    python benchmarks/corrections.py                   # the example reports
    python benchmarks/corrections.py texts.jsonl       # records with doc_id, text and published
    python benchmarks/corrections.py --count 1000 --seed 7 --misses

Random corrections of every kind are made, saved and loaded. Then the reports are edited at random (letters swapped,
lost or doubled, words left out, sentences put in between, paragraphs moved), read again, and each correction is applied
on its own. Every letter is followed through the edits, so that the script knows which event a correction must hit.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

import geoevents as ge  # noqa: E402
from geoevents.corrections import Correction, apply, load, propose, propose_event, save  # noqa: E402
from geoevents.errors import CorrectionNotApplied  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Document, Event
    from geoevents.timeline import Timeline

Spot = tuple[str, int]  # a report and a character of its text as it was first
Letters = list[tuple[str, int]]  # signs with their first position; -1 for one that was put in

KINDS = ("place", "date", "status", "drop", "merge", "split", "add")
_EDITION = 10
"""Corrections that are tried on one edition of the reports."""
_FILLERS = ("The office gave no more details.", "Nobody could be reached for comment.", "More was to follow.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A correction, and where the event that it is about was told."""

    row: Correction
    """The correction."""
    spots: frozenset[Spot]
    """Place names of the events that it may touch, in the first texts."""
    told: tuple[object, ...]
    """First day, last day and status of the event, to tell events of one place name apart."""


def reports(path: Path | None) -> tuple[Document, ...]:
    """The example reports, or records of a file."""
    if path is not None:
        return ge.read(path)
    found: list[Document] = []
    for story in sorted((ROOT / "geoevents" / "examples").glob("*/story.json")):
        for report in json.loads(story.read_text("utf-8"))["reports"]:
            found += ge.read(story.parent / report["file"], published=report["published"])
    return tuple(found)


def corrections(story: Timeline, count: int, dice: random.Random) -> list[Made]:
    """So many random corrections, of every kind in turn where the story has events for it."""
    made: list[Made] = []
    while len(made) < count:
        kind = KINDS[len(made) % len(KINDS)]
        one = _addition(story, dice) if kind == "add" else _correction(story, kind, dice)
        made.append(one or _plain(dice.choice(story.events), "status", dice))
    return made


def _correction(story: Timeline, kind: str, dice: random.Random) -> Made | None:
    if kind == "split":
        several = [event for event in story.events if len({proof.doc_id for proof in event.evidence}) > 1]
        if not several:
            return None
        event = dice.choice(several)
        proof = dice.choice(event.evidence)
        return Made(row=propose(event, split=proof)[0], spots=spots(event), told=told(event))
    event = dice.choice(story.events)
    if kind == "merge":
        other = dice.choice([other for other in story.events if other.id != event.id])
        return Made(row=propose(event, merge=other)[0], spots=spots(event) | spots(other), told=told(event))
    return _plain(event, kind, dice)


def _plain(event: Event, kind: str, dice: random.Random) -> Made:
    day = date(2001, 1, dice.randint(1, 28))
    row = {
        "place": lambda: propose(event, place=(dice.uniform(-60, 60), dice.uniform(-170, 170))),
        "date": lambda: propose(event, date=day),
        "status": lambda: propose(event, status="negated"),
        "drop": lambda: propose(event, drop=True),
    }[kind]()[0]
    return Made(row=row, spots=spots(event), told=told(event))


def _addition(story: Timeline, dice: random.Random) -> Made | None:
    """An event at a name that none is told of yet."""
    taken = {spot for event in story.events for spot in spots(event)}
    free = [
        (reading.document, found.mention)
        for reading in story.readings
        for found in reading.resolutions
        if (reading.document.id, found.mention.start) not in taken
    ]
    if not free:
        return None
    document, mention = dice.choice(free)
    for sentence in re.finditer(r"[^\n]+?(?:[.!?](?=\s)|$)", document.text, re.MULTILINE):
        start, end = sentence.span()
        if start <= mention.start and mention.end <= end and sentence[0].count(mention.text) == 1:
            row = propose_event(sentence[0].strip(), mention.text, "was told", doc_id=document.id)
            # a sentence that a report repeats word for word is the same wherever it stands
            again = re.finditer(re.escape(sentence[0]), document.text)
            copies = frozenset((document.id, copy.start() + mention.start - start) for copy in again)
            return Made(row=row, spots=copies, told=())
    return None


def spots(event: Event) -> frozenset[Spot]:
    """Where the reports name the event's place."""
    return frozenset((proof.doc_id, proof.place_start) for proof in event.evidence)


def told(event: Event) -> tuple[object, ...]:
    """What tells events of one place name apart."""
    return event.when.earliest, event.when.latest, event.status


def edited(text: str, dice: random.Random, share: float) -> Letters:
    """The text after random edits of about so many of its words, each letter with its first position."""
    paragraphs = _paragraphs(list(zip(text, range(len(text)), strict=True)))
    dice.shuffle(paragraphs)
    whole: Letters = []
    for paragraph in paragraphs:
        for word in _words(paragraph):
            whole += _edited_word(word, dice) if dice.random() < share else word
        if dice.random() < 0.3:
            whole += [(sign, -1) for sign in f" {dice.choice(_FILLERS)}"]
        whole.append(("\n", -1))
    return whole


def _paragraphs(letters: Letters) -> list[Letters]:
    found: list[Letters] = [[]]
    for letter in letters:
        if letter[0] == "\n":
            found.append([])
        else:
            found[-1].append(letter)
    return [paragraph for paragraph in found if paragraph]


def _words(letters: Letters) -> list[Letters]:
    """Words with the blank before each."""
    found: list[Letters] = [[]]
    for letter in letters:
        if letter[0] == " ":
            found.append([])
        found[-1].append(letter)
    return found


def _edited_word(word: Letters, dice: random.Random) -> Letters:
    inner = [at for at in range(1, len(word) - 1) if word[at][0].isalpha() and word[at + 1][0].isalpha()]
    if not inner:
        return word
    at, deed = dice.choice(inner), dice.choice(("swap", "lose", "double", "omit"))
    if deed == "swap":
        return [*word[:at], word[at + 1], word[at], *word[at + 2 :]]
    if deed == "lose":
        return word[:at] + word[at + 1 :]
    if deed == "double":
        return [*word[: at + 1], (word[at][0], -1), *word[at + 1 :]]
    plain = "".join(sign for sign, _ in word).strip()
    return [] if plain.islower() and plain.isalpha() and len(plain) > 3 else word


def judge(made: Made, story: Timeline, came_from: dict[Spot, Spot]) -> str:
    """``right``, ``said`` (no longer fits, and it was said so) or ``wrong`` for one correction."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        after = apply(story.events, [made.row], readings=story.readings)
    if any(issubclass(one.category, CorrectionNotApplied) for one in heard):
        return "said"
    before_ids, after_ids = {id(event) for event in story.events}, {id(event) for event in after}
    gone = [event for event in story.events if id(event) not in after_ids]
    new = [event for event in after if id(event) not in before_ids]
    if not gone and not new:
        return "right"  # merged or found by the reading itself
    touched = gone or new
    if not all(_first(event, came_from) & made.spots for event in touched):
        return "wrong"
    twins = [event for event in story.events if spots(event) & spots(touched[0]) and event is not touched[0]]
    better = any(told(twin) == made.told for twin in twins) and told(touched[0]) != made.told
    return "wrong" if better and made.row.field not in {"merge", "add"} else "right"


def _first(event: Event, came_from: dict[Spot, Spot]) -> set[Spot]:
    found: set[Spot] = set()
    for proof in event.evidence:
        for at in range(proof.place_start, proof.place_end):
            if (spot := came_from.get((proof.doc_id, at))) is not None:
                start = spot[1] - (at - proof.place_start)
                # a letter of the name itself may have been lost or doubled
                found.update((spot[0], start + shift) for shift in (-1, 0, 1))
    return found


def still_told(made: Made, story: Timeline, came_from: dict[Spot, Spot]) -> bool:
    """Whether the new reading tells an event at the place name at all."""
    return made.row.field == "add" or any(_first(event, came_from) & made.spots for event in story.events)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.03, help="share of the words that are edited")
    parser.add_argument("--misses", action="store_true", help="print what did not fit and what hit wrong")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    dice = random.Random(given.seed)  # noqa: S311 - the same dice every time
    documents = reports(given.texts)
    story = ge.extract(documents)
    all_made = corrections(story, given.count, dice)
    with tempfile.TemporaryDirectory() as folder:
        rows = load(save([made.row for made in all_made], Path(folder) / "corrections.jsonl"))
    if rows != tuple(made.row for made in all_made):
        raise SystemExit("the file did not give back what was saved")
    plain = Counter(judge(made, story, {(p.doc_id, at): (p.doc_id, at) for e in story.events for p in e.evidence
                                        for at in range(p.place_start, p.place_end)} | _own(story))
                    for made in all_made)  # fmt: skip
    outcomes = _after_edits(documents, all_made, dice, share=given.share, misses=given.misses)
    print(f"{len(documents)} reports, {len(story)} events, {len(all_made)} corrections; unedited: {dict(plain)}")
    _print(outcomes)


def _own(story: Timeline) -> dict[Spot, Spot]:
    return {
        (reading.document.id, at): (reading.document.id, at)
        for reading in story.readings
        for at in range(len(reading.document.text))
    }


def _after_edits(
    documents: Sequence[Document], all_made: Sequence[Made], dice: random.Random, *, share: float, misses: bool
) -> Counter[tuple[str, str, bool]]:
    from dataclasses import replace

    outcomes: Counter[tuple[str, str, bool]] = Counter()
    for start in range(0, len(all_made), _EDITION):
        letters = {document.id: edited(document.text, dice, share) for document in documents}
        came_from = {
            (name, at): (name, first) for name, signs in letters.items() for at, (_, first) in enumerate(signs)
            if first >= 0
        }  # fmt: skip
        edition = [replace(one, text="".join(sign for sign, _ in letters[one.id])) for one in documents]
        story = ge.extract(edition)
        for made in all_made[start : start + _EDITION]:
            outcome = judge(made, story, came_from)
            possible = still_told(made, story, came_from)
            outcomes[made.row.field, outcome, possible] += 1
            if misses and (outcome == "wrong" or (outcome == "said" and possible)):
                print(f"{outcome:6} {made.row.field:7} {made.row.place_text!r} in {made.row.evidence!r:.200}")
    return outcomes


def _print(outcomes: Counter[tuple[str, str, bool]]) -> None:
    print(f"{'kind':8} {'made':>5} {'fit':>5} {'said':>5} {'wrong':>6}   still told by the new reading: fit of")
    for kind in (*KINDS, "all"):
        mine = {key: number for key, number in outcomes.items() if kind in {key[0], "all"}}
        total = {one: sum(n for key, n in mine.items() if key[1] == one) for one in ("right", "said", "wrong")}
        told_again = sum(n for key, n in mine.items() if key[2])
        fit_again = sum(n for key, n in mine.items() if key[2] and key[1] == "right")
        made = sum(mine.values())
        print(
            f"{kind:8} {made:5} {total['right']:5} {total['said']:5} {total['wrong']:6}   {fit_again} of {told_again}"
        )


if __name__ == "__main__":
    main()

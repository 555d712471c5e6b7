"""Documents → readings → a timeline: composition only."""

from __future__ import annotations

import warnings
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from geoevents.errors import GeocoderUnavailable, InvalidFilter, NoPublicationDate, SkippedDocument
from geoevents.events import find_events
from geoevents.gazetteer import default_gazetteer
from geoevents.geocode.corpus import Survey, box_of, countries_of, plain_name, unknown_names
from geoevents.geocode.resolution import resolved
from geoevents.language import analyse
from geoevents.language.layout import sentences_of, tokens_of
from geoevents.language.pipelines import SpacyRecogniser
from geoevents.language.recogniser import Known, default_recogniser
from geoevents.merge import merge
from geoevents.model import KINDS, Document, Reading
from geoevents.places import DEFAULT_MIN_SCORE, resolve
from geoevents.places.home import homes_of
from geoevents.provenance import Provenance, made_with
from geoevents.timeline import Timeline
from geoevents.timex import find_times, waits_for_a_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from spacy.language import Language

    from geoevents.gazetteer import Gazetteer
    from geoevents.geocode.corpus import Asks
    from geoevents.language.recogniser import Recognises, Recognition
    from geoevents.model import Candidate, Kind, Place, Resolution


class Extractor:
    """Reads documents with one gazetteer and one threshold.

    Args:
        gazetteer: Where names are looked up; the packaged one when left out.
        min_score: From 0 to 1; a place that is less sure than this stays unresolved.
        geocoder: A :class:`geoevents.geocode.Geocoder` for the names that the gazetteer lacks; nobody is asked
            when it is left out.
        homes: Publisher → where it is at home, from :func:`learn_homes`.
        recogniser: What finds names; the packaged network when left out.
        kinds: What a name may stand for to be the place of an event.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        min_score: float = DEFAULT_MIN_SCORE,
        geocoder: Asks | None = None,
        homes: Mapping[str, Place] | None = None,
        recogniser: Recognises | None = None,
        kinds: Sequence[Kind] = ("literal",),
    ) -> None:
        self.gazetteer = gazetteer or default_gazetteer()
        self.min_score = min_score
        self.geocoder = geocoder
        self.homes = homes or {}
        self.recogniser = recogniser or default_recogniser()
        self.kinds = _known(kinds)

    def asking(self, geocoder: Asks) -> Extractor:
        """The same extractor with another geocoder."""
        return Extractor(
            self.gazetteer,
            min_score=self.min_score,
            geocoder=geocoder,
            homes=self.homes,
            recogniser=self.recogniser,
            kinds=self.kinds,
        )

    @property
    def provenance(self) -> Provenance:
        """What its readings are made with."""
        name = getattr(self.recogniser, "name", type(self.recogniser).__name__)
        further = [asked] if (asked := getattr(self.geocoder, "licence", "")) else []
        return made_with(self.gazetteer, name, further=further)

    def read_one(self, document: Document, recognition: Recognition | None = None) -> Reading:
        """Find places, times and events of one document.

        Args:
            document: The report.
            recognition: What the recogniser found in it, where it was asked before.

        Returns:
            All that was found; empty tuples for a text that names nothing.
        """
        recogniser = Known(recognition) if recognition is not None else self.recogniser
        analysis = analyse(document, self.gazetteer, recogniser=recogniser)
        home = self.homes.get(document.source or "")
        resolutions = resolve(document, analysis.mentions, self.gazetteer, min_score=self.min_score, home=home)
        resolutions, problems = self._with_geocoder(resolutions)
        whens = find_times(document.text, published=document.published)
        events, judged = find_events(document, analysis, resolutions, whens, kinds=self.kinds)
        return Reading(document=document, resolutions=judged, times=whens, events=events, problems=problems)

    def _with_geocoder(self, found: tuple[Resolution, ...]) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        """Ask the geocoder for the names that nothing bears, most frequent first; say when it does not answer."""
        unknown = unknown_names(found)
        if self.geocoder is None or not unknown:
            return found, ()
        countries, box = countries_of(found), box_of(found)
        answers: dict[str, tuple[Candidate, ...]] = {}
        problems: dict[str, None] = {}
        for name, _ in unknown.most_common():
            try:
                answers[name] = self.geocoder.candidates(name, countries=countries, box=box)
            except GeocoderUnavailable as problem:
                problems[str(problem)] = None
        named = ((r, answers.get(plain_name(r.mention), ())) for r in found)
        return tuple(resolved(r, candidates, min_score=self.min_score) for r, candidates in named), tuple(problems)


def extract(
    documents: Iterable[Document] | Document,
    *,
    title: str | None = None,
    min_score: float = DEFAULT_MIN_SCORE,
    gazetteer: Gazetteer | None = None,
    geocoder: Asks | None = None,
    nlp: Language | str | None = None,
    kinds: Sequence[Kind] = ("literal",),
    threads: int = 1,
    source_homes: bool = False,
    progress: bool = False,
) -> Timeline:
    """Read reports and put what they tell on one timeline.

    Args:
        documents: Reports, as :func:`geoevents.read` returns them.
        title: Title of the story.
        min_score: From 0 to 1; a place that is less sure than this stays unresolved.
        gazetteer: Another gazetteer than the packaged one.
        geocoder: Asked for names that the gazetteer lacks, each distinct name of all reports once, the most mentioned
            first; nobody is asked when it is left out.
        nlp: A spaCy pipeline with an entity recogniser, or the name of an installed one, that finds the names in
            place of the packaged recogniser.
        kinds: What a name may stand for to be the place of an event: names of a place itself when left out. The
            others stay in ``story.mentions``, each with its reason.
        threads: How many reports the recogniser reads at the same time; the answers are the same.
        source_homes: Whether to learn first where the publishers of these reports are at home, so that a local
            paper's Springfield is its own. The answers for one report then depend on which others are read with it.
        progress: Whether to show a progress bar.

    Returns:
        The timeline, with the same happening of several reports told as one event.

    Raises:
        InvalidFilter: ``kinds`` names something that is none.

    Warns:
        NoPublicationDate: Once, when reports have no publication date: relative dates then stay open.
        SkippedDocument: For each report that could not be read; the others are kept.

    Example:
        >>> import geoevents as ge
        >>> story = ge.extract(ge.Document(id="a", text="A storm hit Galveston on 8 September 1900."))
        >>> [(e.place.place.name, e.when.earliest.isoformat()) for e in story.events]
        [('Galveston', '1900-09-08')]
    """
    reports = (documents,) if isinstance(documents, Document) else tuple(documents)
    recogniser = SpacyRecogniser(nlp) if nlp is not None else default_recogniser()
    homes = learn_homes(reports, gazetteer=gazetteer, recogniser=recogniser, progress=progress) if source_homes else {}
    extractor = Extractor(gazetteer, min_score=min_score, homes=homes, recogniser=recogniser, kinds=kinds)
    readings = list(_readings(extractor, reports, threads=threads, progress=progress))
    if geocoder is not None:
        readings = _asked(extractor, readings, geocoder)
        extractor = extractor.asking(geocoder)
    _ask_for_dates(readings)
    events = merge(event for reading in readings for event in reading.events)
    return Timeline(readings=tuple(readings), events=events, title=title, provenance=extractor.provenance)


def _known(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    wanted = (cast("Kind", kinds),) if isinstance(kinds, str) else tuple(kinds)
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        raise InvalidFilter(f"no name stands for {unknown[0]!r}: use {', '.join(KINDS)}.")
    return wanted


def learn_homes(
    documents: Iterable[Document],
    *,
    gazetteer: Gazetteer | None = None,
    recogniser: Recognises | None = None,
    progress: bool = False,
) -> dict[str, Place]:
    """Learn from a corpus where its publishers are at home.

    Args:
        documents: Reports with their ``source``; the more of one publisher the better.
        gazetteer: Another gazetteer than the packaged one.
        recogniser: What finds names; the packaged network when left out.
        progress: Whether to show a progress bar.

    Returns:
        Publisher → the place around which at least half of its reports name something, for publishers of three
        reports or more.

    Example:
        >>> learn_homes([])
        {}
    """
    atlas = gazetteer or default_gazetteer()
    answers = (
        (document.source or "", resolve(document, analyse(document, atlas, recogniser=recogniser).mentions, atlas))
        for document in _shown(documents, progress=progress)
        if document.source
    )
    return homes_of(answers)


def _readings(
    extractor: Extractor, reports: Iterable[Document], *, threads: int = 1, progress: bool = False
) -> Iterator[Reading]:
    for document, recognised in _recognised(extractor, _shown(reports, progress=progress), threads):
        try:
            known = {"recognition": recognised.result()} if recognised else {}
            yield extractor.read_one(document, **known)
        except Exception as problem:  # noqa: BLE001  # one bad report never costs the batch
            message = f"left out report {document.id!r}: {type(problem).__name__}: {problem}"
            warnings.warn(message, SkippedDocument, stacklevel=3)


def _recognised(
    extractor: Extractor, reports: Iterable[Document], threads: int
) -> Iterator[tuple[Document, Future[Recognition] | None]]:
    """Reports in their order, with the recogniser some of them ahead when it has threads of its own."""
    if threads <= 1:
        yield from ((document, None) for document in reports)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[tuple[Document, Future[Recognition]]] = deque()
        for document in reports:
            sentences = sentences_of(document.text, tokens_of(document.text))
            spans = [(s.start, s.end) for s in sentences]
            waiting.append((document, pool.submit(extractor.recogniser.read, document.text, spans)))
            if len(waiting) > 2 * threads:
                yield waiting.popleft()
        yield from waiting


def _asked(extractor: Extractor, readings: list[Reading], geocoder: Asks) -> list[Reading]:
    """Ask for what all reports lack, then read those again that lacked something."""
    survey = Survey()
    lacking = [survey.add(reading.resolutions) for reading in readings]
    again = extractor.asking(survey.ask(geocoder))
    return [_read_again(again, one) if lacks else one for one, lacks in zip(readings, lacking, strict=True)]


def _read_again(extractor: Extractor, reading: Reading) -> Reading:
    try:
        return extractor.read_one(reading.document)
    except Exception as problem:  # noqa: BLE001  # an odd answer never costs the report
        words = f"the geocoder's answers are left out: {type(problem).__name__}: {problem}"
        return replace(reading, problems=(*reading.problems, words))


def _shown(documents: Iterable[Document], *, progress: bool) -> Iterable[Document]:
    if not progress:
        return documents
    from tqdm.auto import tqdm

    shown: Iterable[Document] = tqdm(documents, desc="reading", unit="report")
    return shown


def _ask_for_dates(readings: list[Reading]) -> None:
    undated = [
        r.document.id for r in readings if r.document.published is None and any(waits_for_a_day(w) for w in r.times)
    ]
    if undated:
        more = f" and {len(undated) - 3} more" if len(undated) > 3 else ""
        message = (
            f"no publication date for {', '.join(repr(i) for i in undated[:3])}{more}: relative dates such as "
            'on Saturday stay open. Give it with published="2023-09-17".'
        )
        warnings.warn(message, NoPublicationDate, stacklevel=3)

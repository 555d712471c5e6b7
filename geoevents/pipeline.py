"""Documents → readings → a timeline: composition only."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.errors import GeocoderUnavailable, NoPublicationDate, SkippedDocument
from geoevents.events import find_events
from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.merge import merge
from geoevents.model import Document, Reading
from geoevents.places import DEFAULT_MIN_SCORE, resolve
from geoevents.timeline import Timeline
from geoevents.timex import find_times, waits_for_a_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoevents.gazetteer import Gazetteer
    from geoevents.geocode import Geocoder
    from geoevents.model import Candidate, Resolution


_GEOCODED = 0.6
"""How sure a geocoder's best answer is: the name agrees, nothing else was weighed."""


class Extractor:
    """Reads documents with one gazetteer and one threshold.

    Args:
        gazetteer: Where names are looked up; the packaged one when left out.
        min_score: From 0 to 1; a place that is less sure than this stays unresolved.
        geocoder: A :class:`geoevents.geocode.Geocoder` for the names that the gazetteer lacks; nobody is asked
            when it is left out.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        min_score: float = DEFAULT_MIN_SCORE,
        geocoder: Geocoder | None = None,
    ) -> None:
        self.gazetteer = gazetteer or default_gazetteer()
        self.min_score = min_score
        self.geocoder = geocoder

    def read_one(self, document: Document) -> Reading:
        """Find places, times and events of one document.

        Args:
            document: The report.

        Returns:
            All that was found; empty tuples for a text that names nothing.
        """
        analysis = analyse(document, self.gazetteer)
        resolutions = resolve(document, analysis.mentions, self.gazetteer, min_score=self.min_score)
        resolutions, problems = self._with_geocoder(resolutions)
        whens = find_times(document.text, published=document.published)
        events, judged = find_events(document, analysis, resolutions, whens)
        return Reading(document=document, resolutions=judged, times=whens, events=events, problems=problems)

    def _with_geocoder(self, found: tuple[Resolution, ...]) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
        """Ask the geocoder for the names that nothing bears, most frequent first; say when it does not answer."""
        unknown = Counter(r.mention.text for r in found if r.place is None and not r.alternatives and _literal(r))
        if self.geocoder is None or not unknown:
            return found, ()
        countries = tuple({r.place.country for r in found if r.place and r.place.country})
        answers: dict[str, Resolution] = {}
        try:
            for name, _ in unknown.most_common():
                candidates = self.geocoder.candidates(name, countries=countries)
                answers |= {
                    r.mention.text: _geocoded(r, candidates) for r in found if r.mention.text == name and candidates
                }
        except GeocoderUnavailable as problem:
            return tuple(_answered(r, answers) for r in found), (str(problem),)
        return tuple(_answered(r, answers) for r in found), ()


def _literal(resolution: Resolution) -> bool:
    return resolution.mention.kind == "literal"


def _geocoded(resolution: Resolution, candidates: tuple[Candidate, ...]) -> Resolution:
    best, *others = candidates
    reason = f"not in the gazetteer; the best answer of {best.place.source}"
    return replace(
        resolution, place=best.place, score=_GEOCODED, alternatives=tuple(others[:5]), reason=reason, rung="geocoder"
    )


def _answered(resolution: Resolution, answers: dict[str, Resolution]) -> Resolution:
    """The geocoder's answer for a mention's name, with the mention's own place in the text."""
    answer = answers.get(resolution.mention.text)
    return replace(answer, mention=resolution.mention) if answer and _literal(resolution) else resolution


def extract(
    documents: Iterable[Document] | Document,
    *,
    title: str | None = None,
    min_score: float = DEFAULT_MIN_SCORE,
    gazetteer: Gazetteer | None = None,
    geocoder: Geocoder | None = None,
    progress: bool = False,
) -> Timeline:
    """Read reports and put what they tell on one timeline.

    Args:
        documents: Reports, as :func:`geoevents.read` returns them.
        title: Title of the story.
        min_score: From 0 to 1; a place that is less sure than this stays unresolved.
        gazetteer: Another gazetteer than the packaged one.
        geocoder: Asked for names that the gazetteer lacks; nobody is asked when it is left out.
        progress: Whether to show a progress bar.

    Returns:
        The timeline, with the same happening of several reports told as one event.

    Warns:
        NoPublicationDate: Once, when reports have no publication date: relative dates then stay open.
        SkippedDocument: For each report that could not be read; the others are kept.

    Example:
        >>> import geoevents as ge
        >>> story = ge.extract(ge.Document(id="a", text="A storm hit Galveston on 8 September 1900."))
        >>> [(e.place.place.name, e.when.earliest.isoformat()) for e in story.events]
        [('Galveston', '1900-09-08')]
    """
    extractor = Extractor(gazetteer, min_score=min_score, geocoder=geocoder)
    reports = (documents,) if isinstance(documents, Document) else documents
    readings: list[Reading] = []
    for document in _shown(reports, progress=progress):
        try:
            readings.append(extractor.read_one(document))
        except Exception as problem:  # noqa: BLE001  # one bad report never costs the batch
            message = f"left out report {document.id!r}: {type(problem).__name__}: {problem}"
            warnings.warn(message, SkippedDocument, stacklevel=2)
    _ask_for_dates(readings)
    events = merge(event for reading in readings for event in reading.events)
    return Timeline(readings=tuple(readings), events=events, title=title)


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

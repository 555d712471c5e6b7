"""A text with all that is known of it before its place names are settled, and a stretch of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.language.scan import WHERE
from geoevents.language.verbs import PLACE_OBJECT_VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoevents.gazetteer import NameHint
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.names import Name
    from geoevents.language.recogniser import Recognition


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text taken for a place name."""

    start: int
    end: int
    first: int
    last: int
    score: float
    inside: Name | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text with all that is known of it before its place names are settled."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[Word]
    sentences: Sequence[Sentence]
    begins: Sequence[int]
    names: Sequence[Name]
    hints: Mapping[tuple[int, int], NameHint]
    recognition: Recognition

    def sentence_at(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.sentences[bisect_right(self.begins, index) - 1]

    def believes(self, first: int, last: int) -> float:
        """How sure the network is of a token range."""
        return self.recognition.believes(self.tokens[first].start, self.tokens[last - 1].end)

    def governed(self, first: int, last: int) -> bool:
        """Whether a word beside a name makes it a place: *off Galle*, *reached Recife*, *Kherson was shelled*."""
        begin = self.sentence_at(first).first
        before = first - 1
        if before > begin and self.words[before].tag == "DET":
            before -= 1
        if before >= begin and self.words[before].lemma in WHERE:
            return True
        verb = self.words[last + 1] if last + 1 < len(self.words) and self.words[last].tag == "AUX" else None
        return verb is not None and verb.tag == "VERB" and verb.lemma in PLACE_OBJECT_VERBS

    def name_at(self, index: int) -> Name | None:
        """The proper name that a token belongs to, if any."""
        at = bisect_right(self.names, index, key=lambda name: name.last)
        return self.names[at] if at < len(self.names) and self.names[at].first <= index else None

    def name_around(self, first: int, last: int) -> Name | None:
        """The longer proper name that a token range is a part of, if any."""
        name = self.name_at(first)
        return name if name and last <= name.last and name.last - name.first > last - first else None

"""What the words of a report say: sentences, place mentions, names, verb groups and clauses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoevents.errors import InvalidRecord
from geoevents.language.grammar import Clause, Group, Word, clauses_of, group_at, tag_text
from geoevents.language.layout import Sentence, Token, sentences_of, tokens_of
from geoevents.language.mentions import find_mentions
from geoevents.language.names import Name
from geoevents.language.recogniser import Recognises, default_recogniser
from geoevents.model import Kind, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Document

__all__ = ["Analysis", "Clause", "Group", "Mention", "Name", "Sentence", "Token", "Word", "analyse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One document, read."""

    text: str
    """The document's text."""
    tokens: tuple[Token, ...]
    """All tokens in text order, white space left out."""
    words: tuple[Word, ...]
    """Their tags, one per token."""
    sentences: tuple[Sentence, ...]
    """Sentences in text order."""
    clauses: tuple[Clause, ...]
    """Clauses in text order."""
    names: tuple[Name, ...]
    """Proper names with their labels."""
    mentions: tuple[Mention, ...]
    """Place mentions in text order."""

    starts: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False)
    """Where tokens (characters), sentences and clauses (tokens) begin, for binary search."""

    def __post_init__(self) -> None:
        starts = (
            tuple(t.start for t in self.tokens),
            tuple(s.first for s in self.sentences),
            tuple(c.first for c in self.clauses),
        )
        object.__setattr__(self, "starts", starts)

    def token_at(self, offset: int) -> int:
        """Index of the token that covers a character offset, or of the next one."""
        index = bisect_right(self.starts[0], offset) - 1
        return max(index, 0) if index < 0 or self.tokens[index].end > offset else min(index + 1, len(self.tokens) - 1)

    def sentence_at(self, index: int) -> Sentence:
        """The sentence that a token belongs to."""
        return self.sentences[max(bisect_right(self.starts[1], index) - 1, 0)]

    def clause_at(self, index: int) -> Clause:
        """The clause that a token belongs to."""
        return self.clauses[self.clause_number(index)]

    def clause_number(self, index: int) -> int:
        """Number of the clause that a token belongs to, from 0."""
        return max(bisect_right(self.starts[2], index) - 1, 0)

    def group_at(self, index: int) -> Group:
        """The verb group that ends in the verb at a token."""
        sentence = self.sentence_at(index)
        return group_at(self.words[sentence.first : sentence.last], index - sentence.first, sentence.first)

    def span(self, first: int, last: int) -> str:
        """Text of a token range."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""


def analyse(
    document: Document, gazetteer: Gazetteer, *, doc: Doc | None = None, recogniser: Recognises | None = None
) -> Analysis:
    """Read a document: sentences, tags, clauses, names and place mentions.

    Args:
        document: The report. Where it brings its own toponym spans, these replace recognition.
        gazetteer: Where names are looked up.
        doc: A spaCy document of the same text whose tokens are to be used.
        recogniser: What finds names; the packaged network when left out.

    Returns:
        The analysis; empty tuples for an empty text.

    Example:
        >>> from geoevents.gazetteer import default_gazetteer
        >>> from geoevents.model import Document
        >>> report = Document(id="a", text="The train left Artyom for Pyongyang.")
        >>> [(m.text, m.kind) for m in analyse(report, default_gazetteer()).mentions]
        [('Artyom', 'literal'), ('Pyongyang', 'literal')]
    """
    text = document.text
    tokens = tokens_of(text, doc)
    sentences = sentences_of(text, tokens)
    words = tag_text(tokens, sentences)
    clauses = [c for s in sentences for c in clauses_of(words[s.first : s.last], s.first)]
    recognition = (recogniser or default_recogniser()).read(text, [(s.start, s.end) for s in sentences])
    mentions, names = find_mentions(text, tokens, words, sentences, gazetteer, recognition)
    if document.spans is not None:
        mentions = _given(document, document.spans, mentions)
    return Analysis(
        text=text,
        tokens=tokens,
        words=tuple(words),
        sentences=sentences,
        clauses=tuple(clauses),
        names=names,
        mentions=mentions,
    )


def _given(document: Document, spans: tuple[tuple[int, int], ...], found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The spans that came with the input, with the kind that recognition gives where it found them too."""
    text = document.text
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise InvalidRecord(
                f"toponym span {start}–{end} lies outside the text of {document.id!r}, which has {len(text)} "
                "characters: give start and end as character offsets, end exclusive"
            )
    ours = {(m.start, m.end): m for m in found}
    return tuple(
        ours.get(span)
        or Mention(
            start=span[0],
            end=span[1],
            text=text[span[0] : span[1]],
            kind=_nearest_kind(span, found),
            reason="given with the input",
        )
        for span in sorted(set(spans))
        if text[span[0] : span[1]].strip()
    )


def _nearest_kind(span: tuple[int, int], found: tuple[Mention, ...]) -> Kind:
    return next((m.kind for m in found if m.start < span[1] and span[0] < m.end), "literal")

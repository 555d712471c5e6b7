"""Blocks, sentences, tags, clauses, names and place mentions."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.language.grammar import group_at, tag_words
from geoevents.language.layout import blocks_of, sentences_of, tokens_of
from geoevents.language.verbs import noun_trigger, verb_form
from geoevents.model import Document

GAZETTEER = default_gazetteer()


def read(text):
    return analyse(Document(id="t", text=text), GAZETTEER)


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("[ad_1]", "furniture"),
        ("Leave a Reply", "furniture"),
        ("Your email address will not be published", "furniture"),
        ("03:46", "furniture"),
        ("3 Comments", "furniture"),
        ("Related Articles", "furniture"),
        ("Mayor opens bridge after ten years", "heading"),
        ("The mayor opened the bridge on Monday.", "body"),
        ("The mayor cuts a ribbon on Monday. Photo: Example Agency", "caption"),
    ],
)
def test_what_a_block_is(block, kind):
    assert [found for *_, found in blocks_of(f"{block}\n\nIt rained all day in Ghent.")] == [kind, "body"]


@pytest.mark.parametrize("text", ["Mayor opens bridge after ten years", "Mayor opens bridge\n\nShip leaves port"])
def test_headings_with_nothing_below_are_the_text(text):
    assert {kind for *_, kind in blocks_of(text)} == {"body"}


def test_an_authors_life_at_the_end_is_no_story():
    story = "The flood reached Prague on Monday.\n\nIt fell on Tuesday."
    text = f"{story}\n\nAnna Example is a staff writer at the Example Post. She lives in Brno."
    assert [kind for *_, kind in blocks_of(text)] == ["body", "body", "biography"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Lee left. He came back.", ["Gen. Lee left.", "He came back."]),
        ("He lives in the U.S. The house is old.", ["He lives in the U.S.", "The house is old."]),
        ("“We won.” She smiled.", ["“We won.”", "She smiled."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
    ],
)
def test_sentences(text, sentences):
    assert [text[s.start : s.end] for s in sentences_of(text, tokens_of(text))] == sentences


@pytest.mark.parametrize(
    ("text", "verb", "status"),
    [
        ("He will visit Bonn.", "visit", "planned"),
        ("He is expected to visit Bonn.", "visit", "planned"),
        ("He did not visit Bonn.", "visit", "negated"),
        ("He failed to visit Bonn.", "visit", "negated"),
        ("He may visit Bonn.", "visit", "possible"),
        ("He is believed to have visited Bonn.", "visited", "possible"),
        ("He is visiting Bonn.", "visiting", "ongoing"),
        ("He visited Bonn.", "visited", "occurred"),
        ("He helped to search Bonn.", "search", "occurred"),
    ],
)
def test_what_a_verb_group_says(text, verb, status):
    tokens = tokens_of(text)
    words = tag_words(tokens, sentences_of(text, tokens)[0])
    position = [t.lower for t in tokens].index(verb)
    assert words[position].tag == "VERB"
    assert group_at(words, position, 0).status == status


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("travelled", ("travel", "VBD")),
        ("traveled", ("travel", "VBD")),
        ("overran", ("overrun", "VBD")),
        ("struck", ("strike", "VBN")),
        ("table", None),
    ],
)
def test_forms_of_verbs(word, form):
    found = verb_form(word)
    assert (found and found[0]) == (form and form[0])


def test_nouns_of_happening_have_a_kind():
    assert (noun_trigger("earthquakes"), noun_trigger("talks"), noun_trigger("table")) == ("disaster", "meeting", None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The minister met them in Hanoi.", {"Hanoi": "literal"}),
        ("Hanoi rejected the offer.", {"Hanoi": "metonym"}),
        ("Vietnam's foreign minister resigned.", {"Vietnam": "metonym"}),
        ("The Vietnamese ship sank.", {"Vietnamese": "demonym"}),
        ("Bank of Canada officials spoke.", {"Canada": "embedded"}),
        (
            "They drove through Lyon, Marseille and Nice.",
            {"Lyon": "literal", "Marseille": "literal", "Nice": "literal"},
        ),
        ("The plane left Boston, Mass., at noon.", {"Boston": "literal", "Mass.": "literal"}),
        ("Paris Hilton sang.", {}),
        ("President Jordan Washington signed it.", {}),
        ("The band played the song Farewell of Vienna.", {"Vienna": "embedded"}),
        ("In March he may go.", {}),
        ("The fire burned near Stratford-upon-Avon.", {"Stratford-upon-Avon": "literal"}),
    ],
)
def test_mentions_and_their_kinds(text, kinds):
    assert {m.text: m.kind for m in read(text).mentions} == kinds


def test_spans_of_the_input_replace_recognition():
    text = "Kim met them in Hanoi."
    document = Document(id="t", text=text, spans=((0, 3),))
    assert [m.text for m in analyse(document, GAZETTEER).mentions] == ["Kim"]


def test_a_surname_is_carried_through_the_text():
    text = "Peter Lancaster was arrested in Leeds. Lancaster said nothing."
    assert [m.text for m in read(text).mentions] == ["Leeds"]


WORDS = st.sampled_from(
    [*"In on Moscow Paris , . and the of met visited President Kim -on- U.S. “ ” (Reuters) 2023 – 東京".split(), "\n\n"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_mentions_lie_in_the_text_and_never_overlap(text):
    mentions = read(text).mentions
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))

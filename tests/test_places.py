"""Which bearer of a name is meant."""

import pytest

from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.model import Document, Mention, Place
from geoevents.places import distance_km, resolve
from geoevents.places.home import land_of

GAZETTEER = default_gazetteer()


def resolved(text, **options):
    document = Document(id="t", text=text)
    found = resolve(document, analyse(document, GAZETTEER).mentions, GAZETTEER, **options)
    return {r.mention.text: r for r in found}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A storm hit Paris, Texas.", "Paris", "US", "TX"),
        ("A strike closed museums in Paris.", "Paris", "FR", None),
        ("He flew from Toledo, Spain, to Rome.", "Toledo", "ES", None),
        ("The court sat in Moscow.", "Moscow", "RU", None),
        ("Trains from Artyom to Vladivostok were late.", "Artyom", "RU", "59"),
        ("Deputies in Kharkiv met.", "Kharkiv", "UA", None),
        ("Voters in Georgia, in Atlanta and in Savannah queued.", "Georgia", "US", "GA"),
        ("Police in Tbilisi and in Batumi said Georgia had closed its border.", "Georgia", "GE", None),
    ],
)
def test_the_right_bearer_of_a_name(text, name, country, admin1):
    place = resolved(text)[name].place
    assert place is not None
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_every_answer_is_explained():
    answer = resolved("A storm hit Paris, Texas.")["Paris"]
    assert "Texas" in answer.reason
    assert 0 < answer.score <= 1
    assert answer.alternatives[0].place.country == "FR"


def test_a_guess_below_the_threshold_stays_unresolved_with_its_candidates():
    answer = resolved("He was seen in Springfield.", min_score=0.99)["Springfield"]
    assert answer.place is None
    assert "Springfield" in answer.reason
    assert len(answer.alternatives) > 1


def test_one_name_means_one_place_in_a_document():
    document = Document(id="t", text="He left Paris, Texas. In Paris it rained.")
    found = resolve(document, analyse(document, GAZETTEER).mentions, GAZETTEER)
    assert len({r.place.id for r in found if r.mention.text == "Paris"}) == 1


def test_the_answer_does_not_depend_on_other_documents():
    alone = resolved("He was seen in Springfield and in Chicago.")
    resolved("Springfield, Massachusetts, is near Hartford.")
    assert resolved("He was seen in Springfield and in Chicago.") == alone


def test_distance_is_symmetric_and_zero_at_home():
    lima = Place(id="a", name="Lima", latitude=-12.05, longitude=-77.04)
    tokyo = Place(id="b", name="Tokyo", latitude=35.69, longitude=139.69)
    assert distance_km(lima, lima) == 0
    assert distance_km(lima, tokyo) == pytest.approx(distance_km(tokyo, lima)) == pytest.approx(15_493, rel=0.01)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("The suspect was arrested at Incheon airport.", "Incheon", "airport:ICN"),
        ("Snow shut highways across New York state.", "New York", "admin1:US.NY"),
        ("Judges in the state of New York ruled on Monday.", "New York", "admin1:US.NY"),
    ],
)
def test_the_words_beside_a_name_may_say_which_it_is(text, name, place):
    answer = resolved(text)[name]
    assert answer.place.id == place
    assert "words beside the name" in answer.reason


def answers(text, *names, min_score=0):
    """Answers for names whose spans are given, in text order where a name comes twice."""
    mentions, start = [], {}
    for name in names:
        start[name] = text.index(name, start.get(name, 0)) + 1
        mentions.append(Mention(start=start[name] - 1, end=start[name] - 1 + len(name), text=name, kind="literal"))
    return resolve(Document(id="t", text=text), mentions, GAZETTEER, min_score=min_score)


def given(text, *names, min_score=0.25):
    """The same by name."""
    return {r.mention.text: r for r in answers(text, *names, min_score=min_score)}


@pytest.mark.parametrize(
    ("text", "names", "near", "words"),
    [
        (
            "Fire broke out at Grimble Mill, Nottingham, at dawn.",
            ("Grimble Mill", "Nottingham"),
            "Nottingham",
            "puts it",
        ),
        ("Nottingham's Grimble Street was shut.", ("Nottingham", "Grimble Street"), "Nottingham", "calls it"),
        ("In Leeds a bus hit a wall. Grimble Lane is shut.", ("Leeds", "Grimble Lane"), "Leeds", "is about"),
    ],
)
def test_a_name_that_no_gazetteer_has_lies_near_what_the_report_puts_it_in(text, names, near, words):
    answer = next(a for name, a in given(text, *names, min_score=0).items() if "Grimble" in name)
    assert answer.rung == "context"
    assert answer.place.name == f"near {near}"
    assert answer.place.precision != "site"
    assert answer.place.radius_km >= 5
    assert answer.score < 0.95
    assert words in answer.reason


def test_without_asking_for_the_best_guess_it_stays_unresolved_and_says_where_it_may_be():
    answer = given("Fire broke out at Grimble Mill, Nottingham, at dawn.", "Grimble Mill", "Nottingham")["Grimble Mill"]
    assert answer.place is None
    assert "no place called" in answer.reason
    assert "Nottingham" in answer.reason
    assert [c.rung for c in answer.alternatives] == ["context"]


def test_one_answer_for_a_name_that_no_gazetteer_has_wherever_it_stands():
    text = "Fire broke out in Quellmoor Lane in Leeds. Lorries from Dover to Calais were late. Quellmoor Lane is shut."
    found = answers(text, "Quellmoor Lane", "Leeds", "Dover", "Calais", "Quellmoor Lane")
    assert {found[0].place.id, found[-1].place.id} == {"near:geonames:2644688"}


def test_a_town_in_the_name_of_a_company_keeps_the_report_there():
    text = "Otley flooded. The Harrogate Water Works shut. Chartres was mentioned once. The Quellmoor Forge burnt down."
    names = ("Quellmoor Forge", "Otley", "Chartres")
    alone, beside = (answers(text, *names, *more)[0].place for more in ((), ("Harrogate Water Works",)))
    assert alone.country == "FR"
    assert beside.country == "GB"


@pytest.mark.parametrize(
    ("text", "name", "container"),
    [
        ("A dam broke near Rockingham, Northamptonshire, on Friday.", "Rockingham", "Northamptonshire"),
        ("The plant in Pulaski, Nevada, was shut.", "Pulaski", "Nevada"),
    ],
)
def test_a_small_place_is_none_of_its_name_far_from_where_the_report_puts_it(text, name, container):
    answer = answers(text, name, container, min_score=0.25)[0]
    assert answer.place is None
    assert container in answer.reason
    assert answer.alternatives[0].place.name == f"near {container}"
    assert {c.rung for c in answer.alternatives[1:]} == {"exact"}


@pytest.mark.parametrize(
    ("text", "name", "container"),
    [
        ("Trains between Orlando, Georgia and Alabama stood still.", "Orlando", "Georgia"),
        ("Flights to Lisbon, Madeira and the Azores were late.", "Lisbon", "Madeira"),
        ("A bridge in Kansas City, Kansas, was shut.", "Kansas City", "Kansas"),
    ],
)
def test_a_large_or_a_near_place_may_stand_before_a_division_that_it_is_not_in(text, name, container):
    assert answers(text, name, container, min_score=0.25)[0].place.name == name


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("They came from California, Oregon or Washington.", ("California", "Oregon", "Washington"), "admin1:US.WA"),
        ("Talks in London, Paris and Washington went on.", ("London", "Paris", "Washington"), "geonames:4140963"),
        ("Armenia, Azerbaijan and Georgia met.", ("Armenia", "Azerbaijan", "Georgia"), "geonames:614540"),
        ("Florida, Alabama and Georgia were hit.", ("Florida", "Alabama", "Georgia"), "admin1:US.GA"),
    ],
)
def test_divisions_are_listed_with_divisions(text, names, wanted):
    assert answers(text, *names)[-1].place.id == wanted


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("Deputies from Paris and Henry County helped.", ("Paris", "Henry County"), "geonames:4647963"),
        ("Officials of Henderson County met in Athens.", ("Athens", "Henderson County"), "geonames:4671545"),
        ("Paris and Berlin agreed.", ("Paris", "Berlin"), "geonames:2988507"),
        ("Trains from Huntsville to Birmingham were late.", ("Huntsville", "Birmingham"), "geonames:4068590"),
    ],
)
def test_two_names_that_lie_side_by_side_in_one_place_only(text, names, wanted):
    assert given(text, *sorted(names, key=text.index))[names[0]].place.id == wanted


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        (
            "Storms over the Atlantic hit Virginia and Norfolk.",
            ("Atlantic", "Virginia", "Norfolk"),
            "overlay:atlantic-ocean",
        ),
        ("A ship sank in the Pacific off Oregon.", ("Pacific", "Oregon"), "overlay:pacific-ocean"),
        ("Police in Pacific, Missouri, met near St. Louis.", ("Pacific", "Missouri", "St. Louis"), "geonames:4402300"),
    ],
)
def test_a_sea_is_no_town_that_bears_its_short_name(text, names, wanted):
    assert answers(text, *names)[0].place.id == wanted


@pytest.mark.parametrize(
    ("address", "land"),
    [
        ("https://www.example.co.uk/news/1", "GB"),
        ("https://example.ca", "CA"),
        ("http://user@example.ie:8080/x", "IE"),
        ("https://example.com/a.ru", None),
        ("https://example.tv/x", None),
        ("https://127.0.0.1/x", None),
        ("not an address", None),
        ("http://[::1", None),
    ],
)
def test_the_country_of_a_publishers_address(address, land):
    assert land_of(Document(id="t", text="", url=address)) == land


def test_the_source_serves_where_no_address_is_known():
    assert land_of(Document(id="t", text="", source="example.co.nz")) == "NZ"
    assert land_of(Document(id="t", text="", source="The Example Times, St. Ives")) is None


@pytest.mark.parametrize(
    ("name", "address", "country"),
    [
        ("Newcastle", "https://example.co.uk", "GB"),
        ("Newcastle", "https://example.com.au", "AU"),
        ("Halifax", "https://example.co.uk", "GB"),
        ("Halifax", "https://example.ca", "CA"),
        ("Boston", "https://example.co.uk", "US"),
        ("London", "https://example.ca", "GB"),
        ("Perth", "https://example.co.uk", "AU"),
    ],
)
def test_a_publisher_writes_of_its_own_newcastle_but_not_of_its_own_boston(name, address, country):
    document = Document(id="t", text=f"Fire broke out in {name}.", url=address)
    assert resolve(document, analyse(document, GAZETTEER).mentions, GAZETTEER, min_score=0)[0].place.country == country


def test_a_report_that_names_its_country_is_not_moved_by_the_publishers():
    document = Document(id="t", text="Fire broke out in Lancaster, Pennsylvania.", url="https://example.co.uk")
    assert resolve(document, analyse(document, GAZETTEER).mentions, GAZETTEER)[0].place.admin1 == "PA"


def test_nothing_is_near_nothing():
    answer = given("Fire broke out at Grimble Mill.", "Grimble Mill", min_score=0)["Grimble Mill"]
    assert answer.place is None


def test_a_street_is_not_near_the_town_that_it_is_called_after():
    answer = given("In Leeds they closed Nottingham Street.", "Leeds", "Nottingham Street", min_score=0)
    assert answer["Nottingham Street"].place.name == "near Leeds"


@pytest.mark.parametrize(("lines", "name"), [(1, "near Bradford"), (800, None)])
def test_a_book_is_not_about_one_place(lines, name):
    text = "Fire broke out at Grimble Mill.\n" + "It rained for a day and a night.\n" * lines + "Bradford slept."
    place = given(text, "Grimble Mill", "Bradford", min_score=0)["Grimble Mill"].place
    assert (place.name if place else None) == name

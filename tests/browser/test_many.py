"""Very many events: the same page on a canvas, from packed columns."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from crowd import crowd, pacific
from stories import HOSTILE

from geoevents import page as pages
from geoevents.interface import interface
from geoevents.maps import draw
from geoevents.payload import cards, listed
from geoevents.timeline import Timeline

EVENTS = crowd()
SHOWN = listed(EVENTS)
_OPEN = """async (rows) => {
    const story = JSON.parse(document.getElementById("geoevents-story").textContent);
    const text = document.getElementById("geoevents-columns").textContent.trim();
    const table = await GeoEvents.columns.open(text, story.columns);
    return rows.map((row) => GeoEvents.columns.card(table, row));
}"""
_AT = """([lat, lon]) => {
    const [map] = Object.values(window).filter((value) => value instanceof L.Map);
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const box = map.getContainer().getBoundingClientRect();
    return [x + box.left, y + box.top];
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    return {
        "crowd": pages.save(draw(EVENTS, title="A wet August"), folder / "crowd.html"),
        "pacific": pages.save(draw(pacific(), title="Boats"), folder / "pacific.html"),
    }


@pytest.fixture
def many(files, show):
    """Open one of the pages and wait until it is drawn."""

    def opened(name="crowd", **settings):
        view = show(files[name], **settings)
        view.page.locator(".ge-canvas[data-drawn]").wait_for(state="attached")
        view.page.wait_for_timeout(300)
        return view

    return opened


def count(view):
    """How many events the page says that it shows."""
    view.page.wait_for_timeout(400)
    return int(view.page.locator(".ge-count").inner_text().split()[0].replace(",", ""))


def test_a_row_becomes_the_card_that_python_would_have_written(many):
    view = many()
    found = view.page.evaluate(_OPEN, list(range(len(SHOWN))))
    words = interface("en")
    grounds = {}
    map_ = draw(EVENTS, outlines=False)
    for row, (card, event) in enumerate(zip(found, SHOWN, strict=True)):
        (wanted,) = json.loads(json.dumps([asdict(card) for card in cards([event], [], grounds, words)]))
        for name in ("key", "label"):
            wanted[name] = str(row + 1)
        if not card["short"].endswith(wanted["short"]):
            assert wanted["short"] in card["short"]
        for name in ("short", "outline", "where_words"):
            del wanted[name], card[name]
        del wanted["edit"]  # only on pages where places may be put right
        assert card["lat"] == pytest.approx(wanted.pop("lat"), abs=6e-5)
        assert card["lon"] == pytest.approx(wanted.pop("lon"), abs=6e-5)
        del card["lat"], card["lon"]
        assert card == wanted
    assert map_.story.columns.count == len(SHOWN)


def test_nothing_runs_and_nothing_is_asked_for(many):
    view = many()
    view.page.get_by_role("searchbox").fill("window.hacked")
    assert count(view) > 0
    view.page.keyboard.press("Escape")
    view.page.locator(".ge-card-head").first.click()
    view.page.wait_for_timeout(300)
    assert view.page.evaluate("window.hacked") is None
    assert view.page.locator(".geoevents img").count() == 0
    assert HOSTILE.split()[0] in view.page.locator(".ge-card.ge-chosen").inner_text()
    assert view.faults() == []


@pytest.mark.parametrize(
    ("fragment", "kept"),
    [
        ("", {}),
        ("#days=2023-08-10..2023-08-20", {"since": "2023-08-10", "until": "2023-08-20"}),
        ("#days=2023-08-01..2023-08-01", {"since": "2023-08-01", "until": "2023-08-01"}),
        ("#not=planned,possible,negated,ongoing", {"status": "occurred"}),
        ("#sure=high", {"min_confidence": 0.745}),
        ("#who=Ole%20Vik&sure=medium", {"actor": "Ole Vik", "min_confidence": 0.495}),
        (
            "#not=occurred&days=2023-09-01..2023-12-31",
            {"status": {"ongoing", "planned", "possible", "negated"}, "since": "2023-09-01", "until": "2023-12-31"},
        ),
    ],
)
def test_filters_leave_what_python_leaves(many, fragment, kept):
    view = many(fragment=fragment)
    placed = [event for event in Timeline((), tuple(EVENTS)).filter(**kept) if event.place.place]
    assert count(view) == len(placed)
    assert f"{len(placed):,} of {len(SHOWN):,} events" in view.page.locator(".ge-canvas").get_attribute("aria-label")


def test_words_find_what_the_cards_say(many):
    words = "moen|ole vik|HAMAR|uberschwemmung|witness 17|said witness|morning, said|bridge was closed near"
    words += "|8 august|61.5|valley|near are in"
    view = many()
    said = """async ([cards, words]) => words.map((find) => {
        const filters = { ...GeoEvents.filters.none(), find };
        return cards.filter((card) => GeoEvents.filters.passes(card, filters)).length;
    })"""
    everything = view.page.evaluate(_OPEN, list(range(len(SHOWN))))
    wanted = dict(zip(words.split("|"), view.page.evaluate(said, [everything, words.split("|")]), strict=True))
    found = {}
    for find in wanted:
        view.page.get_by_role("searchbox").fill(find)
        found[find] = count(view)
    assert found == wanted


def test_chips_and_publishers_narrow_too(many):
    view = many()
    view.page.get_by_text("Kinds of event").click()
    view.page.get_by_role("button", name="Travel", exact=True).click()
    assert count(view) == sum(event.type != "travel" for event in SHOWN)
    view.page.get_by_text("More filters").click()
    view.page.get_by_label("Source").select_option("Example Valley Post")
    assert count(view) == sum(
        event.type != "travel" and any(proof.source for proof in event.evidence) for event in SHOWN
    )
    view.page.get_by_role("button", name="Show all", exact=True).click()
    assert count(view) == len(SHOWN)


def alone():
    """An event at a point of its own, and its row."""
    return next(
        (row, event)
        for row, event in enumerate(SHOWN)
        if event.place.place.precision == "site" and event.place.place.name[0].isdigit() and not event.umbrella
    )


def test_a_click_opens_the_event_under_the_pointer(many):
    row, event = alone()
    where = event.place.place
    view = many(fragment=f"#view={where.latitude},{where.longitude},13")
    assert view.page.locator(".ge-canvas").get_attribute("data-drawn") == "single"
    x, y = view.page.evaluate(_AT, [where.latitude, where.longitude])
    view.page.mouse.move(x + 1, y + 1)
    tip = view.page.locator(".ge-tip")
    tip.wait_for()
    assert where.name in tip.inner_text()
    view.page.mouse.click(x + 1, y + 1)
    view.page.wait_for_timeout(300)
    card = view.page.locator(".ge-card.ge-chosen")
    assert card.get_attribute("data-key") == str(row + 1)
    assert where.name in card.locator("blockquote").inner_text()
    mark = view.page.locator(".ge-mark-body.ge-chosen").bounding_box()
    assert (mark["x"], mark["y"]) == pytest.approx((x, y), abs=2)
    view.page.mouse.click(x + 120, y + 120)
    view.page.wait_for_timeout(300)
    assert view.page.locator(".ge-card.ge-chosen").get_attribute("data-key") == str(row + 1)


def test_events_of_one_town_are_a_list_of_their_own(many):
    here = [event for event in SHOWN if event.place.place.name == "Hamar" and not event.umbrella]
    view = many(fragment="#view=60.7945,11.0679,13")
    x, y = view.page.evaluate(_AT, [60.7945, 11.0679])
    view.page.mouse.click(x, y)
    view.page.wait_for_timeout(300)
    assert view.page.locator(".ge-only").inner_text().startswith(f"{len(here)} events here only.")
    assert view.page.locator(".ge-list > h2").inner_text().upper() == f"1–50 OF {len(here)}"
    assert {*view.page.locator(".ge-card .ge-place > bdi").all_inner_texts()} == {"Hamar"}
    assert count(view) == len(SHOWN)
    view.page.keyboard.press("Escape")
    view.page.wait_for_timeout(300)
    assert view.page.locator(".ge-only").is_hidden()


def test_keys_walk_from_event_to_event_and_over_the_page(many):
    view = many(fragment="#stop=50")
    view.page.locator("body").press("ArrowRight")
    view.page.wait_for_timeout(300)
    assert view.page.locator(".ge-card.ge-chosen").get_attribute("data-key") == "51"
    assert view.page.locator(".ge-list > h2").inner_text().upper().startswith("51–100 OF")
    assert view.page.locator(".ge-voice").inner_text().startswith("51: ")
    assert "stop=51" in view.page.evaluate("location.hash")
    view.page.get_by_role("button", name="Earlier events").press("Enter")
    assert view.page.locator(".ge-card").first.get_attribute("data-key") == "1"
    view.page.locator("body").press("Escape")
    view.page.wait_for_timeout(300)
    assert view.page.locator(".ge-card.ge-chosen").count() == 0


def test_the_handles_of_the_timeline_choose_days(many):
    view = many()
    handle = view.page.get_by_role("slider", name="First day shown")
    for _ in range(6):
        handle.press("PageUp")
    view.page.wait_for_timeout(400)
    first = view.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('days')").split("..")[0]
    last = "2024-12-31"
    kept = Timeline((), tuple(EVENTS)).filter(since=first, until=last)
    assert count(view) == sum(event.place.place is not None for event in kept)


def test_the_date_line_runs_through_the_story_and_not_around_it(many):
    view = many("pacific", fragment="#view=-12.5,180,9")
    east, west = (view.page.evaluate(_AT, [-12.5, longitude]) for longitude in (179.98, 180.02))
    assert 0 < west[0] - east[0] < 60
    drawn = """([x, y]) => {
        const canvas = document.querySelector(".ge-canvas");
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        return canvas.getContext("2d").getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data[3];
    }"""
    assert [view.page.evaluate(drawn, list(point)) for point in (east, west)] == [255, 255]
    view.page.mouse.click(*west)
    view.page.wait_for_timeout(300)
    assert "-12.5, -179.98" in view.page.locator(".ge-card.ge-chosen").inner_text()


def test_many_in_view_are_a_picture_of_density(show, tmp_path):
    view = show(pages.save(draw(crowd(6000)), tmp_path / "dense.html"))
    view.page.locator('.ge-canvas[data-drawn="dense"]').wait_for(state="attached")
    inked = """() => {
        const { width, height } = document.querySelector(".ge-canvas");
        const { data } = document.querySelector(".ge-canvas").getContext("2d").getImageData(0, 0, width, height);
        return data.filter((value, at) => at % 4 === 3 && value).length;
    }"""
    assert view.page.evaluate(inked) > 2000
    assert view.faults() == []


def test_without_what_unpacks_the_page_says_so(files, chromium):
    context = chromium.new_context()
    context.add_init_script("delete window.DecompressionStream")
    page = context.new_page()
    page.goto(files["crowd"].as_uri())
    assert "DecompressionStream" in page.get_by_role("alert").inner_text()
    context.close()


def test_a_damaged_file_says_so(files, show, tmp_path):
    text = files["crowd"].read_text(encoding="utf-8")
    at = text.index('id="geoevents-columns">') + 400
    broken = tmp_path / "broken.html"
    broken.write_text(text[:at] + text[at + 200 :], encoding="utf-8")
    view = show(broken)
    assert "damaged" in view.page.get_by_role("alert").inner_text()


def test_without_javascript_the_first_hundred_are_listed_and_the_rest_counted(files, show):
    plain = show(files["crowd"], java_script_enabled=False).page
    assert plain.locator("ol.ge-plain > li").count() == 100
    assert f"the first 100 of {len(SHOWN):,} events" in plain.locator("div.ge-plain").inner_text()

"""The widget's frame with a model of the test's own in the place of the notebook's."""

from __future__ import annotations

import json

import pytest
from made import reading, visit

from geoevents.timeline import Timeline

pytest.importorskip("anywidget", reason="anywidget is not installed: pip install 'geoevents[test]'")

# What a notebook gives a widget's script, with the model's changes in `told`.
MODEL = """
class Model {
  constructor(values) { this.values = values; this.heard = {}; this.told = []; }
  get(name) { return this.values[name]; }
  set(name, value) { this.values[name] = value; this.told.push(name); }
  save_changes() {}
  on(name, act) { (this.heard[name] ??= new Set()).add(act); }
  off(name, act) { this.heard[name].delete(act); }
  /** As when Python sets a trait. */
  given(name, value) { this.values[name] = value; for (const act of this.heard[`change:${name}`] || []) act(); }
}
"""
STORY = Timeline((reading(),), visit(), title="A visit")


@pytest.fixture
def mount(show, tmp_path):
    """Open a page with the widget in it; Python's side is the widget itself."""

    def opened(widget, **settings):
        values = {name: getattr(widget, name) for name in widget.keys if not name.startswith("_")}
        values = {name: value for name, value in values.items() if _writable(value)}
        script = widget._esm.replace("export default", "const made =").replace("</", "<\\/")
        data = json.dumps(values).replace("<", "\\u003c")
        page = tmp_path / "notebook.html"
        page.write_text(
            f"<!DOCTYPE html><meta charset=utf-8><body style='margin:0'><div id=cell></div><script>{MODEL}\n{script}\n"
            f"var model = new Model({data}); var close = made.render({{model, el: cell}});</script>",
            "utf-8",
        )
        view = show(page, **settings)
        view.page.wait_for_function("model.told.length > 0")
        return view

    return opened


def _writable(value):
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


def value(view, name):
    return view.page.evaluate("name => model.get(name)", name)


def inside(view):
    return view.page.frame_locator("iframe >> nth=-1")


def until(view, condition, **given):
    view.page.wait_for_function(condition, arg=given)


def carried(view, widget):
    """What a notebook does: take over what the page told, and give back what Python made of it."""
    page = widget.page
    widget.rows, widget.undone = value(view, "rows"), value(view, "undone")
    widget.selected = value(view, "selected")
    widget.shown, widget.address = value(view, "shown"), value(view, "address")
    view.page.evaluate("words => model.given('problems', words)", widget.problems)
    if widget.page != page:
        view.page.evaluate("text => model.given('page', text)", widget.page)
        until(view, "() => document.querySelectorAll('iframe').length === 1")


def head(view, key):
    return inside(view).locator(f'.ge-card[data-key="{key}"] .ge-card-head')


def test_a_click_reaches_python_and_python_moves_the_map(mount):
    widget = STORY.widget()
    view = mount(widget)
    assert value(view, "shown") == ["e1", "e2", "e3", "e4"]
    head(view, 2).click()
    until(view, "() => model.get('selected') === 'e2'")
    carried(view, widget)
    assert widget.event.what == "saw missiles"
    view.page.evaluate("model.given('selected', 'e3')")
    inside(view).locator('.ge-card.ge-chosen[data-key="3"]').wait_for()
    assert inside(view).locator(".ge-mark-body.ge-chosen").get_attribute("data-key") == "3"
    assert view.faults() == []


def test_days_and_filters_go_both_ways(mount):
    widget = STORY.widget()
    view = mount(widget)
    widget.days, widget.filters = ("2023-09-16", "2023-09-17"), {"find": "Kozhemyako"}
    view.page.evaluate("words => model.given('address', words)", widget.address)
    until(view, "() => model.get('shown').join() === 'e3'")
    assert inside(view).locator(".ge-card:not([hidden])").count() == 1
    assert inside(view).locator(".ge-find").input_value() == "Kozhemyako"
    inside(view).locator(".ge-find").fill("")
    until(view, "() => model.get('shown').length === 3")
    carried(view, widget)
    assert (widget.days, widget.filters) == (("2023-09-16", "2023-09-17"), {})
    assert [event.id for event in widget.shown_story] == ["e1", "e2", "e3"]
    inside(view).locator(".ge-all").click()
    until(view, "() => model.get('shown').length === 4")
    carried(view, widget)
    assert widget.days is None


def test_a_dragged_stop_is_a_correction_that_both_sides_can_take_back(mount):
    widget = STORY.widget()
    view = mount(widget)
    head(view, 3).click()
    until(view, "() => model.get('selected') === 'e3'")
    view.drag(3, (-90, 60), inside(view))
    until(view, "() => model.get('rows').length === 1")
    carried(view, widget)
    moved = widget.story.filter(actor="Kozhemyako").events[0].place.place
    assert (moved.source, moved.name) == ("correction", "Artyom")
    assert moved.longitude < 132
    # the page that Python made anew shows the same
    assert "Corrected" not in inside(view).locator('.ge-card[data-key="3"]').text_content()
    assert inside(view).locator(".ge-desk strong").text_content() == "1 correction"
    assert inside(view).locator(".ge-card.ge-chosen").get_attribute("data-key") == "3"
    inside(view).locator(".ge-desk button", has_text="Undo").click()
    until(view, "() => model.get('rows').length === 0")
    carried(view, widget)
    assert widget.story.events == STORY.events
    widget.redo()
    view.page.evaluate("rows => { model.given('rows', rows); model.given('undone', []); }", widget.rows)
    inside(view).locator(".ge-desk strong", has_text="1 correction").wait_for()
    assert len(widget.corrections) == 1
    assert view.faults() == []


def test_what_python_could_not_apply_is_said_on_the_page(mount):
    widget = STORY.widget()
    view = mount(widget)
    head(view, 3).click()
    card = inside(view).locator('.ge-card[data-key="3"]')
    card.locator(".ge-edit summary").click()
    card.locator(".ge-edit label input").first.fill("Nowhere-on-Sea")
    card.locator(".ge-edit label input").first.press("Enter")
    until(view, "() => model.get('rows').length === 1")
    carried(view, widget)
    inside(view).locator(".ge-desk p", has_text="knows no place named 'Nowhere-on-Sea'").wait_for()
    assert widget.story.events == STORY.events


def test_a_frame_that_starts_again_is_told_everything_again(mount):
    view = mount(STORY.widget())
    head(view, 2).click()
    until(view, "() => model.get('selected') === 'e2'")
    # notebooks take cells out of the page and put them back while one scrolls
    view.page.evaluate("() => { const box = cell.firstChild; box.remove(); cell.append(box); }")
    inside(view).locator('.ge-card.ge-chosen[data-key="2"]').wait_for()


def test_only_the_frames_of_the_widget_are_heard(mount):
    view = mount(STORY.widget())
    view.page.evaluate("postMessage({type: 'geoevents:state', state: {selected: 'e1'}}, '*')")
    view.page.wait_for_timeout(100)
    assert value(view, "selected") is None
    view.page.evaluate("close()")
    assert view.page.evaluate("[...Object.values(model.heard)].every(acts => acts.size === 0)")


def test_a_review_reaches_python_row_by_row(mount):
    review = STORY.review()
    widget = review.widget()
    view = mount(widget)
    keys = view.page.keyboard
    inside(view).locator(".gr-list li", has_text="Artyom").click()
    keys.press("x")
    until(view, "() => model.get('rows').length === 1")
    carried(view, widget)
    assert [event.id for event in review.story] == ["e1", "e2", "e4", "e5"]
    inside(view).locator(".gr-list li", has_text="Slavianka").click()
    keys.press("d")
    keys.type("2023-09-14")
    keys.press("Enter")
    keys.press("Escape")
    keys.press("p")
    keys.type("Nowhere-on-Sea")
    keys.press("Enter")
    until(view, "() => model.get('rows').length === 3")
    carried(view, widget)
    assert str(next(event for event in review.story if event.id == "e5").when.earliest) == "2023-09-14"
    inside(view).locator("[role=status]", has_text="knows no place named 'Nowhere-on-Sea'").wait_for()
    widget.undo()
    widget.undo()
    widget.undo()
    view.page.evaluate("rows => model.given('rows', rows)", widget.rows)
    inside(view).locator("footer strong", has_text="0 corrections").wait_for()
    assert review.story.events == STORY.events
    assert view.faults() == []


def test_a_press_on_the_map_does_not_scroll_the_page_around_its_frame(show, tmp_path):
    frame = STORY.map()._repr_html_()
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><div style='height:500px'></div>{frame}<div style='height:900px'></div>",
        "utf-8",
    )
    view = show(page)
    inside(view).locator(".ge-ready").wait_for()
    view.page.evaluate("scrollTo(0, 700)")
    inside(view).locator(".ge-legend").click()  # the frame has the focus, its map has not
    view.page.mouse.move(900, 100)
    view.page.mouse.down()
    view.page.wait_for_timeout(200)
    assert view.page.evaluate("scrollY") == 700
    view.page.mouse.up()

"""The page in a frame of a newspaper's page."""

from __future__ import annotations

import pytest

AROUND = """<!DOCTYPE html><html><body><p>An article.</p>
<iframe id="visit" src="http://news.example/story.html" title="A visit"
  style="width:100%;border:0" height="300"></iframe>
<script>
window.heard = [];
addEventListener("message", (event) => {
  const frame = document.getElementById("visit");
  if (event.source !== frame.contentWindow || event.data.type !== "geoevents:height") return;
  window.heard.push(event.data);
  frame.height = event.data.height;
});
</script></body></html>"""


@pytest.fixture
def article(saved, show, served):
    served(saved["visit"])
    address = served(AROUND, "article.html")

    def opened(**settings):
        view = show(address, **settings)
        for _ in range(40):
            view.page.wait_for_timeout(50)
            if view.page.evaluate("window.heard.length"):
                break
        view.page.wait_for_timeout(400)
        return view

    return opened


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_a_frame_follows_the_height_of_the_page_and_comes_to_rest(article, width):
    view = article(viewport={"width": width, "height": 800})
    heard = view.page.evaluate("window.heard")
    assert 1 <= len(heard) <= 4
    assert set(heard[-1]) == {"type", "height"}
    frame = view.page.locator("iframe").bounding_box()
    assert frame["height"] == pytest.approx(heard[-1]["height"], abs=1)
    assert 500 <= frame["height"] <= 1600
    inside = view.page.frames[1]
    assert inside.evaluate("document.documentElement.scrollHeight <= window.innerHeight + 1")
    assert inside.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert view.faults() == []


def test_a_page_around_that_listens_late_may_ask(article):
    view = article()
    view.page.evaluate("window.heard = []")
    view.page.evaluate("document.getElementById('visit').contentWindow.postMessage({ type: 'geoevents:ask' }, '*')")
    view.page.wait_for_timeout(200)
    assert len(view.page.evaluate("window.heard")) == 1


def test_a_page_on_its_own_tells_nobody(saved, show):
    view = show(saved["visit"])
    assert view.page.locator(".ge-framed").count() == 0

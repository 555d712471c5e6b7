"""The door in: encodings, pages, tables, addresses, and who says when a report was published."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoevents.documents import as_day, read
from geoevents.documents.byline import day_above
from geoevents.documents.decoding import decode, unix_newlines
from geoevents.documents.feeds import plain_text
from geoevents.documents.publication import day_in_name
from geoevents.errors import (
    DocumentMissing,
    ExtraMissing,
    GeoEventsWarning,
    InvalidDate,
    InvalidFrame,
    InvalidRecord,
    SkippedDocument,
    UnreadableDocument,
)
from geoevents.model import Document

DAY = date(2023, 9, 17)
PROSE = (
    "The ferry left Stavanger before dawn on Saturday and reached Bergen in the afternoon. "
    "Rain had closed two tunnels on the coast road since Thursday, and lorries were waiting at Os. "
    "The harbour master said that the crossing would run as planned until the weekend. "
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry beats the flood | Coast Paper</title>
<meta property="og:title" content="Ferry beats the flood">
<meta property="og:site_name" content="Coast Paper">
<meta property="article:published_time" content="2023-09-16T21:04:00+02:00">
<link rel="canonical" href="https://coast.example/ferry">
</head><body><nav><a href="/">Home</a> <a href="/paris">Paris</a></nav>
<article><h1>Ferry beats the flood</h1><p>{PROSE}</p><p>{PROSE.replace("ferry", "boat")}</p></article>
<footer>Leave a reply</footer></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Coast Paper</title>
<item><title>Ferry</title><link>https://coast.example/1</link><guid>one</guid>
<pubDate>Sat, 16 Sep 2023 21:04:00 +0200</pubDate>
<description>&lt;p&gt;Rain in &lt;b&gt;Bergen&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Wind.&lt;/p&gt;</description></item>
<item><title>Empty</title><guid>two</guid></item></channel></rss>"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text("Rain fell in Bergen.", "utf-8")
    (tmp_path / "a.md").write_text("# Storm\n\nWind in Stavanger.", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.txt").write_text("Snow in Voss.", "utf-8")
    (tmp_path / ".hidden.txt").write_text("Nothing to see.", "utf-8")
    return tmp_path


# -------------------------------------------------------------------- forms


def test_a_folder_is_read_in_order_and_without_hidden_files(folder):
    assert [document.id for document in read(folder, published=DAY)] == ["a.md", "b.txt", "c.txt"]


def test_a_folder_says_what_it_left_out(folder):
    (folder / "map.png").write_bytes(b"PNG")
    with pytest.warns(GeoEventsWarning, match=r"1 of 4 files.*map\.png"):
        assert len(read(folder)) == 3


@pytest.mark.parametrize("form", [str, Path, lambda p: [p], lambda p: [str(p), p], lambda p: iter((p,))])
def test_every_form_of_a_path_gives_the_same_document(folder, form):
    (document,) = read(form(folder / "b.txt"), published="2023-09-17")
    assert document == Document(
        id="b.txt", text="Rain fell in Bergen.", published=DAY, published_source="given", language="en"
    )


@pytest.mark.parametrize(("pattern", "ids"), [("*.txt", ["b.txt"]), ("**/*.txt", ["b.txt", "c.txt"])])
def test_a_pattern_is_sorted(folder, pattern, ids):
    assert [document.id for document in read(str(folder / pattern))] == ids


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    (tmp_path / "report[1].txt").write_text("Rain.", "utf-8")
    assert read(str(tmp_path / "report[1].txt"))[0].id == "report[1].txt"


def test_documents_pass_through_untouched():
    document = Document(id="a", text="Rain\r\nWind", published=None)
    assert read([document], published=DAY) == (document,)


@pytest.mark.parametrize("text", ["Rain fell.\nWind too.", "Rain fell. " * 30, "Rain fell.\r"])
def test_a_text_is_itself(text):
    (document,) = read(text, published=DAY, title="Weather", url="https://coast.example/1")
    assert document.text == unix_newlines(text)
    assert (document.title, document.url) == ("Weather", "https://coast.example/1")
    assert document.id.startswith("text-")


def test_ids_stay_apart_when_file_names_repeat(tmp_path):
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(f"Rain in {name}.", "utf-8")
    assert sorted(document.id for document in read(tmp_path)) == ["report.txt", "report.txt-2", "report.txt-3"]


@pytest.mark.parametrize("text", ["[ad_1] Rain fell.\n", "What? Rain* fell. " * 20, "a\x00b\n", "~nobody\n"])
def test_a_text_is_never_taken_for_a_pattern(text):
    assert read(text)[0].text == text


def test_a_long_path_is_no_text(tmp_path):
    deep = tmp_path.joinpath(*["folder-with-a-long-name"] * 12)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Rain.", "utf-8")
    assert read(str(deep / "*.txt"))[0].text == "Rain."
    with pytest.raises(DocumentMissing):
        read(str(deep / "b.txt"))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.xml", "a.csv", "a.json", "a.jsonl"])
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path, name, data):
    pytest.importorskip("trafilatura")
    (tmp_path / name).write_bytes(data)
    try:
        documents = read(tmp_path / name)
    except (UnreadableDocument, InvalidFrame, InvalidRecord, InvalidDate) as problem:
        words = str(problem)
    else:
        words = name
        assert all(document.text.strip() for document in documents)
    assert name in words


def test_what_is_no_source_is_refused_by_type():
    with pytest.raises(TypeError, match="cannot read int"):
        read(7)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = "Café “Zürich” closed – Ångström said."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert read(tmp_path / "a.txt")[0].text == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), st.sampled_from(["utf-8", "utf-16"]))
def test_decoding_changes_no_character(text, encoding):
    text = "Rain " + text
    if encoding == "utf-8" and text.startswith("\ufeff"):
        return
    assert decode(text.encode(encoding), name="a") == text


@given(st.text())
def test_newlines_are_normalised_once(text):
    once = unix_newlines(text)
    assert "\r" not in once
    assert unix_newlines(once) == once


def test_line_ends_become_one_character(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"BERGEN\r\n\r\nRain.\rWind.\n")
    assert read(tmp_path / "a.txt")[0].text == "BERGEN\n\nRain.\nWind.\n"


# ---------------------------------------------------------- publication day


def test_the_given_day_comes_first_then_metadata_then_the_name(tmp_path):
    pytest.importorskip("trafilatura")
    page = tmp_path / "2023-09-01.html"
    page.write_text(PAGE, "utf-8")
    plain = tmp_path / "ferry_20230902.txt"
    plain.write_text("The ferry came late.", "utf-8")
    bare = tmp_path / "ferry.txt"
    bare.write_text("The ferry came late.", "utf-8")
    found = [(d.published, d.published_source) for path in (page, plain, bare) for d in read(path)]
    assert found == [(date(2023, 9, 16), "metadata"), (date(2023, 9, 2), "filename"), (None, None)]
    assert {d.published_source for path in (page, plain, bare) for d in read(path, published=DAY)} == {"given"}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("BERGEN, Norway, Sept. 16, 2023 (Coast Agency) — ", date(2023, 9, 16)),
        ("BERGEN, 16 September 2023 - ", date(2023, 9, 16)),
        ("BERGEN, Norway (Coast Agency) — ", None),
        ("", None),
    ],
)
def test_a_dateline_comes_before_the_name(tmp_path, head, day):
    (tmp_path / "2023-09-20.txt").write_text(f"{head}Rain fell all over the coast.", "utf-8")
    (document,) = read(tmp_path / "2023-09-20.txt")
    expected = (date(2023, 9, 20), "filename") if day is None else (day, "dateline")
    assert (document.published, document.published_source) == expected
    assert document.text.startswith(head)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sept. 17, 2023", DAY),
        ("Sunday, September 17, 2023", DAY),
        ("17 September 2023", DAY),
        ("17th of September, 2023", DAY),
        ("2023-09-17", DAY),
        ("Sun 17 Sep 2023 08:45 GMT", DAY),
        ("Published: 17 September 2023 at 8:45 a.m.", DAY),
        ("Published Sept. 17, 2023, in The Coastal Register", DAY),
        ("Coast Paper | September 17, 2023", DAY),
        ("September 17, 2023 · The Weather Desk", DAY),
        ("Updated 18 September 2023\nPosted on 17 September 2023", DAY),
        ("Last updated on 17 September 2023", DAY),
        ("By the foreign desk, The Coastal Register, Sunday 17 September 2023", DAY),
        ("September 17, 2023 attacks remembered in Bergen", None),
        ("The ferry sank on 17 September 2023.", None),
        ("September 17", None),
        ("September 2023", None),
        ("31 June 2023", None),
        ("Isaac Newton, born 4 January 1643", None),
    ],
)
def test_days_above_a_report(line, day):
    assert day_above(f"Ferry beats the flood\n\n{line}\n\n{PROSE}") == day
    assert day_above(f"Ferry beats the flood\n\n{PROSE}\n\n{line}") is None


def test_a_headline_about_a_day_is_no_byline():
    assert day_above(f"The sinking at Bergen, 4 May 1943\n\n{PROSE}") is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-09-17.txt", DAY),
        ("kcna_20230917_en.txt", DAY),
        ("2023_09_17-visit.html", DAY),
        ("report 2023.09.17.txt", DAY),
        ("2023-13-45.txt", None),
        ("order-1202309175.txt", None),
        ("2023-0917.txt", None),
        ("report.txt", None),
    ],
)
def test_days_in_file_names(name, day):
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2023-09-17", DAY),
        (" 2023-09-17 ", DAY),
        ("2023-09-17T23:59:59-11:00", DAY),
        ("2023-09-17 08:00", DAY),
        (DAY, DAY),
        (datetime(2023, 9, 17, 23, tzinfo=UTC), DAY),
        (pd.Timestamp("2023-09-17T10:00"), DAY),
        (pd.NaT, None),
        (float("nan"), None),
        (None, None),
        ("", None),
    ],
)
def test_days_as_people_write_them(value, day):
    assert as_day(value) == day


@pytest.mark.parametrize("value", ["17.9.2023", "2023-09-31", "yesterday", "2023", "20230917", 20230917, "2023-9-7"])
def test_what_is_no_day_is_refused_with_the_form_that_is(value):
    with pytest.raises(InvalidDate, match=r"year-month-day, such as 2023-09-17") as caught:
        as_day(value)
    assert repr(value) in str(caught.value)


def test_front_matter_is_metadata_and_no_text(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: Ferry\ndate: 2023-09-17\n---\n\nThe ferry left Bergen.", "utf-8")
    (document,) = read(tmp_path / "a.md")
    assert document.text == "The ferry left Bergen."
    assert (document.title, document.published, document.published_source) == ("Ferry", DAY, "metadata")


# -------------------------------------------------------------------- pages


def test_a_page_is_read_for_its_article_and_metadata(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "ferry.html").write_text(PAGE, "utf-8")
    (document,) = read(tmp_path / "ferry.html")
    assert "reached Bergen in the afternoon" in document.text
    assert "Leave a reply" not in document.text
    assert "Paris" not in document.text
    assert document.title == "Ferry beats the flood"
    assert document.source == "Coast Paper"
    assert document.url == "https://coast.example/ferry"


@pytest.mark.parametrize(
    ("caption", "kept"),
    [("The mayor of Voss welcomes the crew on Friday.", True), ("Photo: Coast Agency", False), ("", False)],
)
def test_a_caption_that_tells_something_is_text(tmp_path, caption, kept):
    pytest.importorskip("trafilatura")
    figure = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    (tmp_path / "a.html").write_text(PAGE.replace("</h1>", f"</h1>{figure}"), "utf-8")
    text = read(tmp_path / "a.html")[0].text
    assert text.count(caption or "figcaption") == kept
    assert "reached Bergen" in text


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-09-16T08:00Z"}</script>',
            16,
        ),
        ('<meta name="date" content="2023-09-15">', 15),
        ("", None),
    ],
)
def test_days_in_a_page_come_from_its_metadata_alone(tmp_path, head, day):
    pytest.importorskip("trafilatura")
    body = f"<article><p>On 4 May 2011 it rained. {PROSE}</p></article><footer>© 2019 Coast Paper</footer>"
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>", "utf-8")
    (document,) = read(tmp_path / "a.html")
    assert document.published == (day and date(2023, 9, day))
    assert document.published_source == ("metadata" if day else None)


def test_xhtml_with_its_declaration(tmp_path):
    pytest.importorskip("trafilatura")
    page = '<?xml version="1.0" encoding="utf-8"?>' + PAGE.replace("Stavanger", "Ålesund")
    (tmp_path / "a.xhtml").write_text(page, "utf-8")
    assert "Ålesund" in read(tmp_path / "a.xhtml")[0].text


def test_a_page_saved_as_text_is_still_a_page(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "ferry.txt").write_text(PAGE, "utf-8")
    assert "<p>" not in read(tmp_path / "ferry.txt")[0].text


def test_a_page_in_the_encoding_it_declares(tmp_path):
    pytest.importorskip("trafilatura")
    russian = "Поезд прибыл во Владивосток в субботу вечером, сообщили на вокзале. " * 6
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{russian}</p></article></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("windows-1251"))
    assert "Владивосток" in read(tmp_path / "a.html", language="ru")[0].text


def test_without_trafilatura_the_error_names_the_command(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    with pytest.raises(ExtraMissing, match=r"pip install 'geoevents\[read\]'"):
        read([tmp_path / "a.html", "Rain fell.\n"])


def test_a_feed_is_one_document_an_entry(tmp_path):
    pytest.importorskip("feedparser")
    (tmp_path / "feed.xml").write_text(FEED, "utf-8")
    with pytest.warns(SkippedDocument, match="entry 2"):
        (document,) = read(tmp_path / "feed.xml")
    assert (document.id, document.text, document.source) == ("one", "Rain in Bergen.\nWind.", "Coast Paper")
    assert (document.published, document.published_source) == (date(2023, 9, 16), "feed")


def test_a_fragment_loses_its_scripts():
    assert plain_text("a<script>alert(1)</script><style>p{}</style><br>b") == "a\nb"


# ------------------------------------------------------------------- tables


TABLE = pd.DataFrame({"nr": [7, 8], "body": ["Rain in Bergen.", "Wind in Voss.\r\n"], "day": ["2023-09-17", None]})


def test_a_frame_by_the_columns_that_are_named():
    one, two = read(TABLE, text="body", date="day", id="nr", published="2023-09-01")
    assert (one.id, one.text, one.published) == ("7", "Rain in Bergen.", DAY)
    assert (two.id, two.text, two.published) == ("8", "Wind in Voss.\r\n", date(2023, 9, 1))


def test_rows_without_an_id_keep_their_index():
    frame = TABLE.set_index(pd.Index(["x", "y"]))
    assert [document.id for document in read(frame, text="body")] == ["table:x", "table:y"]


def test_a_whole_number_id_survives_a_gap():
    frame = pd.DataFrame({"text": ["a b", "c d"], "doc_id": [7, None]})
    assert [document.id for document in read(frame)] == ["7", "table:1"]


@pytest.mark.parametrize("argument", ["text", "date", "id", "title", "url"])
def test_an_unknown_column_names_those_that_exist(argument):
    columns = {"text": "body", argument: "nope"}
    with pytest.raises(InvalidFrame, match=r"no column 'nope'; it has: nr, body, day"):
        read(TABLE, **columns)


def test_a_table_whose_text_column_nobody_named():
    with pytest.raises(
        InvalidFrame,
        match=r"which column of table holds the text\? Name it with text=… \(--text\); there are: nr, body, day",
    ):
        read(TABLE)


def test_a_column_for_what_is_no_table(folder):
    with pytest.raises(InvalidFrame, match=r"text='body' names a column, but .*b\.txt is no table"):
        read(folder / "b.txt", text="body")


def test_ids_of_a_table_must_be_unique():
    with pytest.raises(InvalidFrame, match="id 'a' is taken"):
        read(pd.DataFrame({"text": ["one", "two"], "doc_id": ["a", "a"]}))


def test_a_bad_row_is_left_out_and_named():
    frame = pd.DataFrame({"text": ["Rain.", None, "Wind."], "published": ["2023-09-17", "2023-09-17", "17.9.2023"]})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        documents = read(frame)
    assert [document.text for document in documents] == ["Rain."]
    words = [str(warning.message) for warning in caught]
    assert words[0] == "left out: table:1: no text in column 'text'"
    assert "table:2: published='17.9.2023' is no date" in words[1]
    assert {warning.category for warning in caught} == {SkippedDocument}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path, separator):
    TABLE.to_csv(tmp_path / "a.csv", sep=separator, index=False)
    documents = read(tmp_path / "a.csv", text="body", date="day", id="nr")
    assert [(document.id, document.text) for document in documents] == [
        ("7", "Rain in Bergen."),
        ("8", "Wind in Voss.\r\n"),
    ]


def test_csv_keeps_ids_and_words_that_pandas_would_change(tmp_path):
    (tmp_path / "a.csv").write_text("doc_id,text\n007,NA\n", "utf-8")
    assert [(document.id, document.text) for document in read(tmp_path / "a.csv")] == [("007", "NA")]


def test_a_row_with_a_field_too_many_shifts_nothing(tmp_path):
    (tmp_path / "a.csv").write_text("doc_id,text\n1,Rain,x\n2,Wind,y\n", "utf-8")
    with pytest.raises(UnreadableDocument, match=r"a\.csv is no CSV table"):
        read(tmp_path / "a.csv")


def test_broken_csv(tmp_path):
    (tmp_path / "a.csv").write_text('text\n"a', "utf-8")
    with pytest.raises(UnreadableDocument, match=r"a\.csv is no CSV table"):
        read(tmp_path / "a.csv")


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_json_without_column_names_is_batch_records(tmp_path, name):
    records = [
        {"doc_id": "one", "text": "Rain in Bergen.", "published": "2023-09-17", "toponyms": [{"start": 8, "end": 14}]},
        {"doc_id": "two", "text": "Wind\u2028here.", "published": None},
    ]
    text = "\n".join(json.dumps(r, ensure_ascii=False) for r in records) if "jsonl" in name else json.dumps(records)
    (tmp_path / name).write_text(text, "utf-8")
    one, two = read(tmp_path / name, published="2023-09-01")
    assert (one.id, one.spans, one.published) == ("one", ((8, 14),), DAY)
    assert (two.text, two.published, two.published_source) == ("Wind\u2028here.", date(2023, 9, 1), "given")


def test_json_by_columns(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"body": "Rain."}, {"body": "Wind.", "day": "2023-09-17"}]), "utf-8")
    assert [document.published for document in read(tmp_path / "a.json", text="body", date="day")] == [None, DAY]


def test_a_bad_record_is_left_out_with_its_line(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"doc_id": "a", "text": "Rain.", "published": null}\n\n{"doc_id"\n', "utf-8")
    with pytest.warns(SkippedDocument, match=r"a\.jsonl, line 3: no JSON"):
        assert len(read(tmp_path / "a.jsonl")) == 1


def test_records_that_are_all_bad_raise(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"doc_id": "a"}\n7\n', "utf-8")
    with pytest.raises(InvalidRecord, match=r"line 1: text must be a text, not nothing \(and 1 more"):
        read(tmp_path / "a.jsonl")


# ------------------------------------------------------------ one bad of many


def test_one_bad_file_of_many_is_left_out(folder):
    (folder / "empty.txt").touch()
    with pytest.warns(SkippedDocument, match=r"left out: empty\.txt is empty"):
        assert len(read(folder)) == 3


def test_a_missing_file_of_many_is_a_fault_of_the_call(folder):
    with pytest.raises(DocumentMissing, match=r"nope\.txt"):
        read([folder / "b.txt", folder / "nope.txt"])

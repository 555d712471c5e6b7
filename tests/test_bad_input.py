"""Input that is broken, hostile or too large: every reader says what is wrong, loses nothing, and stays small.

``benchmarks/readers.py`` does the same at full size and measures memory; here the limits are lowered instead.
"""

from __future__ import annotations

import io
import json
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.readers import SENTENCE, deflated, docx, feed, item, mail, page, pdf, prose, sheet, shown, workbook
from geoevents.documents import read
from geoevents.errors import GeoEventsWarning, SkippedDocument, UnreadableDocument

TEXT = {"text": "text"}


def refused(path, words, **options):
    with pytest.raises(UnreadableDocument, match=words) as caught:
        read(path, **options)
    assert path.name in str(caught.value)


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "xml", "eml", "docx", "pdf"])
def test_a_report_of_more_than_its_limit_is_not_even_read(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    refused(path, "is larger than 20,000,000 bytes, too long for one report: split it")


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "jsonl", "xlsx"])
def test_a_table_of_more_than_its_limit_is_not_even_read(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as file:
        file.truncate(250_000_001)
    refused(path, "is larger than 250,000,000 bytes, too long for a table that is held in memory: split it", **TEXT)


# ------------------------------------------------------------------------------------------------------- reports


def test_dates_of_a_feed_that_are_none_are_said_and_cost_nothing(tmp_path):
    (tmp_path / "a.xml").write_text(
        feed(item(1, "31 Smarch 2023") + item(2, "0000-00-00") + item(3) + item(4, "")), "utf-8"
    )
    with pytest.warns(
        GeoEventsWarning, match=r"a\.xml has dates that cannot be read \('31 Smarch 2023', '0000-00-00'\)"
    ):
        found = read(tmp_path / "a.xml")
    assert [report.published and report.published.isoformat() for report in found] == [None, None, "2023-09-17", None]
    assert [report.published.day for report in read(tmp_path / "a.xml", published="2023-09-18")] == [18] * 4


def test_a_feed_may_say_its_type_but_no_entities(tmp_path):
    (tmp_path / "a.xml").write_text(
        feed(item(1)).replace("<rss", '<!DOCTYPE rss PUBLIC "-//x//y" "z.dtd"><rss'), "utf-8"
    )
    assert len(read(tmp_path / "a.xml")) == 1
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    (tmp_path / "b.xml").write_text(
        feed(item(1)).replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss'), "utf-8"
    )
    refused(tmp_path / "b.xml", "declares entities")


def test_a_feed_that_breaks_off_keeps_what_is_whole(tmp_path):
    (tmp_path / "a.xml").write_text(feed(item(1) + item(2))[:-120], "utf-8")
    with pytest.warns(SkippedDocument, match=r"a\.xml: entry 2"):
        assert len(read(tmp_path / "a.xml")) == 1


def test_pictures_within_a_page_do_not_count_and_the_rest_does(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.documents.webpage.LARGEST_PAGE", 2_000)
    picture = f'<img src="data:image/png;base64,{"A" * 50_000}">'
    (tmp_path / "a.html").write_text(page(f"<p>{SENTENCE * 5}</p>{picture}"), "utf-8")
    assert "reached Bergen" in read(tmp_path / "a.html")[0].text
    (tmp_path / "b.html").write_text(page(f"<p>{SENTENCE}</p>" * 50), "utf-8")
    refused(tmp_path / "b.html", "is a page of more than 2,000 characters without its pictures")


def test_a_page_without_text_is_named(tmp_path):
    (tmp_path / "a.html").write_text(
        "<!DOCTYPE html><title>Ferry</title><script>let a = 1;</script><div id=app></div>", "utf-8"
    )
    refused(tmp_path / "a.html", "no article found in a.html")


def test_a_message_of_thousands_of_parts_is_read(tmp_path):
    nested = "\n\n".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}' for n in range(3000))
    (tmp_path / "a.eml").write_text(mail("", nested + "\n\n"), "utf-8")
    (found,) = read(tmp_path / "a.eml")
    assert found.title == "Ferry"


@pytest.mark.parametrize(("pages", "fits"), [(3, True), (4, False)])
def test_a_pdf_of_many_pages_is_counted_before_it_is_read(tmp_path, monkeypatch, pages, fits):
    monkeypatch.setattr("geoevents.documents.pdf.MOST_PAGES", 3)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([shown(SENTENCE)], pages=pages))
    if fits:
        assert read(path)[0].text.count("reached Bergen") == 3
    else:
        refused(path, "a.pdf has more than 3 pages")


def test_a_pdf_that_unpacks_without_end_is_named(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf([deflated(b" " * (1 << 20), 200)]))
    refused(tmp_path / "a.pdf", "a.pdf is a damaged PDF: LimitReachedError")


def test_a_word_document_with_bombs_inside_is_not_called_damaged(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx("<w:p/>" * 5_000_000))
    refused(tmp_path / "a.docx", "^a.docx unpacks to more than 25,000,000 bytes")


# -------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text," + "," * 60 + "\na," + "," * 60),
        ("a.csv", "text\n" + "a\n" * 120),
        ("a.json", "[" + "{}," * 60 + "{}]"),
        ("a.json", "[" * 120),
    ],
)
def test_a_table_of_too_many_cells_is_refused_before_it_is_parsed(tmp_path, monkeypatch, name, content):
    monkeypatch.setattr("geoevents.documents.tables.MOST_CELLS", 100)
    (tmp_path / name).write_text(content, "utf-8")
    refused(tmp_path / name, r"has about 12\d cells, more than 100", **TEXT)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.xlsx", "a.parquet"])
@pytest.mark.parametrize(("limit", "most"), [("MOST_ROWS", 2), ("MOST_TEXT", len(SENTENCE) + 1)])
def test_a_table_is_read_up_to_a_limit_and_says_so(tmp_path, monkeypatch, name, limit, most):
    monkeypatch.setattr(f"geoevents.documents.tables.{limit}", most)
    path, rows = tmp_path / name, [{"text": SENTENCE, "id": f"r{n}"} for n in range(4)]
    table = pd.DataFrame(rows)
    {
        "a.csv": lambda: table.to_csv(path, index=False),
        "a.json": lambda: path.write_text(json.dumps(rows), "utf-8"),
        "a.jsonl": lambda: table.to_json(path, orient="records", lines=True),
        "a.xlsx": lambda: path.write_bytes(workbook([["text", "id"], *([row["text"], row["id"]] for row in rows)])),
        "a.parquet": lambda: table.to_parquet(path),
    }[name]()
    with pytest.warns(SkippedDocument, match=rf"left out: what follows the first 2 rows of {name}"):
        assert [report.id for report in read(path, text="text", id="id")] == ["r0", "r1"]
    assert len(read(table, text="text", id="id")) == 4  # a table in memory is its owner's affair


def test_an_excel_sheet_is_not_laid_out_to_its_last_corner(tmp_path):
    def cell(at):
        return f"<row r='{at.strip('ABCDEFX')}'><c r='{at}' t='s'><v>0</v></c></row>".encode()

    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet(cell("A1") + cell("A2")))
    assert read(path, **TEXT)[0].text == "text"
    path.write_bytes(sheet(cell("A1") + cell("XFD1048576")))
    refused(path, "a sheet of 1,048,576 rows and 16,384 columns up to its last cell", **TEXT)
    path.write_bytes(sheet(cell("A1") + b"<row r='1048576'>" + b"<c t='s'><v>0</v></c>" * 16_384 + b"</row>"))
    refused(path, "a sheet of 1,048,576 rows and 16,384 columns up to its last cell", **TEXT)
    path.write_bytes(sheet(cell("A1") + cell("A2") + b"<row r='1048576'><c r='XFD1048576' s='1'/></row>"))
    assert len(read(path, **TEXT)) == 1  # an empty cell with a border


def test_one_long_text_in_many_cells_is_counted_as_often_as_it_is_shown(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.documents.workbook.MOST_TEXT", 10_000)
    path = tmp_path / "a.xlsx"
    shared = f"<sst><si><t>text</t></si><si><t>{prose(900)}</t></si></sst>"
    head, row = b"<row><c t='s'><v>0</v></c></row>", b"<row><c t='s'><v>1</v></c></row>"
    path.write_bytes(sheet(head + row * 10, sharedStrings=shared))
    assert len(read(path, **TEXT)) == 10
    path.write_bytes(sheet(head + row * 12, sharedStrings=shared))
    refused(path, "a sheet of more than 10,000 characters of text", **TEXT)


@pytest.mark.parametrize(
    ("rows", "columns", "message"), [(3, 2, ""), (100_000, 500, "a sheet of 100,001 rows and 500 columns")]
)
def test_an_open_document_sheet_is_counted_out(tmp_path, rows, columns, message):
    office, names = "urn:oasis:names:tc:opendocument:xmlns", ("office", "table", "text")
    space = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in names)
    cell = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
    head = cell.format("", "text") + (cell.format("", "b") if not message else "")
    content = (
        f"<office:document-content {space}><office:body><office:spreadsheet><table:table table:name='a'>"
        f"<table:table-row>{head}<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='{rows}'>"
        + cell.format(f"table:number-columns-repeated='{columns}'", "Rain.")
        + "</table:table-row><table:table-row table:number-rows-repeated='1048000'><table:table-cell "
        "table:number-columns-repeated='16384'/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{office}:manifest:1.0"></m:manifest>')
        container.writestr("content.xml", content)
    path = tmp_path / "a.ods"
    path.write_bytes(held.getvalue())
    if message:
        refused(path, message, **TEXT)
    else:
        assert [report.text for report in read(path, **TEXT)] == ["Rain."] * 3


def test_a_small_parquet_file_that_unpacks_to_gigabytes_is_read_up_to_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.documents.tables.MOST_TEXT", 1_000_000)
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array([prose(200_000)]))
    pq.write_table(pa.table({"text": long}), tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 300_000
    with pytest.warns(SkippedDocument, match="what follows the first 6 rows"):
        assert len(read(tmp_path / "a.parquet", **TEXT)) == 6


def test_a_parquet_table_of_more_than_its_limit_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.documents.tables.LARGEST_TABLE", 1_000)
    pq.write_table(pa.table({"text": [f"{n} {SENTENCE}" for n in range(100)]}), tmp_path / "a.parquet")
    refused(tmp_path / "a.parquet", r"unpacks to [\d,]+ bytes, more than 1,000: split it", **TEXT)


def test_a_parquet_table_keeps_the_names_of_its_rows(tmp_path):
    pd.DataFrame({"text": [SENTENCE, "Rain."]}, index=["first", "second"]).to_parquet(tmp_path / "a.parquet")
    assert [report.id for report in read(tmp_path / "a.parquet")] == ["a.parquet:first", "a.parquet:second"]

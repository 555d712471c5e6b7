"""Mail, Word, PDF, workbooks, Parquet, the clipboard and the language of reports."""

from __future__ import annotations

import io
import sys
import warnings
import zipfile
from datetime import date
from email.message import EmailMessage

import pandas as pd
import pytest

from geoevents.documents import read
from geoevents.documents.office import looks_like_docx
from geoevents.documents.pdf import paragraphs
from geoevents.documents.tongue import language_of
from geoevents.errors import ExtraMissing, GeoEventsWarning, OtherLanguage, SkippedDocument, UnreadableDocument

PROSE = "The ferry left Stavanger before dawn on Saturday and reached Bergen in the afternoon."

# ---------------------------------------------------------------------- Word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ferry  news</dc:title><dc:creator>Ann</dc:creator>'
    "</cp:coreProperties>"
)


def docx(body, *, core=CORE, head=""):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", f"{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        if core:
            container.writestr("docProps/core.xml", core)
    return held.getvalue()


def run(text):
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_a_word_document_gives_its_paragraphs(tmp_path):
    box = (
        f"<mc:AlternateContent><mc:Choice><w:p>{run('In a box.')}</w:p></mc:Choice><mc:Fallback><w:p>{run('In a box.')}"
    )
    box += "</w:p></mc:Fallback></mc:AlternateContent>"
    body = (
        f"<w:p><w:pPr/>{run('The ferry left ')}{run('Stavanger.')}<w:r><w:tab/>"
        "<w:t>On Saturday &amp; Sunday</w:t></w:r></w:p>"
        "<w:p/>"
        f"<w:p><w:del>{run('Never.')}</w:del><w:ins>{run('Always.')}</w:ins><w:r>{box}</w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('Bergen')}</w:p></w:tc><w:tc><w:p>{run('12 buses')}</w:p></w:tc></w:tr></w:tbl>"
    )
    path = tmp_path / "2023-09-17 ferry.docx"
    path.write_bytes(docx(body))
    (document,) = read(path)
    assert document.text == "The ferry left Stavanger.\tOn Saturday & Sunday\nIn a box.\nAlways.\nBergen\n12 buses"
    assert (document.title, document.author) == ("Ferry news", "Ann")
    assert (document.published, document.published_source) == (date(2023, 9, 17), "filename")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx("<w:p/>"), "is empty"),
        (docx("<w:p>", core=None), "is a damaged DOCX"),
        (docx("<w:p/>")[:-30], "damaged|ZIP container"),
        (docx("<w:p/>", head='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "declares entities"),
        (docx(f"<w:p>{run('a' * 30_000_000)}</w:p>"), "^a.docx unpacks to more than 25,000,000 bytes"),
        (docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "a.docx is no DOCX that a writer made"),
    ],
    ids=["empty", "broken", "truncated", "entities", "bomb", "nested"],
)
def test_a_bad_word_document_is_named(tmp_path, data, message):
    (tmp_path / "a.docx").write_bytes(data)
    assert len(data) < 100_000
    with pytest.raises(UnreadableDocument, match=message):
        read(tmp_path / "a.docx")


def test_another_container_is_no_word_document():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as container:
        container.writestr("mimetype", "application/epub+zip")
    assert not looks_like_docx(held.getvalue())


# ----------------------------------------------------------------------- PDF


def pdf(*pages, title=""):
    """A PDF by hand: one page a text, one line a line."""
    info = f"<< /Title ({title}) /Author (Ann) >>".encode()
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        lines = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (4 + 2 * number)
        )
    objects.append(info)
    data, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    start = len(data)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b%bstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        trailer,
        start,
    )


def test_a_pdf_gives_its_paragraphs(tmp_path):
    (tmp_path / "a.pdf").write_bytes(
        pdf(
            "The ferry left Stavanger before dawn on Satur-\nday and reached Bergen.\n1", "Rain fell.\n2", title="Ferry"
        )
    )
    (document,) = read(tmp_path / "a.pdf", published="2023-09-17")
    assert document.text == "The ferry left Stavanger before dawn on Saturday and reached Bergen.\nRain fell."
    assert (document.title, document.author) == ("Ferry", "Ann")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("He went to Komsomolsk-\non-Amur.", "He went to Komsomolsk-on-Amur."),
        ("an even-\ning in May", "an evening in May"),
        ("from Paris-\nOrly he flew", "from Paris- Orly he flew"),
        ("First paragraph.\n\nSecond one\nruns on.", "First paragraph.\nSecond one runs on."),
        ("A long line that sets the width of the page here.\nShort end.\nA new paragraph.",
         "A long line that sets the width of the page here. Short end.\nA new paragraph."),
        ("Page 3 of 12\nText.\n- 3 -", "Text."),
    ],
)  # fmt: skip
def test_lines_of_a_page_become_paragraphs(page, text):
    assert paragraphs(page) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf(""), "holds pictures of pages and no text"),
        (b"%PDF-1.4\nnothing else", "is a damaged PDF"),
        (pdf("Rain.")[:200], "is a damaged PDF|pictures of pages"),
    ],
    ids=["pictures", "damaged", "truncated"],
)
def test_a_bad_pdf_is_named(tmp_path, data, message):
    (tmp_path / "a.pdf").write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(UnreadableDocument, match=message):
            read(tmp_path / "a.pdf")


def test_a_locked_pdf_is_named(tmp_path):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Rain.")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(UnreadableDocument, match="is locked by a password"):
        read(tmp_path / "a.pdf")


def test_without_pypdf_the_command_is_named_and_a_folder_is_still_read(tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(pdf("Rain."))
    (tmp_path / "b.txt").write_text("Rain.", "utf-8")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'geoevents\[pdf\]'"):
        read(tmp_path / "a.pdf")
    with pytest.warns(GeoEventsWarning, match=r"a\.pdf"):
        assert [document.id for document in read(tmp_path)] == ["b.txt"]


# ---------------------------------------------------------------------- mail


def mail(*, plain=None, markup=None, attached=None, **head):
    made = EmailMessage()
    for name, value in {"From": "Ann Lee <ann@coast.example>", "Subject": "Ferry", **head}.items():
        made[name] = value
    if plain is not None:
        made.set_content(plain)
    if markup is not None:
        (made.add_alternative if plain is not None else made.set_content)(markup, subtype="html")
    if attached:
        made.add_attachment(b"x", maintype="image", subtype="png", filename=attached)
    return made.as_bytes()


def test_a_message_gives_text_subject_sender_and_day(tmp_path):
    data = mail(plain=f"{PROSE}\nŁódź wrote.\n-- \nAnn Lee\nphone 1", markup="<p>Other</p>",
                Date="Sun, 17 Sep 2023 23:30:00 +0900")  # fmt: skip
    (tmp_path / "a.eml").write_bytes(data)
    (document,) = read(tmp_path / "a.eml")
    assert document.text == f"{PROSE}\nŁódź wrote."
    assert (document.title, document.author, document.source) == ("Ferry", "Ann Lee", "coast.example")
    assert (document.published, document.published_source) == (date(2023, 9, 17), "metadata")


def test_a_message_in_html_gives_its_words(tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(markup=f"<style>p{{}}</style><p>{PROSE}</p><script>alert(1)</script>"))
    assert read(tmp_path / "a.eml", published="2023-09-17")[0].text == PROSE


def test_lines_that_flow_are_one(tmp_path):
    head = b"From: a@b.example\nContent-Type: text/plain; format=flowed\n\n"
    (tmp_path / "a.eml").write_bytes(head + b"The ferry left \nStavanger.\nRain fell.\n")
    assert read(tmp_path / "a.eml")[0].text == "The ferry left Stavanger.\nRain fell."


def test_attachments_are_named(tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(plain=PROSE, attached="map.png"))
    with pytest.warns(GeoEventsWarning, match=r"left out 1 attachments of a\.eml: map\.png"):
        read(tmp_path / "a.eml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Rain fell in Bergen.", "is no e-mail"),
        (b"From: a@b.example\nSubject: x\n\n \n", "has no text"),
        (b"", "is no e-mail"),
    ],
)
def test_a_bad_message_is_named(tmp_path, data, message):
    (tmp_path / "a.eml").write_bytes(data)
    with pytest.raises(UnreadableDocument, match=message):
        read(tmp_path / "a.eml")


@pytest.mark.parametrize(
    "head",
    [
        b"From: =?x?q?y?= <a@@b>\nDate: yesterday\nSubject: =?utf-8?b?!!?=\n\nRain.",
        b"From: \nDate: Sun, 99 Sep 2023\n\nRain.",
        b"Subject: a\nContent-Type: text/plain; charset=klingon\n\nRain.",
        b"Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nRain.",
    ],
)
def test_a_strange_head_costs_no_text(tmp_path, head):
    (tmp_path / "a.eml").write_bytes(head)
    (document,) = read(tmp_path / "a.eml")
    assert document.text == "Rain."
    assert document.published is None


def test_a_folder_holds_mail_and_word_too(tmp_path):
    (tmp_path / "a.eml").write_bytes(mail(plain=PROSE))
    (tmp_path / "b.docx").write_bytes(docx(f"<w:p>{run('Rain.')}</w:p>"))
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04word/document.xml")
    with pytest.warns(SkippedDocument, match=r"c\.docx is a damaged"):
        assert [document.id for document in read(tmp_path)] == ["a.eml", "b.docx"]


# -------------------------------------------------------------------- tables

ROWS = {"case": [17, 18, 19], "body": ["Rain in Bergen.", "Snow in Voss.", "=1+1 in Oslo"], "note": ["a", "", "c"]}


def workbook(path, sheets=1):
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(sheets):
            sheet = book.add_worksheet(f"sheet {number}")
            sheet.write_row(0, 0, [*ROWS, "day"])
            for at, row in enumerate(zip(*ROWS.values(), strict=True), start=1):
                sheet.write_row(at, 0, row)
                sheet.write_datetime(at, 3, pd.Timestamp(2023, 9, at).to_pydatetime(), day)
    return path


def test_a_workbook_keeps_ids_days_and_order(tmp_path):
    found = read(workbook(tmp_path / "a.xlsx"), text="body", date="day", id="case")
    assert [(one.id, one.text, one.published) for one in found] == [
        ("17", "Rain in Bergen.", date(2023, 9, 1)),
        ("18", "Snow in Voss.", date(2023, 9, 2)),
        ("19", "=1+1 in Oslo", date(2023, 9, 3)),
    ]


def test_further_sheets_are_named(tmp_path):
    with pytest.warns(GeoEventsWarning, match=r"read the sheet 'sheet 0' of a\.xlsx, the first of 2"):
        assert len(read(workbook(tmp_path / "a.xlsx", sheets=2), text="body")) == 3


@pytest.mark.parametrize("cut", [30, 2000])
def test_a_truncated_workbook_is_named(tmp_path, cut):
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(UnreadableDocument, match=r"a\.xlsx is a damaged or locked workbook"):
        read(path, text="body")


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.documents.workbook.LARGEST", 1_000_000)
    path = workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/bomb.xml", b"0" * 2_000_000)
    assert path.stat().st_size < 20_000
    with pytest.raises(UnreadableDocument, match="unpacks to more than 1,000,000 bytes"):
        read(path, text="body")


def test_text_is_no_workbook(tmp_path):
    (tmp_path / "a.xlsx").write_text("body\nRain.", "utf-8")
    with pytest.raises(UnreadableDocument, match=r"a\.xlsx is no workbook"):
        read(tmp_path / "a.xlsx", text="body")


def test_a_parquet_table_keeps_ids_days_and_order(tmp_path):
    table = pd.DataFrame({**ROWS, "day": pd.date_range("2023-09-01", periods=3)})
    table.to_parquet(tmp_path / "a.parquet")
    found = read(tmp_path / "a.parquet", text="body", date="day", id="case")
    assert [(one.id, one.published) for one in found] == [(str(16 + n), date(2023, 9, n)) for n in (1, 2, 3)]
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-40])
    with pytest.raises(UnreadableDocument, match=r"b\.parquet is no Parquet table"):
        read(tmp_path / "b.parquet", text="body")


@pytest.mark.parametrize(
    ("package", "name", "extra"), [("pyarrow", "a.parquet", "parquet"), ("python_calamine", "a.xlsx", "excel")]
)
def test_a_missing_extra_is_named_with_its_command(tmp_path, monkeypatch, package, name, extra):
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(ExtraMissing, match=rf"pip install 'geoevents\[{extra}\]'"):
        read(tmp_path / name, text="body")


# ----------------------------------------------------------------- clipboard


def test_the_clipboard_is_a_source(monkeypatch):
    monkeypatch.setattr("pandas.io.clipboard.clipboard_get", lambda: "Rain in Bergen.")
    assert read("clipboard:", published="2023-09-17")[0].text == "Rain in Bergen."
    monkeypatch.setattr("pandas.io.clipboard.clipboard_get", lambda: " ")
    with pytest.raises(UnreadableDocument, match="the clipboard holds no text"):
        read("clipboard:")


def test_a_machine_without_a_clipboard_says_so(monkeypatch):
    from pandas.errors import PyperclipException

    def refuse():
        raise PyperclipException("no mechanism\nfor copying")

    monkeypatch.setattr("pandas.io.clipboard.clipboard_get", refuse)
    with pytest.raises(UnreadableDocument, match=r"no clipboard to read: no mechanism\. A notebook on a server"):
        read("clipboard:")


# ------------------------------------------------------------------ language

GERMAN = (
    "Ein Sturm hat am Samstag in Hamburg und Bremen schwere Schäden angerichtet, und der Minister reiste nach Kiel. "
    "Dort besuchte er die Feuerwehr, die seit dem frühen Morgen im Einsatz war. In Rostock fiel der Strom aus."
)
FRENCH = (
    "Une tempête a frappé samedi les côtes de Bretagne, et le ministre s'est rendu à Brest pour y rencontrer les "
    "pompiers. Dans la ville de Quimper, des milliers de foyers étaient encore sans électricité dans la soirée."
)
RUSSIAN = (
    "В субботу шторм обрушился на побережье, и министр прибыл во Владивосток, чтобы встретиться со спасателями. "
    "В городе Артём без света остались тысячи домов, а движение поездов было остановлено до утра."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE * 3, "en"),
        ("Rain in Bergen.", "en"),
        ("Kim Jong Un, Vladimir Putin, Vladivostok, Pyongyang, Moscow.", "en"),
        ("FOR IMMEDIATE RELEASE. " + PROSE.upper() * 3, "en"),
    ],
)
def test_english_is_english(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(("text", "name", "code"), [(GERMAN, "German", "de"), (FRENCH, "French", "fr"),
                                                    (RUSSIAN, "Russian", "ru")])  # fmt: skip
def test_another_language_is_said_with_what_still_works(tmp_path, text, name, code):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with pytest.warns(OtherLanguage, match=f"'a.txt' reads as {name}: names of places are looked up"):
        assert read(tmp_path / "a.txt")[0].language == code
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(tmp_path / "a.txt", language="en")[0].language == "en"
        assert read(tmp_path / "a.txt", language=code)[0].language == code


def test_without_a_classifier_it_is_another_language(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.warns(OtherLanguage, match="another language than English"):
        assert read(f"{GERMAN}\n")[0].language == "und"

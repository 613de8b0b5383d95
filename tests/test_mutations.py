"""Broken and hostile files of every format: they load, warn or are refused, quickly, and nothing else happens."""

from __future__ import annotations

import gzip
import io
import json
import random
import stat
import time
import zipfile

import lookalikes
import pytest

from evenhand.parts import dateline_in, find_parts, names_of
from evenhand.reading import read_articles
from evenhand.reading.columns import clean_line
from evenhand.reading.dates import find_date, read_date
from evenhand.reading.factiva import is_factiva
from evenhand.reading.language import language_of
from evenhand.reading.linked import linked_data
from evenhand.reading.nexis import is_nexis, read_nexis
from evenhand.reading.origin import agency_of

GOOD = lookalikes.FILES | {
    "page.html": lookalikes.page_html,
    "page.txt": lambda: "\n\n".join([lookalikes.TITLES[0], "By Jan Moor", *lookalikes.FIRST]).encode(),
    "letter.docx": lambda: lookalikes.docx([lookalikes.TITLES[0], *lookalikes.FIRST]),
}
MUTATIONS = 1000  # of each format
MUTATIONS_FAST = 12
BIG = 200_000
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]><a>&a9;</a>"
)


def outcome(path):
    """Read a file; check what holds of every file, and say how it ended."""
    begun = time.process_time()
    articles, problems = read_articles(path)
    find_parts(articles)
    assert time.process_time() - begun < 10
    assert (problems["file"] == path.as_posix()).all()
    assert not articles["text"].str.contains("\0").any()
    assert articles["article_id"].is_unique
    if articles.empty:
        assert "rejected" in set(problems["severity"])
        return "reject"
    return "warn" if len(problems) else "clean"


def mutated(good, chosen):
    """Change, cut out or put in bytes, or end the file early, at one to twenty places."""
    changed = bytearray(good)
    for _ in range(chosen.choice([1, 1, 2, 5, 20])):
        place = chosen.randrange(len(changed) or 1)
        way = chosen.randrange(4)
        if way == 0:
            changed[place : place + 1] = bytes([chosen.randrange(256)])
        elif way == 1:
            del changed[place : place + chosen.randrange(1, 40)]
        elif way == 2:
            changed[place:place] = bytes(chosen.randrange(256) for _ in range(chosen.randrange(1, 8)))
        else:
            changed = changed[: place + 1]
    return bytes(changed)


@pytest.mark.parametrize("name", GOOD)
def test_a_few_random_bytes_in_a_good_file_do_no_harm(tmp_path, name):
    read_mutations(tmp_path, name, range(MUTATIONS_FAST))


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_random_bytes_in_a_good_file_do_no_harm(tmp_path, name):
    read_mutations(tmp_path, name, range(MUTATIONS))


def read_mutations(folder, name, numbers):
    """Read mutations of a good file; each has a seed of its own, so that one that fails can be made again by its number."""
    good = GOOD[name]()
    for number in numbers:
        path = folder / f"{number}_{name}"
        path.write_bytes(mutated(good, random.Random(f"{name} {number}")))
        outcome(path)
        path.unlink()


def linked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("a.txt")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return packed.getvalue()


def workbook(formula):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["title", "text"])
    book.active.append([formula, lookalikes.TEXTS[0]])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


HOSTILE = {
    "entities.xml": (ENTITIES, {"reject"}),
    "external.xml": ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><item><title>&x;</title></item></rss>', {"reject"}),
    "parameter.xml": ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><rss/>', {"reject"}),
    "deep.xml": ("<a>" * BIG, {"reject"}),
    "include.xml": ('<rss xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/hostname"/></rss>', {"reject"}),
    "utf16.xml": (lookalikes.rss_xml().decode().encode("utf-16"), {"clean", "warn", "reject"}),
    "cut.xml": (lookalikes.rss_xml()[:-200], {"warn"}),
    "entities.docx": (lookalikes.zipped({"word/document.xml": ENTITIES.encode()}), {"reject"}),
    "bomb.docx": (lookalikes.zipped({"word/document.xml": b" " * (40 << 20)}), {"reject"}),
    "pickle.csv": (b"\x80\x04\x95cbuiltins\nprint\n(S'x'\ntR.", {"reject"}),
    "pickle.parquet": (b"\x80\x04\x95cbuiltins\nprint\n(S'x'\ntR.", {"reject"}),
    "pickle.json": (b"\x80\x04\x95cbuiltins\nprint\n(S'x'\ntR.", {"reject"}),
    "workbook.csv": (lookalikes.xlsx, {"reject"}),
    "csv.xlsx": (lookalikes.csv, {"reject"}),
    "link.zip": (linked, {"reject"}),
    "mac.zip": (lookalikes.zipped({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}), {"reject"}),
    "drive.zip": (lookalikes.zipped({"C:\\a.txt": b"x", "..\\..\\b.txt": b"x"}), {"reject"}),
    "double.gz": (gzip.compress(gzip.compress(b"x")), {"reject"}),
    "trailing.jsonl.gz": (gzip.compress(lookalikes.jsonl()) + b"junk", {"warn"}),
    "deep.json": ("[" * BIG, {"reject"}),
    "deep.jsonl": ('{"text": "It rains again.", "a": ' + "[" * 5000 + "]" * 5000 + "}", {"clean", "warn", "reject"}),
    "numbers.jsonl": ('{"text": "It rains again.", "id": ' + "9" * 20_000 + "}", {"clean", "warn", "reject"}),
    "constants.jsonl": ('{"text": "It rains again.", "id": NaN, "title": Infinity}', {"clean", "warn"}),
    "twice.jsonl": ('{"text": "a", "text": "It rains again."}', {"clean", "warn"}),
    "types.jsonl": ('{"text": {"a": 1}}\n{"text": 5}\n{"text": ["It", "rains"]}\n{"text": null}', {"warn", "reject"}),
    "surrogates.jsonl": ('{"text": "It \\ud83d rains again, she said."}', {"warn"}),
    "quotes.csv": ("text\n" + '"' * 99_999, {"warn", "reject"}),
    "wide.csv": (",".join(f"c{n}" for n in range(20_000)) + "\n", {"reject"}),
    "nul.csv": (b"id,text\n1,It ra\0ins again.\n", {"warn"}),
    "utf16.csv": ("id,text\n1,It rains again in Zürich.\n".encode("utf-16"), {"clean"}),
    "semicolon.csv": ("sep=;\nid;text\n1;It rains.\n", {"clean"}),
    "breaks.csv": ("id,text\r1,It rains again.\r2,It pours.\r", {"clean", "warn"}),
    "formula.xlsx": (lambda: workbook('=HYPERLINK("http://127.0.0.1")'), {"clean", "warn"}),
    "nested.html": ("<div>" * 50_000 + "<p>It rains.</p>", {"clean", "warn", "reject"}),
    "tags.html": ("<" * BIG, {"warn", "reject"}),
    "attributes.html": ("<p " + "a=b " * 50_000 + ">It rains.</p>", {"clean", "warn", "reject"}),
    "linked.html": ('<script type="application/ld+json">' * 3000, {"warn", "reject"}),
    "comment.html": ("<!--" * 50_000, {"warn", "reject"}),
    "base.html": ("<html><body><article>" + "<p>&#x0;&#xD800; It rains again in the town, she said.</p>" * 5, {"clean", "warn"}),
    "groups.rtf": ("{\\rtf1 " + "{" * 50_000, {"warn", "reject"}),
    "object.rtf": ("{\\rtf1 {\\object\\objemb{\\*\\objdata 01050000}} It rains again, she said.}", {"clean", "warn"}),
    "word.rtf": ("It rains.", {"reject"}),
    "length.warc": ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n", {"reject"}),
    "huge.warc": ("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", {"reject"}),
    "empty.parquet": (b"PAR1PAR1", {"reject"}),
    "empty.sav": (b"$FL2", {"reject"}),
    "empty.dta": (b"<stata_dta>", {"reject"}),
    "lines.txt": ("a\n" * BIG, {"clean", "warn", "reject"}),
    "counted.txt": ("1 of 99999 DOCUMENTS\n" * 2000, {"warn", "reject"}),
    "fields.txt": ("1 of 1 DOCUMENTS\n\nMirror\n\nMarch 12, 2031\n\n" + "BYLINE: x\n" * 20_000, {"warn", "reject", "clean"}),
    "bidi.txt": ("\u202eRain again\n\nBy Jan\u202e Moor\n\nIt rained on Monday, the town said, and will again.", {"clean", "warn"}),
    "combining.txt": ("Z" + "\u0301" * BIG, {"clean", "warn", "reject"}),
    "elf.txt": (b"\x7fELF" + bytes(100), {"reject"}),
    "utf32.txt": ("It rains again in the town, the mayor said on Monday.".encode("utf-32"), {"clean", "warn"}),
    "utf7.txt": (b"+AEk-t rains", {"clean", "warn"}),
    "dates.csv": ("id,date,text\n1,0000-00-00,It rains.\n2,9999-99-99T99:99,It pours.\n3,32/13/20,It stops.\n", {"warn"}),
    "ids.csv": ("id,text\n../../a,It rains.\nCON,It pours.\n" + "a" * 5000 + ",It stops.\n", {"clean", "warn"}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_it_should(tmp_path, name, capsys):
    content, allowed = HOSTILE[name]
    content = content() if callable(content) else content
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert outcome(path) in allowed
    assert capsys.readouterr() == ("", "")


def test_nothing_local_is_read_by_a_document(tmp_path):
    (tmp_path / "secret.txt").write_text("CANARY", encoding="utf-8")
    link = f'<link href="file://{tmp_path}/secret.txt"/>'
    page = f"<rss><channel><item><title>a</title>{link}<description>b</description></item></channel></rss>"
    (tmp_path / "a.xml").write_text(page, encoding="utf-8")
    articles, _ = read_articles(tmp_path / "a.xml")
    assert "CANARY" not in json.dumps(articles.astype("str").to_dict("list"))


ENDLESS = ["12 ", "12:1", "a, ", "A. ", "1 of ", "By A ", "HEADLINE: ", "((", "A-", "<script ", '"@type": ', "12 March ", "2031-", "A B, "]
WALKS = {
    "find_date": find_date,
    "read_date": read_date,
    "clean_line": clean_line,
    "names_of": names_of,
    "dateline_in": dateline_in,
    "agency_of": agency_of,
    "language_of": language_of,
    "linked_data": linked_data,
    "is_nexis": lambda text: is_nexis(text.split("\n")),
    "is_factiva": lambda text: is_factiva(text.split("\n")),
    "read_nexis": lambda text: read_nexis(["1 of 1 DOCUMENTS", "Mirror", "March 12, 2031", "LENGTH: 3 words", text, "It rains."], "a.txt"),
}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("piece", ENDLESS)
def test_time_grows_no_faster_than_the_text(walk, piece):
    def seconds(n):
        begun = time.process_time()
        WALKS[walk](piece * n)
        return time.process_time() - begun

    seconds(10)  # lists are read once
    assert seconds(20_000) < 6 * max(seconds(5000), 0.02)

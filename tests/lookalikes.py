"""Small files in the layouts of databases, agencies and feeds: invented articles only. Each builder returns bytes."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pandas as pd

FIRST = [
    "The harbour office closed the north quay on Monday after a crane slipped from its rails, and nobody was hurt.",
    '"We saw it lean and ran for the gate," said Ida Moor, who works at the fish hall nearby.',
]
SECOND = [
    "Ferry fares will rise by a tenth in April, the council said on Tuesday after a vote that took four hours.",
    "Commuters called the rise unfair; the council said that fuel had become dearer.",
]
TITLES = ["Crane slips and shuts the north quay", "Ferry fares rise in spring"]
TEXTS = ["\n\n".join(FIRST), "\n\n".join(SECOND)]
DAYS = ["2031-03-12", "2031-03-13"]


def nexis_txt() -> bytes:
    one = f"""
                               1 of 2 DOCUMENTS


                                The Quay Mirror

                            March 12, 2031 Wednesday
                              Late Edition - Final

{TITLES[0]}

BYLINE: By JAN MOOR

SECTION: NEWS; Pg. 3

LENGTH: 36 words

 {FIRST[0][:56]}
{FIRST[0][57:]}

 {FIRST[1]}

LOAD-DATE: March 13, 2031

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                        Copyright 2031 Quay Mirror Ltd.
                              All Rights Reserved
"""
    two = f"""
                               2 of 2 DOCUMENTS


                               Harbour Post (Haven)

                             March 13, 2031 Thursday

{TITLES[1]}

LENGTH: 34 words

DATELINE: HAVEN

{SECOND[0]}

{SECOND[1]}

LANGUAGE: ENGLISH
"""
    return (one + "\f" + two).encode("utf-8-sig")


def nexis_uni_lines() -> list[str]:
    cover = ["User Name: Researcher", "Date and Time: Friday, March 14, 2031 2:46:00 PM GMT", "Documents (2)", "1. " + TITLES[0]]
    cover += ["Client/Matter: -None-", "Search Terms: quay", "2. " + TITLES[1], "", "Page 2 of 3"]
    one = [TITLES[0], "The Quay Mirror", "March 12, 2031 Wednesday", "Copyright 2031 Quay Mirror Ltd. All Rights Reserved"]
    one += ["Section: NEWS; Pg. 3", "Length: 36 words", "Byline: By Jan Moor", "Body", "", *FIRST, "Graphic", "A crane", "Classification"]
    one += ["Language: ENGLISH", "Publication-Type: Newspaper", "Load-Date: March 13, 2031", "", "End of Document", ""]
    two = [TITLES[1], "Harbour Post (Haven)", "March 13, 2031 Thursday 10:05 PM GMT", "Copyright 2031 Harbour Post"]
    two += ["Length: 34 words", "Dateline: HAVEN", "Body", *SECOND, "Load-Date: March 14, 2031", "End of Document"]
    return cover + one + two


def docx(lines: list[str]) -> bytes:
    def escaped(line: str) -> str:
        return line.replace("&", "&amp;").replace("<", "&lt;")

    paragraphs = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escaped(line)}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def rtf(lines: list[str]) -> bytes:
    def escaped(line: str) -> str:
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in line)

    return ("{\\rtf1\\ansi\\deff0 " + "\\par\n".join(map(escaped, lines)) + "\\par}").encode("ascii")


def nexis_docx() -> bytes:
    return docx(nexis_uni_lines())


def nexis_rtf() -> bytes:
    return rtf(nexis_uni_lines())


def lexis_html() -> bytes:
    def block(text: str) -> str:
        return f'<DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>\n'

    def document(number: int, outlet: str, date: str, body: list[str]) -> str:
        head = [f"{number} of 2 DOCUMENTS", outlet, date, TITLES[number - 1], "BYLINE: By JAN MOOR", "LENGTH: 36 words"]
        tail = ["LOAD-DATE: March 14, 2031", "LANGUAGE: ENGLISH", f"Copyright 2031 {outlet}"]
        return f"<!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->" + "".join(map(block, head + body + tail))

    parts = document(1, "The Quay Mirror", "March 12, 2031 Wednesday", FIRST)
    parts += document(2, "Harbour Post (Haven)", "March 13, 2031 Thursday", SECOND)
    return f"<HTML><HEAD><TITLE></TITLE></HEAD><BODY>{parts}</BODY></HTML>".encode()


def factiva_xml() -> bytes:
    def article(n: int, outlet: str, body: list[str]) -> str:
        paragraphs = "".join(f'<paragraph display="Proportional">{text}</paragraph>' for text in body[1:])
        return (
            f'<article><accessionNo>MIRR00002031031{n}e73c0001a</accessionNo><headline><paragraph display="Proportional">'
            f"{TITLES[n]}</paragraph></headline><byline>By Jan Moor</byline><sourceName>{outlet}</sourceName><publicationDate>"
            f"<date>{DAYS[n].replace('-', '')}</date></publicationDate><baseLanguage>EN</baseLanguage><wordCount>36</wordCount>"
            f"<leadParagraph><paragraph>{body[0]}</paragraph></leadParagraph><tailParagraphs>{paragraphs}</tailParagraphs></article>"
        )

    articles = article(0, "The Quay Mirror", FIRST) + article(1, "Harbour Post (Haven)", SECOND)
    return f'<?xml version="1.0" encoding="UTF-8"?><ppsArticleResponse>{articles}</ppsArticleResponse>'.encode()


def factiva_html() -> bytes:
    def article(n: int, outlet: str, date: str, body: list[str]) -> str:
        divs = ["By Jan Moor", "36 words", date, outlet, "MIRR", "English", f"Copyright 2031 {outlet}"]
        inner = "".join(f"<div>{line}</div>" for line in divs)
        paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{text}</p>' for text in body)
        return (
            f'<div class="article enArticle"><p></p><div id="hd"><span class="enHeadline">{TITLES[n]}</span></div>{inner}{paragraphs}'
            f"<p>Document MIRR00002031031{n}e73c0001a</p></div>"
        )

    articles = article(0, "The Quay Mirror", "12 March 2031", FIRST) + article(1, "Harbour Post (Haven)", "13 March 2031", SECOND)
    return f"<html><head><title>Factiva</title></head><body>{articles}</body></html>".encode()


def factiva_rtf() -> bytes:
    lines: list[str] = []
    for n, (outlet, date, body) in enumerate(
        [("The Quay Mirror", "12 March 2031", FIRST), ("Harbour Post (Haven)", "13 March 2031", SECOND)]
    ):
        lines += [TITLES[n], "By Jan Moor", "36 words", date, outlet, "MIRR", "English", f"Copyright 2031 {outlet}", "", *body]
        lines += [f"Document MIRR00002031031{n}e73c0001a", ""]
    return rtf(lines)


def factiva_table_html() -> bytes:
    def article(n: int, outlet: str, date: str, body: list[str]) -> str:
        fields = {"HD": TITLES[n], "BY": "By Jan Moor", "WC": "36 words", "PD": date, "SN": outlet, "SC": "MIRR", "LA": "English"}
        fields |= {"LP": f"<p>{body[0]}</p>", "TD": f"<p>{body[1]}</p>", "AN": f"Document MIRR00002031031{n}e73c0001a"}
        rows = "".join(f"<tr><td><b>{name}</b></td><td>{value}</td></tr>" for name, value in fields.items())
        return f'<div class="article deArticle"><table>{rows}</table></div>'

    articles = article(0, "The Quay Mirror", "12 March 2031", FIRST) + article(1, "Harbour Post (Haven)", "13 March 2031", SECOND)
    return f"<html><head><title>Factiva</title></head><body>{articles}</body></html>".encode()


def europresse_html() -> bytes:
    def article(n: int, outlet: str, header: str, body: list[str]) -> str:
        paragraphs = "".join(f"<p>{text}</p>" for text in body)
        return (
            f'<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>'
            f'<span class="DocHeader">{header}</span><div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">'
            f"{TITLES[n]}</p></div>"
            f'<div class="docAuthors">Jan Moor</div></header><section><div class="docOcurrContainer">{paragraphs}</div></section>'
            f'<footer><div class="publiC-lblNodoc">news·{DAYS[n].replace("-", "")}·MI·01{n}</div></footer></article>'
        )

    articles = article(0, "The Quay Mirror", "mercredi 12 mars 2031 - p. 3", FIRST)
    articles += article(1, "Harbour Post (Haven)", "jeudi 13 mars 2031", SECOND)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{articles}</body></html>'.encode()


def nitf(n: int = 0) -> str:
    body = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND)[n])
    return (
        f'<nitf><head><title>{TITLES[n]}</title><docdata><doc-id id-string="nitf-{n}"/>'
        f'<date.issue norm="{DAYS[n].replace("-", "")}T064000Z"/></docdata>'
        f'<pubdata name="{("The Quay Mirror", "Harbour Post (Haven)")[n]}"/></head><body><body.head><hedline>'
        f"<hl1>{TITLES[n]}</hl1></hedline>"
        "<byline>By <person>Jan Moor</person></byline></body.head><body.content><block>"
        f"{body}<media><media-caption><p>A crane at noon</p></media-caption></media></block></body.content></body></nitf>"
    )


def nitf_xml() -> bytes:
    doctype = '<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">'
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<archive>{nitf(0)}{nitf(1)}</archive>'.replace(
        "<!DOCTYPE nitf", "<!DOCTYPE archive"
    ).encode()


def newsml_xml() -> bytes:
    def item(n: int, content: str) -> str:
        return (
            f'<newsItem guid="urn:newsml:{n}" xml:lang="en"><itemMeta><provider qcode="nprov:QM"><name>'
            f"{('The Quay Mirror', 'Harbour Post (Haven)')[n]}</name></provider></itemMeta><contentMeta><contentCreated>{DAYS[n]}T06:40:00Z"
            f'</contentCreated><by>Jan Moor</by><language tag="en"/><headline>{TITLES[n]}</headline></contentMeta>'
            f"<contentSet>{content}</contentSet></newsItem>"
        )

    page = "".join(f"<p>{text}</p>" for text in FIRST)
    xhtml = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{page}</body></html></inlineXML>'
    picture = '<newsItem guid="urn:picture"><contentSet><remoteContent/></contentSet></newsItem>'
    items = item(0, xhtml) + item(1, f"<inlineXML>{nitf(1)}</inlineXML>") + picture
    space = "http://iptc.org/std/nar/2006-10-01/"
    return f'<newsMessage xmlns="{space}"><itemSet>{items}</itemSet></newsMessage>'.encode()


def rss_xml() -> bytes:
    def item(n: int, body: list[str]) -> str:
        content = "".join(f"<p>{text}</p>" for text in body)
        day = ("Wed, 12 Mar 2031", "Thu, 13 Mar 2031")[n]
        return (
            f"<item><title>{TITLES[n]}</title><link>https://example.org/{n}</link><guid>https://example.org/{n}</guid><dc:creator>Jan Moor"
            f"</dc:creator><pubDate>{day} 07:40:00 +0100</pubDate><description>In short</description>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )

    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    items = item(0, FIRST) + item(1, SECOND)
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>The Quay Mirror</title>{items}</channel></rss>'.encode()


def atom_xml() -> bytes:
    def entry(n: int, body: list[str]) -> str:
        content = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in body)
        return (
            f"<entry><title>{TITLES[n]}</title><link href='https://example.org/{n}'/><id>urn:{n}</id><published>{DAYS[n]}T06:40:00Z</published>"
            f"<author><name>Jan Moor</name></author><content type='html'>{content}</content></entry>"
        )

    entries = entry(0, FIRST) + entry(1, SECOND)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay Mirror</title>{entries}</feed>'.encode()


def page_html(n: int = 0) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND)[n])
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": TITLES[n], "datePublished": f"{DAYS[n]}T07:40:00+01:00", "author": [{"name": "Jan Moor"}]}
        ],
    }
    return (
        f'<html lang="en"><head><title>{TITLES[n]} | Mirror</title><meta property="og:site_name" content="The Quay Mirror">'
        f'<meta property="og:title" content="{TITLES[n]}"><script type="application/ld+json">{json.dumps(told)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{TITLES[n]}</h1>"
        f"{body}{body.replace('Monday', 'Friday')}</article></body></html>"
    ).encode()


def warc() -> bytes:
    def record(kind: str, url: str, head: str, body: bytes) -> bytes:
        payload = head.encode() + body
        lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2031-04-01T00:00:00Z"]
        lines += [f"WARC-Record-ID: <urn:uuid:{len(payload)}-{url[-1]}>", f"Content-Type: application/http; msgtype={kind}"]
        return "\r\n".join([*lines, f"Content-Length: {len(payload)}", "", ""]).encode() + payload + b"\r\n\r\n"

    ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    records = [record("response", "https://example.org/0", ok, page_html(0)), record("response", "https://example.org/1", ok, page_html(1))]
    return b"".join([*records, record("response", "https://example.org/2", gone, b"<p>gone</p>")])


def table() -> pd.DataFrame:
    return pd.DataFrame({"Headline": TITLES, "Body": TEXTS, "Source": ["The Quay Mirror", "Harbour Post (Haven)"], "Date": DAYS})


def csv() -> bytes:
    return table().to_csv(index=False).encode()


def jsonl() -> bytes:
    return table().to_json(orient="records", lines=True).encode()


def parquet() -> bytes:
    packed = io.BytesIO()
    table().to_parquet(packed, index=False)
    return packed.getvalue()


def xlsx() -> bytes:
    packed = io.BytesIO()
    table().to_excel(packed, index=False)
    return packed.getvalue()


def stata() -> bytes:
    packed = io.BytesIO()
    table().to_stata(packed, version=118, write_index=False)
    return packed.getvalue()


def spss() -> bytes:
    import tempfile
    from pathlib import Path

    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sav"
        pyreadstat.write_sav(table(), str(path))
        return path.read_bytes()


def mediacloud_csv() -> bytes:
    lines = ["id,indexed_date,language,media_name,media_url,publish_date,title,url"]
    for n, (name, title) in enumerate(zip(("The Quay Mirror", "Harbour Post (Haven)"), TITLES, strict=True)):
        lines.append(f"ab{n},2031-03-14 01:00:00,en,{name},example.org,{DAYS[n]},{title},https://example.org/{n}")
    return "\n".join(lines).encode()


def gdelt_csv() -> bytes:
    def line(n: int) -> str:
        columns = [f"20310312064000-{n}", f"{DAYS[n].replace('-', '')}064000", "1", ("The Quay Mirror", "Harbour Post (Haven)")[n]]
        columns += [f"https://example.org/{n}", *[""] * 21, f"<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>{TITLES[n]}</PAGE_TITLE>"]
        return "\t".join(columns)

    return "\n".join(map(line, range(2))).encode()


def amcat_csv() -> bytes:
    frame = pd.DataFrame({"article_id": ["7", "8"], "date": [f"{day}T06:40:00" for day in DAYS], "medium": table()["Source"]})
    return frame.assign(headline=TITLES, text=TEXTS, section="news", url="https://example.org").to_csv(index=False).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def dumps_zip() -> bytes:
    def page(n: int) -> bytes:
        return "\n\n".join([TITLES[n], "By Jan Moor", DAYS[n], TEXTS[n]]).encode()

    listed = "file,outlet\na.txt,The Quay Mirror\nb.txt,Harbour Post (Haven)\n"
    return zipped({"in/a.txt": page(0), "in/b.txt": page(1), "in/articles.csv": listed.encode()})


def jsonl_gz() -> bytes:
    return gzip.compress(jsonl(), mtime=0)


# A file name and its builder; every one holds the same two articles.
FILES = {
    "nexis.txt": nexis_txt,
    "nexis.docx": nexis_docx,
    "nexis.rtf": nexis_rtf,
    "lexis.html": lexis_html,
    "factiva.xml": factiva_xml,
    "factiva.html": factiva_html,
    "factiva_table.html": factiva_table_html,
    "factiva.rtf": factiva_rtf,
    "europresse.html": europresse_html,
    "nitf.xml": nitf_xml,
    "newsml.xml": newsml_xml,
    "rss.xml": rss_xml,
    "feed.atom": atom_xml,
    "crawl.warc": warc,
    "table.csv": csv,
    "table.jsonl": jsonl,
    "table.parquet": parquet,
    "table.xlsx": xlsx,
    "table.dta": stata,
    "table.sav": spss,
    "amcat.csv": amcat_csv,
    "mediacloud.csv": mediacloud_csv,
    "gdelt.csv": gdelt_csv,
    "dumps.zip": dumps_zip,
    "table.jsonl.gz": jsonl_gz,
}
HEADLINES_ONLY = {"mediacloud.csv", "gdelt.csv"}

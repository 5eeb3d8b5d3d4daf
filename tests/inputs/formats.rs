//! Every format: what becomes of it, and how it is known.

use sayso::config::Config;
use sayso::document::Format;

use crate::world::{World, answer, gzip, record, utf16, workbook};

const SENTENCE: &str = "The ferry was late again, said Ana Ruiz, who runs the harbour.";

#[test]
fn json_lines_are_read_in_utf16_and_with_lone_surrogates() {
    let lines = "{\"id\": \"a\", \"text\": \"Zoë \\ud83d left.\"}\n{\"id\": \"b\", \"text\": \"Ana \\ud83d\\ude00.\"}\n";
    let world = World::new(&[("wide.jsonl", &utf16(lines)), ("narrow.jsonl", lines.as_bytes())]);
    let expected = ["a: Zoë \u{FFFD} left.", "b: Ana 😀."];
    world.check("wide.jsonl", &Config::default(), &expected);
    world.check("narrow.jsonl", &Config::default(), &expected);
    let (intakes, notes) = world.read("wide.jsonl", &Config::default());
    assert_eq!(intakes[0].as_ref().unwrap().message, "read as UTF-16LE; 1 lone surrogate replaced");
    assert_eq!(notes, ["(wide.jsonl: read as UTF-16LE, by its byte-order mark)"]);
}

#[test]
fn an_array_of_objects_is_read_one_by_one() {
    let array = "[\n  {\"headline\": \"Ferries\", \"body\": \"One.\"},\n  {\"id\": 7, \"body\": \"Two.\"}, {\"body\": nil}\n]";
    let world = World::new(&[("a.json", array.as_bytes()), ("one.json", b"{\n\"text\": \"One.\"\n}\n")]);
    world.check(
        "a.json",
        &Config::default(),
        &["a.json#1: One.", "7: Two.", "failed a.json#3 a.json:3:40: not a JSON object: expected ident"],
    );
    world.check("one.json", &Config::default(), &["one.json#1: One."]);
    let (_, notes) = world.read("a.json", &Config::default());
    assert_eq!(
        notes,
        ["a.json: text from 'body', title from 'headline'; --text-field and its like name other fields"]
    );
}

#[test]
fn a_table_is_read_by_the_names_of_its_columns() {
    let table = "Article ID;Headline;Date;Body\r\n7;\"Ferries; late\";2025-12-02;\"One.\r\n\r\n\"\"Two.\"\"\"\r\n8;;soon;Three.\r\n";
    let world = World::new(&[("t.csv", table.as_bytes())]);
    world.check("t.csv", &Config::default(), &["7: One.\r\n\r\n\"Two.\"", "8: Three."]);
    let (intakes, notes) = world.read("t.csv", &Config::default());
    let first = intakes[0].as_ref().unwrap();
    assert_eq!(
        (first.title.as_deref(), first.published.as_deref()),
        (Some("Ferries; late"), Some("2025-12-02"))
    );
    assert_eq!(
        notes,
        [
            "(t.csv: cells are parted by ';')",
            "t.csv: id from 'Article ID', text from 'Body', title from 'Headline', published from 'Date'; \
         --text-field and its like name other fields",
        ]
    );
}

#[test]
fn a_table_without_usual_names_is_read_by_its_longest_column() {
    let table = format!("nr\tquelle\twortlaut\n1\tTarn Radio\t{SENTENCE}\n2\tTarn Radio\t{SENTENCE}\n");
    let world = World::new(&[("t.tsv", table.as_bytes()), ("short.csv", b"a,b\n1,2\n"), ("none.csv", b"")]);
    world.check(
        "t.tsv",
        &Config::default(),
        &[&format!("t.tsv:2: {SENTENCE}"), &format!("t.tsv:3: {SENTENCE}")],
    );
    let (_, notes) = world.read("t.tsv", &Config::default());
    assert_eq!(
        notes[1],
        "t.tsv: text from 'wortlaut', the longest; --text-field and its like name other fields"
    );
    world.check(
        "short.csv",
        &Config::default(),
        &["skipped short.csv short.csv: no column looks like a text (it has a, b); name it with --text-field"],
    );
    world.check("none.csv", &Config::default(), &["skipped none.csv none.csv: the table is empty"]);
}

#[test]
fn a_table_of_another_encoding_is_read_row_by_row() {
    let world = World::new(&[
        ("old.csv", b"id,text\n1,plain\n2,\x93Caf\xe9\x94 is shut. It\x92s over.\n"),
        ("wide.csv", &utf16("id\ttext\n1\tZoë")),
    ]);
    world.check("old.csv", &Config::default(), &["1: plain", "2: “Café” is shut. It’s over."]);
    world.check("wide.csv", &Config::default(), &["1: Zoë"]);
}

#[test]
fn the_mark_before_would_be_formulas_is_taken_away_from_our_own_tables_alone() {
    let columns: Vec<&str> = sayso::record::QUOTES.columns.iter().map(|column| column.name).collect();
    let row: Vec<&str> =
        columns.iter().map(|name| if *name == "quote" { "'=1+1 is what he wrote" } else { "" }).collect();
    let ours = format!("{}\n{}\n", columns.join(","), row.join(","));
    let world = World::new(&[
        ("quotes.csv", ours.as_bytes()),
        ("other.csv", b"id,quote\n1,'=1+1 is what he wrote\n"),
    ]);
    let mut config = Config::default();
    config.fields.text = Some("quote".into());
    world.check("quotes.csv", &config, &["quotes.csv:2: =1+1 is what he wrote"]);
    world.check("other.csv", &config, &["1: '=1+1 is what he wrote"]);
}

#[test]
fn every_sheet_of_a_workbook_that_holds_texts_is_read() {
    let book = workbook(&[
        ("About", &[&["made by", "Ana"]]),
        ("News", &[&["id", "text", "date"], &["n1", SENTENCE, "2025-12-02"], &["", "=1+1 he wrote", ""]]),
    ]);
    let world =
        World::new(&[("b.xlsx", &book), ("lies.csv", &book), ("none.xlsx", &workbook(&[("A", &[&["x"]])]))]);
    world.check("b.xlsx", &Config::default(), &[&format!("n1: {SENTENCE}"), "b.xlsx/News:3: =1+1 he wrote"]);
    world.check(
        "lies.csv",
        &Config::default(),
        &[&format!("n1: {SENTENCE}"), "lies.csv/News:3: =1+1 he wrote"],
    );
    world.check(
        "none.xlsx",
        &Config::default(),
        &["skipped none.xlsx none.xlsx: no sheet has a column of text; name it with --text-field"],
    );
}

#[test]
fn numbers_and_dates_of_a_workbook_are_read_as_they_are_meant() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["id", "text", "published"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 12, 2).unwrap();
    sheet.write_number(1, 0, 12.0).unwrap();
    sheet.write_string(1, 1, SENTENCE).unwrap();
    sheet.write_datetime_with_format(1, 2, &date, &format).unwrap();
    let world = World::new(&[("b.xlsx", &book.save_to_buffer().unwrap())]);
    let document = world.one("b.xlsx");
    assert_eq!((document.id.as_str(), document.published.as_deref()), ("12", Some("2025-12-02")));
}

#[test]
fn texts_of_an_archive_of_the_web_are_read_however_they_were_sent() {
    let plain = "Content-Type: text/plain; charset=iso-8859-1";
    let chunked = format!("{plain}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip");
    let packed = gzip(b"Two caf\xe9s.");
    let mut chunks = format!("{:x}\r\n", packed.len()).into_bytes();
    chunks.extend_from_slice(&packed);
    chunks.extend_from_slice(b"\r\n0\r\n\r\n");
    let http = "application/http; msgtype=response";
    let warc = [
        record("warcinfo", 0, "application/warc-fields", b"software: x\r\n"),
        record("response", 1, http, &answer("200 OK", plain, b"One caf\xe9.")),
        record("response", 2, http, &answer("200 OK", &chunked, &chunks)),
        record("response", 3, http, &answer("404 Not Found", plain, b"No.")),
        record("response", 4, http, &answer("200 OK", "Content-Type: image/png", b"\x89PNG")),
        record("resource", 5, "text/plain", b"Three."),
    ]
    .concat();
    let world = World::new(&[("w.warc", &warc), ("w.warc.gz", &gzip(&warc))]);
    let expected = ["urn:x:1: One café.", "urn:x:2: Two cafés.", "urn:x:5: Three."];
    world.check("w.warc", &Config::default(), &expected);
    world.check("w.warc.gz", &Config::default(), &expected);
    let (intakes, notes) = world.read("w.warc", &Config::default());
    let first = intakes[0].as_ref().unwrap();
    assert_eq!(first.url.as_deref(), Some("https://tarn.example/1"));
    assert_eq!(first.published.as_deref(), Some("2025-12-02T08:30:00Z"));
    assert_eq!(first.message, "read as windows-1252; published is when it was fetched");
    assert_eq!(notes.last().unwrap(), "(w.warc: 3 records passed over: no page or text, or not fetched)");
}

#[test]
fn a_message_is_a_document() {
    let message = "From: =?utf-8?q?Zo=C3=AB_Brandt?= <zoe@tarn.example>\r\nSubject: Ferries\r\nDate: Tue, 2 Dec 2025 08:30:00 +0100\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=C3=A9 is=\r\n shut.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>No</p>\r\n--x--\r\n";
    let world = World::new(&[("m.eml", message.as_bytes()), ("m.txt", message.as_bytes())]);
    for name in ["m.eml", "m.txt"] {
        let document = world.one(name);
        assert_eq!((document.id.as_str(), document.body.trim()), (name, "The café is shut."));
        assert_eq!(
            (document.title.as_deref(), document.byline.as_deref()),
            (Some("Ferries"), Some("Zoë Brandt"))
        );
        assert_eq!(document.published.as_deref(), Some("2025-12-02T08:30:00+01:00"));
    }
}

#[test]
fn every_entry_of_a_feed_is_a_document() {
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tarn Radio</title><link>https://tarn.example/</link>\
        <item><title>Ferries</title><guid>f1</guid><link>https://tarn.example/1</link><pubDate>Tue, 02 Dec 2025 08:30:00 GMT</pubDate>\
        <description>The ferry was late.</description></item><item><title>Two</title><description>The bridge is shut.</description></item>\
        <item><title>Three</title></item></channel></rss>";
    let world = World::new(&[("f.xml", feed.as_bytes()), ("x.xml", b"<?xml version=\"1.0\"?><list/>")]);
    world.check(
        "f.xml",
        &Config::default(),
        &[
            "f1: The ferry was late.",
            "f.xml#2: The bridge is shut.",
            "skipped f.xml#3 f.xml#3: the entry has no text",
        ],
    );
    let (intakes, _) = world.read("f.xml", &Config::default());
    let first = intakes[0].as_ref().unwrap();
    assert_eq!(
        (first.outlet.as_deref(), first.url.as_deref()),
        (Some("Tarn Radio"), Some("https://tarn.example/1"))
    );
    assert_eq!(first.published.as_deref(), Some("2025-12-02T08:30:00Z"));
    world.check(
        "x.xml",
        &Config::default(),
        &["skipped x.xml x.xml: XML, but neither RSS nor Atom; save the article as plain text"],
    );
}

#[test]
fn atom_is_read_as_rss_is() {
    let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tarn</title><id>t</id><updated>2025-12-02T08:30:00Z</updated>\
        <entry><title>Ferries</title><id>e1</id><updated>2025-12-02T08:30:00Z</updated><author><name>Ana Ruiz</name></author>\
        <content type=\"text\">The ferry was late.</content></entry></feed>";
    let world = World::new(&[("f.atom", feed.as_bytes())]);
    let document = world.one("f.atom");
    assert_eq!((document.id.as_str(), document.byline.as_deref()), ("e1", Some("Ana Ruiz")));
}

#[test]
fn an_ending_that_lies_is_told_and_not_believed() {
    let world = World::new(&[
        ("feed.txt", b"{\"id\": \"a\", \"text\": \"One.\"}\n"),
        ("b.csv", &gzip(b"id,text\nb,Two.\n")),
    ]);
    world.check("feed.txt", &Config::default(), &["a: One."]);
    let (_, notes) = world.read("feed.txt", &Config::default());
    assert_eq!(notes, ["(feed.txt: the ending says txt, the content says jsonl; read as jsonl)"]);
    world.check("b.csv", &Config::default(), &["b: Two."]);
}

#[test]
fn plain_text_is_read_whatever_its_ending() {
    let text = b"Ferries late\n\n\"The ferry is late,\" said Ana Ruiz.\n";
    for name in ["a.json", "a.eml", "a.rss", "a.xml", "a.xlsx", "a.warc", "a.zip", "a.txt.gz"] {
        let world = World::new(&[(name, text)]);
        let document = world.one(name);
        assert_eq!(document.title.as_deref(), Some("Ferries late"), "{name}");
        assert!(document.body.contains("The ferry is late"), "{name}: {}", document.body);
    }
}

#[test]
fn a_format_that_was_asked_for_is_believed() {
    let world = World::new(&[("data", b"id,text\na,One.\n"), ("text", b"id,lede\na,One.\n")]);
    world.check("data", &Config::default(), &["a: One."]);
    world.check("text", &Config::default(), &["text: id,lede\na,One."]);
    let config = Config { input_format: Some(Format::Text), ..Config::default() };
    world.check("data", &config, &["data: id,text\na,One."]);
}

#[test]
fn pages_are_read_wherever_they_stand() {
    let said = "“The ferry will sail again on Monday,” said Ana Ruiz, who runs the harbour of Ghent for the Harbour Trust.";
    let paragraph =
        format!("<p>{said}</p><p>{SENTENCE} She had nothing to add, and left the hall in the rain.</p>")
            .repeat(4);
    let page = format!(
        "<!doctype html><html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>{paragraph}</article></body></html>"
    );
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><item><guid>f1</guid><description><![CDATA[{paragraph}]]></description></item>\
        <item><guid>f2</guid><description>&lt;p&gt;It &amp;amp; more.&lt;/p&gt;</description></item></channel></rss>"
    );
    let mail = format!(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n"
    );
    let sent = answer("200 OK", "Content-Type: text/html; charset=utf-8", page.as_bytes());
    let world = World::new(&[
        ("p.html", page.as_bytes()),
        ("p.html.gz", &gzip(page.as_bytes())),
        ("p.zip", &crate::world::zip(&[("p.htm", page.as_bytes())])),
        ("m.eml", mail.as_bytes()),
        ("w.warc", &record("response", 1, "application/http", &sent)),
    ]);
    for (input, id) in [
        ("p.html", "p.html"),
        ("p.html.gz", "p.html.gz"),
        ("p.zip", "p.zip/p.htm"),
        ("m.eml", "m.eml"),
        ("w.warc", "urn:x:1"),
    ] {
        let document = world.one(input);
        assert_eq!(document.id, id);
        assert!(document.body.contains(said) && !document.body.contains('<'), "{input}: {}", document.body);
    }
    let world = World::new(&[("f.xml", feed.as_bytes())]);
    let (intakes, _) = world.read("f.xml", &Config::default());
    assert!(intakes[0].as_ref().unwrap().body.contains(said));
    assert_eq!(intakes[1].as_ref().unwrap().body.trim(), "It & more.");
}

//! Small pages, good and bad.

use super::*;

fn read(page: &str) -> Option<Article> {
    article(Rules::embedded().unwrap(), page)
}

#[track_caller]
fn check_encoding(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str) {
    let decoded = decode(bytes, declared).unwrap();
    assert_eq!((decoded.text.contains(text), decoded.encoding), (true, encoding), "{}", decoded.text);
}

#[test]
fn a_mark_goes_before_what_is_declared_and_that_before_what_is_detected() {
    check_encoding(b"\xEF\xBB\xBF<meta charset=windows-1251>caf\xC3\xA9", None, "café", "UTF-8");
    check_encoding(b"<meta charset='iso-8859-2'>\xB1\xE6", None, "ąć", "ISO-8859-2");
    check_encoding(b"<?xml version='1.0' encoding='koi8-r'?><html>\xC1", None, "а", "KOI8-R");
    check_encoding(b"<meta charset=utf-8>\x93No\x94, he said. It\x92s over.", None, "“No”", "windows-1252");
    check_encoding(b"<html>\xE0", Some("windows-1251"), "а", "windows-1251");
    let meta = "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=ISO-8859-1\">caf\u{e9}";
    check_encoding(meta.as_bytes(), None, "café", "UTF-8");
}

#[test]
fn a_page_is_known_by_how_it_opens() {
    for page in
        ["<!DOCTYPE html>", "\u{FEFF}\n<HTML lang=en>", "<?xml version='1.0'?><!-- x --><html>", "<body>"]
    {
        assert!(is_page(page), "{page}");
    }
    for text in ["", "<", "<header>", "Ferry talks resume <html>", "<?xml version='1.0'?><rss>", "<!--", "é"]
    {
        assert!(!is_page(text), "{text}");
    }
}

#[test]
fn a_page_without_an_article_has_none() {
    for page in [
        "",
        "<html></html>",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html><frameset><frame src=a></frameset></html>",
        "<!doctype html><script>document.write('x')</script>",
    ] {
        assert_eq!(read(page), None, "{page}");
    }
}

#[test]
fn a_page_of_one_sentence_has_an_article() {
    let article = read("<html><title>T</title><p>The mayor said no.</p></html>").unwrap();
    assert_eq!(article.body, "The mayor said no.\n");
}

#[test]
fn what_is_not_known_yet_is_filled_and_what_is_known_stays() {
    let article = Article {
        title: Some("Page".into()),
        outlet: Some("Post".into()),
        language: Some("de".into()),
        is_paid: true,
        ..Article::default()
    };
    let mut document = Document { title: Some("Own".into()), message: "x".into(), ..Document::default() };
    article.fill(&mut document);
    assert_eq!((document.title.as_deref(), document.outlet.as_deref()), (Some("Own"), Some("Post")));
    assert_eq!(
        document.message,
        "x; the page says that its language is 'de'; English is read; the page says that its text is not free to \
         read; it may be cut short"
    );
}

#[test]
fn deep_and_long_pages_end() {
    let words = "<p>The mayor of Brannock said, on Monday, that the bridge was safe and would stay open.</p>";
    let deep = format!("<html><body>{words}{}{words}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(read(&deep).unwrap().body.matches("mayor").count(), 2);
    let fonts = format!("<html><body>{words}{}{words}", "<font><b>".repeat(20_000));
    assert!(read(&fonts).unwrap().body.contains("mayor"));
    let long = format!("<html><p>{}</p>", "The mayor said no. ".repeat(50_000));
    assert_eq!(read(&long).unwrap().body.matches("mayor").count(), 50_000);
}

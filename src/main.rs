//! A thin program to measure names with.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufWriter, Write as _};

use sayso::gazetteer::{self, Gazetteer};
use sayso::lexicon::Lexicon;
use sayso::mention::{self, Names};
use sayso::segment;
use sayso::text::Text;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let lexicon = Lexicon::embedded()?;
    let gazetteer = gazetteer::embedded()?;
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|at| args.get(at + 1));
    let names = match option("--weights") {
        Some(file) => &*Box::leak(Box::new(Names::new(file, &std::fs::read_to_string(file)?)?)),
        None => Names::embedded()?,
    };
    match args.get(1).map(String::as_str) {
        Some("extract") => extract(names, lexicon, gazetteer, &args[2], option("-o").map_or("out", |o| o)),
        Some("evidence") => {
            let passes = option("--passes").map_or(Ok(1), |p| p.parse())?;
            evidence(names, lexicon, gazetteer, &args[3], passes)
        }
        _ => anyhow::bail!("extract FILE -o DIR | evidence names FILE"),
    }
}

fn documents(file: &str) -> anyhow::Result<Vec<(String, String)>> {
    let reader = std::io::BufReader::new(std::fs::File::open(file)?);
    let mut all = Vec::new();
    for line in reader.lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value[name].as_str().unwrap_or("").to_string();
        all.push((field("id"), field("text")));
    }
    Ok(all)
}

fn characters(text: &str) -> Vec<u32> {
    let mut at = vec![0; text.len() + 1];
    let mut count = 0;
    for (byte, c) in text.char_indices() {
        for k in 0..c.len_utf8() {
            at[byte + k] = count;
        }
        count += 1;
    }
    at[text.len()] = count;
    at
}

fn extract(
    names: &Names,
    lexicon: &'static Lexicon,
    gazetteer: &Gazetteer,
    file: &str,
    out: &str,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(out)?;
    let mut rows = csv::Writer::from_path(format!("{out}/mentions.csv"))?;
    rows.write_record([
        "doc_id",
        "kind",
        "start_char",
        "end_char",
        "entity_id",
        "text",
        "rule",
        "confidence",
        "role",
        "entry",
    ])?;
    let mut spent = std::time::Duration::ZERO;
    let mut read = 0;
    for (id, body) in documents(file)? {
        let text = Text::new(&body);
        let tokens = segment::tokens(&text, lexicon);
        let lookups = gazetteer.find(&text, &tokens);
        let start = std::time::Instant::now();
        let mentions = mention::find(names, &text, &tokens, &lookups, gazetteer);
        spent += start.elapsed();
        read += body.chars().count();
        let at = characters(&body);
        for m in mentions {
            let given = text.source_span(m.span);
            let role = m.role.map_or("", |r| text.slice(r)).to_string();
            let entry = m.entry.map_or(String::new(), |e| gazetteer.entry(e).id.to_string());
            rows.write_record([
                &id,
                m.kind.name(),
                &at[given.start as usize].to_string(),
                &at[given.end as usize].to_string(),
                "",
                text.slice(m.span),
                m.rule,
                &format!("{:.3}", m.confidence),
                &role,
                &entry,
            ])?;
        }
    }
    rows.flush()?;
    let mut quotes = csv::Writer::from_path(format!("{out}/quotes.csv"))?;
    quotes.write_record(["doc_id", "spans", "cue_start", "cue_end", "speaker_start", "speaker_end"])?;
    quotes.flush()?;
    writeln!(std::io::stderr(), "{:.1} ns a character", spent.as_nanos() as f64 / f64::from(read as u32))?;
    Ok(())
}

fn evidence(
    names: &Names,
    lexicon: &'static Lexicon,
    gazetteer: &Gazetteer,
    file: &str,
    passes: usize,
) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout());
    for (id, body) in documents(file)? {
        let text = Text::new(&body);
        let tokens = segment::tokens(&text, lexicon);
        let lookups = gazetteer.find(&text, &tokens);
        let at = characters(&body);
        let mut line = format!("{{\"id\":{},\"candidates\":[", serde_json::to_string(&id)?);
        for (number, candidate) in
            mention::evidence(names, &text, &tokens, &lookups, passes).iter().enumerate()
        {
            let given = text.source_span(candidate.span);
            let comma = if number > 0 { "," } else { "" };
            write!(
                line,
                "{comma}{{\"start\":{},\"end\":{},\"first\":{},\"later\":{}}}",
                at[given.start as usize],
                at[given.end as usize],
                serde_json::to_string(&candidate.first)?,
                serde_json::to_string(&candidate.later)?
            )?;
        }
        writeln!(out, "{line}]}}")?;
    }
    Ok(())
}

//! The reference of `benches/measure.py`: a Unicode word split of every text of a `.jsonl` file, and
//! nothing else. Prints how many characters and words there were.

use std::io::{BufRead, BufReader, Write};

use unicode_segmentation::UnicodeSegmentation;

fn main() {
    // Cargo adds `--bench` to what it is told.
    let Some(file) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else { return };
    let lines = BufReader::new(std::fs::File::open(file).expect("the text can be opened")).lines();
    let (mut characters, mut words) = (0, 0);
    for line in lines {
        let line = line.expect("the text can be read");
        let object: serde_json::Value = serde_json::from_str(&line).expect("a line is an object");
        let text = object.get("text").and_then(serde_json::Value::as_str).unwrap_or("");
        characters += text.chars().count();
        words += text.split_word_bounds().count();
    }
    writeln!(std::io::stdout(), "{characters} characters, {words} words").expect("somebody listens");
}

//! A folder of files to read from, and whoever packs them.

use std::io::Write as _;
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso::config::Config;
use sayso::document::{Document, Intake};
use sayso::source::Documents;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder of files.
pub(crate) struct World(tempfile::TempDir);

impl World {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    /// Everything that comes of an input, and what is said on the way; details in brackets.
    pub(crate) fn read(&self, input: &str, config: &Config) -> (Vec<Intake>, Vec<String>) {
        let notes = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&notes);
        let here = self.path("");
        let documents = Documents::of(&[self.path(input)], config).unwrap().telling(move |note| {
            let words = note.words.replace(&here, "");
            told.lock().unwrap().push(if note.is_detail { format!("({words})") } else { words });
        });
        let intakes = documents.collect();
        let notes = notes.lock().unwrap().clone();
        (intakes, notes)
    }

    /// Holds what comes of an input against `id: text` of documents and `status id message` of troubles.
    #[track_caller]
    pub(crate) fn check(&self, input: &str, config: &Config, expected: &[&str]) {
        let (intakes, _) = self.read(input, config);
        let here = self.path("");
        let line = |intake: Intake| match intake {
            Ok(document) => format!("{}: {}", document.id, document.body.trim()),
            Err(trouble) => format!("{} {} {}", trouble.status.name(), trouble.id, trouble.message),
        };
        let found: Vec<String> = intakes.into_iter().map(|intake| line(intake).replace(&here, "")).collect();
        assert_eq!(found, expected, "{input}");
    }

    /// The only document of an input.
    #[track_caller]
    pub(crate) fn one(&self, input: &str) -> Document {
        let (mut intakes, _) = self.read(input, &Config::default());
        assert_eq!(intakes.len(), 1, "{intakes:?}");
        intakes.remove(0).unwrap()
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        packed.start_file(*name, SimpleFileOptions::default()).unwrap();
        packed.write_all(content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        packed.append_data(&mut header, name, *content).unwrap();
    }
    packed.into_inner().unwrap()
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// A record of an archive of the web.
pub(crate) fn record(kind: &str, number: u32, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{number}>\r\nWARC-Date: 2025-12-02T08:30:00Z\r\n\
         WARC-Target-URI: https://tarn.example/{number}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// What a server answers.
pub(crate) fn answer(status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n").into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// A workbook of sheets of rows of cells.
pub(crate) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, *cell).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

//! Archives: every member that looks like a document is read as if it lay in a folder.

use std::fs::File;
use std::io::{BufReader, Seek as _, SeekFrom};
use std::ops::ControlFlow;

use zip::ZipArchive;
use zip::result::ZipError;

use super::desk::{Desk, Fault, Flow};
use super::item::{Item, Label};
use super::{open, sheet, sniff, unpack};

/// Kinds of zip that are no archives of articles, by a member of theirs, and what to do about them.
const OFFICE: &[(&str, &str)] = &[
    ("word/document.xml", "a word processor's document, which is not read; save the article as plain text"),
    ("ppt/presentation.xml", "a presentation, which is not read; save the article as plain text"),
    ("META-INF/manifest.xml", "an office document, which is not read; save it as .xlsx or as plain text"),
    ("META-INF/container.xml", "an e-book, which is not read; save the article as plain text"),
];

/// Reads the members of a zip archive, or of the workbook that it is.
pub(super) fn zip(mut item: Item<'_>, desk: &mut Desk) -> Flow {
    let (label, depth) = (std::mem::take(&mut item.label), item.depth + 1);
    let file = match item.file() {
        Ok(file) => file,
        Err(error) => return desk.fail(&label, Fault::broken(&label.source, &error)),
    };
    let copy = file.try_clone();
    let mut archive = match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => {
            return desk.fail(&label, Fault::failed(format!("{}: {}", label.source, damage(&error))));
        }
    };
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return match copy.and_then(|mut file| file.seek(SeekFrom::Start(0)).map(|_| file)) {
            Ok(file) => sheet::read(&label, file, desk),
            Err(error) => desk.fail(&label, Fault::broken(&label.source, &error)),
        };
    }
    if let Some((_, why)) = OFFICE.iter().find(|(name, _)| archive.index_for_name(name).is_some()) {
        return desk.fail(&label, Fault::failed(format!("{}: {why}", label.source)));
    }
    let mut taken = 0;
    for number in 0..archive.len() {
        taken += usize::from(zip_member(&label, &mut archive, number, depth, desk)?);
    }
    told(&label, taken, archive.len(), desk)
}

/// Reads a member; whether it was taken for a document.
fn zip_member(
    label: &Label,
    archive: &mut ZipArchive<BufReader<File>>,
    number: usize,
    depth: usize,
    desk: &mut Desk,
) -> ControlFlow<(), bool> {
    let name = archive
        .name_for_index(number)
        .and_then(Result::ok)
        .map(std::borrow::Cow::into_owned)
        .unwrap_or_default();
    if name.ends_with('/') || !sniff::is_taken(&name) {
        return ControlFlow::Continue(false);
    }
    let label = label.member(&name);
    match archive.by_index(number) {
        Ok(member) => {
            let packed = member.compressed_size();
            let item = Item::new(label, unpack::member(member, packed, &desk.limits), depth);
            open::read(item, desk)?;
        }
        Err(error) => desk.fail(&label, Fault::failed(format!("{}: {}", label.source, damage(&error))))?,
    }
    ControlFlow::Continue(true)
}

fn damage(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            "it is locked with a password; unpack it first".to_string()
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            format!("it is packed in a way that is not read ({error}); unpack it first")
        }
        _ => format!("cannot read it: the archive is damaged: {error}"),
    }
}

/// Reads the members of a tar archive.
pub(super) fn tar(mut item: Item<'_>, desk: &mut Desk) -> Flow {
    let (label, depth) = (std::mem::take(&mut item.label), item.depth + 1);
    let mut archive = tar::Archive::new(item);
    let (mut taken, mut all) = (0, 0);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return desk.fail(&label, Fault::broken(&label.source, &error)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return desk.fail(&label, Fault::broken(&label.source, &error)),
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        all += 1;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if sniff::is_taken(&name) {
            taken += 1;
            open::read(Item::new(label.member(&name), Box::new(entry), depth), desk)?;
        }
    }
    told(&label, taken, all, desk)
}

fn told(label: &Label, taken: usize, all: usize, desk: &mut Desk) -> Flow {
    if taken == 0 {
        let message = format!("{}: the archive holds no file of a format that is read", label.source);
        return desk.fail(label, Fault::skipped(message));
    }
    if taken < all {
        let source = &label.source;
        desk.detail(format!(
            "{source}: {} of {all} members passed over, by their names no documents",
            all - taken
        ))?;
    }
    Flow::Continue(())
}

//! Packing in every order, and how much of it is too much.

use sayso::config::Config;

use crate::world::{World, gzip, tar, workbook, zip, zstd};

const LINES: &[u8] = b"{\"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n";

#[test]
fn packing_is_taken_off_and_ids_name_the_way() {
    let inner = zip(&[("deep/x.txt", b"Deep.")]);
    let members: &[(&str, &[u8])] = &[
        ("news/a.txt", b"Text."),
        ("news/feed.jsonl", LINES),
        ("news/b.txt.gz", &gzip(b"Packed.")),
        ("inner.zip", &inner),
        ("picture.png", b"\x89PNG"),
        ("__MACOSX/a.txt", b"x"),
    ];
    let (as_zip, as_tar) = (zip(members), tar(members));
    let world = World::new(&[
        ("in.zip", &as_zip),
        ("in.tar.gz", &gzip(&as_tar)),
        ("in.tar.zst", &zstd(&as_tar)),
        ("in.zip.gz", &gzip(&as_zip)),
    ]);
    for name in ["in.zip", "in.tar.gz", "in.tar.zst", "in.zip.gz"] {
        let expected: Vec<String> = [
            "news/a.txt: Text.",
            "news/feed.jsonl:1: One.",
            "b: Two.",
            "news/b.txt.gz: Packed.",
            "inner.zip/deep/x.txt: Deep.",
        ]
        .iter()
        .map(|line| if *line == "b: Two." { (*line).to_string() } else { format!("{name}/{line}") })
        .collect();
        world.check(name, &Config::default(), &expected.iter().map(String::as_str).collect::<Vec<_>>());
        let (_, notes) = world.read(name, &Config::default());
        assert_eq!(notes, [format!("({name}: 2 of 6 members passed over, by their names no documents)")]);
    }
}

#[test]
fn several_streams_in_one_file_are_one() {
    let world = World::new(&[
        ("a.txt.gz", &[gzip(b"One, "), gzip(b"two.")].concat()),
        ("b.txt.zst", &[zstd(b"One, "), zstd(b"two.")].concat()),
    ]);
    world.check("a.txt.gz", &Config::default(), &["a.txt.gz: One, two."]);
    world.check("b.txt.zst", &Config::default(), &["b.txt.zst: One, two."]);
}

#[test]
fn a_container_is_noted_with_its_own_size_and_hash() {
    let bytes = zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let world = World::new(&[("in.zip", &bytes)]);
    let mut documents = sayso::source::Documents::of(&[world.path("in.zip")], &Config::default()).unwrap();
    assert_eq!(documents.by_ref().count(), 2);
    let input = &documents.inputs()[0];
    assert_eq!(
        (input.bytes, input.hash.as_str()),
        (bytes.len() as u64, blake3::hash(&bytes).to_hex().as_str())
    );
    assert_eq!(documents.bytes(), bytes.len() as u64);
}

#[test]
fn a_bomb_is_skipped_and_the_rest_is_read() {
    let zeros = vec![b' '; 4 << 20];
    let bomb = zip(&[("a.txt", b"One."), ("bomb.txt", &zeros), ("c.txt", b"Three.")]);
    let world = World::new(&[
        ("in.zip", &bomb),
        ("bomb.jsonl.gz", &gzip(&zeros)),
        ("bomb.xlsx", &workbook_of(&zeros)),
    ]);
    let config = Config { ratio: 100, ..Config::default() };
    let what = "it unpacks to more than 100 times its size; if it is meant to, raise --largest-ratio";
    world.check(
        "in.zip",
        &config,
        &[
            "in.zip/a.txt: One.",
            &format!("skipped in.zip/bomb.txt in.zip/bomb.txt: {what}"),
            "in.zip/c.txt: Three.",
        ],
    );
    world.check("bomb.jsonl.gz", &config, &[&format!("skipped bomb.jsonl.gz:1 bomb.jsonl.gz:1: {what}")]);
    world.check("bomb.xlsx", &config, &[&format!("skipped bomb.xlsx bomb.xlsx: {what}")]);
}

/// A workbook with something in it that no workbook has.
fn workbook_of(bytes: &[u8]) -> Vec<u8> {
    let book = workbook(&[("A", &[&["text"]])]);
    let mut archive = zip::ZipWriter::new_append(std::io::Cursor::new(book)).unwrap();
    archive.start_file("xl/media/x", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_input_that_unpacks_to_too_much_is_stopped() {
    let world = World::new(&[("in.zip", &zip(&[("a.txt", &[b'a'; 3000]), ("b.txt", &[b'b'; 3000])]))]);
    let config = Config { unpacked: 5000, ..Config::default() };
    let (intakes, _) = world.read("in.zip", &config);
    assert!(intakes[0].is_ok());
    let message = &intakes[1].as_ref().unwrap_err().message;
    assert!(
        message.ends_with(
            "the input unpacks to more than 5000 bytes; if it is meant to, raise --largest-unpacked"
        ),
        "{message}"
    );
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut bytes = b"One.".to_vec();
    for _ in 0..3 {
        bytes = gzip(&bytes);
    }
    let world = World::new(&[("a.txt.gz", &bytes)]);
    world.check("a.txt.gz", &Config { depth: 3, ..Config::default() }, &["a.txt.gz: One."]);
    world.check("a.txt.gz", &Config { depth: 2, ..Config::default() }, &[
        "skipped a.txt.gz a.txt.gz: it lies under more than 2 layers of packing; unpack it, or raise --deepest",
    ]);
}

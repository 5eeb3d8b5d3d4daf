//! What the program made, held against what is committed.

use std::path::Path;

/// Holds texts against the committed files of the same paths, from the root of the repository; all
/// that differ are told together, each by its first other line. `UPDATE=1` writes them anew.
pub(crate) fn check(made: &[(String, String)]) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut faults = Vec::new();
    for (path, text) in made {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if update {
            std::fs::write(&file, text).expect("a snapshot can be written");
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        if kept != *text {
            faults.push(difference(path, &kept, text));
        }
    }
    let advice = "if that is right, UPDATE=1 writes it anew; look at the difference before you keep it";
    assert!(faults.is_empty(), "\n{}\n{advice}", faults.join("\n"));
}

fn difference(path: &str, kept: &str, made: &str) -> String {
    let line = kept.lines().zip(made.lines()).take_while(|(kept, made)| kept == made).count();
    let shown = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_string();
    format!("{path}:{}\n  kept {}\n  made {}", line + 1, shown(kept), shown(made))
}

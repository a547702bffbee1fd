//! The perceptual score of a recording against its source.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("the crate lies two folders deep")
        .to_owned()
}

/// The speech that `scripts/setup` made.
pub fn speech(name: &str) -> PathBuf {
    let path = root().join("target/speech").join(name);
    assert!(path.exists(), "no speech: run scripts/setup");
    path
}

/// PESQ (ITU-T P.862, narrow band), 1…4.6.
pub fn pesq(source: &Path, recording: &Path) -> f32 {
    let output = Command::new(root().join("target/python/bin/python"))
        .arg(root().join("tests/tools/score.py"))
        .arg(source)
        .arg(recording)
        .output()
        .expect("the score is installed: run scripts/setup");
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace()
        .nth(1)
        .and_then(|score| score.parse().ok())
        .unwrap_or_else(|| {
            panic!(
                "no score: {text}{}",
                String::from_utf8_lossy(&output.stderr)
            )
        })
}

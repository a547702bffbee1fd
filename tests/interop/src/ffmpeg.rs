//! ffmpeg: other encoders of what is played, other readers of what was recorded.

use std::path::Path;
use std::process::Command;

/// Makes `output` of `input`, with options of ffmpeg in between.
pub fn convert(input: &Path, options: &[&str], output: &Path) {
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-i"])
        .arg(input)
        .args(options)
        .arg(output)
        .output()
        .expect("ffmpeg is installed: run scripts/setup test");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {said}", output.display());
}

/// Makes a WAV file of samples of one channel.
pub fn from_raw(raw: &Path, rate_hz: u32, output: &Path) {
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-y", "-f", "s16le", "-ac", "1"])
        .args(["-ar", &rate_hz.to_string(), "-i"])
        .arg(raw)
        .arg(output)
        .status()
        .expect("ffmpeg is installed: run scripts/setup test");
    assert!(done.success(), "{}", output.display());
}

/// What ffmpeg's own decoder hears in a file, mixed to one channel.
pub fn samples(file: &Path, rate_hz: u32) -> Vec<i16> {
    let rate = rate_hz.to_string();
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-i"])
        .arg(file)
        .args(["-f", "s16le", "-ac", "1", "-ar", &rate, "-"])
        .output()
        .expect("ffmpeg is installed: run scripts/setup test");
    let pairs = done.stdout.chunks_exact(2);
    pairs
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

/// The codec, rate in Hz and channels of a file's first stream.
pub fn stream(file: &Path) -> String {
    let done = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "a:0"])
        .args(["-show_entries", "stream=codec_name,sample_rate,channels"])
        .args(["-of", "csv=p=0"])
        .arg(file)
        .output()
        .expect("ffprobe is installed: run scripts/setup test");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {said}", file.display());
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

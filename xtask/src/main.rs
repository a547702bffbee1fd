//! The project's own commands.
//!
//! `cargo xtask generate` writes every file that follows from the C interface:
//! the header, the calls of handlers, the bindings; with `--check` it only fails
//! where a file is not what would be written. `cargo xtask ci` runs every
//! check, or those named; `--list` names them.

mod ci;
mod generate;
mod interface;
mod names;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask generate [--check] | ci [--list | STEP …]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["ci", ref steps @ ..] => ci::run(steps),
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

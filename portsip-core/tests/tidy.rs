//! Keeps the architecture: the arrows of `ARCHITECTURE.md`, who may name a
//! clock or a socket, and the shape of the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LEAF: [&str; 6] = ["error", "ids", "clock", "rng", "limits", "secret"];
const LINES_MAX: usize = 800;

/// Words that only one module may write, with the module.
const RESERVED: [(&str, &str); 8] = [
    ("tokio::", "engine"),
    ("mio::", "engine"),
    ("socket2::", "engine"),
    ("std::thread", "engine"),
    ("Instant::now", "engine"),
    ("SystemTime::now", "engine"),
    ("getrandom::", "engine"),
    ("cpal::", "device"),
];

#[test]
fn modules_use_only_what_the_architecture_allows() {
    let arrows = arrows(&read(&root().join("ARCHITECTURE.md")));
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(module) = module_of(&file) else {
            continue;
        };
        for used in crate_paths(&code_of(&read(&file))) {
            if !allowed(&arrows, &module, &used) {
                wrong.push(format!("{} may not use `{used}`", shown(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_their_owners_name_clocks_sockets_and_devices() {
    let mut wrong = Vec::new();
    for file in sources() {
        let module = module_of(&file).unwrap_or_default();
        for (number, line) in code_of(&read(&file)).lines().enumerate() {
            for (word, owner) in RESERVED {
                if line.contains(word) && module != owner {
                    let at = format!("{}:{}", shown(&file), number + 1);
                    wrong.push(format!("{at}: `{word}` belongs to `{owner}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn unsafe_code_stays_in_device() {
    let lib = read(&root().join("portsip-core/src/lib.rs"));
    assert!(lib.contains("#![deny(unsafe_code)]"));
    let lifted: Vec<String> = sources()
        .iter()
        .filter(|file| module_of(file).is_some_and(|module| module != "device"))
        .filter(|file| code_of(&read(file)).contains("unsafe_code"))
        .map(|file| shown(file))
        .collect();
    assert!(lifted.is_empty(), "unsafe_code is lifted in {lifted:?}");
}

#[test]
fn files_say_what_they_are_and_stay_readable() {
    let mut wrong = Vec::new();
    for file in rust_files(&["portsip-core", "portsip-ffi", "crates", "xtask"]) {
        let text = read(&file);
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not begin with `//!`", shown(&file)));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            wrong.push(format!("{} has {lines} lines", shown(&file)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_open() {
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["todo", "!("],
        ["unimplemented", "!("],
    ];
    let marks = marks.map(|mark| mark.concat());
    let folders = [
        "portsip-core",
        "portsip-ffi",
        "crates",
        "xtask",
        "benches",
        "fuzz",
        "tests",
    ];
    let open: Vec<String> = rust_files(&folders)
        .into_iter()
        .filter(|file| marks.iter().any(|mark| read(file).contains(mark.as_str())))
        .map(|file| shown(&file))
        .collect();
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn the_check_sees_a_forbidden_arrow() {
    let arrows = arrows("```arrows\nsip -> leaf\nua -> leaf, sip\nx -> sip::message\n```\n");
    assert!(allowed(&arrows, "sip", "limits"));
    assert!(!allowed(&arrows, "sip", "ua"));
    assert!(allowed(&arrows, "ua", "sip::dialog::Dialog"));
    assert!(allowed(&arrows, "x", "sip::message::Message"));
    assert!(!allowed(&arrows, "x", "sip::dialog::Dialog"));
    let used = crate_paths(
        "use crate::{ua::Agent, sip::{message, dialog::Dialog as D}}; fn f() { crate::sdp::x() }",
    );
    let expected = ["sdp::x", "sip::dialog::Dialog", "sip::message", "ua::Agent"];
    assert!(used.iter().eq(expected.iter()));
}

type Arrows = BTreeMap<String, Vec<String>>;

fn arrows(document: &str) -> Arrows {
    let block = document
        .split("```arrows\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("ARCHITECTURE.md has a block of arrows");
    block
        .lines()
        .map(|line| {
            let (from, to) = line.split_once("->").expect("an arrow is `a -> b, c`");
            let to = to.split(',').map(|name| name.trim().to_owned());
            (from.trim().to_owned(), to.collect())
        })
        .collect()
}

fn allowed(arrows: &Arrows, module: &str, used: &str) -> bool {
    let first = used.split("::").next().unwrap_or(used);
    if first == module {
        return true;
    }
    if LEAF.contains(&module) {
        return LEAF.contains(&first);
    }
    let Some(targets) = arrows.get(module) else {
        return false;
    };
    targets.iter().any(|target| {
        (target == "leaf" && LEAF.contains(&first))
            || used == target
            || used.starts_with(&format!("{target}::"))
    })
}

/// Every path that begins with `crate::`, groups spread out, each cut after
/// the first name that begins with a capital.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for (at, word) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        spread("", &code[at + word.len()..], &mut paths);
    }
    paths
}

/// Reads one path or group at the start of `code`; returns the rest.
fn spread<'a>(prefix: &str, code: &'a str, paths: &mut BTreeSet<String>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = spread(prefix, rest, paths).trim_start();
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let (name, rest) = code.split_at(code.find(|c| !is_name(c)).unwrap_or(code.len()));
    let path = match (prefix, name) {
        (_, "") => return rest,
        ("", _) => name.to_owned(),
        (_, "self") => prefix.to_owned(),
        _ => format!("{prefix}::{name}"),
    };
    match rest.strip_prefix("::") {
        Some(next) if !name.starts_with(char::is_uppercase) => spread(&path, next, paths),
        _ => {
            paths.insert(path);
            let rest = rest.trim_start();
            rest.strip_prefix("as ")
                .map_or(rest, |alias| alias.trim_start_matches(is_name))
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '*'
}

/// The text without comments.
fn code_of(text: &str) -> String {
    text.lines()
        .map(|line| line.find("//").map_or(line, |at| &line[..at]))
        .collect::<Vec<_>>()
        .join("\n")
}

fn module_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(root().join("portsip-core/src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.trim_end_matches(".rs");
    (name != "lib").then(|| name.to_owned())
}

fn sources() -> Vec<PathBuf> {
    rust_files(&["portsip-core/src"])
}

fn rust_files(folders: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        collect(&root().join(folder), &mut files);
    }
    assert!(!files.is_empty());
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("the crate lies in the workspace")
        .to_owned()
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root())
        .unwrap_or(file)
        .display()
        .to_string()
}

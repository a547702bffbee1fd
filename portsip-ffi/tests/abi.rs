//! Holds the header and the shared library against `spec/abi`.
//!
//! Programs are linked against these names, signatures and numbers; nothing
//! here may change by accident. `spec/abi/exported.txt` lists the functions
//! that this version has; the tables say how they look.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_promised_function_is_declared_and_no_other() {
    let declared: BTreeSet<String> = functions(&header())
        .into_keys()
        .filter(|name| !name.starts_with("PortSIPX_"))
        .collect();
    let promised: BTreeSet<String> = read("spec/abi/exported.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(declared, promised);
}

#[test]
fn functions_have_the_signatures_of_the_table() {
    let table = table("functions.tsv");
    for (name, signature) in functions(&header()) {
        if name.starts_with("PortSIPX_") {
            continue;
        }
        let expected = table
            .get(&name)
            .unwrap_or_else(|| panic!("{name} is not in functions.tsv"));
        assert_eq!(&signature, expected, "{name}");
    }
}

#[test]
fn callbacks_have_the_signatures_of_the_table() {
    let table = table("callbacks.tsv");
    let header = header();
    let typedefs = callbacks(&header);
    for (name, signature) in &typedefs {
        let name = name.strip_suffix("_fn").expect("callback types end in _fn");
        let expected = table
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not in callbacks.tsv"));
        assert_eq!(signature, expected, "{name}");
    }
    for (name, signature) in functions(&header) {
        for word in signature.split([' ', ',']) {
            let is_callback = word.ends_with("_fn");
            assert!(
                !is_callback || typedefs.contains_key(word),
                "{name}: {word}"
            );
        }
    }
}

/// Members of the table of handlers never move, whatever comes later.
#[test]
fn every_event_has_a_type_a_setter_and_its_place_in_the_table_of_handlers() {
    let header = header();
    let (typedefs, functions) = (callbacks(&header), functions(&header));
    let events: Vec<String> = rows("callbacks.tsv")
        .into_iter()
        .filter(|row| !row[2].starts_with("void* callbackObject"))
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(events.len(), 43);
    let start = header
        .find("typedef struct PortSIPX_Handlers {")
        .expect("the header has the table");
    let (table, _) = header[start..].split_once('}').expect("the table ends");
    let members: Vec<&str> = table
        .split("(*")
        .skip(1)
        .filter_map(|member| Some(member.split_once(')')?.0))
        .collect();
    let capital = |event: &str| format!("{}{}", event[..1].to_uppercase(), &event[1..]);
    let expected: Vec<String> = events
        .iter()
        .map(|event| format!("on{}", capital(event)))
        .collect();
    assert_eq!(members, expected);
    for event in &events {
        assert!(typedefs.contains_key(&format!("{event}_fn")), "{event}");
        let setter = match event.as_str() {
            "statistics" => "PSCallback_sefStatisticsHandler".to_owned(),
            other => format!("PSCallback_set{}Handler", capital(other)),
        };
        let signature = format!("void (void* callbackDispatcher, {event}_fn eventHandler)");
        assert_eq!(functions.get(&setter), Some(&signature), "{setter}");
    }
}

/// Constants beyond the published interface.
const BEYOND: [&str; 4] = [
    "TRANSPORT_WS",
    "TRANSPORT_WSS",
    "SRTP_KEY_EXCHANGE_SDES",
    "SRTP_KEY_EXCHANGE_DTLS",
];

#[test]
fn constants_have_the_values_of_the_table() {
    let header = header();
    let declared = constants(&header);
    let mut groups: BTreeMap<String, Vec<(String, i64)>> = BTreeMap::new();
    for row in rows("constants.tsv") {
        let value = row[2].parse().expect("values are numbers");
        groups
            .entry(row[0].clone())
            .or_default()
            .push((row[1].clone(), value));
    }
    for (name, value) in &groups["error"] {
        assert_eq!(declared.get(name), Some(value), "{name}");
    }
    // An enumeration is there as a whole or not at all.
    for (group, constants) in groups {
        if !header.contains(&format!("typedef enum {group} ")) {
            continue;
        }
        for (name, value) in constants {
            assert_eq!(declared.get(&name), Some(&value), "{group} {name}");
        }
    }
    let known: BTreeSet<String> = rows("constants.tsv")
        .into_iter()
        .map(|row| row[1].clone())
        .collect();
    for name in declared.keys() {
        let is_known = known.contains(name) || BEYOND.contains(&name.as_str());
        assert!(is_known, "{name} is not in constants.tsv");
    }
}

#[test]
fn codes_of_the_core_are_those_of_the_header() {
    let declared = constants(&header());
    for error in portsip_core::error::Error::ALL {
        let value = declared.get(error.name()).copied();
        assert_eq!(value, Some(i64::from(error.code())), "{}", error.name());
    }
}

/// Above all no function for tests.
#[test]
#[cfg(target_os = "linux")]
fn the_library_exports_what_the_header_declares_and_nothing_else() {
    let mut declared: BTreeSet<String> = functions(&header()).into_keys().collect();
    assert!(
        declared
            .iter()
            .all(|name| !name.starts_with("PortSIPXTest_"))
    );
    if cfg!(feature = "test-hooks") {
        declared.insert("PortSIPXTest_raise".to_owned());
    }
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only"])
        .arg(library())
        .output()
        .expect("nm of binutils is installed");
    assert!(output.status.success());
    let exported: BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(str::to_owned)
        .collect();
    assert_eq!(exported, declared);
}

#[test]
#[cfg(target_os = "linux")]
fn the_library_is_found_by_its_plain_name() {
    let output = Command::new("readelf")
        .arg("--dynamic")
        .arg(library())
        .output()
        .expect("readelf of binutils is installed");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("soname: [libportsip_sdk.so]"), "{text}");
}

/// Programs in C, C++ and for Windows take the header alone, and twice.
#[test]
#[cfg(target_os = "linux")]
fn the_header_compiles_everywhere() {
    let source = "#include \"portsip_sdk.h\"\n#include \"portsip_sdk.h\"\n";
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (c, cpp) = (folder.join("header.c"), folder.join("header.cpp"));
    fs::write(&c, source).expect("the folder of tests can be written");
    fs::write(&cpp, source).expect("the folder of tests can be written");
    let mut compilers: Vec<(&str, &Path, Vec<&str>)> = Vec::new();
    for standard in ["-std=c99", "-std=c11", "-std=c17"] {
        compilers.push(("gcc", &c, vec![standard]));
        compilers.push(("clang", &c, vec![standard]));
    }
    for standard in ["-std=c++11", "-std=c++14", "-std=c++17", "-std=c++20"] {
        compilers.push(("g++", &cpp, vec![standard]));
        compilers.push(("clang++", &cpp, vec![standard]));
    }
    let windows = vec!["--target=x86_64-pc-windows-msvc", "-ffreestanding"];
    compilers.push(("clang++", &cpp, windows));
    for (compiler, source, arguments) in compilers {
        let output = Command::new(compiler)
            .args(&arguments)
            .args([
                "-pedantic-errors",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-fsyntax-only",
            ])
            .arg("-I")
            .arg(root().join("include"))
            .arg(source)
            .output()
            .unwrap_or_else(|error| panic!("{compiler}: {error}"));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{compiler} {arguments:?}\n{errors}"
        );
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in the workspace")
}

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The shared library that was built with this test.
#[cfg(target_os = "linux")]
fn library() -> PathBuf {
    let test = std::env::current_exe().expect("a test has a path");
    let folder = test.parent().expect("a test lies in a folder");
    let library = folder.join("libportsip_sdk.so");
    assert!(library.exists(), "{} is missing", library.display());
    library
}

fn rows(table: &str) -> Vec<Vec<String>> {
    read(&format!("spec/abi/{table}"))
        .lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// Name → `returns (parameters)` of a table.
fn table(name: &str) -> BTreeMap<String, String> {
    rows(name)
        .into_iter()
        .map(|row| {
            let parameters = row.get(2).map_or("", String::as_str);
            let signature = format!("{} ({})", plain(&row[1]), plain(parameters));
            (row[0].clone(), signature)
        })
        .collect()
}

/// The header without comments and preprocessor lines for C++.
fn header() -> String {
    let mut rest = read("include/portsip_sdk.h");
    let mut text = String::new();
    while let Some(start) = rest.find("/*") {
        let end = start + rest[start..].find("*/").expect("comments end") + 2;
        text.push_str(&rest[..start]);
        rest = rest.split_off(end);
    }
    text.push_str(&rest);
    text
}

/// Name → `returns (parameters)` of each function of the header.
fn functions(header: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for statement in statements(header) {
        let Some((head, parameters)) = statement.split_once('(') else {
            continue;
        };
        if statement.starts_with("typedef") || !statement.ends_with(')') {
            continue;
        }
        let head = plain(head);
        let Some((returns, name)) = head.rsplit_once(' ') else {
            continue;
        };
        let parameters = plain(parameters.trim_end_matches(')'));
        let parameters = if parameters == "void" {
            ""
        } else {
            &parameters
        };
        found.insert(name.to_owned(), format!("{returns} ({parameters})"));
    }
    found
}

/// Name → `returns (parameters)` of each callback type of the header.
fn callbacks(header: &str) -> BTreeMap<String, String> {
    statements(header)
        .iter()
        .filter(|statement| !statement.contains('{'))
        .filter_map(|statement| statement.strip_prefix("typedef "))
        .filter_map(|statement| {
            let (returns, rest) = statement.split_once("(*")?;
            let (name, parameters) = rest.split_once(")(")?;
            let parameters = plain(parameters.trim_end_matches(')'));
            let signature = format!("{} ({parameters})", plain(returns));
            Some((name.to_owned(), signature))
        })
        .collect()
}

/// Name → value of each `#define` with a number and each enumerator.
fn constants(header: &str) -> BTreeMap<String, i64> {
    let defines = header
        .lines()
        .filter_map(|line| line.strip_prefix("#define "))
        .filter_map(|define| define.split_once(' '));
    let enumerators = header
        .lines()
        .filter_map(|line| line.trim().trim_end_matches(',').split_once(" = "));
    defines
        .chain(enumerators)
        .filter_map(|(name, value)| Some((name.to_owned(), value.trim().parse().ok()?)))
        .collect()
}

/// What ends in a semicolon outside braces, without preprocessor lines.
fn statements(header: &str) -> Vec<String> {
    let code: String = header
        .lines()
        .filter(|line| !line.starts_with('#') && !line.contains("extern \"C\""))
        .flat_map(|line| [line, " "])
        .collect();
    let mut statements = Vec::new();
    let (mut depth, mut current) = (0u32, String::new());
    for character in code.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                statements.push(std::mem::take(&mut current).trim().to_owned());
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    statements
}

/// One way of writing a type: single spaces, the star at the type.
fn plain(text: &str) -> String {
    let spaced = text.replace('*', "* ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").replace(" *", "*").replace(" ,", ",")
}

//! `cargo xtask ci`: every check, one after the other, each with its time.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tells how long a step took"
)]

mod output;

use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use output::Tail;

/// One check: its name, what it proves, and the commands it runs.
struct Step {
    name: &'static str,
    proves: &'static str,
    commands: &'static [&'static [&'static str]],
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        proves: "the code is formatted",
        commands: &[&["cargo", "fmt", "--all", "--check"]],
    },
    Step {
        name: "generate",
        proves: "every generated file is the one the C functions and events give",
        commands: &[&["cargo", "xtask", "generate", "--check"]],
    },
    Step {
        name: "clippy",
        proves: "no lint speaks",
        commands: &[
            &[
                "cargo",
                "clippy",
                "--quiet",
                "--workspace",
                "--exclude",
                "test-hooks",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
            &[
                "cargo",
                "clippy",
                "--quiet",
                "--package",
                "test-hooks",
                "--",
                "-D",
                "warnings",
            ],
        ],
    },
    Step {
        name: "deny",
        proves: "every dependency has a licence we may ship",
        commands: &[&[
            "cargo",
            "deny",
            "--log-level",
            "error",
            "check",
            "licenses",
            "bans",
            "sources",
        ]],
    },
    Step {
        name: "docs",
        proves: "the documentation builds and its examples run",
        commands: &[
            &[
                "cargo",
                "doc",
                "--quiet",
                "--workspace",
                "--exclude",
                "test-hooks",
                "--no-deps",
            ],
            &[
                "cargo",
                "test",
                "--quiet",
                "--workspace",
                "--exclude",
                "benches",
                "--exclude",
                "interop",
                "--exclude",
                "test-hooks",
                "--exclude",
                "xtask",
                "--doc",
            ],
        ],
    },
    Step {
        name: "tests",
        proves: "unit, property, simulation, torture, engine and ABI tests pass",
        // What brings other features of the same dependencies is left out, for they would be
        // built twice.
        commands: &[
            &[
                "cargo",
                "nextest",
                "run",
                "--no-fail-fast",
                "--workspace",
                "--exclude",
                "benches",
                "--exclude",
                "interop",
                "--exclude",
                "test-hooks",
                "--exclude",
                "xtask",
            ],
            &["cargo", "nextest", "run", "--package", "xtask"],
        ],
    },
    Step {
        name: "hooks",
        proves: "the library that raises any event builds, for the tests in C and of the bindings",
        commands: &[&["scripts/test-hooks"]],
    },
    Step {
        name: "c",
        proves: "C programs run against the header, under the sanitizers and valgrind",
        commands: &[&["tests/c/run"]],
    },
    Step {
        name: "devices",
        proves: "calls work over the devices of a sound server, whatever becomes of them, and without any",
        commands: &[&["tests/devices/run"]],
    },
    Step {
        name: "rust",
        proves: "two copies of the messenger in Rust watch each other and talk, alone and at kamailio",
        commands: &[
            &["cargo", "build", "--quiet", "--package", "im"],
            &["examples/test-im", "target/debug/im"],
            &["examples/test-im-server", "target/debug/im"],
        ],
    },
    Step {
        name: "cpp",
        proves: "the C++ binding works with g++ and clang, under the sanitizers, and as a package",
        commands: &[&["bindings/cpp/test"]],
    },
    Step {
        name: "csharp",
        proves: "the C# binding works on mono and .NET, and programs of the published wrapper run unchanged",
        commands: &[&["bindings/csharp/test"], &["tests/dropin/csharp/run"]],
    },
    Step {
        name: "kotlin",
        proves: "the Kotlin binding works on the JVM, and its sources need nothing that Android lacks",
        commands: &[&["bindings/kotlin/test"]],
    },
    Step {
        name: "swift",
        proves: "the Swift binding works, and two copies of its sample call each other",
        commands: &[&["bindings/swift/test"]],
    },
    Step {
        name: "demo",
        proves: "the main job works and its recording scores as it should",
        commands: &[&["scripts/demo"]],
    },
    Step {
        name: "interop",
        proves: "sipp, kamailio, rtpengine, coturn, baresip, pjsip, aiortc and libsrtp agree with us",
        commands: &[&["tests/interop/run"]],
    },
    Step {
        name: "fuzz",
        proves: "no parser falls over in a short run",
        commands: &[&["scripts/fuzz", "10"]],
    },
];

/// From this step on a processor is often free, as builds end with one large crate and
/// calls wait: for the builds that the last steps need, and for [`BESIDE`].
const FIRST_THAT_WAITS: &str = "clippy";
/// The step that runs beside others when all do.
const BESIDE: &str = "fuzz";
/// The lowest priority.
const NICE: &[&str] = &["nice", "-n", "19"];

/// Runs the steps named, or all of them.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    if arguments.contains(&"--list") {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.proves);
        }
        return Ok(());
    }
    let known = |name: &&&str| STEPS.iter().any(|step| step.name == **name);
    if let Some(unknown) = arguments.iter().find(|name| !known(name)) {
        return Err(format!("ci: no step `{unknown}`; see --list"));
    }
    let is_chosen = |name: &str| arguments.is_empty() || arguments.contains(&name);
    let start = Instant::now();
    let mut beside = None;
    let mut failed: Vec<(&str, Tail)> = Vec::new();
    for step in STEPS.iter().filter(|step| is_chosen(step.name)) {
        if arguments.is_empty() && step.name == FIRST_THAT_WAITS {
            beside = Some(thread::spawn(run_beside));
        }
        if beside.is_none() || step.name != BESIDE {
            failed.extend(failure(step, &[]).map(|printed| (step.name, printed)));
        }
    }
    if let Some(beside) = beside {
        let ended = beside.join().map_err(|_| "ci: a thread panicked")?;
        failed.extend(ended.map(|printed| (BESIDE, printed)));
    }
    let minutes = start.elapsed().as_secs() / 60;
    if failed.is_empty() {
        println!("ci: all steps passed in {minutes} min");
        return Ok(());
    }
    for (name, printed) in &failed {
        println!("== {name}: what it printed last\n{printed}");
    }
    let names: Vec<&str> = failed.iter().map(|(name, _)| *name).collect();
    let names = names.join(", ");
    Err(format!("ci: FAILED in {minutes} min: {names}"))
}

/// Builds for the steps that follow, then runs the one that goes beside them; what that
/// printed last where it fails. What cannot be built fails in its own step.
fn run_beside() -> Option<Tail> {
    let mut script = Command::new("scripts/build-ahead");
    script
        .env_remove("LD_LIBRARY_PATH")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Err(error) = script.status() {
        println!("scripts/build-ahead: {error}");
    }
    let step = STEPS.iter().find(|step| step.name == BESIDE)?;
    failure(step, NICE)
}

/// Runs a step, its commands behind these words; where it fails, what it printed last.
fn failure(step: &Step, behind: &[&str]) -> Option<Tail> {
    println!("== {}: {}", step.name, step.proves);
    let start = Instant::now();
    let mut printed = Tail::default();
    let ok = step
        .commands
        .iter()
        .all(|command| succeeds(&[behind, command].concat(), &mut printed));
    println!(
        "== {}: {} in {} s",
        step.name,
        if ok { "ok" } else { "FAILED" },
        start.elapsed().as_secs()
    );
    (!ok).then_some(printed)
}

fn succeeds(command: &[&str], printed: &mut Tail) -> bool {
    let mut process = Command::new(command[0]);
    process
        .args(&command[1..])
        // `cargo xtask` puts its own folders of libraries there, in which the
        // programs of the tests would find another build of the library.
        .env_remove("LD_LIBRARY_PATH")
        .env("RUSTDOCFLAGS", "-D warnings");
    match output::run(&mut process, printed) {
        Ok(status) => status.success(),
        Err(error) => {
            printed.push(&format!("{}: {error}", command[0]));
            false
        }
    }
}

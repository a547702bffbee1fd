//! What the media of calls cost, ours and those of other phones in turns, in
//! one run: processor and memory of a call, packets that came, ticks that were late.
//!
//! Every phone is measured in several rounds, one after the other in each. Told is the
//! round in which it sent most of its packets with the least share of a core: what
//! else the machine does only takes away from that.

use std::cmp::Ordering;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use benches::media::speech;
use portsip_core::plan::AudioCodec;

use crate::far_end::FarEnd;
use crate::library::Library;
use crate::load_phone::{Kind, LoadPhone};
use crate::processor::{cpu_of_threads, memory_kb_of};
use crate::sockets::SocketPair;

const CODECS: [AudioCodec; 3] = [AudioCodec::Pcmu, AudioCodec::G722, AudioCodec::Opus];
/// What pjsip takes at a time as its Python package is built.
const FEW: usize = 4;
const MANY: usize = 100;
/// Members of the conference.
const MEMBERS: usize = 32;
const ROUNDS: usize = 3;
/// From the last call's connection until what they cost is steady.
const SETTLING: Duration = Duration::from_secs(2);
/// How long a phone may speak before and after it is looked at.
const AROUND: Duration = Duration::from_secs(10);

/// Calls in one codec, and how long they are looked at.
struct Setting {
    codec: AudioCodec,
    calls: usize,
    duration: Duration,
    folder: PathBuf,
    /// Speech at the codec's rate.
    spoken: PathBuf,
}

/// What one phone cost.
#[derive(Clone, Copy)]
struct Figures {
    calls: usize,
    /// Of one core, for one call.
    percent: f64,
    /// More than without calls, for one call.
    memory_kb: Option<f64>,
    /// Packets that came, of those that were due.
    arrived_percent: Option<f64>,
    late_ticks: Option<u64>,
}

/// Each phone looked at for so long in each round, with the codecs whose names are among
/// `wanted`; all where none is.
pub(crate) fn load(duration: Duration, wanted: &[String]) {
    let is_wanted = |codec: &AudioCodec| {
        let is_it = |name: &String| name.eq_ignore_ascii_case(codec.name());
        wanted.iter().any(is_it)
    };
    let any = CODECS.iter().any(is_wanted);
    let codecs = CODECS.into_iter().filter(|codec| !any || is_wanted(codec));
    println!(
        "| codec | phone | calls | % of a core a call | ours of that | kB a call | packets of those due | late ticks |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let folder = interop::peer::folder("load");
    for codec in codecs {
        let setting = |calls| Setting::new(codec, calls, duration, folder.clone());
        let library = (codec == AudioCodec::Opus).then_some(Kind::Library);
        let few = [Kind::Ours, Kind::Baresip].into_iter();
        // Its package has no Opus.
        let pjsip = (codec != AudioCodec::Opus).then_some(Kind::Pjsip);
        setting(FEW).compare(&few.chain(pjsip).collect::<Vec<_>>());
        let many = [Kind::Ours, Kind::Baresip, Kind::Sockets].into_iter();
        setting(MANY).compare(&many.chain(library).collect::<Vec<_>>());
    }
    if !any {
        let conference = Setting::new(AudioCodec::Opus, MEMBERS, duration, folder.clone());
        conference.compare(&[Kind::Conference]);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

impl Setting {
    fn new(codec: AudioCodec, calls: usize, duration: Duration, folder: PathBuf) -> Self {
        let rate_hz = codec.sample_rate_hz();
        let count = rate_hz as usize * (duration + SETTLING + AROUND).as_secs() as usize;
        let samples: Vec<i16> = speech(rate_hz).into_iter().cycle().take(count).collect();
        let spoken = folder.join(format!("{}.wav", codec.name()));
        std::fs::write(&spoken, interop::wave::file(rate_hz, &samples))
            .expect("the folder is writable");
        Self {
            codec,
            calls,
            duration,
            folder,
            spoken,
        }
    }

    /// The first of them is ours.
    fn compare(&self, kinds: &[Kind]) {
        let mut all: Vec<Option<Figures>> = vec![None; kinds.len()];
        for _ in 0..ROUNDS {
            for (kind, figures) in kinds.iter().zip(&mut all) {
                let now = self.measure(*kind);
                *figures = Some(figures.map_or(now, |before: Figures| before.better(now)));
            }
        }
        let ours = all.first().copied().flatten().map(|ours| ours.percent);
        for (kind, figures) in kinds.iter().zip(all) {
            self.print(*kind, figures.zip(ours));
        }
    }

    fn print(&self, kind: Kind, figures: Option<(Figures, f64)>) {
        let Some((figures, ours)) = figures else {
            return;
        };
        let written = |number: Option<f64>, unit: &str| {
            number.map_or_else(String::new, |number| format!("{number:.0}{unit}"))
        };
        println!(
            "| {} | {} | {} | {:.3} | {:.2} | {} | {} | {} |",
            self.codec.name(),
            kind.name(),
            figures.calls,
            figures.percent,
            ours / figures.percent,
            written(figures.memory_kb, ""),
            written(figures.arrived_percent, " %"),
            written(figures.late_ticks.map(|ticks| ticks as f64), ""),
        );
    }

    fn measure(&self, kind: Kind) -> Figures {
        match kind {
            Kind::Library => {
                let library = Library::start(self.codec, self.calls);
                return self.measure_floor(library.id());
            }
            Kind::Sockets => {
                let sockets = SocketPair::start(self.codec, self.calls);
                return self.measure_floor(sockets.id());
            }
            _ => {}
        }
        // It has the file in memory once for each call.
        let memory_kb = (kind == Kind::Baresip).then(|| self.memory_kb_with_a_tone(kind));
        let mut phone = LoadPhone::start(kind, self.codec, &self.folder, Some(&self.spoken));
        let memory_before_kb = memory_kb_of(phone.id());
        let mut far_end = FarEnd::new(self.codec);
        let calls = far_end.call(phone.address(), self.calls);
        assert!(calls > 0, "{} takes no call", kind.name());
        std::thread::sleep(SETTLING);
        let late_before = phone.late_ticks();
        let (cpu_before, received_before) = (cpu_of_threads(phone.id()), far_end.received());
        let seconds = sleep(self.duration);
        let (cpu, received) = (cpu_of_threads(phone.id()), far_end.received());
        let late_ticks = phone.late_ticks().zip(late_before);
        let per_call = 1.0 / calls as f64;
        let more_kb = memory_kb_of(phone.id()).saturating_sub(memory_before_kb);
        let memory_kb = memory_kb.unwrap_or(more_kb as f64 * per_call);
        far_end.end();
        drop(phone);
        let due = seconds * calls as f64 * 50.0;
        Figures {
            calls,
            percent: 100.0 * cpu.saturating_sub(cpu_before).as_secs_f64() / seconds * per_call,
            memory_kb: Some(memory_kb),
            arrived_percent: Some(100.0 * (received - received_before) as f64 / due),
            late_ticks: late_ticks.map(|(now, before)| now - before),
        }
    }

    /// What a call takes more than none.
    fn memory_kb_with_a_tone(&self, kind: Kind) -> f64 {
        let phone = LoadPhone::start(kind, self.codec, &self.folder, None);
        let before_kb = memory_kb_of(phone.id());
        let mut far_end = FarEnd::new(self.codec);
        let calls = far_end.call(phone.address(), self.calls).max(1);
        std::thread::sleep(SETTLING);
        let more_kb = memory_kb_of(phone.id()).saturating_sub(before_kb);
        far_end.end();
        more_kb as f64 / calls as f64
    }

    /// Of a process that does a part of what a phone does.
    fn measure_floor(&self, process: u32) -> Figures {
        std::thread::sleep(SETTLING);
        let cpu_before = cpu_of_threads(process);
        let seconds = sleep(self.duration);
        let cpu = cpu_of_threads(process).saturating_sub(cpu_before);
        Figures {
            calls: self.calls,
            percent: 100.0 * cpu.as_secs_f64() / seconds / self.calls as f64,
            memory_kb: None,
            arrived_percent: None,
            late_ticks: None,
        }
    }
}

impl Figures {
    /// Those of the round in which more of the packets came, and of two that
    /// are equal in that, those with the lesser share of a core.
    fn better(self, other: Self) -> Self {
        let came = |figures: &Self| figures.arrived_percent.map_or(0, |percent| percent as u32);
        let other_is_better = match came(&self).cmp(&came(&other)) {
            Ordering::Less => true,
            Ordering::Equal => other.percent < self.percent,
            Ordering::Greater => false,
        };
        if other_is_better { other } else { self }
    }
}

/// Sleeps about so long; the seconds that it was.
fn sleep(duration: Duration) -> f64 {
    let begun = Instant::now();
    std::thread::sleep(duration);
    begun.elapsed().as_secs_f64()
}

//! Devices that come and go, by a machine whose cards are plugged by the test.

use std::sync::Mutex;

use super::*;
use crate::device::{AudioInput, AudioOutput, Device};

/// The cards of a machine.
#[derive(Default)]
struct Machine(Mutex<Cards>);

#[derive(Default)]
struct Cards {
    present: Present,
    /// How often each was plugged in anew.
    pluggings: u32,
    /// Those that do not open.
    broken: Vec<String>,
}

impl Machine {
    fn with(ids: &[&str], default: Option<&str>) -> Arc<Self> {
        let machine = Self::default();
        machine.plug(ids, default);
        Arc::new(machine)
    }

    fn plug(&self, ids: &[&str], default: Option<&str>) {
        self.0.lock().unwrap().present = Present {
            ids: ids.iter().copied().map(String::from).collect(),
            default: default.map(String::from),
        };
    }

    /// Unplugs everything and plugs it in at once.
    fn shake(&self) {
        self.0.lock().unwrap().pluggings += 1;
    }

    fn break_cards(&self, ids: &[&str]) {
        self.0.lock().unwrap().broken = ids.iter().copied().map(String::from).collect();
    }
}

impl Devices for Machine {
    fn list(&self, _side: Side) -> Vec<Device> {
        Vec::new()
    }

    fn default_device(&self, _side: Side) -> Option<Device> {
        None
    }

    fn present(&self, _side: Side) -> Present {
        self.0.lock().unwrap().present.clone()
    }

    fn plugging(&self, _side: Side, _id: &str) -> Option<u32> {
        Some(self.0.lock().unwrap().pluggings)
    }

    fn open_input(&self, id: &str) -> Result<Box<dyn AudioInput>, DeviceError> {
        if self
            .0
            .lock()
            .unwrap()
            .broken
            .iter()
            .any(|broken| broken == id)
        {
            return Err(DeviceError::Format);
        }
        Ok(Box::new(crate::device::VirtualInput::default()))
    }

    fn open_output(&self, _id: &str) -> Result<Box<dyn AudioOutput>, DeviceError> {
        Err(DeviceError::NotFound)
    }
}

/// A microphone whose looks are told in words.
struct Bench {
    machine: Arc<Machine>,
    line: Line<String>,
}

impl Bench {
    fn new(ids: &[&str], default: Option<&str>) -> Self {
        let open =
            |devices: &dyn Devices, id: &str| devices.open_input(id).map(|_| String::from(id));
        Self {
            machine: Machine::with(ids, default),
            line: Line::new(Side::Microphone, open),
        }
    }

    fn look(&mut self, chosen: Option<&str>) -> String {
        self.look_after(chosen, false)
    }

    fn look_after(&mut self, chosen: Option<&str>, lost: bool) -> String {
        let machine: Arc<dyn Devices> = self.machine.clone();
        let mut change = self.line.look(&machine, chosen, lost);
        while self.line.is_opening() {
            change = self.line.look(&machine, chosen, false);
        }
        match change {
            Some(Change::Device(id)) => id,
            Some(Change::Silence) => String::from("silence"),
            None => String::from("as before"),
        }
    }
}

#[test]
fn the_chosen_device_comes_back_when_it_is_plugged_in_again() {
    let mut bench = Bench::new(&["built in", "headset"], Some("built in"));
    assert_eq!(bench.look(Some("headset")), "headset");
    assert_eq!(bench.look(Some("headset")), "as before");
    bench.machine.plug(&["built in"], Some("built in"));
    assert_eq!(bench.look(Some("headset")), "built in");
    assert_eq!(bench.look(Some("headset")), "as before");
    bench
        .machine
        .plug(&["headset", "built in"], Some("built in"));
    assert_eq!(bench.look(Some("headset")), "headset");
}

#[test]
fn a_device_that_was_unplugged_between_two_looks_is_opened_anew() {
    let mut bench = Bench::new(&["built in", "headset"], Some("built in"));
    for chosen in [Some("headset"), None] {
        let expected = chosen.unwrap_or("built in");
        assert_eq!(bench.look(chosen), expected);
        assert_eq!(bench.look(chosen), "as before");
        bench.machine.shake();
        assert_eq!(bench.look(chosen), expected);
        assert_eq!(bench.look(chosen), "as before");
    }
}

#[test]
fn without_a_device_there_is_silence_until_one_appears() {
    let mut bench = Bench::new(&[], None);
    assert_eq!(bench.look(None), "silence");
    assert_eq!(bench.look(None), "as before");
    bench.machine.plug(&["headset"], Some("headset"));
    assert_eq!(bench.look(None), "headset");
    bench.machine.plug(&[], None);
    assert_eq!(bench.look(None), "silence");
}

#[test]
fn the_default_device_is_followed_and_a_chosen_one_is_not_left_for_it() {
    let mut bench = Bench::new(&["a", "b"], Some("a"));
    assert_eq!(bench.look(None), "a");
    bench.machine.plug(&["a", "b"], Some("b"));
    assert_eq!(bench.look(None), "b");
    assert_eq!(bench.look(Some("a")), "a");
    bench.machine.plug(&["a", "b", "c"], Some("c"));
    assert_eq!(bench.look(Some("a")), "as before");
}

#[test]
fn a_chosen_device_is_opened_anew_where_the_server_may_have_moved_its_stream() {
    let mut bench = Bench::new(&["a", "b"], Some("a"));
    assert_eq!(bench.look(Some("a")), "a");
    bench.machine.plug(&["a", "b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "a");
    assert_eq!(bench.look(Some("a")), "as before");
}

#[test]
fn a_default_device_that_is_in_no_list_is_opened_all_the_same() {
    let mut bench = Bench::new(&["card"], Some("default"));
    assert_eq!(bench.look(None), "default");
}

#[test]
fn a_device_that_does_not_open_is_tried_again_while_the_default_one_plays() {
    let mut bench = Bench::new(&["a", "b"], Some("b"));
    bench.machine.break_cards(&["a"]);
    assert_eq!(bench.look(Some("a")), "b");
    assert_eq!(bench.look(Some("a")), "as before");
    bench.machine.break_cards(&[]);
    assert_eq!(bench.look(Some("a")), "a");
    bench.machine.break_cards(&["a", "b"]);
    assert_eq!(bench.look_after(Some("a"), true), "silence");
}

#[test]
fn a_device_that_falls_silent_is_left_for_half_a_minute() {
    let mut bench = Bench::new(&["a", "b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "a");
    assert_eq!(bench.look_after(Some("a"), true), "b");
    for _ in 1..AVOIDED_LOOKS {
        assert_eq!(bench.look(Some("a")), "as before");
    }
    assert_eq!(bench.look(Some("a")), "a");
}

#[test]
fn a_device_that_fell_silent_is_taken_when_it_is_chosen_again() {
    let mut bench = Bench::new(&["a", "b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "a");
    assert_eq!(bench.look_after(Some("a"), true), "b");
    bench.line.forgive();
    assert_eq!(bench.look(Some("a")), "a");
}

#[test]
fn a_device_that_falls_silent_and_is_the_only_one_is_opened_anew() {
    let mut bench = Bench::new(&["a"], Some("a"));
    assert_eq!(bench.look(None), "a");
    assert_eq!(bench.look_after(None, true), "a");
}

#[test]
fn a_device_that_fell_silent_is_taken_when_it_was_unplugged_between() {
    let mut bench = Bench::new(&["a", "b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "a");
    assert_eq!(bench.look_after(Some("a"), true), "b");
    bench.machine.plug(&["b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "as before");
    bench.machine.plug(&["a", "b"], Some("b"));
    assert_eq!(bench.look(Some("a")), "a");
}

#[test]
fn a_device_that_never_opens_is_passed_over() {
    let stuck = |devices: &dyn Devices, id: &str| {
        if id == "stuck" {
            loop {
                std::thread::park();
            }
        }
        devices.open_input(id).map(|_| String::from(id))
    };
    let mut bench = Bench::new(&["stuck", "b"], Some("b"));
    bench.line = Line::new(Side::Microphone, stuck);
    assert_eq!(bench.look(Some("stuck")), "b");
    assert_eq!(bench.look(Some("stuck")), "as before");
    bench.machine.plug(&["stuck"], None);
    assert_eq!(bench.look(Some("stuck")), "silence");
}

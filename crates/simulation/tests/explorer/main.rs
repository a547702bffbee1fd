//! Agents whose programs do anything at any time, over networks and proxies
//! that do their worst; afterwards the rules of `rules.rs` hold.
//!
//! Each seed is a world of its own. A seed that fails is run again with its
//! ladder printed; `SIMULATION_SEED=n` runs that one alone, and
//! `SIMULATION_SEEDS=n` searches longer.

mod chaos;
mod ledger;
mod messages;
mod rules;
mod transfers;

use std::panic::{AssertUnwindSafe, catch_unwind};

use portsip_core::rng::Rng;
use simulation::{Conditions, World, seconds, seeds};

use chaos::Cast;

/// Longer than every repetition of what was under way.
const CALM: std::time::Duration = seconds(400);

fn run(seed: u64, ladder: bool) -> usize {
    let mut world = World::new(seed);
    if !ladder {
        world.keep_no_ladder();
    }
    let mut rng = Rng::from_number(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    world.set_conditions(Conditions::hostile(seed));
    let cast = Cast::new(&mut world, &mut rng);
    let ledger = chaos::plan(&mut world, &mut rng, &cast);
    world.run_for(chaos::DURATION);
    world.set_conditions(Conditions::default());
    cast.calm(&mut world);
    world.run_for(CALM);
    rules::assert_sides_agree(&mut world, &cast.agents, &ledger);
    ledger.borrow_mut().hang_up_all(&mut world, &cast.agents);
    world.run_to_rest(CALM);
    rules::assert_stories(&world, &cast.agents, &ledger.borrow());
    world.assert_at_rest();
    ledger.borrow().calls_placed()
}

/// A share of the seeds, so that shares run side by side.
fn explore(share: u64) {
    const SHARES: u64 = 4;
    const SEEDS: u64 = 600;
    let (mut runs, mut calls) = (0, 0);
    for seed in seeds(SEEDS).filter(|seed| seed % SHARES == share) {
        runs += 1;
        calls += catch_unwind(AssertUnwindSafe(|| run(seed, false))).unwrap_or_else(|_| {
            println!("again, with its ladder: SIMULATION_SEED={seed}");
            run(seed, true);
            panic!("seed {seed} failed, and not again");
        });
    }
    println!("{runs} worlds, {calls} calls");
    assert!(
        runs == 0 || calls > runs,
        "the worlds do not call each other"
    );
}

#[test]
fn whatever_programs_do_the_rules_hold_first_share() {
    explore(0);
}

#[test]
fn whatever_programs_do_the_rules_hold_second_share() {
    explore(1);
}

#[test]
fn whatever_programs_do_the_rules_hold_third_share() {
    explore(2);
}

#[test]
fn whatever_programs_do_the_rules_hold_fourth_share() {
    explore(3);
}

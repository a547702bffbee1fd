//! Any octets as a message summary.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::body::message_summary::MessageSummary;
use portsip_core::limits::MESSAGE_ACCOUNTS_MAX;

fuzz_target!(|octets: &[u8]| {
    let Ok(summary) = MessageSummary::parse(octets) else {
        return;
    };
    assert!((1..=MESSAGE_ACCOUNTS_MAX).contains(&summary.accounts.len()));
    for account in &summary.accounts {
        for (class, counts) in &account.messages {
            assert_eq!(account.messages_of(*class), Some(*counts));
            let counts = [counts.new, counts.old, counts.urgent_new, counts.urgent_old];
            assert!(counts.iter().all(|count| *count >= 0));
        }
    }
});

//! Names of the interface in the style of other languages.

/// `sessionId` as `session_id`, `ACTVTransferSuccess` as
/// `actv_transfer_success`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(place + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if starts_word && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// `inviteIncoming` as `InviteIncoming`.
pub(crate) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_one_word() {
        for (name, snake) in [
            ("to", "to"),
            ("sessionId", "session_id"),
            ("remoteUnHold", "remote_un_hold"),
            ("ACTVTransferSuccess", "actv_transfer_success"),
            ("BLFMonitoredUri", "blf_monitored_uri"),
            ("localIP", "local_ip"),
            ("RTP_PACKET", "rtp_packet"),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }
}

//! Reports of the media thread on their way to signalling, which may have no room.

/// Hands over all reports; one that is not taken is `held` for the next time.
pub(super) fn pass_on<T>(
    held: &mut Option<T>,
    mut next: impl FnMut() -> Option<T>,
    mut offer: impl FnMut(T) -> Result<(), T>,
) {
    while let Some(report) = held.take().or_else(&mut next) {
        if let Err(report) = offer(report) {
            *held = Some(report);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_taken_is_offered_again_in_order() {
        let mut waiting = 1..=5;
        let mut held = None;
        let mut taken = Vec::new();
        for room in [0, 2, 0, 1, 9] {
            pass_on(
                &mut held,
                || waiting.next(),
                |report| {
                    if taken.len() >= room {
                        return Err(report);
                    }
                    taken.push(report);
                    Ok(())
                },
            );
        }
        assert_eq!(taken, [1, 2, 3, 4, 5]);
        assert_eq!(held, None);
    }
}

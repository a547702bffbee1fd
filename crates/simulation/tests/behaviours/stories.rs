//! What holds for the events of any call.

/// Fails unless these may be the events of one call.
pub(crate) fn assert_tells_one_call(story: &[String]) {
    assert!(is_in_order(story), "out of order: {story:?}");
    assert!(come_once(story), "twice: {story:?}");
    assert!(holds_alternate(story), "hold without unhold: {story:?}");
}

/// The order in which a call's events may come.
fn is_in_order(story: &[String]) -> bool {
    let rank = |event: &String| match event.as_str() {
        "trying" => 1,
        "incoming" | "ringing 180" | "progress" | "progress with media" => 2,
        "answered" => 3,
        "connected" => 4,
        "held" | "unheld" | "updated" => 5,
        _ => 6,
    };
    story.is_sorted_by_key(rank)
}

/// Events that come at most once.
fn come_once(story: &[String]) -> bool {
    ["trying", "incoming", "answered", "connected", "closed"]
        .iter()
        .all(|once| story.iter().filter(|event| event == once).count() <= 1)
        && story
            .iter()
            .filter(|event| event.starts_with("failed"))
            .count()
            <= 1
}

/// Hold and unhold come in turn.
fn holds_alternate(story: &[String]) -> bool {
    let mut held = false;
    story
        .iter()
        .filter(|event| event.ends_with("held"))
        .all(|event| {
            held = !held;
            held == (event == "held")
        })
}

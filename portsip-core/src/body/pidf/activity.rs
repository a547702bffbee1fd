//! What a user does: the activities of RFC 4480 §3.2.

/// What a user does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Activity {
    /// One that RPID has.
    Named(NamedActivity),
    /// Another one, in the words of its user, or by the name of its element.
    Other(String),
}

macro_rules! activities {
    ($($variant:ident = $element:literal, $text:literal;)*) => {
        /// An activity that RPID has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NamedActivity {
            $(#[doc = concat!("`", $element, "`")] $variant,)*
        }

        impl NamedActivity {
            /// All of them, in the order of the RFC.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name of its element.
            pub const fn element(self) -> &'static str {
                match self {
                    $(Self::$variant => $element,)*
                }
            }

            /// The name of its element, with the prefix that we write.
            pub(super) const fn qualified_element(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("rpid:", $element),)*
                }
            }

            /// Its name in English, such as `On the phone`.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

activities! {
    Appointment = "appointment", "Appointment";
    Away = "away", "Away";
    Breakfast = "breakfast", "Breakfast";
    Busy = "busy", "Busy";
    Dinner = "dinner", "Dinner";
    Holiday = "holiday", "Holiday";
    InTransit = "in-transit", "In transit";
    LookingForWork = "looking-for-work", "Looking for work";
    Meal = "meal", "Meal";
    Meeting = "meeting", "Meeting";
    OnThePhone = "on-the-phone", "On the phone";
    Performance = "performance", "Performance";
    PermanentAbsence = "permanent-absence", "Permanent absence";
    Playing = "playing", "Playing";
    Presentation = "presentation", "Presentation";
    Shopping = "shopping", "Shopping";
    Sleeping = "sleeping", "Sleeping";
    Spectator = "spectator", "Spectator";
    Steering = "steering", "Steering";
    Travel = "travel", "Travel";
    Television = "tv", "Watching television";
    Vacation = "vacation", "Vacation";
    Working = "working", "Working";
    Worship = "worship", "Worship";
}

impl Activity {
    /// The activity of an element called `element` that holds `text`; `None` for
    /// `unknown`, which says nothing.
    pub(super) fn of_element(element: &str, text: String) -> Option<Self> {
        let named = NamedActivity::ALL.iter();
        match named.copied().find(|named| named.element() == element) {
            Some(named) => Some(Self::Named(named)),
            None if element == "unknown" => None,
            None if text.is_empty() && element == "other" => None,
            None if text.is_empty() => Some(Self::Other(element.replace(['-', '_'], " "))),
            None => Some(Self::Other(text)),
        }
    }

    /// The activity that a text such as `on the Phone` names, if it names one.
    pub(super) fn named_by(text: &str) -> Option<NamedActivity> {
        let text = text.trim();
        let mut named = NamedActivity::ALL.iter().copied();
        named.find(|named| {
            named.text().eq_ignore_ascii_case(text) || named.element().eq_ignore_ascii_case(text)
        })
    }

    /// Its name, for people.
    pub fn text(&self) -> &str {
        match self {
            Self::Named(named) => named.text(),
            Self::Other(text) => text,
        }
    }
}

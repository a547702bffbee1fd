//! The one place that calls handlers of events: a method of `Handlers` for each
//! event, made from its list of parameters.

/// Makes the methods that raise events.
///
/// `name(parameter: Shape, …) = member` is the event whose handler is `name` of
/// the plain handlers and `member` of the table. It goes to the table's, where
/// the table has one for it, else to the plain one. A shape says what the method
/// takes and what handlers get:
///
/// | shape   | the method takes | handlers get                                   |
/// |---------|------------------|------------------------------------------------|
/// | Number  | `i32`            | the same                                       |
/// | Flag    | `bool`           | an `EventFlag`                                 |
/// | Text    | `&str`           | a text that they may overwrite                 |
/// | Message | `&[u8]`          | the table's: pointer and length; plain: a text |
/// | Bytes   | `&[u8]`          | pointer and length, which they may overwrite   |
macro_rules! hand_over {
    ($(
        $(#[$about:meta])*
        $event:ident($($param:ident: $shape:ident),* $(,)?) = $member:ident;
    )*) => {
        impl Handlers {$(
            $(#[$about])*
            pub(super) fn $event(&self $(, $param: hand_over!(@taken $shape))*) {
                $(hand_over!(@buffer $shape $param);)*
                if let Some(handler) = self.table.$member {
                    hand_over!(@table handler, (self.table.context) $($shape $param)*);
                } else if let Some(handler) = self.plain.$event {
                    $(hand_over!(@text $shape $param);)*
                    hand_over!(@plain handler, () $($shape $param)*);
                }
            }
        )*}
    };

    (@taken Number) => { i32 };
    (@taken Flag) => { bool };
    (@taken Text) => { &str };
    (@taken Message) => { &[u8] };
    (@taken Bytes) => { &[u8] };

    // What a handler is pointed to lives in the method that calls it.
    (@buffer Text $param:ident) => { let mut $param = $crate::text::OutText::new($param); };
    (@buffer Bytes $param:ident) => { let mut $param = $crate::bytes::OutBytes::new($param); };
    (@buffer $other:ident $param:ident) => {};
    (@text Message $param:ident) => { let mut $param = $crate::text::OutText::from_bytes($param); };
    (@text $other:ident $param:ident) => {};

    // One parameter after the other becomes one argument or two.
    (@table $handler:ident, ($($done:expr),*) Message $param:ident $($rest:ident)*) => {
        hand_over!(@table $handler, ($($done,)* $param.as_ptr(), $param.len()) $($rest)*)
    };
    (@plain $handler:ident, ($($done:expr),*) Message $param:ident $($rest:ident)*) => {
        hand_over!(@plain $handler, ($($done,)* $param.as_ptr()) $($rest)*)
    };
    (@$kind:ident $handler:ident, ($($done:expr),*) Number $param:ident $($rest:ident)*) => {
        hand_over!(@$kind $handler, ($($done,)* $param) $($rest)*)
    };
    (@$kind:ident $handler:ident, ($($done:expr),*) Flag $param:ident $($rest:ident)*) => {
        hand_over!(@$kind $handler, ($($done,)* $param.into()) $($rest)*)
    };
    (@$kind:ident $handler:ident, ($($done:expr),*) Text $param:ident $($rest:ident)*) => {
        hand_over!(@$kind $handler, ($($done,)* $param.as_ptr()) $($rest)*)
    };
    (@$kind:ident $handler:ident, ($($done:expr),*) Bytes $param:ident $($rest:ident)*) => {
        hand_over!(@$kind $handler, ($($done,)* $param.as_ptr(), $param.length()) $($rest)*)
    };
    (@$kind:ident $handler:ident, ($($argument:expr),*)) => {
        // SAFETY: the handler is a function of the member's type, as the header
        // asks of whoever set it. Each argument is a number, the context as it
        // was given, or points to what the calling method holds until it
        // returns: an `OutText`, which ends with a NUL, an `OutBytes` of that
        // length, or the message that it borrows, of that length.
        unsafe { $handler($($argument),*) }
    };
}

pub(super) use hand_over;

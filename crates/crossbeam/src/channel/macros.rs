//! `select!` and `select_biased!`: the grammar, on our own channels.
//!
//! `@list` brings the cases into one form (a block as body, `default` with parentheses);
//! `@add` gives each a name and adds it to a [`Select`](super::Select); `@done` completes
//! the one that was selected and runs its body where the macro was called.

/// Waits for one of several channel operations. Where several are possible, any of them
/// is taken.
#[macro_export]
macro_rules! select {
    ($($cases:tt)*) => {
        $crate::__select_cases!(@list (new) () () $($cases)*)
    };
}

/// Waits for one of several channel operations. Where several are possible, the first of
/// them is taken.
#[macro_export]
macro_rules! select_biased {
    ($($cases:tt)*) => {
        $crate::__select_cases!(@list (new_biased) () () $($cases)*)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __select_cases {
    // All cases have been read.
    (@list $how:tt () ()) => {
        compile_error!("empty `select!` block")
    };
    (@list $how:tt ($($cases:tt)*) $default:tt) => {
        $crate::__select_cases!(
            @add $how $default ($($cases)*) ()
            (0 __r0) (1 __r1) (2 __r2) (3 __r3) (4 __r4) (5 __r5) (6 __r6) (7 __r7)
            (8 __r8) (9 __r9) (10 __r10) (11 __r11) (12 __r12) (13 __r13) (14 __r14) (15 __r15)
            (16 __r16) (17 __r17) (18 __r18) (19 __r19) (20 __r20) (21 __r21) (22 __r22)
            (23 __r23) (24 __r24) (25 __r25) (26 __r26) (27 __r27) (28 __r28) (29 __r29)
            (30 __r30) (31 __r31)
        )
    };
    // `default` without parentheses.
    (@list $how:tt $cases:tt $default:tt default => $($rest:tt)*) => {
        $crate::__select_cases!(@list $how $cases $default default() => $($rest)*)
    };
    // A body that is a block needs no comma.
    (@list $how:tt $cases:tt () default($($timeout:expr)? $(,)?) => { $($body:tt)* }, $($rest:tt)*) => {
        $crate::__select_cases!(@list $how $cases (($($timeout)?) { $($body)* }) $($rest)*)
    };
    (@list $how:tt ($($cases:tt)*) $default:tt $op:ident($($args:tt)*) -> $res:pat => { $($body:tt)* }, $($rest:tt)*) => {
        $crate::__select_cases!(@list $how ($($cases)* ($op ($($args)*) ($res) { $($body)* })) $default $($rest)*)
    };
    (@list $how:tt $cases:tt () default($($timeout:expr)? $(,)?) => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@list $how $cases (($($timeout)?) { $body }) $($rest)*)
    };
    (@list $how:tt ($($cases:tt)*) $default:tt $op:ident($($args:tt)*) -> $res:pat => $body:expr, $($rest:tt)*) => {
        $crate::__select_cases!(@list $how ($($cases)* ($op ($($args)*) ($res) { $body })) $default $($rest)*)
    };
    (@list $how:tt $cases:tt () default($($timeout:expr)? $(,)?) => { $($body:tt)* } $($rest:tt)*) => {
        $crate::__select_cases!(@list $how $cases (($($timeout)?) { $($body)* }) $($rest)*)
    };
    (@list $how:tt ($($cases:tt)*) $default:tt $op:ident($($args:tt)*) -> $res:pat => { $($body:tt)* } $($rest:tt)*) => {
        $crate::__select_cases!(@list $how ($($cases)* ($op ($($args)*) ($res) { $($body)* })) $default $($rest)*)
    };
    // The last one.
    (@list $how:tt $cases:tt () default($($timeout:expr)? $(,)?) => $body:expr) => {
        $crate::__select_cases!(@list $how $cases (($($timeout)?) { $body }))
    };
    (@list $how:tt ($($cases:tt)*) $default:tt $op:ident($($args:tt)*) -> $res:pat => $body:expr) => {
        $crate::__select_cases!(@list $how ($($cases)* ($op ($($args)*) ($res) { $body })) $default)
    };
    // Mistakes.
    (@list $how:tt $cases:tt $default:tt default $args:tt -> $($rest:tt)*) => {
        compile_error!("expected `=>` after `default` case, found `->`")
    };
    (@list $how:tt $cases:tt ($($default:tt)+) default $($rest:tt)*) => {
        compile_error!("there can be only one `default` case in a `select!` block")
    };
    (@list $how:tt $cases:tt $default:tt recv($($args:tt)*) => $($rest:tt)*) => {
        compile_error!("expected `->` after `recv` case, found `=>`")
    };
    (@list $how:tt $cases:tt $default:tt send($($args:tt)*) => $($rest:tt)*) => {
        compile_error!("expected `->` after `send` operation, found `=>`")
    };
    (@list $how:tt $cases:tt $default:tt $op:ident $args:tt $(-> $res:pat)? => { $($body:tt)* }; $($rest:tt)*) => {
        compile_error!("did you mean to put a comma instead of the semicolon after `}`?")
    };
    (@list $how:tt $cases:tt $default:tt $op:ident $args:tt $(-> $res:pat)? =>) => {
        compile_error!("expected expression after `=>`")
    };
    (@list $how:tt $cases:tt $default:tt recv $($rest:tt)*) => {
        compile_error!("expected `recv(receiver) -> result => body` in a `select!` block; is a comma missing?")
    };
    (@list $how:tt $cases:tt $default:tt send $($rest:tt)*) => {
        compile_error!("expected `send(sender, message) -> result => body` in a `select!` block; is a comma missing?")
    };
    (@list $how:tt $cases:tt $default:tt $what:tt $($rest:tt)*) => {
        compile_error!(concat!(
            "expected one of `recv`, `send`, or `default`, found `",
            stringify!($what),
            "`",
        ))
    };

    // A single receive needs no list.
    (@add (new) () ((recv ($r:expr $(,)?) ($res:pat) $body:block)) () $($names:tt)*) => {{
        match $r {
            ref __r => {
                let __r: &$crate::channel::Receiver<_> = __r;
                let __res = __r.recv();
                let $res = __res;
                $body
            }
        }
    }};
    (@add (new) (() $otherwise:block) ((recv ($r:expr $(,)?) ($res:pat) $body:block)) () $($names:tt)*) => {{
        match $r {
            ref __r => {
                let __r: &$crate::channel::Receiver<_> = __r;
                match __r.try_recv() {
                    ::core::result::Result::Err($crate::channel::TryRecvError::Empty) => $otherwise,
                    __res => {
                        let __res = __res.map_err(|_| $crate::channel::RecvError);
                        let $res = __res;
                        $body
                    }
                }
            }
        }
    }};
    (@add (new) (($timeout:expr) $otherwise:block) ((recv ($r:expr $(,)?) ($res:pat) $body:block)) () $($names:tt)*) => {{
        match $r {
            ref __r => {
                let __r: &$crate::channel::Receiver<_> = __r;
                match __r.recv_timeout($timeout) {
                    ::core::result::Result::Err($crate::channel::RecvTimeoutError::Timeout) => $otherwise,
                    __res => {
                        let __res = __res.map_err(|_| $crate::channel::RecvError);
                        let $res = __res;
                        $body
                    }
                }
            }
        }
    }};
    // Each channel gets a name.
    (@add $how:tt $default:tt ((recv ($r:expr $(,)?) $res:tt $body:block) $($cases:tt)*) ($($named:tt)*) ($number:tt $name:ident) $($names:tt)*) => {{
        match $r {
            ref __r => {
                let $name: &$crate::channel::Receiver<_> = __r;
                $crate::__select_cases!(
                    @add $how $default ($($cases)*)
                    ($($named)* (recv $number $name () $res $body)) $($names)*
                )
            }
        }
    }};
    (@add $how:tt $default:tt ((send ($s:expr, $m:expr $(,)?) $res:tt $body:block) $($cases:tt)*) ($($named:tt)*) ($number:tt $name:ident) $($names:tt)*) => {{
        match $s {
            ref __s => {
                let $name: &$crate::channel::Sender<_> = __s;
                $crate::__select_cases!(
                    @add $how $default ($($cases)*)
                    ($($named)* (send $number $name ($m) $res $body)) $($names)*
                )
            }
        }
    }};
    (@add $how:tt $default:tt (($op:ident ($($args:tt)*) $res:tt $body:block) $($cases:tt)*) $named:tt $name:tt $($names:tt)*) => {
        compile_error!(concat!(
            "invalid argument list in `",
            stringify!($op),
            "(",
            stringify!($($args)*),
            ")`",
        ))
    };
    (@add $how:tt $default:tt ($case:tt $($cases:tt)*) $named:tt) => {
        compile_error!("too many operations in a `select!` block")
    };
    // All have one: select.
    (@add ($how:ident) () () ($(($op:ident $number:tt $name:ident $message:tt $res:tt $body:block))*) $($names:tt)*) => {{
        let mut __list = $crate::channel::Select::$how();
        $(__list.$op($name);)*
        let __taken = __list.select();
        drop(__list);
        $crate::__select_cases!(@done __taken $(($op $number $name $message $res $body))*)
    }};
    (@add ($how:ident) (() $otherwise:block) () ($(($op:ident $number:tt $name:ident $message:tt $res:tt $body:block))*) $($names:tt)*) => {{
        let mut __list = $crate::channel::Select::$how();
        $(__list.$op($name);)*
        let __taken = __list.try_select();
        drop(__list);
        match __taken {
            ::core::result::Result::Ok(__taken) => {
                $crate::__select_cases!(@done __taken $(($op $number $name $message $res $body))*)
            }
            ::core::result::Result::Err(_) => $otherwise,
        }
    }};
    (@add ($how:ident) (($timeout:expr) $otherwise:block) () ($(($op:ident $number:tt $name:ident $message:tt $res:tt $body:block))*) $($names:tt)*) => {{
        let mut __list = $crate::channel::Select::$how();
        $(__list.$op($name);)*
        let __taken = __list.select_timeout($timeout);
        drop(__list);
        match __taken {
            ::core::result::Result::Ok(__taken) => {
                $crate::__select_cases!(@done __taken $(($op $number $name $message $res $body))*)
            }
            ::core::result::Result::Err(_) => $otherwise,
        }
    }};

    // Complete the one that was selected.
    (@done $taken:ident (recv $number:tt $name:ident () ($res:pat) $body:block) $($cases:tt)*) => {
        if $taken.index() == $number {
            let __res = $taken.recv($name);
            let $res = __res;
            $body
        } else {
            $crate::__select_cases!(@done $taken $($cases)*)
        }
    };
    (@done $taken:ident (send $number:tt $name:ident ($message:expr) ($res:pat) $body:block) $($cases:tt)*) => {
        if $taken.index() == $number {
            let __res = $taken.send($name, $message);
            let $res = __res;
            $body
        } else {
            $crate::__select_cases!(@done $taken $($cases)*)
        }
    };
    (@done $taken:ident) => {
        unreachable!("one of the cases was selected")
    };
}

//! What the library promises, in every interleaving: exact sets of outcomes, nobody left
//! waiting, and hardly more executions than there are outcomes.

use std::sync::Mutex;
use std::time::Duration;

use interleave::{Check, Run};

use crate::testing::gives;
use crate::{Alt, Ended, Guard, Input, Output, Par, buffered, channel};

/// Sends them all, then ends.
fn source<T>(output: Output<T>, values: impl IntoIterator<Item = T>) -> Result<(), Ended> {
    values.into_iter().try_for_each(|value| output.send(value))
}

/// All of the inputs, in the order in which they are let in.
fn merge<T>(mut alt: Alt, inputs: &[Input<T>]) -> Vec<T> {
    let mut all = Vec::new();
    let guards = || inputs.iter().map(Input::ready).collect::<Vec<_>>();
    while let Some(chosen) = alt.select(&guards()) {
        all.push(inputs[chosen].receive().expect("it is ready"));
    }
    all
}

/// `capacity` of the channel, two messages: in which order they are offered (o) and asked
/// for (a). To note it down is a step of its own, so nothing else than the channel orders it.
fn orders(capacity: usize) -> impl Fn(&Run) {
    move |run| {
        let (output, input) = buffered(capacity);
        let log = &Mutex::new(String::new());
        let mut par = Par::new();
        par.process("sender", move || {
            for i in [1, 2] {
                log.lock().unwrap().push_str(["o1 ", "o2 "][i - 1]);
                output.send(i).unwrap();
            }
        });
        par.process("receiver", move || {
            for i in [1, 2] {
                log.lock().unwrap().push_str(["a1 ", "a2 "][i - 1]);
                assert_eq!(input.receive(), Ok(i));
            }
        });
        par.run();
        run.observe("order", log.lock().unwrap().trim_end());
    }
}

#[test]
fn a_rendezvous_brings_two_together() {
    let outcomes = [
        r#"order = "a1 o1 a2 o2""#,
        r#"order = "a1 o1 o2 a2""#,
        r#"order = "o1 a1 a2 o2""#,
        r#"order = "o1 a1 o2 a2""#,
    ];
    assert_eq!(gives(&outcomes, orders(0)), 4);
}

#[test]
fn a_buffer_lets_the_sender_go_ahead() {
    let outcomes = [
        r#"order = "a1 o1 a2 o2""#,
        r#"order = "a1 o1 o2 a2""#,
        r#"order = "o1 a1 a2 o2""#,
        r#"order = "o1 a1 o2 a2""#,
        r#"order = "o1 o2 a1 a2""#,
    ];
    // Whether the last acknowledgement still finds the sender makes a difference of its own.
    assert_eq!(gives(&outcomes, orders(1)), 10);
}

#[test]
fn who_sends_ends_and_who_receives_has_got_it_all() {
    for capacity in 0..3 {
        let executions = gives(&["got = [1, 2, 3]"], |run| {
            let (output, input) = buffered(capacity);
            let mut par = Par::new();
            par.process("sender", move || source(output, 1..4));
            run.observe("got", par.run_with(|| input.iter().collect::<Vec<i32>>()));
        });
        // With a buffer, the sender may have ended before the last acknowledgements.
        assert_eq!(executions, capacity as u64 + 1);
    }
}

#[test]
fn who_sends_to_nobody_is_told() {
    let executions = gives(&["sent = Err(Ended), got = Ok(1)"], |run| {
        let (output, input) = channel();
        let mut par = Par::new();
        par.process("receiver", move || run.observe("got", input.receive()));
        let sent = par.run_with(|| source(output, 1..4));
        run.observe("sent", sent);
    });
    assert_eq!(executions, 2);
}

#[test]
fn two_sources_merge_in_every_way() {
    let outcomes = [
        "merged = [1, 2, 11, 12]",
        "merged = [1, 11, 12, 2]",
        "merged = [1, 11, 2, 12]",
        "merged = [11, 1, 12, 2]",
        "merged = [11, 1, 2, 12]",
        "merged = [11, 12, 1, 2]",
    ];
    let executions = gives(&outcomes, |run| {
        let mut alt = Alt::new();
        let ((first, a), (second, b)) = (alt.channel(), alt.channel());
        let mut par = Par::new();
        par.process("first", move || source(first, [1, 2]));
        par.process("second", move || source(second, [11, 12]));
        run.observe("merged", par.run_with(|| merge(alt, &[a, b])));
    });
    assert_eq!(executions, 6);
}

/// Four sides, one message each: 24 orders, however they are let in.
#[test]
fn many_sides_are_all_heard() {
    let check = Check::new().no_thread_left_running();
    let explored = check.explore(|run| {
        let mut alt = Alt::new();
        let (outputs, inputs): (Vec<_>, Vec<_>) = (0..4).map(|_| alt.channel()).unzip();
        let mut par = Par::new();
        for (i, output) in outputs.into_iter().enumerate() {
            par.process(format!("source {i}"), move || source(output, [i]));
        }
        run.observe("merged", par.run_with(|| merge(alt, &inputs)));
    });
    assert!(explored.is_exhaustive());
    assert_eq!(explored.behaviours().len(), 24);
    assert_eq!(explored.executions(), 24);
}

/// A condition keeps a message out until it is wanted; the message isn't lost.
#[test]
fn a_condition_decides_whose_turn_it_is() {
    let executions = gives(&["got = [1, 11, 2, 12]"], |run| {
        let mut alt = Alt::new();
        let ((first, a), (second, b)) = (alt.channel(), alt.channel());
        let mut par = Par::new();
        par.process("first", move || source(first, [1, 2]));
        par.process("second", move || source(second, [11, 12]));
        let got = par.run_with(|| {
            let mut got = Vec::new();
            while let Some(chosen) = alt.select(&[
                a.ready().when(got.len() % 2 == 0),
                b.ready().when(got.len() % 2 == 1),
            ]) {
                got.push([&a, &b][chosen].receive().unwrap());
            }
            got
        });
        run.observe("got", got);
    });
    assert_eq!(executions, 40);
}

/// One input is kept out, the other one's sender ends: all guards have failed, although
/// somebody waits to send. That one is told as soon as the process ends.
#[test]
fn a_guard_fails_when_its_source_has_ended() {
    let program = |run: &Run| {
        let mut alt = Alt::new();
        let ((kept_out, a), (ends, b)) = (alt.channel(), alt.channel::<i32>());
        let mut par = Par::new();
        par.process("waits", move || run.observe("sent", kept_out.send(1)));
        par.process("ends", move || drop(ends));
        let chosen = par.run_with(|| {
            let (a, b) = (a, b);
            alt.select(&[a.ready().when(false), b.ready()])
        });
        run.observe("chosen", chosen);
    };
    let outcome = ["chosen = None, sent = Err(Ended)"];
    let executions = gives(&outcome, program);
    assert_eq!(executions, 17);
    let weak = Check::new().weak_memory().explore(program);
    assert!(weak.is_exhaustive());
    assert_eq!(weak.behaviours(), outcome);
}

/// What was sent before the end is received before the guard fails.
#[test]
fn a_message_before_the_end_is_received() {
    let program = |run: &Run| {
        let mut alt = Alt::new();
        let ((kept_out, a), (ends, b)) = (alt.channel::<i32>(), alt.buffered(2));
        let mut par = Par::new();
        par.process("ends", move || source(ends, [1, 2]));
        let got = par.run_with(|| {
            let mut got = Vec::new();
            while alt.select(&[a.ready().when(false), b.ready()]).is_some() {
                got.push(b.receive().unwrap());
            }
            drop((a, kept_out));
            got
        });
        run.observe("got", got);
    };
    let executions = gives(&["got = [1, 2]"], program);
    assert_eq!(executions, 27);
    let weak = Check::new().weak_memory().explore(program);
    assert!(weak.is_exhaustive(), "{}", weak.coverage());
    assert_eq!(weak.behaviours(), ["got = [1, 2]"]);
}

/// Receives what is let in of two inputs, until all guards have failed. Each source sends so
/// many messages.
fn receive_some(run: &Run, let_in: [bool; 2], sent: [usize; 2], capacity: usize) {
    let mut alt = Alt::new();
    let mut par = Par::new();
    let inputs = sent.map(|sent| {
        let (output, input) = alt.buffered(capacity);
        par.process("source", move || source(output, 0..sent));
        input
    });
    let mut received = [0, 0];
    par.run_with(|| {
        let inputs = inputs;
        let guard = |i: usize| inputs[i].ready().when(let_in[i]);
        while let Some(chosen) = alt.select(&[guard(0), guard(1)]) {
            received[chosen] += 1;
            inputs[chosen].receive().expect("it is ready");
        }
    });
    run.observe("received", received);
}

/// Whatever is let in, however much is sent, with and without a buffer: what is let in is
/// received, all guards fail in the end, and nobody is left waiting. Under weak memory as
/// well, where one message is all that can be explored in a moment.
#[test]
fn no_wake_up_is_lost() {
    for case in 0_u32..32 {
        let bit = |place: u32| case >> place & 1 == 1;
        let (let_in, capacity) = ([bit(0), bit(1)], usize::from(bit(2)));
        let sent = |many: usize| [bit(3), bit(4)].map(|sent| if sent { many } else { 0 });
        let outcome = |many| {
            let received = [0, 1].map(|i| if let_in[i] { sent(many)[i] } else { 0 });
            format!("received = {received:?}")
        };
        gives(&[&outcome(2)], |run| {
            receive_some(run, let_in, sent(2), capacity)
        });
        let weak = Check::new().weak_memory().max_time(Duration::from_secs(60));
        let weak = weak.explore(|run| receive_some(run, let_in, sent(1), capacity));
        assert!(weak.is_exhaustive(), "{}", weak.coverage());
        assert_eq!(weak.behaviours(), [outcome(1)]);
    }
}

/// A guard without an input doesn't wait, and takes a message if there is one.
#[test]
fn to_skip_is_not_to_wait() {
    let executions = gives(&["chosen = Some(0)", "chosen = Some(1)"], |run| {
        let mut alt = Alt::new();
        let (output, input) = alt.buffered(1);
        let mut par = Par::new();
        par.process("source", move || source(output, [1]));
        let chosen = par.run_with(|| alt.select(&[input.ready(), Guard::skip_when(true)]));
        run.observe("chosen", chosen);
    });
    assert_eq!(executions, 2);
    let executions = gives(&["chosen = None"], |run| {
        let chosen = Alt::new().select(&[Guard::skip_when(false)]);
        run.observe("chosen", chosen);
    });
    assert_eq!(executions, 1);
}

/// To receive without having asked first is no harm: the announcement is forgotten.
#[test]
fn what_was_received_is_not_offered_again() {
    let executions = gives(&["got = [1, 2, 3]"], |run| {
        let mut alt = Alt::new();
        let (output, input) = alt.channel();
        let mut par = Par::new();
        par.process("source", move || source(output, [1, 2, 3]));
        let got = par.run_with(|| {
            let mut got = vec![input.receive().unwrap()];
            while alt.select(&[input.ready()]).is_some() {
                got.extend(input.receive());
            }
            got
        });
        run.observe("got", got);
    });
    assert_eq!(executions, 1);
}

/// A process that panics ends, and closes its channels like any other.
#[test]
fn a_panic_strands_nobody() {
    let check = Check::new().no_thread_left_running();
    let explored = check.explore(|_| {
        let ((to_broken, from_first), (to_last, from_broken)) = (channel(), channel::<i32>());
        let mut par = Par::new();
        par.process("first", move || source(to_broken, 1..4));
        par.process("broken", move || {
            assert_eq!(from_first.receive(), Ok(2), "on purpose");
            drop(to_last);
        });
        par.process("last", move || from_broken.iter().count());
        par.run();
    });
    assert!(explored.is_exhaustive());
    let behaviours = explored.behaviours();
    assert!(
        behaviours.iter().all(|line| line.starts_with("panic: ")),
        "{behaviours:?}"
    );
}

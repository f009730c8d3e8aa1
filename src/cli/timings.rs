//! How long the phases of a build take, as the library reports them: a table, and a file for the trace
//! viewers of browsers.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What happened when, since the start.
pub(crate) struct Timings {
    started: Instant,
    seen: Mutex<Vec<Phase>>,
}

/// One phase of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Phase {
    name: &'static str,
    began: Duration,
    ended: Duration,
    /// Units done in it.
    units: usize,
}

impl Timings {
    /// Begins to count.
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), seen: Mutex::new(Vec::new()) }
    }

    /// Takes the library's reports: each new name ends the phase before.
    pub(crate) fn report(&self, name: &'static str, done: usize, _: usize) {
        self.at(self.started.elapsed(), Some(name), done);
    }

    /// Ends the last phase.
    pub(crate) fn end(&self) {
        self.at(self.started.elapsed(), None, 0);
    }

    fn at(&self, now: Duration, name: Option<&'static str>, done: usize) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = seen.last_mut() {
            last.ended = last.ended.max(now);
            if name == Some(last.name) {
                last.units = last.units.max(done);
                return;
            }
        }
        seen.extend(name.map(|name| Phase { name, began: now, ended: now, units: done }));
    }

    fn phases(&self) -> Vec<Phase> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A line for each phase: its name, milliseconds, share of the whole.
    pub(crate) fn table(&self) -> String {
        let phases = self.phases();
        let whole = phases.last().map_or(Duration::ZERO, |last| last.ended);
        let mut table = String::new();
        for phase in &phases {
            let took = phase.ended.saturating_sub(phase.began);
            let share = 100.0 * took.as_secs_f64() / whole.as_secs_f64().max(f64::EPSILON);
            let units = if phase.units > 0 { format!("  {}", phase.units) } else { String::new() };
            // Writing to a String cannot fail.
            let _ = writeln!(
                table,
                "{:>10} {:>9.1} ms {share:>5.1} %{units}",
                phase.name,
                took.as_secs_f64() * 1e3
            );
        }
        let _ = writeln!(table, "{:>10} {:>9.1} ms", "all", whole.as_secs_f64() * 1e3);
        table
    }

    /// The phases in the Trace Event Format, which `chrome://tracing` and Perfetto read.
    pub(crate) fn trace(&self) -> String {
        let events: Vec<_> = self
            .phases()
            .iter()
            .map(|phase| {
                serde_json::json!({
                    "name": phase.name, "ph": "X", "pid": 1, "tid": 1,
                    "ts": phase.began.as_micros() as u64,
                    "dur": phase.ended.saturating_sub(phase.began).as_micros() as u64,
                    "args": { "units": phase.units },
                })
            })
            .collect();
        format!("{}\n", serde_json::json!({ "traceEvents": events, "displayTimeUnit": "ms" }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_follow_each_other_and_their_units_are_counted() {
        let timings = Timings::start();
        let at = |ms, name, done| timings.at(Duration::from_millis(ms), name, done);
        at(0, Some("load"), 0);
        at(30, Some("render"), 0);
        at(40, Some("render"), 7);
        at(90, Some("render"), 3);
        at(120, None, 0);
        let phases = timings.phases();
        assert_eq!(phases.len(), 2);
        let spans: Vec<_> =
            phases.iter().map(|p| (p.began.as_millis(), p.ended.as_millis(), p.units)).collect();
        assert_eq!(spans, [(0, 30, 0), (30, 120, 7)]);
        assert!(timings.table().contains("render      90.0 ms  75.0 %  7"), "{}", timings.table());
        let trace: serde_json::Value = serde_json::from_str(&timings.trace()).expect("JSON");
        assert_eq!(trace["traceEvents"][1]["dur"], 90_000);
    }
}

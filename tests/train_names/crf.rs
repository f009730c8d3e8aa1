//! Fits the weights: `AdaGrad` on the likelihood of the labels, with features dropped at random.

use backstory::language::names::chain::{
    Factors, LABELS, Lattice, NEVER, OUTSIDE, Scores, Transitions,
};
use backstory::language::names::feature::{each_row_set, words};
use backstory::language::names::lexicon::Lexicon;

use super::corpus::Sentence;

/// Choices that shape the result; they are written into the manifest.
pub(crate) struct Options {
    pub(crate) rows: u32,
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) dropped: f32,
    /// Gaussian prior on each touched weight.
    pub(crate) decay: f32,
    /// How many fits, each in another order and with other features dropped, are averaged.
    pub(crate) fits: usize,
}

/// A sentence as rows of the table.
pub(crate) struct Example {
    rows: Vec<u32>,
    ends: Vec<u32>,
    labels: Vec<u8>,
    weight: f32,
}

/// Fitted weights: `rows` × 13, and the transitions.
pub(crate) struct Fitted {
    pub(crate) weights: Vec<f32>,
    pub(crate) transitions: Transitions,
}

/// The sentence's rows, once and for all.
pub(crate) fn example(sentence: &Sentence, lexicon: &Lexicon, rows: u32) -> Example {
    let words = words(&sentence.text, &sentence.tokens, lexicon);
    let mut example = Example {
        rows: Vec::new(),
        ends: Vec::new(),
        labels: sentence.labels.clone(),
        weight: sentence.weight,
    };
    each_row_set(&words, rows, |_, found| {
        example.rows.extend_from_slice(found);
        example.ends.push(example.rows.len() as u32);
    });
    example
}

/// A small generator of pseudo-random numbers (xorshift64*, Vigna 2016), so that runs repeat.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }
}

/// The mean of several fits, which errs less than each.
pub(crate) fn fit(examples: &[Example], options: &Options) -> Fitted {
    let mut mean = fit_once(examples, options, 0);
    for run in 1..options.fits {
        let more = fit_once(examples, options, run as u64);
        let into = mean.weights.iter_mut().chain(mean.transitions.between.iter_mut().flatten());
        let from = more.weights.iter().chain(more.transitions.between.iter().flatten());
        for (mean, more) in into.zip(from) {
            *mean += (more - *mean) / (run + 1) as f32;
        }
    }
    mean
}

/// Fits to `examples`; the result is the mean over the second half of the epochs.
fn fit_once(examples: &[Example], options: &Options, run: u64) -> Fitted {
    let size = options.rows as usize * LABELS;
    let mut weights = vec![0f32; size];
    let mut squares = vec![1e-6f32; size];
    let mut mean = vec![0f32; size];
    let mut transitions = Transitions::neutral();
    let mut transition_squares = [[1e-6f32; LABELS]; LABELS];
    let mut transition_mean = [[0f32; LABELS]; LABELS];
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ (run << 7));
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let counted_from = options.epochs / 2;
    let keep_below = ((1.0 - options.dropped) * u32::MAX as f32) as u32;
    let value = 1.0 / (1.0 - options.dropped);
    let mut active = Vec::new();
    let mut ends = Vec::new();
    for epoch in 0..options.epochs {
        for last in (1..order.len()).rev() {
            order.swap(last, chance.next() as usize % (last + 1));
        }
        let rate = options.rate * (1.0 - 0.8 * epoch as f32 / options.epochs as f32);
        for at in &order {
            let example = &examples[*at];
            if example.labels.is_empty() {
                continue;
            }
            active.clear();
            ends.clear();
            let mut start = 0;
            for end in &example.ends {
                for row in &example.rows[start..*end as usize] {
                    if chance.next() < keep_below {
                        active.push(*row);
                    }
                }
                start = *end as usize;
                ends.push(active.len());
            }
            let emissions = emissions(&active, &ends, &weights, value);
            let lattice = Lattice::new(&emissions, &Factors::new(&transitions));
            let marginals = lattice.marginals();
            let mut start = 0;
            for (position, end) in ends.iter().enumerate() {
                let mut slope = marginals[position];
                slope[usize::from(example.labels[position])] -= 1.0;
                if slope.iter().all(|part| part.abs() < 1e-3) {
                    start = *end;
                    continue;
                }
                for row in &active[start..*end] {
                    let base = *row as usize * LABELS;
                    let weights = &mut weights[base..base + LABELS];
                    let squares = &mut squares[base..base + LABELS];
                    for ((weight, square), part) in weights.iter_mut().zip(squares).zip(&slope) {
                        let step = part * value * example.weight + options.decay * *weight;
                        *square += step * step;
                        *weight -= rate * step / square.sqrt();
                    }
                }
                start = *end;
            }
            let steps = transition_slope(&lattice, &example.labels, &transitions);
            for from in 0..LABELS {
                for to in 0..LABELS {
                    let step = steps[from][to] * example.weight;
                    if transitions.between[from][to] > NEVER / 2.0 && step != 0.0 {
                        transition_squares[from][to] += step * step;
                        transitions.between[from][to] -=
                            rate * step / transition_squares[from][to].sqrt();
                    }
                }
            }
        }
        if epoch >= counted_from {
            let share = 1.0 / (options.epochs - counted_from) as f32;
            for (sum, weight) in mean.iter_mut().zip(&weights) {
                *sum += weight * share;
            }
            for (sum, score) in
                transition_mean.iter_mut().flatten().zip(transitions.between.iter().flatten())
            {
                *sum += score * share;
            }
        }
    }
    let mut transitions = Transitions::neutral();
    for (score, mean) in
        transitions.between.iter_mut().flatten().zip(transition_mean.iter().flatten())
    {
        *score = if *score <= NEVER / 2.0 { NEVER } else { *mean };
    }
    Fitted { weights: mean, transitions }
}

fn emissions(active: &[u32], ends: &[usize], weights: &[f32], value: f32) -> Vec<Scores> {
    let mut start = 0;
    let mut emissions = Vec::with_capacity(ends.len());
    for end in ends {
        let mut scores = [0f32; LABELS];
        for row in &active[start..*end] {
            let base = *row as usize * LABELS;
            for (score, weight) in scores.iter_mut().zip(&weights[base..base + LABELS]) {
                *score += weight * value;
            }
        }
        emissions.push(scores);
        start = *end;
    }
    emissions
}

/// Expected less observed uses of each transition.
fn transition_slope(
    lattice: &Lattice,
    labels: &[u8],
    transitions: &Transitions,
) -> [Scores; LABELS] {
    let factors = Factors::new(transitions);
    let mut slope = [[0f32; LABELS]; LABELS];
    for position in 1..labels.len() {
        if labels[position - 1] == OUTSIDE
            && labels[position] == OUTSIDE
            && lattice.forward[position - 1][0] > 0.999
            && lattice.forward[position][0] > 0.999
        {
            continue;
        }
        let mut joint = [[0f32; LABELS]; LABELS];
        let mut sum = 0f32;
        for (from, row) in joint.iter_mut().enumerate() {
            let before = lattice.forward[position - 1][from];
            for (to, cell) in row.iter_mut().enumerate() {
                *cell = before
                    * factors.between(from, to)
                    * lattice.local[position][to]
                    * lattice.backward[position][to];
                sum += *cell;
            }
        }
        if sum > 0.0 {
            for (out, cell) in slope.iter_mut().flatten().zip(joint.iter().flatten()) {
                *out += cell / sum;
            }
        }
        slope[usize::from(labels[position - 1])][usize::from(labels[position])] -= 1.0;
    }
    slope
}

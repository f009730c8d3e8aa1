//! The linear chain over a passage: best labels and how probable they are. Knows numbers, not words.
//!
//! Thirteen labels: outside, and for person, organisation and place each first, inner, last and
//! only word (BILOU; Ratinov and Roth 2009, "Design Challenges and Misconceptions in NER").

/// Number of labels.
pub const LABELS: usize = 13;
/// The label of a word outside every name.
pub const OUTSIDE: u8 = 0;
/// Score of what cannot be.
pub const NEVER: f32 = -1e4;

/// One score or probability for each label.
pub type Scores = [f32; LABELS];

/// Where in a name a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In no name.
    Outside,
    /// First of several words.
    First,
    /// Neither first nor last.
    Inner,
    /// Last of several words.
    Last,
    /// The only word.
    Only,
}

/// Part and kind (0 person, 1 organisation, 2 place) of a label.
pub const fn part(label: u8) -> (Part, u8) {
    if label == OUTSIDE {
        return (Part::Outside, 0);
    }
    let part = match (label - 1) % 4 {
        0 => Part::First,
        1 => Part::Inner,
        2 => Part::Last,
        _ => Part::Only,
    };
    (part, (label - 1) / 4)
}

/// The label of a part of a name of `kind`.
pub const fn label(part: Part, kind: u8) -> u8 {
    let offset = match part {
        Part::Outside => return OUTSIDE,
        Part::First => 1,
        Part::Inner => 2,
        Part::Last => 3,
        Part::Only => 4,
    };
    kind * 4 + offset
}

/// Whether `next` may follow `label`; `None` is the edge of the passage.
pub fn may_follow(label: Option<u8>, next: Option<u8>) -> bool {
    let open = label.map(part).filter(|(part, _)| matches!(part, Part::First | Part::Inner));
    let continues = next.map(part).filter(|(part, _)| matches!(part, Part::Inner | Part::Last));
    match (open, continues) {
        (None, None) => true,
        (Some((_, kind)), Some((_, same))) => kind == same,
        _ => false,
    }
}

/// The labels that may follow each label inside a passage, and how many they are.
const FOLLOWS: [([u8; LABELS], usize); LABELS] = {
    let mut table = [([OUTSIDE; LABELS], 0); LABELS];
    let mut label = 0;
    while label < LABELS {
        let (from, kind) = part(label as u8);
        let open = matches!(from, Part::First | Part::Inner);
        let mut next = 0;
        while next < LABELS {
            let (to, same) = part(next as u8);
            let continues = matches!(to, Part::Inner | Part::Last);
            if open == continues && (!open || kind == same) {
                let count = table[label].1;
                table[label].0[count] = next as u8;
                table[label].1 += 1;
            }
            next += 1;
        }
        label += 1;
    }
    table
};

/// Scores between neighbouring labels.
#[derive(Clone, Debug)]
pub struct Transitions {
    /// `between[from][to]`.
    pub between: [Scores; LABELS],
}

impl Transitions {
    /// Zero where a label may follow, [`NEVER`] where not.
    pub fn neutral() -> Self {
        let mut between = [[NEVER; LABELS]; LABELS];
        for (from, row) in between.iter_mut().enumerate() {
            for (to, score) in row.iter_mut().enumerate() {
                if may_follow(Some(from as u8), Some(to as u8)) {
                    *score = 0.0;
                }
            }
        }
        Self { between }
    }
}

/// `e` to the power of `x` for `x` ≤ 0, to six digits, the same on every machine.
pub fn exp(x: f32) -> f32 {
    let scaled = x.max(-80.0) * std::f32::consts::LOG2_E;
    let whole = scaled as i32 - 1;
    let rest = scaled - whole as f32;
    let power = 1.0
        + rest
            * (std::f32::consts::LN_2
                + rest
                    * (0.240_226_5
                        + rest * (0.055_504_1 + rest * (0.009_618_1 + rest * 0.001_333_4))));
    power * f32::from_bits(((whole + 127) as u32) << 23)
}

fn exp_all(scores: &Scores) -> Scores {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut powers = [0.0; LABELS];
    for (power, score) in powers.iter_mut().zip(scores) {
        *power = exp(score - top);
    }
    powers
}

fn normalise(scores: &mut Scores) {
    let sum: f32 = scores.iter().sum();
    let scale = if sum > 0.0 { 1.0 / sum } else { 0.0 };
    for score in scores.iter_mut() {
        *score *= scale;
    }
}

/// The transitions as factors, for both directions.
#[derive(Clone, Debug)]
pub struct Factors {
    forward: [Scores; LABELS],
    backward: [Scores; LABELS],
}

impl Factors {
    /// From the scores; the best transition becomes 1.
    pub fn new(transitions: &Transitions) -> Self {
        let top = transitions.between.iter().flatten().copied().fold(f32::MIN, f32::max);
        let mut forward = [[0.0; LABELS]; LABELS];
        let mut backward = [[0.0; LABELS]; LABELS];
        for (from, row) in transitions.between.iter().enumerate() {
            for (to, score) in row.iter().enumerate() {
                let factor = if *score <= NEVER / 2.0 { 0.0 } else { exp(score - top) };
                forward[from][to] = factor;
                backward[to][from] = factor;
            }
        }
        Self { forward, backward }
    }

    /// The factor between two neighbouring labels.
    pub fn between(&self, from: usize, to: usize) -> f32 {
        self.forward[from][to]
    }
}

/// Weighted sum of rows: `out[to] = Σ weights[from] · rows[from][to]`.
fn combine(weights: &Scores, rows: &[Scores; LABELS]) -> Scores {
    let mut out = [0.0; LABELS];
    for (weight, row) in weights.iter().zip(rows) {
        for (sum, factor) in out.iter_mut().zip(row) {
            *sum += weight * factor;
        }
    }
    out
}

/// Forward and backward probabilities of a passage.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Factor of each label at each word.
    pub local: Vec<Scores>,
    /// Proportional to the probability of all ways that end in a label.
    pub forward: Vec<Scores>,
    /// Proportional to the probability of all ways that go on from a label.
    pub backward: Vec<Scores>,
}

impl Lattice {
    /// From the labels' scores at each word. Linear in the number of words.
    pub fn new(emissions: &[Scores], factors: &Factors) -> Self {
        let local: Vec<Scores> = emissions.iter().map(exp_all).collect();
        let mut forward: Vec<Scores> = Vec::with_capacity(local.len());
        let mut carried = edge(|label| may_follow(None, Some(label)));
        for here in &local {
            let mut now = carried;
            multiply(&mut now, here);
            normalise(&mut now);
            forward.push(now);
            carried = combine(&now, &factors.forward);
        }
        let mut backward = vec![[0.0; LABELS]; local.len()];
        let mut carried = edge(|label| may_follow(Some(label), None));
        for (slot, here) in backward.iter_mut().zip(&local).rev() {
            normalise(&mut carried);
            *slot = carried;
            multiply(&mut carried, here);
            carried = combine(&carried, &factors.backward);
        }
        Self { local, forward, backward }
    }

    /// Probability of each label at each word.
    pub fn marginals(&self) -> Vec<Scores> {
        let both = self.forward.iter().zip(&self.backward);
        both.map(|(forward, backward)| {
            let mut product = *forward;
            multiply(&mut product, backward);
            normalise(&mut product);
            product
        })
        .collect()
    }
}

fn edge(allowed: impl Fn(u8) -> bool) -> Scores {
    std::array::from_fn(|label| f32::from(u8::from(allowed(label as u8))))
}

fn multiply(left: &mut Scores, right: &Scores) {
    for (left, right) in left.iter_mut().zip(right) {
        *left *= right;
    }
}

/// The most probable label sequence.
pub fn best(emissions: &[Scores], transitions: &Transitions) -> Vec<u8> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(emissions.len());
    let mut scores: Scores =
        std::array::from_fn(|label| if may_follow(None, Some(label as u8)) { 0.0 } else { NEVER });
    for (position, here) in emissions.iter().enumerate() {
        let mut next = scores;
        let mut from = [0u8; LABELS];
        if position > 0 {
            next = [f32::MIN; LABELS];
            for (label, (score, row)) in scores.iter().zip(&transitions.between).enumerate() {
                // Fewer than half of the labels may follow; the others could never be best.
                let (follows, count) = &FOLLOWS[label];
                for to in &follows[..*count] {
                    let to = usize::from(*to);
                    let candidate = score + row[to];
                    if candidate > next[to] {
                        next[to] = candidate;
                        from[to] = label as u8;
                    }
                }
            }
        }
        for (score, local) in next.iter_mut().zip(here) {
            *score += local;
        }
        scores = next;
        back.push(from);
    }
    let last = (0..LABELS as u8)
        .filter(|label| may_follow(Some(*label), None))
        .max_by(|a, b| scores[usize::from(*a)].total_cmp(&scores[usize::from(*b)]));
    let mut label = last.unwrap_or(OUTSIDE);
    let mut labels = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        labels.push(label);
        label = from[usize::from(label)];
    }
    labels.reverse();
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close_enough() {
        for x in [0.0, -0.1, -1.0, -7.5, -30.0] {
            assert!((exp(x) - f32::exp(x)).abs() <= 1e-4 * f32::exp(x), "{x}");
        }
    }

    #[test]
    fn the_table_of_followers_is_the_rule() {
        for label in 0..LABELS as u8 {
            let (follows, count) = FOLLOWS[usize::from(label)];
            let allowed = (0..LABELS as u8).filter(|next| may_follow(Some(label), Some(*next)));
            assert_eq!(follows[..count], allowed.collect::<Vec<u8>>());
        }
    }

    #[test]
    fn a_name_is_never_left_open() {
        let mut first = [0.0; LABELS];
        first[usize::from(label(Part::First, 0))] = 5.0;
        let transitions = Transitions::neutral();
        let labels = best(&[first, [0.0; LABELS]], &transitions);
        assert_eq!(labels, [label(Part::First, 0), label(Part::Last, 0)]);
        assert_eq!(best(&[first], &transitions).len(), 1);
        assert!(best(&[], &transitions).is_empty());
    }

    #[test]
    fn marginals_sum_to_one() {
        let emissions = vec![[0.5; LABELS]; 7];
        let lattice = Lattice::new(&emissions, &Factors::new(&Transitions::neutral()));
        for marginal in lattice.marginals() {
            assert!((marginal.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }
}

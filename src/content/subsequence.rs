//! What two sequences have in common, in order. Knows neither lines nor blocks.

/// Pairs compared at most; of longer sequences only the common beginning and end are found.
const MOST_PAIRS: usize = 4_000_000;

/// A longest common subsequence, as pairs of positions in order: the common beginning and end, and
/// what lies between as far as it is not too long to compare.
pub fn common<T: PartialEq>(one: &[T], other: &[T]) -> Vec<(usize, usize)> {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (&one[head..], &other[head..]);
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&rest_a[..rest_a.len() - tail], &rest_b[..rest_b.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if a.len().saturating_mul(b.len()) <= MOST_PAIRS {
        pairs.extend(longest(a, b).into_iter().map(|(i, j)| (head + i, head + j)));
    }
    pairs.extend((1..=tail).rev().map(|back| (one.len() - back, other.len() - back)));
    pairs
}

fn longest<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_found_in_order() {
        for (one, other, expected) in [
            ("", "", vec![]),
            ("abc", "abc", vec![(0, 0), (1, 1), (2, 2)]),
            ("axcye", "abcde", vec![(0, 0), (2, 2), (4, 4)]),
            ("ab", "ba", vec![(1, 0)]),
            ("aa", "a", vec![(0, 0)]),
        ] {
            assert_eq!(common(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
        }
    }

    #[test]
    fn of_what_is_too_long_the_ends_are_found() {
        let long = |from: usize| -> Vec<usize> {
            let middle = from..from + 2100;
            std::iter::once(0).chain(middle).chain([1]).collect()
        };
        assert_eq!(common(&long(10), &long(12)), [(0, 0), (2101, 2101)]);
    }
}

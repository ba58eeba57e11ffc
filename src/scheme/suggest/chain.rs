//! A hidden Markov model along a text: the probability of each state at each place, given what all
//! places show (the forward-backward algorithm, Rabiner 1989). Scaled at each place, so that long
//! texts do not underflow.

/// Where a chain goes when it leaves a state.
pub(super) enum Leave {
    /// To each state with this probability, wherever it comes from.
    Anyhow(Vec<f64>),
    /// By the state that it comes from; each row sums up to 1.
    From(Vec<Vec<f64>>),
}

/// What a place of the chain shows.
pub(super) struct Place {
    /// How much what stands there speaks for each state, in log-odds.
    pub evidence: Vec<f64>,
    /// Probability that the state is that of the place before.
    pub stay: f64,
}

impl Leave {
    /// The mass of each state one place on.
    fn onward(&self, mass: &[f64], stay: f64) -> Vec<f64> {
        let mut next: Vec<f64> = mass.iter().map(|m| stay * m).collect();
        match self {
            Self::Anyhow(to) => {
                let left = (1.0 - stay) * mass.iter().sum::<f64>();
                next.iter_mut().zip(to).for_each(|(n, to)| *n += left * to);
            }
            Self::From(rows) => {
                for (mass, row) in mass.iter().zip(rows) {
                    next.iter_mut().zip(row).for_each(|(n, to)| *n += (1.0 - stay) * mass * to);
                }
            }
        }
        next
    }

    /// What each state one place back leads to, of what is worth `worth` here.
    fn back(&self, worth: &[f64], stay: f64) -> Vec<f64> {
        let reached = |to: &[f64]| -> f64 { to.iter().zip(worth).map(|(to, worth)| to * worth).sum() };
        let left: Vec<f64> = match self {
            Self::Anyhow(to) => vec![reached(to); worth.len()],
            Self::From(rows) => rows.iter().map(|row| reached(row)).collect(),
        };
        worth.iter().zip(left).map(|(worth, left)| stay * worth + (1.0 - stay) * left).collect()
    }
}

/// For each place the probability of each state. The chain begins with `start`.
pub(super) fn posteriors(places: &[Place], start: &[f64], leave: &Leave) -> Vec<Vec<f64>> {
    let mut forward: Vec<Vec<f64>> = Vec::with_capacity(places.len());
    for place in places {
        let reached = match forward.last() {
            Some(before) => leave.onward(before, place.stay),
            None => start.to_vec(),
        };
        forward
            .push(scaled(reached.iter().zip(likelihoods(place)).map(|(mass, seen)| mass * seen).collect()));
    }
    let mut worth = vec![1.0; start.len()];
    for at in (0..places.len()).rev() {
        let joint = forward[at].iter().zip(&worth).map(|(mass, worth)| mass * worth).collect();
        forward[at] = scaled(joint);
        let seen = worth.iter().zip(likelihoods(&places[at])).map(|(worth, seen)| worth * seen).collect();
        worth = leave.back(&scaled(seen), places[at].stay);
    }
    forward
}

/// How well each state explains a place, the best of them 1.
fn likelihoods(place: &Place) -> impl Iterator<Item = f64> + '_ {
    let best = place.evidence.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    place.evidence.iter().map(move |evidence| (evidence - best).exp())
}

/// The same with the sum 1; all alike where there is nothing.
fn scaled(mut mass: Vec<f64>) -> Vec<f64> {
    let sum: f64 = mass.iter().sum();
    let share = 1.0 / mass.len().max(1) as f64;
    for m in &mut mass {
        *m = if sum > 0.0 { *m / sum } else { share };
    }
    mass
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(evidence: &[f64], stay: f64) -> Place {
        Place { evidence: evidence.to_vec(), stay }
    }

    #[test]
    fn a_place_that_shows_nothing_is_like_its_neighbours() {
        let leave = Leave::Anyhow(vec![0.5, 0.5]);
        let places = [place(&[3.0, 0.0], 0.9), place(&[0.0, 0.0], 0.9), place(&[0.0, 4.0], 0.5)];
        let found = posteriors(&places, &[0.5, 0.5], &leave);
        assert!(found[0][0] > 0.8 && found[1][0] > 0.6 && found[2][1] > 0.9, "{found:?}");
    }

    /// All paths, weighed one by one.
    fn by_hand(places: &[Place], start: &[f64], rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let states = start.len();
        let mut sums = vec![vec![0.0; states]; places.len()];
        for code in 0..states.pow(places.len() as u32) {
            let path: Vec<_> = (0..places.len()).map(|at| code / states.pow(at as u32) % states).collect();
            let mut weight = start[path[0]];
            for (at, place) in places.iter().enumerate() {
                weight *= place.evidence[path[at]].exp();
                if at > 0 {
                    let same = if path[at] == path[at - 1] { place.stay } else { 0.0 };
                    weight *= same + (1.0 - place.stay) * rows[path[at - 1]][path[at]];
                }
            }
            path.iter().enumerate().for_each(|(at, &state)| sums[at][state] += weight);
        }
        sums.into_iter().map(scaled).collect()
    }

    proptest! {
        #[test]
        fn it_is_what_all_paths_together_say(
            seen in proptest::collection::vec((proptest::collection::vec(-3.0..3.0f64, 3), 0.05..0.95f64), 1..5),
            raw in proptest::collection::vec(proptest::collection::vec(0.1..1.0f64, 3), 3),
        ) {
            let places: Vec<_> = seen.iter().map(|(evidence, stay)| place(evidence, *stay)).collect();
            let rows: Vec<_> = raw.into_iter().map(scaled).collect();
            let start = [0.2, 0.3, 0.5];
            let found = posteriors(&places, &start, &Leave::From(rows.clone()));
            for (found, wanted) in found.iter().flatten().zip(by_hand(&places, &start, &rows).iter().flatten()) {
                prop_assert!((found - wanted).abs() < 1e-9);
            }
            let alike = vec![rows[0].clone(); 3];
            let anyhow = posteriors(&places, &start, &Leave::Anyhow(rows[0].clone()));
            let from = posteriors(&places, &start, &Leave::From(alike));
            for (one, other) in anyhow.iter().flatten().zip(from.iter().flatten()) {
                prop_assert!((one - other).abs() < 1e-9);
            }
        }
    }
}

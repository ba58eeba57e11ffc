//! Names that are given out, each once.

use std::collections::{HashMap, HashSet};

#[derive(Clone, Debug, Default)]
pub struct Names {
    /// In small letters.
    taken: HashSet<String>,
    /// The number that is tried next, by the name without one.
    next: HashMap<String, usize>,
}

impl Names {
    /// Those names are taken already.
    pub fn without(taken: impl IntoIterator<Item = String>) -> Self {
        let taken = taken.into_iter().map(|name| name.to_lowercase()).collect();
        Self { taken, next: HashMap::new() }
    }

    /// The name, or where it is taken, whatever its capitals, the first of the `numbered` from 2 that
    /// is not.
    pub fn take(&mut self, name: &str, numbered: impl Fn(usize) -> String) -> String {
        let lower = name.to_lowercase();
        if self.taken.insert(lower.clone()) {
            return name.to_owned();
        }
        let next = self.next.entry(lower).or_insert(2);
        loop {
            let name = numbered(*next);
            *next += 1;
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_numbered() {
        let mut names = Names::without(["Sea".to_owned(), "sea 3".to_owned()]);
        let mut take = |name: &str| names.take(name, |number| format!("{name} {number}"));
        assert_eq!(
            ["sea", "SEA", "sea", "town", "sea 2"].map(&mut take),
            ["sea 2", "SEA 4", "sea 5", "town", "sea 2 2"]
        );
    }

    #[test]
    fn a_name_that_many_have_is_not_counted_from_the_start_each_time() {
        let (mut names, asked) = (Names::default(), std::cell::Cell::new(0));
        for _ in 0..1_000 {
            names.take("sea", |number| {
                asked.set(asked.get() + 1);
                format!("sea {number}")
            });
        }
        assert_eq!(asked.get(), 999);
    }
}

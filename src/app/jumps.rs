//! Where the reader has been: back and forward across documents and views.

/// Places kept.
const MOST: usize = 200;

/// A list of places with a position in it, as a browser keeps them.
#[derive(Clone, Debug)]
pub struct JumpList<T> {
    places: Vec<T>,
    /// Index of the place one is at, or the length after a jump that is not yet left.
    at: usize,
}

impl<T> Default for JumpList<T> {
    fn default() -> Self {
        Self { places: Vec::new(), at: 0 }
    }
}

impl<T: Clone + PartialEq> JumpList<T> {
    /// Remembers the place one is about to leave. What lay ahead is forgotten.
    pub fn leave(&mut self, place: T) {
        self.places.truncate(self.at);
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// The place before this one; `here` is kept for going forward again.
    pub fn back(&mut self, here: T) -> Option<T> {
        if self.at == 0 {
            return None;
        }
        if self.at == self.places.len() {
            self.places.push(here);
        } else {
            self.places[self.at] = here;
        }
        self.at -= 1;
        Some(self.places[self.at].clone())
    }

    pub fn forward(&mut self, here: T) -> Option<T> {
        if self.at + 1 >= self.places.len() {
            return None;
        }
        self.places[self.at] = here;
        self.at += 1;
        Some(self.places[self.at].clone())
    }

    /// All places, and which of them one is at.
    pub fn all(&self) -> (&[T], usize) {
        (&self.places, self.at)
    }

    /// A list with what there is of these places.
    pub fn of(places: Vec<Option<T>>, at: usize) -> Self {
        let at = places.iter().take(at).flatten().count();
        Self { places: places.into_iter().flatten().collect(), at }
    }

    /// Replaces every place by what it is in a new collection; leaves out those that are gone.
    pub fn renew(&mut self, renewed: impl Fn(&T) -> Option<T>) {
        *self = Self::of(self.places.iter().map(renewed).collect(), self.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_are_gone_are_passed_over() {
        let mut jumps = JumpList::default();
        (1..=4).for_each(|place| jumps.leave(place));
        assert_eq!(jumps.back(5), Some(4));
        jumps.renew(|place| (place % 2 == 1).then_some(place * 10));
        assert_eq!(jumps.back(40), Some(30));
        assert_eq!(jumps.back(30), Some(10));
        assert_eq!(jumps.back(10), None);
        assert_eq!(jumps.forward(10), Some(30));
    }

    #[test]
    fn goes_back_and_forward_and_forgets_what_lay_ahead() {
        let mut jumps = JumpList::default();
        jumps.leave(1);
        jumps.leave(2);
        assert_eq!(jumps.back(3), Some(2));
        assert_eq!(jumps.back(2), Some(1));
        assert_eq!(jumps.back(1), None);
        assert_eq!(jumps.forward(1), Some(2));
        assert_eq!(jumps.forward(2), Some(3));
        assert_eq!(jumps.forward(3), None);
        assert_eq!(jumps.back(3), Some(2));
        jumps.leave(2);
        assert_eq!(jumps.forward(9), None);
        assert_eq!(jumps.back(9), Some(2));
    }
}

//! What the reader chose to see, held while the size changes: a smaller screen that shows less of it
//! does not make it forgotten.

/// A place on a screen of some size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held<T> {
    /// As the reader chose it.
    chosen: T,
    /// As it was laid out last, and for which size.
    shown: T,
    size: u16,
    resized: bool,
}

impl<T: Copy + PartialEq> Held<T> {
    pub fn new(place: T) -> Self {
        Self { chosen: place, shown: place, size: 0, resized: false }
    }

    /// What to lay out from, where the place is `now`: what the reader chose last where only the size
    /// has changed since.
    pub fn before(&mut self, now: T, size: u16) -> T {
        self.resized = std::mem::replace(&mut self.size, size) != size;
        if now != self.shown {
            self.chosen = now;
        }
        if self.resized { self.chosen } else { now }
    }

    /// Takes what became of it: the reader chose that, unless it was for another size.
    pub fn after(&mut self, shown: T) {
        if !self.resized && shown != self.shown {
            self.chosen = shown;
        }
        self.shown = shown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lays columns out from a first one, the cursor in view.
    fn laid(held: &mut Held<usize>, first: usize, cursor: usize, fit: u16) -> usize {
        let first = held.before(first, fit).clamp((cursor + 1).saturating_sub(fit.into()), cursor);
        held.after(first);
        first
    }

    #[test]
    fn a_place_is_there_again_when_the_size_is() {
        let mut held = Held::new(0);
        let first = laid(&mut held, 0, 2, 3);
        let small = laid(&mut held, first, 2, 1);
        assert_eq!((first, small), (0, 2));
        let small = laid(&mut held, small, 2, 1);
        assert_eq!(laid(&mut held, small, 2, 3), 0);
    }

    #[test]
    fn what_the_reader_moves_at_the_other_size_counts() {
        let mut held = Held::new(0);
        let first = laid(&mut held, 0, 2, 3);
        let small = laid(&mut held, first, 2, 1);
        let moved = laid(&mut held, small, 4, 1);
        assert_eq!((moved, laid(&mut held, moved, 4, 3)), (4, 4));
    }
}

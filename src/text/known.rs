//! What follows from a text, and is worked out once.

use std::sync::OnceLock;

/// What has been worked out by now. Texts are the same whether it has been or not.
#[derive(Clone, Debug)]
pub struct Known<T>(OnceLock<T>);

impl<T> Known<T> {
    pub fn get(&self) -> Option<&T> {
        self.0.get()
    }

    /// What is known, or what `find` works out. It must follow from the text alone.
    pub fn or_find(&self, find: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(find)
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Known<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Known<T> {}

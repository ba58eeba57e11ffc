//! Runs an importer where neither a panic nor deep nesting can end the program.

use super::ImportError;

/// Stack of the thread: trees of the deepest nesting that is let through fit many times.
const STACK_BYTES: usize = 64 << 20;

/// What `work` returns; its panic is an error.
pub(super) fn run<T: Send>(
    name: &str,
    format: &'static str,
    work: impl FnOnce() -> T + Send,
) -> Result<T, ImportError> {
    let failed = || ImportError::Failed { name: name.to_owned(), format };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("import".to_owned()).stack_size(STACK_BYTES);
        // `join` gives the panic of the thread as an error: it is caught there.
        thread.spawn_scoped(scope, work).map_err(|_| failed())?.join().map_err(|_| failed())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_that_names_the_file() {
        let result: Result<(), _> = run("a.md", "Markdown", || panic!("on purpose"));
        assert!(result.is_err_and(|error| error.to_string().contains("a.md")));
        assert_eq!(run("a.md", "Markdown", || 3).ok(), Some(3));
    }
}

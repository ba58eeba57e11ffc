//! The command line, by running the real binary.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod agreement;
mod alignment;
mod codings;
mod differences;
mod errors;
mod exchange;
mod formats;
mod seen;
mod stream;
mod survey;
mod terminal;
mod vectors;
mod work;
mod world;

use world::World;

#[test]
fn every_subcommand_has_help_with_an_example() {
    let world = World::new();
    let help = world.text(&["--help"]);
    for word in ["Examples:", "Exit codes:", "Environment:", "Files:", "NO_COLOR"] {
        assert!(help.contains(word), "{word} is not in:\n{help}");
    }
    let names = subcommands(&help);
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let help = world.text(&[&name, "--help"]);
        assert!(help.contains("Example"), "{name}:\n{help}");
        assert!(help.contains(&format!("triptych {name}")), "{name}:\n{help}");
    }
}

/// Names under 'Commands:', without the parser's own.
fn subcommands(help: &str) -> Vec<String> {
    let after = help.split("Commands:\n").nth(1).unwrap_or_default();
    let listed = after.lines().take_while(|line| !line.trim().is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn completions_and_man_page_know_every_subcommand() {
    let world = World::new();
    let names = subcommands(&world.text(&["--help"]));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = world.text(&["completions", shell]);
        assert!(names.iter().all(|name| script.contains(name.as_str())), "{shell}");
    }
    let page = world.text(&["man"]);
    for name in &names {
        assert!(page.contains(&format!("TRIPTYCH {}", name.to_uppercase())), "{name}");
        assert!(world.text(&["man", name]).contains("EXAMPLE"), "{name}");
    }
}

#[test]
fn the_version_is_printed() {
    assert_eq!(World::new().text(&["--version"]), concat!("triptych ", env!("CARGO_PKG_VERSION"), "\n"));
}

//! Rebuilds when the built-in collection or the default key map changes.

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=keymap.toml");
    println!("cargo::rerun-if-changed=build.rs");
}

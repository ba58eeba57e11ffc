//! Who may use whom: the table at the top of `src/lib.rs` is the law, and the files keep it.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, UsedPath, paths, root, sources, tokens};

/// What each module may use besides itself.
type Table = BTreeMap<String, BTreeSet<String>>;

#[test]
fn modules_use_what_the_table_allows() {
    let table = table();
    let mut broken = Vec::new();
    for source in sources() {
        let Some(module) = module(source) else { continue };
        let allowed =
            table.get(&module).unwrap_or_else(|| panic!("`{module}` is not in the table of lib.rs"));
        for (used, line) in used_modules(source, &table) {
            if used != module && !allowed.contains(&used) {
                broken.push(format!("{}:{line}: `{module}` may not use `{used}`", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "against the table in src/lib.rs:\n{}", broken.join("\n"));
}

#[test]
fn the_table_lists_the_modules_there_are() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let declared: BTreeSet<String> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    let table = table();
    assert_eq!(table.keys().cloned().collect::<BTreeSet<_>>(), declared);
    for module in table.keys() {
        assert!(root().join(format!("src/{module}.rs")).is_file(), "src/{module}.rs");
    }
}

/// A table that allows everything would pass every test.
#[test]
fn nothing_of_the_table_runs_upwards() {
    let table = table();
    let uses = |module: &str, used: &str| table[module].contains(used);
    assert!(table["text"].is_empty());
    for pure in ["text", "import", "matching", "scheme", "store", "layout", "app"] {
        for above in ["ui", "cli", "tui"] {
            assert!(!uses(pure, above), "{pure} -> {above}");
        }
    }
    assert!(!uses("app", "import") && !uses("app", "open") && !uses("ui", "import") && !uses("ui", "tui"));
}

/// The top module a file belongs to; none for `lib.rs` and `main.rs`.
fn module(source: &Source) -> Option<String> {
    let inside = source.path.strip_prefix("src/")?;
    let top = inside.split('/').next()?;
    let module = top.strip_suffix(".rs").unwrap_or(top);
    (!matches!(inside, "lib.rs" | "main.rs")).then(|| module.to_owned())
}

/// The top modules that a file's paths lead to, through `crate` or through `super`.
fn used_modules(source: &Source, table: &Table) -> Vec<(String, usize)> {
    let depth = source.path.trim_start_matches("src/").split('/').count();
    let used = |path: UsedPath| {
        let ups = path.segments.iter().take_while(|segment| *segment == "super").count();
        let name = match path.segments[0].as_str() {
            "crate" => &path.segments[1],
            "super" if ups == depth + path.depth => path.segments.get(ups)?,
            _ => return None,
        };
        table.contains_key(name).then(|| (name.clone(), path.line))
    };
    paths(&tokens(&source.code)).into_iter().filter_map(used).collect()
}

/// Reads the table. 'the above' are the rows above, 'all but' is the rows above without those
/// named, 'and what it uses' adds what that module may use.
fn table() -> Table {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let rows: Vec<(String, String)> = lib.lines().filter_map(row).collect();
    let all: BTreeSet<String> = rows.iter().map(|(module, _)| module.clone()).collect();
    let mut table = Table::new();
    for (module, uses) in rows {
        let above: BTreeSet<String> = table.keys().cloned().collect();
        let named: BTreeSet<String> = quoted(&uses).collect();
        assert!(named.is_subset(&all), "{module}: {uses}");
        let allowed = if uses == "nothing" {
            BTreeSet::new()
        } else if uses == "all" {
            all.clone()
        } else if uses == "the above" {
            above
        } else if uses.starts_with("all but ") {
            &above - &named
        } else if uses.ends_with(" and what it uses") {
            named.iter().flat_map(|name| table[name].clone()).chain(named.clone()).collect()
        } else {
            assert!(!named.is_empty(), "{module}: what does '{uses}' mean?");
            named
        };
        table.insert(module, allowed);
    }
    assert!(table.len() >= 10, "the table is found");
    table
}

/// ``//! | `text` | what it is | nothing |``
fn row(line: &str) -> Option<(String, String)> {
    let cells: Vec<&str> = line.strip_prefix("//! |")?.trim_end().strip_suffix('|')?.split('|').collect();
    let [module, _, uses] = cells[..] else { return None };
    Some((quoted(module).next()?, uses.trim().to_owned()))
}

fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

//! A home folder of its own for each test, a small collection in it, and the program run there.

use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

pub(super) struct World {
    pub(super) home: TempDir,
}

pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl World {
    pub(super) fn new() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    /// With the collection `floods` in it.
    pub(super) fn with_floods() -> Self {
        let world = Self::new();
        for (name, text) in FLOODS {
            world.write(&format!("floods/{name}"), text);
        }
        world
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_triptych"));
        for name in ["NO_COLOR", "COLUMNS", "RUST_BACKTRACE", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let home = self.home.path();
        command.current_dir(home).env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CACHE_HOME", home.join("cache"));
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command().args(arguments))
    }

    /// What a run that goes well prints; nothing may be said on standard error.
    pub(super) fn text(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// The message of a run that goes wrong; nothing may be printed on standard output.
    pub(super) fn error(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}: {}", ran.err);
        ran.err
    }

    pub(super) fn json_lines(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        self.text(arguments).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub(super) fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Three accounts of two floods and a hidden third.
const FLOODS: [(&str, &str); 8] = [
    (
        "collection.toml",
        r#"title = "Two floods"
language = "en"
[[document]]
file = "ort.txt"
title = "The Long Night"
author = "Anna Ort"
date = "1954"
[[document]]
file = "lund.txt"
title = "Water over the Dikes"
author = "B. Lund"
date = "1960"
[[document]]
file = "chronicle.txt"
title = "A Chronicle"
date = "1920"
[[episode]]
id = "f16"
name = "Flood of 1916"
short = "1916"
begins = "1916-01"
ends = "1916-02"
[[episode]]
id = "f53"
name = "Flood of 1953"
short = "1953"
begins = "1953-02"
ends = "1953-03"
[[episode]]
id = "f25"
name = "Flood of 1825"
short = "1825"
begins = "1825"
ends = "1825"
hidden = true
[[step]]
id = "call"
name = "Call"
letter = "c"
question = "Who called for help?"
directed = true
[[step]]
id = "after"
name = "Aftermath"
letter = "a"
question = "What came of it?"
[[actor]]
id = "town"
name = "Town"
[[actor]]
id = "crown"
name = "Crown"
"#,
    ),
    (
        "ort.txt",
        "The town sent a rider to the queen at once.\n\
         Boats came from the whole coast. Nobody had asked them.\n\
         The dikes were built anew and higher.\n",
    ),
    (
        "lund.txt",
        "At once the town's rider left for the queen.\n\
         In 1916 the crown had offered help before it was asked.\n",
    ),
    ("chronicle.txt", "The crown sent money in 1916.\nOld people spoke of 1825.\n"),
    (
        "codings.jsonl",
        r#"{"document":"A","paragraph":1,"sentence":1,"episodes":["f53"],"step":"call","direction":"town>crown","date":"1953-02-01"}
{"document":"A","paragraph":2,"sentence":1,"episodes":["f53"],"step":"after","background":true}
{"document":"A","paragraph":3,"sentence":1,"episodes":["f53"],"step":"after"}
{"document":"B","paragraph":1,"sentence":1,"episodes":["f53"],"step":"call","direction":"town>crown"}
{"document":"B","paragraph":2,"sentence":1,"episodes":["f16"],"step":"call","direction":"crown>town"}
{"document":"C","paragraph":1,"sentence":1,"episodes":["f16"],"step":"call","direction":"crown>town"}
{"document":"C","paragraph":2,"sentence":1,"episodes":["f25"]}
"#,
    ),
    (
        "links.jsonl",
        r#"{"a":"A#1.1","b":"B#1.1","strength":"strong"}
{"a":"B#2.1","b":"C#1.1","strength":"weak"}
"#,
    ),
    (
        "rows.jsonl",
        r#"{"id":"help","step":"call","label":"Help is called for","cells":{"f16":["B#2.1","C#1.1"],"f53":["A#1.1","B#1.1"]}}
"#,
    ),
    (
        "summaries.jsonl",
        r#"{"episode":"f16","step":"call","text":"The crown offers help unasked"}
{"episode":"f53","step":"call","text":"The town's rider calls the queen"}
"#,
    ),
];

//! Long jobs: lines come while later ones are computed, and neither Ctrl-C nor a reader that
//! leaves cuts one in the middle.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::world::World;

/// Passages whose matches take many times what a pipe holds.
const PASSAGES: usize = 1500;

fn floods() -> World {
    let world = World::new();
    let mut table = "id\tdoc\torder\ttext\n".to_owned();
    for at in 0..PASSAGES {
        let (document, house, boats) = (at % 10, at * 7 % 41, at * 11 % 53);
        table.push_str(&format!(
            "p{at}\tD{document}\t{at}\tThe river rose at house {house} and {boats} boats came.\n"
        ));
    }
    world.write("t.tsv", table);
    world
}

const ARGUMENTS: [&str; 7] = ["matches", "--suggested", "--top", "50", "--format", "tsv", "t.tsv"];

fn started(world: &World) -> (Child, BufReader<ChildStdout>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triptych"));
    command.args(ARGUMENTS).current_dir(world.home.path()).env("HOME", world.home.path());
    let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

fn first_line(out: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line.split('\t').count(), 3, "{line}");
    line
}

#[track_caller]
fn assert_ended(child: Child, code: i32) {
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(code), ""));
}

#[test]
fn a_reader_that_leaves_ends_the_job() {
    let world = floods();
    let (child, mut out) = started(&world);
    first_line(&mut out);
    drop(out);
    assert_ended(child, 0);
}

/// The pipe is full, so the job is in its midst when the signal comes.
#[test]
fn ctrl_c_ends_the_job_between_two_lines() {
    let world = floods();
    let (child, mut out) = started(&world);
    let mut printed = first_line(&mut out);
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    out.read_to_string(&mut printed).unwrap();
    assert_ended(child, 130);
    assert!(printed.ends_with('\n'));
    assert!(printed.lines().all(|line| line.split('\t').count() == 3));
    let last = printed.lines().last().and_then(|line| line.split('\t').next());
    assert_ne!(last, Some(format!("p{}", PASSAGES - 1).as_str()), "it went on to the end");
}

#[test]
fn lines_that_a_table_cannot_hold_are_said() {
    let world = World::new();
    world.write(
        "t.tsv",
        "id\tdoc\torder\ttext\na\tA\t0\tThe river rose.\nb\tB\t0\tThe river rose.\na\tB\t1\tAgain.\n\tB\t2\tNo id.\n",
    );
    let ran = world.run(&["matches", "--suggested", "--top", "1", "--format", "tsv", "t.tsv"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.out);
    assert_eq!(
        ran.err,
        "triptych: 2 lines do not fit into a table of passages: 'triptych check' lists them\n"
    );
    let checked = world.run(&["check", "t.tsv"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains(":4: left out: the id 'a' was there before"), "{}", checked.out);
    assert!(checked.out.contains(":5: left out: id, doc or text is empty"), "{}", checked.out);
}

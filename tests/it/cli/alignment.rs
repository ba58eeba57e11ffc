//! `triptych alignment`: how far the rows agree with a table by somebody else.

use super::world::World;

fn with_rows() -> World {
    let world = World::new();
    let table = "id\tdoc\torder\ttext\n\
                 A.1\tA\t0\tThe bishop of Sandhaven blessed the leaking ferry.\n\
                 A.2\tA\t1\tNobody slept that winter.\n\
                 B.1\tB\t0\tA leaking ferry was blessed by the bishop of Sandhaven.\n\
                 B.2\tB\t1\tCows were cheap.\n";
    world.write("t/passages.tsv", table);
    world.write("rows.tsv", "A:1\tB:1\nA:2\tB:2\n");
    world.write("sections.tsv", "A\t1\tA.1\nA\t2\tA.2\nB\t1\tB.1\nB\t2\tB.2\n");
    world
}

#[test]
fn counts_and_rows_are_printed() {
    let asked = ["alignment", "--rows", "rows.tsv", "--sections", "sections.tsv", "t"];
    let text = with_rows().text(&asked);
    assert!(text.starts_with("rows: 2 rows\n") && text.contains("kappa "), "{text}");
    let counts = with_rows().json_lines(&[&asked[..], &["--format", "json"]].concat());
    assert_eq!((counts[0]["rows"].as_u64(), counts[0]["found"].as_u64()), (Some(2), Some(1)), "{counts:?}");
    assert_eq!((counts[0]["same"].as_u64(), counts[0]["only_there"].as_u64()), (Some(2), Some(2)));
    let rows = with_rows().text(&[&asked[..], &["--format", "tsv"]].concat());
    assert_eq!(rows, "agrees\tA.1\tB.1\n");
}

#[test]
fn what_is_missing_is_said() {
    let world = with_rows();
    let ran = world.run(&["alignment", "t"]);
    assert!(ran.code == 2 && ran.err.contains("--rows FILE"), "{}", ran.err);
    world.write("wrong.tsv", "A.1\tB.9\n");
    let ran = world.run(&["alignment", "--rows", "wrong.tsv", "t"]);
    assert!(ran.code == 1 && ran.err.contains("wrong.tsv:1: no passage 'B.9'"), "{}", ran.err);
    let ran = world.run(&["alignment", "--rows", "nowhere.tsv", "t"]);
    assert!(ran.code == 2 && ran.err.contains("nowhere.tsv"), "{}", ran.err);
}

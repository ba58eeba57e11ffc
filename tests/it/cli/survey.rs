//! `triptych overview` and `triptych timeline`: for readers and for scripts.

use serde_json::Value;

use super::world::World;

/// Three accounts of two floods; one was written before the second.
fn floods() -> World {
    let world = World::new();
    let settings = r#"title = "Floods"
[[document]]
file = "ort.txt"
date = "1950"
[[document]]
file = "lund.txt"
date = "1970-05"
[[document]]
file = "byrne.txt"
date = "1980"
[[episode]]
id = "f34"
name = "Flood of 1934"
begins = "1934"
[[episode]]
id = "f61"
name = "Flood of 1961"
begins = "1961"
[[step]]
id = "call"
name = "Call"
letter = "C"
"#;
    let codings = r#"{"document":"ort.txt","paragraph":1,"sentence":1,"episodes":["f34"],"step":"call"}
{"document":"lund.txt","paragraph":2,"sentence":1,"episodes":["f61"],"date":"1961-02"}
"#;
    world.write("floods/collection.toml", settings);
    world.write("floods/codings.jsonl", codings);
    world.write("floods/ort.txt", "On 9 March 1934 they called.\nNobody came.\n");
    world.write("floods/lund.txt", "=1+1 was the sum.\nThe water came in that year.\n");
    world.write("floods/byrne.txt", "Last year it rained.\n");
    world
}

#[test]
fn strips_and_counts_are_printed() {
    let text = floods().text(&["overview", "floods", "--ascii"]);
    assert!(text.contains("Signs: 1 Flood of 1934, 2 Flood of 1961. Each stands for 1 passage"), "{text}");
    assert!(text.contains("A  #\n   1\nB   #\n    2\nC\n"), "{text}");
    let row = |letter: &str| {
        let line = text.lines().rfind(|line| line.starts_with(letter)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("A"), "A 1 1 written before");
    assert_eq!(row("B"), "B silent 1 .");
    assert_eq!(row("C"), "C silent silent");
}

#[test]
fn counts_are_a_table_for_scripts() {
    let text = floods().text(&["overview", "floods", "--format", "csv"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "doc,column,title,step,passages,status");
    assert_eq!(lines.len(), 1 + 3 * 2 * 2);
    assert!(lines.contains(&"ort.txt,f34,Flood of 1934,call,1,told"), "{text}");
    assert!(lines.contains(&"ort.txt,f61,Flood of 1961,,0,written before"), "{text}");
    assert!(lines.contains(&"byrne.txt,f61,Flood of 1961,,0,silent"), "{text}");
}

#[test]
fn an_overview_is_one_object() {
    let text = floods().text(&["overview", "floods", "--format", "json"]);
    let overview: Value = serde_json::from_str(&text).unwrap();
    let passage = &overview["documents"][0]["passages"][0];
    assert_eq!(passage["episode"], "f34");
    assert_eq!(passage["step"], "call");
    assert_eq!(passage["confidence"], 1.0);
    assert_eq!(overview["documents"][0]["passages"][1]["episode"], Value::Null);
    assert_eq!(overview["documents"][1]["coverage"][1]["passages"], 1);
    assert_eq!(overview["columns"][1]["written_before"][0], "ort.txt");
}

#[test]
fn without_a_scheme_there_are_no_episodes_to_strip_by() {
    let world = World::new();
    world.write("a.txt", "One dam broke at Sandhaven.\n");
    world.write("b.txt", "The dam broke at Sandhaven.\n");
    let ran = world.run(&["overview", "--by", "steps", "a.txt", "b.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(world.text(&["overview", "a.txt", "b.txt"]).contains("the number of other documents"));
}

#[test]
fn dated_passages_are_printed_in_the_order_of_time() {
    let text = floods().text(&["timeline", "floods", "--ascii"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "1934");
    assert_eq!(lines[1], "  1934-03-09  A #1.1  On 9 March 1934 they called.");
    assert!(text.contains("  1961-02  B #2.1  The water came in that year.\n"), "{text}");
    assert!(text.contains("  ~1979  C #1.1  Last year it rained.\n"), "{text}");
    assert!(text.ends_with("3 passages tell a date, 2 none.\n"), "{text}");
}

#[test]
fn dated_passages_are_lines_for_scripts() {
    let lines = floods().json_lines(&["timeline", "floods", "--format", "jsonl"]);
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            [&line["date"], &line["first"], &line["last"], &line["by"]].map(|value| value.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ["1934-03-09", "1934-03-09", "1934-03-09", "text"],
            ["1961-02", "1961-02-01", "1961-02-28", "coding"],
            ["1979", "1979-01-01", "1979-12-31", "reckoned"],
        ]
    );
    assert_eq!(lines[0]["episodes"], serde_json::json!(["f34"]));
    let csv = floods().text(&["timeline", "floods", "--format", "csv"]);
    assert!(csv.starts_with("date,first,last,by,doc,paragraph,sentence,episodes,quote\n"), "{csv}");
}

#[test]
fn where_nothing_is_dated_that_is_said() {
    let world = World::new();
    world.write("a.txt", "Nobody knows when.\n");
    let ran = world.run(&["timeline", "a.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no passage tells a date"), "{}", ran.err);
}

//! What each subcommand prints: the formats that scripts rely on, and the text for readers.

use serde_json::{Value, json};

use super::world::World;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_folder_that_nobody_coded_has_suggested_rows() {
    let world = World::new();
    let told = "Towards midnight a limping rider carried seven sealed letters over the frozen river.";
    let fill = |word: &str| format!("A {word} stood still.\n\n").repeat(30);
    world.write("a.txt", format!("{told}\n\n{}", fill("mill")));
    world.write("b.txt", format!("{}{told}\n", fill("barge")));
    let ran = world.run(&["synopsis", ".", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let synopsis: Value = serde_json::from_str(&ran.out).unwrap();
    let row = &synopsis["bands"][0]["rows"][0];
    assert_eq!(row["by"], "suggested");
    let sum: f64 =
        row["evidence"].as_array().unwrap().iter().map(|part| part["weight"].as_f64().unwrap()).sum();
    assert!((sum - row["score"].as_f64().unwrap()).abs() < 1e-3 && sum > 0.0, "{row}");
    world.write(
        "collection.toml",
        "[[episode]]\nid='f'\nnames=['Ostra']\n[[step]]\nid='s'\nterms=['asked']\n",
    );
    world.write("a.txt", "Ostra asked the queen for boats.\n");
    let board = world.text(&["board", ".", "--format", "json"]);
    assert!(board.contains("\"passages\":1"), "{board}");
    let check = world.run(&["check", "."]);
    assert!(format!("{}{}", check.out, check.err).contains("0 codings"), "{} {}", check.out, check.err);
}

#[test]
fn captions_and_comments_are_left_out_only_on_request() {
    let world = World::new();
    world.write("r.txt", "Title: T\nRetelling: after x\n\n[1] Body.\n\n[2 caption] Seen from the air.\n\n[3 comment] I was there.\n");
    assert_eq!(world.run(&["codings", "--format", "jsonl", "r.txt"]).out.lines().count(), 3);
    assert_eq!(world.run(&["codings", "--format", "jsonl", "--body-only", "r.txt"]).out.lines().count(), 1);
}

#[test]
fn hand_made_links_are_under_both_passages() {
    let world = World::with_floods();
    let text = world.text(&["matches", "--by-hand", "--format", "jsonl", "floods"]);
    insta::assert_snapshot!(text.lines().next().unwrap(), @r#"{"a":{"id":"ort.txt#1.1","doc":"ort.txt","paragraph":1,"sentence":1,"quote":"The town sent a rider to the queen at once."},"b":{"id":"lund.txt#1.1","doc":"lund.txt","paragraph":1,"sentence":1,"quote":"At once the town's rider left for the queen."},"score":1.0,"linked":true,"kind":"same event","evidence":[{"kind":"by hand","text":"strong link","weight":1.0}],"by":"hand"}"#);
    insta::assert_snapshot!(world.text(&["matches", "--by-hand", "--format", "tsv", "floods"]), @r#"
    ort.txt#1.1	lund.txt#1.1	1
    lund.txt#1.1	ort.txt#1.1	1
    lund.txt#2.1	chronicle.txt#1.1	0.5
    chronicle.txt#1.1	lund.txt#2.1	0.5
    "#);
    insta::assert_snapshot!(world.text(&["matches", "--by-hand", "--unit", "paragraph", "--format", "tsv", "floods"]), @r#"
    ort.txt#1	lund.txt#1	1
    lund.txt#1	ort.txt#1	1
    lund.txt#2	chronicle.txt#1	0.5
    chronicle.txt#1	lund.txt#2	0.5
    "#);
    insta::assert_snapshot!(world.text(&["matches", "--by-hand", "--at", "lund#2", "floods"]), @r#"
    Lund 1960 ¶2.1 (B)
    In 1916 the crown had offered help before it was asked.
      weak link · echo, by hand
        A Chronicle 1920 ¶1.1 (C)
        The crown sent money in 1916.
    "#);
}

#[test]
fn suggestions_know_nothing_of_what_was_done_by_hand() {
    let world = World::with_floods();
    let arguments = ["matches", "--suggested", "--top", "5", "--format", "jsonl", "floods"];
    let lines = world.json_lines(&arguments);
    assert_eq!(keys(&lines[0]), ["a", "b", "by", "evidence", "kind", "linked", "score"], "{}", lines[0]);
    for line in &lines {
        assert_eq!(line["by"], "suggested");
        let sum: f64 =
            line["evidence"].as_array().unwrap().iter().map(|part| part["weight"].as_f64().unwrap()).sum();
        assert!((sum - line["score"].as_f64().unwrap()).abs() < 1e-3, "{line}");
    }
    for name in ["codings", "links", "rows", "summaries"] {
        std::fs::remove_file(world.path(&format!("floods/{name}.jsonl"))).unwrap();
    }
    assert_eq!(world.json_lines(&arguments), lines);
}

#[test]
fn a_table_of_passages_keeps_its_own_ids() {
    let world = World::new();
    world.write("t.tsv", "id\tdoc\torder\ttext\nM.1\tMAT\t0\tThe river rose over the old dike.\nL.1\tLUK\t0\tOver the old dike the river rose.\nL.2\tLUK\t1\tSheep.\n");
    let text = world.text(&["matches", "--suggested", "--top", "5", "--format", "tsv", "t.tsv"]);
    let first: Vec<&str> = text.lines().next().unwrap().split('\t').collect();
    assert_eq!(first[..2], ["M.1", "L.1"], "{text}");
    assert!(first[2].parse::<f64>().unwrap() > 0.0);
    assert_eq!(
        world
            .run(&["matches", "--suggested", "--at", "L.1", "--top", "1", "--format", "tsv", "t.tsv"])
            .out
            .lines()
            .count(),
        1
    );
}

#[test]
fn the_board_answers_who_told_what() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.text(&["board", "floods"]), @r#"
    Two floods

    A  The Long Night
       Anna Ort, 1954
    B  Water over the Dikes
       B. Lund, 1960
    C  A Chronicle
       1920

    Flood of 1916                            Flood of 1953
    told by B 1, C 1; not by A               told by A 3, B 1; written before it: C
    ────────────────────────────────────────────────────────────────────────────────
    Who called for help?
    The crown offers help unasked            The town's rider calls the queen
    · Crown -> Town (B 1, C 1)               · Town -> Crown (A 1, B 1)
    B C: 2 passages                          A B: 2 passages
    ────────────────────────────────────────────────────────────────────────────────
    What came of it?
    nothing told                             A ¶2.1: Boats came from the whole
                                             coast.
                                             A: 2 passages

    +1 hidden: Flood of 1825 (shown with --hidden)
    "#);
    let board = world.text(&["board", "floods", "--hidden"]);
    assert!(board.contains("Flood of 1825") && board.contains("Flood of 1953"), "{board}");
    let narrow = super::world::ran(world.command().env("COLUMNS", "40").args(["board", "floods"])).out;
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
}

#[test]
fn the_board_for_programs() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.text(&["board", "floods", "--format", "csv"]), @r#"
    step,question,column,title,summary,directions,passages,accounts
    call,Who called for help?,f16,Flood of 1916,The crown offers help unasked,"Crown -> Town (B 1, C 1)",2,"lund.txt; chronicle.txt"
    call,Who called for help?,f53,Flood of 1953,The town's rider calls the queen,"Town -> Crown (A 1, B 1)",2,"ort.txt; lund.txt"
    after,What came of it?,f16,Flood of 1916,,,0,
    after,What came of it?,f53,Flood of 1953,,,2,ort.txt
    "#);
    insta::assert_snapshot!(world.text(&["board", "floods", "--format", "md"]), @r#"
    # Two floods

    - **A** The Long Night (Anna Ort, 1954)
    - **B** Water over the Dikes (B. Lund, 1960)
    - **C** A Chronicle (1920)

    - **Flood of 1916**: told by B 1, C 1; not by A
    - **Flood of 1953**: told by A 3, B 1; written before it: C

    |  | Flood of 1916 | Flood of 1953 |
    | --- | --- | --- |
    | Who called for help? | The crown offers help unasked *(Crown -\> Town (B 1, C 1); B C: 2 passages)* | The town's rider calls the queen *(Town -\> Crown (A 1, B 1); A B: 2 passages)* |
    | What came of it? | *(nothing told)* | A ¶2.1: Boats came from the whole coast. *(A: 2 passages)* |

    *\+1 hidden: Flood of 1825*
    "#);
    let board = &world.json_lines(&["board", "floods", "--format", "json"])[0];
    assert_eq!(board["columns"][1]["not_by"], json!([]));
    assert_eq!(board["columns"][1]["written_before"], json!(["chronicle.txt"]));
    assert_eq!(board["rows"][0]["cells"][0]["directions"][0]["from"], "crown");
}

#[test]
fn the_synopsis_sets_accounts_level() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.text(&["synopsis", "floods"]), @r#"
    Two floods

    A  The Long Night
       Anna Ort, 1954
    B  Water over the Dikes
       B. Lund, 1960
    C  A Chronicle
       1920

    Flood of 1916                            Flood of 1953
    told by B 1, C 1; not by A               told by A 3, B 1; written before it: C

    ────────────────────────────────────────────────────────────────────────────────
    Who called for help?

    ▸ Help is called for
    B ¶2.1 · Crown -> Town                   A ¶1.1 · Town -> Crown · 1953-02-01
    In 1916 the crown had offered help       The town sent a rider to the queen at
    before it was asked.                     once.
    C ¶1.1 · Crown -> Town                   B ¶1.1 · Town -> Crown
    The crown sent money in 1916.            At once the town's rider left for the
                                             queen.

    ────────────────────────────────────────────────────────────────────────────────
    What came of it?
    (nothing told)

                                             A ¶3.1
                                             The dikes were built anew and higher.

    + 1 passage of background (shown with --background): A ¶2.1

    +1 hidden: Flood of 1825 (shown with --hidden)
    "#);
    let narrow = super::world::ran(world.command().env("COLUMNS", "40").args(["synopsis", "floods"])).out;
    insta::assert_snapshot!(narrow, @r#"
    Two floods

    A  The Long Night
       Anna Ort, 1954
    B  Water over the Dikes
       B. Lund, 1960
    C  A Chronicle
       1920

    Flood of 1916: told by B 1, C 1; not
      by A
    Flood of 1953: told by A 3, B 1;
      written before it: C

    ────────────────────────────────────────
    Who called for help?

    ▸ Help is called for
      1916
        B ¶2.1 · Crown -> Town
        In 1916 the crown had offered help
        before it was asked.
        C ¶1.1 · Crown -> Town
        The crown sent money in 1916.
      1953
        A ¶1.1 · Town -> Crown ·
          1953-02-01
        The town sent a rider to the queen
        at once.
        B ¶1.1 · Town -> Crown
        At once the town's rider left for
        the queen.

    ────────────────────────────────────────
    What came of it?
    (nothing told: 1916)

      1953
        A ¶3.1
        The dikes were built anew and
        higher.

    + 1 passage of background (shown with
      --background): A ¶2.1

    +1 hidden: Flood of 1825 (shown with
    --hidden)
    "#);
}

#[test]
fn the_synopsis_for_programs() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.text(&["synopsis", "floods", "--format", "csv"]), @r#"
    step,question,row,label,background,column,doc,paragraph,sentence,source,direction,date,confidence,quote
    call,Who called for help?,1,Help is called for,false,f16,lund.txt,2,1,Lund 1960 ¶2.1,Crown -> Town,,1,In 1916 the crown had offered help before it was asked.
    call,Who called for help?,1,Help is called for,false,f16,chronicle.txt,1,1,A Chronicle 1920 ¶1.1,Crown -> Town,,1,The crown sent money in 1916.
    call,Who called for help?,1,Help is called for,false,f53,ort.txt,1,1,Ort 1954 ¶1.1,Town -> Crown,1953-02-01,1,The town sent a rider to the queen at once.
    call,Who called for help?,1,Help is called for,false,f53,lund.txt,1,1,Lund 1960 ¶1.1,Town -> Crown,,1,At once the town's rider left for the queen.
    after,What came of it?,2,,true,f53,ort.txt,2,1,Ort 1954 ¶2.1,,,1,Boats came from the whole coast.
    after,What came of it?,3,,false,f53,ort.txt,3,1,Ort 1954 ¶3.1,,,1,The dikes were built anew and higher.
    "#);
    insta::assert_snapshot!(world.text(&["synopsis", "floods", "--format", "md"]), @r#"
    # Two floods

    - **A** The Long Night (Anna Ort, 1954)
    - **B** Water over the Dikes (B. Lund, 1960)
    - **C** A Chronicle (1920)

    - **Flood of 1916**: told by B 1, C 1; not by A
    - **Flood of 1953**: told by A 3, B 1; written before it: C

    ## Who called for help?

    |  | Flood of 1916 | Flood of 1953 |
    | --- | --- | --- |
    | Help is called for | In 1916 the crown had offered help before it was asked. *(Lund 1960 ¶2.1, Crown -\> Town)*<br>The crown sent money in 1916. *(A Chronicle 1920 ¶1.1, Crown -\> Town)* | The town sent a rider to the queen at once. *(Ort 1954 ¶1.1, Town -\> Crown, 1953-02-01)*<br>At once the town's rider left for the queen. *(Lund 1960 ¶1.1, Town -\> Crown)* |

    ## What came of it?

    *Nothing told: Flood of 1916*

    |  | Flood of 1916 | Flood of 1953 |
    | --- | --- | --- |
    |  |  | The dikes were built anew and higher. *(Ort 1954 ¶3.1)* |

    *1 passage of background, folded: Ort 1954 ¶2.1*

    *\+1 hidden: Flood of 1825*
    "#);
    let synopsis = &world.json_lines(&["synopsis", "floods", "--format", "json"])[0];
    let row = &synopsis["bands"][0]["rows"][0];
    assert_eq!(row["label"], "Help is called for");
    assert_eq!(row["cells"][1]["passages"][0]["direction"], "Town -> Crown");
    let documents =
        &world.json_lines(&["synopsis", "floods", "--columns", "documents", "--format", "json"])[0];
    assert_eq!(documents["columns"][0]["id"], "ort.txt");
}

#[test]
fn cells_that_look_like_formulas_are_inert() {
    let world = World::new();
    world.write("f.txt", "=HYPERLINK(\"http://x\",\"y\")\n-1+1\n'tis, said he\n");
    let ran = world.run(&["codings", "--format", "csv", "f.txt"]);
    insta::assert_snapshot!(ran.out, @r#"
    doc,paragraph,sentence,episodes,step,confidence,by,quote
    f.txt,1,1,,,1,hand,"'=HYPERLINK(""http://x"",""y"")"
    f.txt,2,1,,,1,hand,'-1+1
    f.txt,3,1,,,1,hand,"'tis, said he"
    "#);
}

#[test]
fn a_document_is_shown_with_its_numbers() {
    let world = World::with_floods();
    insta::assert_snapshot!(world.text(&["show", "night", "floods"]), @r#"
    The Long Night
    Anna Ort, 1954

    1  The town sent a rider to the queen at once.

    2  Boats came from the whole coast. Nobody had asked them.

    3  The dikes were built anew and higher.
    "#);
    insta::assert_snapshot!(world.text(&["show", "night", "floods", "--format", "md"]), @r#"
    # The Long Night

    *Anna Ort, 1954*

    The town sent a rider to the queen at once.

    Boats came from the whole coast. Nobody had asked them.

    The dikes were built anew and higher.
    "#);
    let document = &world.json_lines(&["show", "night", "floods", "--format", "json"])[0];
    assert_eq!(document["author"], "Anna Ort");
    assert_eq!(document["blocks"][1]["sentences"][1], "Nobody had asked them.");
}

#[test]
fn standard_input_is_read() {
    let world = World::new();
    let ran = super::world::ran(
        world.command().args(["show", "-", "-", "--format", "json"]).write_stdin("Piped.\n"),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["blocks"][0]["text"], "Piped.");
}

#[test]
fn the_built_in_collection_answers() {
    let world = World::new();
    let board = world.text(&["board", "--format", "json"]);
    let board: Value = serde_json::from_str(&board).unwrap();
    assert!(board["columns"].as_array().unwrap().len() >= 3);
    assert!(world.json_lines(&["codings", "--by-hand", "--format", "jsonl"]).len() > 100);
    for line in world.text(&["board"]).lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

/// Two letters and a chronicle that share words.
fn letters() -> World {
    let world = World::new();
    let formula = "I remain as ever your most obedient and humble servant.";
    world.write(
        "l/1.txt",
        format!("Letter of May\n\nSo the dikes will hold for a hundred years. {formula}\n"),
    );
    world.write(
        "l/2.txt",
        "A Chronicle\n\nThe engineer was wrong.\n\nThe dikes will surely hold for a hundred years. They did not.\n",
    );
    for number in 3..=19 {
        world.write(
            &format!("l/{number}.txt"),
            format!("Letter {number}\n\nWord{number} came{number}.\n\n{formula}\n"),
        );
    }
    world
}

#[test]
fn quotations_are_the_runs_that_documents_share() {
    let world = letters();
    insta::assert_snapshot!(world.text(&["quotations", "l"]), @r"
    8 words, similarity 0.94
      Letter of May ¶2.1 (A)
      the dikes will hold for a hundred years
      A Chronicle ¶3.1 (B)
      The dikes will surely hold for a hundred years
    ");
    let lines = world.json_lines(&["quotations", "--format", "jsonl", "l"]);
    assert_eq!(keys(&lines[0]), ["a", "b", "commonplace", "similarity", "words"]);
    assert_eq!(lines[0]["words"], 8);
    let place = json!({"paragraph": 3, "sentence": 1});
    let quote = "The dikes will surely hold for a hundred years";
    assert_eq!(
        lines[0]["b"],
        json!({"id": "2.txt#3.1", "doc": "2.txt", "paragraph": 3, "sentence": 1, "end": place, "quote": quote})
    );
    insta::assert_snapshot!(world.text(&["quotations", "--format", "csv", "l"]), @r"
    a,b,words,similarity,commonplace,quote_a,quote_b
    1.txt#2.1,2.txt#3.1,8,0.9411765,false,the dikes will hold for a hundred years,The dikes will surely hold for a hundred years
    ");
}

#[test]
fn commonplaces_are_listed_apart() {
    let world = letters();
    let lines = world.json_lines(&["quotations", "--commonplaces", "--format", "jsonl", "l"]);
    assert_eq!(lines.len(), 17, "each document with the next that has the formula");
    assert!(lines.iter().all(|line| line["commonplace"] == true && line["words"] == 10));
    let text = world.text(&["quotations", "--commonplaces", "l"]);
    assert!(
        text.starts_with("10 words in 18 places\n  Letter of May \u{b6}2.2 (A)\n  Letter 3 \u{b6}3.1 (C)\n"),
        "{text}"
    );
    assert!(text.ends_with("\n  I remain as ever your most obedient and humble servant\n\n"), "{text}");
    let none = world.run(&["quotations", "l/2.txt", "l/3.txt"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(none.err.contains("share no run"), "{}", none.err);
    let twice = world.run(&["quotations", "--within", "--format", "jsonl", "l/2.txt"]);
    assert_eq!((twice.code, twice.out.lines().count()), (1, 0));
}

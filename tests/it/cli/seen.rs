//! What a view shows, written by its key: the name is asked for, the text is what the command line
//! prints for the same shape.

use triptych::app::{Effect, Event, Export, View};

use super::world::World;
use crate::support::{Session, typed};

/// Harbours at 120x40 after these keys, with the prompt open and emptied.
fn asked(keys: &str) -> Session {
    let mut session = Session::harbour();
    session.press(keys).press("w").shows("write to two-harbours-").press("Ctrl-u");
    session
}

fn exports(session: &Session) -> Vec<&Export> {
    let exports = session.effects.iter().filter_map(|effect| match effect {
        Effect::Export(export) => Some(&**export),
        _ => None,
    });
    exports.collect()
}

/// The text of the file that this name asks for.
fn written(keys: &str, name: &str) -> String {
    let mut session = asked(keys);
    session.press(&format!("text:{name} Enter"));
    let [export] = exports(&session)[..] else { panic!("{name} is not to be written") };
    assert_eq!((export.name.as_str(), export.replaces), (name, false));
    export.written().unwrap()
}

#[test]
fn the_text_is_what_the_command_line_prints_for_the_same_shape() {
    let harbour = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/harbour");
    let world = World::new();
    let formats = [("html", "html"), ("md", "md"), ("csv", "csv"), ("json", "json"), ("tex", "latex")];
    let shapes: [(&str, &[&str]); 6] = [
        ("", &["board"]),
        ("X", &["board", "--hidden"]),
        ("Enter", &["synopsis"]),
        ("Enter X", &["synopsis", "--hidden"]),
        ("Enter g z", &["synopsis", "--background"]),
        ("l Enter P", &["synopsis", "--episode", "strike"]),
    ];
    for (keys, arguments) in shapes {
        for (ending, format) in formats {
            let printed = world.text(&[arguments, &[harbour, "--format", format]].concat());
            assert!(written(keys, &format!("x.{ending}")) == printed, "{arguments:?} {format}");
        }
    }
}

#[test]
fn columns_stand_in_the_readers_order_and_hidden_ones_are_left_out() {
    let html = written("Enter > x", "x.html");
    let at = |html: &str, title: &str| html.find(&format!(">{title}"));
    let session = Session::harbour();
    let titles: Vec<&str> =
        session.app.parallel.synopsis.columns.iter().map(|column| column.title.as_str()).collect();
    // Moved behind the second one and hidden, the first is no column any more.
    assert!(at(&html, titles[0]).is_none() && at(&html, titles[1]) < at(&html, titles[2]), "{html}");
    let moved = written("Enter >", "x.html");
    assert!(at(&moved, titles[1]) < at(&moved, titles[0]), "{moved}");
}

#[test]
fn the_order_of_time_is_written_and_said() {
    let by_time = written("Enter T", "x.html");
    assert!(by_time.contains("each column in order of the time told"), "{by_time}");
    assert_ne!(by_time, written("Enter", "x.html"));
}

#[test]
fn the_filter_that_is_on_is_named_and_summaries_are_written_as_they_are_shown() {
    for ending in ["html", "md", "tex", "json"] {
        let text = written("Enter F text:lack Enter Esc", &format!("x.{ending}"));
        assert!(text.contains("rows that lack an account"), "{ending}: {text}");
        assert!(!written("Enter", &format!("x.{ending}")).contains("rows that lack an account"), "{ending}");
    }
    let [without, above, instead] = ["", " s", " s s"].map(|keys| written(&format!("Enter{keys}"), "x.md"));
    let shown = |text: &str| (text.contains("In one sentence"), text.contains("Venn 1936 \u{b6}"));
    assert_eq!(
        [&without, &above, &instead].map(|text| shown(text)),
        [(false, true), (true, true), (true, false)]
    );
    let session = Session::harbour();
    assert!(session.app.collection.summaries.iter().any(|summary| above.contains(&summary.text)), "{above}");
}

#[test]
fn a_name_that_says_no_format_is_asked_for_again() {
    for name in ["seen", "seen.pdf", "seen.html/", "~/", "..", "seen.html!!"] {
        let mut session = asked("Enter");
        session.press(&format!("text:{name} Enter"));
        session.shows("the ending says the format: .html .md .csv .json .tex").shows(&format!("to {name}"));
        assert!(exports(&session).is_empty() && typed(&session.app) == Some(name), "{name}");
    }
}

#[test]
fn esc_and_an_empty_name_write_nothing() {
    for keys in ["Esc", "Enter", "Space Enter", "! Enter", "Backspace"] {
        let mut session = asked("Enter");
        session.press(keys);
        assert!(exports(&session).is_empty() && session.app.overlay.is_none(), "after '{keys}'");
        assert!(session.is_in(View::Parallel));
    }
}

#[test]
fn a_file_is_replaced_only_where_its_name_says_so() {
    let mut session = asked("");
    session.press("text:x.html Enter").says("writing x.html");
    let message = "/w/x.html is there already".to_owned();
    session.hear(Event::NotExported { name: "x.html".into(), message });
    session.shows("is there already").shows("write to x.html").press("! Enter");
    let replaces: Vec<bool> = exports(&session).iter().map(|export| export.replaces).collect();
    assert_eq!(replaces, [false, true]);
    assert_eq!(exports(&session)[1].name, "x.html");
    session.hear(Event::Exported { path: "/w/x.html".into() });
    session.says("written: /w/x.html");
}

/// The answer comes late: what the reader does meanwhile is not disturbed.
#[test]
fn no_prompt_comes_back_over_something_else() {
    for keys in ["?", "1", "D"] {
        let mut session = asked("");
        session.press("text:x.html Enter").press(keys);
        let before = typed(&session.app).map(str::to_owned);
        session.hear(Event::NotExported { name: "x.html".into(), message: "no".into() });
        assert_eq!(typed(&session.app).map(str::to_owned), before, "after '{keys}'");
        assert_eq!(session.message(), "no");
    }
}

#[test]
fn the_prompt_fits_the_smallest_screens() {
    for (columns, rows, endings) in
        [(80, 24, ".html .md .csv .json .tex"), (40, 10, ".html .md .csv .json .tex"), (20, 5, ".html")]
    {
        let mut session = Session::new(crate::support::Reading::Harbour, columns, rows);
        session.press("w").shows("write to ").shows("rd.html").shows(endings);
    }
}

/// A view in which no row is shown has nothing to write.
#[test]
fn an_empty_view_opens_no_prompt() {
    let mut session = Session::new(crate::support::Reading::Scripts, 120, 40);
    session.press("D p w").says("no row is shown");
    assert!(session.app.overlay.is_none());
}

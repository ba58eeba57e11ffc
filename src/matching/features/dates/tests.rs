//! What dates mean.

use proptest::prelude::*;

use super::*;

/// `words = range` of each date told in a document written on 2014-09-17, a Wednesday; `|` parts
/// its paragraphs.
fn told(text: &str, language: &str) -> String {
    told_in("2014-09-17", text, language)
}

fn told_in(written: &str, text: &str, language: &str) -> String {
    let mut reader = DateReader::new(written.parse().ok(), Some(language));
    let mut out = Vec::new();
    for (paragraph, text) in text.split('|').enumerate() {
        let lexed = Lexed::new(text);
        let mentions = reader.passage(&lexed, paragraph);
        out.extend(mentions.iter().map(|one| format!("{}={}", one.span.of(text), one.range)));
    }
    out.join("; ")
}

#[test]
fn dates_that_are_written_out() {
    for (text, expected) in [
        ("On Sept. 8 it", "Sept. 8=2014-09-08"),
        ("On Aug 8, it", "Aug 8=2014-08-08"),
        ("on 8 August 1998", "8 August 1998=1998-08-08"),
        ("the 8th of August 1998", "8th of August 1998=1998-08-08"),
        ("12 November 2001, and", "12 November 2001=2001-11-12"),
        ("November 12, 2001", "November 12, 2001=2001-11-12"),
        ("September 8-12, 2014", "September 8-12, 2014=2014-09-08/2014-09-12"),
        ("2001-11-12", "2001-11-12=2001-11-12"),
        ("12.11.2001", "12.11.2001=2001-11-12"),
        ("on 10 Nov 11.", "10 Nov 11=2011-11-10"),
        ("(of 3 May 98)", "3 May 98=1998-05-03"),
        ("on 10 Nov 11 boats", "10 Nov=2013-11-10"),
        ("on 10 Nov, 11.", "10 Nov=2013-11-10"),
        ("on 25/11/2001", "25/11/2001=2001-11-25"),
        ("on 5/11/2001", "5/11/2001=2001"),
        ("In November 2001 the", "November 2001=2001-11"),
        ("in late 2001", "late 2001=2001-09/2001-12"),
        ("in early November 2001", "early November 2001=2001-11-01/2001-11-11"),
        ("in 2001.", "2001=2001"),
        ("the 1990s", "1990s=1990/1999"),
        ("in the 19th century", "19th century=1801/1900"),
        ("in the early twentieth century", "early twentieth century=1901-01/1934-05"),
        ("in the twenty-first century", "twenty-first century=2001/2100"),
        ("its 1980-88 war", "1980-88=1980/1988"),
        ("the summer of 2001", "summer of 2001=2001-06/2001-08"),
        ("in December", "December=2013-12"),
        ("on October 5", "October 5=2014-10-05"),
        ("on November 5", "November 5=2013-11-05"),
        ("on 7 may 2014", "7 may 2014=2014-05-07"),
        ("on june 8 it", "june 8=2014-06-08"),
        ("by 8 dec 1998", "8 dec 1998=1998-12-08"),
        ("the fourth of June, a", "fourth of June=2014-06-04"),
        ("the ninth of March 1934", "ninth of March 1934=1934-03-09"),
        ("on the twenty-first of June 1887", "twenty-first of June 1887=1887-06-21"),
        ("on June the third, 1887", "June the third, 1887=1887-06-03"),
        ("the second of May be", "second of May=2014-05-02"),
        ("the first June after", ""),
        ("the thirty-second of June", "June=2014-06"),
        ("They may march 8 miles", ""),
        ("of the 7 may be", ""),
        ("some 2000 boats", ""),
        ("leaked 1979 letters", "1979=1979"),
        ("$2000 each", ""),
        ("31 February 2001", "2001=2001"),
        ("the last day of April 1919", "last day of April 1919=1919-04-30"),
        ("the last day of February 2012 was", "last day of February 2012=2012-02-29"),
        ("on the last day of May.", "last day of May=2014-05-31"),
        ("the last day of the siege", ""),
        ("Of the hungry summer of '49 and of \u{2019}14,", "49=1949; 14=2014"),
        ("He said '49 boats' and in 49 boats", ""),
    ] {
        assert_eq!(told(text, "en"), expected, "{text}");
    }
}

#[test]
fn dates_told_from_the_writing() {
    for (text, expected) in [
        ("last week", "last week=2014-09-08/2014-09-14"),
        ("this week", "this week=2014-09-15/2014-09-21"),
        ("last month", "last month=2014-08"),
        ("yesterday", "yesterday=2014-09-16"),
        ("today", "today=2014-09-17"),
        ("on Monday", "on Monday=2014-09-15"),
        ("on Wednesday", "on Wednesday=2014-09-10"),
        ("13 years ago", "13 years ago=2001"),
        ("Earlier this year, he", "Earlier this year=2014-01-01/2014-09-17"),
        ("In recent months", "In recent months=2014-03-17/2014-09-17"),
        ("over the last three years", "the last three years=2011-09-17/2014-09-17"),
        ("the past week", "the past week=2014-09-10/2014-09-17"),
        ("the last week of the siege, the last three days of it, last week of all", ""),
    ] {
        assert_eq!(told(text, "en"), expected, "{text}");
    }
}

#[test]
fn dates_told_from_the_date_before() {
    for (text, expected) in [
        ("In 1998 it rose. Three years later", "1998=1998; Three years later=2001"),
        ("In May 2001 it rose; two months later,", "May 2001=2001-05; two months later=2001-07"),
        ("In 2006 they met. The following year", "2006=2006; The following year=2007"),
        ("In 1998 a dam broke. On Aug 8, it", "1998=1998; Aug 8=1998-08-08"),
        ("It broke in 1998. It did|on Aug 8", "1998=1998; Aug 8=2014-08-08"),
        ("In 1998. Since the 1953 flood. On Aug 8", "1998=1998; 1953=1953; Aug 8=1998-08-08"),
        ("13 years ago. It came four years before.", "13 years ago=2001; four years before=1997"),
        ("in 2001, two years before the flood", "2001=2001"),
        (
            "Last week it sank. A week later",
            "Last week=2014-09-08/2014-09-14; A week later=2014-09-15/2014-09-21",
        ),
        (
            "On June 12 it rose. A few days later",
            "June 12=2014-06-12; A few days later=2014-06-14/2014-06-18",
        ),
        ("in 1998, that summer", "1998=1998; summer=1998-06/1998-08"),
        ("two months later", ""),
        ("In June 1887 it burned; not on the 4th.", "June 1887=1887-06; 4th=1887-06-04"),
        ("On 3 June 1887 it|burned in the night of the 4th", "3 June 1887=1887-06-03; 4th=1887-06-04"),
        ("In June 1887, on the 4th floor and the 2nd", "June 1887=1887-06"),
        ("In 1887 it burned on the 4th.", "1887=1887"),
        ("In June 1887 it| |burned on the 4th.", "June 1887=1887-06"),
    ] {
        assert_eq!(told(text, "en"), expected, "{text}");
    }
}

#[test]
fn dates_in_other_languages() {
    for (language, text, expected) in [
        ("de", "am 12. November 2001", "12. November 2001=2001-11-12"),
        ("de", "In der Nacht zum 3. Juni 1887 brannte sie", "3. Juni 1887=1887-06-03"),
        ("de", "Sie verkauften es 1888 und zogen fort", "1888=1888"),
        ("de", "im M\u{e4}rz 1953", "M\u{e4}rz 1953=1953-03"),
        ("de", "Die Flut von 1856 traf die Stadt", "1856=1856"),
        ("de", "Nach Westrup zogen 1856 H\u{e4}user", ""),
        ("fr", "le 1er ao\u{fb}t 1998", "1er ao\u{fb}t 1998=1998-08-01"),
        ("es", "el 12 de noviembre de 2001", "12 de noviembre de 2001=2001-11-12"),
        ("it", "il 12 novembre 2001", "12 novembre 2001=2001-11-12"),
        ("pt", "em mar\u{e7}o de 2001", "mar\u{e7}o de 2001=2001-03"),
        ("nl", "op 5 mei 1945", "5 mei 1945=1945-05-05"),
        ("ru", "12.11.2001", "12.11.2001=2001-11-12"),
        ("de", "yesterday", ""),
    ] {
        assert_eq!(told(text, language), expected, "{text}");
    }
}

#[test]
fn a_noun_after_a_date_says_which_thing_is_meant_in_english_alone() {
    for (language, text, expected) in [
        ("en", "Then the 5 April 1856 flood began.", true),
        ("en", "On 5 April 1856 floods began.", false),
        ("de", "Am 5. April 1856 war die Brücke fort.", false),
        ("de", "Im Juni 1856 brach der Damm.", false),
        ("fr", "Le 5 avril 1856 arriva le pont.", false),
    ] {
        let mentions = DateReader::new(None, Some(language)).passage(&Lexed::new(text), 0);
        assert_eq!(mentions.iter().map(|one| one.attributive).collect::<Vec<_>>(), [expected], "{text}");
    }
}

#[test]
fn a_document_dated_to_a_year_tells_of_any_time() {
    for (text, expected) in [
        (
            "It broke in 1911.|On 11 July it|rose; two months later",
            "1911=1911; 11 July=1911-07-11; two months later=1911-09",
        ),
        ("On 11 July it broke. Two months later", "11 July=1934-07-11"),
        ("In 1911 it broke. In 1919, too.||On 2 June", "1911=1911; 1919=1919; 2 June=1919-06-02"),
    ] {
        assert_eq!(told_in("1934", text, "en"), expected, "{text}");
    }
}

#[test]
fn a_document_without_a_date_has_what_is_written_out() {
    let mut reader = DateReader::new(None, None);
    let lexed = Lexed::new("Last week, on May 5, in 2001, and on May 6.");
    let ranges: Vec<_> = reader.passage(&lexed, 0).iter().map(|one| one.range.to_string()).collect();
    assert_eq!(ranges, ["2001", "2001-05-06"]);
}

proptest! {
    #[test]
    fn dates_lie_in_order_and_never_run_backwards(
        text in "((Sept\\.|May|the|in|last|week|years?|later|ago|before|2001|19|8|12-31|[0-9]{1,9}|\\PC)[ ,.-]{0,2}){0,30}",
        written in proptest::option::of(1i16..=9999),
    ) {
        let written = written.and_then(|year| crate::text::Date::new(year, None, None)).map(DateRange::from);
        let lexed = Lexed::new(&text);
        let mentions = DateReader::new(written, Some("en")).passage(&lexed, 0);
        for pair in mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for one in mentions {
            prop_assert!(text.get(one.span.start..one.span.end).is_some_and(|words| !words.is_empty()));
            prop_assert!(one.range.start.first_day() <= one.range.end.last_day());
        }
    }
}

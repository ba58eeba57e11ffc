//! Tables of invented sentences: `|` stands where a new one begins.

use super::split;

fn check(marked: &str) {
    let text: String = marked.chars().filter(|&c| c != '|').collect();
    let found: Vec<&str> = split(&text).iter().map(|span| span.of(&text)).collect();
    let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn english() {
    for marked in [
        "",
        "   ",
        "No end",
        "One. |Two! |Three? |Four",
        "The U.S. officials left. |The U.S. Navy stayed in the U.S. |The rest went.",
        "On Sept. 8 he met James F. Hartley and Dr. Hill. |They spoke.",
        "It was the limited U.S./Baltic plan, e.g. No. 5 of vol. 2. |It failed.",
        "A.A. said...",
        "He said no. |Five went, i.e. Five men.",
        "They wrote of \u{201c}terror.\u{201d} |Next came rain.",
        "They wrote of \u{2018}terror\u{2019}. |Next came rain.",
        "He spoke of \u{201c}terror.\u{201d} |\u{201c}Never,\u{201d} she said.",
        "\u{201c}Are they gone?\u{201d} he asked. |\u{201c}Yes.\u{201d}",
        "It is known.[1] |So is that.[12][13] |(And this.) |Then more.\u{b9} |End",
        "She saw it. |\u{201c}[s]ome of them\u{201d} left.",
        "It came \u{2026} So it went on. |And on\u{2026} |Done",
        "A declining power\u{2026}\u{2026} |Then. |Wait... what? |Really... |Yes.",
        "1. Another post. |It has two.",
        "a. The first. |It has two.",
        "In Georgetown D.C. today it rains. |I know.",
        "It met on Aug 8, at 5 p.m. |The 2.5 men ate 3.14 pies. |15 men left.",
        "Visit example.com or v1.2.3 now. |Good.",
        "The men\u{2019}s. |The end of Rome's. |Fine.",
        "He lived in Plan B. |The rest of J. A. Smith's men died.",
        "Yahoo! is a firm.",
        "a\nb. |\nC.\r\n|D",
    ] {
        check(&marked.replace("a\nb.", "a b."));
    }
}

#[test]
fn other_languages() {
    for marked in [
        "Am 3. Oktober kam Dr. Weiss, z.B. mit dem Zug. |Er blieb bis zum 20. Jahrhundert.",
        "Il a dit \u{ab} non. \u{bb} |Puis M. Petit est parti.",
        "El Sr. Paz vive en EE.UU. desde abril. |\u{bf}Por qu\u{e9}? |\u{a1}Nadie lo sabe!",
        "\u{41e}\u{43d} \u{440}\u{43e}\u{434}\u{438}\u{43b}\u{441}\u{44f} \u{432} 1941 \u{433}. |\u{41f}\u{43e}\u{442}\u{43e}\u{43c} \u{443}\u{435}\u{445}\u{430}\u{43b} \u{410}. \u{421}. \u{41f}\u{435}\u{442}\u{440}\u{43e}\u{432}.",
        "\u{4eca}\u{65e5}\u{306f}\u{3002}|\u{300c}\u{3044}\u{3044}\u{3002}\u{300d}\u{3068}\u{8a00}\u{3063}\u{305f}\u{3002}|\u{7d42}\u{ff01}|\u{306f}\u{3044}",
        "\u{4ed6}\u{8d70}\u{4e86}\u{3002}|\u{201c}\u{4e3a}\u{4ec0}\u{4e48}\u{ff1f}\u{201d}|\u{6ca1}\u{4eba}\u{77e5}\u{9053}\u{3002}",
        "\u{647}\u{644} \u{62c}\u{627}\u{621}\u{61f} |\u{646}\u{639}\u{645}. |\u{62b}\u{645} \u{630}\u{647}\u{628}\u{6d4} |\u{627}\u{646}\u{62a}\u{647}\u{649}",
        "\u{935}\u{939} \u{906}\u{92f}\u{93e}\u{964} |\u{935}\u{939} \u{917}\u{92f}\u{93e}\u{964}",
        "\u{10d3}\u{10e6}\u{10d4} \u{10d0}\u{10e0}\u{10d8}\u{10e1}. |\u{10e6}\u{10d0}\u{10db}\u{10d4} \u{10d0}\u{10e0}\u{10d8}\u{10e1}.",
    ] {
        check(marked);
    }
}

#[test]
fn hostile_text_is_split_in_one_pass() {
    for unit in [
        ".",
        ". ",
        "a. ",
        "1. - ",
        ".\u{201d}",
        "([. ",
        "U.S. ",
        "\u{2026} ",
        "\u{3002}\u{300d}",
        "x",
        ".[1]",
        "\n",
    ] {
        let text = unit.repeat(200_000);
        let mut end = 0;
        for span in split(&text) {
            assert!(span.start >= end && !span.is_empty());
            end = span.end;
        }
    }
}

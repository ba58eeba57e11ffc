//! English verbs of which the past is not made with -ed, and what tells that a sentence is of the
//! past or of now.

use super::function_words::is_function_word;
use super::lexed::Lexed;

/// Base, past and participle.
const IRREGULAR: [(&str, &str, &str); 84] = [
    ("arise", "arose", "arisen"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("burn", "burnt", "burnt"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cut", "cut", "cut"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("flee", "fled", "fled"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forget", "forgot", "forgotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("hang", "hung", "hung"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("read", "read", "read"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shoot", "shot", "shot"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("sink", "sank", "sunk"),
    ("slay", "slew", "slain"),
    ("sleep", "slept", "slept"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("split", "split", "split"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("strike", "struck", "struck"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swim", "swam", "swum"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("wear", "wore", "worn"),
    ("win", "won", "won"),
    ("withdraw", "withdrew", "withdrawn"),
    ("write", "wrote", "written"),
];

/// Verbs of which the past tells a state that may go on, or only that somebody tells of one.
const OF_STATES: [&str; 31] = [
    "added",
    "announced",
    "believed",
    "claimed",
    "commanded",
    "comprised",
    "consisted",
    "controlled",
    "counted",
    "declared",
    "employed",
    "estimated",
    "existed",
    "expected",
    "felt",
    "held",
    "included",
    "knew",
    "lived",
    "meant",
    "needed",
    "numbered",
    "owned",
    "remained",
    "reported",
    "ruled",
    "seemed",
    "stated",
    "stood",
    "thought",
    "told",
];

/// Words in -ed that are no verbs of the past.
const NO_VERBS: [&str; 14] = [
    "aged", "armed", "hundred", "indeed", "kindred", "naked", "noted", "red", "sacred", "shed", "sled",
    "speed", "united", "wicked",
];

/// Words with which a noun and what belongs to it begin.
const DETERMINERS: [&str; 15] = [
    "a", "all", "an", "any", "each", "every", "her", "his", "its", "my", "no", "our", "the", "their", "these",
];

/// Words by which a sentence speaks of the time of its writing.
const PRESENT: [&str; 16] = [
    "am",
    "are",
    "cannot",
    "currently",
    "do",
    "does",
    "has",
    "have",
    "is",
    "now",
    "nowadays",
    "remain",
    "remains",
    "still",
    "today",
    "will",
];

/// The base of an irregular form; none for other words.
pub fn base(word: &str) -> Option<&'static str> {
    let (base, ..) = IRREGULAR
        .iter()
        .find(|(base, past, done)| [base, past, done].into_iter().any(|form| *form == word))?;
    Some(base)
}

/// A verb without its ending, or the base of an irregular form: `burn` of `burned` and of `burnt`.
pub fn bare(word: &str) -> &str {
    if let Some(base) = base(word) {
        return base;
    }
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending));
    bare.filter(|bare| bare.len() >= 3).unwrap_or(word)
}

/// Whether a word may be a participle: `rung`, `painted`.
pub fn is_participle(word: &str) -> bool {
    ends_in_ed(word) || matches!(word, "done" | "lit") || IRREGULAR.iter().any(|(.., done)| *done == word)
}

/// Whether a word may be a verb of the past: `rang`, `painted`.
pub fn is_past(word: &str) -> bool {
    ends_in_ed(word) || word == "did" || IRREGULAR.iter().any(|(_, past, _)| *past == word)
}

fn ends_in_ed(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed") && !NO_VERBS.contains(&word)
}

/// Of what time a sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It is of another language than English, of which nothing is known here.
    Unknown,
    /// It speaks of the time of its writing.
    Now,
    /// It tells what happened and is over: a verb of the past that is not of a state, and no word
    /// that means now.
    Over,
    /// It tells how things stood, or has no verb that says of what time it is.
    Open,
}

/// Of what time an English sentence tells.
pub fn tense(lexed: &Lexed<'_>) -> Tense {
    if lexed.words().iter().any(|word| PRESENT.contains(&word.folded.as_str())) {
        return Tense::Now;
    }
    let happened = |at: usize| {
        let word = lexed.word(at);
        // 'Come' and 'set' may as well be of now.
        let past = (is_past(word) || is_participle(word)) && base(word) != Some(word);
        let verb = !OF_STATES.contains(&word) && !is_attribute(lexed, at);
        past && verb && (at == 0 || !lexed.is_capitalised(at))
    };
    if (0..lexed.len()).any(happened) { Tense::Over } else { Tense::Open }
}

/// Whether a participle belongs to the noun after it: 'the elected council', 'elected councils'.
fn is_attribute(lexed: &Lexed<'_>, at: usize) -> bool {
    let adverb = usize::from(lexed.word_before(at, 1).ends_with("ly"));
    let before = at.checked_sub(1 + adverb);
    let begins_phrase = before.is_none_or(|before| {
        let raw = lexed.raw(before);
        DETERMINERS.contains(&lexed.word(before)) || raw.ends_with("'s") || raw.ends_with("\u{2019}s")
    });
    begins_phrase && lexed.adjoins_next(at) && !is_function_word(lexed.word(at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_one_base() {
        assert!(IRREGULAR.is_sorted());
        for (word, expected) in
            [("sold", Some("sell")), ("rung", Some("ring")), ("meet", Some("meet")), ("painted", None)]
        {
            assert_eq!(base(word), expected, "{word}");
        }
        assert!(is_past("rang") && !is_past("rung") && is_participle("rung") && is_participle("painted"));
        assert!(!is_past("hundred") && !is_past("need") && !is_past("red"));
    }

    #[test]
    fn forms_of_one_verb_are_one() {
        for (word, expected) in
            [("burned", "burn"), ("burnt", "burn"), ("sells", "sell"), ("sold", "sell"), ("red", "red")]
        {
            assert_eq!(bare(word), expected, "{word}");
        }
    }

    #[test]
    fn what_is_over_is_told_from_what_goes_on() {
        for (text, expected) in [
            ("The river drowned 17 sheep.", Tense::Over),
            ("Some 340 dockers were sacked.", Tense::Over),
            ("They sold the ship.", Tense::Over),
            ("The guard had 2,000 men and held the north.", Tense::Open),
            ("An estimated 2,000 men controlled the north.", Tense::Open),
            ("The guard has lost 2,000 men.", Tense::Now),
            ("As it is, 2,000 fled.", Tense::Now),
            ("The council rejects the dam.", Tense::Open),
            ("The United Harbours number 40.", Tense::Open),
            ("The elected council controls 40 villages.", Tense::Open),
            ("The newly elected council controls 40 villages.", Tense::Open),
            ("Elected councils control 40 villages.", Tense::Open),
            ("The king's stolen boats number 40.", Tense::Open),
            ("The elected council lost 40 villages.", Tense::Over),
            ("The wounded fled.", Tense::Over),
            ("Forty boats come each year.", Tense::Open),
            ("Forty boats run to Ort, and some set out at night.", Tense::Open),
        ] {
            assert_eq!(tense(&Lexed::new(text)), expected, "{text}");
        }
    }
}

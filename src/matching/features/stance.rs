//! How sure a passage is, and how the thing it tells came out: said, denied, ruled out, approved,
//! took place, came to nothing.
//!
//! A small lexicon of English; passages in other languages have no cues. After the idea of reporting
//! and factuality cues (Saurí and Pustejovsky 2009), cut down to what two accounts can disagree on.

use std::collections::HashMap;

use crate::text::Span;

use super::lexed::Lexed;

/// Words before a cue among which a negation turns it round.
const NEGATION_REACH: usize = 3;

/// What a cue says of the thing that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Somebody said it.
    Said,
    /// Somebody said it, and the text does not vouch for it.
    Claimed,
    /// It may be.
    Possible,
    /// It was meant, offered or asked for.
    Proposed,
    Approved,
    TookPlace,
    Succeeded,
    Denied,
    /// Refused, ruled out, rejected, forbidden.
    Refused,
    /// Came to nothing.
    Failed,
}

/// Whether a cue speaks for the thing or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    For,
    Against,
    Neither,
}

/// The forms of words and phrases for each stance.
const LEXICON: [(Stance, &[&str]); 10] = [
    (
        Stance::Said,
        &[
            "said",
            "says",
            "say",
            "stated",
            "states",
            "told",
            "tells",
            "announced",
            "announces",
            "noted",
            "added",
            "declared",
            "affirmed",
            "confirmed",
            "confirms",
            "reported",
            "asserted",
            "explained",
            "insisted",
            "stressed",
            "wrote",
            "remarked",
        ],
    ),
    (
        Stance::Claimed,
        &[
            "claimed",
            "claims",
            "claim",
            "claiming",
            "alleged",
            "allegedly",
            "alleges",
            "reportedly",
            "purportedly",
            "supposedly",
            "accused",
            "accuses",
            "suspected",
            "rumoured",
            "rumored",
            "speculated",
            "according to",
        ],
    ),
    (
        Stance::Possible,
        &[
            "may",
            "might",
            "could",
            "possible",
            "possibly",
            "perhaps",
            "likely",
            "unlikely",
            "probably",
            "seems",
            "appears",
            "remains to be seen",
        ],
    ),
    (
        Stance::Proposed,
        &[
            "offered",
            "offers",
            "offer",
            "offering",
            "proposed",
            "proposes",
            "proposal",
            "invited",
            "asked",
            "requested",
            "sought",
            "planned",
            "plans",
            "intended",
            "intends",
            "reached out",
            "ready to",
            "open to",
            "willing to",
            "readiness",
        ],
    ),
    (
        Stance::Approved,
        &[
            "approved",
            "approves",
            "approve",
            "approving",
            "approval",
            "agreed",
            "agrees",
            "accepted",
            "accepts",
            "authorised",
            "authorized",
            "allowed",
            "allows",
            "permitted",
            "endorsed",
            "welcomed",
            "consented",
            "backed",
            "conceded",
            "granted",
            "grants",
            "granting",
            "gave permission",
            "green light",
        ],
    ),
    (
        Stance::TookPlace,
        &[
            "took place",
            "take place",
            "taken place",
            "taking place",
            "takes place",
            "happened",
            "occurred",
            "carried out",
            "cooperated",
            "co-operated",
            "collaborated",
            "met",
            "signed",
        ],
    ),
    (
        Stance::Succeeded,
        &[
            "succeeded",
            "succeeds",
            "successful",
            "successfully",
            "achieved",
            "yielded",
            "paid off",
            "bore fruit",
            "worked out",
            "accomplished",
        ],
    ),
    (
        Stance::Denied,
        &[
            "denied",
            "denies",
            "deny",
            "denying",
            "denial",
            "denials",
            "disputed",
            "contradicted",
            "untrue",
            "refuted",
            "meaningless",
        ],
    ),
    (
        Stance::Refused,
        &[
            "refused",
            "refuses",
            "refuse",
            "refusing",
            "refusal",
            "rejected",
            "rejects",
            "reject",
            "rejecting",
            "rejection",
            "ruled out",
            "rules out",
            "ruling out",
            "rule out",
            "excluded",
            "excludes",
            "excluding",
            "exclusion",
            "dismissed",
            "dismisses",
            "forbade",
            "forbidden",
            "banned",
            "vetoed",
            "rebuffed",
            "rebuff",
            "declined",
            "turned down",
            "opposed",
            "opposes",
            "opposition",
            "unwilling",
            "shunned",
            "shuns",
            "barred",
            "snub",
            "snubbed",
        ],
    ),
    (
        Stance::Failed,
        &[
            "failed",
            "fails",
            "failure",
            "failing",
            "went nowhere",
            "gone nowhere",
            "came to nothing",
            "come to nothing",
            "collapsed",
            "buckled",
            "stalled",
            "broke down",
            "broken down",
            "fell apart",
            "fell through",
            "aborted",
            "abandoned",
            "halted",
            "cancelled",
            "canceled",
            "called off",
            "broke off",
            "pulled from",
            "in vain",
            "to no avail",
        ],
    ),
];

const NEGATIONS: [&str; 14] = [
    "not", "no", "never", "nor", "neither", "without", "hardly", "cannot", "nothing", "nobody", "none",
    "didn't", "won't", "wouldn't",
];

/// A place where a passage says how sure it is, or how a thing came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Bytes of the passage, without the negation.
    pub span: Span,
    pub stance: Stance,
    /// The word that negates it.
    pub negation: Option<Span>,
}

impl Stance {
    pub fn polarity(self) -> Polarity {
        match self {
            Self::Approved | Self::TookPlace | Self::Succeeded => Polarity::For,
            Self::Denied | Self::Refused | Self::Failed => Polarity::Against,
            Self::Said | Self::Claimed | Self::Possible | Self::Proposed => Polarity::Neither,
        }
    }
}

impl Cue {
    /// Whether the passage speaks for the thing or against it; a negation turns that round.
    pub fn polarity(self) -> Polarity {
        match (self.stance.polarity(), self.negation.is_some()) {
            (Polarity::For, true) | (Polarity::Against, false) => Polarity::Against,
            (Polarity::For, false) | (Polarity::Against, true) => Polarity::For,
            (Polarity::Neither, _) => Polarity::Neither,
        }
    }
}

/// Finds cues in one language.
#[derive(Clone, Debug)]
pub struct StanceReader {
    /// By the first word: the whole phrases, longest first.
    phrases: HashMap<&'static str, Vec<(Vec<&'static str>, Stance)>>,
}

impl StanceReader {
    /// `language` as a BCP 47 tag; without one English is taken.
    pub fn new(language: Option<&str>) -> Self {
        let mut phrases: HashMap<_, Vec<(Vec<_>, _)>> = HashMap::new();
        if matches!(super::primary(language), "" | "en") {
            for (stance, forms) in LEXICON {
                for form in forms {
                    let words: Vec<&str> = form.split([' ', '-']).collect();
                    phrases.entry(words[0]).or_default().push((words, stance));
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { phrases }
    }

    /// The cues of a passage, in order.
    pub fn cues(&self, lexed: &Lexed<'_>) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut at = 0;
        while at < lexed.len() {
            let fits = |(words, _): &&(Vec<&str>, Stance)| {
                words.iter().enumerate().all(|(ahead, word)| lexed.word(at + ahead) == *word)
            };
            let found = self.phrases.get(lexed.word(at)).and_then(|list| list.iter().find(fits));
            let Some((words, stance)) = found.filter(|(_, stance)| !is_month(lexed, at, *stance)) else {
                at += 1;
                continue;
            };
            let end = at + words.len();
            cues.push(Cue { span: lexed.span(at, end), stance: *stance, negation: negation(lexed, at, end) });
            at = end;
        }
        cues
    }
}

/// 'May' with a capital inside a sentence.
fn is_month(lexed: &Lexed<'_>, at: usize, stance: Stance) -> bool {
    stance == Stance::Possible && lexed.word(at) == "may" && lexed.is_capitalised(at) && at > 0
}

/// Whether an English word negates what stands near it.
pub fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't") || word.ends_with("n\u{2019}t")
}

/// The word that negates a cue: one of the few before it in its clause, or its object ('backed no
/// dam'). 'Not only' negates nothing.
fn negation(lexed: &Lexed<'_>, at: usize, end: usize) -> Option<Span> {
    let object = matches!(lexed.word(end), "no" | "nothing" | "none" | "nobody");
    if object && lexed.adjoins_next(end - 1) {
        return Some(lexed.span(end, end + 1));
    }
    let from = at.saturating_sub(NEGATION_REACH);
    let clause =
        (from..at).rev().take_while(|&before| !lexed.gap_after(before).contains([',', ';', ':', '.']));
    let negates = |before: usize| is_negation(lexed.word(before)) && lexed.word(before + 1) != "only";
    clause.into_iter().find(|&before| negates(before)).map(|before| lexed.span(before, before + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let cues = StanceReader::new(Some("en-GB")).cues(&Lexed::new(text));
        let one = |cue: &Cue| {
            let not = if cue.negation.is_some() { "not " } else { "" };
            format!("{}={not}{:?}", cue.span.of(text), cue.stance)
        };
        cues.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn cues_with_their_negation() {
        for (text, expected) in [
            ("The mayor approved the dam.", "approved=Approved"),
            ("The mayor has ruled out a dam.", "ruled out=Refused"),
            ("A dam will not be ruled out.", "ruled out=not Refused"),
            ("Talks took place; they went nowhere.", "took place=TookPlace; went nowhere=Failed"),
            ("He said it might flood", "said=Said; might=Possible"),
            ("He didn't agree, agreed she", "agreed=Approved"),
            ("He backed no dam", "backed=not Approved"),
            ("He did not only deny it", "deny=Denied"),
            ("On 3 May boats may sail", "may=Possible"),
            ("The boats sailed.", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_negation_turns_the_polarity_round() {
        let cue = |stance, negated: bool| {
            Cue { span: Span::default(), stance, negation: negated.then(Span::default) }.polarity()
        };
        assert_eq!(cue(Stance::Approved, false), Polarity::For);
        assert_eq!(cue(Stance::Approved, true), Polarity::Against);
        assert_eq!(cue(Stance::Refused, true), Polarity::For);
        assert_eq!(cue(Stance::Said, true), Polarity::Neither);
    }

    #[test]
    fn only_english_has_cues() {
        assert!(StanceReader::new(Some("de")).cues(&Lexed::new("failed")).is_empty());
        assert_eq!(StanceReader::new(None).cues(&Lexed::new("failed")).len(), 1);
    }
}

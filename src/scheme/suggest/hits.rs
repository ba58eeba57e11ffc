//! Where the names and terms of the scheme stand in a sentence.

use std::collections::HashMap;

use crate::matching::terms::Token;
use crate::text::Span;

use super::ReasonKind;
use super::cues::MOST_SPANS;
use super::lexicon::{Cue, Lexicon};

/// Words that may stand between two words of a term: 'pull from the talks' in 'pulled the envoy
/// from the talks'.
const GAP: usize = 2;

impl Lexicon {
    /// The cues in a sentence; of a term and a shorter one within it, the longer counts.
    pub fn hits(&self, tokens: &[Token], text: &str, base: usize) -> Vec<(usize, Vec<Span>)> {
        let mut places: HashMap<usize, Vec<Span>> = HashMap::new();
        let mut covered = 0;
        for (from, token) in tokens.iter().enumerate() {
            let fits = |&&at: &&usize| self.end(&self.cues[at], tokens, text, from).is_some();
            let Some(&at) = self.beginning_with(&token.term).iter().find(fits) else { continue };
            let cue = &self.cues[at];
            let Some(to) = self.end(cue, tokens, text, from) else { continue };
            let is_term = cue.kind == ReasonKind::Term;
            if is_term && to < covered {
                continue;
            }
            let spans = places.entry(at).or_default();
            if spans.len() < MOST_SPANS {
                spans.push(Span::new(token.span.start, tokens[to].span.end).shifted(base));
            }
            if is_term && to > from {
                covered = to + 1;
                self.name_at(token, text).into_iter().for_each(|name| {
                    places.entry(name).or_default().push(token.span.shifted(base));
                });
            }
        }
        let mut hits: Vec<_> = places.into_iter().collect();
        hits.sort_unstable_by_key(|(cue, _)| *cue);
        hits
    }

    /// The cue that is just the name at this token, which a longer term with it does not hide.
    fn name_at(&self, token: &Token, text: &str) -> Option<usize> {
        let is_name = |&&at: &&usize| {
            let cue = &self.cues[at];
            cue.words.len() == 1 && cue.kind == ReasonKind::Name
        };
        let at = self.beginning_with(&token.term).iter().find(is_name)?;
        self.is_spelled_as_meant(token, text).then_some(*at)
    }

    /// The last token of a cue that begins at `from`.
    fn end(&self, cue: &Cue, tokens: &[Token], text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        for (number, word) in cue.words.iter().enumerate() {
            if number > 0 {
                let gap = tokens[at + 1..].iter().take(GAP + 1);
                at += 1 + gap.into_iter().position(|token| token.term == *word)?;
            }
            if !self.is_spelled_as_meant(&tokens[at], text) {
                return None;
            }
        }
        Some(at)
    }
}

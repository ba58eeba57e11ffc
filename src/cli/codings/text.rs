//! Codings for reading.

use crate::cli::output::Output;
use crate::cli::plain::{self, WIDEST_TEXT};
use crate::scheme::Collection;
use crate::text::{DocumentIndex, Passage};

use super::{Coder, Said};

/// Prints what is coded, document by document; a passage that is coded twice has two heads.
pub(super) struct TextView<'a> {
    collection: &'a Collection,
    document: Option<DocumentIndex>,
}

impl<'a> TextView<'a> {
    pub(super) fn new(collection: &'a Collection) -> Self {
        Self { collection, document: None }
    }

    pub(super) fn print(
        &mut self,
        passage: Passage,
        said: &Said<'_>,
        out: &mut Output,
    ) -> anyhow::Result<()> {
        if said.coded.episodes.is_empty() {
            return Ok(());
        }
        let collection = self.collection;
        let width = out.width().min(WIDEST_TEXT);
        if self.document.replace(passage.document) != Some(passage.document) {
            let document = collection.document(passage.document);
            let label = collection.label(passage.document);
            out.headings(plain::hanging(&format!("{}  {}", label.letter, document.title()), width, 0, 3))?;
        }
        out.lines(plain::hanging(&self.head(passage, said, out), width, 2, 4))?;
        let text = collection.document(passage.document).passage_text(passage);
        out.lines(plain::wrapped(&text, width, 4))?;
        Ok(())
    }

    /// `¶10.2 · Flood of 1953 · Who reached out? · Town -> Crown · 1953-11`; of a suggestion
    /// `¶10.2 · suggested · Flood of 1953 0.93 · Call 0.41`.
    fn head(&self, passage: Passage, said: &Said<'_>, out: &Output) -> String {
        let scheme = &self.collection.scheme;
        let coded = &said.coded;
        let sure = |confidence: f32| match said.coder {
            Coder::Hand => String::new(),
            Coder::Scheme => format!(" {confidence:.2}"),
        };
        let episodes: Vec<_> = coded
            .episodes
            .iter()
            .enumerate()
            .map(|(at, &episode)| format!("{}{}", scheme.episode(episode).name, sure(said.confidence_of(at))))
            .collect();
        let steps = [coded.step, coded.second_step];
        let of_step = said.step_confidence().unwrap_or(1.0);
        let step = |step| format!("{}{}", scheme.step(step).name, sure(of_step));
        let mut parts = vec![out.place(&self.collection.place_label(passage))];
        parts.extend((said.coder == Coder::Scheme).then(|| "suggested".to_owned()));
        parts.push(episodes.join(", "));
        parts.extend(steps.into_iter().flatten().map(step));
        parts.extend(coded.direction.map(|direction| scheme.direction_text(direction)));
        parts.extend(coded.date.map(|date| date.to_string()));
        parts.extend(coded.background.then(|| "background".to_owned()));
        parts.join(&format!(" {} ", out.sign("\u{b7}", "-")))
    }
}

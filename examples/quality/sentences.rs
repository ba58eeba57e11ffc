//! Sentences of the built-in collection's originals that annotators coded and linked:
//! `sentences.tsv` and `links.tsv` in one folder. Sentences are found by their text, so that it
//! does not matter how the program cuts the originals.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use triptych::open::{Request, open};
use triptych::scheme::Collection;
use triptych::text::{BlockIndex, Document, DocumentIndex, Passage, SentenceIndex};

use crate::files::{read, rows};
use crate::methods::TOP;
use crate::score::{Candidate, Candidates, Gold, Ranking, ranking};

const SENTENCES: &str = "sentences.tsv";
const LINKS: &str = "links.tsv";

/// Grade of a link that tells the same, and annotators that make any link a strong one.
const STRONG: &str = "2";

/// A sentence as the annotators saw it.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) document: DocumentIndex,
    /// Characters of the document's [`Text`]; `None` when it is not there.
    pub(crate) span: Option<Range<usize>>,
    pub(crate) episodes: HashSet<String>,
    /// On which the annotators did not agree.
    pub(crate) disputed: HashSet<String>,
    /// Of either annotator.
    pub(crate) steps: HashSet<String>,
}

/// The collection with the originals in it, and what the annotators said.
pub(crate) struct Sentences {
    pub(crate) name: String,
    pub(crate) collection: Collection,
    /// Every sentence of the prose, as the program cuts it.
    pub(crate) passages: Vec<Passage>,
    pub(crate) gold: Vec<Sentence>,
    pub(crate) texts: Vec<Text>,
    strong: Gold,
    weak: Gold,
}

/// Whether a folder is such a set.
pub(crate) fn is_set(folder: &Path) -> bool {
    folder.join(SENTENCES).is_file() && folder.join(LINKS).is_file()
}

impl Sentences {
    pub(crate) fn read(folder: &Path, originals: &Path) -> anyhow::Result<Self> {
        let request = Request { originals: Some(originals.to_owned()), ..Request::default() };
        let collection = open(&request)?;
        let text = |document: &Document| Ok(Text::new(&read(&originals.join(&document.name))?));
        let texts: Vec<Text> = collection.documents.iter().map(text).collect::<anyhow::Result<_>>()?;
        let mut of = Reader { collection: &collection, texts: &texts, found: Finder::default() };
        let named = read(&folder.join(SENTENCES))?;
        let named = rows(&named, "id").map(|row| of.sentence(&row)).collect::<anyhow::Result<Vec<_>>>()?;
        let numbers: HashMap<&str, u32> = named.iter().map(|(id, _)| id.as_str()).zip(0..).collect();
        let (strong, weak) = links(&read(&folder.join(LINKS))?, &numbers);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let gold = named.into_iter().map(|(_, sentence)| sentence).collect();
        Ok(Self { name, passages: prose(&collection), collection, gold, texts, strong, weak })
    }

    /// Scores the candidates of [`Self::passages`]: strong links must be found, weak ones count
    /// neither way.
    pub(crate) fn strong_links(&self, candidates: &Candidates) -> Ranking {
        let gold_of: Vec<Vec<u32>> = self.passages.iter().map(|passage| self.same_as(*passage)).collect();
        let mut best: HashMap<(u32, u32), f32> = HashMap::new();
        for (asked, candidates) in candidates.iter().enumerate() {
            for one in candidates {
                for (&a, &b) in pairs(&gold_of[asked], &gold_of[one.passage as usize]) {
                    let score = best.entry((a, b)).or_insert(one.score);
                    *score = score.max(one.score);
                }
            }
        }
        let mut of_gold: Candidates = vec![Vec::new(); self.gold.len()];
        for ((a, b), score) in best {
            if !self.weak.get(&a).is_some_and(|weak| weak.contains(&b)) {
                of_gold[a as usize].push(Candidate { passage: b, score, linked: false });
            }
        }
        ranking(&of_gold, &self.strong, TOP)
    }

    /// The annotators' sentences that a passage is: those that share half of the shorter one.
    fn same_as(&self, passage: Passage) -> Vec<u32> {
        let quote = self.collection.document(passage.document).passage_text(passage);
        let Some(span) = self.texts[passage.document.0].find(&quote) else { return Vec::new() };
        let same = |sentence: &Sentence| {
            let of = sentence.span.clone().filter(|_| sentence.document == passage.document);
            of.is_some_and(|of| 2 * shared(&span, &of) >= span.len().min(of.len()) as isize)
        };
        (0..).zip(&self.gold).filter(|(_, sentence)| same(sentence)).map(|(at, _)| at).collect()
    }
}

fn pairs<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = (&'a u32, &'a u32)> {
    a.iter().flat_map(move |a| b.iter().map(move |b| (a, b)))
}

/// Characters that two spans share; negative when they lie apart.
pub(crate) fn shared(a: &Range<usize>, b: &Range<usize>) -> isize {
    a.end.min(b.end) as isize - a.start.max(b.start) as isize
}

fn prose(collection: &Collection) -> Vec<Passage> {
    let mut passages = Vec::new();
    for index in collection.document_indices() {
        let document = collection.document(index);
        for block in (0..document.blocks().len()).map(BlockIndex) {
            if document.block(block).is_some_and(|block| block.kind.is_prose()) {
                let sentences = (0..document.sentences(block).len()).map(SentenceIndex);
                passages.extend(sentences.map(|sentence| Passage::sentence(index, block, sentence)));
            }
        }
    }
    passages
}

/// A text in which white space is one space wherever it stands.
#[derive(Clone, Debug)]
pub(crate) struct Text(String);

impl Text {
    fn new(text: &str) -> Self {
        Self(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Characters of the first place where a quote stands.
    fn find(&self, quote: &str) -> Option<Range<usize>> {
        self.find_from(&Self::new(quote), 0).map(|(_, span)| span)
    }

    /// The same from a byte on, with the byte where it begins.
    fn find_from(&self, quote: &Self, from: usize) -> Option<(usize, Range<usize>)> {
        let start = from + self.0.get(from..)?.find(&quote.0)?;
        let first = self.0[..start].chars().count();
        Some((start, first..first + quote.0.chars().count()))
    }
}

/// Finds quotes in the order in which they are told: a quote that stands in a text twice is its
/// second place when it is asked for again.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    /// By document and quote: the byte after the start of its last place.
    after: HashMap<(DocumentIndex, String), usize>,
}

impl Finder {
    pub(crate) fn find(
        &mut self,
        texts: &[Text],
        document: DocumentIndex,
        quote: &str,
    ) -> Option<Range<usize>> {
        let (text, quote) = (&texts[document.0], Text::new(quote));
        let after = self.after.entry((document, quote.0.clone())).or_default();
        let (start, span) = text.find_from(&quote, *after).or_else(|| text.find_from(&quote, 0))?;
        let first = quote.0.chars().next().map_or(0, char::len_utf8);
        *after = start + first;
        Some(span)
    }
}

struct Reader<'a> {
    collection: &'a Collection,
    texts: &'a [Text],
    found: Finder,
}

impl Reader<'_> {
    /// A row: id, episodes, disputed ones, steps, text. The id begins with the document's letter.
    fn sentence(&mut self, row: &[&str]) -> anyhow::Result<(String, Sentence)> {
        let [id, episodes, disputed, steps, text] = row else {
            anyhow::bail!("{SENTENCES}: five columns are wanted, not {row:?}");
        };
        let letter = id.trim_end_matches(|c: char| !c.is_alphabetic());
        let mut documents = self.collection.document_indices();
        let document = documents.find(|&index| self.collection.label(index).letter == letter);
        let document =
            document.with_context(|| format!("{SENTENCES}: no document has the letter of {id}"))?;
        let list = |cell: &str, mark: char| -> HashSet<String> {
            cell.split(mark).filter(|item| *item != "-").map(str::to_owned).collect()
        };
        let sentence = Sentence {
            document,
            span: self.found.find(self.texts, document, text),
            episodes: list(episodes, ','),
            disputed: list(disputed, ','),
            steps: list(steps, '|'),
        };
        Ok(((*id).to_owned(), sentence))
    }
}

/// Strong links and weak ones, in both directions.
fn links(text: &str, numbers: &HashMap<&str, u32>) -> (Gold, Gold) {
    let (mut strong, mut weak) = (Gold::new(), Gold::new());
    for row in rows(text, "a") {
        let [a, b, grade, annotators] = row[..] else { continue };
        let (Some(&a), Some(&b)) = (numbers.get(a), numbers.get(b)) else { continue };
        let links = if grade == STRONG || annotators == STRONG { &mut strong } else { &mut weak };
        links.entry(a).or_default().insert(b);
        links.entry(b).or_default().insert(a);
    }
    (strong, weak)
}

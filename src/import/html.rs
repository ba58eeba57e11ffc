//! Pages saved from the web: the article with its kinds of blocks, and everything else that has
//! text beside it, as menus, captions and comments. Nothing is loaded, nothing is run.
//!
//! The parser is quadratic in depth and in attributes: so `clean` writes a page anew, flat and
//! well nested, before a tree is built.

mod article;
mod clean;
mod walk;

use dom_query::Document as Tree;
use dom_smoothie::{Config, Metadata as PageMetadata, Readability};

use super::decode::Decoded;
use super::{ImportError, builder, dates, guard, language};
use crate::text::date::Date;
use crate::text::document::{BlockKind, Document, Metadata};
use article::Article;
use walk::{Found, Region};

pub(super) use clean::plain_text;

/// Most bytes of a page: a tree takes many times as much memory.
const MOST_BYTES: usize = 32 << 20;
/// Pages above either are taken whole, without looking for the article in them.
const MOST_ARTICLE_BYTES: usize = 6 << 20;
const MOST_ARTICLE_ELEMENTS: usize = 60_000;
/// Bytes of a block that is text rather than a menu's line.
const LONG: usize = 60;

/// Names under which pages tell their date, the surest first.
const DATE_NAMES: [&str; 9] = [
    "datepublished",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "date",
];

pub(super) fn import(name: &str, decoded: &Decoded<'_>) -> Result<Document, ImportError> {
    let length = decoded.text.len();
    if length > MOST_BYTES {
        let (mebibytes, most) = (length as u64 >> 20, MOST_BYTES as u64 >> 20);
        return Err(ImportError::TooLarge { name: name.to_owned(), mebibytes, most });
    }
    guard::run(name, "HTML", || page(name, decoded))
}

fn page(name: &str, decoded: &Decoded<'_>) -> Document {
    let cleaned = clean::clean(&decoded.text);
    let tree = Tree::from(cleaned.html.as_str());
    let found = walk::blocks(&tree);
    let published = published(&tree);
    let is_small = cleaned.html.len() <= MOST_ARTICLE_BYTES && cleaned.elements <= MOST_ARTICLE_ELEMENTS;
    let config = Config { max_elements_to_parse: MOST_ARTICLE_ELEMENTS * 2, ..Config::default() };
    let reader = is_small.then(|| Readability::with_document(tree, None, Some(config)).ok()).flatten();
    let mut builder = builder(name, decoded);
    if cleaned.flattened > 0 {
        let message = format!(
            "{} elements were nested too deeply: their text was kept, not their place",
            cleaned.flattened
        );
        builder.warn(None, message);
    }
    if !is_small {
        builder.warn(None, "a very large page: taken whole, menus included");
    }
    let (metadata, article) = reader.map_or_else(Default::default, |reader| read_article(reader, &found));
    *builder.metadata() = metadata;
    let date = &mut builder.metadata().date;
    *date = date.or(published.map(Into::into));
    for (kind, text) in kinds(&found, article.as_ref(), builder.metadata()) {
        builder.block(kind, text);
    }
    language::completed(titled(builder.build()))
}

/// What the page says of itself, and the article where one stands out.
fn read_article(mut reader: Readability, found: &[Found]) -> (Metadata, Option<Article>) {
    let json_ld = reader.parse_json_ld();
    let said = reader.get_article_metadata(json_ld);
    let mut metadata = metadata(&said);
    if metadata.title.is_none() {
        metadata.title = filled(&reader.get_article_title());
    }
    if !walk::has_menus(found) {
        return (metadata, None);
    }
    let Ok(article) = reader.parse() else { return (metadata, None) };
    metadata.author = metadata.author.or_else(|| article.byline.as_deref().and_then(author));
    metadata.language = metadata.language.or_else(|| article.lang.as_deref().and_then(language::tag));
    let tree = Tree::from(article.content.as_ref());
    (metadata, Some(Article::new(&walk::blocks(&tree))))
}

fn metadata(said: &PageMetadata) -> Metadata {
    Metadata {
        title: filled(&said.title),
        author: said.byline.as_deref().and_then(author),
        publication: said.site_name.as_deref().and_then(filled),
        date: said
            .published_time
            .as_deref()
            .and_then(|time| dates::iso(time).or_else(|| dates::line(time)))
            .map(Into::into),
        language: said.lang.as_deref().and_then(language::tag),
        retelling: None,
    }
}

/// When the page was published, by one of the names that are in use for it besides those that the
/// article's own metadata know.
fn published(tree: &Tree) -> Option<Date> {
    let mut told: Vec<(usize, Date)> = Vec::new();
    for meta in &tree.select("meta[content]") {
        let name = ["name", "property", "itemprop"].into_iter().find_map(|key| meta.attr(key));
        let name = name.map(|name| name.to_lowercase()).unwrap_or_default();
        let rank = DATE_NAMES.iter().position(|known| *known == name);
        let date = meta.attr("content").and_then(|text| dates::iso(&text).or_else(|| dates::line(&text)));
        told.extend(rank.zip(date));
    }
    told.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, date)| date)
}

fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn author(text: &str) -> Option<String> {
    let text = filled(text)?;
    let by = ["By ", "by ", "BY "].iter().find_map(|by| text.strip_prefix(by));
    let name = by.unwrap_or(&text).trim().to_owned();
    (name.len() <= 120 && !name.contains("://")).then_some(name)
}

/// Every block that was found, with its kind: what lies outside the article is no body text.
fn kinds<'f>(
    found: &'f [Found],
    article: Option<&Article>,
    metadata: &Metadata,
) -> Vec<(BlockKind, &'f str)> {
    let title = metadata.title.as_deref().unwrap_or("");
    let author = metadata.author.as_deref().unwrap_or("");
    let mut has_title = false;
    let inside = inside(found, article);
    found
        .iter()
        .zip(inside)
        .map(|(block, inside)| {
            let text = block.text.as_str();
            let is_title =
                !has_title && matches!(block.kind, BlockKind::Heading(_)) && same_title(text, title);
            if is_title {
                has_title = true;
                return (BlockKind::Heading(1), text);
            }
            if !author.is_empty() && text.len() < author.len() + 16 && text.contains(author) {
                return (BlockKind::Byline, text);
            }
            (if inside { block.kind } else { outside(block) }, text)
        })
        .collect()
}

/// Which blocks belong to the article: those it has, and long text between them that is not
/// mostly links. (What reads the article leaves out formulas and tables.)
fn inside(found: &[Found], article: Option<&Article>) -> Vec<bool> {
    let Some(article) = article else {
        return found.iter().map(|block| block.region == Region::Body).collect();
    };
    // Of a short page, what reads the article takes the menus along.
    let is_menu = |block: &Found| block.region == Region::Menu && block.linked * 2 > block.text.len();
    let mut inside: Vec<bool> =
        found.iter().map(|block| article.has(&block.text) && !is_menu(block)).collect();
    let first = inside.iter().position(|&inside| inside).unwrap_or(0);
    let last = inside.iter().rposition(|&inside| inside).unwrap_or(0);
    for at in first..last {
        let block = &found[at];
        let is_text = block.text.len() >= LONG && block.linked * 2 < block.text.len();
        inside[at] |= is_text && block.region == Region::Body;
    }
    inside
}

fn outside(block: &Found) -> BlockKind {
    match (block.region, block.kind) {
        (Region::Comments, _) => BlockKind::Comment,
        (_, BlockKind::Caption) => BlockKind::Caption,
        _ => BlockKind::Navigation,
    }
}

/// The page's title often has the publication's name behind it.
fn same_title(heading: &str, title: &str) -> bool {
    let begins = |long: &str, short: &str| {
        let rest = long.strip_prefix(short).unwrap_or("").trim_start();
        !short.is_empty() && rest.starts_with(['-', '|', ':', '\u{2013}', '\u{2014}', '\u{b7}', '\u{bb}'])
    };
    heading == title || begins(title, heading) || begins(heading, title)
}

fn titled(mut document: Document) -> Document {
    if document.metadata.title.is_none() {
        let first = document.blocks().iter().position(|block| matches!(block.kind, BlockKind::Heading(_)));
        document.metadata.title =
            first.map(|at| document.block_text(crate::text::document::BlockIndex(at)).into_owned());
    }
    document
}

#[cfg(test)]
mod tests;

//! Columns of the board and the synopsis, with what their heads say.

use crate::text::DocumentIndex;

use super::collection::Collection;
use super::model::{EpisodeIndex, Telling};
use super::synopsis::{Column, ColumnKind};

/// One column for each episode, in the scheme's order.
pub(super) fn of_episodes(collection: &Collection) -> Vec<Column> {
    let scheme = &collection.scheme;
    scheme.episode_indices().map(|episode| of_episode(collection, episode)).collect()
}

fn of_episode(collection: &Collection, index: EpisodeIndex) -> Column {
    let scheme = &collection.scheme;
    let episode = scheme.episode(index);
    let tellings = tellings(collection, Some(index));
    let silent = |document: &DocumentIndex| tellings[document.0].passages == 0;
    let predates =
        |document: &DocumentIndex| scheme.predates(collection.document(*document).metadata.date, index);
    let (written_before, not_by) = collection.document_indices().filter(silent).partition(predates);
    Column {
        kind: ColumnKind::Episode(index),
        title: episode.name.clone(),
        short: episode.short.clone(),
        hidden: episode.hidden,
        told_by: tellings.iter().copied().filter(|telling| telling.passages > 0).collect(),
        not_by,
        written_before,
    }
}

/// One column for each document that tells the episode, or for each document.
pub(super) fn of_documents(collection: &Collection, episode: Option<EpisodeIndex>) -> Vec<Column> {
    let tells = |telling: &Telling| episode.is_none() || telling.passages > 0;
    let column = |telling: Telling| Column {
        kind: ColumnKind::Document(telling.document),
        title: collection.document(telling.document).title().to_owned(),
        short: collection.label(telling.document).cite.clone(),
        hidden: false,
        told_by: vec![telling],
        not_by: Vec::new(),
        written_before: Vec::new(),
    };
    tellings(collection, episode).into_iter().filter(tells).map(column).collect()
}

/// For each document, in how many passages it tells the episode, or any at all.
fn tellings(collection: &Collection, episode: Option<EpisodeIndex>) -> Vec<Telling> {
    let none = |document| Telling { document, passages: 0 };
    let mut tellings: Vec<_> = collection.document_indices().map(none).collect();
    for coding in &collection.codings {
        let episodes = &coding.coded.episodes;
        let tells = episode.map_or(!episodes.is_empty(), |episode| episodes.contains(&episode));
        if tells && collection.is_told(coding.passage) {
            tellings[coding.passage.document.0].passages += 1;
        }
    }
    tellings
}

//! Where the reader was: one record for each document, one for which text it had, and one for what
//! was open.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Fields, fields_of, hint, id_of, parsed};
use crate::store::value::{Place, Session, Work};
use crate::text::hash::Fingerprint;

const SESSION: &str = "session";
/// Before the document's name in the id of a place, and of which text it had.
const PLACE: &str = "place:";
const TEXT: &str = "text:";

#[derive(Serialize, Deserialize)]
struct PlaceRecord {
    id: String,
    #[serde(default, deserialize_with = "hint")]
    paragraph: u32,
    #[serde(default, deserialize_with = "hint")]
    offset: usize,
    #[serde(default, deserialize_with = "hint")]
    folded: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct TextRecord {
    id: String,
    length: usize,
    /// In hexadecimal digits: as a number, most programs would round it.
    hash: String,
}

#[derive(Serialize, Deserialize)]
struct SessionRecord {
    id: String,
    #[serde(default, deserialize_with = "hint")]
    view: String,
    #[serde(default, deserialize_with = "hint")]
    panes: Vec<String>,
    #[serde(default, deserialize_with = "hint")]
    focus: usize,
    #[serde(default, deserialize_with = "hint")]
    episode: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    step: Option<String>,
    #[serde(default, deserialize_with = "hint")]
    options: Map<String, Value>,
}

pub fn fields(work: &Work) -> Vec<Fields> {
    let session = &work.session;
    let places = work.places.iter().map(|(document, place)| {
        fields_of(PlaceRecord {
            id: format!("{PLACE}{document}"),
            paragraph: place.paragraph,
            offset: place.offset,
            folded: place.folded,
        })
    });
    let session = (*session != Session::default()).then(|| {
        fields_of(SessionRecord {
            id: SESSION.to_owned(),
            view: session.view.clone(),
            panes: session.panes.clone(),
            focus: session.focus,
            episode: session.episode.clone(),
            step: session.step.clone(),
            options: session.options.clone(),
        })
    });
    let texts = work.texts.iter().map(|(document, text)| {
        let hash = format!("{:016x}", text.hash);
        fields_of(TextRecord { id: format!("{TEXT}{document}"), length: text.length, hash })
    });
    places.chain(texts).chain(session).flatten().collect()
}

pub fn load(fields: &Fields, work: &mut Work) -> Option<()> {
    let id = id_of(fields)?;
    if id == SESSION {
        let SessionRecord { view, panes, focus, episode, step, options, .. } = parsed(fields)?;
        work.session = Session { view, panes, focus, episode, step, options };
    } else if let Some(document) = id.strip_prefix(TEXT) {
        let TextRecord { length, hash, .. } = parsed(fields)?;
        let hash = u64::from_str_radix(&hash, 16).ok()?;
        work.texts.insert(document.to_owned(), Fingerprint { length, hash });
    } else {
        let document = id.strip_prefix(PLACE)?.to_owned();
        let PlaceRecord { paragraph, offset, folded, .. } = parsed(fields)?;
        work.places.insert(document, Place { paragraph, offset, folded });
    }
    Some(())
}

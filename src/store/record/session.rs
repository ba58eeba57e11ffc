//! Where the reader was: one record for each document, and one for what was open.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Fields, fields_of, hint, id_of, parsed};
use crate::store::value::{Place, Session, Work};

const SESSION: &str = "session";
/// Before the document's name in the id of a place.
const PLACE: &str = "place:";

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
    places.chain(session).flatten().collect()
}

pub fn load(fields: &Fields, work: &mut Work) -> Option<()> {
    let id = id_of(fields)?;
    if id == SESSION {
        let SessionRecord { view, panes, focus, episode, step, options, .. } = parsed(fields)?;
        work.session = Session { view, panes, focus, episode, step, options };
    } else {
        let document = id.strip_prefix(PLACE)?.to_owned();
        let PlaceRecord { paragraph, offset, folded, .. } = parsed(fields)?;
        work.places.insert(document, Place { paragraph, offset, folded });
    }
    Some(())
}

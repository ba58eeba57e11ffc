//! The places to go back and forward to, for a session record. What is not there any more is left
//! out.

use serde_json::{Value, json};

use super::notes::{read_made, written_made};
use super::surveys::number;
use crate::app::jumps::JumpList;
use crate::app::location::PanePlace;
use crate::app::overview::Part;
use crate::app::pane::TextPosition;
use crate::app::reader::MOST_PANES;
use crate::app::timeline::LaneBy;
use crate::app::{App, Location, View};
use crate::scheme::Axis;
use crate::store::Session;
use crate::text::DocumentIndex;

/// Places that are kept on either side.
const MOST: usize = 50;

impl App {
    pub(super) fn save_jumps(&self, session: &mut Session) {
        let (places, at) = self.jumps.all();
        let first = at.saturating_sub(MOST);
        let places: Vec<Value> =
            places[first..].iter().take(2 * MOST).map(|place| self.written_location(place)).collect();
        session.options.insert("jumps".to_owned(), json!({ "places": places, "at": at - first }));
    }

    pub(super) fn restore_jumps(&mut self, session: &Session) {
        let saved = session.options.get("jumps").unwrap_or(&Value::Null);
        let places = saved["places"].as_array().into_iter().flatten().take(2 * MOST);
        let places: Vec<Option<Location>> = places.map(|place| self.read_location(place)).collect();
        self.jumps = JumpList::of(places, number(&saved["at"]).unwrap_or(0));
    }

    fn written_location(&self, place: &Location) -> Value {
        let name = |index: DocumentIndex| self.collection.document(index).name.as_str();
        let pane = |PanePlace { document, at, row }: &PanePlace| {
            let block = self.collection.document(*document).block(at.block);
            json!([name(*document), block.map_or(0, |block| block.number), at.offset, row])
        };
        match place {
            Location::Documents => json!({ "view": View::Documents.name() }),
            Location::Board { row, column } => {
                json!({ "view": View::Board.name(), "cell": [row, column] })
            }
            Location::Reader { panes, focus } => {
                let panes: Vec<Value> = panes.iter().map(pane).collect();
                json!({ "view": View::Reader.name(), "panes": panes, "focus": focus })
            }
            Location::Overview { part, document, at, number } => {
                let document = self.collection.documents.get(*document).map(|document| &document.name);
                json!({ "view": View::Overview.name(), "counts": *part == Part::Counts,
                    "document": document, "at": at, "number": number })
            }
            Location::Timeline { by, lane, day, selected, scale } => json!({ "view": View::Timeline.name(),
                "documents": *by == LaneBy::Documents, "lane": lane, "day": day, "selected": selected,
                "scale": scale }),
            Location::Notes { made } => {
                json!({ "view": View::Notes.name(), "here": made.as_ref().map(written_made) })
            }
            Location::Agreement { passage } => {
                let passage = passage.map(|passage| self.collection.passage_id(passage));
                json!({ "view": View::Agreement.name(), "passage": passage })
            }
            Location::Differences { id, place } => {
                json!({ "view": View::Differences.name(), "id": id, "place": place })
            }
            Location::Parallel { axis, passage, item, column } => {
                let episode = match axis {
                    Axis::Documents(Some(episode)) => Some(&self.collection.scheme.episode(*episode).id),
                    _ => None,
                };
                let passage = passage.map(|passage| self.collection.passage_id(passage));
                json!({ "view": View::Parallel.name(), "episodes": *axis == Axis::Episodes,
                    "accounts": episode, "passage": passage, "cell": [item, column] })
            }
        }
    }

    fn read_pane(&self, saved: &Value) -> Option<PanePlace> {
        let document = self.document_named(saved[0].as_str()?)?;
        let text = self.collection.document(document);
        let block = text.block_numbered(u32::try_from(number(&saved[1])?).ok()?)?;
        let offset = text.block_text(block).floor_char_boundary(number(&saved[2])?);
        Some(PanePlace { document, at: TextPosition { block, offset }, row: number(&saved[3])? })
    }

    fn read_location(&self, saved: &Value) -> Option<Location> {
        let document = || self.document_named(saved["document"].as_str()?);
        let pair = |name: &str| Some((number(&saved[name][0])?, number(&saved[name][1])?));
        let day = |value: &Value| i32::try_from(value.as_i64()?).ok();
        let has_scheme = !self.collection.scheme.is_empty();
        Some(match View::by_name(saved["view"].as_str()?)? {
            View::Documents => Location::Documents,
            View::Board => {
                let (row, column) = pair("cell")?;
                let fits =
                    row < self.board.board.rows.len() && column < self.collection.scheme.episodes.len();
                fits.then_some(Location::Board { row, column })?
            }
            View::Reader => {
                let panes = saved["panes"].as_array()?.iter().take(MOST_PANES);
                Location::in_panes(
                    panes.map(|pane| self.read_pane(pane)).collect(),
                    number(&saved["focus"])?,
                )?
            }
            View::Overview => Location::Overview {
                part: if saved["counts"] == true { Part::Counts } else { Part::Strips },
                document: document()?.0,
                at: number(&saved["at"])?,
                number: pair("number")?,
            },
            View::Timeline => Location::Timeline {
                by: if saved["documents"] == true || !has_scheme {
                    LaneBy::Documents
                } else {
                    LaneBy::Episodes
                },
                lane: number(&saved["lane"])?,
                day: day(&saved["day"])?,
                selected: number(&saved["selected"])?,
                scale: day(&saved["scale"][0]).zip(number(&saved["scale"][1])),
            },
            View::Notes => Location::Notes { made: read_made(&saved["here"]) },
            View::Agreement => Location::Agreement {
                passage: saved["passage"].as_str().and_then(|id| self.collection.passage_by_id(id)),
            },
            View::Differences => Location::Differences {
                id: saved["id"].as_str().map(str::to_owned),
                place: number(&saved["place"])?,
            },
            View::Parallel => {
                let (item, column) = pair("cell")?;
                let episode =
                    saved["accounts"].as_str().and_then(|id| self.collection.scheme.episode_by_id(id));
                let axis = if saved["episodes"] == true { Axis::Episodes } else { Axis::Documents(episode) };
                let passage = saved["passage"].as_str().and_then(|id| self.collection.passage_by_id(id));
                let fits = has_scheme || axis == Axis::Documents(None);
                fits.then_some(Location::Parallel { axis, passage, item, column })?
            }
        })
    }
}

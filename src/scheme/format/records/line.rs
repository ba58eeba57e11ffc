//! The objects of the JSON Lines as they are written, apart from what they become in memory.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::scheme::model::Strength;

use super::Place;

#[derive(Deserialize)]
pub(super) struct CodingLine {
    pub document: String,
    pub paragraph: u32,
    pub sentence: Option<u32>,
    pub hash: Option<String>,
    pub near: Option<String>,
    #[serde(default)]
    pub episodes: Vec<String>,
    pub step: Option<String>,
    pub second: Option<String>,
    pub direction: Option<String>,
    #[serde(default)]
    pub background: bool,
    pub date: Option<String>,
    pub retelling: Option<Place>,
}

#[derive(Deserialize)]
pub(super) struct LinkLine {
    pub a: String,
    pub b: String,
    #[serde(default)]
    strength: WrittenStrength,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum WrittenStrength {
    #[default]
    Strong,
    Weak,
}

#[derive(Deserialize)]
pub(super) struct RowLine {
    pub id: String,
    pub step: String,
    pub label: String,
    #[serde(default)]
    pub cells: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct SummaryLine {
    pub episode: String,
    pub step: String,
    pub text: String,
}

impl CodingLine {
    pub(super) const KEYS: &[&str] = &[
        "document",
        "paragraph",
        "sentence",
        "hash",
        "near",
        "episodes",
        "step",
        "second",
        "direction",
        "background",
        "date",
        "retelling",
    ];
}

impl LinkLine {
    pub(super) const KEYS: &[&str] = &["a", "b", "strength"];

    pub(super) fn strength(&self) -> Strength {
        match self.strength {
            WrittenStrength::Strong => Strength::Strong,
            WrittenStrength::Weak => Strength::Weak,
        }
    }
}

impl RowLine {
    pub(super) const KEYS: &[&str] = &["id", "step", "label", "cells"];
}

impl SummaryLine {
    pub(super) const KEYS: &[&str] = &["episode", "step", "text"];
}

/// One line, with the keys in it that are not known; or why it cannot be used.
pub(super) fn read<L: DeserializeOwned>(text: &str, keys: &[&str]) -> Result<(L, Vec<String>), String> {
    let said = |error: serde_json::Error| format!("{error}; the line is left out");
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).map_err(said)?;
    let unknown = object.keys().filter(|key| !keys.contains(&key.as_str())).cloned().collect();
    let line = serde_json::from_value(serde_json::Value::Object(object)).map_err(said)?;
    Ok((line, unknown))
}

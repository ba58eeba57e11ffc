//! How what the reader said of a difference is written.

use serde::{Deserialize, Serialize};

use super::anchor::AnchorRecord;
use super::{Record, hint, time, timestamp};
use crate::store::value::{Id, Judgement, Verdict};

#[derive(Serialize, Deserialize)]
pub struct VerdictRecord {
    id: String,
    a: AnchorRecord,
    /// `null` where only one account tells; left out, the record would say something else.
    #[serde(deserialize_with = "Option::deserialize")]
    b: Option<AnchorRecord>,
    slot: String,
    values: (String, String),
    judgement: JudgementRecord,
    #[serde(default, deserialize_with = "hint")]
    created: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum JudgementRecord {
    Seen,
    NoDifference,
}

impl Record for VerdictRecord {
    type Key = Id;
    type Value = Verdict;

    fn of(id: &Id, verdict: &Verdict) -> Self {
        Self {
            id: id.clone(),
            a: AnchorRecord::from(&verdict.a),
            b: verdict.b.as_ref().map(AnchorRecord::from),
            slot: verdict.slot.clone(),
            values: verdict.values.clone(),
            judgement: match verdict.judgement {
                Judgement::Seen => JudgementRecord::Seen,
                Judgement::NoDifference => JudgementRecord::NoDifference,
            },
            created: time(verdict.created),
        }
    }

    fn into_value(self) -> Option<(Id, Verdict)> {
        let verdict = Verdict {
            a: self.a.into(),
            b: self.b.map(Into::into),
            slot: self.slot,
            values: self.values,
            judgement: match self.judgement {
                JudgementRecord::Seen => Judgement::Seen,
                JudgementRecord::NoDifference => Judgement::NoDifference,
            },
            created: timestamp(self.created),
        };
        Some((self.id, verdict))
    }
}

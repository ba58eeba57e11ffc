//! What people do, by kind: to offer, to refuse, to attack. Passages on different matters tell
//! the same kind of deed in different words.
//!
//! A small lexicon of everyday English, in the spirit of the classes of verbs (Levin 1993) and the
//! root categories of coded events (CAMEO, Schrodt 2012), made for no collection in particular. A
//! word may be of several kinds. Texts in other languages have none.

/// Kinds of deeds, each with words for it in their plain form.
const DEEDS: [(&str, &str); 34] = [
    ("asking", "ask appeal urge plead plea beg request petition demand"),
    (
        "offering",
        "offer propose proposal promise pledge volunteer willing ready readiness invite invitation \
         overture gesture",
    ),
    (
        "agreeing",
        "agree agreement accept approve approval allow permit permission authorise authorize endorse \
         consent concede yield",
    ),
    (
        "talking",
        "talk meet met meeting discuss discussion negotiate negotiation consult confer dialogue visit \
         conversation summit contact converse speak spoke",
    ),
    ("helping", "help aid assist assistance support relief rescue supply provide donate"),
    (
        "joining",
        "cooperate cooperation collaborate collaboration ally alliance join joint partner partnership \
         coordinate coordination together common share unite mutual side",
    ),
    (
        "paying",
        "fund funding finance financial money pay sponsor bankroll buy bought sell sold trade donor \
         donation wealth cost",
    ),
    (
        "doubting",
        "doubt mistrust distrust suspect suspicion suspicious skeptical skepticism sceptical scepticism \
         wary question trust sincere sincerity motive disbelieve",
    ),
    (
        "fearing",
        "fear alarm threat threaten danger dangerous menace risk worry concern anxious anxiety afraid",
    ),
    (
        "differing",
        "disagree disagreement dispute differ difference divide division split quarrel debate argue \
         contradict contradictory odds rift",
    ),
    (
        "blaming",
        "blame accuse accusation criticize criticise criticism condemn denounce complain complaint \
         protest object objection deplore rebuke",
    ),
    (
        "setting terms",
        "condition precondition conditional until unless insist price concession require prior priority \
         first",
    ),
    (
        "refusing",
        "refuse refusal reject rejection decline rebuff veto forbid dismiss oppose opposition exclude \
         exclusion snub shun ban bar unwilling",
    ),
    (
        "leaving off",
        "withdraw withdrawal leave left quit retreat pull abandon halt suspend stop cancel end cease abort \
         reverse reversal departure depart cut",
    ),
    ("denying", "deny denial untrue disclaim disavow refute"),
    ("failing", "fail failure collapse stall vain nothing lose loss lost defeat founder"),
    ("winning", "win won succeed success successful victory achieve gain triumph benefit prevail"),
    (
        "fighting",
        "attack strike raid bomb bombing storm shell assault fight battle invade invasion offensive war \
         combat campaign",
    ),
    (
        "killing",
        "kill murder massacre slaughter execute execution die death assassinate assassination behead slay \
         victim dead violence atrocity",
    ),
    (
        "seizing",
        "seize capture conquer conquest overrun occupy occupation sweep advance take took taken grip \
         overthrow topple",
    ),
    ("soldiering", "army troop soldier military militia fighter commando guard warrior officer brigade"),
    ("hoping", "hope wish want desire expect aspire seek eager interest"),
    (
        "remembering",
        "remember memory recall remind forget forgotten history past lesson learn precedent anniversary \
         repeat",
    ),
    ("hating", "enemy foe hate hatred hostile hostility animosity rival adversary antagonist"),
    (
        "making peace",
        "peace reconcile reconciliation conciliatory moderate reform reformist normalize normalise improve \
         friend friendly goodwill thaw rapprochement",
    ),
    ("writing", "letter message write wrote signal note send sent missive fax telegram"),
    ("leading", "president minister king queen leader elect election govern government premier chief"),
    ("growing", "strengthen embolden bolster boost grow grew increase rise rose encourage reinforce"),
    ("harming", "weaken undermine sap erode damage harm hurt wound"),
    ("missing the mark", "regret regrettable mistake blunder error wrong miss opportunity"),
    (
        "believing",
        "faith sect sectarian religion religious church mosque temple shrine holy pray clergy cleric",
    ),
    ("insulting", "insult brand label humiliate humiliation shame scorn mock ridicule"),
    ("hiding", "secret covert quiet quietly hidden private discreet"),
    ("limiting", "limit limited partial modest narrow restrict tacit"),
];

/// The words of one language with the kinds of deeds that they tell; none but English has any.
pub fn deeds(language: Option<&str>) -> impl Iterator<Item = (&'static str, &'static str)> {
    let primary = language.unwrap_or("en").split(['-', '_']).next().unwrap_or("en");
    let known: &[_] = if primary.is_empty() || primary.eq_ignore_ascii_case("en") { &DEEDS } else { &[] };
    known.iter().flat_map(|&(deed, words)| words.split_whitespace().map(move |word| (word, deed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_once_in_a_kind() {
        let mut told: Vec<_> = deeds(Some("en-GB")).collect();
        let all = told.len();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), all);
        assert!(told.iter().all(|(word, _)| word.chars().all(|letter| letter.is_ascii_lowercase())));
    }

    #[test]
    fn only_english_has_deeds() {
        assert_eq!(deeds(Some("de")).count(), 0);
        assert_eq!(deeds(None).count(), deeds(Some("EN")).count());
    }
}

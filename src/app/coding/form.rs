//! The list in which a passage is coded: what it speaks of is put together entry by entry.

use std::collections::HashMap;

use crate::app::App;
use crate::app::Overlay;
use crate::app::event::Effect;
use crate::app::picker::{Choice, Entry, Picker, PickerKind};
use crate::scheme::{ActorIndex, Coded, Collection, Direction, EpisodeIndex, Scheme, StepIndex};

use super::{CodingTarget, MOST_RECENT};

/// What an entry of the list does.
#[derive(Clone, Debug, PartialEq)]
pub enum CodingChoice {
    /// Codes the passage as put together.
    Save,
    /// Codes it so at once.
    SaveAs(Coded),
    Episode(EpisodeIndex),
    Step(StepIndex),
    SecondStep(StepIndex),
    Direction(Direction),
    Background,
    /// Closes the list, nothing is changed.
    Leave,
    /// Takes the reader's own coding away.
    Remove,
}

/// The open list, with what was put together so far.
#[derive(Clone, Debug)]
pub struct CodingForm {
    pub target: CodingTarget,
    pub draft: Coded,
    pub picker: Picker,
    /// What the passage is coded as so far.
    was: Coded,
    recent: Vec<Coded>,
    /// Every pair of actors, those that moved most often in this collection first.
    directions: Vec<Direction>,
    /// What the program suggests for the passage.
    suggested: Option<Coded>,
    is_own: bool,
}

impl CodingForm {
    pub(in crate::app) fn new(app: &App, target: CodingTarget) -> Self {
        let mut pieces = target
            .passages
            .iter()
            .flat_map(|&passage| std::iter::once(passage).chain(app.sentences_of(passage)));
        let now = pieces.find_map(|passage| app.collection.coding_over(passage));
        let suggested = now.filter(|coding| !coding.by_hand).map(|coding| coding.coded.clone());
        let title = format!("What does {} speak of?", app.target_label(&target));
        let was = now.map(|coding| coding.coded.clone()).unwrap_or_default();
        let mut form = Self {
            draft: was.clone(),
            was,
            picker: Picker::new(PickerKind::Coding, title, Vec::new()),
            recent: app.recent_codings(),
            directions: directions(&app.collection),
            suggested,
            is_own: target.passages.iter().any(|&passage| app.corrections.coding_at(passage).is_some()),
            target,
        };
        form.renew(app);
        form
    }

    /// Sets the entries anew, the selection on the first.
    fn renew(&mut self, app: &App) {
        let document = app.collection.document(self.target.document);
        let text = document.block_text(self.target.block);
        let words = self.target.span.of(&text).trim().to_owned();
        let entries = self.entries(&app.collection.scheme);
        let scheme = &app.collection.scheme;
        let entry = |(label, detail, choice): (String, String, Option<CodingChoice>)| Entry {
            label,
            detail,
            preview: words.clone(),
            choice: choice.map_or(Choice::Tell, Choice::Code),
        };
        let first = self.first_entry(scheme);
        let first = std::iter::once((first.0, first.1.to_owned(), first.2));
        // What they say stands in the detail, so that a filter finds the parts before them.
        let recent = self.recent.iter().enumerate().map(|(at, coded)| {
            let choice = CodingChoice::SaveAs(coded.clone());
            (format!("{} recent", at + 1), scheme.coded_text(coded), Some(choice))
        });
        let parts =
            entries.into_iter().map(|(label, detail, choice)| (label, detail.to_owned(), Some(choice)));
        self.picker.set_entries(first.chain(recent).chain(parts).map(entry).collect());
    }

    /// What Enter does as long as nothing else is chosen.
    fn first_entry(&self, scheme: &Scheme) -> (String, &'static str, Option<CodingChoice>) {
        let text = scheme.coded_text(&self.draft);
        if self.is_changed() {
            (format!("Save: {text}"), "Enter", Some(CodingChoice::Save))
        } else if self.suggested.is_some() {
            (format!("Accept: {text}"), "suggestion", Some(CodingChoice::Save))
        } else if self.was.says_nothing() && !self.is_own {
            ("Type a few letters, Enter chooses, Enter again saves".to_owned(), "", None)
        } else {
            (format!("As it is: {text}"), "", Some(CodingChoice::Leave))
        }
    }

    fn entries(&self, scheme: &Scheme) -> Vec<(String, &'static str, CodingChoice)> {
        let draft = &self.draft;
        let mut entries = Vec::new();
        if self.suggested.is_some() {
            let label = "Reject: it speaks of none of the episodes".to_owned();
            entries.push((label, "suggestion", CodingChoice::SaveAs(Coded::default())));
        }
        entries.extend(scheme.episode_indices().map(|at| {
            let choice = CodingChoice::Episode(at);
            (ticked(self.has(&choice), &scheme.episode(at).name), "episode", choice)
        }));
        entries.extend(scheme.step_indices().map(|at| {
            let step = scheme.step(at);
            let label = format!("{} \u{b7} {}", ticked(draft.step == Some(at), &step.name), step.question);
            (label, "step", CodingChoice::Step(at))
        }));
        let background = ticked(draft.background, "background: it led up to the episode");
        entries.push((background, "fold", CodingChoice::Background));
        if draft.step.is_some() {
            let others = scheme.step_indices().filter(|&at| draft.step != Some(at));
            entries.extend(others.map(|at| {
                let label = ticked(draft.second_step == Some(at), &format!("also {}", scheme.step(at).name));
                (label, "second step", CodingChoice::SecondStep(at))
            }));
        }
        if self.suggested.is_none() && !draft.says_nothing() {
            let label = "None: it speaks of none of the episodes".to_owned();
            entries.push((label, "", CodingChoice::SaveAs(Coded::default())));
        }
        if self.is_own {
            entries.push(("Remove your coding".to_owned(), "", CodingChoice::Remove));
        }
        if self.is_directed(scheme) {
            entries.extend(self.directions.iter().map(|&direction| {
                let label = ticked(draft.direction == Some(direction), &scheme.direction_text(direction));
                (label, "direction", CodingChoice::Direction(direction))
            }));
        }
        entries
    }

    fn is_directed(&self, scheme: &Scheme) -> bool {
        [self.draft.step, self.draft.second_step].into_iter().flatten().any(|step| scheme.step(step).directed)
    }

    /// The combination on a digit.
    pub(in crate::app) fn recent(&self, digit: usize) -> Option<&Coded> {
        self.recent.get(digit.checked_sub(1)?).filter(|_| digit <= MOST_RECENT)
    }

    /// Whether something was chosen that is not saved.
    pub(in crate::app) fn is_changed(&self) -> bool {
        self.draft != self.was
    }

    /// Whether a part is in what was put together.
    fn has(&self, choice: &CodingChoice) -> bool {
        is_in(&self.draft, choice)
    }

    /// Whether a part was typed that is suggested and still in: the reader wants it, not to take it out.
    fn is_typed_suggestion(&self, choice: &CodingChoice) -> bool {
        let suggested = self.suggested.as_ref().is_some_and(|coded| is_in(coded, choice));
        suggested && self.has(choice) && !self.picker.prompt.text().is_empty()
    }

    /// Puts a part in, or takes it out again.
    fn toggle(&mut self, choice: &CodingChoice) {
        let draft = &mut self.draft;
        match *choice {
            CodingChoice::Episode(episode) => match draft.episodes.iter().position(|&known| known == episode)
            {
                Some(at) => {
                    draft.episodes.remove(at);
                }
                None => draft.episodes.push(episode),
            },
            CodingChoice::Step(step) => {
                draft.step = if draft.step == Some(step) { None } else { Some(step) };
                if draft.step.is_none() || draft.second_step == draft.step {
                    draft.second_step = None;
                }
            }
            CodingChoice::SecondStep(step) => {
                draft.second_step = if draft.second_step == Some(step) { None } else { Some(step) };
            }
            CodingChoice::Direction(direction) => {
                draft.direction = if draft.direction == Some(direction) { None } else { Some(direction) };
            }
            CodingChoice::Background => draft.background = !draft.background,
            CodingChoice::Save | CodingChoice::SaveAs(_) | CodingChoice::Leave | CodingChoice::Remove => {}
        }
    }
}

/// Every pair of actors, both ways, those that the codings have most often first.
fn directions(collection: &Collection) -> Vec<Direction> {
    let count = collection.scheme.actors.len();
    let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    let mut directions: Vec<Direction> = pairs
        .filter(|(from, to)| from != to)
        .map(|(from, to)| Direction { from: ActorIndex(from), to: ActorIndex(to) })
        .collect();
    let mut told: HashMap<Direction, usize> = HashMap::new();
    for direction in collection.codings.iter().filter_map(|coding| coding.coded.direction) {
        *told.entry(direction).or_default() += 1;
    }
    directions.sort_by_key(|direction| std::cmp::Reverse(told.get(direction).copied()));
    directions
}

fn is_in(coded: &Coded, choice: &CodingChoice) -> bool {
    match *choice {
        CodingChoice::Episode(episode) => coded.episodes.contains(&episode),
        CodingChoice::Step(step) => coded.step == Some(step),
        CodingChoice::SecondStep(step) => coded.second_step == Some(step),
        CodingChoice::Direction(direction) => coded.direction == Some(direction),
        CodingChoice::Background => coded.background,
        CodingChoice::Save | CodingChoice::SaveAs(_) | CodingChoice::Leave | CodingChoice::Remove => false,
    }
}

fn ticked(is_in: bool, text: &str) -> String {
    format!("[{}] {text}", if is_in { 'x' } else { ' ' })
}

impl App {
    /// Does what the selected entry of the list says. With `stay` the filter and the selection
    /// remain, so that several can be chosen in a row.
    pub(in crate::app) fn choose_coding(&mut self, stay: bool) -> Vec<Effect> {
        let Some(Overlay::Coding(form)) = &self.overlay else { return Vec::new() };
        let choice = match form.picker.selected_entry(&self.collection).map(|entry| entry.choice.clone()) {
            Some(Choice::Code(choice)) => choice,
            Some(_) => {
                self.say("type a few letters of an episode or a step first");
                return Vec::new();
            }
            None => {
                self.say("nothing in the list to choose");
                return Vec::new();
            }
        };
        match choice {
            CodingChoice::Save => {
                let draft = form.draft.clone();
                self.save_coding(&draft)
            }
            CodingChoice::SaveAs(coded) => self.save_coding(&coded),
            CodingChoice::Leave => {
                let label = self.target_label(&form.target);
                self.overlay = None;
                self.say(format!("{label} stays as it is"));
                Vec::new()
            }
            CodingChoice::Remove => {
                self.overlay = None;
                self.remove_coding()
            }
            // What was chosen just now stays so: Enter goes on to the next step.
            part if !stay && form.has(&part) && !is_in(&form.was, &part) => {
                let draft = form.draft.clone();
                self.save_coding(&draft)
            }
            part if !stay && form.is_typed_suggestion(&part) => {
                self.keep_suggested();
                self.say("that is suggested already: Enter accepts it, Tab takes a part out");
                Vec::new()
            }
            part => {
                self.toggle_coding(&part, stay);
                Vec::new()
            }
        }
    }

    /// Back to the first entry, nothing is changed.
    fn keep_suggested(&mut self) {
        let Some(Overlay::Coding(mut form)) = self.overlay.take() else { return };
        form.picker.prompt.set("");
        form.renew(self);
        self.overlay = Some(Overlay::Coding(form));
    }

    fn toggle_coding(&mut self, part: &CodingChoice, stay: bool) {
        let Some(Overlay::Coding(mut form)) = self.overlay.take() else { return };
        form.toggle(part);
        if !stay {
            form.picker.prompt.set("");
        }
        let selected = form.picker.selected;
        form.renew(self);
        if stay {
            form.picker.move_by(selected as isize);
        }
        self.overlay = Some(Overlay::Coding(form));
    }

    /// Codes the passage of the open list and closes it.
    pub(in crate::app) fn save_coding(&mut self, coded: &Coded) -> Vec<Effect> {
        let Some(Overlay::Coding(form)) = self.overlay.take() else { return Vec::new() };
        self.code(&form.target, coded)
    }
}

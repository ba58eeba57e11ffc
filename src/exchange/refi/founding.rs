//! A collection made of a project: its texts, and settings with its codes for episodes and steps.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::codebook::{EPISODES, STEPS, Says, known_codes, renamed};
use super::package::PackageError;
use super::project::{Code, Project};
use super::read::Opened;
use super::xml::held;
use crate::exchange::names::Names;
use crate::scheme::Scheme;
use crate::scheme::format::settings::{parse, written};

/// What a collection can be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Founding {
    pub texts: Vec<Text>,
    /// `collection.toml` without the documents.
    pub settings: String,
    /// What is otherwise than the project's note says that it was.
    pub remarks: Vec<String>,
}

/// A text in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub name: String,
    /// With line feeds, without a byte-order mark.
    pub text: String,
    /// What `collection.toml` said of it, as lines of its table.
    pub about: String,
}

pub fn founded(bytes: &[u8]) -> Result<Founding, PackageError> {
    let opened = Opened::of(bytes)?;
    let kept = opened.kept.unwrap_or_default().settings;
    let names = kept.names();
    let texts = opened.project.sources.iter().zip(&opened.raws).filter_map(|(source, raw)| {
        let raw = raw.as_ref().ok()?;
        let text = raw.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        let about = names.get(&source.guid).map_or_else(String::new, |name| kept.about(name));
        Some(Text { name: source.name.clone(), text, about })
    });
    let texts = texts.collect();
    let mut scheme = parse("", &kept.scheme).scheme;
    let remarks = take_changes(&mut scheme, &opened.project);
    Ok(Founding { texts, settings: settings(&opened.project, &scheme), remarks })
}

/// Takes into the scheme that was kept what another program made of its codes since.
fn take_changes(scheme: &mut Scheme, project: &Project) -> Vec<String> {
    let mut remarks = Vec::new();
    let title = scheme.title.as_ref().filter(|title| held(title) != project.name);
    if let Some(title) = title.filter(|_| !project.name.is_empty()) {
        remarks.push(format!("the project is called '{}'; the title stays '{title}'", project.name));
    }
    for (says, code) in renamed(&project.codes, scheme) {
        let (what, was) = match says {
            Says::Episode(id) => ("episode", rename_episode(scheme, &id, &code.name)),
            Says::Step(id) => ("step", rename_step(scheme, &id, &code.name)),
            _ => continue,
        };
        let was = was.unwrap_or_default();
        remarks.push(format!("the {what} '{was}' is called '{}' in the project, and so here", code.name));
    }
    remarks.extend(take_questions(scheme, &project.codes));
    let there: HashSet<&str> = project.codes.iter().map(|code| code.guid.as_str()).collect();
    let episodes = scheme.episodes.iter().map(|one| (Says::Episode(one.id.clone()), &one.name));
    let steps = scheme.steps.iter().map(|one| (Says::Step(one.id.clone()), &one.name));
    let gone = episodes.chain(steps).filter(|(says, _)| !there.contains(says.guid().as_str()));
    let gone: Vec<&str> = gone.map(|(_, name)| name.as_str()).collect();
    if !gone.is_empty() {
        let gone = gone.join(", ");
        remarks.push(format!("no code of the project stands for these any more, and they stay: {gone}"));
    }
    remarks
}

/// Takes the questions of steps that another program changed.
fn take_questions(scheme: &mut Scheme, codes: &[Code]) -> Vec<String> {
    let known = known_codes(scheme);
    let mut remarks = Vec::new();
    for code in codes {
        let question = code.description.trim();
        let Some(Says::Step(id)) = known.get(&code.guid).filter(|_| !question.is_empty()) else { continue };
        let steps = scheme.steps.iter_mut().filter(|step| step.id == *id);
        for step in steps.filter(|step| held(&step.question).trim() != question) {
            remarks
                .push(format!("the step '{}' has another question in the project, and so here", step.name));
            question.clone_into(&mut step.question);
        }
    }
    remarks
}

fn rename_episode(scheme: &mut Scheme, id: &str, name: &str) -> Option<String> {
    let episode = scheme.episodes.iter_mut().find(|episode| episode.id == id)?;
    if episode.short == episode.name {
        name.clone_into(&mut episode.short);
    }
    Some(std::mem::replace(&mut episode.name, name.to_owned()))
}

fn rename_step(scheme: &mut Scheme, id: &str, name: &str) -> Option<String> {
    let step = scheme.steps.iter_mut().find(|step| step.id == id)?;
    Some(std::mem::replace(&mut step.name, name.to_owned()))
}

/// The settings that begin with a scheme and have the other codes of a project that stand for episodes
/// and steps; what is left of its codes is for tags.
fn settings(project: &Project, scheme: &Scheme) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = written::scheme(scheme);
    if scheme.title.is_none() {
        out.insert_str(0, &format!("title = {}\n", quoted(&project.name)));
    }
    let taken =
        scheme.episodes.iter().map(|episode| &episode.id).chain(scheme.steps.iter().map(|step| &step.id));
    let mut ids = Names::without(taken.cloned());
    let known = known_codes(scheme);
    let under = |category: &'static str| {
        let is_in = move |code: &&Code| code.above.first().is_some_and(|name| name == category);
        project.codes.iter().filter(|code| !code.is_category && !known.contains_key(&code.guid)).filter(is_in)
    };
    for code in under(EPISODES) {
        let (id, name) = (quoted(&new_id(&code.name, &mut ids)), quoted(&code.name));
        let _ = write!(out, "\n[[episode]]\nid = {id}\nname = {name}\n");
    }
    for code in under(STEPS) {
        let question = if code.description.trim().is_empty() { &code.name } else { &code.description };
        let (id, name) = (quoted(&new_id(&code.name, &mut ids)), quoted(&code.name));
        let _ = write!(out, "\n[[step]]\nid = {id}\nname = {name}\nquestion = {}\n", quoted(question));
    }
    out
}

/// An id that nothing has yet, made of a name.
fn new_id(name: &str, taken: &mut Names) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let id = name.to_lowercase().chars().map(plain).collect::<String>().trim_matches('-').to_owned();
    let id = if id.is_empty() { "x".to_owned() } else { id };
    taken.take(&id, |number| format!("{id}-{number}"))
}

#[cfg(test)]
mod tests {
    use super::super::kept::Kept;
    use super::super::package::{Package, packed, text};
    use super::super::{project, read};
    use super::*;
    use crate::exchange::samples::collection;
    use crate::store::Work;

    /// A project of ours with its note, as a program leaves it that makes `now` of `was`.
    fn changed(changes: &[(&str, &str)]) -> Vec<u8> {
        let bytes = project(&Work::default(), &collection()).unwrap().bytes;
        let mut package = Package::open(&bytes).unwrap();
        let mut file = |name: &str| text(&package.read(name).unwrap().expect("the file"));
        let kept = format!("sources/{}.txt", Kept::guid());
        let mut xml = file("project.qde");
        for (was, now) in changes {
            assert!(xml.contains(was), "{was} is not in {xml}");
            xml = xml.replace(was, now);
        }
        packed(&[("project.qde".into(), xml), (kept.clone(), file(&kept))]).unwrap()
    }

    fn founding(changes: &[(&str, &str)]) -> Founding {
        founded(&changed(changes)).unwrap()
    }

    #[test]
    fn what_another_program_made_of_the_codes_counts_and_is_said() {
        let as_it_was = founding(&[]);
        assert_eq!(as_it_was.remarks, [""; 0], "{as_it_was:?}");
        let founding = founding(&[
            ("name=\"Flood f53\"", "name=\"The great flood\""),
            ("name=\"Call\"", "name=\"Summons\""),
            ("<Description>Aftermath</Description>", "<Description>What came of it?</Description>"),
        ]);
        let scheme = parse("", &founding.settings).scheme;
        let names: Vec<&str> = scheme.episodes.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["The great flood", "Flood f16"]);
        assert_eq!(scheme.episodes[0].id, "f53");
        let steps: Vec<(&str, &str)> =
            scheme.steps.iter().map(|one| (one.name.as_str(), one.question.as_str())).collect();
        assert_eq!(steps, [("Summons", "Call"), ("Aftermath", "What came of it?")]);
        let said = founding.remarks.join("\n");
        for words in [
            "the episode 'Flood f53' is called 'The great flood' in the project",
            "the step 'Call' is called 'Summons' in the project",
            "the step 'Aftermath' has another question",
        ] {
            assert!(said.contains(words), "{words} is not in {said}");
        }
    }

    #[test]
    fn what_another_program_took_away_or_named_is_told() {
        let flood = crate::exchange::guid::guid("episode", "f16");
        let founding = founding(&[
            (&flood, "aaaaaaaa-0000-4000-8000-000000000001"),
            (
                "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"Two &lt;floods&gt;\"",
                "<Project name=\"Other\"",
            ),
        ]);
        let said = founding.remarks.join("\n");
        assert!(said.contains("and they stay: Flood f16"), "{said}");
    }

    #[test]
    fn an_import_says_what_is_called_otherwise_than_in_the_scheme() {
        let bytes = changed(&[("name=\"Call\"", "name=\"Summons\"")]);
        let remarks = read(&bytes, &collection(), &Work::default()).unwrap().remarks;
        let said: Vec<String> = remarks.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|one| one.contains("'Call' ('Summons' in the project)")), "{said:?}");
    }
}

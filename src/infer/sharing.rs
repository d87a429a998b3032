//! The scales that questions share, which points of them nobody chose, and what is told about their scores.

use super::draft::Asked;
use super::found::Found;
use super::ids::Names;
use super::scales;
use super::yaml::Yaml;

/// Gives each question the scale it is on. The scales come each once, with their names.
///
/// A point that one question lacks and another has is on both; a middle that no question has is on none.
pub(super) fn share(questions: &mut [Asked]) -> Vec<(String, Found)> {
    let mut shared = merged(questions);
    let mut names = Names::default();
    let mut kept = Vec::new();
    for (found, members) in &mut shared {
        members.retain(|at| !is_two_words(&mut questions[*at], found));
        for at in members.iter() {
            let asked = &mut questions[*at];
            asked.scale = Some(kept.len());
            asked.draft.labels = found.spellings();
            asked.draft.cautions.push(told(found));
        }
        if !members.is_empty() {
            kept.push((names.unique(found.family.name()), found.clone()));
        }
    }
    kept
}

/// Every scale with the positions of the questions on it.
fn merged(questions: &[Asked]) -> Vec<(Found, Vec<usize>)> {
    let found = questions.iter().enumerate().filter_map(|(at, asked)| Some((at, asked.draft.scale.clone()?)));
    let mut found: Vec<(usize, Found)> = found.collect();
    // The fullest first, so that those of which less was seen find it.
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.seen()));
    let mut shared: Vec<(Found, Vec<usize>)> = Vec::new();
    for (at, found) in found {
        place(&mut shared, found, vec![at]);
    }
    shared
}

/// Puts questions on the scale they share with others; a scale that has grown may be another one's, too.
fn place(shared: &mut Vec<(Found, Vec<usize>)>, mut found: Found, mut members: Vec<usize>) {
    let mut position = shared.len();
    loop {
        let known = shared.iter().enumerate().find_map(|(at, (known, _))| Some((at, scales::shared(known, &found)?)));
        let Some((at, both)) = known else { break };
        members.append(&mut shared.remove(at).1);
        found = both;
        position = position.min(at);
    }
    shared.insert(position.min(shared.len()), (found, members));
}

/// Makes a question with nothing but *Agree* and *Disagree* one answer out of two, not a scale with a mean.
fn is_two_words(asked: &mut Asked, found: &Found) -> bool {
    let [low, high] = &found.points[..] else { return false };
    if !["likert", "rating"].contains(&asked.draft.kind) {
        return false;
    }
    let labels = vec![high.label.clone(), low.label.clone()];
    asked.draft.kind = "single";
    asked.draft.add_why("Nothing else was seen: if the form has more answers, list them from low to high as a scale.");
    asked.draft.keys.insert(0, ("options", Yaml::list(&labels)));
    asked.draft.labels = labels;
    true
}

/// What to know about means and boxes on a scale that was guessed from words.
fn told(found: &Found) -> String {
    let scores = format!("the scale is guessed from the answers: scores {}", found.scores());
    let told = match (&found.left_out, found.unseen().as_slice()) {
        (Some(middle), []) => format!("{scores}; nobody gave `{middle}`, which is taken as not offered"),
        (_, []) => scores,
        (_, unseen) => format!("{scores}; nobody gave {}, taken as offered", unseen.join(", ")),
    };
    match found.top().as_slice() {
        [] => told,
        top => format!("{told}; top box {}", top.join(", ")),
    }
}

/// What stands over a scale in the definition.
pub(super) fn why(found: &Found) -> String {
    let scores = format!("Scores {}.", found.scores());
    let unseen = found.unseen();
    if let Some(middle) = &found.left_out {
        return format!(
            "{scores} Nobody chose `{middle}` in any question, so it is taken as not on the form. If it is, put it in: the scores above it change."
        );
    }
    if unseen.is_empty() {
        return scores;
    }
    let shifts = if found.has_gap_below() { " Without it, the scores above change." } else { "" };
    format!("{scores} Nobody chose {} in any question: check that the form has it.{shifts}", unseen.join(" or "))
}

//! What of a survey is looked at in a run of rows: all of it, or what one statement of another engine tells.

use super::findings::About;

/// What is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope(Option<Part>);

/// A part of a survey.
#[derive(Debug, Clone)]
struct Part {
    /// Per question, whether it is decoded.
    questions: Vec<bool>,
    /// The one subject of which is noted what cannot be understood; of others it is noted in a part of theirs.
    about: Option<About>,
}

impl Scope {
    /// Everything.
    pub(super) const WHOLE: Scope = Scope(None);

    /// Only these of so many questions; `about` is what findings are wanted of.
    pub(super) fn of(decoded: impl IntoIterator<Item = usize>, questions: usize, about: Option<About>) -> Scope {
        let mut part = Part { questions: vec![false; questions], about };
        decoded.into_iter().for_each(|question| part.questions[question] = true);
        Scope(Some(part))
    }

    /// Whether the question at a position is decoded.
    pub(super) fn has(&self, question: usize) -> bool {
        self.0.as_ref().is_none_or(|part| part.questions[question])
    }

    /// Whether it is noted what cannot be understood of something.
    pub(super) fn notes(&self, about: About) -> bool {
        self.0.as_ref().is_none_or(|part| part.about == Some(about))
    }
}

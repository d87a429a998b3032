//! Who wrote an export, and what its header means. One file per platform, one line in [`PLATFORMS`].
//!
//! A platform is recognised by evidence in the first records, never by a file's name, and the evidence is
//! reported. Knows headers only: what a cell means is the definition's business.

mod alchemer;
mod formbricks;
mod google_forms;
mod kobotoolbox;
mod limesurvey;
mod live_chat;
mod microsoft_forms;
mod model;
mod plain;
mod qualtrics;
mod redcap;
mod reviews;
mod surveymonkey;
mod typeform;
mod words;

pub(super) use model::{Apart, Head, HeaderColumn, Headers, Platform, Role, SetApart, When};
pub(super) use plain::PLAIN;
pub(super) use qualtrics::QUALTRICS;
pub(super) use redcap::DICTIONARY;
pub(super) use surveymonkey::spread_over;

use crate::diagnostic::{Fault, nearest};

/// Every platform, the most specific evidence first; the last one takes whatever is left.
pub(super) static PLATFORMS: &[&Platform] = &[
    &qualtrics::QUALTRICS,
    &qualtrics::LEGACY,
    &surveymonkey::SUMMARY,
    &surveymonkey::SURVEYMONKEY,
    &formbricks::FORMBRICKS,
    &typeform::TYPEFORM,
    &limesurvey::LIMESURVEY,
    &kobotoolbox::KOBOTOOLBOX,
    &redcap::REDCAP,
    &redcap::DICTIONARY,
    &alchemer::ALCHEMER,
    &microsoft_forms::MICROSOFT_FORMS,
    &google_forms::GOOGLE_FORMS,
    &live_chat::ZENDESK,
    &live_chat::INTERCOM,
    &live_chat::LIVECHAT,
    &reviews::TRUSTPILOT,
    &reviews::GOOGLE,
    &reviews::FACEBOOK,
    &plain::PLAIN,
];

impl Platform {
    /// Whether a table with one header row has the marks of this platform.
    pub(super) fn is_headed(&self, headers: &Headers) -> bool {
        let names: Vec<String> = headers.columns.iter().map(|column| column.id.clone()).collect();
        Head::new(&[names]).is_some_and(|head| (self.detect)(head).is_some())
    }
}

/// The platform that wrote an export, with the evidence for it.
pub(super) fn detect(head: Head) -> (&'static Platform, String) {
    let found = PLATFORMS.iter().find_map(|platform| Some((*platform, (platform.detect)(head)?)));
    found.unwrap_or((&plain::PLAIN, String::new()))
}

/// The platform of this name.
///
/// # Errors
///
/// When there is none, with the nearest there is.
pub(super) fn by_name(name: &str) -> Result<&'static Platform, Fault> {
    let ids = || PLATFORMS.iter().map(|platform| platform.id);
    PLATFORMS.iter().find(|platform| platform.id == name).copied().ok_or_else(|| {
        let all = ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let help =
            nearest(name, ids()).map_or(format!("expected one of {all}"), |near| format!("did you mean `{near}`?"));
        Fault::new(format!("there is no platform `{name}`")).help(help)
    })
}

#[cfg(test)]
mod tests {
    use super::PLATFORMS;

    #[test]
    fn platforms_have_names_of_their_own() {
        let mut ids: Vec<&str> = PLATFORMS.iter().map(|platform| platform.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), PLATFORMS.len());
    }
}

//! Where a database is, in words that hold no secrets.

use super::dialect::Dialect;
use super::drivers::canonical;
use super::profile;
use crate::diagnostic::Fault;

/// A database, by its URI: `sqlite:responses.db`, `postgresql://host/database`, `duckdb:lake.db`, `profile://warehouse`.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    uri: String,
    /// The driver's name: what stands before the colon, or what the profile says.
    driver: String,
    /// What nobody may see of what the profile says.
    hidden: Vec<String>,
}

/// Words in the names of options that hold secrets.
const SECRET: [&str; 5] = ["password", "passwd", "pwd", "token", "secret"];

impl Source {
    /// The database of this URI. From a place that others can read, such as a command line, it may hold no password.
    ///
    /// # Errors
    ///
    /// When it names no kind of database, or holds a password and may not.
    pub fn new(uri: &str, is_private: bool) -> Result<Source, Fault> {
        let scheme = uri.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
            scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-+.".contains(letter))
        });
        let Some(driver) = scheme else {
            return Err(Fault::new("the source does not say which kind of database it is")
                .help("write `sqlite:FILE`, `duckdb:FILE`, `postgresql://HOST/DATABASE`, `spark://HOST:PORT` or `profile://NAME`"));
        };
        let profile = profile::name(uri);
        let driver = profile.and_then(profile::driver).unwrap_or_else(|| driver.to_ascii_lowercase());
        let hidden = profile.map(profile::texts).unwrap_or_default().into_iter().flat_map(hidden).collect();
        let source = Source { uri: uri.to_owned(), driver, hidden };
        if !is_private && !secrets(&source.uri).is_empty() {
            return Err(Fault::new(format!(
                "the source `{}` holds a password, which others can read here",
                source.shown()
            ))
            .help(
                "leave it out: the database's own file (`.pgpass`), PGPASSWORD, a `profile://NAME`, or the whole \
                     URI in the variable SURVEY_SOURCE can hold it",
            ));
        }
        Ok(source)
    }

    /// The dialect that it speaks.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        Dialect::of(canonical(&self.driver))
    }

    /// The driver's name.
    #[must_use]
    pub fn driver(&self) -> &str {
        &self.driver
    }

    /// The URI, with all it holds.
    #[cfg_attr(not(feature = "databases"), expect(dead_code, reason = "nothing can be reached"))]
    pub(super) fn uri(&self) -> &str {
        &self.uri
    }

    /// The profile that says how it is reached, if one does.
    #[cfg_attr(not(feature = "databases"), expect(dead_code, reason = "nothing can be reached"))]
    pub(super) fn profile(&self) -> Option<&str> {
        profile::name(&self.uri)
    }

    /// The URI without users, passwords and options.
    #[must_use]
    pub fn shown(&self) -> String {
        let uri = self.uri.split(['?', ';']).next().unwrap_or_default();
        match uri.split_once("://") {
            Some((scheme, rest)) => {
                let (host, path) = rest.split_once('/').map_or((rest, None), |(host, path)| (host, Some(path)));
                let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
                format!("{scheme}://{host}{}", path.map(|path| format!("/{path}")).unwrap_or_default())
            }
            None => uri.to_owned(),
        }
    }

    /// What a driver says, without what nobody may see; on one line.
    #[must_use]
    pub fn scrubbed(&self, text: &str) -> String {
        const LONGEST: usize = 400;
        let mut text = text.replace(&self.uri, &self.shown());
        for secret in self.hidden.iter().chain(&secrets(&self.uri)) {
            text = text.replace(secret, "…");
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").chars().take(LONGEST).collect()
    }
}

/// What nobody may see of a URI.
fn secrets(uri: &str) -> Vec<String> {
    let mut secrets = Vec::new();
    if let Some((_, rest)) = uri.split_once("://") {
        let user = rest.split(['/', '?']).next().unwrap_or_default().rsplit_once('@').map(|(user, _)| user);
        secrets.extend(user.and_then(|user| user.split_once(':')).map(|(_, password)| password.to_owned()));
    }
    let options = uri.split_once(['?', ';']).map_or("", |(_, options)| options).split(['&', ';']);
    let secret = |option: &str| {
        let (key, value) = option.split_once('=')?;
        is_secret(key).then(|| value.to_owned())
    };
    secrets.extend(options.filter_map(secret));
    secrets.retain(|secret| !secret.is_empty());
    secrets
}

fn is_secret(option: &str) -> bool {
    let option = option.to_ascii_lowercase();
    SECRET.iter().any(|word| option.contains(word))
}

/// What nobody may see of an option of a profile: all of it, where it is a secret or says where the database is.
fn hidden((option, value): (String, String)) -> Vec<String> {
    let parts = secrets(&value);
    let whole = (option == "uri" || is_secret(&option)).then_some(value);
    whole.into_iter().filter(|value| !value.is_empty()).chain(parts).collect()
}

impl std::fmt::Debug for Source {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Source").field(&self.shown()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn passwords_are_never_shown() {
        let uris = [
            "postgresql://ann:hunter2@db.example:5432/gp?sslmode=require",
            "postgresql://ann@db.example:5432/gp?password=hunter2",
            "spark://db.example:443;token=hunter2",
        ];
        for uri in uris {
            let source = Source::new(uri, true).expect("a source");
            let said = source.scrubbed(&format!("cannot connect to {uri}: hunter2 is wrong"));
            for text in [source.shown(), said, format!("{source:?}")] {
                assert!(!text.contains("hunter2"), "{text}");
            }
            let fault = Source::new(uri, false).expect_err("refused");
            assert!(!format!("{fault:?}").contains("hunter2"));
        }
        assert_eq!(Source::new(uris[0], true).expect("a source").shown(), "postgresql://db.example:5432/gp");
    }

    #[test]
    fn a_source_says_what_it_is() {
        assert_eq!(Source::new("sqlite:a b.db", false).expect("a source").driver(), "sqlite");
        assert!(Source::new("responses.db", false).is_err());
        assert!(Source::new("C:\\responses.db", false).is_err());
    }
}

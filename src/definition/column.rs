//! The columns of an export, as a definition names them.

/// How an export's column is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnRef {
    /// By its header.
    Name(String),
    /// By its position, the first column being 1.
    Position(usize),
}

impl ColumnRef {
    /// As a definition writes it.
    #[must_use]
    pub fn as_written(&self) -> String {
        let is_plain = |name: &str| {
            name.starts_with(|first: char| first.is_alphabetic())
                && name.chars().all(|letter| letter.is_alphanumeric() || "_- ".contains(letter))
        };
        match self {
            ColumnRef::Position(position) => position.to_string(),
            ColumnRef::Name(name) if is_plain(name) => name.clone(),
            ColumnRef::Name(name) => serde_json::Value::from(name.as_str()).to_string(),
        }
    }
}

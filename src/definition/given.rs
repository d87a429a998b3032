//! Values as they were given: with their place, and present even where their content was faulty, so that
//! one mistake never hides the next.

use super::source::Mark;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// The name under which [`Given`] asks its deserializer for a place along with the value.
pub(super) const GIVEN: &str = "Given";

/// The value of a key that may be left out.
#[derive(Debug, Clone)]
pub(super) struct Key<T>(Option<Given<T>>);

impl<T> Key<T> {
    /// A sound value that stands there.
    pub fn of(value: T, mark: Mark) -> Key<T> {
        Key(Some(Given { mark, value: Some(value) }))
    }

    /// The value, if there is a sound one.
    pub fn value(&self) -> Option<&T> {
        self.0.as_ref()?.value.as_ref()
    }

    /// Where the value was written, sound or not.
    pub fn mark(&self) -> Option<Mark> {
        self.0.as_ref().map(|given| given.mark)
    }

    /// A sound value with its place.
    pub fn marked(&self) -> Option<(&T, Mark)> {
        self.value().zip(self.mark())
    }
}

impl<T> Default for Key<T> {
    fn default() -> Key<T> {
        Key(None)
    }
}

/// A list of values.
pub(super) type List<T> = Vec<Given<T>>;

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Given<T> {
    /// Where it was written.
    pub mark: Mark,
    /// The value; `None` when it was faulty, which has been noted then.
    pub value: Option<T>,
}

/// Names and values in the order written. No name occurs twice.
#[derive(Debug, Clone)]
pub(super) struct Table<T>(pub Vec<(Given<String>, Given<T>)>);

impl<T> Table<T> {
    /// The entries with a sound name: name, its place, value.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Mark, &Given<T>)> {
        self.0.iter().filter_map(|(name, value)| Some((name.value.as_deref()?, name.mark, value)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Key<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<T>, D::Error> {
        Given::deserialize(deserializer).map(|given| Key(Some(given)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Given<T>, D::Error> {
        deserializer.deserialize_newtype_struct(GIVEN, GivenVisitor(PhantomData))
    }
}

/// Expects line, column, length, and the value unless it is faulty.
struct GivenVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for GivenVisitor<T> {
    type Value = Given<T>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a value with its place")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Given<T>, A::Error> {
        let mut number = || parts.next_element::<usize>().map(|number| number.unwrap_or(1));
        let mark = Mark { line: number()?, column: number()?, length: number()? };
        Ok(Given { mark, value: parts.next_element()? })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Table<T>, D::Error> {
        deserializer.deserialize_map(TableVisitor(PhantomData))
    }
}

struct TableVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TableVisitor<T> {
    type Value = Table<T>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("names with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Table<T>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Table(entries))
    }
}

/// Text as it was written, quoted or not: `1`, `1.50`, `No`, `null` and `2024-01-01` are texts too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text(String);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        String::deserialize(deserializer).map(Text)
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean", "null"] })
    }
}

/// Places are no part of the format: the schema of a given value is that of the value.
macro_rules! transparent_schema {
    ($($wrapper:ident),*) => {$(
        impl<T: JsonSchema> JsonSchema for $wrapper<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    )*};
}

transparent_schema!(Given, Key);

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Table_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "minProperties": 1, "additionalProperties": generator.subschema_for::<T>() })
    }
}

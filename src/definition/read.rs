//! Reads a tree into the types of the format, by serde, without stopping at the first fault.
//!
//! A faulty value is noted and left out of its [`Given`](super::given::Given); unknown keys are noted and
//! passed over. Two conventions make this serve a format with shorthands and nothing untagged:
//!
//! - an enum whose variants are called `Text`, `Number`, `Truth`, `List` or `Map` takes the variant of the shape
//!   that was written;
//! - any other enum is a choice of words.

use super::given::GIVEN;
use super::source::Notes;
use super::tree::{Node, Value};
use crate::diagnostic::{listed, named, nearest};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Reads the whole tree. `None` when not even its root has the right shape.
pub(super) fn read<T: DeserializeOwned>(root: &Node, notes: &Notes) -> Option<T> {
    let reader = Reader { node: root, role: Role::Root, notes };
    T::deserialize(reader).map_err(|wrong| reader.note(wrong)).ok()
}

/// What a node is to its parent, for messages.
#[derive(Clone, Copy)]
enum Role<'a> {
    Root,
    Key(&'a str),
    Name,
    Entry(&'a str),
}

impl<'a> Role<'a> {
    /// The key that the value stands under.
    const fn key(self) -> &'a str {
        match self {
            Role::Key(name) | Role::Entry(name) => name,
            Role::Root | Role::Name => "",
        }
    }
}

impl fmt::Display for Role<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Role::Root => out.write_str("the definition"),
            Role::Key(name) => out.write_str(&named(name)),
            Role::Name => out.write_str("a name before a colon"),
            Role::Entry(list) => write!(out, "an entry of {}", named(list)),
        }
    }
}

/// What is wrong with a node, and what to do.
#[derive(Debug)]
struct Wrong {
    message: String,
    help: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Wrong {
        Wrong { message: message.to_string(), help: "see `survey generate schema`".to_owned() }
    }
}

/// The shapes a value can be asked for.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Text,
    Whole,
    Number,
    Truth,
    List,
    Map,
}

impl Form {
    fn of_variant(name: &str) -> Option<Form> {
        match name {
            "Text" => Some(Form::Text),
            "Number" => Some(Form::Whole),
            "Figure" => Some(Form::Number),
            "Truth" => Some(Form::Truth),
            "List" => Some(Form::List),
            "Map" => Some(Form::Map),
            _ => None,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Form::Text => "a text",
            Form::Whole => "a whole number",
            Form::Number => "a number",
            Form::Truth => "`true` or `false`",
            Form::List => "a list",
            Form::Map => "a block of `key: value` lines",
        }
    }

    const fn example(self) -> &'static str {
        match self {
            Form::Text => "write one text; put quotes around it when it holds `: ` or ` #`",
            Form::Whole => "write it in digits without a thousands separator, for example `1240`",
            Form::Number => "write it in digits with a decimal point, for example `2.5`",
            Form::Truth => "write `true` or `false`, or leave the key out",
            Form::List => "write `[one, two]`, or one entry a line after `- `",
            Form::Map => "write the keys on lines of their own, indented, or as `{ key: value }`",
        }
    }

    fn fits(self, node: &Node) -> bool {
        match &node.value {
            Value::List(_) => self == Form::List,
            Value::Map(_) => self == Form::Map,
            Value::Scalar { text, plain } => {
                let is_plain = |is: bool| *plain && is;
                match self {
                    Form::Text => true,
                    Form::Whole => is_plain(text.parse::<i64>().is_ok()),
                    Form::Truth => is_plain(text.parse::<bool>().is_ok()),
                    Form::Number => is_plain(text.parse::<f64>().is_ok_and(f64::is_finite)),
                    Form::List | Form::Map => false,
                }
            }
        }
    }
}

/// A node, and where to note what is wrong with it.
#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    role: Role<'a>,
    notes: &'a Notes<'a>,
}

impl<'a> Reader<'a> {
    fn note(self, wrong: Wrong) {
        self.notes.fault(self.node.mark, wrong.message, wrong.help);
    }

    /// The node is not of a form that was asked for.
    fn wrong(self, forms: &[Form]) -> Wrong {
        let example = self.advice(forms).to_owned();
        if self.node.is_empty() {
            return Wrong { message: format!("{} has no value", self.role), help: example };
        }
        let expected = forms.iter().map(|form| form.words()).collect::<Vec<_>>().join(" or ");
        let found = match &self.node.value {
            Value::Scalar { text, .. } => named(text),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a block of keys".to_owned(),
        };
        Wrong { message: format!("{} must be {expected}, not {found}", self.role), help: example }
    }

    /// How to write one of these forms: the one that is nearest to what was written.
    fn advice(self, forms: &[Form]) -> &'static str {
        if matches!(self.role, Role::Root) {
            return "begin with `survey:` and `questions:`; is this the right file?";
        }
        let is_block = |form: &&Form| matches!(form, Form::List | Form::Map);
        let simple = forms.iter().find(|form| !is_block(form)).filter(|_| self.node.text().is_some());
        simple.or(forms.last()).map_or("", |form| form.example())
    }

    fn scalar(self, form: Form) -> Result<&'a str, Wrong> {
        self.node.text().filter(|_| !self.node.is_empty()).ok_or_else(|| self.wrong(&[form]))
    }

    fn entries(self) -> Result<&'a [(Node, Node)], Wrong> {
        match &self.node.value {
            Value::Map(entries) if !entries.is_empty() => Ok(entries),
            _ => Err(self.wrong(&[Form::Map])),
        }
    }

    /// Notes the keys that are no field, and gives the others.
    fn fields(self, fields: &[&'static str]) -> Result<Vec<&'a (Node, Node)>, Wrong> {
        let (known, unknown): (Vec<_>, Vec<_>) =
            self.entries()?.iter().partition(|(key, _)| key.text().is_some_and(|text| fields.contains(&text)));
        for (key, _) in unknown {
            unknown_key(key, fields, &self.role.to_string(), self.notes);
        }
        Ok(known)
    }

    /// The variant whose shape was written.
    fn variant_of_shape(self, variants: &[&'static str]) -> Option<Result<&'static str, Wrong>> {
        let forms: Vec<Form> = variants.iter().filter_map(|name| Form::of_variant(name)).collect();
        if forms.len() < variants.len() {
            return None;
        }
        let fitting = forms.iter().position(|form| form.fits(self.node)).filter(|_| !self.node.is_empty());
        Some(fitting.map(|position| variants[position]).ok_or_else(|| self.wrong(&forms)))
    }

    /// The variant whose word was written.
    fn variant_of_word(self, variants: &[&'static str]) -> Result<&'static str, Wrong> {
        let word = self.scalar(Form::Text)?;
        variants.iter().find(|variant| **variant == word).copied().ok_or_else(|| Wrong {
            message: format!("{} cannot be {}", self.role, named(word)),
            help: choice(word, variants),
        })
    }
}

/// Notes a key that is not among the known ones.
pub(super) fn unknown_key(key: &Node, known: &[&str], owner: &str, notes: &Notes) {
    let name = key.text().unwrap_or("?");
    let help = match key.text() {
        Some(_) => choice(name, known),
        None => format!("a key is one word; the keys here are {}", listed(known.iter().copied())),
    };
    notes.fault(key.mark, format!("unknown key {} in {owner}", named(name)), help);
}

/// Advice on a word that is none of the choices.
pub(super) fn choice(word: &str, choices: &[&str]) -> String {
    match (slip(word, choices), choices) {
        (Some(near), _) => format!("did you mean {}?", named(near)),
        (None, []) => "there is none to choose from".to_owned(),
        (None, [only]) => format!("the only one is {}", named(only)),
        (None, _) => format!("choose from {}", listed(choices.iter().copied())),
    }
}

/// The choice that the word is a slip of the pen for. One number is never a slip for another.
pub(super) fn slip<'a>(word: &str, choices: &[&'a str]) -> Option<&'a str> {
    nearest(word, choices.iter().copied()).filter(|_| word.parse::<f64>().is_err())
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.scalar(Form::Text)?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let text = self.scalar(Form::Whole)?;
        let wrong = |_| match text.parse::<i64>() {
            Ok(_) => {
                Wrong { message: format!("{} cannot be negative", self.role), help: "write a number from 1".into() }
            }
            Err(_) => self.wrong(&[Form::Whole]),
        };
        visitor.visit_u64(text.parse().map_err(wrong)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let number = self.scalar(Form::Number)?.parse().ok().filter(|number: &f64| number.is_finite());
        visitor.visit_f64(number.ok_or_else(|| self.wrong(&[Form::Number]))?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let truth = self.scalar(Form::Truth)?.parse();
        visitor.visit_bool(truth.map_err(|_| self.wrong(&[Form::Truth]))?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        debug_assert_eq!(name, GIVEN, "no other newtype is read");
        visitor.visit_seq(GivenParts { reader: self, given: 0 })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match &self.node.value {
            Value::List(items) if items.is_empty() => {
                let message = format!("{} is an empty list", self.role);
                Err(Wrong { message, help: "fill it, or take it out".to_owned() })
            }
            Value::List(items) => visitor.visit_seq(Items { of: self.role.key(), rest: items, notes: self.notes }),
            _ => Err(self.wrong(&[Form::List])),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_map(Entries::new(self.entries()?.iter().collect(), true, self.notes))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_map(Entries::new(self.fields(fields)?, false, self.notes))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let name = match self.variant_of_shape(variants) {
            Some(variant) => variant?,
            None => self.variant_of_word(variants)?,
        };
        visitor.visit_enum(Variant { name, content: self })
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u128 f32 char str string bytes byte_buf option unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

/// The parts of a `Given`: line, column, length, and the value unless it is faulty.
struct GivenParts<'a> {
    reader: Reader<'a>,
    given: usize,
}

impl<'de> SeqAccess<'de> for GivenParts<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let mark = self.reader.node.mark;
        let part = [mark.line, mark.column, mark.length].get(self.given).copied();
        self.given += 1;
        match part {
            Some(number) => seed.deserialize(number.into_deserializer()).map(Some),
            None => Ok(seed.deserialize(self.reader).map_err(|wrong| self.reader.note(wrong)).ok()),
        }
    }
}

/// The items of a list.
struct Items<'a> {
    of: &'a str,
    rest: &'a [Node],
    notes: &'a Notes<'a>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some((node, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        seed.deserialize(Reader { node, role: Role::Entry(self.of), notes: self.notes }).map(Some)
    }
}

/// Keys and values; the keys are names of the user's own, or fields.
struct Entries<'a> {
    rest: std::vec::IntoIter<&'a (Node, Node)>,
    value: Option<&'a (Node, Node)>,
    names: bool,
    notes: &'a Notes<'a>,
}

impl<'a> Entries<'a> {
    fn new(entries: Vec<&'a (Node, Node)>, names: bool, notes: &'a Notes<'a>) -> Entries<'a> {
        Entries { rest: entries.into_iter(), value: None, names, notes }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        self.value = self.rest.next();
        let Some((key, _)) = self.value else { return Ok(None) };
        if self.names {
            return seed.deserialize(Reader { node: key, role: Role::Name, notes: self.notes }).map(Some);
        }
        let field: StrDeserializer<Wrong> = key.text().unwrap_or_default().into_deserializer();
        seed.deserialize(field).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let (key, node) = self.value.ok_or_else(|| Wrong::custom("a value without a key"))?;
        let role = Role::Key(key.text().unwrap_or_default());
        seed.deserialize(Reader { node, role, notes: self.notes })
    }
}

/// The variant chosen, and the node it is read from.
struct Variant<'a> {
    name: &'static str,
    content: Reader<'a>,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        let name: StrDeserializer<Wrong> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(self.content)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.content.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        self.content.deserialize_struct(self.name, fields, visitor)
    }
}

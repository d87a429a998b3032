//! The shape of the house, held in place: imports go only to strictly lower rooms, and each outside
//! library has its room. Inside a room no files go in a circle.

mod circles;

use crate::support::root;
use circles::circles;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every room with its level.
const LEVELS: [(&str, u8); 22] = [
    ("diagnostic", 0),
    ("scale", 0),
    ("label", 0),
    ("language", 0),
    ("results", 0),
    ("stats", 0),
    ("plan", 1),
    ("table", 2),
    ("metric", 3),
    ("weighting", 3),
    ("decode", 3),
    ("view", 4),
    ("definition", 4),
    ("render", 5),
    ("chart", 5),
    ("infer", 5),
    ("responses", 6),
    ("synthetic", 6),
    ("rows", 7),
    ("sql", 8),
    ("analysis", 9),
    ("cli", 10),
];

/// Rooms that stand high, for they are given much, and may know little: what the figures are, not how they came about.
const NARROW: [(&str, &[&str]); 3] = [
    ("view", &["results", "diagnostic"]),
    ("render", &["results", "view", "diagnostic"]),
    ("chart", &["results", "view", "diagnostic"]),
];

/// What may be named only in some rooms.
const CONFINED: [(&str, &[&str]); 18] = [
    ("adbc_", &["sql"]),
    // Nobody but who names a table asks which engine counted.
    ("crate::sql", &["sql", "cli"]),
    ("polars::", &["table"]),
    ("plotters::", &["chart"]),
    ("resvg::", &["chart"]),
    ("skrifa::", &["chart"]),
    ("serde_yaml::", &["definition"]),
    ("csv::", &["responses", "render", "definition", "synthetic", "table"]),
    ("Published::after_disclosure", &["analysis"]),
    ("PublishedComparison::after_disclosure", &["analysis"]),
    ("println!", &["cli"]),
    ("print!", &["cli"]),
    ("std::io::stdin", &["cli"]),
    ("std::io::stdout", &["cli"]),
    ("std::io::stderr", &["cli"]),
    ("std::env::", &["cli"]),
    ("SystemTime::now", &["cli"]),
    ("Instant::now", &["cli"]),
];

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

/// The room that a file under `src/` belongs to; `None` for `main.rs` and `lib.rs`, which hold none.
fn room(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(root().join("src")).expect("a file under src");
    let first = inside.components().next().expect("a path");
    let name = Path::new(first.as_os_str()).file_stem().expect("a name").to_string_lossy().into_owned();
    (name != "main" && name != "lib").then_some(name)
}

fn level(room: &str) -> u8 {
    let found = LEVELS.iter().find(|(name, _)| *name == room);
    found.unwrap_or_else(|| panic!("src/{room} has no level: give it one in tests/architecture.rs")).1
}

/// The part of a file that is shipped, without comments and the unit tests at its end.
fn shipped_code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    shipped.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The rooms that code names as `crate::ROOM`, also inside `use crate::{…}`.
fn rooms_named(code: &str) -> Vec<String> {
    let starts = code.match_indices("crate::").map(|(at, found)| &code[at + found.len()..]);
    starts
        .flat_map(|rest| {
            let list = rest.strip_prefix('{').and_then(|rest| rest.split_once("};")).map(|(list, _)| list);
            let names: Vec<&str> = list.map_or_else(|| vec![rest], |list| list.split(',').map(str::trim).collect());
            names.into_iter().map(first_word).collect::<Vec<_>>()
        })
        .filter(|name| LEVELS.iter().any(|(room, _)| room == name))
        .collect()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Everything in `code`, which belongs to `room`, that breaks the order of the house.
fn breaches(room: &str, code: &str) -> Vec<String> {
    let upward = rooms_named(code)
        .into_iter()
        .filter(|named| named != room && level(named) >= level(room))
        .map(|named| format!("`{room}` (level {}) imports `{named}` (level {})", level(room), level(&named)));
    let strays = CONFINED
        .iter()
        .filter(|(what, rooms)| !rooms.contains(&room) && names(code, what))
        .map(|(what, rooms)| format!("`{room}` names `{what}`, which belongs to {rooms:?}"));
    let wide = NARROW.iter().filter(|(narrow, _)| *narrow == room).flat_map(|(_, known)| {
        let unknown = rooms_named(code).into_iter().filter(|named| named != room && !known.contains(&named.as_str()));
        unknown.map(|named| format!("`{room}` imports `{named}`; it may know {known:?}")).collect::<Vec<_>>()
    });
    upward.chain(strays).chain(wide).collect()
}

/// Whether code names something as a word of its own: `eprintln!` does not name `println!`.
fn names(code: &str, what: &str) -> bool {
    code.match_indices(what).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn rooms_import_only_from_lower_levels() {
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources were found");
    let all: Vec<String> = files
        .iter()
        .filter_map(|file| room(file).map(|room| (file, room)))
        .flat_map(|(file, room)| {
            let code = shipped_code(&std::fs::read_to_string(file).expect("a readable source file"));
            breaches(&room, &code).into_iter().map(move |breach| format!("{}: {breach}", file.display()))
        })
        .collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_rooms_listed_are_those_that_there_are() {
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    let there: BTreeSet<String> = files.iter().filter_map(|file| room(file)).collect();
    let listed: BTreeSet<String> = LEVELS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, there);
    let narrow = NARROW.iter().flat_map(|(room, known)| [&[*room], *known].concat());
    let confined = CONFINED.iter().flat_map(|(_, rooms)| rooms.to_vec());
    let strange: Vec<&str> = narrow.chain(confined).filter(|room| !listed.contains(*room)).collect();
    assert!(strange.is_empty(), "no such rooms: {strange:?}");
}

#[test]
fn an_upward_import_is_seen() {
    assert_eq!(breaches("decode", "use crate::definition::Survey;").len(), 1);
    assert_eq!(breaches("stats", "use crate::{results::Figure, analysis::Request};").len(), 2);
    assert_eq!(breaches("metric", "fn f() { crate::cli::main(); }").len(), 1);
    assert_eq!(breaches("view", "use crate::{results::Figure, table::Tally};").len(), 1);
    assert_eq!(breaches("view", "use polars::prelude::DataFrame;").len(), 1);
    assert_eq!(breaches("render", "println!(\"{x}\")").len(), 1);
    let helper =
        "#[cfg(test)]\nfn helper() {}\nuse polars::prelude::DataFrame;\n#[cfg(test)]\nmod tests { use polars::df; }";
    assert_eq!(breaches("view", &shipped_code(helper)).len(), 1);
    assert!(shipped_code(helper).ends_with("DataFrame;"));
    assert!(breaches("analysis", "use crate::plan::{Plan, Key};\nuse crate::results::Report;").is_empty());
}

#[test]
fn no_files_of_a_room_go_in_a_circle() {
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    files.retain(|file| room(file).is_some());
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.strip_prefix(root().join("src")).expect("a file under src");
        (name.to_string_lossy().replace('\\', "/"), std::fs::read_to_string(file).expect("a readable source file"))
    };
    let found = circles(&files.iter().map(read).collect::<Vec<_>>());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The circles of a room made up of these files.
fn made_up(files: &[(&str, &str)]) -> Vec<String> {
    circles(&files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<Vec<_>>())
}

#[test]
fn a_circle_is_seen_however_a_file_is_named() {
    let house = |first: &str| {
        made_up(&[
            ("room/mod.rs", "mod a;\nmod b;\nmod c;\npub use c::Third;\npub(super) use b::{Second, Other as Renamed};"),
            ("room/a.rs", first),
            ("room/b.rs", "use crate::room::Third;\npub struct Second(Third);"),
            ("room/c.rs", "use super::a;\npub struct Third(a::First);"),
        ])
    };
    let ways = [
        "use super::b::Second;",
        "use super::{Second, c};",
        "use crate::{label, room::{self, b::{Second as S}}};",
        "use super::Renamed;",
        "fn f() { super::b::second(); }",
        "use super::b;\nfn f() { b::second(); }",
        "#[serde(with = \"super::b::text\")]",
        "mod inner { fn f() { super::super::b::second(); } }",
        "use super::b::*;",
    ];
    for way in ways {
        let found = house(way);
        assert_eq!(found.len(), 1, "{way}");
        assert!(found[0].starts_with("a circle of 3 files:\n  room/a leans on room/b ("), "{way}: {}", found[0]);
    }
    let harmless = [
        "",
        "// use super::b::Second;",
        "#[cfg(test)]\nmod tests { use super::super::b::Second; }",
        "const TEXT: &str = \"see super::b::Second\"; fn f<'b>(b: &'b str) -> impl Fn() + use<'b> {}",
        "use super::b;\nmod inner { fn f() { super::b(); } }",
    ];
    for way in harmless {
        assert!(house(way).is_empty(), "{way}");
    }
}

#[test]
fn a_parent_that_defines_and_uses_closes_a_circle() {
    let child = ("room/child.rs", "use super::Shared;\npub fn f(x: Shared) {}");
    assert!(
        made_up(&[("room/mod.rs", "mod child;\npub use child::f;\npub struct Shared { pub f: u8 }"), child]).is_empty()
    );
    assert_eq!(
        made_up(&[("room/mod.rs", "mod child;\npub struct Shared;\nfn g() { child::f(Shared) }"), child]).len(),
        1
    );
    assert_eq!(
        made_up(&[("room/mod.rs", "mod child;\npub use child::f;\npub struct Shared;\nfn g() { f(Shared) }"), child])
            .len(),
        1
    );
    assert_eq!(
        made_up(&[("room.rs", "mod child;\nuse child::f;\npub struct Shared;\nfn g() { f(Shared) }"), child]).len(),
        1
    );
}

/// Rooms that may call a metric by its id: its own, and those that know the words of definitions and of exports, where
/// questions and columns have the same names. All others ask what a figure is (`metric::Told`).
const ON_FIRST_NAME_TERMS: [&str; 4] = ["metric", "definition", "infer", "responses"];

/// Texts that look like a metric's id and are none.
const OTHER_THINGS: [(&str, &str); 7] = [
    ("cli/crosstab.rs", "total"),
    ("render/csv.rs", "text"),
    ("render/crosstab/tidy.rs", "text"),
    ("render/crosstab/tidy.rs", "mean"),
    ("render/crosstab/html.rs", "mean"),
    ("render/crosstab/xlsx/data.rs", "text"),
    ("render/crosstab/xlsx/tables.rs", "mean"),
];

/// The ids of metrics that stand as texts in shipped code.
fn metrics_named(code: &str) -> Vec<&'static str> {
    let ids = survey::metric::METRICS.iter().map(|metric| metric.id);
    ids.filter(|id| code.contains(&format!("\"{id}\""))).collect()
}

#[test]
fn metrics_are_known_by_what_they_are() {
    let mut files = Vec::new();
    source_files(&root().join("src"), &mut files);
    files.retain(|file| room(file).is_some_and(|room| !ON_FIRST_NAME_TERMS.contains(&room.as_str())));
    files.sort();
    let named = files.iter().flat_map(|file| {
        let code = shipped_code(&std::fs::read_to_string(file).expect("a readable source file"));
        let file =
            file.strip_prefix(root().join("src")).expect("a file under src").to_string_lossy().replace('\\', "/");
        let ids = metrics_named(&code).into_iter().filter(|id| !OTHER_THINGS.contains(&(file.as_str(), *id)));
        ids.map(|id| format!("src/{file} calls the metric `{id}` by its id")).collect::<Vec<_>>()
    });
    let named: Vec<String> = named.collect();
    assert!(named.is_empty(), "{}", named.join("\n"));
    assert_eq!(metrics_named("figure.metric == \"nps\" && kind != \"npsx\""), ["nps"]);
}

//! Exports that are written otherwise than most: what stands between the cells, around them, before a character
//! that means itself, before lines that are no rows. Found where it shows, told, kept in the definition, and said
//! where it does not show.

use crate::support::Fixture;

/// Responses whose texts hold whatever a dialect might stumble over.
const TEXTS: [&str; 4] =
    ["fine, thanks; really", "they said \"well, well\"", "don't | worry: it's\tgood", "back\\slash"];

/// An export of these texts, in which every cell is written by `cell` and the cells of a row joined by `between`.
fn export(cell: impl Fn(&str) -> String, between: &str, end: &str) -> String {
    let rows = TEXTS.iter().enumerate().map(|(at, text)| [format!("r{at}"), (9 - at).to_string(), (*text).to_string()]);
    let header = ["id", "nps", "said"].map(str::to_string);
    let line = |row: [String; 3]| row.map(|text| cell(&text)).join(between) + end;
    [header].into_iter().chain(rows).map(line).collect()
}

/// A definition that understands none of the texts, so that `check` shows every one.
fn shows(keys: &str) -> String {
    format!(
        "survey: s\n{keys}questions:\n  nps: {{ kind: nps, column: nps }}\n  \
         said: {{ kind: single, options: [none of these, nor this], column: said }}\n"
    )
}

/// The texts as they are read, and the lines they stand on.
fn read(fixture: &Fixture, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
    let check = [&["check", "shows.yaml", "export.csv", "--with-values", "--rejects", "out.csv"], arguments];
    let run = fixture.run(&check.concat());
    assert!(run.code == 1, "{run}");
    let rejects = std::fs::read_to_string(fixture.path("out.csv")).expect("what was not understood");
    let mut reader = csv::Reader::from_reader(rejects.trim_start_matches('\u{FEFF}').as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let at = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let column = |name: &str| records.iter().map(|record| record[at(name)].to_string()).collect::<Vec<_>>();
    (column("value"), column("line"))
}

/// `text` written with `mark` around it and `escape` before every mark.
fn quoted(text: &str, mark: char, escape: char) -> String {
    let inner = if escape == mark { text.to_string() } else { text.replace(escape, &format!("{escape}{escape}")) };
    format!("{mark}{}{mark}", inner.replace(mark, &format!("{escape}{mark}")))
}

/// The texts as they stand, white space too.
fn as_read() -> Vec<String> {
    TEXTS.map(str::to_string).to_vec()
}

/// Ways of writing: the options that say so, what the dialect line tells, what `init` keeps, and the export.
fn ways() -> Vec<(&'static [&'static str], &'static str, &'static str, String)> {
    let plain = |text: &str| quoted(text, '"', '"');
    let single = |text: &str| quoted(text, '\'', '\'');
    let escaped = |text: &str| quoted(text, '"', '\\');
    let between = |delimiter: &str| export(plain, delimiter, "\n");
    let comments = format!("# made by us, today\n# it's \"new\"\n{}", between(","));
    vec![
        (&["--quote", "'"], "cells quoted by `'`", "quote: \"'\"", export(single, ",", "\r\n")),
        (&["--escape", "\\"], "escapes with `\\`", "escape: \"\\\\\"", export(escaped, ",", "\n")),
        (&["--comment", "#"], "lines that begin with `#` are comments", "comment: \"#\"", comments),
        (&["--delimiter", "space"], "space-separated", "delimiter: space", between(" ")),
        (&["--delimiter", ":"], "colon-separated", "delimiter: \":\"", between(":")),
        (&["--delimiter", "||"], "separated by `||`", "delimiter: \"||\"", between("||")),
        (&["--delimiter", "unit-separator"], "separated by U+001F", "delimiter: unit-separator", between("\u{1F}")),
        (&[], "rows end with carriage returns", "", export(plain, ",", "\r")),
        (&[], "spaces around quotation marks", "", between(", ")),
    ]
}

#[test]
fn rare_dialects_are_found_told_and_kept() {
    for (options, told, key, export) in ways() {
        let fixture = Fixture::new().csv(&export).file("shows.yaml", shows("").as_bytes());
        assert_eq!(read(&fixture, &[]).0, as_read(), "{told}");
        assert_eq!(read(&fixture, options).0, as_read(), "{told}, said");
        let run = fixture.run(&["init", "export.csv", "-o", "survey.yaml"]);
        let definition = std::fs::read_to_string(fixture.path("survey.yaml")).expect("a definition");
        assert!(run.code == 0 && definition.contains(key), "{told}: {run}{definition}");
        let check = fixture.run(&["check", "survey.yaml", "export.csv"]);
        assert!(check.code == 0 && check.stdout.replace('\n', " ").contains(told), "{told}: {check}");
        let [with, without] = [&["analyze", "survey.yaml", "export.csv"][..], &["analyze", "export.csv"]];
        assert_eq!(fixture.run(with).stdout, fixture.run(without).stdout, "{told}");
        let kept = shows(&if key.is_empty() { String::new() } else { format!("{key}\n") });
        assert_eq!(read(&fixture.file("shows.yaml", kept.as_bytes()), &[]).0, as_read(), "{told}, kept");
    }
}

#[test]
fn lines_keep_their_numbers_and_an_option_wins_over_a_key() {
    let export = "# a comment\nid;nps;said\n1;9;'one\ntwo'\n# another; one; more\n2;8;x;y\n3;7;'last'\n";
    let fixture = Fixture::new().csv(export).file("shows.yaml", shows("quote: \"`\"\n").as_bytes());
    let options = ["--quote", "'", "--comment", "#", "--delimiter", ";"];
    let (values, lines) = read(&fixture, &options);
    assert_eq!((values.join("|"), lines.join("|")), ("one\ntwo||last".to_string(), "3|6|7".to_string()));
    let check = fixture.run(&[&["check", "shows.yaml", "export.csv"][..], &options].concat());
    assert!(check.stdout.contains("1 line among the rows was passed over as a comment"), "{check}");
}

#[test]
fn what_cannot_be_a_dialect_is_refused() {
    let fixture = Fixture::new().csv("id,nps\n1,9\n");
    for (arguments, said) in [
        (&["--quote", "ab"][..], "expected one character"),
        (&["--delimiter", "far-too-long"], "at most 8 bytes"),
        (&["--delimiter", ";", "--comment", ";"], "`delimiter` and `comment` cannot begin with the same character"),
    ] {
        let run = fixture.run(&[&["analyze", "export.csv"][..], arguments].concat());
        assert!(run.code == 2 && run.stderr.contains(said), "{run}");
    }
    let keys = "quote: letters\nescape: \"#\"\ncomment: \"#\"\n";
    let run = fixture.file("d.yaml", shows(keys).as_bytes()).run(&["analyze", "d.yaml", "export.csv"]);
    assert!(run.code == 2 && run.stderr.contains("`quote` cannot be `letters`"), "{run}");
    assert!(run.stderr.contains("`escape` and `comment` cannot begin with the same character"), "{run}");
}

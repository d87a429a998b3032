//! The name of a table as a command line has it.

use super::dialect::Dialect;

/// The name as SQL has it: parts between points are quoted one by one, unless quotation marks are around them already.
/// DuckDB reads files by their names, which are no parts; in Parquet files, folders called `site=North` are a column, with
/// the texts that stand there: `01` is no number.
pub(super) fn table_name(name: &str, dialect: Dialect) -> String {
    if dialect == Dialect::DuckDb && has_ending(name, &[".parquet", ".parq", ".pq"]) {
        let name = dialect.literal(name);
        return format!("read_parquet({name}, hive_partitioning = true, hive_types_autocast = false)");
    }
    if dialect == Dialect::DuckDb && is_file(name) {
        return dialect.quoted(name);
    }
    parts(name).iter().map(|part| dialect.quoted(part)).collect::<Vec<_>>().join(".")
}

fn is_file(name: &str) -> bool {
    name.contains(['/', '\\', '*']) || has_ending(name, &[".csv", ".csv.gz", ".json"])
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

/// The parts of a name; a point between quotation marks parts nothing.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut is_quoted, mut letters) = (false, name.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => add(&mut parts, '"'),
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted => parts.push(String::new()),
            other => add(&mut parts, other),
        }
    }
    parts
}

fn add(parts: &mut [String], letter: char) {
    if let Some(last) = parts.last_mut() {
        last.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::table_name;
    use crate::sql::dialect::Dialect;

    #[test]
    fn nothing_in_a_name_of_a_table_is_sql() {
        let name = |name: &str| table_name(name, Dialect::Postgres);
        assert_eq!(name("gp.responses"), r#""gp"."responses""#);
        assert_eq!(name(r#""a.b".c"#), r#""a.b"."c""#);
        assert_eq!(name(r#"t"; DROP TABLE t; --"#), r#""t; DROP TABLE t; --""#);
        assert_eq!(name(r#""t""; DROP TABLE t; --""#), r#""t""; DROP TABLE t; --""#);
        assert_eq!(table_name("a`b", Dialect::Spark), "`a``b`");
        assert_eq!(table_name("in/2026.csv", Dialect::DuckDb), r#""in/2026.csv""#);
        assert_eq!(
            table_name("o'clock/*.parquet", Dialect::DuckDb),
            "read_parquet('o''clock/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
        );
    }
}

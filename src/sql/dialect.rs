//! What the databases write differently: quotation marks of names, the type of texts, and the beginning of a session.

/// A dialect of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL, and what speaks like it.
    Postgres,
    /// DuckDB.
    DuckDb,
    /// Spark SQL.
    Spark,
    /// Any other: standard SQL.
    Standard,
}

/// Characters that are blank around a text, as code points: white space, and what cannot be seen.
const BLANKS: [u32; 28] = [
    0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
    0x2007, 0x2008, 0x2009, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF,
];

impl Dialect {
    /// That of the databases that a driver of this name reaches.
    #[must_use]
    pub fn of(driver: &str) -> Dialect {
        match driver {
            "sqlite" => Dialect::Sqlite,
            "postgresql" | "postgres" => Dialect::Postgres,
            "duckdb" => Dialect::DuckDb,
            "spark" | "sc" | "databricks" => Dialect::Spark,
            _ => Dialect::Standard,
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Dialect::Sqlite => "SQLite",
            Dialect::Postgres => "PostgreSQL",
            Dialect::DuckDb => "DuckDB",
            Dialect::Spark => "Spark",
            Dialect::Standard => "SQL",
        }
    }

    /// A name of a column, or of a part of a table's name.
    #[must_use]
    pub fn quoted(self, name: &str) -> String {
        match self {
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// A text.
    #[must_use]
    pub fn literal(self, text: &str) -> String {
        match self {
            // Two quotation marks in a row are none there before Spark 4.
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            _ => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// An expression as a text of any length; nothing is an empty one.
    #[must_use]
    pub fn text(self, expression: &str) -> String {
        let texts = match self {
            Dialect::Sqlite | Dialect::Postgres => "TEXT",
            Dialect::DuckDb | Dialect::Standard => "VARCHAR",
            Dialect::Spark => "STRING",
        };
        format!("COALESCE(CAST({expression} AS {texts}), '')")
    }

    /// A text without blanks around it.
    #[must_use]
    pub fn trimmed(self, text: &str) -> String {
        let code_points = || BLANKS.map(|blank| format!("{blank:04X}"));
        match self {
            Dialect::Sqlite => {
                let blanks: Vec<String> = BLANKS.iter().map(u32::to_string).collect();
                format!("TRIM({text}, CHAR({}))", blanks.join(", "))
            }
            Dialect::Postgres => {
                format!("BTRIM({text}, U&'\\{}')", code_points().join("\\"))
            }
            Dialect::DuckDb => {
                let blanks: Vec<String> = BLANKS.iter().map(|blank| format!("CHR({blank})")).collect();
                format!("TRIM({text}, {})", blanks.join(" || "))
            }
            Dialect::Spark => {
                format!("TRIM(BOTH '\\u{}' FROM {text})", code_points().join("\\u"))
            }
            Dialect::Standard => format!("TRIM({text})"),
        }
    }

    /// Whether all of a text is as a pattern of regular expressions says, where the dialect has these.
    fn matches(self, text: &str, pattern: &str) -> Option<String> {
        match self {
            Dialect::Postgres => Some(format!("{text} ~ '^{pattern}$'")),
            Dialect::DuckDb => Some(format!("REGEXP_FULL_MATCH({text}, '{pattern}')")),
            Dialect::Spark => Some(format!("{text} RLIKE '^{pattern}$'")),
            Dialect::Sqlite | Dialect::Standard => None,
        }
    }

    /// Whether a text is a plain point in time, `2026-01-31 09:30:00`; `None` where the dialect cannot say.
    #[must_use]
    pub fn is_plain_time(self, text: &str) -> Option<String> {
        if self == Dialect::Sqlite {
            let glob = |hours: &str| {
                format!("{text} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T]{hours}:[0-5][0-9]:[0-5][0-9]'")
            };
            return Some(format!("({} OR {})", glob("[01][0-9]"), glob("2[0-3]")));
        }
        self.matches(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
    }

    /// Whether a text is nothing but digits, with a point among them at most: so many before it; or, where that is none
    /// or less, nothing but zeros as far as so many places behind it. `None` where the dialect cannot say.
    #[must_use]
    pub fn is_plain_number(self, text: &str, before_point: i32) -> Option<String> {
        let zeros = usize::try_from(-before_point).ok();
        if self != Dialect::Sqlite {
            let pattern = zeros.map_or_else(
                || format!("[0-9]{{1,{before_point}}}([.][0-9]+)?"),
                |zeros| format!("0[.]{}[0-9]+", "0".repeat(zeros)),
            );
            return self.matches(text, &pattern);
        }
        let begins = zeros.map_or_else(
            || format!("{text} GLOB '[0-9]*' AND INSTR({text} || '.', '.') <= {}", before_point + 1),
            |zeros| format!("{text} GLOB '0.{}[0-9]*'", "0".repeat(zeros)),
        );
        Some(format!("{begins} AND {text} NOT GLOB '*[^0-9.]*' AND {text} NOT GLOB '*.*.*' AND {text} NOT GLOB '*.'"))
    }

    /// Whether the point in a plain number may set thousands apart: `1.234`. Only where [`Self::is_plain_number`] says
    /// something.
    #[must_use]
    pub fn may_be_thousands(self, text: &str) -> String {
        let globs = ["[1-9]", "[1-9][0-9]", "[1-9][0-9][0-9]"];
        let globs = globs.map(|whole| format!("{text} GLOB '{whole}.[0-9][0-9][0-9]'"));
        self.matches(text, "[1-9][0-9]{0,2}[.][0-9]{3}").unwrap_or_else(|| format!("({})", globs.join(" OR ")))
    }

    /// What stands before the point of a plain number, and what behind it.
    #[must_use]
    pub fn halves_at_point(self, text: &str) -> (String, String) {
        match self {
            Dialect::Sqlite => {
                let point = format!("INSTR({text} || '.', '.')");
                (format!("SUBSTR({text}, 1, {point} - 1)"), format!("SUBSTR({text}, {point} + 1)"))
            }
            _ => (format!("SPLIT_PART({text}, '.', 1)"), format!("SPLIT_PART({text}, '.', 2)")),
        }
    }

    /// How often a whole number goes into another.
    #[must_use]
    pub fn quotient(self, number: &str, by: i128) -> String {
        let sign = match self {
            Dialect::DuckDb => "//",
            Dialect::Spark => "DIV",
            Dialect::Sqlite | Dialect::Postgres | Dialect::Standard => "/",
        };
        format!("{number} {sign} {by}")
    }

    /// A plain number as a double.
    #[must_use]
    pub fn float(self, text: &str) -> String {
        let doubles = match self {
            Dialect::Sqlite => "REAL",
            Dialect::DuckDb | Dialect::Spark => "DOUBLE",
            Dialect::Postgres | Dialect::Standard => "DOUBLE PRECISION",
        };
        format!("CAST({text} AS {doubles})")
    }

    /// A double as a text with all its digits.
    #[must_use]
    pub fn float_text(self, double: &str) -> String {
        match self {
            Dialect::Sqlite => format!("PRINTF('%!.17g', {double})"),
            _ => self.text(double),
        }
    }

    /// The hour in which a point in time lies.
    #[must_use]
    pub fn hour(self, time: &str) -> String {
        match self {
            // It truncates instants only, and a local time that the zone leaps over is none.
            Dialect::Spark => format!("SUBSTR(CAST({time} AS STRING), 1, 13) || ':00:00'"),
            _ => format!("DATE_TRUNC('hour', {time})"),
        }
    }

    /// What a session begins with: one state of the table for all statements, to which nothing can be written, days in
    /// the zone, and an end to statements that take longer than so many milliseconds.
    #[must_use]
    pub fn beginning(self, zone: &str, milliseconds: u128) -> Vec<String> {
        match self {
            Dialect::Sqlite => vec!["PRAGMA query_only = 1".to_owned(), "BEGIN".to_owned()],
            Dialect::Postgres => vec![
                "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY".to_owned(),
                format!("SET LOCAL TIME ZONE {}", self.literal(zone)),
                "SET LOCAL datestyle = 'ISO, YMD'".to_owned(),
                format!("SET LOCAL statement_timeout = {milliseconds}"),
            ],
            Dialect::DuckDb => vec!["BEGIN TRANSACTION".to_owned()],
            Dialect::Spark => vec![format!("SET spark.sql.session.timeZone = {zone}")],
            Dialect::Standard => Vec::new(),
        }
    }

    /// Whether one statement can group by several sets of columns, so that the table is gone through once.
    #[must_use]
    pub const fn has_grouping_sets(self) -> bool {
        matches!(self, Dialect::Postgres | Dialect::DuckDb | Dialect::Spark)
    }

    /// Whether the day of an instant is that of the zone the session was begun with.
    #[must_use]
    pub const fn has_zone(self) -> bool {
        matches!(self, Dialect::Postgres | Dialect::Spark)
    }
}

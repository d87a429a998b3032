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

    /// Whether a text is a plain point in time, `2026-01-31 09:30:00`; `None` where the dialect cannot say.
    #[must_use]
    pub fn is_plain_time(self, text: &str) -> Option<String> {
        const TIME: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$";
        match self {
            Dialect::Sqlite => {
                let glob = |hours: &str| {
                    format!("{text} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T]{hours}:[0-5][0-9]:[0-5][0-9]'")
                };
                Some(format!("({} OR {})", glob("[01][0-9]"), glob("2[0-3]")))
            }
            Dialect::Postgres => Some(format!("{text} ~ '{TIME}'")),
            Dialect::DuckDb => Some(format!("REGEXP_FULL_MATCH({text}, '{TIME}')")),
            Dialect::Spark => Some(format!("{text} RLIKE '{TIME}'")),
            Dialect::Standard => None,
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

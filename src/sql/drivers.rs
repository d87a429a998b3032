//! Where the drivers of databases are on this machine.

use super::dialect::Dialect;
use std::path::{Path, PathBuf};

/// Folders in which drivers lie, as package managers put them there.
#[derive(Debug, Clone, Default)]
pub struct Drivers {
    /// The folders, in the order in which they are looked through.
    pub folders: Vec<PathBuf>,
}

/// A driver that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Driver {
    /// What stands before the colon of a URI.
    pub name: &'static str,
    /// What it reaches.
    pub title: &'static str,
    /// Its library.
    pub library: PathBuf,
}

/// A driver that is known: where packages put its library, the function that it begins with unless that is the usual
/// one, and the command that brings it.
struct Known {
    name: &'static str,
    libraries: &'static [&'static str],
    begins_with: Option<&'static [u8]>,
    command: &'static str,
}

const KNOWN: [Known; 4] = [
    Known {
        name: "sqlite",
        libraries: &["adbc_driver_sqlite/libadbc_driver_sqlite", "libadbc_driver_sqlite"],
        begins_with: None,
        command: "pip install --no-deps --target FOLDER adbc-driver-sqlite",
    },
    Known {
        name: "postgresql",
        libraries: &["adbc_driver_postgresql/libadbc_driver_postgresql", "libadbc_driver_postgresql"],
        begins_with: None,
        command: "pip install --no-deps --target FOLDER adbc-driver-postgresql",
    },
    Known {
        name: "duckdb",
        libraries: &[
            "node_modules/@duckdb/node-bindings-linux-x64/libduckdb",
            "node_modules/@duckdb/node-bindings-linux-arm64/libduckdb",
            "node_modules/@duckdb/node-bindings-darwin-arm64/libduckdb",
            "node_modules/@duckdb/node-bindings-darwin-x64/libduckdb",
            "libduckdb",
        ],
        begins_with: Some(b"duckdb_adbc_init"),
        command: "npm install --prefix FOLDER @duckdb/node-bindings-linux-x64",
    },
    Known {
        name: "spark",
        libraries: &["adbc_driver_spark/libadbc_driver_spark", "libadbc_driver_spark"],
        begins_with: None,
        command: "pip install --no-deps --target FOLDER adbc-driver-spark",
    },
];

/// Endings of libraries on the systems there are.
const ENDINGS: [&str; 3] = ["so", "dylib", "dll"];

impl Drivers {
    /// The drivers that are there, by name.
    #[must_use]
    pub fn found(&self) -> Vec<Driver> {
        let found = |known: &Known| {
            let library = self.folders.iter().find_map(|folder| in_folder(folder, known))?;
            Some(Driver { name: known.name, title: Dialect::of(known.name).title(), library })
        };
        KNOWN.iter().filter_map(found).collect()
    }

    /// The library of a driver, and the function it begins with.
    #[cfg_attr(not(feature = "databases"), expect(dead_code, reason = "nothing can be reached"))]
    pub(super) fn library(&self, name: &str) -> Option<(PathBuf, Option<&'static [u8]>)> {
        // A path says where it is.
        let known = KNOWN.iter().find(|known| !name.contains(['/', '\\']) && known.name == canonical(name))?;
        let library = self.folders.iter().find_map(|folder| in_folder(folder, known))?;
        Some((library, known.begins_with))
    }

    /// The function that a driver begins with, wherever its library lies; `None`: the usual one, or it is not known.
    #[cfg_attr(not(feature = "databases"), expect(dead_code, reason = "nothing can be reached"))]
    pub(super) fn begins_with(name: &str) -> Option<&'static [u8]> {
        KNOWN.iter().find(|known| known.name == canonical(name))?.begins_with
    }

    /// How a driver comes onto this machine; nothing where that is not known.
    #[must_use]
    pub fn advice(&self, name: &str) -> Option<String> {
        let known = KNOWN.iter().find(|known| known.name == canonical(name))?;
        let folder = self.folders.first().map_or_else(|| "FOLDER".to_owned(), |folder| folder.display().to_string());
        Some(known.command.replace("FOLDER", &folder))
    }

    /// The names of all drivers that are known.
    pub fn known() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|known| known.name)
    }
}

/// The name that a driver is known by, where it is called so, by its package, or by the path of its library.
pub(super) fn canonical(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let library = file.split_once('.').map_or(file, |(library, _)| library.strip_prefix("lib").unwrap_or(library));
    match library.strip_prefix("adbc_driver_").unwrap_or(library) {
        "postgres" => "postgresql",
        "sc" => "spark",
        name => name,
    }
}

fn in_folder(folder: &Path, known: &Known) -> Option<PathBuf> {
    let files = known.libraries.iter().flat_map(|library| ENDINGS.map(|ending| format!("{library}.{ending}")));
    files.map(|file| folder.join(file)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn a_driver_is_known_by_its_package_and_by_its_library() {
        let names =
            ["sqlite", "adbc_driver_sqlite", "/opt/libadbc_driver_sqlite.so", "C:\\x.y\\adbc_driver_sqlite.dll"];
        assert_eq!(names.map(canonical), ["sqlite"; 4]);
        assert_eq!(
            [canonical("lib/libduckdb.so.1.5"), canonical("postgres"), canonical("sc")],
            ["duckdb", "postgresql", "spark"]
        );
        assert_eq!(canonical("oracle"), "oracle");
    }
}

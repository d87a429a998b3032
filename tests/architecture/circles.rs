//! Circles of files: found by following every path that a file names to the file that defines it.
//!
//! File A leans on file B when A names an item *defined* in B. Declaring a module leans on nothing, and nor does
//! passing an item on (`pub use`) that the file does not use itself: a path through such a door leads to the file
//! behind it. So a parent that declares its children and defines what they share is a cellar, one that uses its
//! children is a roof, and one that does both closes a circle.

use std::collections::{BTreeMap, BTreeSet};

/// A module's place: `["view", "chart", "bars"]`.
type Place = Vec<String>;

/// The circles among these files: names under `src/` with their text. Each circle lists its files in order, with
/// the names by which they lean on each other.
pub fn circles(files: &[(String, String)]) -> Vec<String> {
    let house = House::new(files);
    let leans = house.leans();
    let reach = reachable(&leans);
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for at in leans.keys() {
        let circle: BTreeSet<&Place> =
            reach[at].iter().copied().filter(|other| reach.get(*other).is_some_and(|back| back.contains(at))).collect();
        if !circle.is_empty() && told.insert(circle.clone()) {
            found.push(description(&circle, &leans));
        }
    }
    found
}

/// Which files lean on which, and by what names.
type Leans = BTreeMap<Place, BTreeMap<Place, BTreeSet<String>>>;

fn description(circle: &BTreeSet<&Place>, leans: &Leans) -> String {
    let mut lines = vec![format!("a circle of {} files:", circle.len())];
    for at in circle {
        for (on, names) in leans[*at].iter().filter(|(on, _)| circle.contains(on)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            lines.push(format!("  {} leans on {} ({})", at.join("/"), on.join("/"), names.join(", ")));
        }
    }
    lines.join("\n")
}

/// Every place that can be reached from each, in one step or more.
fn reachable(leans: &Leans) -> BTreeMap<&Place, BTreeSet<&Place>> {
    let from = |start| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&Place> = vec![start];
        while let Some(on) = next.pop().and_then(|at| leans.get(at)) {
            next.extend(on.keys().filter(|place| seen.insert(*place)));
        }
        seen
    };
    leans.keys().map(|at| (at, from(at))).collect()
}

/// A name that a file brings in.
struct Import {
    /// The whole path, from `crate` on, without `crate`.
    path: Vec<String>,
    /// Whether it is passed on to others.
    passed_on: bool,
}

/// What a file names.
struct File {
    /// By the name they go by in this file.
    imports: BTreeMap<String, Import>,
    /// Paths named in the code itself, as written.
    paths: Vec<Vec<String>>,
}

struct House {
    files: BTreeMap<Place, File>,
}

impl House {
    fn new(files: &[(String, String)]) -> House {
        let places: BTreeSet<Place> = files.iter().map(|(name, _)| place(name)).collect();
        let read = |(name, text): &(String, String)| (place(name), File::new(&place(name), &places, text));
        House { files: files.iter().map(read).collect() }
    }

    /// A file leans on a file of its own room.
    fn leans(&self) -> Leans {
        let of = |at: &Place, file: &File| {
            let imported = file.imports.iter().filter(|(name, import)| !import.passed_on || file.mentions(name));
            let imported = imported.map(|(_, import)| import.path.clone());
            let named = file.paths.iter().filter_map(|path| self.absolute(at, path));
            let mut on: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
            for path in imported.chain(named) {
                let Some((place, item)) = self.definition(&path, 0) else { continue };
                if place != *at && place.first() == at.first() {
                    on.entry(place).or_default().insert(item);
                }
            }
            (at.clone(), on)
        };
        self.files.iter().map(|(at, file)| of(at, file)).collect()
    }

    /// A path as written in the file at `at`, from the crate's root on; `None` where it begins with a name that is
    /// no module's.
    fn absolute(&self, at: &Place, path: &[String]) -> Option<Vec<String>> {
        if path.len() < 2 {
            return None;
        }
        let imported = self.files[at].imports.get(&path[0]);
        imported
            .map(|import| import.path.iter().chain(&path[1..]).cloned().collect())
            .or_else(|| absolute(at, path, |child| self.files.contains_key(child)))
    }

    /// The file that defines what a path leads to, through every door that only passes it on, and the item's name;
    /// `None` for whole modules and for what is not of this house.
    fn definition(&self, path: &[String], doors: usize) -> Option<(Place, String)> {
        let depth = (1..=path.len()).rev().find(|depth| self.files.contains_key(&path[..*depth]))?;
        let item = path.get(depth)?;
        let import = self.files[&path[..depth]].imports.get(item).filter(|_| doors < 8);
        match import.filter(|import| import.path != path[..=depth]) {
            Some(import) => {
                let onward: Vec<String> = import.path.iter().chain(&path[depth + 1..]).cloned().collect();
                self.definition(&onward, doors + 1)
            }
            None => Some((path[..depth].to_vec(), item.clone())),
        }
    }
}

impl File {
    fn new(at: &Place, places: &BTreeSet<Place>, text: &str) -> File {
        let tokens = shipped(&tokens(text));
        let mut file = File { imports: BTreeMap::new(), paths: Vec::new() };
        let mut within = Within::new(at);
        let mut next = 0;
        while next < tokens.len() {
            let at = within.module(&tokens[next..]);
            if tokens[next] == "use" && tokens.get(next + 1).is_some_and(|after| after != "<") {
                let passed_on = next > 0 && (tokens[next - 1] == "pub" || tokens[next - 1] == ")");
                let end = next + tokens[next..].iter().position(|token| token == ";").unwrap_or(1);
                for (name, path) in tree(&tokens[next + 1..end]) {
                    if let Some(path) = absolute(&at, &path, |child| places.contains(child)) {
                        file.imports.insert(name, Import { path, passed_on });
                    }
                }
                next = end;
            } else if tokens[next] == "mod" {
                next += 2;
            } else if is_name(&tokens[next]) {
                let path = path_at(&tokens[next..]);
                let before = next.checked_sub(1).map(|before| tokens[before].as_str());
                next += 2 * path.len() - 1;
                let is_field = before == Some(".") || tokens.get(next).is_some_and(|after| after == ":");
                let ups = path.iter().take_while(|name| *name == "super").count();
                // A module inside the file leans on the file first.
                let inner = ups.min(at.len() - within.file.len());
                file.paths.extend((!is_field).then(|| path[inner..].to_vec()));
            } else {
                next += 1;
            }
        }
        file
    }

    /// Whether a name stands in the code, beside being brought in.
    fn mentions(&self, name: &str) -> bool {
        self.paths.iter().any(|path| path.first().is_some_and(|first| first == name))
    }
}

/// Which module the code stands in: the file's, or one inside it.
struct Within {
    file: Place,
    /// The modules inside, each with the number of braces open around it.
    inner: Vec<(usize, String)>,
    open: usize,
}

impl Within {
    fn new(file: &Place) -> Within {
        Within { file: file.clone(), inner: Vec::new(), open: 0 }
    }

    /// The module of the first of these tokens; they are to be shown one after the other.
    fn module(&mut self, tokens: &[String]) -> Place {
        match tokens {
            [first, name, third, ..] if first == "mod" && third == "{" => self.inner.push((self.open, name.clone())),
            [first, ..] if first == "{" => self.open += 1,
            [first, ..] if first == "}" => {
                self.open = self.open.saturating_sub(1);
                self.inner.retain(|(around, _)| *around < self.open);
            }
            _ => {}
        }
        let inner = self.inner.iter().map(|(_, name)| name.clone());
        self.file.iter().cloned().chain(inner).collect()
    }
}

/// The module that a file under `src/` holds.
fn place(file: &str) -> Place {
    let parts = file.trim_end_matches(".rs").split('/').map(str::to_owned);
    parts.filter(|part| part != "mod").collect()
}

/// From the crate's root on; `None` for what is not of this house.
fn absolute(at: &Place, path: &[String], is_module: impl Fn(&Place) -> bool) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let onto = |base: &[String], rest: &[String]| base.iter().chain(rest).cloned().collect::<Vec<_>>();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => Some(onto(&at[..at.len().checked_sub(ups)?], &path[ups..])),
        "self" => Some(onto(at, &path[1..])),
        _ => Some(onto(at, path)).filter(|_| is_module(&onto(at, &path[..1]))),
    }
}

/// The names that a `use` brings in, with the paths they stand for.
fn tree(tokens: &[String]) -> Vec<(String, Vec<String>)> {
    let path: Vec<String> = path_at(tokens);
    let after = if path.is_empty() { 0 } else { 2 * path.len() - 1 };
    let inside = |rest: &[String]| -> Vec<(String, Vec<String>)> {
        let whole = |(name, tail): (String, Vec<String>)| (name, path.iter().cloned().chain(tail).collect());
        branches(rest).into_iter().flat_map(|branch| tree(&branch)).map(whole).collect()
    };
    let named = |name: Option<&String>| name.map(|name| (name.clone(), path.clone())).into_iter().collect();
    let mut all: Vec<(String, Vec<String>)> = match tokens[after..].first().map(String::as_str) {
        Some("as") => named(tokens.get(after + 1)),
        Some("::") if tokens[after + 1] == "{" => inside(&tokens[after + 2..tokens.len() - 1]),
        Some("::") => vec![(path.join("::") + "::*", path.iter().cloned().chain(["*".to_owned()]).collect())],
        Some("{") => inside(&tokens[after + 1..tokens.len() - 1]),
        _ => named(path.last()),
    };
    for (name, path) in &mut all {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
            name.clone_from(&path[path.len() - 1]);
        }
    }
    all
}

/// The parts of a list that its own commas separate.
fn branches(tokens: &[String]) -> Vec<Vec<String>> {
    let mut depth = 0_usize;
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if token == "," && depth == 0 {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(token.clone());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The path that begins here: names with `::` between them.
fn path_at(tokens: &[String]) -> Vec<String> {
    let mut path: Vec<String> = tokens.first().filter(|name| is_name(name)).cloned().into_iter().collect();
    let mut pairs = tokens.get(1..).unwrap_or_default().chunks_exact(2);
    while let Some([colons, name]) = pairs.next().filter(|_| !path.is_empty()) {
        if colons != "::" || !is_name(name) {
            break;
        }
        path.push(name.clone());
    }
    path
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The tokens without what only tests compile.
fn shipped(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut next = 0;
    while next < tokens.len() {
        if tokens[next..].iter().take(MARK.len()).eq(MARK) {
            next = end_of_item(tokens, next + MARK.len());
        } else {
            kept.push(tokens[next].clone());
            next += 1;
        }
    }
    kept
}

/// Where the item that begins here is over: after its `;` or its last brace.
fn end_of_item(tokens: &[String], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        match token.as_str() {
            "{" => depth += 1,
            // The last of a list, such as a field or an arm.
            "}" if depth == 0 => return at,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Names, `::` and single signs. Comments and texts are left out, but for texts that are paths (attributes name
/// functions so).
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = text_length(rest) {
            let inner = rest[..length].trim_matches('"');
            if inner.starts_with("super::") || inner.starts_with("crate::") {
                found.extend(tokens(inner));
            }
            length
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
            length
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            found.extend((!first.is_whitespace()).then(|| rest[..length].to_owned()));
            length
        };
        rest = &rest[length..];
    }
    found
}

/// The length of the text or sign in quotation marks that begins here; `None` where none does. A lifetime is none.
fn text_length(code: &str) -> Option<usize> {
    let raw = code.strip_prefix('r').filter(|rest| rest.trim_start_matches('#').starts_with('"'));
    if let Some(rest) = raw {
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(hashes));
        let open = 1 + hashes + 1;
        return Some(code[open..].find(&end).map_or(code.len(), |at| open + at + end.len()));
    }
    let quote = code.chars().next().filter(|first| ['"', '\''].contains(first))?;
    let mut escaped = false;
    for (at, sign) in code.char_indices().skip(1) {
        if sign == quote && !escaped {
            return Some(at + 1).filter(|_| quote == '"' || at > 1);
        }
        let is_lifetime = quote == '\'' && at > 1 && !code[1..].starts_with('\\');
        if is_lifetime {
            return None;
        }
        escaped = sign == '\\' && !escaped;
    }
    None
}

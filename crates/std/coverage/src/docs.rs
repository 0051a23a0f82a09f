//! The documentation of the real std, as rustup's component `rust-docs` installs it:
//! which items a module has, and which methods an item has.
//!
//! It reads the pages that rustdoc has written, by the marks that it sets (an item of a
//! module's index, a method's section). It is no HTML parser.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The installed documentation.
pub struct Docs {
    root: PathBuf,
}

/// An item of a module, or a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// `std::sync`, say.
    pub module: String,
    /// Its name, with a `!` if it is a macro. Empty for what a module says of itself.
    pub name: String,
    /// Whether stable compilers have it.
    pub stable: bool,
    pub(crate) page: PathBuf,
}

impl Docs {
    /// The documentation of the compiler in use; none if it isn't installed.
    ///
    /// # Panics
    /// If there is no compiler.
    #[must_use]
    pub fn installed() -> Option<Self> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc).args(["--print", "sysroot"]).output();
        let sysroot = String::from_utf8(output.expect("rustc can be run").stdout);
        let sysroot = PathBuf::from(sysroot.expect("a path in UTF-8").trim());
        let root = sysroot.join("share/doc/rust/html/std");
        root.join("index.html").is_file().then_some(Self { root })
    }

    fn folder(&self, module: &str) -> PathBuf {
        let mut names = module.split("::");
        names.next();
        names.fold(self.root.clone(), |folder, name| folder.join(name))
    }

    /// The module itself, for its page.
    #[must_use]
    pub fn module(&self, module: &str) -> Item {
        Item {
            module: module.to_owned(),
            name: String::new(),
            stable: true,
            page: self.folder(module).join("index.html"),
        }
    }

    /// The items of a module: those of its index, and those that only have a page,
    /// because they are deprecated.
    ///
    /// # Panics
    /// If there is no such module.
    #[must_use]
    pub fn items(&self, module: &str) -> Vec<Item> {
        let folder = self.folder(module);
        let index = read(&folder.join("index.html"));
        let mut items = BTreeMap::new();
        for entry in index.split("<dt>").skip(1) {
            let entry = entry.split("</dt>").next().unwrap_or_default();
            let page = between(entry, "href=\"", "\"").unwrap_or_default();
            if let Some(name) = name_of(page) {
                let stable = !entry.contains("stab unstable");
                items.insert(name, (stable, page.to_owned()));
            }
        }
        for page in pages(&folder) {
            if let Some(name) = name_of(&page) {
                items.entry(name).or_insert((true, page));
            }
        }
        let item = |(name, (stable, page)): (String, (bool, String))| Item {
            module: module.to_owned(),
            name,
            stable,
            page: folder.join(page),
        };
        items.into_iter().map(item).collect()
    }
}

/// The names of the pages in a folder, without those that only lead to another.
fn pages(folder: &Path) -> Vec<String> {
    let files = folder.read_dir().expect("the module has a folder");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name_of(name).is_some() && !name.contains('!'))
        .filter(|name| !read(&folder.join(name)).contains("http-equiv=\"refresh\""))
        .collect();
    names.sort();
    names
}

/// The item of a page: `struct.Mutex.html`, `atomic/index.html`.
fn name_of(page: &str) -> Option<String> {
    if let Some(module) = page.strip_suffix("/index.html") {
        return (!module.contains('/')).then(|| module.to_owned());
    }
    let (kind, name) = page.strip_suffix(".html")?.split_once('.')?;
    match kind {
        "primitive" | "keyword" | "attribute" => None,
        "macro" => Some(format!("{name}!")),
        _ => (!kind.contains('/')).then(|| name.to_owned()),
    }
}

/// The text of a page.
pub(crate) fn read(page: &Path) -> String {
    std::fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// The text between two others, the first time.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

impl Item {
    /// `std::sync::Mutex`.
    #[must_use]
    pub fn path(&self) -> String {
        match self.name.as_str() {
            "" => self.module.clone(),
            name => format!("{}::{name}", self.module),
        }
    }

    /// Its own methods, those of no trait, that stable compilers have.
    #[must_use]
    pub fn methods(&self) -> Vec<String> {
        let text = read(&self.page);
        let own = text.split("id=\"trait-implementations\"").next();
        let own = own.and_then(|own| own.split("id=\"deref-methods-").next());
        let sections = own
            .unwrap_or_default()
            .split("<section id=\"method.")
            .skip(1);
        let mut methods: Vec<String> = sections
            .filter(|section| {
                let head = section.split("<div class=\"docblock\">").next();
                !head.unwrap_or_default().contains("stab unstable")
            })
            .filter_map(|section| section.split('"').next())
            .map(|name| plain(name).to_owned())
            .collect();
        methods.sort();
        methods.dedup();
        methods
    }
}

/// A method's name: rustdoc numbers those that a page has several times.
pub(crate) fn plain(name: &str) -> &str {
    name.split('-').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_its_name_from_its_page() {
        let name = |page| name_of(page).unwrap_or_default();
        assert_eq!(name("struct.Mutex.html"), "Mutex");
        assert_eq!(name("macro.print.html"), "print!");
        assert_eq!(name("atomic/index.html"), "atomic");
        assert_eq!(name("primitive.u8.html"), "");
        assert_eq!(name("index.html"), "");
    }
}

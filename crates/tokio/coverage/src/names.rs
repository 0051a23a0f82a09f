//! Which names the index of a module exports. It is no parser: it goes by `pub use`,
//! `pub mod` and `pub fn`.

use std::collections::BTreeSet;

/// The names that a module's `mod.rs` exports on all platforms, but those that only an
/// unstable build has.
#[must_use]
pub fn exported(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut unstable = 0_usize;
    let mut rest = source.lines().map(str::trim).peekable();
    while let Some(line) = rest.next() {
        if line.starts_with("cfg_unstable") || line.starts_with("cfg_taskdump") {
            unstable = 1;
            continue;
        }
        if unstable > 0 {
            unstable += line.matches('{').count();
            unstable = unstable.saturating_sub(line.matches('}').count());
            continue;
        }
        let Some(item) = line.strip_prefix("pub ") else {
            continue;
        };
        if let Some(module) = item.strip_prefix("mod ") {
            let end = module.find([';', ' ', '{']).unwrap_or(module.len());
            found.insert(module[..end].to_owned());
        } else if let Some(mut path) = item.strip_prefix("use ").map(str::to_owned) {
            while !path.contains(';') {
                path.push_str(rest.next().unwrap_or(";"));
            }
            found.extend(last_names(&path));
        }
    }
    found
}

/// The names that a path ends in.
fn last_names(path: &str) -> Vec<String> {
    let path = path.split(';').next().unwrap_or_default();
    let names = match path.split_once('{') {
        Some((_, names)) => names.trim_end_matches('}'),
        None => path,
    };
    let last = |name: &str| {
        let name = name.rsplit(" as ").next().unwrap_or(name);
        name.rsplit("::").next().unwrap_or(name).trim().to_owned()
    };
    let names = names.split(',').map(last);
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_names_of_paths_are_exported() {
        let source = "pub use a::B;\npub use c::{D, e::F};\npub mod g;\ncfg_unstable! {\npub use h::I;\n}\npub use j::{\n  K,\n};";
        let names = ["B", "D", "F", "K", "g"].map(str::to_owned);
        assert_eq!(exported(source), names.into());
    }
}

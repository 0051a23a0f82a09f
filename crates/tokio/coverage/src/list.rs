//! The list in `docs/tokio-coverage.md`.

use std::collections::BTreeMap;

/// The tables of the page.
#[derive(Debug, Default)]
pub struct List {
    /// Of each heading, the names in the first column and what the second says.
    pub tables: BTreeMap<String, BTreeMap<String, String>>,
}

impl List {
    /// Reads the page.
    #[must_use]
    pub fn read(page: &str) -> Self {
        let mut list = Self::default();
        let mut heading = String::new();
        for line in page.lines() {
            if let Some(next) = line.strip_prefix("## ") {
                heading = next.replace('`', "");
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            if let &["", names, status, ..] = cells.as_slice()
                && names.starts_with('`')
            {
                let table = list.tables.entry(heading.clone()).or_default();
                for name in names.split(", ") {
                    table.insert(name.replace('`', ""), status.to_owned());
                }
            }
        }
        list
    }

    /// The table below a heading.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn table(&self, heading: &str) -> &BTreeMap<String, String> {
        let table = self.tables.get(heading);
        table.unwrap_or_else(|| panic!("the page has a table `{heading}`"))
    }
}

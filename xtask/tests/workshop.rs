//! The workshop itself: every solution passes, every stub doesn't, every pitfall is
//! rejected for the reason that it states. The same as `cargo xtask audit`. How far a
//! learner has come makes no difference to it.

use std::path::Path;
use std::process::Command;

#[test]
fn the_audit_finds_nothing_to_object_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let audit = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("audit")
        .current_dir(root)
        // As the alias would have it; the crate's own folder is the test's.
        .env("CARGO_MANIFEST_DIR", root.join("xtask"))
        .output()
        .expect("the runner starts");
    let said = String::from_utf8_lossy(&audit.stdout);
    let complained = String::from_utf8_lossy(&audit.stderr);
    assert!(audit.status.success(), "{said}\n{complained}");
}

//! What the derives write for a rendered resource: short, and read by people as `scaffold expand` prints it.

use std::path::Path;

use scaffold::diagnostic::Diagnostics;
use scaffold::expand::expand;
use scaffold_templates::resource_file;

use crate::{assert_golden, sample};

/// The lines that a derive may write for 12 columns, as the formatter breaks them.
const LINES: usize = 250;

#[test]
fn twelve_columns_expand_to_a_page() {
    let resource = sample::plain();
    assert_eq!(resource.fields.len(), 12);
    let mut diagnostics = Diagnostics::default();
    let source = resource_file(&resource);
    let code = expand(Path::new("order.rs"), &source, &mut diagnostics).expect("sound structs");
    assert_golden("expansion.rs.txt", &code);
    let of_resource = code.split("// #[derive(Resource)] of Order\n").nth(1);
    let lines = of_resource.expect("the struct's").lines().count();
    assert!(lines < LINES, "{lines} lines");
}

//! The statement splitter ends at the end of any input, and gives no statement twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scaffold::ddl::{Hints, Splitter};

fuzz_target!(|data: &[u8]| {
    let mut splitter = Splitter::new(data, Hints::default());
    let mut items = 0;
    while let Ok(Some(_)) = splitter.next_item() {
        items += 1;
    }
    // A statement takes a byte at least, and what is unclosed is told once.
    assert!(items <= data.len() + 1);
});

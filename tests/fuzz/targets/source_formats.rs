//! Looks for inputs that break what must hold of `source_formats`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::source_formats::hold(input));

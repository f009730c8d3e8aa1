//! Looks for inputs that break what must hold of `text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::text::hold(input));

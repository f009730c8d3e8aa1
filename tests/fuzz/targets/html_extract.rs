//! Looks for inputs that break what must hold of `html_extract`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::html_extract::hold(input));

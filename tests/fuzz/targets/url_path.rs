//! Looks for inputs that break what must hold of `url_path`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::url_path::hold(input));

//! Looks for inputs that break what must hold of `http_request`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::http_request::hold(input));

//! Looks for inputs that break what must hold of `annotate`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::annotate::hold(input));

//! Looks for inputs that break what must hold of `front_matter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::front_matter::hold(input));

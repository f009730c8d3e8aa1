//! Looks for inputs that break what must hold of `markdown_render`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| backstory_fuzz::markdown_render::hold(input));

//! Markdown bodies, parsed once into blocks with byte spans. Knows no site and renders nothing.

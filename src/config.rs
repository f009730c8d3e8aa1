//! The settings of a site, `site.toml`: keys, defaults and their documentation. Reads no files.

//! The build, read top to bottom.

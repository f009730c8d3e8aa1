//! Pages: data.

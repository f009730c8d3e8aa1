//! Pages: claims.

//! Pages: route.

//! Pages: listing.

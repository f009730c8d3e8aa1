//! Pages: faq.

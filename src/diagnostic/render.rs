//! Diagnostics as text for people and machines: human, JSON, GitHub annotations, SARIF.

//! Bytes to clean text: character set, byte-order mark, NUL, line ends, NFC. Knows no format.

//! The only file that touches the disk. Knows paths and bytes, nothing of what they mean.

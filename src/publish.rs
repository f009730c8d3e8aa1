//! A tree of rendered files to the disk: stage, sync, exchange, recover.

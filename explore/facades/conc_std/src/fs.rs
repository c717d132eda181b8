//! Nothing: what an explored program leaves in files, the next schedule would find.

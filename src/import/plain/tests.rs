//! Invented texts.

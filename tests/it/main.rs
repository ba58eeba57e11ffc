//! One test binary: the library and the program from outside.

mod store;

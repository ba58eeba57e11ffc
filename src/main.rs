//! The program: hands its arguments to the command line and gives back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    triptych::cli::run(std::env::args_os())
}

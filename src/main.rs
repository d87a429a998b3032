//! The `survey` program: everything of interest is in the library.

fn main() -> std::process::ExitCode {
    survey::cli::main()
}

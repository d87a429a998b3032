//! The `survey` program: everything of interest is in the library.

/// Cells are many and small, and come from several threads at once.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    survey::cli::main()
}

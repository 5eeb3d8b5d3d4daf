//! The command line: arguments in, exit status out. Everything else is in the library.
//! The exit statuses are told by `sayso --help`.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A twelfth of a run is spared by it: documents are many small lists, taken and given back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    quiet_workers();
    match cli::run() {
        Ok(done) => done.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::report::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Whoever read our output has seen enough; that is no trouble.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.into_iter().any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A fault on a worker becomes a failed row with its own message, so only the main thread, which has a
/// name, tells of faults here.
fn quiet_workers() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name().is_some() {
            tell(panic);
        }
    }));
}

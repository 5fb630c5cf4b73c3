//! Where handshakes are computed. Each costs as much as a hundred messages, and after a break thousands come at once:
//! a service computes them on threads of their own, beside those that carry messages.

use std::io;
use std::sync::OnceLock;
use tokio::runtime::Handle;
use tokio_util::task::AbortOnDropHandle;

static APART: OnceLock<Handle> = OnceLock::new();

/// Has this runtime compute all handshakes of the process from now on; it needs threads only. The first one stays.
pub fn compute_by(runtime: Handle) {
    let _ = APART.set(runtime);
}

/// Does a handshake, on the threads for it where there are some. It ends when nobody waits for it any more.
/// Errors: its own, or the process stops.
pub async fn compute<T: Send + 'static>(
    handshake: impl Future<Output = io::Result<T>> + Send + 'static,
) -> io::Result<T> {
    compute_on(APART.get(), handshake).await
}

async fn compute_on<T: Send + 'static>(
    runtime: Option<&Handle>,
    handshake: impl Future<Output = io::Result<T>> + Send + 'static,
) -> io::Result<T> {
    match runtime {
        Some(runtime) => AbortOnDropHandle::new(runtime.spawn(handshake))
            .await
            .unwrap_or_else(|ended| Err(io::Error::new(io::ErrorKind::ConnectionAborted, ended))),
        None => handshake.await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn a_handshake_is_computed_apart_and_ends_with_who_waits_for_it() {
        let apart = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let on = Some(apart.handle());
        let thread = async || compute_on(on, async { Ok(std::thread::current().id()) }).await.unwrap();
        assert_ne!(thread().await, std::thread::current().id());
        let here = compute_on(None, async { Ok(std::thread::current().id()) }).await.unwrap();
        assert_eq!(here, std::thread::current().id());
        let failed = compute_on(on, async { Err::<(), _>(io::Error::other("no")) }).await;
        assert_eq!(failed.unwrap_err().to_string(), "no");
        let (alive, ended) = oneshot::channel::<()>();
        let endless = compute_on(on, async move {
            let _alive = alive;
            std::future::pending::<io::Result<()>>().await
        });
        assert!(tokio::time::timeout(Duration::from_millis(20), endless).await.is_err());
        assert!(tokio::time::timeout(Duration::from_secs(5), ended).await.unwrap().is_err());
        apart.shutdown_background();
    }
}

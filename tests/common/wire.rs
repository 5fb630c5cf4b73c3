//! A wire between two servers that can be frozen and cut. The library's own tests use it, too.

#![allow(dead_code, reason = "no test uses all of it")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A wire that leads to one target.
pub struct Wire {
    pub address: SocketAddr,
    pub frozen: watch::Sender<bool>,
    cut: watch::Sender<u64>,
    /// Bytes that went to the target.
    pub passed: Arc<AtomicU64>,
    /// Connections so far.
    pub connections: Arc<AtomicU64>,
}

impl Wire {
    /// On a free port of a host.
    pub async fn start(host: &str, target: SocketAddr) -> Wire {
        Wire::at(SocketAddr::new(host.parse().unwrap(), 0), target).await
    }

    /// On an address.
    pub async fn at(address: SocketAddr, target: SocketAddr) -> Wire {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (frozen, cut) = (watch::channel(false).0, watch::channel(0).0);
        let (freezing, cutting) = (frozen.subscribe(), cut.subscribe());
        let (passed, connections): (Arc<AtomicU64>, Arc<AtomicU64>) = Default::default();
        let (counting, accepted) = (passed.clone(), connections.clone());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::Relaxed);
                let Ok(far) = TcpStream::connect(target).await else { continue };
                tokio::spawn(pass(near, far, freezing.clone(), cutting.clone(), counting.clone()));
            }
        });
        Wire { address, frozen, cut, passed, connections }
    }

    /// Resets all connections.
    pub fn cut(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }
}

/// Passes bytes both ways until the wire is cut, which resets both connections.
async fn pass(
    mut near: TcpStream,
    mut far: TcpStream,
    frozen: watch::Receiver<bool>,
    mut cut: watch::Receiver<u64>,
    passed: Arc<AtomicU64>,
) {
    cut.mark_unchanged();
    let (mut out, mut back) = ([0; 4096], [0; 4096]);
    loop {
        let mut thawed = frozen.clone();
        tokio::select! {
            _ = cut.changed() => {
                // Sends a reset instead of a proper end.
                let _ = socket2::SockRef::from(&near).set_linger(Some(Duration::ZERO));
                let _ = socket2::SockRef::from(&far).set_linger(Some(Duration::ZERO));
                return;
            }
            _ = async { thawed.wait_for(|frozen| !frozen).await.is_ok() }, if *frozen.borrow() => {}
            read = near.read(&mut out), if !*frozen.borrow() => match read {
                Ok(0) | Err(_) => return,
                Ok(read) => {
                    passed.fetch_add(read as u64, Ordering::Relaxed);
                    if far.write_all(&out[..read]).await.is_err() { return }
                }
            },
            read = far.read(&mut back), if !*frozen.borrow() => match read {
                Ok(0) | Err(_) => return,
                Ok(read) => if near.write_all(&back[..read]).await.is_err() { return },
            },
        }
    }
}

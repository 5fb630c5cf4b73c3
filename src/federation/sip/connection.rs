//! One stream connection: reads frames, writes what is queued, keeps it alive, ends it when it is silent.

use super::framing::{Decoder, Frame};
use super::parse::{Limits, Rejected};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

const BUFFER: usize = 16 * 1024;
/// A peer that does not take what we write for so long is dead.
const WRITE_LIMIT: Duration = Duration::from_secs(30);

/// How long a connection may be silent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Without any message at all, it is closed.
    pub first: Duration,
    /// Without a byte, it is closed.
    pub idle: Duration,
    /// For a message that has begun to be complete.
    pub partial: Duration,
}

/// Reads frames until the connection ends or must be closed; the fault of a peer that broke the rules.
pub(super) async fn read(
    mut reader: impl AsyncRead + Unpin,
    limits: Limits,
    patience: Patience,
    mut take: impl FnMut(Frame),
) -> Option<Rejected> {
    let mut decoder = Decoder::new(limits);
    let mut buffer = vec![0; BUFFER];
    let mut begun: Option<Instant> = None;
    let mut silence = patience.first;
    loop {
        let until = match begun {
            Some(begun) => begun + patience.partial,
            None => Instant::now() + silence,
        };
        let read = match timeout_at(until, reader.read(&mut buffer)).await {
            Ok(Ok(read)) if read > 0 => read,
            _ => return None,
        };
        decoder.feed(buffer.get(..read).unwrap_or_default());
        let mut found = false;
        loop {
            match decoder.next_frame() {
                Ok(None) => break,
                Ok(Some(frame)) => {
                    found = true;
                    silence = patience.idle;
                    take(frame);
                }
                Err(rejected) => return Some(rejected),
            }
        }
        begun = match decoder.is_partial() {
            false => None,
            true if found => Some(Instant::now()),
            true => begun.or_else(|| Some(Instant::now())),
        };
    }
}

/// Writes what is queued; when the connection ends, what was queued before still goes out. A connection that
/// we opened is kept alive while there is nothing to write. Source: RFC 5626, 4.4.1.
pub(super) async fn write(
    mut writer: impl AsyncWrite + Unpin,
    mut messages: mpsc::Receiver<Vec<u8>>,
    keep_alive: Option<Duration>,
    ended: CancellationToken,
) {
    let pause = keep_alive.unwrap_or(Duration::from_secs(3600 * 24));
    loop {
        let bytes = tokio::select! {
            biased;
            bytes = messages.recv() => bytes,
            () = ended.cancelled() => None,
            () = tokio::time::sleep(pause) => Some(if keep_alive.is_some() { b"\r\n\r\n".to_vec() } else { Vec::new() }),
        };
        let Some(mut bytes) = bytes else { break };
        // Whoever else is about to write goes first, so that all of it is one call of the system.
        tokio::task::yield_now().await;
        while bytes.len() < BUFFER {
            let Ok(more) = messages.try_recv() else { break };
            bytes.extend_from_slice(&more);
        }
        let work = async {
            writer.write_all(&bytes).await?;
            writer.flush().await
        };
        if !matches!(timeout(WRITE_LIMIT, work).await, Ok(Ok(()))) {
            break;
        }
    }
    ended.cancel();
    let _ = timeout(WRITE_LIMIT, writer.shutdown()).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience {
        first: Duration::from_secs(60),
        idle: Duration::from_secs(600),
        partial: Duration::from_secs(30),
    };

    #[tokio::test(start_paused = true)]
    async fn a_message_that_never_ends_is_not_waited_for() {
        let (mut near, far) = tokio::io::duplex(1024);
        let start = Instant::now();
        let reading = tokio::spawn(read(far, Limits::default(), PATIENCE, |_| {}));
        near.write_all(b"MESSAGE sip:bob@b.example SIP/2.0\r\n").await.unwrap();
        assert!(reading.await.unwrap().is_none());
        assert_eq!(start.elapsed().as_secs(), 30);
        let (_near, far) = tokio::io::duplex(1024);
        let start = Instant::now();
        assert!(read(far, Limits::default(), PATIENCE, |_| {}).await.is_none());
        assert_eq!(start.elapsed().as_secs(), 60);
        let (mut near, far) = tokio::io::duplex(1024);
        near.write_all(b"\r\n\r\n").await.unwrap();
        let start = Instant::now();
        assert!(read(far, Limits::default(), PATIENCE, |_| {}).await.is_none());
        assert_eq!(start.elapsed().as_secs(), 600);
    }

    #[tokio::test(start_paused = true)]
    async fn a_quiet_connection_is_kept_alive() {
        let (mut near, far) = tokio::io::duplex(1024);
        let (_sender, messages) = mpsc::channel(1);
        let ended = CancellationToken::new();
        tokio::spawn(write(far, messages, Some(Duration::from_secs(120)), ended.clone()));
        let mut ping = [0; 4];
        near.read_exact(&mut ping).await.unwrap();
        assert_eq!(&ping, b"\r\n\r\n");
        ended.cancel();
        assert_eq!(near.read(&mut ping).await.unwrap(), 0);
    }
}

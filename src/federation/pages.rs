//! A few pages over HTTP/1.1, one request a connection: the figures of the runtime, and the proofs of ACME.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::accepting::Unaccepted;

/// A request may be so long, and take so long.
const REQUEST: usize = 8 * 1024;
const LIMIT: Duration = Duration::from_secs(5);

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    status: &'static str,
    content_type: &'static str,
    body: String,
}

impl Page {
    /// A page that is there.
    pub fn of(content_type: &'static str, body: String) -> Page {
        Page { status: "200 OK", content_type, body }
    }

    /// There is none at that path.
    pub fn absent() -> Page {
        Page { status: "404 Not Found", content_type: "text/plain", body: String::new() }
    }

    /// It cannot be made now.
    pub fn unavailable() -> Page {
        Page { status: "503 Service Unavailable", ..Page::absent() }
    }
}

/// A running listener; it ends with this.
#[derive(Debug)]
pub struct Pages {
    _stop: DropGuard,
}

impl Pages {
    /// Listens, and answers a GET of a path with what `answer` makes of it. Errors: the address is taken.
    pub async fn start<F: Future<Output = Page> + Send + 'static>(
        address: SocketAddr,
        answer: impl Fn(String) -> F + Clone + Send + 'static,
    ) -> std::io::Result<Pages> {
        let listener = TcpListener::bind(address).await?;
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        tokio::spawn(async move {
            let mut unaccepted = Unaccepted::of("a reader of pages");
            loop {
                let accepted = tokio::select! {
                    accepted = listener.accept() => accepted,
                    () = stopped.cancelled() => return,
                };
                match accepted {
                    Ok((tcp, _)) => {
                        let answer = answer.clone();
                        // A reader that hangs up has what it wanted.
                        tokio::spawn(async move { drop(timeout(LIMIT, serve(tcp, answer)).await) });
                    }
                    Err(error) => unaccepted.pause(&error).await,
                }
            }
        });
        Ok(Pages { _stop: stop.drop_guard() })
    }
}

async fn serve<F: Future<Output = Page>>(
    mut tcp: TcpStream,
    answer: impl Fn(String) -> F,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") && request.len() < REQUEST {
        let read = tcp.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        request.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
    let page = match path(&request) {
        Some(path) => answer(path).await,
        None => Page::absent(),
    };
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        page.status,
        page.content_type,
        page.body.len()
    );
    tcp.write_all(head.as_bytes()).await?;
    tcp.write_all(page.body.as_bytes()).await?;
    tcp.shutdown().await
}

/// The path of a GET, without a query.
fn path(request: &[u8]) -> Option<String> {
    let line = request.split(|byte| *byte == b'\r').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    (method == "GET").then(|| target.split('?').next().unwrap_or(target).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(address: SocketAddr, request: &[u8]) -> String {
        let mut tcp = TcpStream::connect(address).await.unwrap();
        tcp.write_all(request).await.unwrap();
        let mut answer = String::new();
        tcp.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn a_page_is_found_by_its_path_only() {
        let address: SocketAddr = "127.0.97.1:8097".parse().unwrap();
        let answer = |path: String| async move {
            if path == "/a" { Page::of("text/plain", "hello".to_owned()) } else { Page::absent() }
        };
        let _pages = Pages::start(address, answer).await.unwrap();
        let found = ask(address, b"GET /a?x=1 HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert!(found.starts_with("HTTP/1.1 200 OK") && found.ends_with("\r\n\r\nhello"), "{found}");
        for wrong in [b"GET /b HTTP/1.1\r\n\r\n".as_slice(), b"POST /a HTTP/1.1\r\n\r\n", b"\xff\xfe\r\n\r\n"]
        {
            assert!(ask(address, wrong).await.starts_with("HTTP/1.1 404"), "{wrong:?}");
        }
        assert!(Pages::start(address, answer).await.is_err());
    }
}

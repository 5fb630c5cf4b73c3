//! A load of messages, the same for us and for others: as many as may be on their way at once, or so many a second.

use super::figures::{AT_ONCE, MESSAGES, PACED, RATE};
use std::time::Duration;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::interval;

/// Where messages are written, and what stands behind those that are written at once.
pub struct Load<'a, W> {
    pub writer: &'a Mutex<W>,
    pub end: &'a str,
}

impl<W: AsyncWrite + Unpin> Load<'_, W> {
    /// Writes one message.
    pub async fn first(&self, mut add: impl FnMut(usize, &mut String)) {
        let mut text = String::new();
        add(0, &mut text);
        self.write(&mut text).await;
    }

    /// Writes as fast as there is room. `add` appends the message of a number.
    pub async fn closed(&self, room: &Semaphore, mut add: impl FnMut(usize, &mut String)) {
        let mut text = String::new();
        let mut number = 0;
        while number < MESSAGES {
            room.acquire().await.unwrap().forget();
            // Whatever else there is room for goes with it.
            let end = (number + 1 + room.forget_permits(AT_ONCE)).min(MESSAGES);
            (number..end).for_each(|number| add(number, &mut text));
            number = end;
            self.write(&mut text).await;
        }
    }

    /// Writes at a steady rate.
    pub async fn open(&self, mut add: impl FnMut(usize, &mut String)) {
        let mut ticks = interval(Duration::from_micros(1_000_000 / RATE));
        let mut text = String::new();
        for number in 0..PACED {
            ticks.tick().await;
            add(number, &mut text);
            self.write(&mut text).await;
        }
    }

    async fn write(&self, text: &mut String) {
        text.push_str(self.end);
        self.writer.lock().await.write_all(text.as_bytes()).await.unwrap();
        text.clear();
    }
}

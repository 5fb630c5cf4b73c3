//! `System.Net.Http`: what newer scripts send requests with, over the HTTP client of `Invoke-WebRequest`.

mod client;
mod content;
mod exchange;
mod handler;
mod header_values;
mod headers;
mod message;
mod multipart;

use crate::engine::types::Class;
pub(super) use handler::proxy_address;

/// Classes that scripts name.
pub static CLASSES: &[&Class] = &[
    &client::HTTP_CLIENT,
    &content::HTTP_CONTENT,
    &content::STRING_CONTENT,
    &content::BYTE_ARRAY_CONTENT,
    &content::STREAM_CONTENT,
    &content::FORM_CONTENT,
    &multipart::MULTIPART_CONTENT,
    &handler::HTTP_CLIENT_HANDLER,
    &header_values::AUTHENTICATION,
    &header_values::MEDIA_TYPE,
    &header_values::MEDIA_TYPE_WITH_QUALITY,
    &header_values::PRODUCT_INFO,
    &headers::HEADERS,
    &headers::VALUES,
    &message::HTTP_METHOD,
    &message::REQUEST,
    &message::RESPONSE,
];

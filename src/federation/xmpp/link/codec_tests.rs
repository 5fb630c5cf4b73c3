use super::*;
use crate::federation::xmpp::link::frame::{Frame, write_stanza};
use crate::federation::xmpp::link::wire::FRAMES;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

fn encoded(element: &Element) -> Vec<u8> {
    let mut out = Vec::new();
    encode(&mut out, element).unwrap();
    out
}

fn samples() -> Vec<Element> {
    let server = |name: &'static str| Element::new(name, namespace::SERVER);
    let message = server("message")
        .with_attribute("to", "o'neill@a.example")
        .with_attribute("type", "chat")
        .with_child(server("body").with_text("a < b & c\r\n\u{0}\u{fffe} ü"))
        .with_child(Element::new("active", "http://jabber.org/protocol/chatstates"));
    let mut prefixed = server("message");
    prefixed.set_attribute_in(namespace::XML, "lang", "de");
    prefixed.set_attribute_in("urn:x", "lang", "1");
    prefixed.set_attribute("lang", "");
    // Two texts side by side stay two.
    let mut parted = server("x").with_text("one").with_child(server("y")).with_text("two").with_text("");
    parted.retain_children(|_| false);
    let forwarded = Element::new("forwarded", "urn:xmpp:forward:0").with_child(message.clone());
    let error = StanzaError::new(Condition::RemoteServerTimeout, "no <route>").to_element();
    let plain = Element::new("ünknown-näme", "").with_child(Element::new("a", "").with_text(""));
    vec![message, prefixed, parted, forwarded, error, plain]
}

/// Any element that can be.
fn random_element(random: &mut StdRng, depth: usize) -> Element {
    let name = |random: &mut StdRng| match random.random_range(0..4) {
        0 => "body".to_owned(),
        1 => "a".to_owned(),
        2 => format!("n{}", random.random::<u16>()),
        _ => "é".repeat(random.random_range(1..90)),
    };
    let text = |random: &mut StdRng| {
        let length = [0, 1, 5, 127, 128, 300][random.random_range(0..6)];
        (0..length).map(|_| random.random::<char>()).collect::<String>()
    };
    let mut element = Element::new(name(random), text(random));
    for _ in 0..random.random_range(0..4) {
        let namespace = if random.random() { String::new() } else { text(random) };
        element.set_attribute_in(namespace, name(random), text(random));
    }
    for _ in 0..random.random_range(0..4) {
        match random.random_range(0..3) {
            0 => element.push_text(text(random)),
            _ if depth < 6 => element.push_child(random_element(random, depth + 1)),
            _ => {}
        }
    }
    element
}

#[test]
fn what_is_decoded_equals_what_was_encoded() {
    let mut random = StdRng::seed_from_u64(7);
    let some = (0..500).map(|_| random_element(&mut random, 0));
    for element in samples().into_iter().chain(some) {
        assert_eq!(decode(&encoded(&element)).as_ref(), Ok(&element));
    }
}

#[test]
fn usual_names_and_namespaces_take_a_byte_and_no_memory() {
    let message = Element::new("message".to_owned(), namespace::SERVER.to_owned());
    let bytes = encoded(&message.with_attribute("id", "7"));
    assert_eq!(bytes.len(), 2 + 1 + 2 + 2 + 1);
    let mut decoder = Decoder { input: &bytes, elements: 0, nodes: 0 };
    assert!(matches!(decoder.name(), Ok(Cow::Borrowed("message"))));
    assert!(matches!(decoder.word(&namespace::COMMON), Ok(Cow::Borrowed(namespace::SERVER))));
}

/// Whoever changes a list makes other frames of the same elements, and counts [`FRAMES`] up.
#[test]
fn the_lists_belong_to_the_version_of_frames() {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for words in [&NAMES, &namespace::COMMON] {
        for word in (1..=255).map_while(|code| words.word(code)) {
            for byte in word.bytes().chain([0]) {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        }
    }
    assert_eq!((FRAMES, sum), (1, 12_699_361_909_831_892_202));
}

#[test]
fn no_prefix_and_no_changed_byte_panics() {
    for element in samples() {
        let mut frame = Vec::new();
        write_stanza(&mut frame, &element).unwrap();
        let payload = encoded(&element);
        for end in 0..payload.len() {
            assert!(decode(&payload[..end]).is_err(), "{end} bytes of {element:?}");
        }
        for at in 0..frame.len() {
            for change in [0x01, 0x80, 0xff, 0x40] {
                let mut changed = frame.clone();
                changed[at] ^= change;
                if let Ok(Some(Frame::Stanza(other))) = Frame::read(&mut changed.as_slice()) {
                    assert_eq!(decode(&encoded(&other)), Ok(other));
                }
            }
        }
    }
}

#[test]
fn numbers_of_any_size_are_read_back_and_others_refused() {
    for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
        let mut out = Vec::new();
        put_number(&mut out, number);
        assert_eq!(take_number(&mut out.as_slice()), Ok(number));
        assert_eq!(take_number(&mut &out[..out.len() - 1]), Err(FrameError::Cut));
    }
    let endless = [0x80; 20];
    assert_eq!(take_number(&mut endless.as_slice()), Err(FrameError::Number));
    let mut large = [0xff; 10];
    large[9] = 2;
    assert_eq!(take_number(&mut large.as_slice()), Err(FrameError::Number));
}

#[test]
fn lengths_that_lie_take_no_memory() {
    let mut huge = Vec::new();
    put_number(&mut huge, u64::MAX);
    let code = |words: &Words, word: &str| words.code(word).unwrap();
    let head = [code(&NAMES, "message"), code(&namespace::COMMON, namespace::SERVER)];
    let attribute = [code(&NAMES, "id"), code(&namespace::COMMON, "")];
    for prefix in
        [&[SPELLED][..], &head, &[&head[..], &[0]].concat(), &[&head[..], &[1], &attribute].concat()]
    {
        let bytes = [prefix, &huge, &[0; 40]].concat();
        assert_eq!(decode(&bytes), Err(FrameError::Cut));
    }
}

#[test]
fn both_ways_have_the_same_bounds() {
    let a = || Element::new("a", "");
    let nested = |depth: usize| (1..depth).fold(a(), |inner, _| a().with_child(inner));
    let wide = |count: usize| (1..count).fold(a(), |outer, _| outer.with_child(a()));
    let attributes =
        |count: usize| (0..count).fold(a(), |element, index| element.with_attribute(format!("a{index}"), ""));
    let long = |length: usize| a().with_text("x".repeat(length));
    for within in [nested(DEPTH), wide(ELEMENTS), attributes(ATTRIBUTES), long(BYTES - 20)] {
        assert_eq!(decode(&encoded(&within)), Ok(within));
    }
    let spaces = "urn:x".repeat(1600);
    let repeated =
        (0..ELEMENTS - 1).fold(a(), |outer, _| outer.with_child(Element::new("a", spaces.clone())));
    for beyond in [nested(DEPTH + 1), wide(ELEMENTS + 1), attributes(ATTRIBUTES + 1), long(BYTES), repeated] {
        let mut out = vec![7];
        assert!(matches!(encode(&mut out, &beyond), Err(FrameError::TooMuch { .. })));
        assert!(out.capacity() <= 2 * BYTES);
        out.truncate(1);
        assert!(write_stanza(&mut out, &beyond).is_err());
        assert_eq!(out, [7]);
    }
    let open = [&[NAMES.code("a").unwrap(), 1, 0, 1, ELEMENT][..]; DEPTH].concat();
    let deep = [&open[..], &encoded(&a())].concat();
    assert_eq!(decode(&deep), Err(FrameError::TooMuch { what: "levels", limit: DEPTH }));
    let mut texts = vec![NAMES.code("a").unwrap(), 1, 0];
    put_number(&mut texts, NODES as u64 + 1);
    texts.extend(std::iter::repeat_n([TEXT, 0], NODES + 1).flatten());
    assert_eq!(decode(&texts), Err(FrameError::TooMuch { what: "nodes", limit: NODES }));
    let mut many = vec![NAMES.code("a").unwrap(), 1];
    put_number(&mut many, ATTRIBUTES as u64 + 1);
    many.extend([0; 1000]);
    assert!(matches!(decode(&many), Err(FrameError::TooMuch { limit: ATTRIBUTES, .. })));
}

#[test]
fn what_xml_could_not_say_is_refused_both_ways() {
    for name in ["", "a b", "x/><message", "a:b", "1", "\u{0}"] {
        let element = Element::new(name, "");
        assert_eq!(encode(&mut Vec::new(), &element), Err(FrameError::Name), "{name}");
        let mut bytes = vec![SPELLED, name.len() as u8];
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend([1, 0, 0]);
        assert_eq!(decode(&bytes), Err(FrameError::Name), "{name}");
    }
    let element = Element::new("a", "").with_attribute("xmlns", "urn:x");
    assert_eq!(encode(&mut Vec::new(), &element), Err(FrameError::Name));
    let a = NAMES.code("a").unwrap();
    let xmlns = [&[a, 1, 1, SPELLED, 5][..], b"xmlns", &[1, 0, 0]].concat();
    assert_eq!(decode(&xmlns), Err(FrameError::Name));
    assert_eq!(decode(&[a, 1, 2, a, 1, 0, a, 1, 0, 0]), Err(FrameError::Twice));
    assert_eq!(decode(&[a, 1, 0, 1, 7]), Err(FrameError::Node(7)));
    assert_eq!(decode(&[255, 1, 0, 0]), Err(FrameError::Word(255)));
    assert_eq!(decode(&[a, 1, 0, 1, TEXT, 1, 0xff]), Err(FrameError::NotUtf8));
    assert_eq!(decode(&[a, 1, 0, 0, 0]), Err(FrameError::Surplus));
}

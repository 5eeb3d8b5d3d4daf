//! One layer of packing taken off as it is read, and no more of it than is allowed.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::item::Item;
use super::sniff::Packing;

/// Below this size nothing is thought to be a bomb, in bytes: empty pages pack well.
const HARMLESS: u64 = 1 << 20;

/// How much may come out of packing.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    /// Of one input, in bytes.
    pub(super) unpacked: u64,
    /// Of one packed byte, in bytes.
    pub(super) ratio: u64,
    /// What has come out of this input so far.
    pub(super) so_far: Rc<Cell<u64>>,
}

/// Why reading stopped, told in full where it happened: damage or a limit.
#[derive(Debug)]
pub(super) struct Halt {
    pub(super) is_limit: bool,
    message: String,
}

impl std::fmt::Display for Halt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Halt {}

/// The halt behind an error of reading, if it was one.
pub(super) fn halt(error: &io::Error) -> Option<&Halt> {
    error.get_ref().and_then(|inner| inner.downcast_ref())
}

/// An item without the layer that lies around it.
pub(super) fn layer<'a>(item: Item<'a>, packing: Packing, limits: &Limits) -> Item<'a> {
    let (label, depth) = (item.label.clone(), item.depth + 1);
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { inner: item, bytes: Rc::clone(&packed) };
    let opened: io::Result<Box<dyn Read + 'a>> = match packing {
        Packing::Zstd => zstd::Decoder::new(counted).map(|reader| Box::new(reader) as Box<dyn Read + 'a>),
        _ => Ok(Box::new(MultiGzDecoder::new(BufReader::new(counted)))),
    };
    let inner = opened.unwrap_or_else(|error| Box::new(Failed(Some(error))));
    let limits = limits.clone();
    Item::new(label, Box::new(Guarded { inner, packed, unpacked: 0, limits }), depth)
}

/// A member of an archive of which it is known how long it is packed.
pub(super) fn member<'a>(inner: impl Read + 'a, packed: u64, limits: &Limits) -> Box<dyn Read + 'a> {
    let packed = Rc::new(Cell::new(packed));
    Box::new(Guarded { inner: Box::new(inner), packed, unpacked: 0, limits: limits.clone() })
}

/// What cannot even be begun.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.bytes.set(self.bytes.get() + length as u64);
        Ok(length)
    }
}

/// A decoder that is stopped where too much comes out of it.
struct Guarded<'a> {
    inner: Box<dyn Read + 'a>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    limits: Limits,
}

impl Read for Guarded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = match self.inner.read(into) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted || halt(&error).is_some() => {
                return Err(error);
            }
            Err(error) => {
                let message = format!("damaged after byte {} of what comes out: {error}", self.unpacked);
                return Err(io::Error::other(Halt { is_limit: false, message }));
            }
        };
        self.unpacked += length as u64;
        let so_far = self.limits.so_far.get() + length as u64;
        self.limits.so_far.set(so_far);
        let message = if so_far > self.limits.unpacked {
            let most = super::size(self.limits.unpacked);
            format!("the input unpacks to more than {most}; if it is meant to, raise --largest-unpacked")
        } else if self.unpacked > HARMLESS && self.unpacked / self.packed.get().max(1) > self.limits.ratio {
            let ratio = self.limits.ratio;
            format!(
                "it unpacks to more than {ratio} times its size; if it is meant to, raise --largest-ratio"
            )
        } else {
            return Ok(length);
        };
        Err(io::Error::other(Halt { is_limit: true, message }))
    }
}

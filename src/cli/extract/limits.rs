//! How much of an input is too much, as the command line has it.

use std::str::FromStr;

use clap::Args;
use sayso::config::{DEPTH, RATIO};

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits (sizes in bytes, or as 500K, 64M, 2G)")]
pub(super) struct Limits {
    /// The largest document, line or row
    #[arg(long, value_name = "SIZE", default_value = "64M")]
    pub(super) largest: Size,
    /// How much one input may unpack to
    #[arg(long, value_name = "SIZE", default_value = "64G")]
    pub(super) largest_unpacked: Size,
    /// How many times its size something may unpack to
    #[arg(long, value_name = "N", default_value_t = RATIO, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) largest_ratio: u64,
    /// How many layers of packing may lie around a document
    #[arg(long, value_name = "N", default_value_t = DEPTH)]
    pub(super) deepest: usize,
}

/// A size in bytes, written so or in KiB, MiB or GiB with K, M or G behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
        let shift = match written.get(digits.len()..).unwrap_or("").to_ascii_lowercase().as_str() {
            "" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            other => return Err(format!("'{other}' is no unit; say K, M or G")),
        };
        let number: u64 = digits.parse().map_err(|_| "a size is a number, as 500K or 64M".to_string())?;
        let bytes = number.checked_mul(1 << shift).filter(|bytes| (1..=1 << 48).contains(bytes));
        bytes.map(Self).ok_or_else(|| "that is no size a file can have".to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_may_have_a_unit() {
        for (written, bytes) in [("100", 100), ("500K", 500 << 10), ("64mb", 64 << 20), ("2GiB", 2 << 30)] {
            assert_eq!(written.parse(), Ok(Size(bytes)), "{written}");
        }
        for written in ["", "K", "12X", "0", "99999999999G", "-1"] {
            assert!(written.parse::<Size>().is_err(), "{written}");
        }
    }
}

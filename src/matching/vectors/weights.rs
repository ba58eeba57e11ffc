//! The table of a `safetensors` file: eight bytes with the length of a header in JSON, the header,
//! and the numbers of all tensors. Nothing is believed of the header that the file does not bear
//! out.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Table, VectorsError};

/// Bytes before the header.
const PREFIX: usize = 8;

#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

/// The one tensor of two dimensions.
pub(super) fn read(bytes: &[u8]) -> Result<Table, VectorsError> {
    let (header, data) = split(bytes).ok_or_else(|| problem("the file ends before its header does"))?;
    let header: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(header).map_err(|error| problem(format!("its header is no JSON: {error}")))?;
    let mut tables = Vec::new();
    for (name, value) in header.into_iter().filter(|(name, _)| name != "__metadata__") {
        let tensor = Tensor::deserialize(value)
            .map_err(|error| problem(format!("its header describes '{name}' wrongly: {error}")))?;
        if tensor.shape.len() == 2 {
            tables.push((name, tensor));
        }
    }
    match tables.as_slice() {
        [(name, tensor)] => table(name, tensor, data),
        [] => Err(problem("it has no table of two dimensions")),
        several => {
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            Err(problem(format!("it has more than one table: {}", names.join(", "))))
        }
    }
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<PREFIX>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}

fn table(name: &str, tensor: &Tensor, data: &[u8]) -> Result<Table, VectorsError> {
    let (start, end) = tensor.data_offsets;
    let data = data.get(start..end).ok_or_else(|| problem(format!("'{name}' reaches beyond the end")))?;
    let (rows, width) = (tensor.shape[0], tensor.shape[1]);
    let (size, number): (usize, fn(&[u8]) -> f32) = match tensor.dtype.as_str() {
        "F32" => (4, |bytes| f32::from_bits(bits(bytes))),
        "F16" => (2, |bytes| half(bits(bytes))),
        "BF16" => (2, |bytes| f32::from_bits(bits(bytes) << 16)),
        other => return Err(problem(format!("'{name}' holds {other}, not F32, F16 or BF16"))),
    };
    let expected = rows.checked_mul(width).and_then(|count| count.checked_mul(size));
    if expected != Some(data.len()) || data.is_empty() {
        let length = data.len();
        return Err(problem(format!("'{name}' says {rows} rows of {width} but has {length} bytes")));
    }
    let numbers: Vec<f32> = data.chunks_exact(size).map(number).collect();
    if numbers.iter().any(|number| !number.is_finite()) {
        return Err(problem(format!("'{name}' holds numbers that are none")));
    }
    Ok(Table { numbers, width })
}

/// Up to four bytes, the lowest first.
fn bits(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |bits, &byte| bits << 8 | u32::from(byte))
}

/// A number of half precision (IEEE 754 binary16).
fn half(bits: u32) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = ((bits >> 10 & 0x1f) as i32, (bits & 0x3ff) as f32);
    let magnitude = match exponent {
        0 => fraction * 2.0_f32.powi(-24),
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => f32::NAN,
        _ => (1024.0 + fraction) * 2.0_f32.powi(exponent - 25),
    };
    sign * magnitude
}

fn problem(message: impl Into<String>) -> VectorsError {
    VectorsError::Weights(message.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_exact() {
        for (bits, number) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(half(bits).to_bits(), f32::to_bits(number), "{bits:x}");
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }
}

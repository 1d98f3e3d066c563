//! The weights of a network from its ONNX file: just enough of Protocol Buffers, bounded and without trust.
//!
//! Field numbers are those of `onnx.proto`: a model's graph is 7; a graph's node 1 and initializer 5; a node's input 1 and
//! operator 4; a tensor's dims 1, floats 4, name 8 and raw data 9.

use std::collections::BTreeMap;

/// Most fields of one message.
const MOST_FIELDS: usize = 4096;

/// Dimensions and values.
type Tensor = (Vec<usize>, Vec<f32>);

/// One convolution: its kernel with dimensions, and its bias.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Convolution {
    pub dims: Vec<usize>,
    pub kernel: Vec<f32>,
    pub bias: Vec<f32>,
}

/// The convolutions of a model, in the order in which it runs them; none if it isn't understood.
pub(super) fn convolutions(model: &[u8]) -> Option<Vec<Convolution>> {
    let (_, graph) = lengthy(model)?.into_iter().find(|(number, _)| *number == 7)?;
    let parts = lengthy(graph)?;
    let of = |wanted: u64| parts.iter().filter(move |(number, _)| *number == wanted).map(|(_, bytes)| *bytes);
    let tensors: BTreeMap<String, Tensor> = of(5).filter_map(tensor).collect();
    let mut found = Vec::new();
    for node in of(1) {
        let fields = lengthy(node)?;
        if !fields.contains(&(4, b"Conv".as_slice())) {
            continue;
        }
        let mut inputs = fields.iter().filter(|(number, _)| *number == 1).skip(1);
        let mut next = || tensors.get(std::str::from_utf8(inputs.next()?.1).ok()?);
        let ((dims, kernel), (_, bias)) = (next()?, next()?);
        found.push(Convolution { dims: dims.clone(), kernel: kernel.clone(), bias: bias.clone() });
    }
    Some(found)
}

/// A tensor of floats with its name and dimensions.
fn tensor(bytes: &[u8]) -> Option<(String, Tensor)> {
    let (mut name, mut dims, mut raw) = (String::new(), Vec::new(), None);
    for (number, value) in fields(bytes)? {
        match (number, value) {
            (1, Value::Number(dim)) => dims.push(usize::try_from(dim).ok()?),
            (1, Value::Bytes(mut packed)) => {
                while !packed.is_empty() {
                    dims.push(usize::try_from(number_at(&mut packed)?).ok()?);
                }
            }
            (8, Value::Bytes(bytes)) => name = std::str::from_utf8(bytes).ok()?.to_owned(),
            (4 | 9, Value::Bytes(bytes)) => raw = Some(bytes),
            _ => {}
        }
    }
    let floats = raw?.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect::<Vec<_>>();
    let count = dims.iter().try_fold(1usize, |product, dim| product.checked_mul(*dim))?;
    (count == floats.len()).then_some((name, (dims, floats)))
}

enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message that have a length.
fn lengthy(bytes: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    let of_length = |(number, value)| match value {
        Value::Bytes(bytes) => Some((number, bytes)),
        Value::Number(_) => None,
    };
    Some(fields(bytes)?.into_iter().filter_map(of_length).collect())
}

/// The fields of a message; none if it is malformed.
fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = number_at(&mut bytes)?;
        let value = match key & 7 {
            0 => Value::Number(number_at(&mut bytes)?),
            1 => Value::Bytes(taken(&mut bytes, 8)?),
            2 => {
                let length = usize::try_from(number_at(&mut bytes)?).ok()?;
                Value::Bytes(taken(&mut bytes, length)?)
            }
            5 => Value::Bytes(taken(&mut bytes, 4)?),
            _ => return None,
        };
        if found.len() == MOST_FIELDS {
            return None;
        }
        found.push((key >> 3, value));
    }
    Some(found)
}

fn taken<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(head)
}

/// A number in groups of seven bits, the lowest first.
fn number_at(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..10 {
        let byte = *taken(bytes, 1)?.first()?;
        number |= u64::from(byte & 0x7f).checked_shl(7 * place)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_no_model() {
        for bytes in [&b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"[..], b"\x3a\x05ab", b"\xff", b"\x07", b""] {
            assert_eq!(convolutions(bytes), None, "{bytes:?}");
        }
        // An empty graph has no convolutions.
        assert_eq!(convolutions(b"\x3a\x00"), Some(Vec::new()));
    }
}

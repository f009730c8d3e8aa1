//! Plain YAML to data: what serde asks of it. Everything that is not certain is refused, and the full
//! reader asked instead.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::Plain;

/// The data that a value says.
pub(super) fn read<M: DeserializeOwned>(value: &Plain<'_>) -> Option<M> {
    M::deserialize(value).ok()
}

/// The value does not fit, or may not; the full reader says why.
#[derive(Debug)]
pub(super) struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is not plain")
    }
}

impl std::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl IntoDeserializer<'_, Unfit> for &Plain<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Plain<'_> {
    /// A whole number as every YAML reader takes it.
    fn number(&self) -> Result<u64, Unfit> {
        let Self::Text { text, bare: true } = self else { return Err(Unfit) };
        let certain = text.bytes().all(|byte| byte.is_ascii_digit())
            && text.len() < 10
            && (*text == "0" || !text.starts_with('0'));
        if certain { text.parse().map_err(|_| Unfit) } else { Err(Unfit) }
    }
}

impl<'de> Deserializer<'de> for &Plain<'_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Plain::Text { text, .. } => visitor.visit_str(text),
            _ => Err(Unfit),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        // Nothing is never read this way: it has no plain spelling.
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Plain::List(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            _ => Err(Unfit),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Plain::Map(entries) => visitor.visit_map(MapDeserializer::new(
                entries.iter().map(|(key, value)| (StrDeserializer::new(key), value)),
            )),
            _ => Err(Unfit),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Plain::Text { text: Cow::Borrowed(text), bare: true } => {
                visitor.visit_enum(StrDeserializer::new(text))
            }
            _ => Err(Unfit),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map identifier ignored_any
    }
}

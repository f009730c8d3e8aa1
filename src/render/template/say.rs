//! How templates say what goes by number or has placeholders.

use tera::{Kwargs, State, TeraResult, Value};

use crate::pages::strings::{Piece, Strings};

/// `say(key="part.by", author=view.author)`: a text with its placeholders filled, and by the number
/// `n` in the form it takes. What is not markup already is escaped.
pub(super) fn say(strings: &Strings, values: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = values.must_get::<&str>("key")?;
    let number = values.get::<usize>("n")?;
    let Some(pieces) = strings.pieces(key, number) else {
        let near = strings.nearest(key).map(|near| format!("; did you mean `{near}`?"));
        let message = format!("there is no text `{key}`{}", near.unwrap_or_default());
        return Err(tera::Error::message(message));
    };
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => out.push_str(&state.escape(text)?),
            Piece::Slot(name) => {
                let Some(value) = values.get::<&Value>(name.as_str())? else {
                    let message = format!("the text `{key}` needs a value for `{name}`");
                    return Err(tera::Error::message(message));
                };
                out.push_str(&state.escape_if_needed(value)?);
            }
        }
    }
    Ok(Value::safe_string(&out))
}

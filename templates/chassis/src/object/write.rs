//! Parts into JSON text.

use super::Part;
use crate::codec;
use crate::error::Error;
use crate::model::{Member, Object};
use crate::resource::fit;

/// Appends the object with these parts, one for each member.
pub(crate) fn write(out: &mut Vec<u8>, object: &Object, parts: Vec<Part>) -> Result<(), Error> {
    out.push(b'{');
    for (index, (member, part)) in object.members.iter().zip(parts).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        codec::write_string(out, &member.field.name);
        out.push(b':');
        self::part(out, member, part)?;
    }
    out.push(b'}');
    Ok(())
}

fn part(out: &mut Vec<u8>, member: &Member, part: Part) -> Result<(), Error> {
    match (part, &member.object) {
        (Part::Value(value), _) => {
            let value = fit(value, &member.field.ty);
            codec::write_json(out, &member.field, &value)?;
        }
        (Part::Object(parts), Some(object)) => write(out, object, parts)?,
        (Part::Object(_), None) => out.extend_from_slice(b"null"),
        (Part::List(parts), _) => {
            out.push(b'[');
            for (index, part) in parts.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                self::part(out, member, part)?;
            }
            out.push(b']');
        }
    }
    Ok(())
}

//! Paths of endpoints, segment by segment.

use crate::resource::Resource;

/// A segment of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Text that a request repeats.
    Literal(&'a str),
    /// `{name}`: any text.
    Parameter(&'a str),
}

/// The segments of a path that starts with `/`.
pub fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split('/').map(|segment| {
        let name = segment
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'));
        name.map_or(Segment::Literal(segment), Segment::Parameter)
    })
}

/// The names of a path's parameters.
pub fn parameters(path: &str) -> impl Iterator<Item = &str> {
    segments(path).filter_map(|segment| match segment {
        Segment::Parameter(name) => Some(name),
        Segment::Literal(_) => None,
    })
}

/// Whether some request has both paths.
pub fn overlap(one: &str, other: &str) -> bool {
    let both = || segments(one).zip(segments(other));
    let may_equal = |(one, other): (Segment<'_>, Segment<'_>)| match (one, other) {
        (Segment::Literal(one), Segment::Literal(other)) => one == other,
        _ => true,
    };
    segments(one).count() == segments(other).count() && both().all(may_equal)
}

/// Whether two paths differ in nothing but the names of their parameters, which a document cannot hold.
pub fn differ_in_names(one: &str, other: &str) -> bool {
    let literal = |segment: Segment<'_>| match segment {
        Segment::Literal(text) => Some(text.to_owned()),
        Segment::Parameter(_) => None,
    };
    let same = segments(one).map(literal).eq(segments(other).map(literal));
    same && !segments(one).eq(segments(other))
}

/// The paths of a resource as an endpoint would write them: the collection's, and a row's.
pub fn of_resource(resource: &Resource) -> [String; 2] {
    let collection = format!("/{}", resource.path);
    let mut row = collection.clone();
    for index in 0..resource.key().len() {
        row.push_str(&format!("/{{{}}}", resource.key_parameter(index)));
    }
    [collection, row]
}

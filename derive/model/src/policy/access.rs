//! Rules of access: who may run which operation.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::resource::{Action, List, Text};

/// Who may run some operations: whoever one of the alternatives fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// The operations.
    pub to: Target,
    /// Alternatives; of each, all conditions hold.
    pub any: List<List<Condition>>,
}

/// The operations that a rule of access is about; the narrowest that names an operation holds for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Every operation.
    All,
    /// Those that only read.
    Read,
    /// Those that write.
    Write,
    /// One.
    One(Action),
}

/// Something that holds for a request or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Always.
    Public,
    /// Somebody is logged in.
    User,
    /// The user has a role.
    Role(Text),
    /// The token has a scope.
    Scope(Text),
    /// The row's column holds the user's id.
    Owner(Text),
}

impl Target {
    /// Every target, the widest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let wide = [Self::All, Self::Read, Self::Write];
        wide.into_iter().chain(Action::ALL.map(Self::One))
    }

    /// The word for it in specs and attributes; every operation has none.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Read => "read",
            Self::Write => "write",
            Self::One(action) => action.as_str(),
        }
    }

    /// The target of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|target| target.as_str() == word && *target != Self::All)
    }

    /// Whether an operation is among them.
    pub fn covers(self, action: Action) -> bool {
        match self {
            Self::All => true,
            Self::Read => !action.writes(),
            Self::Write => action.writes(),
            Self::One(one) => one == action,
        }
    }
}

/// A text that is no condition of access.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no rule of access")]
pub struct NoCondition(pub String);

impl NoCondition {
    /// What to write.
    pub const HELP: &'static str = "write `public`, `user`, `role:x`, `scope:x` or `owner:column`, \
         several that all must hold with ` & ` between them";
}

impl Condition {
    /// The conditions of `role:editor & owner:user_id`, which all hold.
    pub fn all(text: &str) -> Result<List<Self>, NoCondition> {
        text.split('&').map(|part| Self::one(part.trim())).collect()
    }

    /// The text that [`Condition::all`] reads as these.
    pub fn text(all: &[Self]) -> String {
        all.iter()
            .map(Self::to_string)
            .collect::<Vec<_>>()
            .join(" & ")
    }

    fn one(text: &str) -> Result<Self, NoCondition> {
        let named = |prefix: &str| {
            let name = text.strip_prefix(prefix)?;
            (!name.trim().is_empty() && name == name.trim()).then(|| Cow::Owned(name.to_owned()))
        };
        match text {
            "public" => Some(Self::Public),
            "user" => Some(Self::User),
            _ => named("role:")
                .map(Self::Role)
                .or_else(|| named("scope:").map(Self::Scope))
                .or_else(|| named("owner:").map(Self::Owner)),
        }
        .ok_or_else(|| NoCondition(text.to_owned()))
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::User => f.write_str("user"),
            Self::Role(role) => write!(f, "role:{role}"),
            Self::Scope(scope) => write!(f, "scope:{scope}"),
            Self::Owner(column) => write!(f, "owner:{column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn conditions_read_as_they_are_written() {
        for text in [
            "public",
            "user",
            "role:editor",
            "scope:a:b",
            "owner:user id",
        ] {
            let read = Condition::all(text).unwrap();
            assert_eq!(read.len(), 1, "{text}");
            assert_eq!(read[0].to_string(), text);
        }
        let both = Condition::all("role:editor&owner:user_id").unwrap();
        assert_eq!(
            *both,
            [
                Condition::Role("editor".into()),
                Condition::Owner("user_id".into())
            ]
        );
        assert_eq!(Condition::text(&both), "role:editor & owner:user_id");
        for (text, part) in [
            ("", ""),
            ("Public", "Public"),
            ("role:", "role:"),
            ("role: x", "role: x"),
            ("user &", ""),
            ("user & everybody", "everybody"),
        ] {
            assert_eq!(Condition::all(text), Err(NoCondition(part.to_owned())));
        }
    }

    #[test]
    fn the_narrowest_rule_holds() {
        let grant = |to, role: &'static str| Grant {
            to,
            any: vec![vec![Condition::Role(role.into())].into()].into(),
        };
        let policy = Policy {
            access: vec![
                grant(Target::All, "all"),
                grant(Target::Write, "write"),
                grant(Target::One(Action::Delete), "delete"),
            ]
            .into(),
            ..Policy::default()
        };
        let role = |action| policy.grant(action).unwrap().any[0][0].to_string();
        assert_eq!(role(Action::List), "role:all");
        assert_eq!(role(Action::Update), "role:write");
        assert_eq!(role(Action::Delete), "role:delete");
        assert_eq!(Policy::default().grant(Action::Get), None);
    }
}

//! From the tree to what is said of policies.

use std::borrow::Cow;

use chassis_model::{
    Action, Amendment, Condition, Delete, Event, Extra, Grant, List, Marks, NoCondition, Renamed,
    Soft, Target, Version,
};

use super::Policy;
use crate::spec::Spanned;
use crate::spec::grammar::{
    ACCESS, ACTION, API_VERSION, API_VERSION_COLUMN, CUSTOM, DELETE, DELETE_OR_CUSTOM, EVENT,
    FILTER, SOFT, SOFT_DELETE, SORT, UNIQUE,
};
use crate::spec::names::MEMBER;
use crate::spec::reader::{Fields, Item, Reader, spanned};
use crate::spec::tree::{Value, quoted};

impl Reader<'_> {
    /// What stands in a resource of its policy and code.
    pub(in crate::spec) fn policy(
        &mut self,
        fields: &Fields<'_>,
        extras: Vec<Spanned<Extra>>,
    ) -> Policy {
        let mut custom = Vec::new();
        for action in Action::ALL.into_iter().filter(|it| *it != Action::Delete) {
            if let Some(item) = fields.get(action.as_str())
                && self.choice(item, &CUSTOM).is_some()
            {
                custom.push(spanned(item, action));
            }
        }
        let delete = fields.get("delete").and_then(|item| {
            let delete = self.delete_or_custom(item)?;
            if delete.is_none() {
                custom.push(spanned(item, Action::Delete));
            }
            Some(spanned(item, delete?))
        });
        let mut names = |key| {
            let item = fields.get(key)?;
            let texts = self.texts(item).into_iter();
            Some(spanned(
                item,
                texts.map(|text| Cow::Owned(text.value)).collect(),
            ))
        };
        let (expand, nested) = (names("expand"), names("nested"));
        Policy {
            access: fields.get("access").map(|item| self.access(item)),
            delete,
            etag: fields.get("etag").and_then(|item| self.text(item)),
            require_if_match: fields
                .get("require_if_match")
                .and_then(|item| self.flag(item)),
            extras,
            expand,
            nested,
            events: fields.get("events").map(|item| self.events(item)),
            versions: fields.get("versions").map(|item| self.versions(item)),
            filter: fields.get("filter").map(|item| self.amendment(item, true)),
            sort: fields.get("sort").map(|item| self.amendment(item, false)),
            hooks: fields.get("hooks").and_then(|item| self.flag(item)),
            custom,
        }
    }

    /// Rules for every operation, or for each that is named.
    pub(in crate::spec) fn access(&mut self, item: Item<'_>) -> Spanned<Vec<Grant>> {
        let grants = match &item.node.value {
            Value::Mapping(_) => {
                let fields = self.fields(item, &ACCESS);
                let targets = Target::all().filter_map(|to| Some((to, fields.get(to.as_str())?)));
                let targets: Vec<_> = targets.collect();
                let grants = targets.into_iter();
                grants
                    .filter_map(|(to, item)| self.grant(to, item))
                    .collect()
            }
            _ => self.grant(Target::All, item).into_iter().collect(),
        };
        spanned(item, grants)
    }

    fn grant(&mut self, to: Target, item: Item<'_>) -> Option<Grant> {
        let any = self.rules(item).into_iter();
        let any: List<List<Condition>> = any.map(|rule| rule.value).collect();
        (!any.is_empty()).then_some(Grant { to, any })
    }

    /// A rule or several, of which any is enough.
    pub(in crate::spec) fn rules(&mut self, item: Item<'_>) -> Vec<Spanned<List<Condition>>> {
        let any = self.one_or_more(item, Self::rule);
        self.not_empty(item);
        any
    }

    fn rule(&mut self, item: Item<'_>) -> Option<Spanned<List<Condition>>> {
        let text = self.text(item)?;
        match Condition::all(&text.value) {
            Ok(all) => Some(spanned(item, all)),
            Err(error) => {
                self.error(&text.place, error.to_string(), NoCondition::HELP);
                None
            }
        }
    }

    /// What DELETE does.
    pub(in crate::spec) fn delete(&mut self, item: Item<'_>) -> Option<Spanned<Delete>> {
        match &item.node.value {
            Value::Mapping(_) => Some(spanned(item, self.soft_delete(item)?)),
            _ => self.choice(item, &DELETE),
        }
    }

    /// The same, with nothing where it is code of the service's own.
    fn delete_or_custom(&mut self, item: Item<'_>) -> Option<Option<Delete>> {
        match &item.node.value {
            Value::Mapping(_) => Some(Some(self.soft_delete(item)?)),
            _ => Some(self.choice(item, &DELETE_OR_CUSTOM)?.value),
        }
    }

    fn soft_delete(&mut self, item: Item<'_>) -> Option<Delete> {
        let fields = self.fields(item, &SOFT_DELETE);
        let unique = fields.get("unique");
        let unique = unique.and_then(|item| self.choice(item, &UNIQUE));
        let Some(soft) = fields.get("soft") else {
            let message = "the column that marks deleted rows is missing".to_owned();
            self.error(&item.node.place, message, "write `{soft: deleted_at}`");
            return None;
        };
        let (column, marks) = match &soft.node.value {
            Value::Mapping(_) => self.marked(soft)?,
            _ => (self.text(soft)?, None),
        };
        Some(Delete::Soft(Soft {
            column: Cow::Owned(column.value),
            marks,
            unique: unique.map(|unique| unique.value).unwrap_or_default(),
        }))
    }

    fn marked(&mut self, item: Item<'_>) -> Option<(Spanned<String>, Option<Marks>)> {
        let fields = self.fields(item, &SOFT);
        let column = fields.get("column").and_then(|item| self.text(item));
        let deleted = fields.get("deleted").and_then(|item| self.scalar(item));
        let alive = fields.get("alive").and_then(|item| self.scalar(item));
        if ["column", "deleted", "alive"]
            .iter()
            .any(|key| fields.get(key).is_none())
        {
            let message = format!("{} is half said", quoted(item.key));
            let help = "write `{column: is_deleted, deleted: 1, alive: 0}`";
            self.error(&item.node.place, message, help);
        }
        let (deleted, alive) = (Cow::Owned(deleted?.value), Cow::Owned(alive?.value));
        Some((column?, Some(Marks { deleted, alive })))
    }

    fn events(&mut self, item: Item<'_>) -> Spanned<Vec<Event>> {
        let events = self.distinct(item, |reader, item| reader.choice(item, &EVENT));
        self.not_empty(item);
        spanned(item, events.into_iter().map(|event| event.value).collect())
    }

    fn amendment(&mut self, item: Item<'_>, removes: bool) -> Spanned<Amendment> {
        let fields = self.fields(item, if removes { &FILTER } else { &SORT });
        let mut columns = |key| {
            let columns = fields.get(key).map(|item| self.texts(item));
            let columns = columns.unwrap_or_default().into_iter();
            columns.map(|column| column.value).collect()
        };
        let amendment = Amendment {
            add: columns("add"),
            remove: columns("remove"),
        };
        spanned(item, amendment)
    }

    fn versions(&mut self, item: Item<'_>) -> Spanned<Vec<Version>> {
        let entries = self.entries(item, "write names of versions as keys, such as `v1`");
        let versions = entries.iter().map(|(key, node)| {
            let item = Item {
                key: &key.text,
                node,
            };
            let fields = self.fields(item, &API_VERSION);
            let operations = fields.get("operations").map(|item| {
                let actions = self.distinct(item, |reader, item| reader.choice(item, &ACTION));
                self.not_empty(item);
                actions.into_iter().map(|action| action.value).collect()
            });
            let delete = fields.get("delete").and_then(|item| self.delete(item));
            Version {
                name: Cow::Owned(key.text.clone()),
                delete: delete.map(|delete| delete.value),
                operations,
                names: fields
                    .get("columns")
                    .map(|item| self.renamed(item))
                    .unwrap_or_default(),
            }
        });
        let versions = versions.collect();
        spanned(item, versions)
    }

    fn renamed(&mut self, item: Item<'_>) -> List<Renamed> {
        let entries = self.entries(item, "write names of columns as keys");
        let names = entries.iter().filter_map(|(key, node)| {
            let item = Item {
                key: &key.text,
                node,
            };
            let name = self.fields(item, &API_VERSION_COLUMN).get("name")?;
            let name = self.name(name, &MEMBER)?.value;
            Some(Renamed {
                column: Cow::Owned(key.text.clone()),
                name: Cow::Owned(name),
            })
        });
        names.collect()
    }
}

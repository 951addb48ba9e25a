//! A policy as the expression that builds it.

use proc_macro2::TokenStream;
use quote::quote;

use super::literals::{actions, cow, text, texts, variant};
use crate::policy::{Condition, Delete, Grant, Marks, Policy, Renamed, Soft, Target, Version};

/// The expression of a policy; nothing for one that says nothing.
pub fn policy(policy: &Policy) -> Option<TokenStream> {
    (*policy != Policy::default()).then(|| {
        let steps = steps(policy);
        quote! { __chassis::model::Policy::new()#steps }
    })
}

fn steps(policy: &Policy) -> TokenStream {
    let mut steps = TokenStream::new();
    if !policy.access.is_empty() {
        let grants = policy.access.iter().map(grant);
        steps.extend(quote! { .access(const { &[#(#grants),*] }) });
    }
    if policy.delete != Delete::Hard {
        let delete = delete(&policy.delete);
        steps.extend(quote! { .delete(#delete) });
    }
    if let Some(column) = policy.etag.as_deref().map(text) {
        steps.extend(quote! { .etag(#column) });
    }
    if policy.require_if_match {
        steps.extend(quote! { .require_if_match() });
    }
    if !policy.extras.is_empty() {
        let extras = policy.extras.iter().map(|extra| variant("Extra", extra));
        steps.extend(quote! { .extras(&[#(#extras),*]) });
    }
    if !policy.expand.is_empty() {
        let relations = texts(&policy.expand);
        steps.extend(quote! { .expand(#relations) });
    }
    if !policy.nested.is_empty() {
        let relations = texts(&policy.nested);
        steps.extend(quote! { .nested(#relations) });
    }
    if !policy.events.is_empty() {
        let events = policy.events.iter().map(|event| variant("Event", event));
        steps.extend(quote! { .events(&[#(#events),*]) });
    }
    if !policy.versions.is_empty() {
        let versions = policy.versions.iter().map(version);
        steps.extend(quote! { .versions(const { &[#(#versions),*] }) });
    }
    steps
}

fn grant(grant: &Grant) -> TokenStream {
    let to = match &grant.to {
        Target::One(action) => {
            let action = variant("Action", action);
            quote! { __chassis::model::Target::One(#action) }
        }
        target => variant("Target", target),
    };
    let any = grant.any.iter().map(|all| {
        let all = all.iter().map(condition);
        quote! { __chassis::model::all(const { &[#(#all),*] }) }
    });
    quote! { __chassis::model::Grant::new(#to, const { &[#(#any),*] }) }
}

fn condition(condition: &Condition) -> TokenStream {
    let condition = match condition {
        Condition::Public => quote! { Public },
        Condition::User => quote! { User },
        Condition::Role(role) => {
            let role = cow(role);
            quote! { Role(#role) }
        }
        Condition::Scope(scope) => {
            let scope = cow(scope);
            quote! { Scope(#scope) }
        }
        Condition::Owner(column) => {
            let column = cow(column);
            quote! { Owner(#column) }
        }
    };
    quote! { __chassis::model::Condition::#condition }
}

fn delete(delete: &Delete) -> TokenStream {
    let Delete::Soft(Soft {
        column,
        marks,
        unique,
    }) = delete
    else {
        return variant("Delete", delete);
    };
    let (column, unique) = (text(column), variant("Unique", unique));
    let marks = marks.as_ref().map(|Marks { deleted, alive }| {
        let (deleted, alive) = (text(deleted), text(alive));
        quote! { .marks(#deleted, #alive) }
    });
    quote! {
        __chassis::model::Delete::Soft(__chassis::model::Soft::new(#column, #unique)#marks)
    }
}

fn version(version: &Version) -> TokenStream {
    let name = text(&version.name);
    let delete = version.delete.as_ref().map(|it| {
        let delete = delete(it);
        quote! { .delete(#delete) }
    });
    let operations = version.operations.as_ref().map(|list| {
        let actions = actions(list);
        quote! { .operations(#actions) }
    });
    let names = (!version.names.is_empty()).then(|| {
        let names = version.names.iter().map(renamed);
        quote! { .names(const { &[#(#names),*] }) }
    });
    quote! { __chassis::model::Version::new(#name)#delete #operations #names }
}

fn renamed(renamed: &Renamed) -> TokenStream {
    let (column, name) = (text(&renamed.column), text(&renamed.name));
    quote! { __chassis::model::Renamed::new(#column, #name) }
}

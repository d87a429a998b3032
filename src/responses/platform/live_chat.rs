//! Live-chat and help-desk exports: conversations with response times and ratings. Header spellings differ
//! between versions and languages; these are the documented ones.

use super::model::personal;
use super::{Head, Headers, Platform, Role};

pub(super) static ZENDESK: Platform = Platform {
    id: "zendesk",
    title: "Zendesk",
    detect: |head| begins(head, &["First reply time", "Chat first reply time", "Full resolution time"]),
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

pub(super) static INTERCOM: Platform = Platform {
    id: "intercom",
    title: "Intercom",
    detect: |head| begins(head, &["conversation_id", "First response time", "Conversation ID"]),
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

pub(super) static LIVECHAT: Platform = Platform {
    id: "livechat",
    title: "LiveChat or tawk.to",
    detect: |head| begins(head, &["first_response_time", "Chat duration"]),
    lay_out: |head| Ok(Headers::single_row(head, role)),
};

/// The first header that begins so, as evidence.
fn begins(head: Head, names: &[&str]) -> Option<String> {
    let found = head.row(1).iter().find(|header| names.iter().any(|name| header.starts_with(name)));
    found.map(|header| format!("it has {header}"))
}

fn role(header: &str) -> Role {
    match header.to_lowercase().as_str() {
        "ticket id" | "conversation_id" | "conversation id" | "chat id" | "chat_id" => Role::ResponseId,
        "created at" | "conversation_created_at" | "chat start time" | "created_at" => Role::Submitted,
        "channel" | "agent" | "team" | "department" | "group" | "conversation_state" => Role::Segment,
        "message_id" | "conversation_closed_at" | "conversation_first_response_at" => Role::Metadata,
        _ => personal(header).unwrap_or_default(),
    }
}

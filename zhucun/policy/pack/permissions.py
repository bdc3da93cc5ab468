"""The closed list of rights that a role can be given. A right that is not here exists nowhere."""

BUSINESS = frozenset(
    {
        "places.see",
        "places.merge",
        "places.classify",
        "dispatch.see",
        "dispatch.import",
        "dispatch.end",
        "attendance.see",
        "attendance.enter_own",
        "attendance.enter",
        "attendance.question",
        "attendance.confirm",
        "attendance.reopen",
        "fieldwork.see",
        "fieldwork.write",
        "households.see",
        "households.edit",
        "households.pair",
        "households.minors",
        "households.import",
        "monitoring.see",
        "monitoring.edit",
        "monitoring.manage",
        "cases.see",
        "cases.raise",
        "cases.act",
        "cases.manage",
        "documents.make",
        "documents.see",
        "documents.write",
        "identity.reveal",
        "sync.manage",
        "sync.settle",
        "burden.read",
        "burden.answer",
        "burden.ask",
        "burden.approve",
        "policy.answers",
        "policy.propose",
        "policy.approve",
        "policy.retention",
    }
)
TECHNICAL = frozenset(
    {"policy.see", "accounts.see", "accounts.issue", "accounts.grant", "audit.see", "desk.home"}
)
PERMISSIONS = BUSINESS | TECHNICAL

"""The table of rules on an OFD, in the order they are told."""

from __future__ import annotations

from mzdocs.gbt33190 import (
    entry_rules,
    object_rules,
    paging_rules,
    parts_rules,
    resource_rules,
    signature_rules,
    writing_rules,
)

RULES = (
    *parts_rules.RULES,
    *entry_rules.RULES,
    *resource_rules.RULES,
    *paging_rules.RULES,
    *object_rules.RULES,
    *writing_rules.RULES,
    *signature_rules.RULES,
)

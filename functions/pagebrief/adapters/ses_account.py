"""What SES, version 2 of its API, says of the account and its identities."""

from typing import Any

from pagebrief.adapters.aws_looking import look
from pagebrief.deployment import MailAccount


class SesAccount:
    def __init__(self, client: Any) -> None:
        self._client = client

    def account(self) -> MailAccount:
        found = look("ses:GetAccount", self._client.get_account) or {}
        return MailAccount(
            in_sandbox=not found.get("ProductionAccessEnabled", False),
            sending=bool(found.get("SendingEnabled", False)),
            standing=str(found.get("EnforcementStatus", "HEALTHY")),
        )

    def is_verified(self, identity: str) -> bool | None:
        call = self._client.get_email_identity
        found = look("ses:GetEmailIdentity", call, EmailIdentity=identity)
        return None if found is None else bool(found["VerifiedForSendingStatus"])

"""What the custom resource does to SNS, and how a failure is told."""

from typing import Any

# SNS answers in well under a second; three tries of it fit into the function's timeout.
CONNECT_SECONDS = 3
READ_SECONDS = 5
TRIES = 3


class SmsSettingsError(Exception):
    """The settings could not be made; the text is one sentence for CloudFormation's events."""


def put_settings(properties: dict[str, Any]) -> None:
    """Set MonthlySpendLimit (whole USD) and DefaultSMSType for this account in a region.

    Args:
        properties: the resource's properties, with the Region that texts; CloudFormation turns
            every value into text.

    Raises:
        SmsSettingsError: the limit is not one, or SNS does not take it.
    """
    limit = _limit(properties.get("MonthlySpendLimit"))
    # Here and not above: the runtime has boto3, the asset does not, and a Delete needs none.
    import boto3  # noqa: PLC0415 - see above
    from botocore.config import Config  # noqa: PLC0415 - see above
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - see above

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": TRIES},
    )
    try:
        boto3.client("sns", region_name=properties["Region"], config=config).set_sms_attributes(
            # Transactional: a code is worth nothing late, and promotional texts may be dropped.
            attributes={"MonthlySpendLimit": str(limit), "DefaultSMSType": "Transactional"}
        )
    except ClientError as error:
        raise SmsSettingsError(_refusal(error.response["Error"]["Code"], limit)) from error
    except BotoCoreError as error:
        raise SmsSettingsError("SNS did not answer: deploy again.") from error


def _limit(value: object) -> int:
    if not isinstance(value, str) or not (value.isascii() and value.isdecimal() and int(value)):
        raise SmsSettingsError("MonthlySpendLimit must be whole US dollars, 1 or more.")
    return int(value)


def _refusal(code: str, limit: int) -> str:
    # SNS takes no limit above the account's quota (SNS developer guide, "Requesting increases to
    # your monthly Amazon SNS SMS spending quota"); both its parameters here are otherwise right.
    if code.startswith("InvalidParameter"):
        return (
            f"SNS refused a monthly SMS spend limit of {limit} USD: raise the SNS quota first (a "
            "quota increase for SNS Text Messaging in this account and region), or lower the limit."
        )
    return f"SNS refused to set the SMS attributes ({code}): see to it, then deploy again."

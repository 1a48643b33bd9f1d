"""The template's parameters, the function's environment and its settings say the same."""

import re
from collections.abc import Mapping
from typing import Any

import boto3  # type: ignore[import-untyped] # boto3 ships no types
import pytest

from pagebrief.delivery import IfUnknown
from pagebrief.errors import SettingsError
from pagebrief.settings import DeliverySettings, Settings
from pagebrief.settings_page import PageSettings
from stack_template import Stack, read

SLACK = {"SlackSecret": "pagebrief/slack", "SlackChannel": "C0123456789"}
EMAIL = {"EmailFrom": "brief@example.org", "EmailTo": "desk@example.org, night@example.org"}
WATCHED = {"EmailFrom": "brief@example.org"}
SMTP = WATCHED | {"SmtpSecret": "pagebrief/smtp"}

NOT_OURS = {"AWS_ENDPOINT_URL", "ORT_DISABLE_TELEMETRY"}
"""Variables of boto3 and ONNX Runtime; Powertools' own begin with POWERTOOLS."""

FUNCTIONS: Mapping[str, type[Settings]] = {
    "PageFunction": PageSettings,
    "DeliveryFunction": DeliverySettings,
    "ScheduleFunction": Settings,
}
EACH = pytest.mark.parametrize(("function", "settings"), FUNCTIONS.items(), ids=FUNCTIONS.keys())

PARAMETERS: Mapping[str, Any] = read()["Parameters"]


def environment(stack: Stack, function: str = "PageFunction") -> dict[str, str]:
    """References to resources have become text; the queue's that of a URL."""
    variables = stack.properties(function)["Environment"]["Variables"]
    made = {name: value if isinstance(value, str) else str(value) for name, value in variables.items()}
    assert variables["DELIVERY_QUEUE"] == {"Ref": "DeliveryQueue"}
    return made | {"DELIVERY_QUEUE": "https://sqs.example.org/123456789012/deliveries.fifo"}


@EACH
def test_the_environment_is_what_the_settings_read_and_no_more(
    function: str, settings: type[Settings]
) -> None:
    declared = {name for name in environment(Stack(**SLACK), function) if not name.startswith("POWERTOOLS_")}
    assert declared - NOT_OURS == {name.upper() for name in settings.model_fields}


@EACH
@pytest.mark.parametrize(
    "given",
    [SLACK, EMAIL, SLACK | EMAIL, WATCHED, SMTP],
    ids=["slack", "email", "both", "a sender alone", "smtp"],
)
def test_the_settings_take_what_the_template_hands_them(
    given: dict[str, str], function: str, settings: type[Settings]
) -> None:
    stack = Stack(**given)
    read_settings = settings.from_environment(environment(stack, function))
    assert stack.refusals() == []
    assert read_settings.slack_secret == given.get("SlackSecret")
    assert read_settings.email_from == given.get("EmailFrom")


def test_what_was_built_in_is_used_unless_another_folder_is_named() -> None:
    stack = Stack(**SLACK)
    assert PageSettings.from_environment(environment(stack)).model_dir is None
    delivery = DeliverySettings.from_environment(environment(stack, "DeliveryFunction"))
    assert delivery.templates_dir is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"SlackChannel": "C0123456789"},
        {"EmailTo": "desk@example.org"},
        SLACK | {"EmailTo": "desk@example.org"},
        SLACK | {"SmtpSecret": "pagebrief/smtp"},
    ],
    ids=lambda given: " ".join(given) or "nothing",
)
def test_what_the_settings_would_refuse_is_refused_before_anything_is_deployed(given: dict[str, str]) -> None:
    stack = Stack(**given)
    assert stack.refusals() != []
    with pytest.raises(SettingsError):
        DeliverySettings.from_environment(environment(stack, "DeliveryFunction"))


@pytest.mark.parametrize("name", ["Sentences", "MaxPageBytes"])
def test_numbers_have_the_bounds_and_the_default_of_the_settings(name: str) -> None:
    field = PageSettings.model_fields[re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()]
    lowest = next(bound.ge for bound in field.metadata if hasattr(bound, "ge"))
    highest = next(bound.le for bound in field.metadata if hasattr(bound, "le"))
    parameter = PARAMETERS[name]
    assert (parameter["MinValue"], parameter["MaxValue"], parameter["Default"]) == (
        lowest,
        highest,
        field.default,
    )


def test_days_of_memory_are_some_that_the_settings_take_and_their_default() -> None:
    field = Settings.model_fields["retention_days"]
    assert PARAMETERS["RetentionDays"]["Default"] == str(field.default)
    for days in PARAMETERS["RetentionDays"]["AllowedValues"]:
        given = environment(Stack(**SLACK, RetentionDays=days), "ScheduleFunction")
        assert Settings.from_environment(given).retention_days == int(days)


def test_what_becomes_of_a_message_that_may_have_arrived_is_chosen_from_what_the_settings_know() -> None:
    assert PARAMETERS["IfUnknown"]["AllowedValues"] == [str(value) for value in IfUnknown]
    assert PARAMETERS["IfUnknown"]["Default"] == DeliverySettings.model_fields["if_unknown"].default


@pytest.mark.parametrize("secret", ["SlackSecret", "SmtpSecret"])
@pytest.mark.parametrize(
    "value",
    [
        "https://hooks.example.com/services/T0/B0/x",
        "two words",
        "pagebrief/*",
        "ssm:pagebrief",
        "ssm:/",
        "ssm:/pagebrief/*",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/*",
        "arn:aws:kms:eu-west-1:123456789012:key/pagebrief",
    ],
)
def test_a_webhook_or_a_wildcard_is_no_name_of_a_secret(value: str, secret: str) -> None:
    assert not re.fullmatch(PARAMETERS[secret]["AllowedPattern"], value)


@pytest.mark.parametrize("secret", ["SlackSecret", "SmtpSecret"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "pagebrief/slack",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:pagebrief/slack-AbCdEf",
        "ssm:/slack",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/pagebrief/slack",
    ],
)
def test_a_name_an_arn_or_nothing_is(value: str, secret: str) -> None:
    assert re.fullmatch(PARAMETERS[secret]["AllowedPattern"], value)


def test_every_parameter_is_described_and_offered_in_a_group() -> None:
    groups = read()["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert sorted(name for group in groups for name in group["Parameters"]) == sorted(PARAMETERS)
    assert all(parameter["Description"] for parameter in PARAMETERS.values())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_changed_parameter_alone_publishes_a_version(function: str) -> None:
    # SAM doesn't see it, but CloudFormation replaces a version whose description changes.
    properties = read()["Resources"][function]["Properties"]
    described = set(re.findall(r"'(?:Ref|Fn::Sub)': '(?:\$\{)?(\w+)", str(properties["VersionDescription"])))
    described |= set(re.findall(r"\$\{(\w+)\}", properties["VersionDescription"]["Fn::Sub"][0]))
    variables = properties["Environment"]["Variables"].values()
    used = {value["Ref"] for value in variables if isinstance(value, dict) and "Ref" in value}
    assert described & set(PARAMETERS) == used & set(PARAMETERS)


@pytest.mark.parametrize(
    ("secret", "named"),
    [
        ("x" * 46, "x" * 46),
        (f"arn:aws:secretsmanager:eu-west-1:123456789012:secret:{'x' * 46}", "x" * 46),
        (f"ssm:/{'x' * 36}", f"ssm:/{'x' * 36}"),
        (f"arn:aws:ssm:eu-west-1:123456789012:parameter/{'x' * 36}", f"parameter/{'x' * 36}"),
    ],
)
def test_the_longest_parameters_fit_a_versions_description(secret: str, named: str) -> None:
    longest = {
        name: "x" * parameter.get("MaxLength", 0) or str(parameter["MaxValue"])
        for name, parameter in PARAMETERS.items()
        if "MaxLength" in parameter or "MaxValue" in parameter
    }
    rewriter = f"arn:aws:lambda:ap-southeast-1:123456789012:function:{'x' * 40}"
    texts = {"SlackSecret": secret, "SmtpSecret": secret, "RewriterArn": rewriter}
    for name, value in texts.items():
        assert re.fullmatch(PARAMETERS[name]["AllowedPattern"], value)
        assert not re.fullmatch(PARAMETERS[name]["AllowedPattern"], f"{value}x")
    stack = Stack(**longest, **texts, RetentionDays="3650")
    described = {
        each["Properties"]["FunctionName"]["Ref"]: each["Properties"]["Description"]
        for each in stack.of_type("AWS::Lambda::Version").values()
    }
    assert described.keys() == FUNCTIONS.keys()
    assert described["PageFunction"].endswith(" " + "x" * 40)
    assert described["DeliveryFunction"].split().count(named) == 2
    for text in described.values():
        assert text.startswith(f"{named} ")
        assert len(text) <= 256


def test_an_empty_endpoint_is_none_to_boto3(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment(Stack(**SLACK))["AWS_ENDPOINT_URL"] == ""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "")
    client = boto3.client("dynamodb", region_name="eu-west-1")
    assert client.meta.endpoint_url == "https://dynamodb.eu-west-1.amazonaws.com"


def test_onnx_runtime_is_told_to_report_nothing() -> None:
    assert environment(Stack(**SLACK))["ORT_DISABLE_TELEMETRY"] == "1"

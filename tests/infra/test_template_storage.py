"""Where pages, records and deliveries lie: private, encrypted, and still there after a mistake."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from pagebrief.adapters import dynamodb_store
from pagebrief.adapters.s3_watches import KEY
from pagebrief.delivering import MEMORY
from stack_template import Stack, read

STACK = Stack(SlackSecret="pagebrief/slack", SlackChannel="C0123456789")
BUCKETS = pytest.mark.parametrize("bucket", ["PageBucket", "StateBucket"])


@BUCKETS
def test_a_bucket_is_closed_to_the_public(bucket: str) -> None:
    assert STACK.properties(bucket)["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    assert STACK.properties(bucket)["OwnershipControls"]["Rules"] == [
        {"ObjectOwnership": "BucketOwnerEnforced"}
    ]


@BUCKETS
def test_a_bucket_is_encrypted(bucket: str) -> None:
    (rule,) = STACK.properties(bucket)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


@BUCKETS
def test_a_bucket_is_spoken_to_over_tls_only(bucket: str) -> None:
    policy = STACK.properties(f"{bucket}Policy")
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert policy["Bucket"] == {"Ref": bucket}
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert statement["Resource"] == [{"Fn::GetAtt": [bucket, "Arn"]}, f"${{{bucket}.Arn}}/*"]
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


@BUCKETS
def test_uploads_that_were_broken_off_do_not_pile_up(bucket: str) -> None:
    rules = STACK.properties(bucket)["LifecycleConfiguration"]["Rules"]
    assert any("AbortIncompleteMultipartUpload" in rule and rule["Status"] == "Enabled" for rule in rules)


@pytest.mark.parametrize("name", ["PageBucket", "StateBucket", "StateTable"])
def test_deleting_the_stack_keeps_what_it_held(name: str) -> None:
    assert STACK.resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert STACK.resources[name]["UpdateReplacePolicy"] == "Retain"


def test_overwritten_records_are_kept_for_a_while() -> None:
    bucket = STACK.properties("StateBucket")
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert any("NoncurrentVersionExpiration" in rule for rule in bucket["LifecycleConfiguration"]["Rules"])


def test_watches_are_put_where_the_functions_look_for_them() -> None:
    assert read()["Outputs"]["WatchesFile"]["Value"] == {"Fn::Sub": f"s3://${{StateBucket}}/{KEY}"}


def test_the_table_has_the_keys_and_the_expiry_that_the_store_writes() -> None:
    table = STACK.properties("StateTable")
    written = Path(dynamodb_store.__file__).read_text("utf-8")
    keys = {entry["AttributeName"]: entry["KeyType"] for entry in table["KeySchema"]}
    assert keys == {"pk": "HASH", "sk": "RANGE"}
    assert {entry["AttributeType"] for entry in table["AttributeDefinitions"]} == {"S"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert re.search(r"#expires = :expires\b", written)


def test_the_table_is_paid_by_use_encrypted_and_can_be_set_back() -> None:
    table = STACK.properties("StateTable")
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/0f1e2d3c"
OWN_KEY = Stack(SlackSecret="pagebrief/slack", KmsKeyArn=KEY_ARN)


def test_a_key_of_your_own_encrypts_all_that_is_kept() -> None:
    for bucket in OWN_KEY.of_type("AWS::S3::Bucket").values():
        (rule,) = bucket["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"] == {
            "SSEAlgorithm": "aws:kms",
            "KMSMasterKeyID": KEY_ARN,
        }
        assert rule["BucketKeyEnabled"] is True
    for queue in OWN_KEY.of_type("AWS::SQS::Queue").values():
        assert queue["Properties"]["KmsMasterKeyId"] == KEY_ARN
        assert queue["Properties"]["SqsManagedSseEnabled"] is False  # both at once are refused
    for group in OWN_KEY.of_type("AWS::Logs::LogGroup").values():
        assert group["Properties"]["KmsKeyId"] == KEY_ARN
    assert OWN_KEY.properties("StateTable")["SSESpecification"]["KMSMasterKeyId"] == KEY_ARN


@pytest.mark.parametrize("role", ["PageRole", "DeliveryRole", "ScheduleRole", "SchedulerRole"])
def test_who_reads_and_writes_what_is_encrypted_may_use_that_key_and_no_other(role: str) -> None:
    statement = OWN_KEY.statements(role)["UseKey"]
    assert statement["Resource"] == KEY_ARN
    assert statement["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
    assert "UseKey" not in STACK.statements(role)


def test_the_table_can_not_be_deleted_in_prod() -> None:
    assert STACK.properties("StateTable")["DeletionProtectionEnabled"] is False
    prod = Stack(SlackSecret="pagebrief/slack", Stage="prod")
    assert prod.properties("StateTable")["DeletionProtectionEnabled"] is True


RETENTIONS = read()["Parameters"]["RetentionDays"]["AllowedValues"]
LONGEST_WAIT = timedelta(days=7)  # for a weekly digest
TTL_LAG = timedelta(days=2)  # DynamoDB deletes what has expired within days


@pytest.mark.parametrize("days", RETENTIONS)
def test_a_record_outlives_every_row_that_names_it(days: str) -> None:
    stack = Stack(SlackSecret="pagebrief/slack", RetentionDays=days)
    rules = {
        rule["Prefix"]: rule["ExpirationInDays"]
        for rule in stack.properties("StateBucket")["LifecycleConfiguration"]["Rules"]
        if "ExpirationInDays" in rule
    }
    assert rules.keys() == {"briefs/", "discarded/", "digests/"}
    for expires in rules.values():
        assert timedelta(days=expires - int(days)) >= LONGEST_WAIT + MEMORY + TTL_LAG


def test_watches_never_expire() -> None:
    rules = STACK.properties("StateBucket")["LifecycleConfiguration"]["Rules"]
    assert all("Prefix" in rule for rule in rules if "ExpirationInDays" in rule)


def test_every_check_that_is_skipped_says_why() -> None:
    skipped = [
        skip
        for resource in read()["Resources"].values()
        for skip in resource.get("Metadata", {}).get("checkov", {}).get("skip", [])
    ]
    assert len(skipped) > 10
    assert all(skip["id"].startswith("CKV_") and len(skip["comment"]) > 10 for skip in skipped)

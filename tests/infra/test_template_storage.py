"""Where pages, records and deliveries lie: private, encrypted, and still there after a mistake."""

import re
from pathlib import Path

import pytest

from pagebrief.adapters import dynamodb_store
from pagebrief.adapters.s3_watches import KEY
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

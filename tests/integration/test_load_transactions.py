"""The load benchmark's transactions do what moto's do, in a process of their own as there."""

import subprocess
import sys

from tools.sam_local import ROOT

SCRIPT = """
from benchmarks.load.transactions import without_copies
from tests.aws_double import AwsDouble
from tools.local_aws import client

without_copies()
names = ("pk", "sk")
with AwsDouble() as aws:
    dynamodb = client("dynamodb", aws.url)
    dynamodb.create_table(
        TableName="t",
        KeySchema=[{"AttributeName": n, "KeyType": k} for n, k in zip(names, ("HASH", "RANGE"))],
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in names],
        BillingMode="PAY_PER_REQUEST",
    )
    row = lambda name, value: {"pk": {"S": "p"}, "sk": {"S": name}, "v": {"S": value}}
    put = lambda name, value: {"Put": {"TableName": "t", "Item": row(name, value)}}
    key = lambda name: {"TableName": "t", "Key": {"pk": {"S": "p"}, "sk": {"S": name}}}
    values = {":new": {"S": "new"}}
    update = {"Update": key("b") | {"UpdateExpression": "SET v = :new", "ExpressionAttributeValues": values}}
    refused = {"Put": put("c", "new")["Put"] | {"ConditionExpression": "attribute_exists(pk)"}}
    dynamodb.transact_write_items(TransactItems=[put("a", "old"), put("b", "old")])
    try:
        dynamodb.transact_write_items(
            TransactItems=[{"Delete": key("a")}, update, put("d", "new"), refused]
        )
    except dynamodb.exceptions.TransactionCanceledException as error:
        print([reason["Code"] for reason in error.response["CancellationReasons"]])
    for item in dynamodb.scan(TableName="t")["Items"]:
        print(item["sk"]["S"], item["v"]["S"])
"""


def test_a_refused_transaction_leaves_every_row_as_it_was() -> None:
    command = [sys.executable, "-c", SCRIPT]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["['None', 'None', 'None', 'ConditionalCheckFailed']", "a old", "b old"]

"""The backfill's own template: what its state machine may do, and what AWS would refuse."""

from typing import Any

from cfnlint.api import lint  # type: ignore[import-untyped] # ships no types
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # neither does it

from backfill_template import PATH, definition, resources
from pagebrief.pricing import PAGES_A_BATCH
from stack_template import Stack, read

GIVEN = {"PageFunctionName": "page", "PageBucketName": "crawl", "StateBucketName": "state"}
MADE = resources(**GIVEN)
EACH_BATCH = definition(**GIVEN)["States"]["EachBatch"]
TASK = EACH_BATCH["ItemProcessor"]["States"]["MakeBriefs"]
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:page:live"


def statements(document: Any) -> dict[str, tuple[Any, Any]]:
    return {each["Sid"]: (each["Action"], each["Resource"]) for each in document["Statement"]}


def test_the_linter_finds_nothing() -> None:
    assert lint(PATH.read_text("utf-8")) == []


def test_it_may_list_pages_call_the_function_and_write_results_and_nothing_else() -> None:
    (policy,) = MADE["BackfillRole"]["Properties"]["Policies"]
    assert statements(policy["PolicyDocument"]) == {
        "ListPages": ("s3:ListBucket", "arn:aws:s3:::crawl"),
        "MakeBriefs": ("lambda:InvokeFunction", FUNCTION),
        "WriteWhatBecameOfBatches": (
            ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
            "arn:aws:s3:::state/backfills/*",
        ),
    }


def test_it_may_start_follow_and_redrive_its_own_batches_only() -> None:
    properties = MADE["BackfillRunsItself"]["Properties"]
    executions = "arn:aws:states:us-east-1:123456789012:execution:${Backfill.Name}"
    assert properties["Roles"] == [{"Ref": "BackfillRole"}]
    assert statements(properties["PolicyDocument"]) == {
        "StartBatches": ("states:StartExecution", {"Ref": "Backfill"}),
        "FollowBatches": (
            ["states:DescribeExecution", "states:StopExecution"],
            [f"{executions}:*", f"{executions}/*"],
        ),
        "RedriveBatches": ("states:RedriveExecution", f"{executions}/*"),
    }


def test_only_step_functions_of_this_account_may_act_in_its_name() -> None:
    (statement,) = MADE["BackfillRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "states.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_it_calls_the_version_that_the_queue_calls() -> None:
    assert TASK["Parameters"]["FunctionName"] == FUNCTION
    assert read()["Resources"]["PageFunction"]["Properties"]["AutoPublishAlias"] == "live"


def test_its_parameters_are_outputs_of_the_other_stack() -> None:
    assert set(yaml_parse(PATH.read_text("utf-8"))["Parameters"]) <= set(read()["Outputs"])


def test_the_estimate_knows_how_large_a_batch_is() -> None:
    assert EACH_BATCH["ItemBatcher"]["MaxItemsPerBatch"] == PAGES_A_BATCH


def test_who_waits_for_a_busy_function_waits_longer_than_it_runs() -> None:
    (throttled, *_) = TASK["Retry"]
    assert throttled["ErrorEquals"] == ["Lambda.TooManyRequestsException"]
    longest = Stack(SlackSecret="a", RewriterArn="").properties("PageFunction")["Timeout"]
    assert throttled["MaxDelaySeconds"] * throttled["MaxAttempts"] > 20 * longest

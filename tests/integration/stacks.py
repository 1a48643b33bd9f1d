"""Stacks on moto, for commands that find an account's things by the outputs of its stack."""

import json
from collections.abc import Mapping
from typing import Any


def stand(cloudformation: Any, name: str, values: Mapping[str, str], *queues: str) -> dict[str, str]:
    """Make a stack of these queues; its outputs, which are ``values`` and the URL of each queue."""
    resources = {
        queue: {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": f"{name}-{queue}"}} for queue in queues
    }
    outputs: dict[str, Any] = {key: {"Value": value} for key, value in values.items()}
    outputs |= {f"{queue}Url": {"Value": {"Ref": queue}} for queue in queues}
    template = {"Resources": resources, "Outputs": outputs}
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}

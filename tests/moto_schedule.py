"""moto's CloudFormation leaves schedules out, though moto has EventBridge Scheduler: this puts them in.

To be imported before the first stack is made: moto finds its models as subclasses.
"""

from typing import Any, Self

from moto.core.common_models import CloudFormationModel
from moto.scheduler.models import scheduler_backends


class StackSchedule(CloudFormationModel):
    """AWS::Scheduler::Schedule, named by the stack as CloudFormation does."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def physical_resource_id(self) -> str:
        return self.name

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::Scheduler::Schedule"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
    ) -> Self:
        given = cloudformation_json["Properties"]
        scheduler_backends[account_id][region_name].create_schedule(
            name=resource_name,
            description=given["Description"],
            schedule_expression=given["ScheduleExpression"],
            flexible_time_window=given["FlexibleTimeWindow"],
            target=given["Target"],
            state=given.get("State", "ENABLED"),
            group_name="default",
            kms_key_arn=None,
            schedule_expression_timezone="UTC",
            start_date=None,
            end_date=None,
            action_after_completion=None,
        )
        return cls(resource_name)

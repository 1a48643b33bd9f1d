"""``pagebrief doctor``: is the deployment well?"""

import os
from typing import Annotated

import typer

from pagebrief import console


def doctor(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="Of CloudFormation.")] = "pagebrief",
) -> None:
    """Check a deployment with your own AWS credentials: what is well, what isn't, and what to do.

    One line a finding: ok, warning or problem. Nothing is changed and nothing is sent. A check that you
    may not make is a warning that names the permission. AWS_PROFILE and AWS_DEFAULT_REGION choose
    account and region. Exit code 1 if there is a problem.
    """
    # boto3, pydantic and slack_sdk take a second to import, which the other commands do without.
    from pagebrief.bootstrap_doctor import doctor as doctor_of  # noqa: PLC0415
    from pagebrief.doctor.findings import Grade  # noqa: PLC0415

    grades = set()
    for finding in doctor_of(os.environ).examine(stack):
        console.show_finding(finding)
        grades.add(finding.grade)
    if Grade.PROBLEM in grades:
        raise typer.Exit(1)

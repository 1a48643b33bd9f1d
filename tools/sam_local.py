"""The built functions in their containers, by ``sam local``, and where these can reach this machine."""

import json
import os
import platform
import shlex
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PAGE_FUNCTION, DELIVERY_FUNCTION, SCHEDULE_FUNCTION = "PageFunction", "DeliveryFunction", "ScheduleFunction"
REGION = "us-east-1"
THIS_MACHINE = "host.docker.internal"
"""The name of this machine inside a container."""


class NoEngineError(Exception):
    """No container engine answers."""


class InvocationError(Exception):
    """The function failed or gave no answer; the message holds why, or all that it and SAM said."""


def invoke(event: Path, environment: Path, function: str = PAGE_FUNCTION) -> Any:
    """The function's answer to ``event``.

    Raises InvocationError; SAM's exit status doesn't tell whether the function failed.
    """
    command = invoke_command(event, environment, function)
    finished = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False
    )
    said = f"{shlex.join(command)}\n{finished.stdout}{finished.stderr}"
    try:
        answer = json.loads(finished.stdout)
    except ValueError:
        raise InvocationError(said) from None
    if isinstance(answer, dict) and "errorMessage" in answer:
        raise InvocationError(said)
    return answer


def invoke_command(event: Path, environment: Path, function: str = PAGE_FUNCTION) -> list[str]:
    """Runs from the root of the working copy."""
    event_path, environment_path = (os.path.relpath(path, ROOT) for path in (event, environment))
    command = [sam(), "local", "invoke", function, "-e", event_path, "--env-vars", environment_path]
    return command + container_options()


def sam() -> str:
    """SAM, or else the one that `make sam` installs, or else any."""
    own = ".venv-sam/bin/sam"
    return os.environ.get("SAM") or (own if (ROOT / own).exists() else "sam")


def container_options() -> list[str]:
    architecture = platform.machine().replace("aarch64", "arm64")
    options = [
        "--region",
        REGION,
        "--skip-pull-image",
        "--parameter-overrides",
        f"Architecture={architecture}",
    ]
    if platform.system() == "Linux":
        options += ["--add-host", f"{THIS_MACHINE}:{listening_address()}"]
    return options


def listening_address() -> str:
    """Where a server must listen so that a container can reach it, and the network at large can't.

    Raises NoEngineError.
    """
    if platform.system() != "Linux":
        return "127.0.0.1"  # Docker Desktop makes it host.docker.internal
    command = ["docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - constants
    except (OSError, subprocess.CalledProcessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).strip()
        raise NoEngineError(
            f"No container engine answers: start Docker, or set DOCKER_HOST ({reason})"
        ) from error
    return found.stdout.strip()


def in_container(url: str) -> str:
    """A server on this machine, as a container names it."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{THIS_MACHINE}:{parts.port}").geturl()


def clean_environment() -> dict[str, str]:
    """This process's without the user's AWS account, whose keys SAM would hand to the container."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    nothing = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return kept | nothing | {"AWS_EC2_METADATA_DISABLED": "true", "SAM_CLI_TELEMETRY": "0"}

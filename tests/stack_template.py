"""The template as CloudFormation gets to see it: SAM's transform done, parameters filled in."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped] # ships no types
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped] # the same
from samtranslator.translator.translator import Translator  # type: ignore[import-untyped] # the same
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # the same

TEMPLATE = Path(__file__).resolve().parent.parent / "infra/template.yaml"
REGION = "us-east-1"
PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackName": "Pagebrief",
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:123456789012:stack/Pagebrief/0f1e2d3c-aaaa-bbbb",
}
NO_VALUE = {"Ref": "AWS::NoValue"}


def read(path: Path = TEMPLATE) -> dict[str, Any]:
    template: dict[str, Any] = yaml_parse(path.read_text("utf-8"))
    return template


def transform(template: Mapping[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """What the Serverless transform makes of a template whose code was uploaded by ``sam deploy``."""
    copy: dict[str, Any] = json.loads(json.dumps(template))
    for resource in copy["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://code/function.zip"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    made: dict[str, Any] = translator.translate(copy, parameter_values=dict(parameters))
    return made


class Stack:
    """The template's resources for one choice of parameters, conditions decided and parameters put in.

    References to resources stay: ``{"Fn::GetAtt": ["PageQueue", "Arn"]}``.
    """

    def __init__(self, **parameters: str) -> None:
        template = transform(read(), parameters)
        defaults = {name: str(entry.get("Default", "")) for name, entry in template["Parameters"].items()}
        self.parameters = PSEUDO | defaults | parameters
        self._conditions = template["Conditions"]
        self._rules = template["Rules"]
        self._mappings = template["Mappings"]
        self.resources: dict[str, Any] = {
            name: self._fill(resource)
            for name, resource in template["Resources"].items()
            if "Condition" not in resource or self._decide({"Condition": resource["Condition"]})
        }

    def properties(self, name: str) -> Any:
        return self.resources[name]["Properties"]

    def of_type(self, kind: str) -> dict[str, Any]:
        """The resources of that kind, by name."""
        return {name: entry for name, entry in self.resources.items() if entry["Type"] == kind}

    def only(self, kind: str) -> Any:
        """The properties of the one resource of that kind."""
        (found,) = self.of_type(kind).values()
        return found["Properties"]

    def refusals(self) -> list[str]:
        """Why CloudFormation would refuse these parameters."""
        assertions = [entry for rule in self._rules.values() for entry in rule["Assertions"]]
        return [entry["AssertDescription"] for entry in assertions if not self._decide(entry["Assert"])]

    def statements(self, role: str = "PageRole") -> dict[str, Any]:
        """What a function's role allows, by Sid."""
        (policy,) = self.properties(role)["Policies"]
        return {entry["Sid"]: entry for entry in policy["PolicyDocument"]["Statement"]}

    def _decide(self, condition: Any) -> bool:
        match condition:
            case {"Condition": name}:
                return self._decide(self._conditions[name])
            case {"Fn::Not": [inner]}:
                return not self._decide(inner)
            case {"Fn::And": several}:
                return all(self._decide(inner) for inner in several)
            case {"Fn::Or": several}:
                return any(self._decide(inner) for inner in several)
            case {"Fn::Equals": [left, right]}:
                return bool(self._fill(left) == self._fill(right))
        raise ValueError(f"not a condition: {condition}")

    def _fill(self, value: Any) -> Any:
        functions: dict[str, Callable[[Any], Any]] = {
            "Ref": lambda name: self.parameters.get(name, {"Ref": name}),
            "Fn::If": lambda found: self._fill(found[1 if self._decide({"Condition": found[0]}) else 2]),
            "Fn::Sub": lambda found: self._substitute(*(found if isinstance(found, list) else [found, {}])),
            "Fn::Join": lambda found: found[0].join(self._fill(found[1])),
            "Fn::Split": lambda found: self._fill(found[1]).split(found[0]),
            "Fn::Select": lambda found: self._fill(found[1])[int(found[0])],
            "Fn::FindInMap": lambda found: self._mappings[found[0]][self._fill(found[1])][found[2]],
        }
        match value:
            case list():
                return [entry for entry in map(self._fill, value) if entry != NO_VALUE]
            case dict() if len(value) == 1 and (name := next(iter(value))) in functions:
                return functions[name](value[name])
            case dict():
                filled = {key: self._fill(entry) for key, entry in value.items()}
                return {key: entry for key, entry in filled.items() if entry != NO_VALUE}
        return value

    def _substitute(self, text: str, names: Mapping[str, Any]) -> str:
        """References to resources stay: ``${StateBucket.Arn}``."""
        known = dict(self.parameters)
        for name, value in self._fill(names).items():
            known[name] = value if isinstance(value, str) else f"${{{value['Ref']}}}"
        return re.sub(r"\$\{([\w:]+)\}", lambda found: known.get(found[1], found[0]), text)

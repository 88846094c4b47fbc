"""A template's values beside what AWS reports: what is the same, and what is not."""

from typing import Any

import pytest

from ops.prove.values import UNKNOWN, Exactly, Named, matches, resolved

STACK = "arn:aws:cloudformation:eu-west-1:111122223333:stack/dev/355c3540-dacb"
ROLE = Named("dev-Role-1A", "111122223333")
NAMES = {
    "AWS::AccountId": "111122223333",
    "AWS::Region": "eu-west-1",
    "AWS::StackId": STACK,
    "Role": "dev-Role-1A",
    "Pool": "eu_x",
}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("text", "text"),
        ({"Ref": "Pool"}, "eu_x"),
        ({"Ref": "Gone"}, UNKNOWN),
        ({"Fn::GetAtt": ["Role", "Arn"]}, ROLE),
        ({"Fn::GetAtt": ["Pool", "ProviderName"]}, Named("eu_x", "111122223333")),
        ({"Fn::GetAtt": ["Pool", "RootResourceId"]}, UNKNOWN),
        ({"Fn::Join": ["", ["a:", {"Ref": "AWS::Region"}]]}, "a:eu-west-1"),
        ({"Fn::Join": ["", ["a:", {"Ref": "Gone"}]]}, UNKNOWN),
        ({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}, "355c3540-dacb"),
        ({"Fn::If": ["Here", 1, 2]}, UNKNOWN),
        ({"one": [{"Ref": "Pool"}]}, {"one": ["eu_x"]}),
    ],
)
def test_a_value_becomes_what_aws_would_report(value: Any, wanted: Any) -> None:
    assert resolved(value, NAMES) == wanted


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (UNKNOWN, ["anything"]),
        (1000, 1000.0),
        (True, "true"),
        ("14", 14),
        (None, []),
        ([], None),
        (False, None),
        ({}, None),
        ("one", ["one"]),
        ("f?r ??lle", "für älle"),  # as GetTemplate tells it, and the service
        (Named("eu_x", "111122223333"), "cognito-idp.eu-west-1.amazonaws.com/eu_x"),
        (["one"], "one"),
        (["a", "b"], ["b", "a"]),
        ([{"a": 1}, {"a": 2}], [{"a": 2, "b": 3}, {"a": 1}]),
        ({"a": 1}, {"a": 1, "a default": 2}),
        (Exactly({"a": {"b": 1}}), {"a": {"b": 1}}),
        (ROLE, "arn:aws:iam::111122223333:role/dev-Role-1A"),
        (Named("group", "111122223333"), "arn:aws:logs:eu-west-1:111122223333:log-group:group:*"),
    ],
)
def test_what_means_the_same_matches(wanted: Any, seen: Any) -> None:
    assert matches(wanted, seen)


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (1000, 10000),
        (True, None),
        (False, True),
        (None, {"more": 1}),
        (["a"], ["a", "b"]),
        (["a", "a"], ["a", "b"]),
        (["a", "b"], ["a"]),
        ([], ["a"]),
        ({"a": 1}, {}),
        ({"a": 1}, "a"),
        (Exactly({}), {"a": 1}),
        (Exactly({"a": {"b": 1}}), {"a": {"b": 1, "c": 2}}),
        (Exactly({"a": [{"b": 1}]}), {"a": [{"b": 1, "c": 2}]}),
        (ROLE, "arn:aws:iam::111122223333:role/dev-Role-1A-other"),
        (ROLE, "arn:aws:iam::999999999999:role/dev-Role-1A"),
        (ROLE, "arn:aws:iam::111122223333:role/dev-Role-1A:7"),
        (ROLE, None),
        (0, None),
        ("für alle", "only ascii"),
    ],
)
def test_what_differs_does_not(wanted: Any, seen: Any) -> None:
    assert not matches(wanted, seen)

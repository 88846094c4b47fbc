"""Functions that Cognito or API Gateway would call from now on, and may not.

Sources: the Cognito developer guide ("Customizing user pool workflows with Lambda triggers") and
the API Gateway developer guide ("Lambda proxy integrations"): each call needs a permission in the
function's own policy, or, of API Gateway, a role.
"""

from collections.abc import Iterator
from typing import Any

from ..deployment.stack import POOL, Stack, properties
from .update import Change, Danger, Finding, Update, at, sentence
from .values import follow

_METHOD, _PERMISSION = "AWS::ApiGateway::Method", "AWS::Lambda::Permission"


def call_not_allowed(update: Update) -> Iterator[Finding]:
    """A trigger or a route names a function that lets its caller not in: it only fails."""
    for pool in update.kept(POOL):
        for trigger, function in _new_functions(pool, "LambdaConfig", update):
            if not _lets_in(pool.new, function, "cognito-idp.amazonaws.com"):
                yield _refused(f"{trigger} of {pool.name} is {function}", "Cognito")
    for method in update.kept(_METHOD):
        if at(properties(method.after), "Integration.Credentials"):
            continue
        for _, function in _new_functions(method, "Integration.Uri", update):
            if not _lets_in(method.new, function, "apigateway.amazonaws.com"):
                yield _refused(f"{method.name} calls {function}", "API Gateway")


def _refused(fact: str, who: str) -> Finding:
    return sentence(
        Danger.BREAKS,
        f"{fact}, which has no AWS::Lambda::Permission for {who}",
        "fail at every such call",
        "add one",
    )


def _new_functions(change: Change, path: str, update: Update) -> Iterator[tuple[str, str]]:
    """Yield the functions of the stack that a value names and did not name, and where in it."""
    before, after = change.at(path)
    old = {function for _, function in _functions("", follow(before, update.renamed), change.new)}
    for place, function in _functions(path, after, change.new):
        if function not in old:
            yield place, function


def _functions(place: str, value: Any, stack: Stack) -> Iterator[tuple[str, str]]:
    match value:
        case {"Fn::GetAtt": [str(name), "Arn"]} | {"Ref": str(name)}:
            if stack.resources.get(name, {}).get("Type") == "AWS::Lambda::Function":
                yield place, name
        case dict():
            for key, item in value.items():
                yield from _functions(f"{place}.{key}", item, stack)
        case list():
            for item in value:
                yield from _functions(place, item, stack)


def _lets_in(stack: Stack, function: str, principal: str) -> bool:
    """Tell whether a permission of the stack lets a service call a function."""
    named = [{"Ref": function}, {"Fn::GetAtt": [function, "Arn"]}]
    return any(
        values.get("FunctionName") in named and values.get("Principal") == principal
        for values in (properties(stack.resources[name]) for name in stack.of_type(_PERMISSION))
    )

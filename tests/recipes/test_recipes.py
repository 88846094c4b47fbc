"""The recipes of docs/recipes.md, done as they are written, one after the other."""

from collections.abc import Callable
from http import HTTPStatus

import boto3
import pytest

from ops.deployment.environment import isolated
from ops.deployment.live_facts import read_facts
from ops.deployment.paths import root
from ops.people.accounts import confirm, sign_in, sign_up
from ops.people.api import get
from ops.people.person import new_person

from .conftest import Project
from .document import follow, read_recipes

RECIPES = read_recipes(root() / "docs/recipes.md")


def test_there_is_a_recipe_for_each_change_that_people_make() -> None:
    words = ("attribute", "group", "route", "stage", "words", "guests", "locks")
    assert [word for word in words if not any(word in title for title in RECIPES)] == []


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_is_true(title: str, project: Project) -> None:
    """Its edits apply, its commands pass, and what runs is updated and proven by them."""
    blocks = RECIPES[title]
    assert any(block.language == "sh" for block in blocks)
    for block in blocks:
        if block.language == "sh":
            project.run(block.text)
        else:
            follow(block, project.root)
    if title in EFFECTS:
        with isolated(project.endpoint):
            EFFECTS[title](project)


def _attribute_is_kept(project: Project) -> None:
    facts = read_facts(project.outputs())
    assert facts.custom_attributes["custom:department"].maximum == 64


def _group_is_there(project: Project) -> None:
    assert "auditors" in read_facts(project.outputs()).groups


def _orders_are_for_admins(project: Project) -> None:
    """Somebody calls the new route before and after an operator makes an admin of them."""
    outputs = project.outputs()
    pool, client = outputs.user_pool_id, outputs.user_pool_client_id
    cognito = boto3.client("cognito-idp")
    person = new_person(read_facts(outputs))
    sign_up(cognito, client, person)
    confirm(cognito, client, person)

    def call() -> int:
        token = sign_in(cognito, pool, client, person)["IdToken"]
        return get(f"{outputs.api_url}orders", {"Authorization": token})[0]

    assert get(f"{outputs.api_url}orders")[0] == HTTPStatus.UNAUTHORIZED
    assert call() == HTTPStatus.FORBIDDEN
    cognito.admin_add_user_to_group(
        UserPoolId=pool, Username=person.phone_number, GroupName="admins"
    )
    assert call() == HTTPStatus.OK


def _guests_are_gone(project: Project) -> None:
    assert not read_facts(project.outputs()).guest_access


EFFECTS: dict[str, Callable[[Project], None]] = {
    "Add an attribute": _attribute_is_kept,
    "Add a group": _group_is_there,
    "Add a route for a group": _orders_are_for_admins,
    "Remove guests": _guests_are_gone,
}

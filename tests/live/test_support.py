"""`python -m ops support`: every verb by real calls, and what its user notices."""

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore.client
import pytest

from ops.__main__ import main
from ops.deployment import paths
from ops.deployment.environment import RESET_CODE
from ops.people.challenges import UnansweredChallengeError
from ops.people.person import Person, new_password
from ops.people.totp import totp
from ops.support import purging
from ops.support.command import CHANGES
from stacks.constructs.support_role import ACTIONS
from tests.deployment import Deployment
from tests.live.clients import NewUser, SignIn, refusal

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient

REFUSED = "NotAuthorizedException"
# What any credentials may ask, and what is told only to those who may.
UNGRANTED = {"sts:GetCallerIdentity", "logs:DescribeLogGroups"}


@dataclass(frozen=True)
class Said:
    """What a run of the command ended with and printed."""

    code: int
    out: str
    err: str

    @property
    def audit(self) -> list[dict[str, Any]]:
        """The audit lines."""
        return [json.loads(line) for line in self.err.splitlines() if line.startswith("{")]


Support = Callable[..., Said]


@pytest.fixture
def support(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Support:
    """Run a verb against the shared deployment."""
    monkeypatch.setenv("LOCAL_PORT", deployment.endpoint.rpartition(":")[2])
    monkeypatch.setattr(paths, "root", lambda: deployment.outputs_file.parents[1])

    def run(verb: str, *arguments: str) -> Said:
        capsys.readouterr()
        code = main(["support", verb, "--stage", "local", *arguments])
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def sub(cognito: "CognitoIdentityProviderClient", pool_id: str, signed_up_user: Person) -> str:
    """The sub of the user."""
    return sub_of(cognito, pool_id, signed_up_user)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every operation that botocore is asked for, as IAM names it."""
    made: list[str] = []
    real = botocore.client.BaseClient._make_api_call  # type: ignore[attr-defined]  # its seam

    def call(client: Any, name: str, parameters: dict[str, Any]) -> object:
        made.append(f"{client.meta.service_model.signing_name}:{name}")
        return real(client, name, parameters)

    monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)
    return made


def sub_of(cognito: "CognitoIdentityProviderClient", pool_id: str, person: Person) -> str:
    """Ask for a user's sub."""
    user = cognito.admin_get_user(UserPoolId=pool_id, Username=person.phone_number)
    return next(a["Value"] for a in user["UserAttributes"] if a["Name"] == "sub")


def done(said: Said, verb: str, sub: str, *never: str) -> None:
    """Assert a change that was made, written down, and told without personal data."""
    assert (said.code, len(said.audit)) == (0, 1), said.err
    line = said.audit[0]
    assert (line["verb"], line["sub"], line["outcome"]) == (verb, sub, "done")
    assert ":sts::" in line["caller"] or ":iam::" in line["caller"]
    for text in never:
        assert text not in said.out + said.err


def test_a_user_is_found_and_shown(support: Support, signed_up_user: Person, sub: str) -> None:
    number, name = signed_up_user.phone_number, signed_up_user.attributes["name"]
    assert support("find", "--number", number).out.split()[:2] == [sub, number]
    named = support("find", "--name", name[:3], "--limit", "1")
    assert named.code == 0
    assert len(named.out.splitlines()) <= 2
    for whom in (["--number", number], ["--sub", sub]):
        shown = support("show", *whom).out
        assert sub in shown
        assert number in shown
        assert "CONFIRMED, enabled" in shown


def test_many_users_are_found_page_by_page(
    support: Support, new_user: NewUser, cognito: "CognitoIdentityProviderClient", pool_id: str
) -> None:
    cognito.create_group(UserPoolId=pool_id, GroupName="paged")
    subs = {sub_of(cognito, pool_id, new_user()) for _ in range(3)}
    for each in subs:
        cognito.admin_add_user_to_group(UserPoolId=pool_id, GroupName="paged", Username=each)
    first = support("find", "--group", "paged", "--limit", "2").out
    token = first.splitlines()[-1].rpartition("--after ")[2]
    second = support("find", "--group", "paged", "--limit", "2", "--after", token).out
    found = [line.split()[0] for line in (first + second).splitlines() if "--after" not in line]
    assert sorted(found) == sorted(subs)
    cognito.delete_group(UserPoolId=pool_id, GroupName="paged")
    assert "no such group" in support("find", "--group", "paged").err


def test_a_disabled_user_cannot_sign_in_until_enabled(
    support: Support, signed_up_user: Person, sub: str, sign_in: SignIn
) -> None:
    number = signed_up_user.phone_number
    done(support("disable", "--number", number, "--yes"), "disable", sub, number)
    assert refusal(sign_in, signed_up_user)[0] == REFUSED
    done(support("enable", "--sub", sub, "--yes"), "enable", sub, number)
    assert sign_in(signed_up_user)["IdToken"]


def test_a_sign_out_ends_every_session(
    support: Support,
    signed_up_user: Person,
    sub: str,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
) -> None:
    devices = [sign_in(signed_up_user) for _ in range(2)]
    done(support("sign-out", "--sub", sub, "--yes"), "sign-out", sub)
    for tokens in devices:
        refresh: dict[str, Any] = {"REFRESH_TOKEN": tokens["RefreshToken"]}
        refused = refusal(
            cognito.initiate_auth,
            ClientId=client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters=refresh,
        )
        assert refused[0] == REFUSED


def test_a_reset_password_is_chosen_anew_with_the_texted_code(
    support: Support,
    signed_up_user: Person,
    sub: str,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
) -> None:
    done(support("reset-password", "--sub", sub, "--yes"), "reset-password", sub)
    assert refusal(sign_in, signed_up_user)[0] == "PasswordResetRequiredException"
    cognito.confirm_forgot_password(
        ClientId=client_id,
        Username=signed_up_user.phone_number,
        ConfirmationCode=RESET_CODE,
        Password=(password := new_password()),
    )
    assert sign_in(replace(signed_up_user, password=password))["IdToken"]


def test_whoever_lost_the_authenticator_app_signs_in_without(
    support: Support,
    signed_up_user: Person,
    sub: str,
    sign_in: SignIn,
    cognito: "CognitoIdentityProviderClient",
) -> None:
    token = sign_in(signed_up_user)["AccessToken"]
    secret = cognito.associate_software_token(AccessToken=token)["SecretCode"]
    cognito.verify_software_token(AccessToken=token, UserCode=totp(secret))
    cognito.set_user_mfa_preference(
        AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}
    )
    with pytest.raises(UnansweredChallengeError):
        sign_in(signed_up_user)
    said = support("reset-mfa", "--sub", sub, "--yes")
    done(said, "reset-mfa", sub)
    assert "its secret stays" in said.out  # ops/compare has the row
    assert sign_in(signed_up_user)["IdToken"]


def test_an_account_moves_to_a_number_that_was_verified_out_of_band(
    support: Support,
    signed_up_user: Person,
    sub: str,
    sign_in: SignIn,
    new_phone_number: Callable[..., str],
) -> None:
    new = new_phone_number()
    asked = ["--sub", sub, "--to", new, "--yes"]
    assert "add --verified-out-of-band" in support("move", *asked).err
    said = support("move", *asked, "--verified-out-of-band")
    done(said, "move", sub, new, signed_up_user.phone_number)
    assert said.audit[0]["verified"] == "out of band"
    assert sign_in(replace(signed_up_user, phone_number=new))["IdToken"]
    assert "phone_number_verified    true" in support("show", "--number", new).out
    assert (
        "no account with this number"
        in support("show", "--number", signed_up_user.phone_number).err
    )


def test_no_account_moves_to_a_number_that_is_taken_or_never_texted(
    support: Support, sub: str, new_user: NewUser, calls: list[str]
) -> None:
    asked = ["--sub", sub, "--verified-out-of-band", "--yes", "--to"]
    taken = support("move", *asked, new_user().phone_number)
    assert (taken.code, "has the new number already" in taken.err) == (2, True)
    # Kept for fiction, and so no valid number anywhere: no stage texts it.
    abroad = support("move", *asked, "+447700900123")
    assert (abroad.code, "texts no such number" in abroad.err) == (2, True)
    assert "cognito-idp:AdminUpdateUserAttributes" not in calls


def test_a_group_is_joined_and_left(
    support: Support,
    signed_up_user: Person,
    sub: str,
    deployment: Deployment,
    cognito: "CognitoIdentityProviderClient",
    pool_id: str,
) -> None:
    group = "members-of-a-test"
    cognito.create_group(UserPoolId=pool_id, GroupName=group)
    said = support("add-to-group", "--sub", sub, "--group", group, "--yes")
    done(said, "add-to-group", sub, signed_up_user.phone_number)
    assert said.audit[0]["group"] == group
    assert f"groups                   {group}\n" in support("show", "--sub", sub).out
    done(
        support("remove-from-group", "--sub", sub, "--group", group, "--yes"),
        "remove-from-group",
        sub,
    )
    assert "groups                   none\n" in support("show", "--sub", sub).out
    cognito.delete_group(UserPoolId=pool_id, GroupName=group)
    unknown = support("add-to-group", "--sub", sub, "--group", group, "--yes")
    assert (unknown.code, "no such group" in unknown.err) == (2, True)
    assert unknown.audit[0]["outcome"] == "refused: ResourceNotFoundException"
    assert group not in deployment.facts.groups


def test_an_export_has_all_that_is_kept_in_a_file_of_the_owners_own(
    support: Support, signed_up_user: Person, sub: str, tmp_path: Path
) -> None:
    file = tmp_path / "export.json"
    said = support("export", "--sub", sub, "--out", str(file))
    done(said, "export", sub, signed_up_user.phone_number)
    kept = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    brought = {**signed_up_user.attributes, "phone_number": signed_up_user.phone_number}
    assert kept["attributes"].items() >= brought.items()
    assert (kept["status"], kept["groups"], kept["sign_in_events"]) == ("CONFIRMED", [], [])
    assert any(line.startswith("log ") and line.endswith(" days") for line in kept["elsewhere"])
    assert json.loads(support("export", "--sub", sub).out)["attributes"] == kept["attributes"]
    again = support("export", "--sub", sub, "--out", str(file))
    assert (again.code, "not there yet" in again.err) == (2, True)


def test_an_erasure_is_proven_and_can_be_run_again(
    support: Support, signed_up_user: Person, sub: str, tmp_path: Path
) -> None:
    number, audit = signed_up_user.phone_number, tmp_path / "audit.jsonl"
    said = support("erase", "--number", number, "--yes", "--audit", str(audit))
    done(said, "erase", sub, number)
    assert [json.loads(line) for line in audit.read_text().splitlines()] == said.audit
    looked = [
        f"{how} by {by}: nothing"
        for by in ("sub", "phone_number")
        for how in ("AdminGetUser", "ListUsers")
    ]
    assert [line for line in looked if line not in said.out] == []
    assert "days" in said.out.partition("Kept elsewhere:")[2]
    again = support("erase", "--sub", sub, "--yes")
    assert (again.code, again.audit) == (0, [])
    assert "there was no account any more" in again.out


def test_a_deleted_account_is_gone_and_its_number_free(
    support: Support, signed_up_user: Person, sub: str
) -> None:
    done(support("delete", "--sub", sub, "--yes"), "delete", sub, signed_up_user.phone_number)
    missing = support("delete", "--sub", sub, "--yes")
    assert (missing.code, "no account with this sub" in missing.err) == (1, True)


def test_nothing_changes_without_a_yes(support: Support, sub: str, calls: list[str]) -> None:
    said = support("delete", "--sub", sub)
    assert (said.code, said.audit) == (2, [])
    assert "add --yes" in said.err
    assert "cognito-idp:AdminDeleteUser" not in calls


def test_a_purge_counts_first_and_goes_on_where_it_was_interrupted(
    support: Support,
    new_person: Callable[[], Person],
    new_user: NewUser,
    cognito: "CognitoIdentityProviderClient",
    client_id: str,
    pool_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ops.people import accounts  # noqa: PLC0415

    kept = new_user()
    people = [new_person() for _ in range(4)]
    for person in people:
        accounts.sign_up(cognito, client_id, person)
    assert "nothing to delete" in support("purge", "--older-than", "30", "--yes").out
    monkeypatch.setattr(purging, "_now", lambda: datetime.now(UTC) + timedelta(days=31))
    dry = support("purge", "--older-than", "30", "--dry-run")
    count = int(dry.out.split()[0])
    assert count >= len(people)
    assert dry.audit == []
    real, made = purging._call, list[str]()

    def interrupted(client: Any, pool: str, username: str) -> None:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(username)
        real(client, pool, username)

    monkeypatch.setattr(purging, "_call", interrupted)
    first = support("purge", "--older-than", "30", "--yes")
    assert first.code == 130
    assert f"2 of {count} deleted" in first.out
    assert [line["outcome"] for line in first.audit] == ["done", "done", "interrupted"]
    monkeypatch.setattr(purging, "_call", real)
    second = support("purge", "--older-than", "30", "--yes")
    assert f"{count - 2} of {count - 2} deleted" in second.out
    assert {line["outcome"] for line in second.audit} == {"done"}
    assert cognito.admin_get_user(UserPoolId=pool_id, Username=kept.phone_number)
    for person in people:
        assert "no account" in support("show", "--number", person.phone_number).err


def test_the_role_may_do_what_the_verbs_ask_for_and_nothing_else(
    support: Support, new_user: NewUser, new_phone_number: Callable[..., str], calls: list[str]
) -> None:
    number = new_user().phone_number
    calls.clear()
    whom = ["--number", number]
    support("find", *whom)
    support("find", "--group", "nobody")
    support("show", *whom)
    support("export", *whom)
    for verb in [verb for verb in CHANGES if verb != "move"]:
        group = ["--group", "nobody"] if verb.endswith("group") else []
        support(verb, *whom, *group, "--yes")
    new = new_phone_number()
    support("move", *whom, "--to", new, "--verified-out-of-band", "--yes")
    support("erase", "--number", new, "--yes")
    support("purge", "--older-than", "9999", "--dry-run")
    invoked = {"lambda:InvokeFunction" if call == "lambda:Invoke" else call for call in calls}
    assert invoked - UNGRANTED == set(ACTIONS)

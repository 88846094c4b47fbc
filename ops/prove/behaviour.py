"""What a user and a guest get from the deployed stage, and what nobody gets."""

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from ..deployment.stack import properties
from ..deployment.subject import Subject
from ..people import accounts
from ..people.api import Answer, get_signed, send
from ..people.challenges import prove_the_password
from ..people.person import Person
from .table import Rows, not_shown, row, told

REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
CORS = "access-control-allow-origin"


def behaviour(subject: Subject, person: Person) -> Rows:
    """Sign in, call every route of the API as whoever may and may not, and sign out."""
    cognito = subject.client("cognito-idp")
    pool, client = subject.outputs.user_pool_id, subject.outputs.user_pool_client_id
    tokens: dict[str, Any] = {}

    def signed_in() -> Rows:
        tokens.update(accounts.sign_in(cognito, pool, client, person))
        yield row("a user signs in by SRP", "tokens", holds=True)

    yield from told("a user signs in by SRP", signed_in)
    if not tokens:
        return
    asked: dict[str, Callable[[], Rows]] = {
        "the password alone is not enough": lambda: _second_factor(subject, person),
        "GET /me tells the claims of the token": lambda: _me(subject, person, tokens),
        "GET /me refuses who may not": lambda: _refusals(subject, tokens),
        "a preflight asks for no token": lambda: _preflights(subject),
        "GET /guest knows guests and users": lambda: _credentials(subject, tokens),
        "routes for groups refuse others": lambda: _group_routes(subject, tokens),
        "a sign-out everywhere counts": lambda: _sign_out(cognito, client, tokens),
    }
    for promised, rows in asked.items():
        yield from told(promised, rows)


def _second_factor(subject: Subject, person: Person) -> Rows:
    """Prove the password alone, which opens nothing where the stage demands more.

    The sign-in before it has set an authenticator app up, where Cognito asked for one.
    """
    promised, outputs = "the password alone is not enough", subject.outputs
    if subject.facts.mfa_configuration != "ON":
        yield not_shown(promised, "the stage demands no second factor")
    elif outputs.local_endpoint:
        yield not_shown(promised, "the local cloud asks nobody for one")
    else:
        cognito = subject.client("cognito-idp")
        answer = prove_the_password(
            cognito, outputs.user_pool_id, outputs.user_pool_client_id, person
        )
        asked = answer.get("ChallengeName")
        yield row(promised, asked or "it was", holds=asked is not None)


def _me(subject: Subject, person: Person, tokens: dict[str, Any]) -> Rows:
    for scheme in ("", "Bearer "):
        answer = _call(subject, "me", f"{scheme}{tokens['IdToken']}")
        claims = _claims(answer)
        yield row(
            f"GET /me tells the claims of the token{' with Bearer' if scheme else ''}",
            f"{answer.status}, {len(claims)} claims",
            holds=claims.get("phone_number") == person.phone_number,
        )
    origin = _origin(subject)
    allowed = _header(_call(subject, "me", tokens["IdToken"], origin), CORS)
    yield row("its answer is for our frontends' pages", f"for {allowed}", holds=allowed == origin)


def _refusals(subject: Subject, tokens: dict[str, Any]) -> Rows:
    genuine = tokens["IdToken"]
    for who, token in (
        ("no token", None),
        ("a token that was tampered with", _tampered(genuine)),
        ("a token of somebody else's pool", _foreign(genuine)),
        ("an access token", tokens["AccessToken"]),
    ):
        answer = _call(subject, "me", token, _origin(subject))
        yield row(
            f"GET /me refuses {who}", answer.status, holds=answer.status == HTTPStatus.UNAUTHORIZED
        )
        readable = _header(answer, CORS)
        yield row(
            "and a page may read the refusal",
            f"for {readable}",
            holds=readable in ("*", _origin(subject)),
        )


def _preflights(subject: Subject) -> Rows:
    for route in ("me", "guest"):
        headers = {"Origin": _origin(subject), "Access-Control-Request-Method": "GET"}
        answer = send("OPTIONS", f"{subject.outputs.api_url}{route}", headers)
        allowed = _header(answer, CORS)
        # The local cloud cannot choose among origins there, and this machine alone reaches it.
        readable = [headers["Origin"], *(["*"] if subject.outputs.local_endpoint else [])]
        yield row(
            f"a preflight of GET /{route} asks for no token",
            f"{answer.status} for {allowed}",
            holds=answer.status < HTTPStatus.MULTIPLE_CHOICES and allowed in readable,
        )


def _credentials(subject: Subject, tokens: dict[str, Any]) -> Rows:
    outputs = subject.outputs
    url = f"{outputs.api_url}guest"
    yield from _guest(subject, url)
    identity, credentials = accounts.user_credentials(
        outputs.region, outputs.identity_pool_id, outputs.user_pool_id, tokens["IdToken"]
    )
    answer = get_signed(url, credentials, outputs.region)
    wanted = (HTTPStatus.OK, {"identityId": identity, "authenticated": True})
    yield row("GET /guest knows a user by AWS credentials", answer[0], holds=answer == wanted)
    unsigned = send("GET", url).status
    yield row("GET /guest refuses who has none", unsigned, holds=unsigned in REFUSED)


def _guest(subject: Subject, url: str) -> Rows:
    outputs = subject.outputs
    if not subject.facts.guest_access:
        yield not_shown("GET /guest answers a guest", "the stage has no guests")
        return
    identity, credentials = accounts.guest_credentials(outputs.region, outputs.identity_pool_id)
    answer = get_signed(url, credentials, outputs.region)
    wanted = (HTTPStatus.OK, {"identityId": identity, "authenticated": False})
    yield row("GET /guest answers a guest", answer[0], holds=answer == wanted)
    status, _ = get_signed(f"{outputs.api_url}me", credentials, outputs.region)
    yield row("GET /me refuses a guest's credentials", status, holds=status in REFUSED)


def _group_routes(subject: Subject, tokens: dict[str, Any]) -> Rows:
    """Call the routes for groups, which the tester is in none of."""
    for function in subject.api.of_type("AWS::Lambda::Function"):
        for key, route in _routes(subject, function).items():
            method, path = key.split(" ", 1)
            if route.get("groups") and "{" not in path:
                headers = {"Authorization": tokens["IdToken"]}
                status = send(method, subject.outputs.api_url + path[1:], headers).status
                yield row(
                    f"{key} refuses who is in no group of it",
                    status,
                    holds=status == HTTPStatus.FORBIDDEN,
                )


def _sign_out(cognito: Any, client: str, tokens: dict[str, Any]) -> Rows:
    cognito.global_sign_out(AccessToken=tokens["AccessToken"])
    try:
        cognito.initiate_auth(
            ClientId=client,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]},
        )
    except cognito.exceptions.NotAuthorizedException:
        yield row("after a sign-out everywhere no refresh is answered", "refused", holds=True)
    else:
        yield row("after a sign-out everywhere no refresh is answered", "answered", holds=False)


def _call(subject: Subject, route: str, token: str | None, origin: str | None = None) -> Answer:
    headers = {"Authorization": token, "Origin": origin}
    sent = {name: value for name, value in headers.items() if value}
    return send("GET", subject.outputs.api_url + route, sent)


def _origin(subject: Subject) -> str:
    """Return the first origin that the API was deployed for, whatever its function says now."""
    for function in subject.api.of_type("AWS::Lambda::Function"):
        if "GET /me" in _routes(subject, function):
            return str(_variables(subject, function).get("ALLOWED_ORIGINS", "")).split(",")[0]
    return ""


def _routes(subject: Subject, function: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_variables(subject, function).get("ROUTES", "{}"))
    return found


def _variables(subject: Subject, function: str) -> Mapping[str, Any]:
    """Return the environment that a function of the API was deployed with."""
    variables: Mapping[str, Any] = (
        properties(subject.api.resources[function]).get("Environment", {}).get("Variables", {})
    )
    return variables


def _claims(answer: Answer) -> Mapping[str, Any]:
    """Return the claims of an answer; none of one that has another form."""
    claims = answer.body.get("claims") if isinstance(answer.body, dict) else None
    return claims if answer.status == HTTPStatus.OK and isinstance(claims, dict) else {}


def _header(answer: Answer, name: str) -> str | None:
    return next((value for key, value in answer.headers.items() if key.lower() == name), None)


def _tampered(token: str) -> str:
    """Return a token whose claims name somebody else, under the genuine signature."""
    header, claims, signature = token.split(".")
    return ".".join((header, _encoded(_decoded(claims) | {"sub": "somebody-else"}), signature))


def _foreign(token: str) -> str:
    """Return a token of a pool that is not ours, which its key would have signed."""
    header, claims, _ = token.split(".")
    issuer = {"iss": f"{_decoded(claims)['iss'][:-9]}AAAAAAAAA"}
    signature = base64.urlsafe_b64encode(secrets.token_bytes(256)).decode().rstrip("=")
    return ".".join((header, _encoded(_decoded(claims) | issuer), signature))


def _decoded(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _encoded(claims: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

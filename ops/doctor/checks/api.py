"""The API, asked as a browser asks it."""

from http import HTTPStatus

from ...people.api import Answer, send
from ..case import Case
from ..finding import Findings, green, judged, red

_CORS = "access-control-allow-origin"


def refusal(case: Case) -> Findings:
    """GET /me refuses who has no token, and a page may read that."""
    origin = _origins(case)[0]
    answer = send("GET", f"{case.deployed.outputs.api_url}me", {"Origin": origin})
    yield judged(
        "without a token",
        "GET /me answers 401",
        holds=answer.status == HTTPStatus.UNAUTHORIZED,
        fault=f"GET /me answers {answer.status}, not 401",
        remedy=f"see the API's logs, then run `{case.deploy}`",
    )
    allowed = _allowed(answer)
    yield judged(
        "its CORS headers",
        f"let a page of {'every origin' if allowed == '*' else allowed} read the refusal",
        holds=allowed in ("*", origin),
        fault=f"let no page of {origin} read the refusal",
        remedy=f"run `{case.deploy}`",
    )


def origins(case: Case) -> Findings:
    """The function answers for the origins that it was deployed with, all of them safe."""
    seen, wanted = _origins(case), _deployed(case)
    yield judged(
        "allowed origins",
        ", ".join(seen),
        holds=seen == wanted,
        fault=f"{', '.join(seen)}, and deployed were {', '.join(wanted)}",
        remedy=f"set ALLOWED_ORIGINS of the function back, or run `{case.deploy}`",
    )
    plain = [one for one in seen if one.startswith("http://")]
    if case.deployed.protected and plain:
        yield red(
            "allowed origins",
            f"{', '.join(plain)} without TLS, of a protected stage",
            f"take it out of api.cors_origins, then run `{case.deploy}`",
        )


def preflight(case: Case) -> Findings:
    """A browser of every allowed origin may send its token."""
    unheard = [origin for origin in _origins(case) if "*" not in origin and not _may(case, origin)]
    if unheard:
        yield red(
            "preflight",
            f"refuses {', '.join(unheard)}",
            f"run `{case.deploy}`; if it stays, see the OPTIONS methods of the API",
        )
    else:
        yield green("preflight", "lets every allowed origin send its token")


def _may(case: Case, origin: str) -> bool:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = send("OPTIONS", f"{case.deployed.outputs.api_url}me", asked)
    return answer.status < HTTPStatus.MULTIPLE_CHOICES and _allowed(answer) in ("*", origin)


def _origins(case: Case) -> list[str]:
    return case.deployed.api_environment.get("ALLOWED_ORIGINS", "").split(",")


def _deployed(case: Case) -> list[str]:
    api = case.deployed.api
    for name in api.of_type("AWS::Lambda::Function"):
        variables = api.resources[name]["Properties"]["Environment"]["Variables"]
        if "GET /me" in str(variables.get("ROUTES", "")):
            return str(variables["ALLOWED_ORIGINS"]).split(",")
    return []


def _allowed(answer: Answer) -> str | None:
    return next((value for name, value in answer.headers.items() if name.lower() == _CORS), None)

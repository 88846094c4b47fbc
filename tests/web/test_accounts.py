"""Accounts that an administrator starts, and numbers that change."""

import json
from collections.abc import Callable

import boto3
import pyotp
from playwright.sync_api import Route, expect

from ops.deployment.environment import isolated
from ops.web.bundle import WEB
from tests.deployment import Deployment
from tests.web.conftest import SCREENSHOTS
from tests.web.person import Person


def test_a_person_invited_with_a_temporary_password_chooses_an_own_one(
    person: Person, deployment: Deployment
) -> None:
    with isolated(deployment.endpoint):
        boto3.client("cognito-idp").admin_create_user(
            UserPoolId=deployment.outputs["UserPoolId"],
            Username=person.phone,
            TemporaryPassword=person.password,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "phone_number", "Value": person.phone},
                {"Name": "name", "Value": person.name},
            ],
        )
    person.signs_in(then="Choose your password")
    person.page.reload()
    person.sees("Choose your password")
    expect(person.page.locator("main [autocomplete=username]")).to_have_value(person.phone)
    person.password = "My-very-own-pass-1"
    person.types(new_password=person.password)
    person.presses("Save and sign in")
    person.sees("Your account")
    person.signs_out()
    person.signs_in()


def test_a_changed_number_is_signed_in_with_from_then_on(
    member: Person, new_phone_number: Callable[[], str]
) -> None:
    """MiniStack changes the number at once; AWS verifies it first, as the next test has it."""
    member.goes_to("phone")
    member.phone = new_phone_number()
    member.types(new_mobile_number=member.phone)
    member.presses("Send the code")
    member.reads("Your number is changed.")
    member.signs_out()
    member.signs_in()


def test_a_new_number_is_verified_before_it_counts(
    member: Person, new_phone_number: Callable[[], str]
) -> None:
    """Cognito's own answers for a pool that verifies before it updates, as AWS documents them."""
    asked: list[str] = []

    def cognito(route: Route) -> None:
        target = route.request.headers.get("x-amz-target", "").rpartition(".")[2]
        code = json.loads(route.request.post_data or "{}").get("Code")
        answers: dict[str, dict[str, object]] = {
            "UpdateUserAttributes": {
                "CodeDeliveryDetailsList": [
                    {
                        "AttributeName": "phone_number",
                        "DeliveryMedium": "SMS",
                        "Destination": "+*******0123",
                    }
                ]
            },
            "VerifyUserAttribute": {} if code == "123456" else {"__type": "CodeMismatchException"},
        }
        if target not in answers:
            return route.fallback()
        asked.append(target)
        body = answers[target]
        return route.fulfill(
            status=400 if "__type" in body else 200,
            headers={"access-control-allow-origin": "*"},
            content_type="application/x-amz-json-1.1",
            body=json.dumps(body),
        )

    member.goes_to("phone")
    member.page.route("**/*", cognito)
    new = new_phone_number()
    member.types(new_mobile_number=new)
    member.presses("Send the code")
    member.sees("Verify your new number")
    member.page.reload()
    member.sees("Verify your new number")
    member.keeps_picture(SCREENSHOTS / "phone", "15-new-number")
    member.types(code_from_the_SMS="000000")
    member.reads("That is not the right code.")
    member.presses("Send a new code")
    member.reads("A new code is on its way.")
    member.types(code_from_the_SMS="123456")
    member.reads("Your number is changed.")
    assert asked.count("UpdateUserAttributes") == 2


def test_an_incoming_international_number_picks_its_country(person: Person) -> None:
    person.goes_to("sign-in")  # where every country is welcome
    person.types(mobile_number="+44 7700 900123")
    expect(person.field("Country or region")).to_have_value("GB")
    person.types(mobile_number="0049 1512 3456789")
    expect(person.field("Country or region")).to_have_value("DE")
    person.reads("+4915123456789")


# Reads the squares off the drawing, paints each as 4 by 4 pixels, and has a decoder look at it.
READ_QR_CODE = """() => {
    const image = document.querySelector('svg.qr');
    const size = image.viewBox.baseVal.width, width = size * 4;
    const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
    const drawing = image.querySelector('path').getAttribute('d');
    for (const [, x, y] of drawing.matchAll(/M(\\d+) (\\d+)h1/g))
        for (let n = 0; n < 16; n++) {
            const at = ((y * 4 + (n >> 2)) * width + x * 4 + n % 4) * 4;
            pixels.fill(0, at, at + 3);
        }
    return jsQR(pixels, width, width).data;
}"""


def test_the_qr_code_says_what_the_key_below_it_says(member: Person) -> None:
    member.goes_to("totp")
    member.sees("Set up an authenticator app")
    key = member.page.locator(".key").inner_text().replace(" ", "")
    member.page.evaluate((WEB / "node_modules/jsqr/dist/jsQR.js").read_text())
    app = pyotp.parse_uri(member.page.evaluate(READ_QR_CODE))
    assert isinstance(app, pyotp.TOTP)
    assert (app.secret, app.issuer, app.name) == (key, "Phone sign-in", member.phone)

"""Someone who uses the page: finds things by what they are called, as people do."""

import re
import secrets
from pathlib import Path

import phonenumbers
import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.web.attributes import Answer, Attributes, answers

SIGN_UP_CODE = "123456"
RESET_CODE = "654321"


class Person:
    """One person, one browser window, one phone number.

    Attributes:
        page: the browser's window.
        phone: the number in E.164.
        password: the one chosen last.
        attributes: the pool's custom attributes by their full names, as the settings have them.
        answers: what the person enters for those that are the person's to write.
    """

    def __init__(self, page: Page, phone: str, attributes: Attributes) -> None:
        self.page = page
        self.phone = phone
        self.password = f"Aa1!{secrets.token_urlsafe(12)}"
        self.name = "Ada Example"
        self.attributes = attributes
        self.answers: dict[str, Answer] = answers(attributes)

    def sees(self, heading: str) -> None:
        """Be at the view with this heading."""
        expect(self.page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Find a text on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def field(self, label: str) -> Locator:
        """Find an input by its label."""
        return self.page.get_by_label(label, exact=True)

    def attribute(self, name: str) -> Locator:
        """Find the input of a custom attribute by the attribute's full name."""
        return self.page.locator(f'main input[name="{name}"]')

    def answers_for_attributes(self) -> None:
        """Fill in the fields of the custom attributes."""
        for name, answer in self.answers.items():
            if isinstance(answer, bool):
                self.attribute(name).set_checked(answer)
            else:
                self.attribute(name).fill(answer)

    def empties(self, name: str) -> Answer:
        """Take an answer back, and return what the field then holds."""
        if self.attributes[name]["type"] == "Boolean":
            self.attribute(name).uncheck()
            return False
        self.attribute(name).fill("")
        return ""

    def finds_answers(self, *, in_profile: bool = False) -> None:
        """See the custom attributes filled in; the profile asks for those that may change."""
        for name, answer in self.answers.items():
            if in_profile and not self.attributes[name]["mutable"]:
                expect(self.attribute(name)).to_have_count(0)
            elif isinstance(answer, bool):
                expect(self.attribute(name)).to_be_checked(checked=answer)
            else:
                expect(self.attribute(name)).to_have_value(answer)

    def types(self, **values: str) -> None:
        """Fill in fields; an underscore stands for a blank, `optional` is understood."""
        for label, value in values.items():
            name = re.compile(rf"^{label.replace('_', ' ')}( \(optional\))?$", re.IGNORECASE)
            self.page.get_by_label(name).fill(value)

    def presses(self, button: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def follows(self, link: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=link, exact=True).click()

    def goes_to(self, route: str) -> None:
        """Open a view by its address."""
        self.page.evaluate("route => { location.hash = '/' + route }", route)

    def types_number(self, phone: str) -> None:
        """Choose a number's country and type the number as it is written there."""
        number = phonenumbers.parse(phone)
        country = phonenumbers.region_code_for_number(number)
        self.field("Country or region").select_option(country)
        national = phonenumbers.PhoneNumberFormat.NATIONAL
        self.types(mobile_number=phonenumbers.format_number(number, national))

    def fills_in_sign_up(self) -> None:
        """Fill in the whole form, and not send it."""
        self.goes_to("sign-up")
        self.sees("Create an account")
        self.types_number(self.phone)
        self.types(name=self.name, password=self.password)
        self.answers_for_attributes()

    def signs_up(self) -> None:
        """Create the account, up to the question for the code."""
        self.fills_in_sign_up()
        self.presses("Create account")
        self.sees("Enter the code")

    def confirms(self) -> None:
        """Enter the code; the page signs in by itself."""
        self.types(code_from_the_SMS=SIGN_UP_CODE)
        self.sees("Your account")

    def joins(self) -> "Person":
        """Sign up, confirm, and be signed in."""
        self.signs_up()
        self.confirms()
        return self

    def signs_in(self, *, then: str = "Your account") -> None:
        """Sign in from anywhere while signed out."""
        self.goes_to("sign-in")
        self.sees("Sign in")
        self.types(mobile_number=self.phone, password=self.password)
        self.presses("Sign in")
        self.sees(then)

    def has_begun_to_sign_in(self) -> None:
        """Have given number and password in this tab; the service may ask for more, or has not."""
        self.page.evaluate(
            "number => sessionStorage.setItem('phone-auth.draft.signing-in', number)", self.phone
        )

    def signs_out(self) -> None:
        """Sign out on this device."""
        self.goes_to("account")
        self.presses("Sign out")
        self.sees("Your phone number is your account.")

    def sets_up_totp(self) -> pyotp.TOTP:
        """Enrol an authenticator app by the key that is shown beside the QR code."""
        self.goes_to("totp")
        self.sees("Set up an authenticator app")
        app = pyotp.TOTP(self.page.locator(".key").inner_text().replace(" ", ""))
        self.types(code_from_your_app=app.now())
        self.reads("The authenticator app is on.")
        return app

    def resizes(self, size: dict[str, int]) -> None:
        """Give the window another size, in CSS pixels."""
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})

    def keeps_picture(self, directory: Path, name: str, *, whole: bool = False) -> None:
        """Save what the window shows, or the whole length of the page, with animations at rest."""
        path = directory / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=whole, animations="disabled")

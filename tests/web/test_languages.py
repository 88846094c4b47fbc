"""The page in the languages of its readers, and right to left."""

from collections.abc import Callable, Iterator

import phonenumbers
import pytest
from playwright.sync_api import Browser, expect

from tests.web.conftest import SCREENSHOTS, Site
from tests.web.person import SIGN_UP_CODE, Person
from tests.web.sessions import KEEP, KEPT
from tests.web.test_accessibility import violations
from tests.web.test_appearance import TOO_WIDE
from tests.web.window import DESKTOP, IDLE, PHONE, Window

Read = Callable[..., Person]
MIRRORED = "?lang=ar-XB"
# What stands out of the window on either side.
OUTSIDE = """() => [...document.querySelectorAll('#app *:not(.unseen)')]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().left < -1)
    .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def reads_in(browser: Browser, site: Site, new_phone_number: Callable[[], str]) -> Iterator[Read]:
    """Open the page in a browser of a language; what it throws or blocks fails the test."""
    windows: list[Window] = []

    def read(locale: str, path: str = "", size: dict[str, int] = PHONE) -> Person:
        window = Window(browser, site.address, locale)
        windows.append(window)
        window.seat(size=size, scheme="light", motion="reduce")
        window.page.goto(path)
        if path != IDLE:
            window.page.locator(".pill:not(:empty)").wait_for()
        return Person(window.page, new_phone_number(), site.settings["custom"]["attributes"])

    yield read
    for window in windows:
        window.close()
    assert [line for window in windows for line in window.wrong] == []


def _picture(person: Person, name: str) -> None:
    person.keeps_picture(SCREENSHOTS / "languages", name, whole=True)


def _enters_number(person: Person) -> None:
    number = phonenumbers.parse(person.phone)
    person.field("Land oder Region").select_option(phonenumbers.region_code_for_number(number))
    person.types(Mobilnummer=str(number.national_number))


def test_a_german_signs_up_and_in(reads_in: Read) -> None:
    person = reads_in("de-AT")
    person.sees("Ihre Telefonnummer ist Ihr Konto.")
    assert person.page.locator("html").get_attribute("lang") == "de"
    _picture(person, "de-welcome")
    person.follows("Konto erstellen")
    _enters_number(person)
    expect(person.page.locator("option[value=GB]")).to_have_text("Vereinigtes Königreich")
    person.types(Name=person.name, Passwort="zu kurz")
    person.answers_for_attributes()
    person.presses("Konto erstellen")
    person.reads("Ihrem Passwort fehlt noch:")
    _picture(person, "de-sign-up")
    person.types(Passwort=person.password)
    person.presses("Konto erstellen")
    person.sees("Code eingeben")
    person.reads("Wir haben einen sechsstelligen Code an")
    person.types(Code_aus_der_SMS=SIGN_UP_CODE)
    person.sees("Ihr Konto")
    assert person.page.title() == "Ihr Konto · Telefon-Login"
    _picture(person, "de-account")
    person.presses("Abmelden")
    person.reads("Sie sind abgemeldet.")
    person.follows("Anmelden")
    _enters_number(person)
    person.types(Passwort=person.password)
    person.presses("Anmelden")
    person.reads("Sie sind angemeldet.")


def test_dates_and_durations_are_of_the_readers_country(reads_in: Read, member: Person) -> None:
    kept = member.page.evaluate(KEPT)
    person = reads_in("de-AT", IDLE)
    person.page.evaluate(KEEP, kept)
    person.page.goto("/#/developers")
    person.sees("Für Entwickler")
    expect(person.page.get_by_role("timer")).to_contain_text(" Min. ")
    dated = person.page.locator("dt:text-is('exp') + dd .hint").first.inner_text()
    local = "when => new Date(when * 1000).toLocaleString('de-AT')"
    expires = person.page.locator("dt:text-is('exp') + dd bdi").first.inner_text()
    assert dated.strip() == person.page.evaluate(local, int(expires))


def test_a_spaniard_reads_the_front_door_and_what_went_wrong(reads_in: Read) -> None:
    person = reads_in("es-419")
    person.sees("Su número de teléfono es su cuenta.")
    assert person.page.locator("html").get_attribute("lang") == "es"
    person.follows("Iniciar sesión")
    person.presses("Iniciar sesión")
    person.reads("Introduzca su contraseña.")
    number = phonenumbers.parse(person.phone)
    country = phonenumbers.region_code_for_number(number)
    person.field("País o región").select_option(country)
    person.types(Número_de_móvil=str(number.national_number), Contraseña="No-existe-1")
    person.presses("Iniciar sesión")
    person.reads("El número o la contraseña no son correctos.")
    _picture(person, "es-wrong-password")


def test_an_address_may_ask_for_a_language_and_others_read_english(reads_in: Read) -> None:
    reads_in("en-US", "?lang=es#/sign-in").sees("Iniciar sesión")
    french = reads_in("fr-FR")
    french.sees("Your phone number is your account.")
    assert french.page.locator("html").get_attribute("lang") == "en"


SIGNED_OUT = ["", "sign-up", "sign-in", "forgot", "api"]
SIGNED_IN = ["account", "profile", "phone", "security", "password", "developers", "totp"]


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_right_to_left_all_views_fit_and_have_no_violations(
    reads_in: Read, member: Person, width: dict[str, int]
) -> None:
    kept = member.page.evaluate(KEPT)
    person = reads_in("en-US", MIRRORED, width)
    for route in _looks_at_all(person, kept):
        assert person.page.locator("html").get_attribute("dir") == "rtl"
        assert person.page.evaluate(TOO_WIDE) + person.page.evaluate(OUTSIDE) == [], route
        scrolls = "() => document.documentElement.scrollWidth > innerWidth"
        assert not person.page.evaluate(scrolls), route
        assert violations(person) == [], route
        _picture(person, f"rtl-{width['width']}-{route or 'welcome'}")


@pytest.mark.parametrize("path", ["?lang=de", "?lang=es", MIRRORED])
def test_in_every_language_text_of_twice_the_size_fits_a_phone(
    reads_in: Read, member: Person, path: str
) -> None:
    kept = member.page.evaluate(KEPT)
    person = reads_in("en-US", path)
    for route in _looks_at_all(person, kept):
        person.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert person.page.evaluate(TOO_WIDE) + person.page.evaluate(OUTSIDE) == [], route


def _looks_at_all(person: Person, kept: dict[str, str]) -> Iterator[str]:
    """Open the views one after the other, first as a guest, then with what a session keeps."""
    for route in SIGNED_OUT:
        yield _opens(person, route)
    person.page.evaluate(KEEP, kept)
    person.page.reload()
    person.page.locator(".tab").first.wait_for()
    for route in SIGNED_IN:
        yield _opens(person, route)


def _opens(person: Person, route: str) -> str:
    person.goes_to(route)
    expect(person.page.locator("body")).to_have_attribute("data-view", route or "welcome")
    return route


def test_right_to_left_a_number_reads_as_everywhere(reads_in: Read) -> None:
    person = reads_in("en-US", f"{MIRRORED}#/sign-in")
    person.page.locator("input[name=phone]").fill(person.phone)
    number = person.page.locator(".e164 bdi")
    expect(number).to_have_text(person.phone)
    for part in (number, person.page.locator(".prefix"), person.page.locator("[name=phone]")):
        expect(part).to_have_css("direction", "ltr")
    expect(person.page.locator(".e164")).to_have_css("text-align", "start")
    expect(person.page.locator(".e164")).to_have_css("direction", "rtl")

"""The stages.py that is written for any answers is one that the project takes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ops.deployment import paths
from ops.init.answers import QUESTIONS, Answers, Attribute, Group
from ops.init.present import present_answers
from ops.init.stages_file import PAGE, stages_text
from stacks.rules import check
from stacks.stage import Stage

OTHER = Answers(
    project="acme-id",
    countries=("FR",),
    attributes=(
        Attribute("department"),
        Attribute("level", "Number", "operator"),
        Attribute("hired", "DateTime"),
        Attribute("remote", "Boolean", "operator"),
    ),
    groups=(Group("staff", 'May say "yes" \\ and {no}\u2028'),),
    origins=("https://a.example.com", "http://localhost:4200", "http://127.0.0.1:5173"),
    default_group="staff",
)
TYPICAL = replace(
    OTHER,
    attributes=(
        Attribute("plant"),
        Attribute("shift", "Number"),
        Attribute("badge", "String", "operator"),
    ),
    groups=(Group("staff", "May work"), Group("guards", "May open")),
)
LEAST = replace(OTHER, attributes=(), groups=())


def stages(answers: Answers) -> dict[str, Stage]:
    """Run the file, as the project does."""
    names: dict[str, Any] = {}
    exec(compile(stages_text(answers), "stages.py", "exec"), names)  # noqa: S102 - our own text
    found: dict[str, Stage] = names["STAGES"]
    return found


@pytest.mark.parametrize("answers", [TYPICAL, OTHER, LEAST], ids=["typical", "other", "least"])
def test_it_has_three_stages_that_can_be_deployed(answers: Answers) -> None:
    found = stages(answers)
    assert list(found) == ["local", "dev", "prod"]
    for stage in found.values():
        check(stage)
        assert stage.project == answers.project
        assert stage.sign_up.allowed_countries == answers.countries
        assert [(g.name, g.description) for g in stage.users.groups] == list(answers.groups)
        kept = [(a.name, a.type, a.written_by) for a in stage.users.custom_attributes]
        assert kept == list(answers.attributes)


def test_new_users_join_the_default_group_where_it_is_one_of_the_groups_and_not_in_prod() -> None:
    joined = {name: stage.users.default_group for name, stage in stages(OTHER).items()}
    assert joined == {"local": "staff", "dev": "staff", "prod": None}
    assert {stage.users.default_group for stage in stages(LEAST).values()} == {None}


def test_only_prod_is_protected_and_open_to_the_frontends_that_are_on_no_ones_own_machine() -> None:
    found = stages(OTHER)
    assert found["prod"].api.cors_origins == ("https://a.example.com",)
    assert "http://localhost:4200" in found["dev"].api.cors_origins
    assert "https://a.example.com" not in found["dev"].api.cors_origins
    assert len(set(found["dev"].api.cors_origins)) == len(found["dev"].api.cors_origins)
    assert [stage.protection.retain for stage in found.values()] == [False, False, True]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.field)
def test_an_answer_is_shown_as_one_would_type_it(question: Any) -> None:
    assert question.read(question.typed(TYPICAL)) == getattr(TYPICAL, question.field)


def test_what_was_answered_is_what_stages_py_says_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stages.py").write_text(stages_text(OTHER), encoding="utf-8")
    (tmp_path / "stacks").symlink_to(paths.root() / "stacks")
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    assert set(present_answers().origins) == set(OTHER.origins) - set(PAGE)
    assert replace(present_answers(), origins=OTHER.origins) == OTHER


def test_blanks_cases_and_slashes_are_understood() -> None:
    read = {question.field: question.read for question in QUESTIONS}
    assert read["countries"](" fr, de ,") == ("FR", "DE")
    assert read["attributes"]("a:Number, b:operator,c") == (
        Attribute("a", "Number"),
        Attribute("b", "String", "operator"),
        Attribute("c"),
    )
    assert read["groups"]("staff: All of them,x") == (
        Group("staff", "All of them"),
        Group("x", "The group x"),
    )
    assert read["origins"]("https://a.example.com/") == ("https://a.example.com",)
    assert read["attributes"]("-") == ()

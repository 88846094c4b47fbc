"""`make init` makes the project somebody's own, and every check and deployment then holds."""

from .conftest import Project

INIT = """\
make init PROJECT=acme-id COUNTRIES=FR,GB GROUPS=staff \\
    ATTRIBUTES=department,level:Number:operator,since:DateTime \\
    ORIGINS=https://app.acme.example,http://localhost:4200
"""


def test_a_renamed_project_of_other_countries_attributes_and_groups_is_whole(
    project: Project,
) -> None:
    project.run(INIT)
    assert 'project="acme-id"' in (project.root / "stages.py").read_text()
    project.run("make check")
    project.run('make test ONLY="unit assertions snapshot live"')
    project.run("make local")
    assert project.outputs().project == "acme-id"

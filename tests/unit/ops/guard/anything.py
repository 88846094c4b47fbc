"""Values of a template that nobody would write, and that must not break the guard."""

from typing import Any

from hypothesis import strategies as st

from tests.unit.ops.guard.cases import CONDITION

ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.sampled_from(
        [
            {"Fn::If": [CONDITION, "a", {"Ref": "AWS::NoValue"}]},
            {"Fn::If": "no list"},
            {"Fn::FindInMap": ["a", "b", "c"]},
            {"Fn::Transform": {"Name": "Any"}},
            {"Fn::ForEach::Loop": ["x", [], {}]},
            {"Ref": "AWS::NoValue"},
            {"Ref": ["no text"]},
            {"Fn::GetAtt": "a.b"},
            {"Fn::GetStackOutput": "x"},
            {"Ref": "x", "Fn::Sub": "y"},
            "{{resolve:ssm:/x}}",
        ]
    ),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
